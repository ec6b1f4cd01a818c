"""What is seen of the experiment, taken from the window and brought back to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject

from nnd_gui.engine.parameters import Layout
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.model.document import View
from nnd_gui.model.result import CheckResult
from nnd_gui.model.settings_codec import SETTINGS, chosen

__all__ = ["ViewKeeper"]

# A person's file names its matrices as it likes.
_NAME = re.compile(r"(.{1,200})\[([0-9]{1,9}(?:,[0-9]{1,9}){0,3})\]")


class ViewKeeper(QObject):
    """Knows which weight is selected, which picture is large and which panels are put away.

    Parameters
    ----------
    store : Store
        Knows the selected weight.
    stage : Stage
        Knows the large picture.
    panels : SidePanels
        Know which panels are wanted.
    names : sequence of str
        The panels that a view tells of.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        store: Store,
        stage: Stage,
        panels: SidePanels,
        names: Sequence[str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._stage, self._panels = store, stage, panels
        self._names = tuple(names)
        self._usual = stage.large
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
        view = View(
            selected,
            None if large == self._usual else large,
            hidden=tuple(name for name in self._names if not self._panels.is_wanted(name)),
            settings=chosen(store.settings),
            hints=store.hints.state.end,
            guesses=store.cover.guesses,
        )
        return view.with_told(store.cover.revealed)

    def show(self, view: View) -> None:
        """Bring a view back, as far as the window knows what is in it."""
        settings = dict(view.settings)
        for name in SETTINGS:
            self._store.set_settings(name, settings.get(name))
        names = {row.name for row in self._stage.rows}
        wanted = view.picture if view.picture in names else self._usual
        # What goes away goes first: a wide picture would make the window wider in between.
        self._panels.want_these({name: False for name in view.hidden if name in self._names})
        if wanted != self._stage.large:
            self._stage.enlarge(wanted)
        self._store.steps.go(None)
        self._store.cover.set_revealed(view.told)
        self._store.hints.choose(view.hints)
        self._store.cover.set_guesses(view.guesses)
        self._panels.want_these({name: name not in view.hidden for name in self._names})
        # The weight can be selected when the check has told which weights there are.
        self._store.select(-1)
        self._awaited = view.selected
        self._select_awaited(self._store.result)

    def _select_awaited(self, result: CheckResult) -> None:
        if self._awaited is None or not result.total or result.spec != self._store.told:
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
