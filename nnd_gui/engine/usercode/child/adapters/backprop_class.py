"""``backprop(x, y)`` that gives (nabla_b, nabla_w) of one sample, beside no cost."""

from __future__ import annotations

from typing import Any, Dict, List, Tuple

import numpy as np

from ..problem import Problem, sentence
from .base import Adapter
from .construct import construct
from .gradients import arranged, not_written
from .held import Held, find_held, kept, livelier

__all__ = ["BackpropClass", "build"]

_COSTS = ("half-sse", "cross-entropy")


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make an object of the class, and the cost that the person chose."""
    return BackpropClass(plan, space, given).prepare()


class BackpropClass(Adapter):
    """Lists of weights and biases, columns as samples, and a cost that is ours to add."""

    def prepare(self) -> Adapter:
        """Find the lists, and whether the gradient is of one sample or of several."""
        self.thing = construct(self, self.find("class"))
        places = find_held(self.thing)
        if not places:
            raise Problem(
                "no-objective",
                "{name} holds no matrices after it is made: where are its weights?",
                {"name": self.names["class"]},
            )
        self._held = Held(self._in_returned_order(places))
        self._blocks = self._held.blocks
        self.start = kept(self, livelier(self, self._held.read(), self._blocks))
        self._held.write(self.start)
        shapes = [shape for _, shape in self._blocks if len(shape) == 2 and shape[1] > 1]
        inputs = shapes[0][1] if shapes else 1
        seed = [int(self.plan.get("seed") or 0), 1]
        self.X = np.random.default_rng(seed).normal(size=(inputs, 1))
        output = np.asarray(self._output())
        self.y = np.random.default_rng(seed).uniform(0.1, 0.9, size=output.shape)
        self._cost = str(self.call.get("cost") or "half-sse")
        if self._cost not in _COSTS:
            raise Problem("no-objective", "There is no cost “{name}”.", {"name": self._cost})
        self.facts.update(X={"source": "random"}, y={"source": "random"}, samples=1, columns=True)
        self.facts["samples_fixed"] = True
        self.facts["chosen_cost"] = self._cost
        self.note(
            "{name} has no cost of its own: {gradient} is judged as the gradient of {cost} for "
            "one sample.",
            name=self.names["class"],
            gradient=self.names["gradient"],
            cost=sentence(
                "half the squared error" if self._cost == "half-sse" else "the cross-entropy"
            ),
        )
        return self.finish()

    def _in_returned_order(self, places: List[Tuple[str, Any, Any]]) -> List[Any]:
        returned = [str(name) for name in self.call.get("returned") or []]
        if len(returned) == 2:
            first = returned[0].lower()[-1]
            places = sorted(places, key=lambda place: place[0].lower()[0] != first)
        return places

    def _output(self) -> Any:
        return getattr(self.thing, self.names["output"])(self.X.copy())

    def value(self, theta: Any) -> Any:
        """The chosen cost of the person's own output."""
        self._held.write(theta)
        output = np.asarray(self._output(), dtype=float)
        if self._cost == "half-sse":
            return 0.5 * float(np.sum((output - self.y) ** 2))
        with np.errstate(all="ignore"):
            terms = self.y * np.log(output) + (1 - self.y) * np.log(1 - output)
        return -float(np.sum(terms))

    def gradient(self, theta: Any) -> Any:
        """The person's lists of gradients, one after the other."""
        self._held.write(theta)
        name = self.names["gradient"]
        try:
            found = getattr(self.thing, name)(self.X.copy(), self.y.copy())
        except NotImplementedError:
            raise not_written(name) from None
        flat, self.unwritten = arranged(found, self._blocks, name)
        return flat

    def weights(self) -> Any:
        """What the object holds now."""
        return self._held.read()
