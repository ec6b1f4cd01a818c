"""A class with its weights in a table: CS231n's networks, Deep Learning from Scratch."""

from __future__ import annotations

from typing import Any, Dict, Iterator

import numpy as np

from ..problem import Problem
from . import samples as data
from . import target_forms as forms
from .base import Adapter
from .gradients import arranged, not_written
from .held import Held
from .lesson_class import LessonClass

__all__ = ["ParamsClass", "build"]


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make an object of the class, find its table, and data that fits."""
    return ParamsClass(plan, space, given).prepare()


class ParamsClass(LessonClass):
    """``loss(X, y)`` that gives the loss and a table of gradients, or has ``gradient(x, t)``.

    The weights are changed in place: layers that were made of them keep the same arrays, and
    would not notice a new one in the table.
    """

    def _find_weights(self) -> None:
        self._get = self._set = None
        table = getattr(self.thing, self.names["table"], None)
        if not isinstance(table, dict) or not table:
            raise Problem(
                "no-objective",
                "“{table}” of {name} holds no weights after it is made.",
                {"table": self.names["table"], "name": self.names["class"]},
            )
        arrays = [
            (str(key), table, key)
            for key, value in table.items()
            if isinstance(value, np.ndarray) and value.size and value.dtype.kind in "fi"
        ]
        if not arrays:
            raise Problem(
                "not-written-yet",
                "{name} is not written yet: its table “{table}” holds no arrays.",
                {"table": self.names["table"], "name": self.names["class"]},
            )
        self._held = Held(arrays)
        self._blocks = self._held.blocks

    def _tells_classes(self) -> bool:
        return True

    def _with_targets(self, X: Any, last: int, columns: bool) -> Iterator[data.Samples]:
        rows = X.shape[1] if columns else X.shape[0]
        first = str(self.call.get("labels") or "labels0")
        for form, y in forms.targets(self, rows, max(last, 2), first):
            yield data.Samples(X, y, "random", columns, form)
        yield from super()._with_targets(X, last, columns)

    def _compare_shapes(self, output: Any) -> None:
        """Labels have another shape than scores by right."""

    def value(self, theta: Any) -> Any:
        """The person's loss; the first of two where gradients come with it."""
        self._write(theta)
        found = self._call("cost")
        if isinstance(found, tuple) and "value_at" in self.call:
            found = found[int(self.call["value_at"])]
        return self.check_cost(found, self.names["cost"])

    def gradient(self, theta: Any) -> Any:
        """The person's table of gradients, in the order of the weights."""
        name = self.names.get("gradient", self.names["cost"])
        self._write(theta)
        if self._cost_first:
            self._call("cost")
            self._write(theta)
        try:
            if "gradient" in self.names:
                found = self._call("gradient")
            else:
                found = self._call("cost")
                if not isinstance(found, tuple) or len(found) < 2:
                    raise not_written(name)
                found = found[int(self.call.get("gradient_at", 1))]
        except NotImplementedError:
            raise not_written(name) from None
        if isinstance(found, dict) and not found:
            raise not_written(name)
        flat, missing = arranged(found, self._blocks, name)
        self._remember(missing)
        return flat
