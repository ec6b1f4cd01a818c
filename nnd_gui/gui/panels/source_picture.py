"""The person's file beside the numbers: read-only, with the lines that are spoken of marked."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QTextCursor, QTextFormat
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QTextEdit, QVBoxLayout, QWidget

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.gui.theme.fonts import number_font
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spoken_lines import spoken_lines
from nnd_gui.model.words import tr

__all__ = ["Code", "SourcePicture"]

_MARGIN_DIGITS = 5


class SourcePicture(Picture):
    """Shows the source of a person's file; says so where there is none.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._source: Source | None = None
        self._marked: tuple[int, ...] = ()
        self._result: CheckResult | None = None
        self._text = Code(themes, self)
        self._said = QLabel(self)
        self._said.setProperty("look", "muted")
        self._said.setWordWrap(True)
        self._said.setMargin(12)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._said)
        column.addWidget(self._text, 1)
        self._text.setMinimumHeight(1)  # where it is low, what is said goes first
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    @property
    def keyboard_part(self) -> QWidget:
        """What it is made of."""
        return self._text

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Show the file of an experiment."""
        subject = spec.subject
        if not isinstance(subject, PersonFile):
            self._source = None
            self._text.clear()
            self._said.setText(
                tr(
                    "This is the program's own network. Open a file of yours, and its source is "
                    "here."
                )
            )
            self._said.show()
            return
        self._read(subject)
        self._mark()

    def show_result(self, result: CheckResult) -> None:
        """Mark the lines that the result speaks of."""
        self._result = result
        subject = result.spec.subject
        if isinstance(subject, PersonFile):
            self._read(subject)
        self._mark()

    def _read(self, file: PersonFile) -> None:
        source = read_source(file.path)
        if self._source is None or source.text != self._source.text:
            bar = self._text.verticalScrollBar()
            at = bar.value()
            self._text.setPlainText(source.text)
            bar.setValue(at)  # saved again: the eye stays where it was
        self._source = source
        self._text.count_from(source.places.starts)

    def _mark(self) -> None:
        if self._source is None:
            return  # what is said instead stays
        lines: tuple[int, ...] = ()
        said = ""
        problem = self._source.problem
        if problem is not None:
            # The result is of the version before, and so are its lines.
            lines = () if problem.line is None else (problem.line,)
            said = problem_text(problem)
        elif self._result is not None:
            lines, said = spoken_lines(self._result, self._source)
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self._text.mark(lines)
        if lines and lines != self._marked:
            self._text.go_to(lines[0])
        self._marked = lines

    def _restyle(self, _theme: Theme) -> None:
        self._text.restyle()


class Code(QPlainTextEdit):
    """Plain text with line numbers and marked lines."""

    def __init__(self, themes: ThemeManager, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self._lines: tuple[int, ...] = ()
        self._starts: tuple[int, ...] = ()
        self._numbers = _Numbers(self)
        self.setReadOnly(True)
        self.setProperty("look", "number")
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Source of your file"))
        # Read with the keyboard as well.
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.updateRequest.connect(self._scrolled)

    def mark(self, lines: tuple[int, ...]) -> None:
        """Mark lines, counted from 1."""
        self._lines = lines
        theme = self._themes.theme
        found = []
        for line in lines:
            block = self.document().findBlockByNumber(line - 1)
            if not block.isValid():
                continue
            selection = QTextEdit.ExtraSelection()
            ground = QColor(theme.disagree)
            ground.setAlpha(46)
            selection.format.setBackground(ground)
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
            selection.cursor = QTextCursor(block)
            found.append(selection)
        self.setExtraSelections(found)
        self._numbers.update()

    def count_from(self, starts: tuple[int, ...]) -> None:
        """Count anew from each of these lines: a notebook's cells, as its places are told."""
        self._starts = starts
        self._numbers.update()

    def number_of(self, line: int) -> int:
        """What stands beside a line of the text: its number in its cell, or in the file."""
        return line - max((start for start in self._starts if start <= line), default=1) + 1

    def go_to(self, line: int) -> None:
        """Bring a line to the middle."""
        block = self.document().findBlockByNumber(line - 1)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def restyle(self) -> None:
        """Take on the theme's colours and sizes."""
        self.setFont(number_font(13, scale=self._themes.scale))
        width = self.fontMetrics().horizontalAdvance("0" * _MARGIN_DIGITS) + 16
        self.setViewportMargins(width, 0, 0, 0)
        self._numbers.setFixedWidth(width)
        self.mark(self._lines)

    def resizeEvent(self, event: object) -> None:
        """Keep the numbers beside the text (called by Qt)."""
        super().resizeEvent(event)  # type: ignore[arg-type]
        inside = self.contentsRect()
        self._numbers.setGeometry(
            inside.left(), inside.top(), self._numbers.width(), inside.height()
        )

    def paint_numbers(self, event: QPaintEvent) -> None:
        """Draw the numbers of the lines in view, and a mark beside those that are marked."""
        theme = self._themes.theme
        painter = QPainter(self._numbers)
        painter.fillRect(event.rect(), QColor(theme.plot))
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        while block.isValid():
            box = self.blockBoundingGeometry(block).translated(self.contentOffset())
            if box.top() > event.rect().bottom():
                break
            line = block.blockNumber() + 1
            marked = line in self._lines
            painter.setPen(QColor(theme.text if marked else theme.text_faint))
            room = box.toRect().adjusted(0, 0, 0, 0)
            room.setWidth(self._numbers.width() - 8)
            number = self.number_of(line)
            text = f"▸ {number}" if marked else str(number)
            if line in self._starts[1:]:
                painter.setPen(QColor(theme.text_faint))
                across = round(box.top())
                painter.drawLine(0, across, self._numbers.width(), across)
                painter.setPen(QColor(theme.text if marked else theme.text_faint))
            painter.drawText(room, int(Qt.AlignmentFlag.AlignRight), text)
            block = block.next()
        painter.end()

    def _scrolled(self) -> None:
        self._numbers.update()


class _Numbers(QWidget):
    """The margin with the numbers of the lines."""

    def __init__(self, code: Code) -> None:
        super().__init__(code)
        self._code = code

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw (called by Qt)."""
        self._code.paint_numbers(event)
