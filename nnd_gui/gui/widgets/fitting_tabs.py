"""Tabs that are whole or in a menu, never cut off."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QTabBar, QToolButton, QWidget

from nnd_gui.model.words import tr

__all__ = ["FittingTabs"]

_APART = 4


class PictureTabBar(QTabBar):
    def width_of(self, place: int) -> int:
        """What a tab needs, be it shown or not."""
        return super().tabSizeHint(place).width()

    def minimumSizeHint(self) -> QSize:
        """Its height only: what does not fit is in the menu (called by Qt)."""
        return QSize(0, super().minimumSizeHint().height())


class FittingTabs(QWidget):
    """A row of tabs; those that have no room stand in a menu at its end.

    Their order never changes, and the current one is always among those that are seen.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    bar : QTabBar
        The tabs. After changing them, call `fit`.
    more : QToolButton
        Has the menu.
    chosen : Signal(int)
        The place of one that was chosen in the menu.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = PictureTabBar(self)
        self._bar.setExpanding(False)
        self._bar.setDrawBase(False)
        self._bar.setUsesScrollButtons(False)
        self._bar.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        # They are never seen, but Qt has them, with names that are not in our catalogue.
        names = (tr("Earlier pictures"), tr("Later pictures"))
        for button, name in zip(self._bar.findChildren(QToolButton), names, strict=True):
            button.setAccessibleName(name)
        self._more = QToolButton(self)
        self._more.setProperty("look", "quiet")
        self._more.setText(tr("More"))
        self._more.setAccessibleName(tr("More pictures"))
        self._more.setToolTip(tr("Pictures whose tabs have no room"))
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._list_hidden)
        self._menu.triggered.connect(self._choose)
        self._more.setMenu(self._menu)
        self._more.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_APART)
        row.addWidget(self._bar, 1)
        row.addWidget(self._more)

    @property
    def bar(self) -> QTabBar:
        """The tabs."""
        return self._bar

    @property
    def more(self) -> QToolButton:
        """The menu's button."""
        return self._more

    def fit(self) -> None:
        """Show the tabs for which there is room."""
        widths = [self._bar.width_of(place) for place in range(self._bar.count())]
        room = self.width()
        if sum(widths) <= room:
            shown = set(range(len(widths)))
        else:
            room -= self._more.sizeHint().width() + _APART
            shown = self._fitting(widths, room)
        blocked = self._bar.blockSignals(True)
        for place in range(len(widths)):
            if self._bar.isTabVisible(place) != (place in shown):
                self._bar.setTabVisible(place, place in shown)
        self._bar.blockSignals(blocked)
        self._more.setVisible(len(shown) < len(widths))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Look again what fits (called by Qt)."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when letters have another size (called by Qt)."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()

    def _fitting(self, widths: list[int], room: int) -> set[int]:
        """The first ones, and the current one, which must be seen."""
        current = self._bar.currentIndex()
        shown = {current} if current >= 0 else set()
        left = room - sum(widths[place] for place in shown)
        for place, width in enumerate(widths):
            if place in shown:
                continue
            if width > left:
                break
            shown.add(place)
            left -= width
        return shown

    def _list_hidden(self) -> None:
        self._menu.clear()
        for place in range(self._bar.count()):
            if not self._bar.isTabVisible(place):
                self._menu.addAction(self._bar.tabText(place)).setData(place)

    def _choose(self, action: QAction) -> None:
        self.chosen.emit(action.data())
