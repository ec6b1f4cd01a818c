"""Presentation mode: the pictures alone, large, for the back row of a room."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, QSize, Signal
from PySide6.QtWidgets import QMainWindow

from nnd_gui.gui.screen_awake import ScreenAwake
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.window_parts import WindowParts

__all__ = ["Presentation", "presented_scale"]

# On a screen of this size everything is still whole at the enlargement beside it.
_LEAST, _AT_LEAST = QSize(1024, 640), 1.2
_MOST = 2.2


@dataclass(frozen=True, slots=True)
class _Before:
    """What Escape gives back."""

    geometry: QRect
    maximised: bool
    full_screen: bool
    status: bool
    panels: SidePanels.Kept


def presented_scale(screen: QSize) -> float:
    """How much larger everything is on a screen, so that it can be read from afar and is whole."""
    times = min(screen.width() / _LEAST.width(), screen.height() / _LEAST.height())
    return min(max(times * _AT_LEAST, 1.0), _MOST)


class Presentation(QObject):
    """Fills the window's own screen with the pictures, and gives back what was there.

    Light, unless it was made dark when it was presented last; and no screen saver.

    Parameters
    ----------
    window : QMainWindow
        What fills the screen; owner.
    parts : WindowParts
        What of the window is put away.
    themes : ThemeManager
        Lends other colours and sizes.

    Attributes
    ----------
    changed : Signal(bool)
        It has begun, or ended.
    """

    changed = Signal(bool)

    def __init__(self, window: QMainWindow, parts: WindowParts, themes: ThemeManager) -> None:
        super().__init__(window)
        self._window, self._parts, self._themes = window, parts, themes
        self._mode = "light"
        self._scale: float | None = None
        self._before: _Before | None = None
        self._awake = ScreenAwake(self)
        parts.check_bar.leave_asked.connect(self.end)

    @property
    def on(self) -> bool:
        """Whether it is presented."""
        return self._before is not None

    def toggle(self) -> None:
        """Begin, or end."""
        if self.on:
            self.end()
        else:
            self.begin()

    def begin(self) -> None:
        """Fill the screen that the window is on."""
        if self.on:
            return
        window, side = self._window, self._parts.side
        shown = window.geometry() if not window.isMaximized() else window.normalGeometry()
        self._before = _Before(
            shown,
            window.isMaximized(),
            window.isFullScreen(),
            window.statusBar().isVisible(),
            side.put_away(),
        )
        # Not hidden, or its keys would be dead.
        window.menuBar().setMaximumHeight(0)
        window.statusBar().hide()
        self._parts.check_bar.show_tools(False)
        window.showFullScreen()
        scale = self._scale or presented_scale(window.screen().size())
        self._themes.lend(self._mode, scale)
        self._awake.hold()
        self.changed.emit(True)

    def end(self) -> None:
        """Give back exactly what was there."""
        before, window = self._before, self._window
        if before is None:
            return
        self._before = None
        self._awake.release()
        # What was chosen for the room is taken up again the next time.
        self._mode = self._themes.mode
        chosen = self._themes.scale
        usual = presented_scale(window.screen().size())
        self._scale = None if abs(chosen - usual) < 1e-9 else chosen
        self._themes.give_back()
        self._parts.check_bar.show_tools(True)
        window.menuBar().setMaximumHeight(16777215)
        window.statusBar().setVisible(before.status)
        if not before.full_screen:
            # Leaving the full screen first gives the system's own idea of what was before.
            window.showNormal()
            window.setGeometry(before.geometry)
            if before.maximised:
                window.showMaximized()
        self._parts.side.bring_back(before.panels)
        self.changed.emit(False)
