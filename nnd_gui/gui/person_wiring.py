"""Wires what is a person's file's own: its panel, its source, its hints."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTime

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import Source
from nnd_gui.gui.commands.editor_commands import EditorCommands
from nnd_gui.gui.commands.person_commands import PersonCommands
from nnd_gui.gui.commands.person_setup import PersonSetup
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.pictures import SOURCE
from nnd_gui.gui.window_parts import WindowParts
from nnd_gui.model.words import tr

__all__ = ["PersonWiring"]


class PersonWiring(QObject):
    """Between the panel of a person's file and what is done with the file.

    Parameters
    ----------
    parts : WindowParts
        The panels; owner.
    store : Store
        The experiment and its result.
    person : PersonCommands
        Opens files, and checks them after each save.
    setup : PersonSetup
        Chooses how they are run.
    editors : EditorCommands
        Opens them elsewhere.
    """

    def __init__(
        self,
        parts: WindowParts,
        store: Store,
        person: PersonCommands,
        setup: PersonSetup,
        editors: EditorCommands,
    ) -> None:
        super().__init__(parts)
        self._parts, self._store, self._person, self._setup = parts, store, person, setup
        self._read_at = QTime.currentTime()
        panel = parts.file_panel
        panel.candidate_chosen.connect(person.choose)
        panel.hand_asked.connect(setup.choose_by_hand)
        panel.data.data_chosen.connect(person.set_data)
        panel.data.open_asked.connect(setup.open_data)
        panel.data.scaling_asked.connect(setup.scale)
        panel.python.python_chosen.connect(setup.choose_python)
        panel.python.browse_asked.connect(setup.browse_python)
        panel.seed_chosen.connect(person.set_seed)
        panel.trust_asked.connect(person.trust)
        panel.withdraw_asked.connect(person.withdraw_trust)
        panel.editor_asked.connect(editors.open_file)
        panel.hint_asked.connect(store.hints.ask)
        person.source_changed.connect(self._show_source)
        store.result_changed.connect(self._show_hints)
        store.hints.changed.connect(self._show_hints)

    def show_file(self, file: PersonFile) -> None:
        """Show a file in its panel, in place of the network's."""
        parts = self._parts
        parts.file_panel.set_value(
            file,
            self._person.candidates,
            self._setup.pythons,
            trust_is_kept=self._person.trust_is_kept,
        )
        if parts.left.currentWidget() is not parts.file_panel:
            parts.left.setCurrentWidget(parts.file_panel)
            parts.stage.show_below(SOURCE)  # beside its numbers

    def _show_source(self, _source: Source, problem: str) -> None:
        parts = self._parts
        parts.file_panel.show_source_problem(problem)
        if not problem:
            self._read_at = QTime.currentTime()
        time = self._read_at.toString("HH:mm:ss")
        past = tr("As of {time}. {problem}", time=time, problem=problem) if problem else ""
        parts.stage.show_past(past)
        parts.verdict_bar.show_past(bool(problem))
        told = self._store.told
        if isinstance(told.subject, PersonFile):
            self.show_file(told.subject)
            parts.stage.show_spec(told)

    def _show_hints(self) -> None:
        self._parts.file_panel.show_hints(self._store.hints.state, self._store.result)
