"""The bar over the verdict: check again or stop, the epsilon, and the scheme."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from nnd_gui.gui.panels import choice_names
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.spoken import announce
from nnd_gui.model.numbers import epsilon_text
from nnd_gui.model.scheme_words import scheme_formula
from nnd_gui.model.words import tr

__all__ = ["CheckBar"]

_SCHEME_PX = 134
# What a sentence in it has room for before a tool is shown beside it.
_WORDS_PX = 170


class CheckBar(QFrame):
    """What is done most: editors of the epsilon and the scheme, between two ways to act.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    value_changed : Signal(object)
        The person has chosen another epsilon.
    scheme_changed : Signal(str)
        The person has chosen another scheme.
    leave_asked : Signal()
        Enough was presented: for whoever has a mouse only.
    check_asked, stop_asked : Signal()
        The person wants the check made again, or stopped.
    """

    value_changed = Signal(object)
    scheme_changed = Signal(str)
    check_asked = Signal()
    stop_asked = Signal()
    leave_asked = Signal()

    # Of the tools so many are shown as long as any.
    _kept = 0

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._running = False
        self._give_way: list[QWidget] = []
        self._added: list[QWidget] = []
        self._tools_wanted = True
        # Those that the layout does not count any more.
        self._gone: set[QWidget] = set()
        self.setProperty("look", "bar")
        self._button = QPushButton(self)
        self._button.setProperty("look", "primary")
        self._button.clicked.connect(self._clicked)
        label = QLabel(tr("&Epsilon"), self)
        label.setProperty("look", "section")
        self._epsilon = EpsilonSpinBox(parent=self)
        label.setBuddy(self._epsilon)
        self._description = self._epsilon.accessibleDescription()
        self._epsilon.value_changed.connect(self.value_changed)
        self._epsilon.problem_changed.connect(self._show_problem)
        scheme_label = QLabel(tr("Sche&me"), self)
        scheme_label.setProperty("look", "section")
        self._scheme = ChoiceBox(tr("Scheme"), ChoiceModel(choice_names.schemes(), self), self)
        scheme_label.setBuddy(self._scheme)
        self._scheme.value_changed.connect(self.scheme_changed)
        self._last: QWidget = self._scheme
        self._problem = QLabel(self)
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        self._note = QLabel(self)
        self._note.setProperty("look", "label")
        self._note.setWordWrap(True)
        self._note.hide()
        self._tools = QHBoxLayout()
        self._tools.setSpacing(8)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 16, 10)
        row.setSpacing(12)
        row.addWidget(self._button)
        row.addSpacing(12)
        row.addWidget(label)
        row.addWidget(self._epsilon)
        row.addSpacing(12)
        row.addWidget(scheme_label)
        row.addWidget(self._scheme)
        row.addWidget(self._problem, 1)
        row.addWidget(self._note, 1)
        row.addLayout(self._tools)
        self._leave = self._leave_button()
        row.addWidget(self._leave)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def value(self) -> float:
        """The epsilon."""
        return self._epsilon.value()

    def set_value(self, value: float) -> None:
        """Show an epsilon without reporting it."""
        self._epsilon.set_value(value)

    def scheme(self) -> str:
        """The scheme."""
        return self._scheme.value()

    def set_scheme(self, scheme: str, note: str = "") -> None:
        """Show a scheme without reporting it, and what is to be known of it here."""
        self._scheme.set_value(scheme)
        formula = scheme_formula(scheme)
        self._scheme.setToolTip(formula)
        self._scheme.setAccessibleDescription(f"{formula}. {note}".strip())
        self._note.setText(note)
        self._show_words()

    def step(self, decades: int) -> None:
        """Move the epsilon, as its field's arrows do."""
        self._epsilon.stepBy(decades)

    def show_running(self, running: bool) -> None:
        """Offer to stop while a check is running, and to check again when it has ended."""
        if running != self._running:
            self._running = running
            self._restyle(self._themes.theme)

    def minimumSizeHint(self) -> QSize:
        """Room for all but what gives way (called by Qt)."""
        least = super().minimumSizeHint()
        counted = [self._room_of(tool) for tool in self._give_way if tool not in self._gone]
        return QSize(least.width() - sum(counted), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show what there is room for (called by Qt)."""
        super().resizeEvent(event)
        self._fit_tools()

    def event(self, event: QEvent) -> bool:
        """Look again when a text has become longer or shorter (called by Qt)."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_tools()
        return super().event(event)

    def _leave_button(self) -> SquareButton:
        """What whoever presents with a mouse alone leaves by; seen only then."""
        leave = SquareButton(tr("Leave the presentation (Esc)"), "close", self._themes, self)
        leave.clicked.connect(self.leave_asked)
        leave.hide()
        return leave

    def add_tool(self, button: QWidget, *, gives_way: bool = False) -> None:
        """Put a button at the right end; where it is tight it is in its menu only.

        Those that give way do so first, and of the others the last; with a large text on a
        small screen all of them do.
        """
        self._tools.addWidget(button)
        self._added.append(button)
        place = len(self._give_way) if gives_way else self._kept
        self._give_way.insert(place, button)
        self._kept += not gives_way
        self.setTabOrder(self._last, button)
        self._last = button

    def show_tools(self, shown: bool) -> None:
        """Put the buttons at the right end away, or bring them back."""
        self._tools_wanted = shown
        for tool in self._added:
            tool.setVisible(shown)
        self._leave.setVisible(not shown)
        self._gone = set() if shown else set(self._give_way)
        self._fit_tools()

    def _room_of(self, tool: QWidget) -> int:
        return tool.sizeHint().width() + self._tools.spacing()

    def _fit_tools(self) -> None:
        if not self._tools_wanted:
            return
        least = self.minimumSizeHint().width()
        if self._problem.text() or self._note.text():
            least += round(_WORDS_PX * self._themes.scale)
        for tool in self._give_way:
            least += self._room_of(tool)
            gone = least > self.width()
            if gone == (tool in self._gone):
                continue
            tool.setVisible(not gone)
            # Only now: the layout is asked in between, and does not know it yet.
            (self._gone.add if gone else self._gone.discard)(tool)
            layout = self.layout()
            if layout is not None:
                layout.activate()  # what is beside it takes its room at once

    def _clicked(self) -> None:
        (self.stop_asked if self._running else self.check_asked).emit()

    def _show_words(self) -> None:
        """What is wrong comes before what is good to know."""
        problem = bool(self._problem.text())
        self._problem.setVisible(problem or not self._note.text())
        self._note.setVisible(bool(self._note.text()) and not problem)
        self._fit_tools()

    def _show_problem(self, sentence: str) -> None:
        kept = tr("{used} is still used.", used=epsilon_text(self._epsilon.value()))
        told = f"{sentence} {kept}" if sentence else ""
        self._problem.setText(told)
        self._show_words()
        # Who cannot see the sentence hears it with the field.
        self._epsilon.setAccessibleDescription(told or self._description)
        announce(self._epsilon, told)
        self._epsilon.setProperty("problem", bool(sentence))
        self._epsilon.style().unpolish(self._epsilon)
        self._epsilon.style().polish(self._epsilon)

    def _restyle(self, theme: Theme) -> None:
        text, name, tip = (
            (tr("Stop"), "stop", tr("Stop the check; what was measured stays (Ctrl+.)"))
            if self._running
            else (tr("Check again"), "refresh", tr("Measure every slope again (F5)"))
        )
        self._button.setText(text)
        self._button.setAccessibleName(text)
        self._button.setToolTip(tip)
        self._button.setIcon(icon(name, theme, theme.accent_text))
        self._button.setMinimumWidth(round(132 * self._themes.scale))
        self._scheme.setFixedWidth(round(_SCHEME_PX * self._themes.scale))
