"""The fields of the derivative's picture: the function, its derivative, the point, epsilon."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.functions import read_expression
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.gui.widgets.number_text import UnusableTextError
from nnd_gui.gui.widgets.typed_line_edit import TypedLineEdit
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["DerivativeControls"]

# The stretch from which on a field is one of an expression.
_WIDE = 2
_FIELD_PX, _RIGHT_PX = 56, 8


class DerivativeControls(QWidget):
    """A row of fields, and below it what is wrong with one of them.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    settings_chosen : Signal(DerivativeSettings)
        The person has typed or chosen something else.
    """

    settings_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = DerivativeSettings()
        function = self._settings.function
        self._function = TypedLineEdit(function.text, _expression, str, self)
        self._derivative = TypedLineEdit(function.derivative, _derivative, str, self)
        self._point = NumberField(
            tr("The point x"), function.point, low=-1e6, high=1e6, example="1.5", parent=self
        )
        self._epsilon = EpsilonSpinBox(parent=self)
        self._follows = QCheckBox(tr("As the check"), self)
        self._problem = QLabel(self)
        # What the function is; and where it is looked at, below it where both have no room.
        self._halves = QHBoxLayout(), QHBoxLayout()
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._problems: dict[QWidget, str] = {}
        self._build()
        self._function.value_changed.connect(self._function_typed)
        self._derivative.value_changed.connect(self._derivative_typed)
        self._point.value_changed.connect(self._point_typed)
        self._epsilon.value_changed.connect(self._epsilon_typed)
        self._follows.toggled.connect(self._follow)
        self._function.problem_changed.connect(self._function_problem)
        self._derivative.problem_changed.connect(self._derivative_problem)
        self._point.problem_changed.connect(self._point_problem)
        self._epsilon.problem_changed.connect(self._epsilon_problem)

    def show_settings(self, settings: DerivativeSettings, spec: ExperimentSpec) -> None:
        """Show settings, without a signal of it."""
        self._settings = settings
        function = settings.function
        self._function.set_value(function.text)
        self._derivative.set_value(function.derivative)
        self._point.set_value(function.point)
        self._epsilon.set_value(settings.epsilon(spec))
        blocked = self._follows.blockSignals(True)
        self._follows.setChecked(settings.own_epsilon is None)
        self._follows.blockSignals(blocked)

    def revert(self) -> None:
        """Drop what is being typed, for another function was chosen."""
        for editor in (self._function, self._derivative, self._point):
            editor.revert()

    def apply_scale(self, scale: float) -> None:
        """Keep room for a short expression in each field."""
        for line in (self._function, self._derivative, self._point):
            line.setMinimumWidth(round(_FIELD_PX * scale))
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Room for the wider half (called by Qt)."""
        widest = max(half.minimumSize().width() for half in self._halves)
        return QSize(widest + _RIGHT_PX, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the halves side by side where they fit (called by Qt)."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wanted = sum(half.minimumSize().width() for half in self._halves) + self._both.spacing()
        beside, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        direction = beside if wanted + _RIGHT_PX <= self.width() else below
        if direction != self._both.direction():
            self._both.setDirection(direction)
            self.updateGeometry()

    def _build(self) -> None:
        for half in self._halves:
            half.setContentsMargins(0, 0, 0, 0)
            half.setSpacing(6)
        fields: tuple[tuple[str, QWidget, str, str, int], ...] = (
            (
                tr("f(x) ="), self._function, tr("The function f(x)"),
                tr("Numbers, x, + - * / ^ and functions such as sin, exp, sqrt, abs, relu"), 3,
            ),
            (
                tr("f′(x) ="), self._derivative, tr("The derivative that you believe in"),
                tr("What you believe the derivative to be; it is checked. May be left empty."), 3,
            ),
            (tr("x ="), self._point, tr("The point x"), tr("Where the slope is looked at"), 1),
            (tr("ε ="), self._epsilon, tr("Epsilon of this picture"), "", 0),
        )  # fmt: skip
        for text, editor, name, tip, stretch in fields:
            label = QLabel(text, self)
            label.setBuddy(editor)
            editor.setAccessibleName(name)
            if tip:
                editor.setToolTip(tip)
            half = self._halves[stretch < _WIDE]
            half.addWidget(label)
            half.addWidget(editor, stretch)
        for line in (self._function, self._derivative, self._point):
            line.setProperty("look", "number")
        self._epsilon.setProperty("look", "tight")
        self._follows.setToolTip(
            tr("Take the epsilon of the check; typing another one here leaves the check's alone")
        )
        self._halves[1].addWidget(self._follows)
        self._both.setSpacing(6)
        self._both.addLayout(self._halves[0], 2)
        self._both.addLayout(self._halves[1], 1)
        self._problem.setProperty("look", "problem")
        self._problem.setWordWrap(True)
        self._problem.setTextFormat(Qt.TextFormat.PlainText)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, _RIGHT_PX, 0)
        column.setSpacing(2)
        column.addLayout(self._both)
        column.addWidget(self._problem)

    def _function_typed(self, text: str) -> None:
        self._choose(function=replace(self._settings.function, text=text))

    def _derivative_typed(self, text: str) -> None:
        self._choose(function=replace(self._settings.function, derivative=text))

    def _point_typed(self, point: float) -> None:
        self._choose(function=replace(self._settings.function, point=point))

    def _epsilon_typed(self, epsilon: float) -> None:
        self._choose(own_epsilon=epsilon)

    def _follow(self, follows: bool) -> None:
        self._choose(own_epsilon=None if follows else self._epsilon.value())

    def _choose(self, **changes: object) -> None:
        self._settings = replace(self._settings, **changes)  # type: ignore[arg-type]
        self.settings_chosen.emit(self._settings)

    def _function_problem(self, sentence: str) -> None:
        self._tell(self._function, sentence)

    def _derivative_problem(self, sentence: str) -> None:
        self._tell(self._derivative, sentence)

    def _point_problem(self, sentence: str) -> None:
        self._tell(self._point, sentence)

    def _epsilon_problem(self, sentence: str) -> None:
        self._tell(self._epsilon, sentence)

    def _tell(self, editor: QWidget, sentence: str) -> None:
        """Mark a field whose text cannot be used, and say why below the row."""
        self._problems.pop(editor, None)
        if sentence:
            self._problems[editor] = sentence
        newest = list(self._problems.values())[-1] if self._problems else ""
        self._problem.setText(newest)
        self._problem.setVisible(bool(newest))
        editor.setAccessibleDescription(sentence)
        editor.setProperty("problem", bool(sentence))
        # A style sheet looks at a property once only, when a widget is polished.
        editor.style().unpolish(editor)
        editor.style().polish(editor)


def _expression(text: str) -> str:
    """A text that can be read as a function of x."""
    try:
        read_expression(text)
    except SpecError as problem:
        raise UnusableTextError(problem_text(problem)) from problem
    return text.strip()


def _derivative(text: str) -> str:
    """The same, or nothing at all."""
    try:
        if text.strip():
            read_expression(text, "derivative")
    except SpecError as problem:
        raise UnusableTextError(problem_text(problem)) from problem
    return text.strip()
