"""Stepping through a check: its entries in the menu, its plain keys, and its bar."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
    QWidget,
)

from nnd_gui.gui.panels.step_bar import StepBar
from nnd_gui.gui.runs.stepper import Stepper
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.widgets.menu_entries import add_entry
from nnd_gui.model.stepping import step_told
from nnd_gui.model.words import tr

__all__ = ["StepMenu"]

# What has a use of its own for arrows, letters and the space bar.
_EDITORS = (
    QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox, QAbstractSlider, QTabBar,
)  # fmt: skip


class StepMenu(QObject):
    """Fills a menu, and keeps bar and entries up to date.

    The plain keys act only while a check is gone through and no editor has the focus; the
    space bar is a button's own where one has it.

    Parameters
    ----------
    window : QMainWindow
        Owner, whose keys they are.
    menu : QMenu
        What is filled.
    store : Store
        Has the check.
    bar : StepBar
        Shows the step, and has the same as buttons.
    """

    def __init__(self, window: QMainWindow, menu: QMenu, store: Store, bar: StepBar) -> None:
        super().__init__(window)
        self._window, self._store, self._bar = window, store, bar
        self._stepper = Stepper(store, self)
        self._through = add_entry(self, menu, tr("&Step through the weights"), None, "F8")
        self._through.setCheckable(True)
        self._through.triggered.connect(self._toggled)
        inside = menu.addMenu(tr("Ste&ps"))
        stepper = self._stepper
        self._play = add_entry(self, inside, tr("&Play or pause"), stepper.play_or_pause, "Space")
        self._others = [
            add_entry(self, inside, text, act, *keys)
            for text, act, keys in (
                (tr("One weight &on"), stepper.forward, ("Right",)),
                (tr("One weight &back"), stepper.back, ("Left",)),
                (tr("&Next matrix or bias"), stepper.next_block, ("Shift+Right",)),
                (tr("P&revious matrix or bias"), stepper.previous_block, ("Shift+Left",)),
                (tr("Before the &first weight"), stepper.to_first, ("Home",)),
                (tr("To the &last weight"), stepper.to_last, ("End",)),
                (tr("F&aster"), stepper.faster, (">", "Shift+.")),
                (tr("&Slower"), stepper.slower, ("<", "Shift+,")),
                (tr("L&eave"), self._leave, ("Escape",)),
            )
        ]
        bar.asked.connect(self._asked)
        bar.speed_chosen.connect(stepper.set_speed)
        stepper.playing_changed.connect(bar.show_playing)
        stepper.speed_changed.connect(self._show)
        store.result_changed.connect(self._show)
        store.steps.changed.connect(self._show)
        store.spec_changed.connect(self._show)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._focus_changed)
        self._show()

    @property
    def through(self) -> QAction:
        """Begins and ends it."""
        return self._through

    @property
    def stepper(self) -> Stepper:
        """What goes through the check."""
        return self._stepper

    def _toggled(self, checked: bool) -> None:
        self._stepper.set_stepping(checked)
        if checked:
            # The arrow keys are for the steps now, wherever they were typed before.
            focus = QApplication.focusWidget()
            if isinstance(focus, _EDITORS):
                focus.clearFocus()
        self._show()

    def _leave(self) -> None:
        self._stepper.set_stepping(False)

    def _asked(self, what: str) -> None:
        stepper = self._stepper
        ways = {
            "first": stepper.to_first,
            "back": stepper.back,
            "play": stepper.play_or_pause,
            "forward": stepper.forward,
            "last": stepper.to_last,
            "leave": self._leave,
        }
        ways[what]()

    def _show(self, *_: object) -> None:
        store, stepping = self._store, self._stepper.stepping
        self._through.setChecked(stepping)
        self._through.setEnabled(stepping or store.steps.count > 0)
        self._bar.setVisible(stepping)
        self._show_keys(QApplication.focusWidget())
        if not stepping:
            return
        step, count = store.steps.step, store.steps.count
        if step is None or not count or store.running:
            self._bar.show_waiting()
            return
        self._bar.show_speeds(self._stepper.speeds(), self._stepper.speed)
        self._bar.show_ready()
        self._bar.show_step(step, count, step_told(store.result, step))

    def _focus_changed(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._show_keys(now)

    def _show_keys(self, focus: QWidget | None) -> None:
        """Let the plain keys act where nothing else has a use for them."""
        free = self._stepper.stepping and not isinstance(focus, _EDITORS)
        for action in self._others:
            action.setEnabled(free)
        self._play.setEnabled(free and not isinstance(focus, QAbstractButton))
