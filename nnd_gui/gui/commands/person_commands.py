"""A person's own file in the window: trusted, opened, chosen from, and checked again when saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.candidates import Candidate, find_candidates
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.engine.usercode.starts import same_start
from nnd_gui.gui.commands.file_watch import FileWatch, Sources
from nnd_gui.gui.dialogs.by_hand import choose_by_hand
from nnd_gui.gui.dialogs.questions import Answer, ask, tell
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.by_hand import (
    HandChoice,
    hand_of,
    hand_plan,
    hand_problems,
    likely_choice,
    read_choice,
)
from nnd_gui.model.kept_by_path import CHOICES_FILE, TRUSTED_FILE, KeptByPath, own_folder
from nnd_gui.model.person_target import PersonChoices, person_file
from nnd_gui.model.problems import place_text, problem_text
from nnd_gui.model.words import tr

__all__ = ["PersonCommands"]


class PersonCommands(QObject):
    """What can be done with a person's file, which runs only once it is trusted.

    Parameters
    ----------
    window : QWidget
        Parent of the dialogs.
    store : Store
        Has the experiment.
    runner : Runner
        Checks again when the file was saved.
    themes : ThemeManager
    parent : QObject, optional
        Owner.
    sources : Sources
        What another window had read of the file.

    Attributes
    ----------
    source_changed : Signal(object, str)
        The file reads differently now: its `Source`, and what is wrong with it or an empty
        text. What was found before stays on the screen while something is wrong.
    """

    source_changed = Signal(object, str)

    def __init__(
        self,
        window: QWidget,
        store: Store,
        runner: Runner,
        themes: ThemeManager,
        parent: QObject | None = None,
        sources: Sources = (None, None),
    ) -> None:
        super().__init__(parent)
        self._window, self._store, self._runner = window, store, runner
        self._themes = themes
        self._trusted = KeptByPath(own_folder() / TRUSTED_FILE)
        self._choices = KeptByPath(own_folder() / CHOICES_FILE)
        self._watch = FileWatch(store, sources, self)
        self._watch.source_changed.connect(self.source_changed)
        self._watch.saved.connect(self._saved)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What could be checked in the file, the best guess first."""
        # While a save cannot be read they are those of the version before.
        source = self.source
        return () if source is None else find_candidates(source)

    @property
    def sources(self) -> Sources:
        """The file as it is, and as it was when it could last be read."""
        return self._watch.sources

    def go_on(self) -> None:
        """Go on with a file that another window had read: from now on it is watched here."""
        self._watch.go_on()

    def open(self, path: Path, show: Callable[[ExperimentSpec], object]) -> None:
        """Open a file: find what is checked, ask whether it may run, and show it.

        Parameters
        ----------
        path : Path
        show : callable
            Takes the experiment.
        """
        path = path.absolute()
        hand = read_choice(self._choices.get(path))
        try:
            file, _ = person_file(path, PersonChoices(trusted=True, hand=hand))
        except (CheckFailure, SpecError) as problem:
            if getattr(problem, "kind", "") == "no-objective":
                self._ask_by_hand(path, show, problem_text(problem))
                return
            where = getattr(problem, "where", None)
            text = problem_text(problem)
            tell(self._window, tr("Not opened"), f"{place_text(where)}: {text}" if where else text)
            return
        spec = replace(self._store.spec, subject=file, bug=None)
        self._once_trusted(path, lambda: show(spec))

    def trust(self) -> None:
        """Ask whether the file of the experiment may run, as where a document names it.

        What a document names is asked about each time, and remembered for no other time.
        """
        file = self._file
        if file is not None:
            self._ask_trust(file.path, lambda: self._change(trusted=True))

    @property
    def trust_is_kept(self) -> bool:
        """Whether the file runs without a question whenever it is opened."""
        return self._file is not None and self._trusted.get(self._file.path) is not None

    def withdraw_trust(self) -> None:
        """Ask again before the file runs, from now on."""
        file = self._file
        if file is not None:
            self._trusted.remove(file.path)
            self._change(trusted=False)

    @property
    def file(self) -> PersonFile | None:
        """The file that is checked, if one is."""
        return self._file

    @property
    def source(self) -> Source | None:
        """What the file says, as it was when it could last be read."""
        now, good = self.sources
        return good or now

    def change(self, **changes: object) -> None:
        """Check the file in another way; what cannot be is told."""
        self._change(**changes)

    def take_hand(self, choice: HandChoice) -> None:
        """Check what was chosen by hand, and remember it for this file."""
        file, source = self._file, self.source
        if file is not None and source is not None:
            self._choices.put(file.path, choice.to_json())
            self._change(plan=hand_plan(source, choice, file.seed))

    def choose(self, place: int) -> None:
        """Check another thing in the file."""
        file, candidates = self._file, self.candidates
        if file is not None and 0 <= place < len(candidates):
            self._choices.remove(file.path)
            self._change(plan=replace(candidates[place].plan, seed=file.seed))

    def set_seed(self, seed: int) -> None:
        """Draw what is random from another seed."""
        file = self._file
        if file is not None:
            self._change(plan=replace(file.plan, seed=seed))

    def set_data(self, data: object, target_columns: int) -> None:
        """Use other data in place of the file's own; None for its own again."""
        self._change(data=data, target_columns=target_columns)

    @property
    def _file(self) -> PersonFile | None:
        subject = self._store.spec.subject
        return subject if isinstance(subject, PersonFile) else None

    def _change(self, **changes: object) -> None:
        file = self._file
        if file is None:
            return
        if {"plan", "data"} & changes.keys():
            changes.setdefault("kept", None)  # another seed or other data is to be seen
        try:
            subject = replace(file, **changes)  # type: ignore[arg-type]  # each by its caller
        except SpecError as problem:
            tell(self._window, tr("Not changed"), problem_text(problem))
            return
        spec = replace(self._store.spec, subject=subject)
        if subject != file:
            self._store.edit(spec)
        elif (subject.trusted, subject.saves) != (file.trusted, file.saves):
            self._store.renew(spec)
            self._runner.start()

    def _ask_by_hand(
        self, path: Path, show: Callable[[ExperimentSpec], object], sentence: str
    ) -> None:
        """Offer to choose where nothing was found."""
        source = read_source(path)
        if likely_choice(source) is None:
            tell(self._window, tr("Not opened"), sentence)
            return

        def take(choice: HandChoice) -> None:
            self._choices.put(path, choice.to_json())
            self.open(path, show)

        ask(
            self._window,
            tr("Not found"),
            sentence,
            [
                Answer(
                    tr("Choose by &hand…"),
                    lambda: choose_by_hand(self._window, self._themes, source, None, take),
                    tip=tr("Say which functions give the cost and the gradient"),
                )
            ],
        )

    def _once_trusted(self, path: Path, act: Callable[[], object]) -> None:
        if self._trusted.get(path) is not None:
            act()
        else:
            self._ask_trust(path, partial(self._trust_and, path, act))

    def _ask_trust(self, path: Path, act: Callable[[], object]) -> None:
        ask(
            self._window,
            tr("Run “{file}”?", file=path.name),
            tr(
                "“{file}” is a program, and checking it runs it on this computer: in a process "
                "of its own, on a copy, without network, with limits. That keeps mistakes in; it "
                "is no protection against a program that means harm.\n\n{path}",
                file=path.name,
                path=path,
            ),
            [Answer(tr("&Run it"), act, tip=tr("Check it, now and whenever it is saved"))],
        )

    def _trust_and(self, path: Path, act: Callable[[], object]) -> None:
        self._trusted.put(path, datetime.now(UTC).date().isoformat())
        act()

    def _saved(self, before: Source | None) -> None:
        """Check again what was saved, where it may run."""
        file = self._file
        if file is not None and file.trusted:
            self._check_again(file, before)

    def _check_again(self, file: PersonFile, before: Source | None) -> None:
        plans = [candidate.plan for candidate in self.candidates]
        found = next((plan for plan in plans if plan.names == file.plan.names), None)
        plan = found or (plans[0] if plans else file.plan)
        hand, now = hand_of(file.plan), self.sources[0]
        if hand is not None and now is not None:
            plan = file.plan if hand_problems(now, hand) else hand_plan(now, hand)
        # What it is called with may have changed with the text.
        plan = replace(plan, seed=file.seed)
        same = now is not None and before is not None and same_start(before, now, plan)
        kept = file.kept if same else None
        self._change(plan=plan, kept=kept, saves=file.saves + 1)
