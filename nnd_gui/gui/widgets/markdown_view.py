"""Shows Markdown in the program's own fonts."""

from __future__ import annotations

from functools import cache
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDesktopServices,
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QFrame, QTextBrowser, QTextEdit, QWidget

from nnd_gui.gui.theme.fonts import MONO_FAMILIES, ui_font
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["MarkdownView", "plain_text"]

_TEXT_PX = 14
_HEADING_PX = {1: 18, 2: 16}
_LINE_PERCENT = 132
_BETWEEN_PX = 9
_NOTHING = QImage(1, 1, QImage.Format.Format_ARGB32)
_NOTHING.fill(0)
_PARTS = QTextDocument.MarkdownFeature
_FEATURES = _PARTS.MarkdownDialectGitHub | _PARTS.MarkdownNoHTML


class MarkdownView(QTextBrowser):
    """A text to be read: it scrolls, and can be selected and copied.

    What a text may come from is not known: it shows no pictures, which would be files of this
    computer, and opens no links but those to web pages.

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
        self._markdown = ""
        self._marked = ""
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("look", "reading")
        self.setOpenLinks(False)
        self.anchorClicked.connect(self._follow)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        themes.changed.connect(self._restyle)

    def show_markdown(self, text: str) -> None:
        """Show a text from its beginning."""
        self._markdown = text
        self._render()
        self.verticalScrollBar().setValue(0)

    def mark(self, words: str) -> None:
        """Mark every place of some words, or none."""
        self._marked = words
        self._show_marks()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the size of our own text (called by Qt, which puts the window's in its place)."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange and self._markdown:
            self._restyle(self._themes.theme)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """Load nothing, but say that something was loaded (called by Qt).

        Of what is not there Qt itself would try to read the file: the picture ``/dev/zero`` has
        no end.
        """
        return QImage(_NOTHING)

    def minimumSizeHint(self) -> QSize:
        """A few lines: the rest is scrolled."""
        return QSize(120, 80)

    def _render(self) -> None:
        theme, scale = self._themes.theme, self._themes.scale
        document = self.document()
        document.setDefaultFont(ui_font(_TEXT_PX, scale=scale))
        document.setDocumentMargin(0)
        document.setIndentWidth(round(18 * scale))
        document.setMarkdown(self._markdown, _FEATURES)
        block = document.begin()
        while block.isValid():
            cursor = QTextCursor(block)
            _space(cursor, scale)
            level = block.blockFormat().headingLevel()
            for piece in _pieces(block):
                _format(cursor, piece, level, theme, scale)
            block = block.next()
        # The view's own cursor was pushed to the end, and Qt scrolls to it at the next resize.
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _show_marks(self) -> None:
        theme, marks = self._themes.theme, []
        place = self.document().find(self._marked) if self._marked else QTextCursor()
        while not place.isNull():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = place
            look = QTextCharFormat()
            look.setBackground(QColor(theme.selection))
            look.setForeground(QColor(theme.text))
            # Nor by colour alone.
            look.setFontUnderline(True)
            mark.format = look
            marks.append(mark)
            place = self.document().find(self._marked, place)
        self.setExtraSelections(marks)

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("https", "http"):
            QDesktopServices.openUrl(link)

    def _restyle(self, theme: Theme) -> None:
        place = self.verticalScrollBar().value()
        self._render()
        self._show_marks()
        self.verticalScrollBar().setValue(place)


@cache
def plain_text(markdown: str) -> str:
    """What of a text is read, as `MarkdownView` shows it."""
    document = QTextDocument()
    document.setMarkdown(markdown, _FEATURES)
    return document.toPlainText()


def _pieces(block: Any) -> list[tuple[int, int, QTextCharFormat]]:
    """Where the parts of a paragraph begin and end, and how each looks."""
    found = []
    parts = block.begin()
    while not parts.atEnd():
        fragment = parts.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        parts += 1
    return found


def _space(cursor: QTextCursor, scale: float) -> None:
    room = QTextBlockFormat()
    room.setLineHeight(_LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    room.setTopMargin(0)
    room.setBottomMargin(round(_BETWEEN_PX * scale))
    cursor.mergeBlockFormat(room)


def _format(
    cursor: QTextCursor,
    piece: tuple[int, int, QTextCharFormat],
    level: int,
    theme: Theme,
    scale: float,
) -> None:
    """Give a part of a text our faces and sizes in place of the system's."""
    start, length, before = piece
    look = QTextCharFormat()
    # What is code Qt gives a face of the system's, and marks as such only within a line.
    if before.fontFixedPitch() or before.fontFamilies():
        look.setFontFamilies(MONO_FAMILIES)
        look.setFontFixedPitch(True)
        look.setProperty(QTextCharFormat.Property.FontPixelSize, round((_TEXT_PX - 1) * scale))
    if level:
        size = _HEADING_PX.get(level, _TEXT_PX + 1)
        look.setProperty(QTextCharFormat.Property.FontPixelSize, round(size * scale))
        look.setProperty(QTextCharFormat.Property.FontSizeAdjustment, 0)
        look.setFontWeight(QFont.Weight.Bold)
    if before.isAnchor():
        look.setForeground(QColor(theme.link))
    cursor.setPosition(start)
    cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
    cursor.mergeCharFormat(look)
