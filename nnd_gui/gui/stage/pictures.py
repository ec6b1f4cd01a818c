"""The stage's pictures, one row each, in the order of their tabs.

A new picture is a `Picture` in a file of its own and a row here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from nnd_gui.gui.panels.source_picture import SourcePicture
from nnd_gui.gui.panels.table_picture import TablePicture
from nnd_gui.gui.plots.derivative_picture import DerivativePicture
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.matrix_picture import MatrixPicture
from nnd_gui.gui.plots.network_picture import NetworkPicture
from nnd_gui.gui.plots.rules_picture import RulesPicture
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.plots.training_picture import TrainingPicture
from nnd_gui.gui.plots.valley_picture import ValleyPicture
from nnd_gui.gui.runs.run_kind import CHAIN, CHECK, DERIVATIVE, FORWARD, SLICE, SWEEP, TRAINING
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.cover import Revealed
from nnd_gui.model.words import tr

__all__ = [
    "DERIVATIVES",
    "GRADIENTS",
    "MATRICES",
    "NETWORK",
    "RULES",
    "SLICE_OF_COST",
    "SOURCE",
    "TRAININGS",
    "VALLEY",
    "WEIGHTS",
    "PictureRow",
    "picture_rows",
]

GRADIENTS, WEIGHTS, VALLEY, RULES = "gradients", "weights", "valley", "rules"
SOURCE, SLICE_OF_COST, MATRICES, NETWORK = "source", "slice", "matrices", "network"
DERIVATIVES, TRAININGS = "derivative", "training"


_TOLD_FROM = {
    GRADIENTS: Revealed.NUMERICAL,
    WEIGHTS: Revealed.NOTHING,
    MATRICES: Revealed.NUMERICAL,
    NETWORK: Revealed.NOTHING,
    VALLEY: Revealed.VERDICT,
    DERIVATIVES: Revealed.NOTHING,
    SLICE_OF_COST: Revealed.VERDICT,
    TRAININGS: Revealed.VERDICT,
    RULES: Revealed.VERDICT,
    SOURCE: Revealed.NOTHING,
}

# The guide's section on each.
_GUIDE = {
    GRADIENTS: "gradients",
    WEIGHTS: "weights",
    MATRICES: "matrices",
    NETWORK: "diagram",
    VALLEY: "epsilon-valley",
    DERIVATIVES: "derivative",
    SLICE_OF_COST: "one-weight",
    TRAININGS: "why-it-matters",
    RULES: "named-rules",
    SOURCE: "your-own-code",
}


@dataclass(frozen=True, slots=True)
class PictureRow:
    """One picture.

    Parameters
    ----------
    name : str
        What the program calls it.
    title : str
        What its tab and its menu entry say, translated; the letter after ``&`` is the
        menu's.
    key : str
        Makes it the large one.
    icon : str
        Its icon's name.
    make : callable
        ``(themes, parent)`` to the picture; called when it is looked at first.
    kind : str
        The kind of run that it shows; one that is hidden asks for none.
    others : tuple of str
        Kinds that it shows beside it.
    dims : bool
        Whether it is dimmed while a person's saved file cannot be read: its source is not.
    """

    name: str
    title: str
    key: str
    icon: str
    make: Callable[[ThemeManager, QWidget], Picture]
    kind: str = CHECK
    others: tuple[str, ...] = ()
    dims: bool = True

    @property
    def kinds(self) -> tuple[str, ...]:
        """Every kind of run that it shows."""
        return (self.kind, *self.others)

    @property
    def told_from(self) -> Revealed:
        """From which stage on it may be seen, while the answer is to be predicted first.

        What it is given then is told as far. A picture without a line in the table is covered
        to the end.
        """
        return _TOLD_FROM.get(self.name, Revealed.ALL)

    @property
    def guide(self) -> str:
        """The guide's section on it; empty where it has none."""
        return _GUIDE.get(self.name, "")

    @property
    def label(self) -> str:
        """The title without its mark."""
        return self.title.replace("&", "")


def picture_rows() -> tuple[PictureRow, ...]:
    """Every picture: the first is the large one, and the second below it, until moved."""
    return (
        PictureRow(GRADIENTS, tr("&Gradients"), "Ctrl+1", "bars", GradientPlot),
        PictureRow(WEIGHTS, tr("&Weights"), "Ctrl+2", "table", TablePicture),
        PictureRow(MATRICES, tr("&Matrices"), "Ctrl+3", "matrix", MatrixPicture),
        # Not Ctrl+D, which deletes in a text field, nor Ctrl+0, the usual size of the text.
        PictureRow(NETWORK, tr("D&iagram"), "Ctrl+I", "network", NetworkPicture, CHECK, (FORWARD,)),
        PictureRow(VALLEY, tr("&Epsilon valley"), "Ctrl+4", "valley", ValleyPicture, SWEEP),
        PictureRow(
            DERIVATIVES, tr("&Derivative"), "Ctrl+5", "tangent", DerivativePicture, DERIVATIVE
        ),
        PictureRow(
            SLICE_OF_COST, tr("&One weight"), "Ctrl+6", "slice", SlicePicture, SLICE, (CHAIN, CHECK)
        ),
        PictureRow(
            TRAININGS, tr("Why it ma&tters"), "Ctrl+7", "descent", TrainingPicture, TRAINING
        ),
        PictureRow(RULES, tr("&Named rules"), "Ctrl+8", "scale", RulesPicture),
        PictureRow(SOURCE, tr("&Source"), "Ctrl+9", "source", SourcePicture, dims=False),
    )
