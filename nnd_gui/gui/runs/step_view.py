"""How far a check is gone through, and what is shown of it there."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from nnd_gui.model.result import CheckResult
from nnd_gui.model.stepping import step_borders, step_order, up_to

__all__ = ["StepView"]


class StepView(QObject):
    """A place in a check: how many of its weights are shown, or None for all, as ever.

    Another check of the same weights stays at the same step.

    Parameters
    ----------
    result : CheckResult
        The first check.
    parent : QObject, optional
        Owner.

    Attributes
    ----------
    changed : Signal(object)
        It is at another step now, or at None.
    """

    changed = Signal(object)

    def __init__(self, result: CheckResult, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._step: int | None = None
        self._result = self._shown = result

    @property
    def step(self) -> int | None:
        """How many weights are shown; None for all."""
        return self._step

    @property
    def count(self) -> int:
        """How many steps there are; 0 while the check is on its way."""
        return len(step_order(self._result))

    @property
    def borders(self) -> tuple[int, ...]:
        """The steps in which the first weight of each matrix and bias is perturbed."""
        return step_borders(self._result)

    @property
    def shown(self) -> CheckResult:
        """The check as it stood there."""
        return self._shown

    @property
    def weight(self) -> int:
        """The weight that is perturbed in this step; -1 before the first."""
        return int(step_order(self._result)[self._step - 1]) if self._step else -1

    def take(self, result: CheckResult) -> None:
        """Take in a check that has grown, or is another one."""
        self._result = result
        ended = self._step is not None and result.finished is not None
        self._shown = up_to(result, self._step or 0) if ended else result

    def go(self, step: int | None) -> None:
        """Show the check as it stood after so many weights, or all of it again with None."""
        if step is not None:
            step = min(max(step, 0), self.count)
        if step != self._step:
            self._step = step
            self.take(self._result)
            self.changed.emit(step)

    def step_of(self, index: int) -> int | None:
        """The step in which a weight is perturbed; None where it is not gone through."""
        if self._step is None or not self.count:
            return None
        order = step_order(self._result)
        place = int(np.searchsorted(order, index))
        return place + 1 if place < len(order) and order[place] == index else None
