"""The layers: their sizes as one text, and a line for each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import MAX_LAYERS, MAX_UNITS, MAX_WEIGHTS, OUTPUT_OF_LOSS
from nnd_gui.gui.panels import choice_names
from nnd_gui.gui.panels.field_with_buttons import FieldWithButtons
from nnd_gui.gui.panels.halves import HALVES_GAP
from nnd_gui.gui.panels.layer_row import ROW_GAP, LayerRow
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.panels.scaled_spacing import ScaledSpacing, scaled
from nnd_gui.gui.panels.square_button import SquareButton
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.choice_box import ChoiceModel
from nnd_gui.gui.widgets.sizes_field import SizesField
from nnd_gui.model.edit_result import Edit
from nnd_gui.model.edits import with_activation, with_sizes
from nnd_gui.model.sizes_text import SizeLimits
from nnd_gui.model.words import tr

__all__ = ["LayersPart"]

_USUAL_UNITS = 3
"""Of the first hidden layer of a network that had none: the lesson's."""


class LayersPart(Part):
    """Edits how many layers there are, their units and their activations.

    Parameters
    ----------
    themes : ThemeManager
        Gives the icons' colours.
    parent : QWidget, optional
        The owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        limits = SizeLimits(layers=MAX_LAYERS, units=MAX_UNITS, weights=MAX_WEIGHTS)
        self._sizes = SizesField(limits=limits)
        self._fewer = SquareButton(tr("Remove the last hidden layer"), "minus", themes)
        self._more = SquareButton(tr("Add a hidden layer"), "plus", themes)
        self._field = FieldWithButtons(tr("Layer si&zes"), self._sizes, self._fewer, self._more)
        self._hidden_choices = ChoiceModel(choice_names.activations(output=False), self)
        self._output_choices = ChoiceModel(choice_names.activations(output=True), self)
        self._rows: list[LayerRow] = []
        self._lines = QWidget()
        self._lines_column = QVBoxLayout(self._lines)
        self._lines_column.setContentsMargins(0, 0, 0, 0)
        ScaledSpacing(self._lines_column, ROW_GAP, self._lines)
        self._add(self._field)
        self._add(self._lines)

        self._sizes.value_changed.connect(self._sizes_typed)
        self._more.clicked.connect(self._add_layer)
        self._fewer.clicked.connect(self._remove_layer)

    def _show(self, spec: ExperimentSpec) -> None:
        """Show the layers."""
        network = spec.network
        sizes, hidden = network.sizes, len(network.sizes) - 2
        self._sizes.set_value(sizes)
        self._fewer.setEnabled(hidden > 0)
        self._more.setEnabled(len(sizes) < MAX_LAYERS)
        self._output_choices.set_obstacle(
            "softmax",
            ""
            if network.loss == "softmax-cross-entropy"
            else tr("Softmax needs the softmax cross-entropy cost."),
        )
        fixed = network.loss in OUTPUT_OF_LOSS
        obstacle = _fixed_output(network.loss) if fixed else ""
        self._ensure_rows(len(sizes))
        for layer, units in enumerate(sizes):
            row = self._rows[layer]
            row.show_layer(layer, hidden, units)
            if 0 < layer <= hidden:
                row.show_activation(self._hidden_choices, network.activations[layer - 1])
            elif layer > hidden:
                row.show_activation(self._output_choices, network.activations[-1], obstacle)
        for place, row in enumerate(self._rows):
            if place >= len(sizes):
                row.revert()
            row.setVisible(place < len(sizes))
        self._align()

    def revert(self) -> None:
        """Drop what is typed and not taken."""
        self._sizes.revert()
        for row in self._rows:
            row.revert()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the columns in line with the others of the panel."""
        super().resizeEvent(event)
        self._align()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the size of the text."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()

    def _ensure_rows(self, count: int) -> None:
        """Make lines that are missing; those that are not needed are hidden and kept."""
        while len(self._rows) < count:
            row = LayerRow(self._hidden_choices)
            row.units_changed.connect(self._units_changed)
            row.activation_changed.connect(self._activation_changed)
            self._lines_column.addWidget(row)
            # A new line would come after all that the window has.
            row.follow(self._rows[-1].last_editor() if self._rows else self._more)
            self._rows.append(row)

    def _align(self) -> None:
        rows = [row for row in self._rows if not row.isHidden()]
        if not rows:
            return
        name = max(row.name_width() for row in rows)
        units = max(row.units_width() for row in rows)
        # The activations begin where the panel's second column does.
        gap = scaled(self, ROW_GAP)
        half = (self.width() + scaled(self, HALVES_GAP)) // 2
        units = max(units, half - name - 2 * gap)
        for row in rows:
            row.set_widths(name, units, gap)

    def _sizes_typed(self, sizes: tuple[int, ...]) -> None:
        self._ask(self._field, partial(with_sizes, sizes=sizes))

    def _add_layer(self) -> None:
        self._ask(self._field, _with_more)

    def _remove_layer(self) -> None:
        self._ask(self._field, _with_fewer)

    def _units_changed(self, row: LayerRow, units: int) -> None:
        self._ask(row, partial(_with_units, layer=self._rows.index(row), units=units))

    def _activation_changed(self, row: LayerRow, name: str) -> None:
        layer = self._rows.index(row)
        self._ask(row, partial(with_activation, layer=layer, name=name))


def _fixed_output(loss: str) -> str:
    if loss == "binary-cross-entropy":
        return tr("The binary cross-entropy needs a sigmoid output.")
    return tr("The softmax cross-entropy needs a softmax output.")


def _with_units(spec: ExperimentSpec, layer: int, units: int) -> Edit:
    sizes = spec.network.sizes
    return with_sizes(spec, (*sizes[:layer], units, *sizes[layer + 1 :]))


def _with_more(spec: ExperimentSpec) -> Edit:
    *before, output = spec.network.sizes
    return with_sizes(spec, (*before, before[-1] if len(before) > 1 else _USUAL_UNITS, output))


def _with_fewer(spec: ExperimentSpec) -> Edit:
    *before, output = spec.network.sizes
    return with_sizes(spec, (*before[:-1], output)) if len(before) > 1 else Edit(spec)
