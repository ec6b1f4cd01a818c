"""The one window and what looks after it, made anew where another language is chosen."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from nnd_gui.gui.commands.carried import Carried
from nnd_gui.gui.failures import Failures
from nnd_gui.gui.folder.folder_window import FolderWindow
from nnd_gui.gui.language import SYSTEM, Language
from nnd_gui.gui.later import later
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.settings_keeper import SettingsKeeper
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.work_keeper import WorkKeeper
from nnd_gui.model.lesson_list import load_lesson, shipped_name
from nnd_gui.model.settings import SettingsFile

__all__ = ["Session"]


class Session(QObject):
    """From the program's start to its end; windows come and go with the language.

    Texts are made with the widgets that show them. So another language is another window over
    the same store: nothing has to know how to translate itself again.

    Parameters
    ----------
    store : Store
        What the window shows.
    themes : ThemeManager
        Colours and sizes.
    language : Language
        What is spoken.
    kept : SettingsFile
        Where settings are kept.
    folder : pathlib.Path
        Where the log is, and unsaved work.
    parent : QObject, optional
        Owner.
    """

    def __init__(
        self,
        store: Store,
        themes: ThemeManager,
        language: Language,
        kept: SettingsFile,
        folder: Path,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._store, self._themes, self._language = store, themes, language
        self._kept, self._folder = kept, folder
        self._failures: Failures | None = None
        self._make(None)

    @property
    def window(self) -> MainWindow:
        """The window that is there now."""
        return self._window

    def show(self) -> None:
        """Show the window where it was closed, and offer work that a crash has left."""
        self._settings.show_window()
        later(self._work, self._work.offer)

    def speak(self, choice: str) -> None:
        """Keep another choice of language, and speak it.

        Parameters
        ----------
        choice : str
            One of `nnd_gui.model.words.LANGUAGES`, or ``"system"``.
        """
        if choice != self._kept.settings.language:
            self._kept.change(language=choice)
        # The lesson is told apart by its words, so before they are others.
        lesson = shipped_name(self._window.desk.work.document)
        spoken = self._language.choice
        if self._language.choose(choice):
            # Not within the menu that asks, which goes with its window.
            later(self, lambda: self._make_anew(lesson, spoken))
        self._window.show_language(choice)

    def _make(self, carried: Carried | None) -> None:
        window = MainWindow(self._store, self._themes, carried=carried, kept=self._kept)
        work = WorkKeeper(window, self._store, window.desk, self._folder / "unsaved")
        settings = SettingsKeeper(window, self._themes, self._kept)
        failures = Failures(window, self._folder, work.keep_now)
        if self._failures is not None:
            self._failures.uninstall()
        # From here on nothing can fail any more.
        self._window, self._work, self._settings, self._failures = window, work, settings, failures
        failures.install()
        window.closed.connect(work.end)
        window.language_asked.connect(self.speak)
        window.reset_asked.connect(self._speak_as_system)
        window.show_language(self._language.choice)

    def _make_anew(self, lesson: str | None, spoken: str) -> None:
        before, work = self._window, self._work
        state = before.windowState() & ~Qt.WindowState.WindowMinimized
        frame = before.normalGeometry() if before.isMaximized() else before.geometry()
        there = QApplication.topLevelWidgets()
        carried = before.hand_over()
        try:
            if lesson is not None:
                carried.work.translate(load_lesson(lesson))
            self._make(carried)
        except BaseException:
            # Said by what catches all failures: here, no work may go with half a window.
            for child in (carried.runner, carried.pins):
                child.setParent(before)
            _throw_away(set(QApplication.topLevelWidgets()).difference(there))
            self._stay(carried, lesson, spoken)
            raise
        self._work.keep_now()  # before the other keeper lets go of it
        work.end()
        self._window.setGeometry(frame)
        self._window.setWindowState(state)
        self._window.show()
        self._window.activateWindow()
        before.close()
        before.deleteLater()

    def _stay(self, carried: Carried, lesson: str | None, spoken: str) -> None:
        """Go on in the window and the language of before, as nothing else could be made."""
        # Nor at the next start, where it would fail again.
        self._kept.change(language=spoken)
        self._language.choose(spoken)
        if lesson is not None:
            carried.work.translate(load_lesson(lesson))
        self._window.take_back(carried)
        self._window.show_language(spoken)

    def _speak_as_system(self) -> None:
        self.speak(SYSTEM)


def _throw_away(widgets: Iterable[QWidget]) -> None:
    """Let go of what was made of a window that was never finished, and of all that is in it."""
    for widget in widgets:
        if isinstance(widget, (MainWindow, FolderWindow)):
            if isinstance(widget, FolderWindow):
                widget.close()  # with all that it runs
            widget.deleteLater()
            QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)
