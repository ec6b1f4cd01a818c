"""A function and its derivative, without data: the pair with which the lesson opens."""

from __future__ import annotations

from typing import Any, Dict, Iterator

import numpy as np

from .base import Blocks
from .samples import Samples
from .theta import Theta, Trial

__all__ = ["Function", "build"]


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Any:
    """Find how many numbers the function takes: one, if one will do."""
    return Function(plan, space, given).prepare()


class Function(Theta):
    """``f(x)`` and ``df(x)``."""

    def _trials(self, chosen: Any) -> Iterator[Trial]:
        nothing = Samples(None, None, "none")  # and none that was chosen
        del chosen
        own = [] if self._file_theta is None else [int(self._file_theta.size)]
        for length in dict.fromkeys([*own, 1, 2, 3, 4, 5]):
            yield Trial(nothing, "", {"inputs": length, "hidden": 4, "outputs": 2}, length)

    def _call(self, role: str, theta: Any) -> Any:
        function = self._slope if role == "gradient" else self._cost
        # A function of one variable gets a number, as its author calls it.
        return function(theta[0].item() if theta.size == 1 else theta)

    def _use(self, trial: Trial) -> None:
        super()._use(trial)
        if trial.length == 1 and self._file_theta is None:
            self.start = np.array([1.5])  # where the lesson looks at x squared

    def _name_blocks(self) -> None:
        listed = self._listed("cost")
        name = str(listed[0][0]) if listed else "x"
        self._blocks = Blocks([(name, self.start.shape)])
