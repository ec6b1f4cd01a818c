"""A person's own file in the window: trusted, opened, chosen from, and checked again when saved."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.candidates import Candidate, find_candidates
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.engine.usercode.starts import same_start
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

# An editor writes a file in several steps, and some put a new one in its place.
_SETTLE_MS = 150
# A file that stops in the middle is looked at again this often before it is said.
_RETRY_MS, _RETRIES = 400, 8


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
    sources : tuple of Source or None
        What another window had read of the file: as it is, and as it could last be read.

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
        sources: tuple[Source | None, Source | None] = (None, None),
    ) -> None:
        super().__init__(parent)
        self._window, self._store, self._runner = window, store, runner
        self._themes = themes
        self._trusted = KeptByPath(own_folder() / TRUSTED_FILE)
        self._choices = KeptByPath(own_folder() / CHOICES_FILE)
        # The second as it was when it could last be read.
        self._source, self._good = sources
        self._retries = 0
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._file_touched)
        self._watcher.directoryChanged.connect(self._file_touched)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self._look_again)
        store.spec_changed.connect(self._spec_changed)

    @property
    def candidates(self) -> tuple[Candidate, ...]:
        """What could be checked in the file, the best guess first."""
        # While a save cannot be read they are those of the version before.
        source = self._good or self._source
        return () if source is None else find_candidates(source)

    @property
    def sources(self) -> tuple[Source | None, Source | None]:
        """The file as it is, and as it was when it could last be read."""
        return self._source, self._good

    def go_on(self) -> None:
        """Go on with a file that another window had read: from now on it is watched here."""
        self._spec_changed(self._store.spec)
        if self._source is not None:
            self._tell_source(self._source)

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
        return self._good or self._source

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

    # Saving the file checks again.

    def _spec_changed(self, _spec: ExperimentSpec) -> None:
        file = self._file
        wanted = [] if file is None else [str(file.path), str(file.path.parent)]
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched and set(watched) != set(wanted):
            self._watcher.removePaths(watched)
        missing = [path for path in wanted if path not in watched and Path(path).exists()]
        if missing:
            self._watcher.addPaths(missing)
        if file is None:
            self._source = self._good = None
        elif self._source is None or self._source.path != file.path:
            self._read(file.path)

    def _file_touched(self, _path: str) -> None:
        self._retries = 0
        self._settle.start(_SETTLE_MS)

    def _look_again(self) -> None:
        file, before = self._file, self._source
        if file is None:
            return
        self._spec_changed(self._store.spec)  # a file put in the old one's place is watched again
        source = read_source(file.path)
        problem = source.problem
        if problem is not None and problem.unfinished and self._retries < _RETRIES:
            self._retries += 1
            self._settle.start(_RETRY_MS)
            return
        if before is not None and source.text == before.text and source.problem == before.problem:
            return
        good = self._good
        self._read(file.path, source)
        if problem is None and file.trusted:
            self._check_again(file, good)

    def _read(self, path: Path, source: Source | None = None) -> None:
        self._source = source or read_source(path)
        problem = self._source.problem
        if problem is None:
            self._good = self._source
        elif self._good is not None and self._good.path != path:
            self._good = None
        self._tell_source(self._source)

    def _tell_source(self, source: Source) -> None:
        said, problem = "", source.problem
        if problem is not None:
            text = problem_text(problem)
            place = "" if problem.line is None else place_text(source.place(problem.line))
            # Most of these sentences name the line themselves.
            said = text if place in text else f"{place}: {text}"
        self.source_changed.emit(source, said)

    def _check_again(self, file: PersonFile, before: Source | None) -> None:
        plans = [candidate.plan for candidate in self.candidates]
        found = next((plan for plan in plans if plan.names == file.plan.names), None)
        plan = found or (plans[0] if plans else file.plan)
        hand, now = hand_of(file.plan), self._source
        if hand is not None and now is not None:
            plan = file.plan if hand_problems(now, hand) else hand_plan(now, hand)
        # What it is called with may have changed with the text.
        plan = replace(plan, seed=file.seed)
        same = now is not None and before is not None and same_start(before, now, plan)
        kept = file.kept if same else None
        self._change(plan=plan, kept=kept, saves=file.saves + 1)
