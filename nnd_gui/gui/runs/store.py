"""What the window shows: the experiment, its results, and what is selected.

Everything the person changes goes in through a method here and comes out as a signal;
nothing in the window keeps a second copy.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QObject, Signal

from nnd_gui.engine.events import Diagnosed, Event, Started
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.runs.behind import Behind
from nnd_gui.gui.runs.covering import Covering
from nnd_gui.gui.runs.hint_view import HintView
from nnd_gui.gui.runs.run_kind import CHECK, RunKind
from nnd_gui.gui.runs.run_kinds import run_kinds
from nnd_gui.gui.runs.slot import Slot
from nnd_gui.gui.runs.step_view import StepView
from nnd_gui.model.before import Before
from nnd_gui.model.cover import Revealed, told_spec
from nnd_gui.model.result import CheckResult

__all__ = ["Store"]


class Store(QObject):
    """The state of one window.

    Parameters
    ----------
    spec : ExperimentSpec
        The first experiment.
    parent : QObject, optional
        Owner.
    kinds : sequence of RunKind, optional
        What can be run, the check among it; each has a slot of its own.

    Attributes
    ----------
    spec_changed : Signal(ExperimentSpec)
        The experiment is another one now.
    result_changed : Signal(CheckResult)
        There is more of the check's result, or another result.
    run_changed : Signal(bool)
        A check takes long enough to be shown as running (True), or has ended (False).
    slot_changed : Signal(str, object)
        The same for every kind of run: its name, and its result or None.
    selection_changed : Signal(int)
        Another weight is selected; -1 for none.
    settings_changed : Signal(str)
        A picture has other settings: its name.
    steps : StepView
        How far the check is gone through.
    cover : Covering
        How far the answer is revealed.
    hints : HintView
        How much of the diagnosis of a person's file is told.
    """

    spec_changed = Signal(object)
    result_changed = Signal(object)
    run_changed = Signal(bool)
    slot_changed = Signal(str, object)
    selection_changed = Signal(int)
    settings_changed = Signal(str)

    def __init__(
        self,
        spec: ExperimentSpec,
        parent: QObject | None = None,
        kinds: Sequence[RunKind] | None = None,
    ) -> None:
        super().__init__(parent)
        self._spec = spec
        self._numbers = itertools.count(1)
        self._settings: dict[str, object] = {}
        self._selected = -1
        self._selected_in = Layout(())
        self._slots: dict[str, Slot] = {}
        for kind in run_kinds() if kinds is None else kinds:
            # Only the check is asked from the start; what else is, depends on who looks.
            slot = Slot(kind, spec if kind.name == CHECK else None, self)
            if kind.name != CHECK:
                slot.result_changed.connect(self.slot_changed)
            self._slots[kind.name] = slot
        self._check = self._slots[CHECK]
        self._behind = Behind(self.result)
        self.steps = StepView(self.result, self)
        self.steps.changed.connect(self._step_changed)
        self.cover = Covering(self)
        self.cover.changing.connect(self._all_steps)
        self.cover.revealed_now.connect(self._reveal)
        self.hints = HintView(self)
        self.hints.told.connect(self._hint)
        self._check.result_changed.connect(self._tell_check)
        self._check.run_changed.connect(self.run_changed)

    @property
    def spec(self) -> ExperimentSpec:
        """The experiment, as it stands."""
        return self._spec

    @property
    def result(self) -> CheckResult:
        """What the newest check has found."""
        return cast("CheckResult", self._check.result)

    @property
    def shown(self) -> CheckResult:
        """What the pictures show of it: all, or as far as it is gone through."""
        return self.steps.shown

    @property
    def running(self) -> bool:
        """Whether the check's result is still on its way."""
        return self._check.running

    @property
    def selected(self) -> int:
        """Index of the selected weight, -1 for none."""
        return self._selected

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The slot of each kind of run."""
        return tuple(self._slots.values())

    def slot(self, name: str) -> Slot:
        """The slot of one kind of run."""
        return self._slots[name]

    def ask_of(self, name: str) -> object | None:
        """What a run of a kind would be asked, as all stands; None for nothing."""
        kind = self._slots[name].kind
        return kind.ask(self._spec, self._selected, self._settings.get(kind.settings))

    @property
    def settings(self) -> Mapping[str, object]:
        """What was chosen for single pictures, by their names."""
        return dict(self._settings)

    def set_settings(self, name: str, settings: object | None) -> None:
        """Choose a picture's settings, such as the learning rate of a training; None the usual."""
        if settings != self._settings.get(name):
            self._settings[name] = settings
            self.settings_changed.emit(name)

    def edit(self, spec: ExperimentSpec) -> None:
        """Make another experiment the current one."""
        if spec == self._spec:
            return
        self._spec = spec
        self._check.expect(spec)
        self.spec_changed.emit(spec)

    def renew(self, spec: ExperimentSpec) -> None:
        """Take an equal experiment, which differs only in what is no part of it, as trust is."""
        if spec != self._spec:
            raise ValueError("another experiment is an edit")
        self._spec = spec
        self._check.expect(spec)
        self.spec_changed.emit(spec)

    @property
    def told(self) -> ExperimentSpec:
        """The experiment as far as it may be told: what views show, and files for others hold."""
        return told_spec(self._spec, self.cover.revealed)

    @property
    def covered(self) -> bool:
        """Whether anything of the answer is covered."""
        return self.cover.revealed < Revealed.ALL

    def _all_steps(self) -> None:
        self.steps.go(None)  # what is predicted is not gone through

    def _reveal(self, revealed: Revealed) -> None:
        self.hints.set_covered(self.covered)
        for slot in self._slots.values():
            slot.set_revealed(revealed)

    def _hint(self, told: Diagnosed) -> None:
        self._check.add([told])
        self._check.tell()

    def show_beside(self, beside: Before | None) -> None:
        """Draw a pinned run behind the check, or none: then the check before it again."""
        if self._behind.pin(beside):
            self._check.tell()

    def tell_all(self) -> None:
        """Tell everything once more: a window that was made anew has heard nothing of it."""
        # What is covered first: not even for a moment may anything tell it.
        self.cover.tell_again()
        for name in self._settings:
            self.settings_changed.emit(name)
        for slot in self._slots.values():
            slot.tell_again()
        self.hints.changed.emit()
        self.selection_changed.emit(self._selected)

    def begin(self, name: str = CHECK) -> int:
        """Start a result for what a kind of run is asked.

        Returns
        -------
        int
            The run's number: what any other run of this kind reports from now on is dropped.
        """
        number = next(self._numbers)
        before = self._behind.before_next(self._spec) if name == CHECK else None
        self._slots[name].begin(number)
        if name == CHECK:
            self.hints.state.begin()
            self._behind.begin(cast("CheckResult", self._check.found), before)
        return number

    def show_saved(self, events: Sequence[Event]) -> None:
        """Take what a document came with for the check's result: nothing is run for it."""
        number = self.begin()
        self._behind.newest.as_saved = True
        self.receive(number, list(events))

    def receive(self, run: int, events: list[Event]) -> None:
        """Take in a batch of a run's events, unless another run has begun since."""
        slot = next((slot for slot in self._slots.values() if slot.number == run), None)
        if slot is None:
            return
        file = self._spec.subject
        if isinstance(file, PersonFile):
            events = self.hints.hold_back(events, file.path)
        slot.add(events)
        if slot is self._check:
            for event in events:
                if isinstance(event, Started):
                    self._keep(event)
                    self._carry_selection(event.layout)
            # A person's file takes a while before anything is known of its weights.
            known = self.result.started or self.result.finished
            if known is not None and self._selected >= self.result.total:
                self.select(-1)
        slot.tell()

    def select(self, index: int) -> None:
        """Select a weight, or none with -1; as the check is gone through, go to its step."""
        step = self.steps.step_of(index)
        if step is not None:
            self.steps.go(step)
        elif index < 0:
            self.steps.go(None)
        self._select(index)

    def _select(self, index: int) -> None:
        if index >= 0 and not self.result.total:
            return  # what was clicked belongs to a result that is gone
        index = index if 0 <= index < self.result.total else -1
        if index != self._selected:
            self._selected = index
            self.selection_changed.emit(index)

    def _keep(self, started: Started) -> None:
        """Remember what a person's file was set up with: for its other runs, and the next save.

        That is no part of the experiment, and nobody needs to hear of it.
        """
        subject = self._spec.subject
        if isinstance(subject, PersonFile) and started.kept is not None:
            self._spec = replace(self._spec, subject=replace(subject, kept=started.kept))

    def _carry_selection(self, layout: Layout) -> None:
        """Stay at the selected weight where the network still has it."""
        before, self._selected_in = self._selected_in, layout
        if layout.blocks != before.blocks:
            self.steps.go(None)
        if self._selected >= 0 and layout.blocks != before.blocks:
            self._selected = layout.same_weight(self._selected, before)
            # Also where its index is the same: its place in the pictures need not be.
            self.selection_changed.emit(self._selected)

    def _tell_check(self, _name: str, result: CheckResult) -> None:
        self.steps.take(result)
        self._tell_shown()

    def _tell_shown(self) -> None:
        self.slot_changed.emit(CHECK, self.shown)
        self.result_changed.emit(self.shown)

    def _step_changed(self, step: int | None) -> None:
        self._tell_shown()
        if step is not None:
            self._select(self.steps.weight)
