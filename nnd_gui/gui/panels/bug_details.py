"""What a bug does, in words and in its line of formula, and where it is put."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.panels.halves import Halves
from nnd_gui.gui.theme.fonts import BASE_PX, MONO_FAMILIES
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.bug_choices import bug_choices, bug_places, usual_factor, variants
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["BugDetails"]

_USUAL = ""
_ROOM_PX = 156


class BugDetails(QWidget):
    """Explains one bug, and edits what it can be told.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    value_changed : Signal(object)
        The person wants the bug elsewhere, stronger, or in another form: a `Bug`.
    """

    value_changed = Signal(object)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._bug: Bug | None = None
        self._rows = {row.name: row for row in bug_choices()}
        self._sentence = _label("", self)
        self._formula = _label("", self)
        self._formula.setTextFormat(Qt.TextFormat.RichText)
        self._reason = _label("problem", self)
        self._where = ChoiceBox(tr("Where"), ChoiceModel([], self), self)
        self._form = ChoiceBox(tr("Form"), ChoiceModel([], self), self)
        self._where.setToolTip(tr("In which matrix, bias or layer the mistake is made"))
        self._form.setToolTip(tr("Which of the ways to make this mistake"))
        self._factor = NumberField(tr("Factor c"), 1.5, low=-1e6, example="1.5")
        self._where_field = Field(tr("Where"), self._where)
        self._form_field = Field(tr("Form"), self._form)
        self._factor_field = Field(tr("Factor c"), self._factor)
        self._strength = QWidget(self)
        strength = QVBoxLayout(self._strength)
        strength.setContentsMargins(0, 0, 0, 0)
        strength.addWidget(self._form_field)
        strength.addWidget(self._factor_field)
        self._editors = Halves(self._where_field, self._strength, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for part in (self._sentence, self._formula, self._reason, self._editors):
            column.addWidget(part)
        column.addStretch(1)
        themes.changed.connect(self._rescale)
        self._rescale()
        self._where.value_changed.connect(self._where_picked)
        self._form.value_changed.connect(self._form_picked)
        self._factor.value_changed.connect(self._factor_typed)

    def show_bug(
        self, name: str, bug: Bug | None, spec: ExperimentSpec | None, reason: str
    ) -> None:
        """Explain a bug.

        Parameters
        ----------
        name : str
            Which one; empty for none.
        bug : Bug, optional
            As it is in the experiment, if it is.
        spec : ExperimentSpec, optional
            The experiment.
        reason : str
            Why it cannot be put in; empty if it can.
        """
        row = self._rows.get(name)
        self._bug = bug
        self._sentence.setText(row.sentence if row else tr("Backpropagation as it should be."))
        theme, scale = self._themes.theme, self._themes.scale
        self._formula.setText(_formula(row.right, row.wrong, theme, scale) if row else "")
        self._formula.setVisible(row is not None)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))
        self._show_editors(bug, spec)

    def _rescale(self) -> None:
        # Room for most of them, so that the list above keeps its size from one to the next.
        self.setMinimumHeight(round(_ROOM_PX * self._themes.scale))

    def _show_editors(self, bug: Bug | None, spec: ExperimentSpec | None) -> None:
        places: tuple[str, ...] = ()
        forms: tuple[tuple[str, str], ...] = ()
        factor = None
        if bug is not None and spec is not None:
            places, forms = bug_places(bug.name, spec.network), variants(bug.name)
            factor = usual_factor(bug.name)
            place = bug.block or _USUAL
            offered = [(_USUAL, tr("As usual")), *((one, one) for one in places)]
            if place not in {value for value, _ in offered}:
                offered.append((place, place))  # one weight, as a document may name it
            self._where.set_choices(ChoiceModel(offered, self), place)
            if forms:
                self._form.set_choices(ChoiceModel(forms, self), bug.variant or forms[0][0])
            if factor is not None:
                self._factor.set_value(factor if bug.factor is None else bug.factor)
        self._where_field.setVisible(len(places) > 1)
        self._form_field.setVisible(len(forms) > 1)
        self._factor_field.setVisible(factor is not None)
        self._strength.setVisible(len(forms) > 1 or factor is not None)
        self._editors.setVisible(
            len(places) > 1 or self._form_field.isVisibleTo(self) or factor is not None
        )

    def _where_picked(self, place: str) -> None:
        self._ask(self._where_field, block=place or None)

    def _form_picked(self, form: str) -> None:
        self._ask(self._form_field, variant=form)

    def _factor_typed(self, factor: float) -> None:
        self._ask(self._factor_field, factor=factor)

    def _ask(self, field: Field, **changes: str | float | None) -> None:
        if self._bug is None:
            return
        try:
            bug = replace(self._bug, **changes)  # type: ignore[arg-type]  # one of its fields
        except SpecError as problem:
            field.set_problem(problem_text(problem))
            return
        field.set_problem("")
        self.value_changed.emit(bug)


def _formula(right: str, wrong: str, theme: Theme, scale: float) -> str:
    # Said here and not left to the style sheet, which reaches a label's text too late.
    size = f"font-size:{round(BASE_PX * scale)}px"
    words = f"padding-right:10px;color:{theme.text_muted};{size}"
    digits = f"font-family:'{MONO_FAMILIES[0]}';{size}"
    rows = "".join(
        f'<tr><td style="{words}">{escape(label)}</td>'
        f'<td style="{digits};color:{colour}">{escape(text)}</td></tr>'
        for label, text, colour in (
            (tr("due"), right, theme.text),
            (tr("now"), wrong, theme.problem),
        )
    )
    return f"<table cellspacing='0' cellpadding='1'>{rows}</table>"


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    if look:
        label.setProperty("look", look)
    label.setWordWrap(True)
    return label
