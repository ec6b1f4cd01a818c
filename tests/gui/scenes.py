"""Every window and dialog of the program, one after the other, as a person comes to it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMessageBox,
    QTableView,
    QWidget,
)

from nnd_gui import resources
from nnd_gui.gui.dialogs.data_dialog import DataDialog
from nnd_gui.gui.dialogs.data_file import choose_data
from nnd_gui.gui.dialogs.editor import ask_editor
from nnd_gui.gui.dialogs.failure import FailureDialog
from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from tests.gui.faces import action, network, only, turn

__all__ = ["Scene", "dialog_of", "scenes", "wait"]

Scene = tuple[str, QWidget]

_WRONG = resources.path("samples", "broken", "hidden_derivative.py")
_STRANGE = """
def one(u, v, s, strength):
    return ((v @ u.reshape(2, 1) - s) ** 2).sum()


def two(u, v, s, strength):
    return 2 * (v.T @ (v @ u.reshape(2, 1) - s))
"""
_SCORES = "id;sleep;study;score\n1;3;5;75\n2;5;1;82\n3;10;2;93\n"


def wait(condition: Callable[[], object], seconds: float = 60) -> None:
    """Let the program run until a condition holds."""
    if condition():
        return
    loop, look, late = QEventLoop(), QTimer(), QTimer()
    look.timeout.connect(lambda: loop.quit() if condition() else None)
    late.setSingleShot(True)
    late.timeout.connect(loop.quit)
    look.start(5)
    late.start(round(1000 * seconds))
    loop.exec()
    look.stop()
    late.stop()
    assert condition(), condition


def dialog_of(parent: QWidget, kind: type[QDialog] = QDialog) -> QDialog:
    """The dialog that is open over a window."""
    wait(lambda: any(x.isVisible() for x in parent.findChildren(kind)))
    turn()
    return next(x for x in parent.findChildren(kind) if x.isVisible())


def scenes(window: MainWindow, themes: ThemeManager, folder: Path) -> Iterator[Scene]:
    """Bring the program into its states; each is left as the next is asked for.

    Parameters
    ----------
    window : MainWindow
        As it opens on the lesson.
    themes : ThemeManager
        Its colours.
    folder : pathlib.Path
        Where files may be made.

    Yields
    ------
    name : str
        What is to be seen.
    root : QWidget
        The window or dialog.
    """
    _settle(window)
    yield "lesson", window
    yield from _pictures(window)
    yield from _states(window)
    yield from _dialogs(window, themes, folder)
    yield from _person(window, folder)
    yield from _folder_window(window, folder)


def _pictures(window: MainWindow) -> Iterator[Scene]:
    stage = only(window, Stage)
    window.store.select(1)
    for row in stage.rows:
        stage.enlarge(row.name)
        _settle(window)
        # Until it says what it has found.
        wait(lambda: "…" not in stage.seen_large.accessibleDescription())
        turn()
        yield f"picture {row.name}", window
    stage.enlarge(stage.rows[0].name)
    window.store.select(-1)


def _states(window: MainWindow) -> Iterator[Scene]:
    action(window, "Break it").trigger()
    turn()
    yield "bugs", window
    action(window, "Break it").trigger()
    window.store.edit(network((3, 4, 2), bias=True))
    _settle(window)
    yield "another network", window
    window.store.edit(lesson_spec())
    _settle(window)
    action(window, "Pin this run").trigger()
    action(window, "Epsilon ten times larger").trigger()
    _settle(window)
    yield "compared", window
    action(window, "Unpin").trigger()
    action(window, "Epsilon ten times smaller").trigger()
    _settle(window)
    action(window, "Step through the weights").trigger()
    action(window, "One weight on").trigger()
    turn()
    yield "stepping", window
    action(window, "Leave").trigger()
    action(window, "Cover the answer").trigger()
    _settle(window)
    yield "covered", window
    action(window, "Cover the answer").trigger()
    window.documents.open_lesson("part-5")
    _settle(window)
    yield "a lesson's text", window
    action(window, "Write the text").trigger()
    turn()
    yield "a text is written", window
    action(window, "Write the text").trigger()
    action(window, "Present").trigger()
    turn()
    yield "presented", window
    action(window, "Present").trigger()
    turn()
    action(window, "New").trigger()
    _settle(window)


def _dialogs(window: MainWindow, themes: ThemeManager, folder: Path) -> Iterator[Scene]:
    for name in ("Keyboard", "About Gradient Checker", "Guide", "Glossary", "Mystery bug"):
        action(window, name).trigger()
        yield from _shown(name, dialog_of(window))
    action(window, "Export picture").trigger()
    yield from _shown("Export picture", dialog_of(window, PictureDialog))
    ask_editor(window, "", "gedit", lambda _command: None)
    yield from _shown("editor", dialog_of(window))
    table = folder / "scores.csv"
    table.write_text(_SCORES, encoding="utf-8")
    choose_data(window, themes, table, lambda *_: None, one_hot=False)
    yield from _shown("data", dialog_of(window, DataDialog))
    failure = FailureDialog("RuntimeError: made", folder, window)
    failure.open()
    turn()
    yield from _shown("failure", failure)
    window.store.edit(network((2, 2, 1)))
    _settle(window)
    action(window, "New").trigger()
    yield from _shown("question", dialog_of(window))
    window.store.edit(lesson_spec())
    _settle(window)


def _person(window: MainWindow, folder: Path) -> Iterator[Scene]:
    sample = folder / "net.py"
    shutil.copy(_WRONG, sample)
    window.documents.open_file(sample)
    yield "trust", dialog_of(window)
    _answer(window, "Run it")
    wait(lambda: window.store.result.finished is not None and not window.store.running)
    turn()
    yield "a person's file", window
    only(window, Stage).enlarge("source")
    turn()
    yield "its source", window
    only(window, Stage).enlarge("gradients")
    strange = folder / "strange.py"
    strange.write_text(_STRANGE, encoding="utf-8")
    window.documents.open_file(strange)
    yield "nothing found", dialog_of(window)
    _answer(window, "Choose by hand…")
    yield from _shown("by hand", dialog_of(window))


def _folder_window(window: MainWindow, folder: Path) -> Iterator[Scene]:
    hand_ins = folder / "hand-ins"
    right = min(resources.path("samples", "right").glob("*.py"))
    for student, sample in (("ada", right), ("ben", _WRONG)):
        (hand_ins / student).mkdir(parents=True)
        shutil.copy(sample, hand_ins / student / "net.py")
    window.folders.open_any(hand_ins)
    checked = window.folders.folder_window
    assert checked is not None
    _answer(checked, "Run them")
    table = checked.findChildren(QTableView)[0]
    again = next(x for x in checked.findChildren(QAbstractButton) if "everything" in x.text())
    wait(lambda: table.model().rowCount() == 2 and again.isEnabled(), 120)
    table.selectRow(1)
    turn()
    yield "folder", checked


def _shown(name: str, dialog: QDialog) -> Iterator[Scene]:
    yield name, dialog
    dialog.reject()
    turn()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _answer(parent: QWidget, text: str) -> None:
    box = dialog_of(parent, QMessageBox)
    next(x for x in box.findChildren(QAbstractButton) if x.text().replace("&", "") == text).click()
    turn()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _settle(window: MainWindow) -> None:
    wait(lambda: not window.store.running)
    turn(6)
    QApplication.processEvents()
