"""A character network's ``lossFun(inputs, targets, hprev)``, its weights in the file's globals."""

from __future__ import annotations

from typing import Any, Dict, List

import numpy as np

from ..problem import Problem
from .base import Adapter
from .construct import seed
from .gradients import arranged, not_written
from .held import Held, kept, livelier

__all__ = ["Recurrent", "build"]

_STEPS = 6
# Small enough to be checked: the file's own network may have 100 hidden units.
_HIDDEN, _CHARACTERS = 5, 4


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make the file's weights small, and a short sequence for them."""
    return Recurrent(plan, space, given).prepare()


class Recurrent(Adapter):
    """Loss and gradients of a sequence; the weights are variables of the module."""

    def prepare(self) -> Adapter:
        """Find the weights among the file's variables, smaller where the file made them large."""
        seed(self)
        self._loss = self.find("cost")
        names = [str(name) for name in self.call.get("weights") or []]
        variables = vars(self.space.module)
        arrays = {}
        for name in names:
            try:
                arrays[name] = np.array(self.space[name], dtype=float)
            except Exception as error:  # a text that is missing here: sizes of our own then
                self.note(
                    "{name} of the file cannot be made here ({why}).",
                    name=name,
                    why=self.why(error),
                )
        self._hidden, self._characters = self._sizes(arrays)
        for name in names:
            variables[name] = self._fitting(name, arrays.get(name))
        vocabulary = self.call.get("size")
        if vocabulary:
            variables[vocabulary] = self._characters
        self._held = Held([(name, variables, name) for name in names])
        self._blocks = self._held.blocks
        self.start = kept(self, livelier(self, self._held.read(), self._blocks))
        rng = np.random.default_rng([int(self.plan.get("seed") or 0), 1])
        drawn = [int(one) for one in rng.integers(self._characters, size=_STEPS + 1)]
        self._inputs, self._targets = drawn[:-1], drawn[1:]
        self._state = rng.normal(scale=0.1, size=(self._hidden, 1))
        self.X, self.y = np.array(self._inputs), np.array(self._targets)
        self.facts.update(X={"source": "random"}, y={"source": "random"}, samples_fixed=True)
        self.note(
            "The sequence is random: {steps} steps of {characters} characters.",
            steps=_STEPS,
            characters=self._characters,
        )
        return self.finish()

    def _sizes(self, arrays: Dict[str, Any]) -> Any:
        if len(arrays) == len(self.call.get("weights") or []) and arrays:
            square = [a for a in arrays.values() if a.ndim == 2 and a.shape[0] == a.shape[1]]
            others = [a for a in arrays.values() if a.ndim == 2 and a.shape[0] != a.shape[1]]
            if square and others and sum(a.size for a in arrays.values()) < 2000:
                hidden = square[0].shape[0]
                return hidden, next(n for a in others for n in a.shape if n != hidden)
        return _HIDDEN, _CHARACTERS

    def _fitting(self, name: str, array: Any) -> Any:
        """The file's own weights, or smaller ones of the kind that their name says."""
        h, v = self._hidden, self._characters
        last = name.lower()
        shape = {"wxh": (h, v), "whh": (h, h), "why": (v, h), "bh": (h, 1), "by": (v, 1)}.get(last)
        if shape is None and array is not None:
            largest = max(array.shape)
            return array if largest < 64 else self._unknown(name)
        if shape is None:
            return self._unknown(name)
        if array is not None and array.shape == shape:
            return array
        return np.zeros(shape)

    def _unknown(self, name: str) -> Any:
        raise Problem(
            "no-objective",
            "The shape of {name} is not known here. Make it smaller in the file.",
            {"name": name},
        )

    def _call(self) -> Any:
        arguments: List[Any] = [list(self._inputs), list(self._targets), self._state.copy()]
        return self._loss(*arguments[: len(self.call.get("arguments") or [])])

    def value(self, theta: Any) -> Any:
        """The loss of the sequence."""
        self._held.write(theta)
        found = self._call()
        if found is None:
            raise not_written(self.names["cost"], self._loss)
        return self.check_cost(found[int(self.call["value_at"])], self.names["cost"])

    def gradient(self, theta: Any) -> Any:
        """The gradients that come with the loss."""
        self._held.write(theta)
        name = self.names["cost"]
        try:
            found = self._call()
        except NotImplementedError:
            raise not_written(name, self._loss) from None
        if found is None:
            raise not_written(name, self._loss)
        parts = [found[int(place)] for place in self.call["gradient_at"]]
        flat, self.unwritten = arranged(tuple(parts), self._blocks, name)
        return flat

    def weights(self) -> Any:
        """What the module's variables hold now."""
        return self._held.read()
