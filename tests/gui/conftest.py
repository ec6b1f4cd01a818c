"""Real windows without a screen; whatever a test leaves behind fails it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QThread, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.runs.engine_thread import EngineThread
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from tests.gui.exporting import Drive
from tests.gui.faces import paced, settle

OpenWindow = Callable[..., MainWindow]

# A screen as people have them: without this file it has 800 pixels, too few for the window.
# Qt takes a colon in the file's name, as after the letter of a drive, for its end.
_SCREEN = Path(__file__).with_name("screen.json")
if os.environ["QT_QPA_PLATFORM"] == "offscreen" and ":" not in str(_SCREEN):
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={_SCREEN}"


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a test saves or remembers stays in its own folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(tmp_path / kind.lower()))


@pytest.fixture(autouse=True)
def _pace(monkeypatch: pytest.MonkeyPatch) -> None:
    """A check of `faces.SLOW` is slow; all others are what they are."""
    monkeypatch.setattr("nnd_gui.gui.runs.run_kinds.check", paced)


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[ThemeManager]:
    manager = ThemeManager("light", parent=qapp)
    yield manager
    manager.set_mode("light")
    manager.set_scale(1.0)
    _delete(manager)


@pytest.fixture
def open_window(qtbot: QtBot, themes: ThemeManager) -> Iterator[OpenWindow]:
    """Open windows; after the test each is closed, and nothing of it may be left."""
    before = set(QApplication.topLevelWidgets())
    windows: list[MainWindow] = []

    def open_one(
        spec: ExperimentSpec | None = None,
        size: tuple[int, int] = (1440, 900),
        *,
        settled: bool = True,
    ) -> MainWindow:
        window = MainWindow(Store(spec or lesson_spec()), themes)
        windows.append(window)
        window.resize(*size)
        window.show()
        qtbot.waitExposed(window)
        if settled:
            settle(qtbot, window)
        return window

    yield open_one
    timers: list[QTimer] = []
    for window in windows:
        threads = window.findChildren(QThread)
        timers += [*window.findChildren(QTimer), *window.store.findChildren(QTimer)]
        window.close_without_asking()
        assert not any(thread.isRunning() for thread in threads)
        _delete(window.store)
        _delete(window)
    windows.clear()
    gc.collect()
    # pyqtgraph's menus have no parent; they go, unseen, with Python's last hold of their plot.
    left = set(QApplication.topLevelWidgets()) - before
    assert [x for x in left if x.isVisible() or isinstance(x, (QMainWindow, QDialog))] == []
    assert [timer for timer in timers if isValid(timer) and timer.isActive()] == []


@pytest.fixture
def window(open_window: OpenWindow) -> MainWindow:
    """The window as it opens on the lesson, its check done."""
    return open_window()


@pytest.fixture
def engine_thread(qapp: QApplication) -> Iterator[EngineThread]:
    """A thread that takes work; it has ended when the test has."""
    thread = EngineThread()
    thread.start()
    yield thread
    thread.shut_down()
    assert not thread.isRunning()
    _delete(thread)


@pytest.fixture
def hold(qapp: QApplication) -> Iterator[Callable[[QWidget], None]]:
    """Keep a widget until the test is over, and delete it then."""
    held: list[QWidget] = []
    yield held.append
    for widget in held:
        widget.close()
        _delete(widget)


def _delete(thing: QObject) -> None:
    thing.deleteLater()
    QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)


@pytest.fixture
def own_dialogs(qapp: QApplication) -> None:
    """Qt's own dialogs, which can be driven, whatever the desktop offers."""
    QCoreApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs, True)


@pytest.fixture
def drive(qtbot: QtBot, own_dialogs: None) -> Iterator[Drive]:
    """Act on each dialog as it opens; returns the titles of those that opened."""
    newest: list[object] = [None]

    def act_on_dialogs(act: Callable[[QDialog], None]) -> list[str]:
        titles: list[str] = []
        newest[0] = act

        def look() -> None:
            if newest[0] is not act:
                return
            # Another timer each time: one does not go off while it is being answered, and a
            # dialog may open another.
            QTimer.singleShot(5, look)
            dialog = QApplication.activeModalWidget()
            if isinstance(dialog, QDialog) and dialog.isVisible():
                titles.append(dialog.windowTitle())
                act(dialog)

        look()
        return titles

    yield act_on_dialogs
    newest[0] = None
