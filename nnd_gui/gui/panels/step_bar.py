"""The bar of a check that is gone through step by step: its keys as buttons, and its numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.panels.step_cells import StepCells
from nnd_gui.gui.theme.icons import icon
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.gui.widgets.spoken import name_for_readers
from nnd_gui.model.stepping import StepTold
from nnd_gui.model.words import tr, trn

__all__ = ["StepBar"]

_MARGIN = 16


class StepBar(QFrame):
    """What is perturbed, what was computed, what came out; and the way on and back.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    asked : Signal(str)
        One of ``first``, ``back``, ``play``, ``forward``, ``last`` and ``leave``.
    speed_chosen : Signal(float)
        The person has chosen another speed, in weights a second.
    """

    asked = Signal(str)
    speed_chosen = Signal(float)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._playing = False
        self.setProperty("look", "bar")
        self.setAccessibleName(tr("Step through the check"))
        tips = {
            "first": (tr("Before the first weight"), "Home"),
            "back": (tr("One weight back"), "←"),
            "play": (tr("Play"), tr("Space")),
            "forward": (tr("One weight on"), "→"),
            "last": (tr("To the last weight"), "End"),
            "leave": (tr("Leave"), tr("Esc")),
        }
        self._buttons = {name: self._button(name, *tip) for name, tip in tips.items()}
        self._speed = QComboBox(self)
        self._speed.setAccessibleName(tr("Speed"))
        self._speed.setToolTip(tr("How fast it plays (< and >)"))
        self._speed.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._speed.activated.connect(self._speed_activated)
        self._title, self._words = QLabel(self), QLabel(self)
        self._place = QLabel(self)
        self._cells = StepCells(self)
        self._build()
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_step(self, step: int, count: int, told: StepTold) -> None:
        """Show where it is, and what is told of it."""
        self._title.setText(told.title)
        # At the end the verdict, which is what all of it was for.
        self._words.setText(told.end or told.words)
        self._words.setToolTip(told.words)
        # Beside the room of its widest form: nothing moves as it counts.
        self._place.setText(tr("{step:,} of {count:,}", step=step, count=count))
        widest = tr("{step:,} of {count:,}", step=count, count=count)
        metrics = QFontMetrics(self._place.font())
        self._place.setMinimumWidth(metrics.horizontalAdvance(widest) + 4)
        for name in ("first", "back"):
            self._buttons[name].setEnabled(step > 0)
        for name in ("forward", "last"):
            self._buttons[name].setEnabled(step < count)
        self._cells.show_told(told, self._themes.theme, self._themes.scale)
        self.setAccessibleDescription(f"{self._place.text()}. {told.text}")

    def show_waiting(self) -> None:
        """Say that the check is on its way again."""
        self._title.setText(tr("Checking…"))
        self._words.setText("")
        self._cells.show_told(StepTold("", ""), self._themes.theme, self._themes.scale)
        for name in ("first", "back", "play", "forward", "last"):
            self._buttons[name].setEnabled(False)
        self.setAccessibleDescription(tr("Checking…"))

    def show_playing(self, playing: bool) -> None:
        """Offer to pause, or to play."""
        self._playing = playing
        self._restyle(self._themes.theme)

    def show_ready(self) -> None:
        """Let it play."""
        self._buttons["play"].setEnabled(True)

    def show_speeds(self, speeds: tuple[float, ...], speed: float) -> None:
        """Offer some speeds, and show the one that is taken."""
        if tuple(self._speed.itemData(row) for row in range(self._speed.count())) != speeds:
            self._speed.clear()
            for one in speeds:
                self._speed.addItem(_speed_text(one), one)
        self._speed.setCurrentIndex(speeds.index(speed) if speed in speeds else len(speeds) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the numbers for which there is no room (called by Qt)."""
        super().resizeEvent(event)
        self._cells.fit(self.width() - 2 * _MARGIN)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its buttons: numbers give way (called by Qt)."""
        return QSize(320, super().minimumSizeHint().height())

    def _button(self, name: str, text: str, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("look", "icon")
        button.setAccessibleName(text)
        button.setToolTip(f"{text} ({key})")
        # By the keyboard only: a click must not take the arrow keys away.
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setObjectName(name)
        button.clicked.connect(self._clicked)
        return button

    def _build(self) -> None:
        self._title.setProperty("look", "head")
        self._words.setProperty("look", "muted")
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._place.setProperty("look", "number")
        self._place.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(6)
        for name in ("first", "back", "play", "forward", "last"):
            row.addWidget(self._buttons[name])
        row.addSpacing(4)
        row.addWidget(self._speed)
        row.addSpacing(10)
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._words, 1)
        row.addWidget(self._place)
        row.addWidget(self._buttons["leave"])
        column = QVBoxLayout(self)
        column.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        column.setSpacing(4)
        column.addLayout(row)
        column.addWidget(self._cells)
        name_for_readers(self._speed)
        tab_as_read(self)

    def _clicked(self) -> None:
        sender = self.sender()
        self.asked.emit(next(name for name, one in self._buttons.items() if one is sender))

    def _speed_activated(self, row: int) -> None:
        self.speed_chosen.emit(float(self._speed.itemData(row)))

    def _restyle(self, theme: Theme) -> None:
        names = {
            "first": "to-first",
            "back": "step-back",
            "play": "pause" if self._playing else "play",
            "forward": "step-forward",
            "last": "to-last",
            "leave": "close",
        }
        for name, button in self._buttons.items():
            button.setIcon(icon(names[name], theme))
        play = self._buttons["play"]
        text = tr("Pause") if self._playing else tr("Play")
        play.setAccessibleName(text)
        play.setToolTip(f"{text} ({tr('Space')})")
        self._cells.restyle(theme, self._themes.scale)


def _speed_text(speed: float) -> str:
    if speed < 1:
        return tr("1 weight in {count} seconds", count=round(1 / speed))
    return trn("{count} weight a second", "{count} weights a second", round(speed))
