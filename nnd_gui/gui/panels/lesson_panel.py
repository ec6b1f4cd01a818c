"""The text beside the pictures: a step of a lesson, or the notes of a document."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.markdown_view import MarkdownView
from nnd_gui.model.words import tr

__all__ = ["LessonPanel", "Page"]

_MARGINS = (18, 14, 10, 10)


@dataclass(frozen=True, slots=True)
class Page:
    """What is to be read.

    Parameters
    ----------
    title : str
        Of the lesson; empty for notes.
    heading : str
        Of the step, or of the notes.
    text : str
        Markdown.
    step, steps : int
        Which step it is, counted from 0, and how many there are; 0 steps for notes.
    """

    title: str
    heading: str
    text: str
    step: int = 0
    steps: int = 0


class LessonPanel(QFrame):
    """Shows a page, walks to the next, and lets it be written.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    next_asked, previous_asked : Signal()
        The person wants another step.
    written : Signal(str, str)
        The person has changed the heading or the text: both.
    writing_changed : Signal(bool)
        The text is being written now, or read.
    """

    next_asked = Signal()
    previous_asked = Signal()
    written = Signal(str, str)
    writing_changed = Signal(bool)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._page = Page("", "", "")
        self.setProperty("look", "panel")
        self.setAccessibleName(tr("Lesson"))
        self._title, self._heading = _label("muted", self), _label("title", self)
        self._view = MarkdownView(themes, self)
        self._view.setAccessibleName(tr("Text of the lesson"))
        self._heading_edit, self._text_edit = QLineEdit(self), QPlainTextEdit(self)
        self._back, self._on = _button(self), _button(self)
        self._place = _label("muted", self)
        self._write = _button(self)
        self._write.setCheckable(True)
        self._pages = QStackedWidget(self)
        self._build()
        self._back.clicked.connect(self.previous_asked)
        self._on.clicked.connect(self.next_asked)
        self._write.toggled.connect(self._show_writing)
        self._heading_edit.textEdited.connect(self._tell_written)
        self._text_edit.textChanged.connect(self._tell_written)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    @property
    def is_writing(self) -> bool:
        """Whether the text is being written, and not read."""
        return self._write.isChecked()

    def set_writing(self, on: bool) -> None:
        """Begin or end to write; who begins can type at once, also where it had begun before."""
        if on and self.is_writing:
            self._focus_editor()
        self._write.setChecked(on)

    def show_page(self, page: Page) -> None:
        """Show another page. What is being written is let be while it is the same."""
        same = page == self._page
        self._page = page
        self._title.setText(page.title)
        self._title.setVisible(bool(page.title))
        self._heading.setText(page.heading)
        for part in (self._back, self._on, self._place):
            part.setVisible(page.steps > 0)
        self._back.setEnabled(page.step > 0)
        self._on.setEnabled(page.step + 1 < page.steps)
        self._place.setText(
            tr("{step} of {steps}", step=page.step + 1, steps=page.steps) if page.steps else ""
        )
        if self.is_writing:
            self._fill()
        elif not same:
            self._view.show_markdown(page.text)
        self._show_parts()

    def _build(self) -> None:
        self._back.setToolTip(tr("Back a step (Page Up)"))
        self._back.setAccessibleName(tr("Back a step"))
        self._on.setToolTip(tr("On to the next step (Page Down)"))
        self._on.setAccessibleName(tr("On to the next step"))
        self._write.setToolTip(tr("Write this text (Ctrl+Shift+N)"))
        self._write.setAccessibleName(tr("Write this text"))
        self._heading_edit.setPlaceholderText(tr("Heading"))
        self._heading_edit.setToolTip(tr("What stands over the text, and in the list of steps"))
        self._heading_edit.setAccessibleName(tr("Heading"))
        self._text_edit.setPlaceholderText(
            tr("What is to be seen here? Write it in Markdown: **bold**, *slanted*, - lists.")
        )
        self._text_edit.setAccessibleName(tr("Text, in Markdown"))
        self._text_edit.setProperty("look", "number")
        self._text_edit.setTabChangesFocus(True)
        self._pages.addWidget(self._view)
        self._pages.addWidget(self._text_edit)
        foot = QHBoxLayout()
        foot.setSpacing(6)
        for walk in (self._back, self._place, self._on):
            foot.addWidget(walk)
        foot.addStretch(1)
        foot.addWidget(self._write)
        column = QVBoxLayout(self)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(8)
        for part in (self._title, self._heading, self._heading_edit):
            column.addWidget(part)
        column.addWidget(self._pages, 1)
        column.addLayout(foot)
        self._show_parts()

    def _show_parts(self) -> None:
        writing = self.is_writing
        self._heading.setVisible(not writing and bool(self._page.heading))
        self._heading_edit.setVisible(writing)
        self._pages.setCurrentIndex(int(writing))

    def _show_writing(self, on: bool) -> None:
        if on:
            self._fill()
        else:
            self._view.show_markdown(self._page.text)
        self._show_parts()
        self.writing_changed.emit(on)
        if on:
            self._focus_editor()

    def _focus_editor(self) -> None:
        empty = not self._page.heading
        (self._heading_edit if empty else self._text_edit).setFocus()

    def _fill(self) -> None:
        """Put the page into the editors, unless it is what they hold: the cursor would jump."""
        for editor in (self._heading_edit, self._text_edit):
            editor.blockSignals(True)
        if self._heading_edit.text() != self._page.heading:
            self._heading_edit.setText(self._page.heading)
        if self._text_edit.toPlainText() != self._page.text:
            self._text_edit.setPlainText(self._page.text)
        for editor in (self._heading_edit, self._text_edit):
            editor.blockSignals(False)

    def _tell_written(self) -> None:
        self.written.emit(self._heading_edit.text(), self._text_edit.toPlainText())

    def _restyle(self, theme: Theme) -> None:
        names = ((self._back, "chevron-left"), (self._on, "chevron-right"), (self._write, "pen"))
        for button, name in names:
            button.setIcon(icon(name, theme))


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    # In line with the text below, which has a margin for its mark of focus.
    label.setIndent(2)
    return label


def _button(parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setProperty("look", "icon")
    return button
