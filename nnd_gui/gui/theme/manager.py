"""Which theme is on: the person's choice, or the system's, followed live."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, get_args

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from nnd_gui.gui.theme.style import apply_theme
from nnd_gui.gui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme

__all__ = ["MODES", "SCALE_RANGE", "Mode", "ThemeManager", "system_is_dark"]

Mode = Literal["system", "light", "dark", "high-contrast"]
MODES: tuple[Mode, ...] = get_args(Mode)
"""What the person can choose."""

_THEMES: dict[Mode, Theme] = {"light": LIGHT, "dark": DARK, "high-contrast": HIGH_CONTRAST}

SCALE_RANGE = (0.8, 2.5)
"""The smallest and the largest enlargement."""

# The height of a screen that everything fits into at the ordinary size; at larger ones it
# takes as much more, and beyond a screen's own height one part would cover the next.
_LEAST_SCREEN_PX = 480


def system_is_dark() -> bool:
    """Ask the system for its colours.

    Returns
    -------
    bool
        Whether they are dark; False where it has no opinion.
    """
    return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


class ThemeManager(QObject):
    """Holds the theme, puts it on the application, and tells when it changes.

    Parameters
    ----------
    mode : str
        What the person chose, one of `MODES`; anything else is taken as "system".
    scale : float
        The person's own enlargement of text and controls.
    parent : QObject, optional
        The owner.
    """

    changed = Signal(object)
    """The theme or the scale changed; carries the `Theme`."""

    chosen = Signal()
    """The person chose a mode or a scale."""

    def __init__(
        self, mode: str = "system", scale: float = 1.0, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._mode: Mode = _known(mode)
        self._scale = _within(scale)
        self._usual = 1.0
        self._owned: tuple[Mode, float] | None = None
        self._tell_system()
        self._theme = self._wanted()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow)
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme that is on."""
        return self._theme

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def scale(self) -> float:
        """The person's own enlargement of text and controls."""
        return self._scale

    @property
    def usual(self) -> float:
        """The scale at which text is as large as the system's own."""
        return self._usual

    def set_usual(self, scale: float) -> None:
        """Say how large the system's own text is; what is on stays as it is.

        Parameters
        ----------
        scale : float
            1 where nobody has enlarged it.
        """
        self._usual = _within(scale)

    def set_mode(self, mode: str) -> None:
        """Choose a theme, or to follow the system.

        Parameters
        ----------
        mode : str
            One of `MODES`; anything else, such as an old setting, is taken as "system".
        """
        self._mode = _known(mode)
        self._tell_system()
        self._follow()
        self._note_chosen()

    def set_scale(self, scale: float) -> None:
        """Choose an enlargement.

        Parameters
        ----------
        scale : float
            1 is the ordinary size; kept within `SCALE_RANGE`, and to what the highest of the
            screens has room for.
        """
        scale = _within(scale)
        if scale != self._scale:
            self._scale = scale
            self._apply()
            self.changed.emit(self._theme)
            self._note_chosen()

    def lend(self, mode: str, scale: float) -> None:
        """Take other colours and sizes for a while; what is chosen meanwhile goes with them."""
        if self._owned is None:
            self._owned = self._mode, self._scale
        self._change(_known(mode), _within(scale))

    def give_back(self) -> None:
        """Take the person's own colours and sizes again."""
        if self._owned is not None:
            (mode, scale), self._owned = self._owned, None
            self._change(mode, scale)

    def _change(self, mode: Mode, scale: float) -> None:
        self._mode, self._scale = mode, scale
        self._tell_system()
        self._put_on(self._wanted())

    def _note_chosen(self) -> None:
        if self._owned is None:
            self.chosen.emit()

    @contextmanager
    def printed(self) -> Iterator[None]:
        """Be light for as long as something is drawn for paper; nothing of it is seen.

        What is drawn meanwhile must be drawn at once: without a turn of the event loop the
        screen stays as it is.
        """
        before = self._theme
        if before is not LIGHT:
            self._put_on(LIGHT)
        try:
            yield
        finally:
            if before is not LIGHT:
                self._put_on(before)

    def _put_on(self, theme: Theme) -> None:
        self._theme = theme
        self._apply()
        self.changed.emit(theme)

    def _wanted(self) -> Theme:
        if self._mode == "system":
            return DARK if system_is_dark() else LIGHT
        return _THEMES[self._mode]

    def _tell_system(self) -> None:
        # So that what the system draws itself, the window's frame, goes with the rest.
        scheme = Qt.ColorScheme.Unknown
        if self._mode != "system":
            dark = _THEMES[self._mode].dark
            scheme = Qt.ColorScheme.Dark if dark else Qt.ColorScheme.Light
        QGuiApplication.styleHints().setColorScheme(scheme)

    def _follow(self) -> None:
        wanted = self._wanted()
        if wanted is not self._theme:
            self._put_on(wanted)

    def _apply(self) -> None:
        app = QApplication.instance()
        if isinstance(app, QApplication):
            focus = app.focusWidget()
            apply_theme(app, self._theme, self._scale)
            # A box of buttons lays itself out anew for a style, and lets go of the keyboard.
            if focus is not None and not focus.hasFocus():
                focus.setFocus()


def _within(scale: float) -> float:
    low, high = SCALE_RANGE
    heights = [screen.availableGeometry().height() for screen in QGuiApplication.screens()]
    most = max(1.0, max(heights, default=0) / _LEAST_SCREEN_PX)
    return min(high, most, max(low, scale))


def _known(mode: str) -> Mode:
    return mode if mode in MODES else "system"
