"""What is seen of the experiment, taken from the window and brought back to it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from collections.abc import Set as AbstractSet

import numpy as np
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.parameters import Layout
from nnd_gui.gui.stage import Stage
from nnd_gui.gui.store import Store
from nnd_gui.model.document import View
from nnd_gui.model.result import CheckResult

__all__ = ["ViewKeeper"]

_NAME = re.compile(r"([Wb][0-9]{1,3})\[([0-9]{1,9}(?:,[0-9]{1,9})?)\]")


class ViewKeeper(QObject):
    """Knows which weight is selected, which picture is large and which panels are put away.

    Parameters
    ----------
    store : Store
        Knows the selected weight.
    stage : Stage
        Knows the large picture.
    panels : mapping of str to QWidget
        What can be put away, by the names that documents have for it.
    kept : set of str
        Panels of which views say nothing: whether they are there is settled otherwise.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    panels_changed : Signal()
        Another panel was put away, or brought back.
    covered_changed : Signal(bool)
        The answer is covered now, or uncovered.
    """

    panels_changed = Signal()
    covered_changed = Signal(bool)

    def __init__(
        self,
        store: Store,
        stage: Stage,
        panels: Mapping[str, QWidget],
        kept: AbstractSet[str] = frozenset(),
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._stage, self._panels = store, stage, dict(panels)
        self._of_view = [name for name in panels if name not in kept]
        self._usual = stage.large
        self._covered = False
        self._awaited: str | None = None
        store.result_changed.connect(self._select_awaited)

    def view(self) -> View:
        """What is seen now."""
        store = self._store
        selected = self._awaited
        # Another experiment may have come meanwhile, of which nothing is known yet.
        if 0 <= store.selected < store.result.total:
            selected = store.result.layout.name_of(store.selected)
        large = self._stage.large
        return View(
            selected,
            None if large == self._usual else large,
            self._covered,
            tuple(name for name in self._of_view if self._panels[name].isHidden()),
        )

    def show(self, view: View) -> None:
        """Bring a view back, as far as the window knows what is in it."""
        names = {row.name for row in self._stage.rows}
        wanted = view.picture if view.picture in names else self._usual
        if wanted != self._stage.large:
            self._stage.enlarge(wanted)
        self.set_covered(view.covered)
        for name in self._of_view:
            self._panels[name].setVisible(name not in view.hidden)
        self.panels_changed.emit()
        # The weight can be selected when the check has told which weights there are.
        self._store.select(-1)
        self._awaited = view.selected
        self._select_awaited(self._store.result)

    @property
    def covered(self) -> bool:
        """Whether the answer is covered."""
        return self._covered

    def set_covered(self, covered: bool) -> None:
        """Cover the answer, or uncover it."""
        if covered != self._covered:
            self._covered = covered
            self.covered_changed.emit(covered)

    def is_shown(self, name: str) -> bool:
        """Whether a panel is there."""
        return not self._panels[name].isHidden()

    def set_shown(self, name: str, shown: bool) -> None:
        """Put a panel away, or bring it back."""
        self._panels[name].setVisible(shown)
        self.panels_changed.emit()

    def _select_awaited(self, result: CheckResult) -> None:
        if self._awaited is None or not result.total or result.spec != self._store.spec:
            return
        name, self._awaited = self._awaited, None
        self._store.select(_index_of(name, result.layout))


def _index_of(name: str, layout: Layout) -> int:
    """Index of the weight of a name, -1 if there is none."""
    found = _NAME.fullmatch(name)
    block = next((block for block in layout.blocks if found and block.name == found[1]), None)
    if found is None or block is None:
        return -1
    place = tuple(int(part) for part in found[2].split(","))
    if len(place) != len(block.shape) or any(np.greater_equal(place, block.shape)):
        return -1
    return block.start + int(np.ravel_multi_index(place, block.shape))
