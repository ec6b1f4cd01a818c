"""The window of a folder of submissions: a wiring diagram.

A window of its own, and not a place on the stage: it stays as it is while one submission
after the other is looked at in the usual window, beside it or on another screen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.dialogs.questions import Answer, ask, tell
from nnd_gui.gui.dialogs.save_file import FileSaver, Form
from nnd_gui.gui.folder.folder_parts import FolderParts
from nnd_gui.gui.folder.folder_run import FolderRun
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.folder.choices import FolderChoices, request_of
from nnd_gui.model.folder.selection import Wanted, choices_of
from nnd_gui.model.page import folder_page
from nnd_gui.model.problems import place_text, problem_text
from nnd_gui.model.submission_rows import rows_csv
from nnd_gui.model.words import tr, trn

__all__ = ["FolderKept", "FolderWindow"]

_FRAME_PX = 48


@dataclass(frozen=True, slots=True, eq=False)
class FolderKept:
    """A window of submissions, without its words.

    Parameters
    ----------
    target : pathlib.Path
        The folder or zip.
    trusted : bool
        Whether somebody has said that they may be run.
    choices : FolderChoices
        How they are checked.
    geometry : QByteArray
        Where the window is, as Qt writes it.
    wanted : Wanted
        Which submissions are looked at.
    order : tuple of int and Qt.SortOrder
        Column by which they are ordered, -1 for none, and how.
    current : str
        Name of the one that the person is at; empty for none.
    """

    target: Path
    trusted: bool
    choices: FolderChoices
    geometry: QByteArray
    wanted: Wanted
    order: tuple[int, Qt.SortOrder]
    current: str


class FolderWindow(QWidget):
    """A row for each submission of a folder or zip.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.

    Attributes
    ----------
    open_asked : Signal(object)
        The person wants to see a submission in the usual window: its experiment.
    closed : Signal()
        The window is gone, and all that it ran.
    """

    open_asked = Signal(object)
    closed = Signal()

    def __init__(self, themes: ThemeManager) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._themes = themes
        self._target = Path()
        self._trusted = self._listing = False
        self._wanted = Wanted()
        # Where another window was, until that submission is there.
        self._asked_for = ""
        self._run = FolderRun(self)
        self._parts = FolderParts(themes, self)
        self._bar, self._table = self._parts.bar, self._parts.table
        self._choices, self._detail = self._parts.choices, self._parts.detail
        self._saver = FileSaver(self, self._parts.status.tell_saved)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._parts)
        self._connect()
        self.setMinimumSize(760, 460)
        self._take_size()

    def open(self, target: Path) -> None:
        """Show the submissions of a folder or zip, and ask once whether they may be run."""
        self._target, self._trusted, self._listing = target, False, True
        self._bar.show_folder(target)
        self._choices.set_folder(target if target.is_dir() else target.parent)
        self.setWindowTitle(tr("{name} — Submissions", name=target.name or str(target)))
        self._run.open(target)

    @property
    def target(self) -> Path:
        """The folder or zip that is shown."""
        return self._target

    def check(self, *, again: bool = False) -> None:
        """Check what is listed, once somebody has said that it may be run."""
        if self._listing or not self._run.standings:
            return
        if self._trusted:
            self._choices.show_problem("")
            self._run.start(self._choices.value(), again=again)
            return
        count = len(self._run.standings)
        ask(
            self,
            tr("Run these submissions?"),
            trn(
                "Checking it runs {count} file of “{folder}” on this computer: in a process of "
                "its own, on a copy, without network, with limits. That keeps mistakes in; it is "
                "no protection against a program that means harm.\n\n{path}",
                "Checking them runs {count} files of “{folder}” on this computer: each in a "
                "process of its own, on a copy, without network, with limits. That keeps mistakes "
                "in; it is no protection against a program that means harm.\n\n{path}",
                count,
                folder=self._target.name,
                path=self._target,
            ),
            [Answer(tr("&Run them"), self._trust, tip=tr("Check them all, now and at F5"))],
        )

    @property
    def kept(self) -> FolderKept:
        """All of it but its words, and what was found: that is kept where it is looked for."""
        place = self._table.place()
        return FolderKept(
            self._target,
            self._trusted,
            self._choices.value(),
            self.saveGeometry(),
            self._wanted,
            self._table.order,
            self._run.standings[place].submission.name if place >= 0 else self._asked_for,
        )

    def take_over(self, kept: FolderKept) -> None:
        """Go on as another window was left; before the submissions are listed."""
        self._trusted = kept.trusted
        self._choices.set_value(kept.choices)
        self.restoreGeometry(kept.geometry)
        self._asked_for = kept.current
        self._parts.search.setText(kept.wanted.text)
        self._parts.groups.ask_for(kept.wanted.choice)
        self._wanted = kept.wanted
        self._table.want(kept.wanted)
        self._table.sortByColumn(*kept.order)

    def set_reference(self, file: Path | None) -> None:
        """Compare with a right solution, or with none."""
        self._choices.set_reference(file)

    def take_rooms(self) -> list[TemporaryDirectory[str]]:
        """Hand over what zips were unpacked to: whoever takes them deletes them."""
        return self._run.take_rooms()

    def closeEvent(self, event: QCloseEvent) -> None:
        """End all children before the window goes (called by Qt)."""
        self._run.shut_down()
        super().closeEvent(event)
        self.closed.emit()

    def _connect(self) -> None:
        run, bar, table = self._run, self._bar, self._table
        run.listed.connect(self._show_standings)
        run.found.connect(self._show_found)
        run.changed.connect(self._show_standings)
        run.noted.connect(self._choices.show_problem)
        run.failed.connect(self._tell_failed)
        run.running_changed.connect(bar.show_running)
        bar.check_asked.connect(self._check)
        bar.again_asked.connect(self._check_again)
        bar.stop_asked.connect(run.stop)
        bar.table_asked.connect(self._write_table)
        bar.page_asked.connect(self._write_page)
        self._parts.groups.chosen.connect(self._choose)
        self._choices.changed.connect(self._change)
        self._parts.search.textChanged.connect(self._search)
        table.gone_to.connect(self._show_place)
        table.open_asked.connect(self._open)
        table.copy_asked.connect(self._detail.copy)
        self._detail.open_asked.connect(self._open_current)
        self._detail.copied.connect(self._tell_copied)
        for key, act in (
            ("Ctrl+F", self._parts.go_to_search),
            ("F5", self._check),
            ("Ctrl+F5", self._check_again),
            ("Ctrl+.", run.stop),
            ("Ctrl+Alt+F", self._parts.status.show_file),
            ("Ctrl+W", self.close),
        ):
            QShortcut(QKeySequence(key), self, activated=act)  # type: ignore[call-overload]

    def _show_standings(self) -> None:
        run = self._run
        self._bar.show_standings(run.standings, listing=self._listing)
        self._table.show_standings(run.standings)
        missing = any(row.failure == "missing-module" for row in run.rows)
        self._choices.show_missing(missing and not run.running)
        self._parts.groups.show_choices(choices_of(run.rows, len(run.standings)))
        if self._asked_for:
            self._go_back()
        self._show_place(self._table.place())

    def _go_back(self) -> None:
        """Go where another window was, as soon as that submission is shown."""
        if self._table.place() >= 0:
            self._asked_for = ""  # the person has gone elsewhere
        names = [one.submission.name for one in self._run.standings]
        if self._asked_for in names:
            self._table.go_to(names.index(self._asked_for))

    def _show_found(self) -> None:
        self._listing = False
        self._choices.set_names(self._run.names, len(self._run.standings))
        self._choices.set_imports(self._run.imports)
        self._show_standings()
        self._table.setFocus()
        self.check()

    def _show_place(self, place: int) -> None:
        if not self._run.standings and not self._listing:
            self._detail.show_empty()
            return
        known = 0 <= place < len(self._run.standings)
        self._detail.show_standing(self._run.standings[place] if known else None)

    def _choose(self, choice: str) -> None:
        self._wanted = replace(self._wanted, choice=choice)
        self._table.want(self._wanted)

    def _search(self, text: str) -> None:
        self._wanted = replace(self._wanted, text=text)
        self._table.want(self._wanted)

    def _change(self, choices: FolderChoices) -> None:
        self._table.set_compared(choices.reference is not None)
        if self._trusted:
            self._check()

    def _check(self) -> None:
        self.check()

    def _check_again(self) -> None:
        self.check(again=True)

    def _trust(self) -> None:
        self._trusted = True
        self.check()

    def _open_current(self) -> None:
        if self._table.place() >= 0:
            self._open(self._table.place())

    def _open(self, place: int) -> None:
        """Show a submission in the usual window, as it was checked here."""
        one, choices = self._run.standings[place], self._choices.value()
        request = one.request or request_of(
            one.submission, choices.trusted if self._trusted else choices
        )
        if request.failure is not None:
            problem = request.failure
            text = problem_text(problem)
            where = place_text(problem.where) if problem.where else ""
            tell(self, tr("Not opened"), f"{where}: {text}" if where else text)
            return
        spec: ExperimentSpec = request.spec
        self.open_asked.emit(spec)

    def _tell_failed(self, text: str) -> None:
        self._listing = False
        self._show_standings()
        tell(self, tr("Not opened"), text)

    def _tell_copied(self, student: str) -> None:
        self._parts.status.tell(tr("Copied: the text for {name}.", name=student))

    def _write_table(self) -> None:
        table = rows_csv(self._run.rows).encode()
        self._write(tr("Export table"), Form(tr("Table"), ".csv", table))

    def _write_page(self) -> None:
        page = folder_page(self._target.name, self._run.rows).encode()
        self._write(tr("Export page"), Form(tr("Page"), ".html", page))

    def _write(self, title: str, form: Form) -> None:
        # Beside the folder, not among the hand-ins.
        name = self._target.stem or "submissions"
        self._saver.ask(title, [form], self._target.parent / name)

    def _take_size(self) -> None:
        """Take the usual size, or what a small screen has for a window and its frame."""
        room = self.screen().availableGeometry().size() - QSize(_FRAME_PX, _FRAME_PX)
        self.resize(QSize(1240, 800).boundedTo(room))
