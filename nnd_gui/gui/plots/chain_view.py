"""The analytic value of one weight, traced back through the chain rule, in formula and tables."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QVBoxLayout, QWidget

from nnd_gui.engine.judge import UNJUDGED
from nnd_gui.gui.plots.chain_table_view import ChainTableView
from nnd_gui.gui.theme.fonts import BASE_PX, MONO_FAMILIES
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.chain_result import ChainResult
from nnd_gui.model.chain_table import chain_tables
from nnd_gui.model.explain_chain import chain_sentence, formula_text
from nnd_gui.model.numbers import compact, gradient_text
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["ChainView"]


class ChainView(QScrollArea):
    """Formula, the value it gives beside the measured one, what is off, and the factors.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._result: ChainResult | None = None
        self._otherwise = ""
        self._check: CheckResult | None = None
        self._page = QWidget(self)
        self._formula, self._sentence = QLabel(self._page), QLabel(self._page)
        self._tables: list[ChainTableView] = []
        self._build()

    def show_chain(self, result: ChainResult | None, otherwise: str = "") -> None:
        """Show a trace; where there is none, say why."""
        self._result, self._otherwise = result, otherwise
        self._show()

    def show_check(self, check: CheckResult | None) -> None:
        """Take the measured slope from a check."""
        self._check = check
        self._show_values()

    @property
    def natural_width(self) -> int:
        """How wide it is with all that it shows, and a bar at its side."""
        return self._page.minimumSizeHint().width() + 16

    @property
    def natural_height(self) -> int:
        """How high it is with all that it shows."""
        return self._page.sizeHint().height() + 2

    def apply_theme(self, theme: Theme) -> None:
        """Take on other colours and sizes."""
        ground = f"background: {theme.plot}"
        self.setStyleSheet(
            f"QScrollArea {{ {ground}; border: 2px solid {theme.plot}; }}"
            f"QScrollArea:focus {{ border-color: {theme.focus}; }}"
            f"#chain {{ {ground}; border: none; }}"
        )
        self._show()

    def _build(self) -> None:
        self._page.setObjectName("chain")
        self._formula.setTextFormat(Qt.TextFormat.RichText)
        self._formula.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._formula.setWordWrap(True)
        self._sentence.setWordWrap(True)
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._column = QVBoxLayout(self._page)
        self._column.setContentsMargins(0, 4, 4, 4)
        self._column.setSpacing(4)
        for label in (self._formula, self._sentence):
            self._column.addWidget(label)
        self._column.addStretch(1)
        self.setWidget(self._page)
        self.setWidgetResizable(True)
        # Reached by the keyboard, so that the arrow keys can scroll it.
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(tr("The chain rule of the selected weight"))

    def _show(self) -> None:
        result = self._result
        chain = None if result is None else result.chain
        tables = []
        if result is None or chain is None:
            failed = result.finished.failure if result and result.finished else None
            self._sentence.setText(problem_text(failed) if failed else self._otherwise)
        else:
            self._sentence.setText(chain_sentence(chain, result.network))
            tables = chain_tables(chain, result.network)
        theme, scale = self._themes.theme, self._themes.scale
        while len(self._tables) < len(tables):
            view = ChainTableView(theme, self._page)
            self._tables.append(view)
            # Before the stretch.
            self._column.insertWidget(self._column.count() - 1, view)
        for place, view in enumerate(self._tables):
            view.setVisible(place < len(tables))
            if place < len(tables):
                view.show_table(tables[place], theme, scale)
        self._show_values()

    def _show_values(self) -> None:
        """The formula with its value, and beside it the measured one, as far as it is known."""
        result, check, theme = self._result, self._check, self._themes.theme
        chain = None if result is None else result.chain
        self._formula.setVisible(chain is not None)
        if result is None or chain is None:
            self.setAccessibleDescription(self._sentence.text())
            return
        value = gradient_text(float(chain.value.used))
        formula = f"{formula_text(chain, result.network)} = {value}"
        parts = [_digits(formula), _swatch(theme.analytic) + tr("analytic")]
        told = [formula]
        if chain.value.differs:
            due = gradient_text(float(chain.value.right))
            parts.append(f"{tr('due')}&nbsp;{_digits(due)}")
            told.append(f"{tr('due')} {due}")
        if check is not None and _measured(check, result):
            known = compact(float(check.weights.uncertainty[result.index]), 2)
            slope = f"{gradient_text(float(check.weights.numerical[result.index]))} ± {known}"
            parts.append(f"{_swatch(theme.numerical)}{tr('numerical')}&nbsp;{_digits(slope)}")
            told.append(f"{tr('numerical')} {slope}")
        size = round(BASE_PX * self._themes.scale)
        self._formula.setText(f"<span style='font-size:{size}px'>{' &nbsp; '.join(parts)}</span>")
        tables = [view.accessibleDescription() for view in self._tables if not view.isHidden()]
        self.setAccessibleDescription(". ".join([*told, self._sentence.text(), *tables]))


def _measured(check: CheckResult, result: ChainResult) -> bool:
    """Whether a check has measured this weight, of this very network."""
    same = check.spec.subject == result.network and result.index < check.total
    return same and check.weights.verdict[result.index] != UNJUDGED


def _swatch(colour: str) -> str:
    return f'<span style="color:{colour}">■</span>&nbsp;'


def _digits(text: str) -> str:
    plain = text.replace(" ", "&nbsp;")
    return f"<span style=\"font-family:'{MONO_FAMILIES[0]}'\">{plain}</span>"
