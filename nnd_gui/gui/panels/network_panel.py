"""The panel on the left: the experiment, but for its epsilon."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.gui.panels.cost_part import CostPart
from nnd_gui.gui.panels.data_part import DataPart
from nnd_gui.gui.panels.extent_part import ExtentPart
from nnd_gui.gui.panels.layers_part import LayersPart
from nnd_gui.gui.panels.part import Part
from nnd_gui.gui.panels.precision_part import PrecisionPart
from nnd_gui.gui.panels.way_back import WayBack
from nnd_gui.gui.panels.weights_part import WeightsPart
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.network_diagram import NetworkDiagram
from nnd_gui.model.edit_result import Change, Edit
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["NetworkPanel"]

_WIDTH = 262
_MARGIN = 16
_BAR = 10
"""Width of a scroll bar in the style sheet."""
_DIAGRAM = (112, 168)
"""Height of the picture: in a low window, and where there is room."""
_EDITORS = 586
"""Height of all else, for a network such as the lesson's."""


class NetworkPanel(QWidget):
    """Edits an experiment.

    What the person does becomes a new experiment at once, if it is a legal one; if not, a
    sentence stands beside the editor, what was typed stays, and so does the last good experiment.

    Parameters
    ----------
    themes : ThemeManager
        Gives colours and scale.
    spec : ExperimentSpec, optional
        The first experiment; the lesson's when left out.
    parent : QWidget, optional
        The owner.
    """

    value_changed = Signal(object)
    """The person made another experiment, and it is legal."""

    noted = Signal(str)
    """What changed unasked that is edited elsewhere, as a sentence."""

    def __init__(
        self,
        themes: ThemeManager,
        spec: ExperimentSpec | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._themes = themes
        self._spec = spec or lesson_spec()
        self._back = WayBack(self)
        self._diagram = NetworkDiagram(themes)
        layers, cost, data = LayersPart(themes), CostPart(), DataPart(themes)
        weights, precision = WeightsPart(themes), PrecisionPart()
        extent = ExtentPart()
        self._parts: tuple[Part, ...] = (layers, cost, data, weights, precision, extent)
        self._noted: dict[str, Part] = {
            "activations": layers,
            "loss": cost,
            "data": data,
            "weights": weights,
        }
        self._content = QFrame()
        self._area = QScrollArea()
        self._following = QTimer(self)
        self._following.setSingleShot(True)
        self._following.setInterval(0)
        self._lay_out()

        for part in self._parts:
            part.change_asked.connect(self._apply)
        self._back.clicked.connect(self._go_back)
        self._content.installEventFilter(self)
        self._following.timeout.connect(self._follow_focus)
        themes.changed.connect(self._rescale)
        self._rescale()
        self._show()

    def value(self) -> ExperimentSpec:
        """Return the last good experiment."""
        return self._spec

    def set_value(self, spec: ExperimentSpec) -> None:
        """Show an experiment, without a signal of it.

        Parameters
        ----------
        spec : ExperimentSpec
            The experiment. If it is the one already held, all is let be; if it is the same
            subject checked in another way, what is being typed is.
        """
        if spec == self._spec:
            return
        other_subject = spec.subject != self._spec.subject
        self._spec = spec
        if other_subject:
            self._revert()
        self._clear_notes()
        self._show()

    def set_home(self, step: ExperimentSpec | None) -> None:
        """Let the link lead elsewhere.

        Parameters
        ----------
        step : ExperimentSpec, optional
            What the step of a lesson shows; None for the lesson of all, that the program opens on.
        """
        self._back.lead_to(step)

    def set_selected(self, layer: int | None, row: int = 0, column: int = 0) -> None:
        """Bring one weight to the front in the picture, as `NetworkDiagram.set_selected`."""
        self._diagram.set_selected(layer, row, column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the picture what the editors leave."""
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        """Ask for the width that the editors are laid out for."""
        return QSize(round(_WIDTH * self._themes.scale), super().sizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep in view what the person is at when a sentence makes room for itself."""
        if watched is self._content and event.type() == QEvent.Type.Resize:
            # Once the editors are at their new places.
            self._following.start()
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        title = QLabel(tr("Network"))
        title.setProperty("look", "section")
        self._head = QHBoxLayout()
        self._head.addWidget(title)
        self._head.addStretch()
        self._head.addWidget(self._back)
        # The line of its focus goes round the button; its text stays in line with the fields.
        self._head.setContentsMargins(0, 0, -2, 0)

        self._content.setProperty("look", "panel")
        self._column = QVBoxLayout(self._content)
        self._column.addLayout(self._head)
        self._column.addWidget(self._diagram)
        for part in self._parts:
            self._column.addWidget(part)
        self._column.addStretch(1)

        self._area.setWidget(self._content)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # Tab goes to the editors only; they scroll into view by themselves.
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.setAccessibleName(tr("Network"))

    def _rescale(self) -> None:
        def px(pixels: int) -> int:
            return round(pixels * self._themes.scale)

        self._column.setContentsMargins(px(_MARGIN), px(12), px(_MARGIN - _BAR), px(_MARGIN))
        self._column.setSpacing(px(8))
        self.updateGeometry()
        self._fit()

    def _fit(self) -> None:
        scale = self._themes.scale
        # The bar comes into the margin on the right, and leaves the editors as they are.
        self._content.setMaximumWidth(self.width() - round(_BAR * scale))
        low, high = (round(height * scale) for height in _DIAGRAM)
        # Not what the editors need just now: the picture should stand still while they change.
        room = self.height() - round(_EDITORS * scale)
        self._diagram.setFixedHeight(max(low, min(high, room)))

    def _follow_focus(self) -> None:
        focus = QApplication.focusWidget()
        if isinstance(focus, QWidget) and self._content.isAncestorOf(focus):
            # Not the editor alone, also the sentence below it.
            self._area.ensureWidgetVisible(focus.parentWidget() or focus, 0, _MARGIN)

    def _apply(self, part: Part, change: Change) -> None:
        """Make a change that a part asks for, or tell it why that cannot be."""
        try:
            edit = change(self._spec)
        except SpecError as problem:
            part.refuse(problem_text(problem))
            return
        self._take(edit)

    def _go_back(self) -> None:
        home = self._back.home
        self._revert()
        if isinstance(home.subject, Network):
            self._take(Edit(home))
        else:
            self.value_changed.emit(home)

    def _take(self, edit: Edit) -> None:
        changed = edit.spec != self._spec
        self._spec = edit.spec
        self._clear_notes()
        self._show()
        for note in edit.notes:
            if note.field in self._noted:
                self._noted[note.field].tell(note.text)
            else:
                self.noted.emit(note.text)
        if changed:
            self.value_changed.emit(edit.spec)

    def _show(self) -> None:
        network = self._spec.network
        self._diagram.set_network(network.sizes, network.bias)
        for part in self._parts:
            part.set_value(self._spec)
        self._back.show_for(self._spec)

    def _clear_notes(self) -> None:
        for part in self._parts:
            part.tell("")

    def _revert(self) -> None:
        for part in self._parts:
            part.revert()
