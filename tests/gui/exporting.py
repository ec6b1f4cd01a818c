"""The dialogs of an export, gone through as a person does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QLineEdit,
    QPushButton,
)

from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.widgets.choice_box import ChoiceBox
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from tests.gui.faces import action, only, turn
from tests.gui.scenes import wait

Drive = Callable[[Callable[[QDialog], None]], list[str]]


def export(window: MainWindow, name: str) -> None:
    """By its entry, until its last dialog is gone."""
    action(window, name).trigger()
    wait(lambda: not any(x.isVisible() for x in window.findChildren(QDialog)))
    turn()


def finish(dialog: QDialog) -> None:
    """By its button that goes on."""
    if isinstance(dialog, PictureDialog):
        save = next(x for x in dialog.findChildren(QPushButton) if x.text() == "&Save…")
        QTest.mouseClick(save, Qt.MouseButton.LeftButton)
    else:
        dialog.accept()


def save_as(file: Path | str) -> Callable[[QDialog], None]:
    def act(dialog: QDialog) -> None:
        if isinstance(dialog, QFileDialog):
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        finish(dialog)

    return act


def sized(scale: str = "", width: str = "") -> Callable[[QDialog], None]:
    """Choose a size as a person does."""

    def act(dialog: QDialog) -> None:
        scales = next(x for x in dialog.findChildren(ChoiceBox) if x.accessibleName() == "Size")
        if scale:
            scales.setCurrentIndex(scales.findText(scale, Qt.MatchFlag.MatchStartsWith))
        if width:
            line = only(dialog, CountSpinBox).lineEdit()
            line.selectAll()
            QTest.keyClicks(line, width)
        finish(dialog)

    return act


def status(window: MainWindow) -> str:
    return only(window, StatusLine).currentMessage()


def as_form(
    file: Path, kind: str, size: Callable[[QDialog], None] = finish
) -> Callable[[QDialog], None]:
    """Choose a form by its words, as a person does, and give a name without an ending."""

    def act(dialog: QDialog) -> None:
        if isinstance(dialog, PictureDialog):
            size(dialog)
            return
        if isinstance(dialog, QFileDialog):
            form = next(x for x in dialog.nameFilters() if x.startswith(kind))
            dialog.selectNameFilter(form)
            dialog.filterSelected.emit(form)
            dialog.findChildren(QLineEdit)[0].setText(str(file))
        dialog.accept()

    return act
