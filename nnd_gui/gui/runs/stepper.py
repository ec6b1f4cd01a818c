"""Goes through a check weight by weight: by hand, or by itself at a speed."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from nnd_gui.gui.runs.store import Store

__all__ = ["SPEEDS", "Stepper"]

SPEEDS = (0.5, 1.0, 2.0, 5.0, 20.0, 100.0, 1000.0, 10_000.0)
"""Weights a second."""

_USUAL = 1.0
# No shorter: a window of 100,000 weights is drawn in about as long. Faster is by more weights.
_SHORTEST_MS = 50
# A speed is of use if it takes at least about this long to the end.
_LEAST_SECONDS = 2.0


class Stepper(QObject):
    """Moves a store's step.

    Where it comes to depends on nothing but what was pressed: a tick of the clock moves by a
    fixed number of weights, however late it is.

    Parameters
    ----------
    store : Store
        Has the check and the step.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    playing_changed : Signal(bool)
        It goes on by itself now, or no longer.
    speed_changed : Signal(float)
        It goes at another speed, in weights a second.
    """

    playing_changed = Signal(bool)
    speed_changed = Signal(float)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._speed = _USUAL
        self._clock = QTimer(self)
        # One by one, so that ticks never queue up behind a window that takes long to draw.
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self._tick)
        store.steps.changed.connect(self._step_changed)
        store.spec_changed.connect(self.pause)

    @property
    def stepping(self) -> bool:
        """Whether the check is gone through."""
        return self._store.steps.step is not None

    @property
    def playing(self) -> bool:
        """Whether it goes on by itself."""
        return self._clock.isActive()

    @property
    def speed(self) -> float:
        """Weights a second."""
        return self._speed

    def speeds(self) -> tuple[float, ...]:
        """Speeds at which this check can be followed."""
        most = max(SPEEDS[3], self._store.steps.count / _LEAST_SECONDS)
        return tuple(speed for speed in SPEEDS if speed <= most)

    def set_stepping(self, stepping: bool) -> None:
        """Go through the check from its first weight, or show all of it again."""
        if stepping == self.stepping:
            return
        if not stepping:
            self._store.steps.go(None)
        elif self._store.steps.count:
            self._store.steps.go(0)

    def play(self) -> None:
        """Go on by itself; from the first weight if it has come to the last."""
        count = self._store.steps.count
        if not count:
            return
        if self._store.steps.step is None or self._store.steps.step >= count:
            self._store.steps.go(0)
        if not self.playing:
            self._clock.start(self._interval)
            self.playing_changed.emit(True)

    def pause(self) -> None:
        """Stay where it is."""
        if self.playing:
            self._clock.stop()
            self.playing_changed.emit(False)

    def play_or_pause(self) -> None:
        """The one or the other."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def forward(self) -> None:
        """One weight on."""
        self._go_by(1)

    def back(self) -> None:
        """One weight back."""
        self._go_by(-1)

    def to_first(self) -> None:
        """Back to before the first weight."""
        self._go_to(0)

    def to_last(self) -> None:
        """On to the last weight, where the verdict is."""
        self._go_to(self._store.steps.count)

    def next_block(self) -> None:
        """On to the first weight of the next matrix or bias; after the last one, to the end."""
        self._go_to_border(1)

    def previous_block(self) -> None:
        """Back to the first weight of this matrix or bias, or of the one before."""
        self._go_to_border(-1)

    def set_speed(self, speed: float) -> None:
        """Go on by so many weights a second."""
        if speed != self._speed:
            self._speed = speed
            self.speed_changed.emit(speed)
            if self.playing:
                self._clock.start(self._interval)

    def faster(self) -> None:
        """The next faster speed."""
        self._change_speed(1)

    def slower(self) -> None:
        """The next slower speed."""
        self._change_speed(-1)

    @property
    def _interval(self) -> int:
        return max(round(1000 / self._speed), _SHORTEST_MS)

    @property
    def _stride(self) -> int:
        """Weights in one tick."""
        return max(round(self._speed * self._interval / 1000), 1)

    def _change_speed(self, way: int) -> None:
        speeds = self.speeds()
        place = int(np.argmin(np.abs(np.log(speeds) - np.log(self._speed)))) + way
        self.set_speed(speeds[min(max(place, 0), len(speeds) - 1)])

    def _tick(self) -> None:
        step, count = self._store.steps.step, self._store.steps.count
        if step is None or not count:
            self.playing_changed.emit(False)
            return
        self._store.steps.go(step + self._stride)
        if step + self._stride >= count:
            self.playing_changed.emit(False)
        else:
            self._clock.start(self._interval)

    def _go_by(self, way: int) -> None:
        step = self._store.steps.step
        if step is not None:
            self._go_to(step + way)

    def _go_to(self, step: int) -> None:
        """Go where the person wants to be, and stay there."""
        self.pause()
        if self._store.steps.step is not None and self._store.steps.count:
            self._store.steps.go(step)

    def _go_to_border(self, way: int) -> None:
        step, borders = self._store.steps.step, self._store.steps.borders
        if step is None:
            return
        if way > 0:
            after = [border for border in borders if border > step]
            self._go_to(after[0] if after else self._store.steps.count)
        else:
            before = [border for border in borders if border < step]
            self._go_to(before[-1] if before else 0)

    def _step_changed(self, step: int | None) -> None:
        if step is None:
            self.pause()
