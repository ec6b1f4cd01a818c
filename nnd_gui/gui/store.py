"""What the window shows: the experiment, its result, and what is selected.

Everything the person changes goes in through a method here and comes out as a signal;
nothing in the window keeps a second copy.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnd_gui.engine.events import Event, Finished, Started
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.result import CheckResult

__all__ = ["Store"]

# A check that is over sooner than this is not shown as running: the window would only
# flicker. A slower one takes what was measured before off the screen at this time.
_GRACE_MS = 120


class Store(QObject):
    """The state of one window.

    Attributes
    ----------
    spec_changed : Signal(ExperimentSpec)
        The experiment is another one now.
    result_changed : Signal(CheckResult)
        There is more of the result, or another result.
    run_changed : Signal(bool)
        A check takes long enough to be shown as running (True), or has ended (False).
    selection_changed : Signal(int)
        Another weight is selected; -1 for none.
    """

    spec_changed = Signal(object)
    result_changed = Signal(object)
    run_changed = Signal(bool)
    selection_changed = Signal(int)

    def __init__(self, spec: ExperimentSpec, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._spec = spec
        self._result = CheckResult(spec)
        self._run = 0
        self._running = False
        self._shown_running = False
        self._selected = -1
        self._selected_in = Layout(())
        self._grace = QTimer(self)
        self._grace.setSingleShot(True)
        self._grace.setInterval(_GRACE_MS)
        self._grace.timeout.connect(self._show_running)

    @property
    def spec(self) -> ExperimentSpec:
        """The experiment, as it stands."""
        return self._spec

    @property
    def result(self) -> CheckResult:
        """What the newest run has found."""
        return self._result

    @property
    def running(self) -> bool:
        """Whether the result of the experiment is still on its way."""
        return self._running

    @property
    def selected(self) -> int:
        """Index of the selected weight, -1 for none."""
        return self._selected

    def edit(self, spec: ExperimentSpec) -> None:
        """Make another experiment the current one."""
        if spec == self._spec:
            return
        self._spec = spec
        # From here on nothing that was measured before belongs to what is shown, and what
        # is still being measured is dropped.
        self._run += 1
        self._expect_result()
        self.spec_changed.emit(spec)

    def begin(self) -> int:
        """Start a result for the experiment.

        Returns
        -------
        int
            The run's number: what any other run reports from now on is dropped.
        """
        self._run += 1
        self._result = CheckResult(self._spec)
        self._expect_result()
        return self._run

    def receive(self, run: int, events: list[Event]) -> None:
        """Take in a batch of a run's events, unless another run has begun since."""
        if run != self._run:
            return
        for event in events:
            self._result.add(event)
            if isinstance(event, Started):
                self._carry_selection(event.layout)
        if self._selected >= self._result.total:
            self.select(-1)
        over = isinstance(events[-1], Finished)
        if over:
            self._running = False
            self._grace.stop()
        self.result_changed.emit(self._result)
        if over and self._shown_running:
            self._shown_running = False
            self.run_changed.emit(False)

    def select(self, index: int) -> None:
        """Select a weight, or none with -1."""
        if index >= 0 and not self._result.total:
            return  # what was clicked belongs to a result that is gone
        index = index if 0 <= index < self._result.total else -1
        if index != self._selected:
            self._selected = index
            self.selection_changed.emit(index)

    def _carry_selection(self, layout: Layout) -> None:
        """Stay at the selected weight where the network still has it."""
        before, self._selected_in = self._selected_in, layout
        if self._selected >= 0 and layout.blocks != before.blocks:
            self._selected = _same_weight(self._selected, before, layout)
            # Also where its index is the same: its place in the pictures need not be.
            self.selection_changed.emit(self._selected)

    def _expect_result(self) -> None:
        self._running = True
        if not self._grace.isActive():
            self._grace.start()

    def _show_running(self) -> None:
        if not self._shown_running:
            self._shown_running = True
            self.run_changed.emit(True)
        if self._result.spec is not self._spec:
            self._result = CheckResult(self._spec)
        if not self._result.total:
            # Nothing has come yet: what is on the screen belongs to another experiment.
            self.result_changed.emit(self._result)


def _same_weight(index: int, before: Layout, now: Layout) -> int:
    """Index of the weight that has the same name in another network, -1 if there is none."""
    name, inside = before.block_of(index).name, before.position_of(index)
    for block in now.blocks:
        if block.name == name and np.all(np.less(inside, block.shape)):
            return block.start + int(np.ravel_multi_index(inside, block.shape))
    return -1
