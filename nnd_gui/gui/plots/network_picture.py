"""The network, drawn: every weight an edge, every unit with its value, one weight's way lit."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLabel, QSpinBox, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.plots.chart_picture import ChartPicture
from nnd_gui.gui.plots.network_drawing import NetworkDrawing
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.drawn_network import DrawnNetwork, drawn_network
from nnd_gui.model.drawn_words import (
    DrawnNames,
    edges_words,
    hidden_words,
    names_of,
    path_words,
    sample_words,
)
from nnd_gui.model.forward_result import ForwardResult
from nnd_gui.model.picture_settings import EDGE_KINDS, DrawingSettings
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["NetworkPicture"]

_WORDS_PX, _HEAD_PX = 250, 140
_LINES = 3


class NetworkPicture(ChartPicture):
    """Units, weights and biases of a network, or of a person's file where its layers are known.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(themes, tr("The network"), (_WORDS_PX, _HEAD_PX), parent)
        self._settings = DrawingSettings()
        self._result: CheckResult | None = None
        self._values: ForwardResult | None = None
        self._drawn: DrawnNetwork | None = None
        self._network: Network | None = None
        self._selected = -1
        self._kind = QComboBox(self)
        self._of = QLabel(tr("Of sample"), self)
        self._sample = QSpinBox(self)
        self._drawing = NetworkDrawing(self)
        self._build()
        self._kind.activated.connect(self._choose_kind)
        self._sample.valueChanged.connect(self._choose_sample)
        self._drawing.weight_chosen.connect(self.weight_chosen)
        themes.changed.connect(self._apply_theme)
        self._apply_theme(themes.theme)

    def show_result(self, result: CheckResult) -> None:
        """Draw what has been found so far."""
        self._result = result
        self._drawn = drawn_network(result.layout)
        names = DrawnNames((), (), ())
        if self._drawn is not None:
            names = names_of(self._drawn, self._network)
        self._drawing.set_network(self._drawn, names)
        self._drawing.set_result(result)
        self._say()

    def show_other(self, kind: str, result: Any) -> None:
        """Write the values of a sample into the units."""
        self._values = result
        passed = None if result is None else result.passed
        if passed is not None:
            self._allow(passed.samples)
        self._show_values()
        self._say()

    def show_selected(self, index: int) -> None:
        """Light one weight, or none with -1."""
        self._selected = index
        self._drawing.set_selected(index)
        self._say()

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Take on another experiment."""
        self._network = spec.subject if isinstance(spec.subject, Network) else None
        for widget in (self._of, self._sample):
            widget.setVisible(self._network is not None)
        self._show_values()

    def show_settings(self, settings: DrawingSettings | None) -> None:
        """Take on what a document says."""
        self._settings = settings or DrawingSettings()
        self._kind.setCurrentIndex(EDGE_KINDS.index(self._settings.edges))
        sample = self._settings.sample
        blocked = self._sample.blockSignals(True)
        # How many there are may not be known yet.
        self._sample.setMaximum(max(self._sample.maximum(), 1 + (sample or 0)))
        self._sample.setValue(0 if sample is None else sample + 1)
        self._sample.blockSignals(blocked)
        self._drawing.set_kind(self._settings.edges)
        self._show_values()
        self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the weight before or behind, or to another sample (called by Qt)."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            step = 1 if key == Qt.Key.Key_Right else -1
            self.weight_chosen.emit(max(self._selected + step, 0))
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self._network is not None:
            # Not by a step, which would select the text.
            self._sample.setValue(self._sample.value() + (1 if key == Qt.Key.Key_Up else -1))
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        titles = {
            "value": tr("Weights"),
            "analytic": tr("Analytic gradient"),
            "numerical": tr("Numerical gradient"),
            "error": tr("Error"),
        }
        for kind in EDGE_KINDS:
            self._kind.addItem(titles[kind], kind)
        self._kind.setAccessibleName(tr("What the edges show"))
        self._kind.setToolTip(tr("What the width and the colour of the edges are"))
        self._of.setProperty("look", "muted")
        self._of.setBuddy(self._sample)
        self._sample.setRange(0, 1)
        self._sample.setSpecialValueText(tr("none"))
        self._sample.setValue(1)
        self._sample.setAccessibleName(tr("Sample whose values stand in the units"))
        self._sample.setToolTip(tr("Whose values stand in the units (↑ and ↓)"))
        for widget in (self._kind, self._of, self._sample):
            self._header.add_right(widget)
        name_for_readers(self._kind)
        self._words.setAccessibleName(tr("The drawn network in words"))
        column = self._column()
        column.addWidget(self._drawing, 1)
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._words)
        self.setAccessibleName(tr("Drawing of the network"))

    def _choose_kind(self, _place: int) -> None:
        self._chosen(replace(self._settings, edges=self._kind.currentData()))

    def _choose_sample(self, sample: int) -> None:
        self._chosen(replace(self._settings, sample=sample - 1 if sample else None))

    def _chosen(self, settings: DrawingSettings) -> None:
        self._settings = settings
        self._drawing.set_kind(settings.edges)
        self._show_values()
        self.settings_chosen.emit(settings)
        self._say()

    def _allow(self, samples: int) -> None:
        """Offer as many samples as there are."""
        blocked = self._sample.blockSignals(True)
        self._sample.setRange(0, samples)
        self._sample.setSuffix(tr(" of {samples:,}", samples=samples))
        self._sample.blockSignals(blocked)

    def _show_values(self) -> None:
        wanted = self._network is not None and self._settings.sample is not None
        passed = self._values.passed if self._values is not None and wanted else None
        self._drawing.set_values(passed)

    def _say(self) -> None:
        """Say what is seen, and what there was no room for."""
        text = self._told()
        self._tell(text)
        if self._network is not None and self._settings.sample is not None:
            # Seen at the spin box.
            self.setAccessibleDescription(f"{text} {sample_words(self._values)}")
        self._header.set_note("-".join(map(str, self._drawn.sizes)) if self._drawn else "")

    def _told(self) -> str:
        result = self._result
        if result is None or not result.total:
            begun = result is None or result.finished is None
            return tr("Measuring…") if begun else tr("Nothing was checked.")
        if self._drawn is None:
            return tr(
                "These weights are not the matrices of layers that follow each other, so there is "
                "no network to draw. Each has its own shape among the matrices."
            )
        return " ".join(self._sentences(self._drawn, result))

    def _sentences(self, drawn: DrawnNetwork, result: CheckResult) -> list[str]:
        alone = {edge.index for edge in self._drawing.edges if edge.count == 1}
        found = (
            path_words(drawn, self._network, result, self._selected),
            edges_words(self._settings.edges),
            hidden_words(result, alone) if alone else "",
        )
        return [sentence for sentence in found if sentence]

    def _apply_theme(self, theme: Theme) -> None:
        self._drawing.apply_theme(theme, self._themes.scale)
        # As high without a selected weight as with one: nothing moves when one is chosen.
        self._words.setMinimumHeight(_LINES * self._words.fontMetrics().lineSpacing())
        self._fit_theme()
        self._say()
