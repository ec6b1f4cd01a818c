"""Puts the person's settings on the window, and writes down what they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QGuiApplication

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.settings import Settings, SettingsFile
from nnd_gui.model.words import tr

__all__ = ["SettingsKeeper"]

# So much of the window must lie on a screen for it to be opened where it was.
_SEEN_PX = 120
_TOLD_MS = 20_000


class SettingsKeeper(QObject):
    """Follows the window and its themes.

    Parameters
    ----------
    window : MainWindow
        The window, and owner.
    themes : ThemeManager
        Colours and sizes.
    kept : SettingsFile
        Where settings are kept.
    """

    def __init__(self, window: MainWindow, themes: ThemeManager, kept: SettingsFile) -> None:
        super().__init__(window)
        self._window, self._themes, self._kept = window, themes, kept
        themes.chosen.connect(self._note_themes)
        window.closed.connect(self._note_window)
        window.reset_asked.connect(self._reset)

    def show_window(self) -> None:
        """Show the window where it was closed, as far as that is still on a screen."""
        self._show()
        if self._kept.put_aside is not None:
            self._window.statusBar().showMessage(
                tr(
                    "The settings could not be read and begin anew; the old ones are in {file}",
                    file=str(self._kept.put_aside),
                ),
                _TOLD_MS,
            )

    def _show(self) -> None:
        settings = self._kept.settings
        screen = QGuiApplication.primaryScreen().availableGeometry()
        if settings.window is None:
            self._window.show_fitting(screen)
            return
        frame = QRect(*settings.window)
        room = self._room_for(frame)
        if room is None:
            self._window.show_fitting(screen)
            return
        self._window.setGeometry(_within(frame, room))
        if settings.maximised:
            self._window.showMaximized()
        else:
            self._window.show()

    def _room_for(self, frame: QRect) -> QRect | None:
        """The screen on which most of a window would be; None if nobody could reach it."""
        # As on a projector that is no longer there.
        rooms = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        seen = [(room.intersected(frame), room) for room in rooms]
        seen = [(part, room) for part, room in seen if min(part.width(), part.height()) > _SEEN_PX]
        if not seen:
            return None
        return max(seen, key=lambda one: one[0].width() * one[0].height())[1]

    def _note_themes(self) -> None:
        self._kept.change(
            theme=self._themes.mode, text_size=self._themes.scale / self._themes.usual
        )

    def _note_window(self) -> None:
        window = self._window
        plain = window.normalGeometry() if window.isMaximized() else window.geometry()
        if window.isFullScreen() or not plain.isValid():
            return  # not a size that was chosen
        self._kept.change(
            window=(plain.x(), plain.y(), plain.width(), plain.height()),
            maximised=window.isMaximized(),
        )

    def _reset(self) -> None:
        usual = Settings()
        self._themes.set_mode(usual.theme)
        self._themes.set_scale(usual.text_size * self._themes.usual)
        self._kept.reset()
        self._window.showNormal()
        self._window.show_fitting(self._window.screen().availableGeometry())


def _within(frame: QRect, room: QRect) -> QRect:
    """The same window, as much smaller and moved as it must be to be whole on a screen."""
    frame = QRect(frame.topLeft(), frame.size().boundedTo(room.size()))
    frame.moveLeft(max(room.left(), min(frame.left(), room.right() + 1 - frame.width())))
    frame.moveTop(max(room.top(), min(frame.top(), room.bottom() + 1 - frame.height())))
    return frame
