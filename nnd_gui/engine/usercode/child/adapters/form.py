"""The documented form for anything: ``value(theta)``, ``gradient(theta)``, ``theta0``."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..problem import Problem

__all__ = ["build"]

_ROLES = ("value", "gradient", "theta")
_USUAL = {"value": "value", "gradient": "gradient", "theta": "theta0"}


class _Form:
    """Calls the two functions with a vector of the start's shape."""

    def __init__(self, value: Any, gradient: Any, start: Any, samples: "int | None") -> None:
        self._value, self._gradient = value, gradient
        self._shape = start.shape
        # Asked a hundred thousand times: nothing stands between where nothing is needed.
        self.value = value if start.ndim == 1 else self._shaped
        self.start = start.reshape(-1).copy()
        self.blocks = [("theta", tuple(start.shape) or (1,))]
        self.X = self.y = None
        self.facts: "dict[str, Any]" = {
            "style": "form",
            "samples": samples,
            "samples_fixed": True,
            "notes": [],
        }

    def _shaped(self, theta: Any) -> Any:
        return self._value(theta.reshape(self._shape))

    def gradient(self, theta: Any) -> Any:
        found = self._gradient(theta.reshape(self._shape))
        if found is None:
            raise Problem(
                "not-written-yet",
                "The gradient function returns nothing (None). Is its return missing?",
            )
        array = np.asarray(found)
        if array.size != theta.size:
            raise Problem(
                "shape-mismatch",
                "The gradient has the shape {found}, theta0 {expected}.",
                {"found": str(array.shape), "expected": str(self._shape)},
            )
        return array.reshape(-1)

    def weights(self) -> None:
        """Nothing is kept: theta is an argument."""


def build(plan: "dict[str, Any]", space: Any, given: "dict[str, Any]") -> _Form:
    """Make the adapter."""
    names = {**_USUAL, **plan.get("names", {})}
    for role in _ROLES:
        if names[role] not in space:
            raise Problem(
                "no-objective",
                "The file has no “{name}”. It needs a function value(theta), a function "
                "gradient(theta), and a start theta0.",
                {"name": names[role]},
            )
    value, gradient = space[names["value"]], space[names["gradient"]]
    start = given.get("theta")
    own = np.array(space[names["theta"]])
    if start is None or start.size != own.size:
        start = own
    if start.dtype.kind in "iub":
        raise Problem(
            "integer-parameters",
            "“{name}” is made of whole numbers ({dtype}), from which a small step is cut off. "
            "Write them with a point, as in 1.0 for 1.",
            {"name": names["theta"], "dtype": start.dtype.name},
        )
    if start.dtype.kind != "f":
        raise Problem("bad-input", "“{name}” is not made of numbers.", {"name": names["theta"]})
    return _Form(value, gradient, start.reshape(own.shape), None)
