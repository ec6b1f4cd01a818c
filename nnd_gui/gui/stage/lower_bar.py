"""The tabs of the pictures that are not large, and the button that makes one of them large."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QWidget

from nnd_gui.gui.stage.pictures import PictureRow
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.enlarge_button import EnlargeButton
from nnd_gui.gui.widgets.fitting_tabs import FittingTabs
from nnd_gui.model.words import tr

__all__ = ["LowerBar"]


class LowerBar(QWidget):
    """One tab a picture.

    Parameters
    ----------
    themes : ThemeManager
        Colours, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    chosen, enlarged : Signal(str)
        The picture to be shown below, and to be made the large one: its name.
    """

    chosen = Signal(str)
    enlarged = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._below = ""
        self._fitting = FittingTabs(self)
        self._tabs = self._fitting.bar
        self._tabs.setAccessibleName(tr("Pictures below"))
        self._enlarge = EnlargeButton(themes, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 8, 0)
        row.setSpacing(8)
        row.addWidget(self._fitting, 1)
        row.addWidget(self._enlarge)
        self._tabs.currentChanged.connect(self._choose)
        self._fitting.chosen.connect(self._choose)
        self._tabs.tabBarDoubleClicked.connect(self._double_clicked)
        self._enlarge.clicked.connect(self._enlarge_below)

    @property
    def focus_order(self) -> list[QWidget]:
        """What Tab goes through here."""
        return [self._tabs, self._fitting.more, self._enlarge]

    def show_rows(self, rows: Iterable[PictureRow], below: PictureRow) -> None:
        """Have a tab for each of these pictures, and that of the one below in front."""
        self._below = below.name
        blocked = self._tabs.blockSignals(True)
        while self._tabs.count():
            self._tabs.removeTab(0)
        for row in rows:
            place = self._tabs.addTab(row.label)
            self._tabs.setTabData(place, row.name)
            self._tabs.setTabToolTip(place, _tip(row))
            if row.name == below.name:
                self._tabs.setCurrentIndex(place)
        self._tabs.blockSignals(blocked)
        self._fitting.fit()
        self._enlarge.set_what(below.label, _tip(below))

    def _choose(self, place: int) -> None:
        if place >= 0:
            self.chosen.emit(self._tabs.tabData(place))

    def _double_clicked(self, place: int) -> None:
        if place >= 0:
            self.enlarged.emit(self._tabs.tabData(place))

    def _enlarge_below(self) -> None:
        self.enlarged.emit(self._below)


def _tip(row: PictureRow) -> str:
    keys = QKeySequence(row.key).toString(QKeySequence.SequenceFormat.NativeText)
    return tr("Make “{picture}” the large picture ({keys})", picture=row.label, keys=keys)
