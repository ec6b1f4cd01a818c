"""Where a number comes from: the arithmetic of the selected weight, or of the ratio."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from nnd_gui.gui.theme.fonts import (
    BASE_PX,
    MONO_FAMILIES,
    SANS_FAMILIES,
    number_font,
    ui_font,
)
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.arithmetic import Line, method_lines, ratio_lines, weight_lines, weight_title
from nnd_gui.model.explain_cause import cause_sentence
from nnd_gui.model.explain_directions import extent_notes
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.findings_text import findings_told
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["WeightPanel"]

# Two pixels less on the left, where it shows that it has the keyboard.
_MARGINS = (16, 14, 14, 14)
# Between a name and the number beside it, with what the table leaves around both.
_GAP_PX = 16
# A swatch, before the name that it belongs to.
_SWATCH = "■ "


class WeightPanel(QScrollArea):
    """Shows the steps from two costs to one slope, with the digits that cancel greyed.

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
        self._result: CheckResult | None = None
        self._selected = -1
        self._lines: list[Line] = []
        self._beside = False
        page = QFrame(self)
        page.setProperty("look", "panel")
        self._title = _label("head", page)
        self._role = _label("muted", page)
        self._numbers = _label("number", page)
        self._numbers.setTextFormat(Qt.TextFormat.RichText)
        self._numbers.setWordWrap(False)
        self._sentence = _label("", page)
        self._looks_like = _label("section", page)
        self._looks_like.setText(tr("Diagnosis"))
        self._findings = _label("", page)
        self._cause = _label("muted", page)
        column = QVBoxLayout(page)
        column.setContentsMargins(*_MARGINS)
        column.setSpacing(6)
        for label in (self._title, self._role, self._numbers, self._sentence):
            column.addWidget(label)
        column.addSpacing(8)
        column.addWidget(self._looks_like)
        column.addWidget(self._findings)
        column.addSpacing(8)
        column.addWidget(self._cause)
        column.addStretch(1)
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("look", "aside")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._scrolls_by_key)
        self.setAccessibleName(tr("Arithmetic of the selected weight"))
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_result(self, result: CheckResult) -> None:
        """Use these numbers."""
        self._result = result
        self._update()

    def show_selected(self, index: int) -> None:
        """Explain one weight, or the whole gradient with -1."""
        self._selected = index
        self._update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put numbers beside their names where there is room (called by Qt)."""
        super().resizeEvent(event)
        if self._beside != self._fit_beside():
            self._show_numbers()

    def _update(self) -> None:
        result = self._result
        if result is None:
            return
        lines: list[Line] = []
        cause = ""
        if 0 <= self._selected < result.total:
            title, role = weight_title(result, self._selected)
            lines = weight_lines(result, self._selected)
            sentence = weight_sentence(result, self._selected)
            cause = cause_sentence(result, self._selected)
        else:
            title, role = tr("The whole gradient"), tr("The lesson's one number")
            sentence = tr("Click a bar, or press ← and →, to see where its slope comes from.")
            if result.total:
                lines = [*ratio_lines(result), *method_lines(result)]
                sentence = "\n\n".join([sentence, *extent_notes(result)])
            else:
                # Not what was found before: that was another experiment's.
                begun = result.finished is None
                sentence = tr("Not checked yet.") if begun else tr("Nothing was checked.")
        self._title.setText(title)
        self._role.setText(role)
        self._lines = lines
        self._show_numbers()
        self._sentence.setText(sentence)
        findings = findings_told(result, self._selected)
        self._findings.setText("\n\n".join(findings))
        self._cause.setText(cause)
        self._cause.setVisible(bool(cause))
        for label in (self._looks_like, self._findings):
            label.setVisible(bool(findings))
        told = [title, *(f"{line.label} {line.text}" for line in lines), sentence, *findings, cause]
        self.setAccessibleDescription("; ".join(part for part in told if part))

    def _scrolls_by_key(self, least: int, most: int) -> None:
        """Take the keyboard, with its arrows and pages, where there is more than is seen."""
        policy = Qt.FocusPolicy.TabFocus if most > least else Qt.FocusPolicy.NoFocus
        if policy != self.focusPolicy():
            self.setFocusPolicy(policy)

    def _show_numbers(self) -> None:
        self._beside = self._fit_beside()
        self._numbers.setText(self._html(self._lines))

    def _fit_beside(self) -> bool:
        """Whether the numbers that are compared have room beside their names, all of them."""
        scale = self._themes.scale
        words, digits = (QFontMetrics(font(scale=scale)) for font in (ui_font, number_font))
        compared = [line for line in self._lines if line.compared]
        names = [(_SWATCH if line.kind else "") + line.label for line in compared]
        name = max(map(words.horizontalAdvance, names), default=0)
        number = max((digits.horizontalAdvance(line.text) for line in compared), default=0)
        room = self.viewport().width() - _MARGINS[0] - _MARGINS[2]
        return name + number + round(_GAP_PX * scale) <= room

    def _html(self, lines: list[Line]) -> str:
        theme = self._themes.theme
        # Said here and not left to the style sheet, which reaches a label's text too late.
        size = f"font-size:{round(BASE_PX * self._themes.scale)}px"
        words = f"font-family:'{SANS_FAMILIES[0]}';{size}"
        digits = f"font-family:'{MONO_FAMILIES[0]}';{size}"
        swatches = {"numerical": theme.numerical, "analytic": theme.analytic}
        rows = []
        for line in lines:
            swatch = swatches.get(line.kind)
            sign = f'<span style="color:{swatch}">■</span>&nbsp;' if swatch else ""
            space = "padding-top:8px;" if line.apart else ""
            # Not by a fainter colour alone, which high contrast has hardly any of.
            plain = f"<b>{line.plain}</b>" if line.faint else line.plain
            beside = self._beside and line.compared
            whole, between = ("", "") if beside else (" colspan='2'", "</tr><tr>")
            # Beside its name it begins where the names' column ends.
            space_before = space if beside else ""
            rows.append(
                f'<tr><td{whole} style="color:{theme.text_muted};{words};{space}">{sign}'
                f"{line.label}</td>{between}"
                f'<td{whole} style="padding-left:8px;{digits};{space_before}">'
                f'<span style="color:{theme.text_faint}">{line.faint}</span>{plain}</td></tr>'
            )
        return f"<table cellspacing='0' cellpadding='1'>{''.join(rows)}</table>"

    def _restyle(self, theme: Theme) -> None:
        self._update()


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    if look:
        label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
