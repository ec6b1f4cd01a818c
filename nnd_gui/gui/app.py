"""Starts the window, and ends it cleanly."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from nnd_gui import __version__
from nnd_gui.gui.preflight import obstacle
from nnd_gui.model.lesson_list import shipped_lessons
from nnd_gui.model.words import LANGUAGES, choose_language, fitting_language, tr

__all__ = ["main"]

APP_ID = "org.nnd.GradientChecker"

# Cannot be checked: what nnd-check answers where it could not check.
_EXIT_NO_WINDOW = 3
_EXIT_USAGE = 4

# The engine's thread holds Python's lock between numpy's calls; the window waits at most
# this many seconds for its turn.
_SWITCH_SECONDS = 0.0005


class _Parser(argparse.ArgumentParser):
    """Ends with this program's exit code for wrong usage, not argparse's."""

    def error(self, message: str) -> None:  # type: ignore[override]  # never returns
        self.print_usage(sys.stderr)
        self.exit(_EXIT_USAGE, f"{self.prog}: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window.

    Parameters
    ----------
    argv : sequence of str, optional
        Arguments without the program's name; the process's own when left out.

    Returns
    -------
    int
        Exit code.
    """
    _give_streams()
    # What is said in a terminal, before there is a window, is in the terminal's language.
    choose_language(fitting_language())
    options = _parser().parse_args(sys.argv[1:] if argv is None else argv)
    if options.self_test:
        # Must work on a machine without a display, as a build machine is.
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    reason = obstacle()
    if reason:
        print(reason, file=sys.stderr)
        return _EXIT_NO_WINDOW
    return _open(options)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="nnd-gui", description=tr("Checks a neural network's gradient code in a window.")
    )
    parser.add_argument(
        "file",
        metavar="FILE",
        nargs="?",
        type=Path,
        help=tr("a document, a file of code, or a folder or zip of submissions"),
    )
    parser.add_argument(
        "--lesson",
        metavar="NAME",
        choices=[entry.name for entry in shipped_lessons()],
        help=tr("open a lesson: {names}", names=", ".join(x.name for x in shipped_lessons())),
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "--theme",
        choices=("system", "light", "dark", "high-contrast"),
        help=tr("colours of the window, instead of those chosen last"),
    )
    parser.add_argument(
        "--language",
        choices=("system", *LANGUAGES),
        help=tr("language of the window, instead of the one chosen last"),
    )
    parser.add_argument(
        "--self-test",
        action="store_true",
        help=tr("check the lesson in the real window, say one line, and end"),
    )
    parser.add_argument(
        "--picture", metavar="FILE", help=tr("with --self-test: save what the window shows")
    )
    return parser


def _give_streams() -> None:
    """A program started by a double click may have no streams; printing must not end it."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open("w", encoding="utf-8"))  # noqa: SIM115


def _open(options: argparse.Namespace) -> int:
    # Qt is loaded here and not above: what is said before must be said without it.
    from PySide6.QtCore import QStandardPaths
    from PySide6.QtGui import QIcon
    from PySide6.QtWidgets import QApplication

    from nnd_gui import resources
    from nnd_gui.gui.language import Language
    from nnd_gui.gui.later import later
    from nnd_gui.gui.runs.store import Store
    from nnd_gui.gui.self_test import run_self_test
    from nnd_gui.gui.session import Session
    from nnd_gui.gui.theme.manager import ThemeManager
    from nnd_gui.gui.theme.system_text import system_scale
    from nnd_gui.model.lessons import lesson_spec
    from nnd_gui.model.settings import Settings, SettingsFile

    sys.setswitchinterval(_SWITCH_SECONDS)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("gradient-checker")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName(APP_ID)
    app.setWindowIcon(QIcon(str(resources.path("icons", f"{APP_ID}.svg"))))
    locations = QStandardPaths.StandardLocation
    place = QStandardPaths.writableLocation
    kept = SettingsFile(Path(place(locations.AppConfigLocation)) / "settings.json")
    chosen = Settings() if options.self_test else kept.settings
    language = Language(app, options.language or chosen.language)
    usual = 1.0 if options.self_test else system_scale()
    themes = ThemeManager(options.theme or chosen.theme, chosen.text_size * usual)
    themes.set_usual(usual)
    folder = Path(place(locations.AppLocalDataLocation))
    session = Session(Store(lesson_spec()), themes, language, kept, folder)
    window = session.window
    if options.self_test:
        window.show_fitting(app.primaryScreen().availableGeometry())
        return run_self_test(window, options.picture)
    session.show()
    # Once the window is there: what cannot be opened is said in a dialog of it.
    if options.file is not None:
        later(window, partial(window.folders.open_any, options.file))
    elif options.lesson is not None:
        later(window, partial(window.documents.open_lesson, options.lesson))
    return app.exec()
