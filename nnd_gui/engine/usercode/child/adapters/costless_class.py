"""A class with a gradient of X and y, and no cost: it is the person's choice."""

from __future__ import annotations

from typing import Any, Dict

import numpy as np

from ..problem import Problem, sentence
from .base import Adapter
from .lesson_class import LessonClass

__all__ = ["CostlessClass", "build"]

# Name: what it is called in a sentence.
_COSTS = {
    "half-sse": "half the squared error",
    "mse": "the mean squared error",
    "cross-entropy": "the cross-entropy",
}


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make an object of the class; the cost is that of its output."""
    return CostlessClass(plan, space, given).prepare()


class CostlessClass(LessonClass):
    """``costFunctionPrime(X, y)`` judged against a cost of ``forward(X)``."""

    def prepare(self) -> Adapter:
        """Find out by asking all that the plan leaves open, and tell whose the cost is."""
        self._chosen_cost = str(self.call.get("cost") or "half-sse")
        if self._chosen_cost not in _COSTS:
            raise Problem("no-objective", "There is no cost “{name}”.", {"name": self._chosen_cost})
        self.names.setdefault("cost", self.names["output"])
        super().prepare()
        self.facts["chosen_cost"] = self._chosen_cost
        self.note(
            "{name} has no cost of its own: {gradient} is judged as the gradient of {cost}.",
            name=self.names["class"],
            gradient=self.names["gradient"],
            cost=sentence(_COSTS[self._chosen_cost]),
        )
        return self

    def _call(self, role: str) -> Any:
        if role != "cost":
            return super()._call(role)
        output = np.asarray(getattr(self.thing, self.names["output"])(self.X))
        if np.shape(output) != np.shape(self.y):
            raise Problem(
                "shape-mismatch",
                "The output of {name} has the shape {output}, y has {y}.",
                {
                    "name": self.names["output"],
                    "output": str(np.shape(output)),
                    "y": str(np.shape(self.y)),
                },
            )
        if self._chosen_cost == "cross-entropy":
            terms = self.y * np.log(output) + (1 - self.y) * np.log(1 - output)
            return -float(np.sum(terms))
        squares = float(np.sum((output - self.y) ** 2))
        return squares / 2 if self._chosen_cost == "half-sse" else squares / output.size
