"""What there is to show now, for pictures that come on the stage later."""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.stage.pictures import PictureRow
from nnd_gui.gui.widgets.picture import Picture

__all__ = ["Newest"]


class Newest:
    """The newest of all that pictures are told.

    Attributes
    ----------
    spec : ExperimentSpec or None
        The experiment.
    selected : int
        Index of the selected weight, -1 for none.
    results : dict of str to object
        What each kind of run has found.
    settings : dict of str to object
        What was chosen for single pictures, by their names.
    """

    def __init__(self) -> None:
        self.spec: ExperimentSpec | None = None
        self.selected = -1
        self.results: dict[str, object] = {}
        self.settings: dict[str, object] = {}

    def tell(self, picture: Picture, row: PictureRow) -> None:
        """Let a picture that was away hear what there is now."""
        if row.name in self.settings:
            picture.show_settings(self.settings[row.name])
        if self.spec is not None:
            picture.show_spec(self.spec)
        for kind in row.kinds:
            if kind in self.results:
                self.tell_kind(picture, row, kind)
        picture.show_selected(self.selected)

    def tell_kind(self, picture: Picture, row: PictureRow, kind: str) -> None:
        """Give a picture what one kind of run has found, which is its own or another."""
        if kind == row.kind:
            picture.show_result(self.results[kind])
        else:
            picture.show_other(kind, self.results[kind])
