"""Which language the window speaks: the person's choice or the system's, and Qt's own words."""

from __future__ import annotations

import locale

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from nnd_gui.model.words import choose_language, chosen_language, fitting_language, tr

__all__ = ["SYSTEM", "Language"]

SYSTEM = "system"
"""The choice to follow the system."""


class Language:
    """Chooses the language of all that is made from now on; what is there already stays.

    Numbers stay in C form whatever is spoken: they are copied from here into programs.

    Parameters
    ----------
    app : QApplication
        Gets Qt's own words: those of file dialogs, of buttons such as Cancel, of the menus of
        text fields.
    choice : str
        What the person chose: `SYSTEM`, or one of `nnd_gui.model.words.LANGUAGES`.
    """

    def __init__(self, app: QApplication, choice: str = SYSTEM) -> None:
        self._app = app
        self._translator: QTranslator | None = None
        self._choice = choice
        # Before the default is another one, which QLocale.system is not.
        QLocale.setDefault(QLocale.c())
        _keep_reasons_english()
        self.choose(choice)

    @property
    def choice(self) -> str:
        """What the person chose."""
        return self._choice

    def choose(self, choice: str) -> bool:
        """Take another choice; whether another language is spoken by it."""
        before = chosen_language()
        self._choice = choice
        wanted = _of_system() if choice == SYSTEM else choice
        choose_language(wanted)
        self._app.setApplicationDisplayName(tr("Gradient Checker"))
        self._load_words_of_qt(wanted)
        return wanted != before

    def _load_words_of_qt(self, language: str) -> None:
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator(self._app)
        # In English there is nothing to load: Qt's words are written in it.
        if language != "en" and translator.load(f"qtbase_{language}", folder):
            self._app.installTranslator(translator)
            self._translator = translator
        else:
            translator.deleteLater()


def _of_system() -> str:
    return fitting_language(QLocale.system().uiLanguages())


def _keep_reasons_english() -> None:
    """Have the system give its reasons in English, which is what is translated here.

    Qt has put the whole process into the system's locale. Windows has no such category.
    """
    category = getattr(locale, "LC_MESSAGES", None)
    if category is not None:
        locale.setlocale(category, "C")
    locale.setlocale(locale.LC_NUMERIC, "C")
