"""The numbers of the weight under the mouse, on a card that follows it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget

from nnd_gui.engine.judge import UNJUDGED
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.explain import verdict_word
from nnd_gui.model.result import CheckResult
from nnd_gui.model.result_texts import analytic_text, error_text, numerical_text
from nnd_gui.model.words import tr, trn

__all__ = ["HoverCard"]

_APART = 16


class HoverCard(QLabel):
    """A small card inside the plots, never in the way of the mouse."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setProperty("look", "card")
        self.apply_theme(theme)
        self.hide()

    def apply_theme(self, theme: Theme) -> None:
        """Take on other colours."""
        self._theme = theme

    def show_weight(
        self, result: CheckResult, index: int, group: int, at: QPoint, note: str = ""
    ) -> None:
        """Show one weight's numbers beside a place.

        Parameters
        ----------
        result : CheckResult
            The numbers, which may still be on their way.
        index : int
            Which weight.
        group : int
            How many weights of a column it stands for.
        at : QPoint
            Where the mouse is, in the parent's coordinates.
        note : str, optional
            What else is said beside its name.
        """
        self.setText(self._text(result, index, group, note))
        self.adjustSize()
        right = at.x() + _APART + self.width() > self._room.width()
        x = at.x() - _APART - self.width() if right else at.x() + _APART
        y = min(max(at.y() - self.height() // 2, 0), max(self._room.height() - self.height(), 0))
        self.move(max(x, 0), y)
        self.show()
        self.raise_()

    def _text(self, result: CheckResult, index: int, group: int, note: str) -> str:
        theme, weights = self._theme, result.weights
        measured = weights.verdict[index] != UNJUDGED
        awaited = not result.is_measured(index) and result.cover is None
        numerical = "…" if awaited else numerical_text(result, index)
        rows = [
            (tr("numerical"), numerical),
            (tr("analytic"), analytic_text(result, index)),
        ]
        if measured:
            rows.append((tr("relative error"), error_text(result, index)))
            rows.append((tr("verdict"), verdict_word(int(weights.verdict[index]))))
        cells = "".join(
            f'<tr><td style="color:{theme.text_muted}; padding-right:10px">{label}</td>'
            f'<td align="right">{value}</td></tr>'
            for label, value in rows
        )
        words = (
            trn("of {count} weight", "one of {count} in this column", group) if group > 1 else note
        )
        beside = f' <span style="color:{theme.text_muted}">· {words}</span>' if words else ""
        return f"<b>{result.layout.name_of(index)}</b>{beside}<table>{cells}</table>"
