"""How others would judge the same numbers: the named rules beside our own verdict."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.gui.plots.rule_scale import RuleScale
from nnd_gui.gui.plots.rules_model import FORMULA, SCALE, RulesModel
from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.result import CheckResult
from nnd_gui.model.rule_rows import rule_rows, rules_sentence
from nnd_gui.model.words import tr

__all__ = ["RulesPicture"]

_ROW_PX = 26
# Below this height the table needs all the room.
_SENTENCE_PX = 210
_SCALE_PX = 84
_CELL_MARGIN = 27
_ICON_PX = 26
_FONT = Qt.ItemDataRole.FontRole
_SAID = -1


class RulesPicture(Picture):
    """A table of the rules: value and limit as numbers and on a scale, and what each says.

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
        self._model = RulesModel(self)
        self._count = ""
        self._table = CalmTable(self)
        self._table.setModel(self._model)
        self._table.setItemDelegateForColumn(SCALE, RuleScale(themes, self._model, self))
        self._table.setAccessibleName(tr("Named rules on the same numbers"))
        self._sentence = QLabel(self)
        self._sentence.setWordWrap(True)
        self._sentence.setMargin(10)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._table, 1)
        column.addWidget(self._sentence)
        self._table.selectionModel().currentRowChanged.connect(self._show_sentence)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    @property
    def keyboard_part(self) -> QWidget:
        """What it is made of."""
        return self._table

    def show_result(self, result: CheckResult) -> None:
        """Judge by every rule, once the check is complete."""
        rows = rule_rows(result)
        self._model.set_rows(rows)
        self._count = rules_sentence(rows)
        if not rows:
            begun = result.finished is None
            self._count = tr("Not checked yet.") if begun else tr("Nothing to judge.")
        self._show_sentence(self._table.currentIndex())
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Spread the columns (called by Qt)."""
        super().resizeEvent(event)
        self._fit()

    def _show_sentence(self, current: QModelIndex) -> None:
        """Say what the rule that the person is at is blind to, or how many of them hold."""
        row = self._model.row(current.row()) if current.isValid() else None
        self._sentence.setText(f"{row.title}: {row.why}" if row else self._count)
        self._table.setAccessibleDescription(self._sentence.text())

    def _fit(self) -> None:
        table = self._table
        self._sentence.setVisible(
            self.height() >= _SENTENCE_PX * self._themes.scale or not self._model.rowCount()
        )
        header = table.horizontalHeader()
        margin = round(_CELL_MARGIN * self._themes.scale)
        needs = []
        for place in range(header.count()):
            texts = [self._model.index(row, place) for row in range(self._model.rowCount())]
            widths = [
                QFontMetrics(
                    text.data(_FONT) or ui_font(scale=self._themes.scale)
                ).horizontalAdvance(str(text.data() or ""))
                + margin
                for text in texts
            ]
            needs.append(max([header.sectionSizeHint(place), *widths]))
        needs[_SAID] += round(_ICON_PX * self._themes.scale)
        needs[SCALE] = max(needs[SCALE], round(_SCALE_PX * self._themes.scale))
        # The table itself may be laid out only after this.
        bar = table.verticalScrollBar().sizeHint().width()
        spare = self.width() - 2 * table.frameWidth() - bar - sum(needs)
        if spare > 0:
            # The scale gains most by it.
            needs[SCALE] += spare * 2 // 3
            needs[FORMULA] += spare - spare * 2 // 3
        for place, need in enumerate(needs):
            header.resizeSection(place, need)

    def _restyle(self, theme: Theme) -> None:
        scale = self._themes.scale
        self._model.apply_theme(theme, scale)
        self._table.verticalHeader().setDefaultSectionSize(round(_ROW_PX * scale))
        self._table.verticalHeader().setMinimumSectionSize(round(_ROW_PX * scale))
        self._fit()
        self._table.viewport().update()
