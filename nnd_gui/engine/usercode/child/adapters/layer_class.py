"""Layers with ``forward(inputs)`` and ``backward(dvalues)``: their weights and their inputs."""

from __future__ import annotations

import re
from typing import Any, Dict, List

import numpy as np

from .base import Adapter, Blocks
from .construct import construct, seed
from .gradients import arranged, not_written
from .held import Held, find_held, kept, livelier

__all__ = ["LayerClass", "build"]

_OUTPUT = re.compile(r"outputs?|out|a|y")
_OF_INPUTS = re.compile(r"d_?(inputs?|values|x)", re.IGNORECASE)


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Make a layer, and inputs that fit it."""
    return LayerClass(plan, space, given).prepare()


class LayerClass(Adapter):
    """A layer's weights, and what goes into it; the cost is sum(output * dvalues)."""

    def prepare(self) -> Adapter:
        """Find the weights, the shape of the inputs and that of the output."""
        seed(self)
        self.thing = construct(self, self.find("class"))
        places = [place for place in find_held(self.thing) if not place[0].startswith("d")]
        self._held = Held(places)
        matrices = [box[key] for _, box, key in places if box[key].ndim == 2]
        features = matrices[0].shape[0] if matrices else 3
        rng = np.random.default_rng([int(self.plan.get("seed") or 0), 1])
        inputs = rng.normal(size=(5, features))
        self._blocks = Blocks([*self._held.blocks, ("inputs", inputs.shape)])
        weights = livelier(self, self._held.read(), self._held.blocks)
        self._inputs_at = weights.size
        self.start = kept(self, np.concatenate([weights, inputs.reshape(-1)]))
        out = self._output(self.start)
        self._dvalues = rng.normal(size=np.shape(out))
        self.facts["samples_fixed"] = True
        self.note(
            "The output of {name} has the shape {shape}, so the cost is the sum of it times "
            "numbers chosen at random.",
            name=self.names["class"],
            shape=str(np.shape(out)),
        )
        return self.finish()

    def _output(self, theta: Any) -> Any:
        self._held.write(theta[: self._inputs_at])
        inputs = np.array(theta[self._inputs_at :]).reshape(self._blocks.listed[-1][1])
        found = self.thing.forward(inputs)
        if found is None:
            held = [name for name in vars(self.thing) if _OUTPUT.fullmatch(name.lower())]
            found = getattr(self.thing, held[-1]) if held else None
        if found is None:
            raise not_written("forward", self.thing.forward)
        return np.asarray(found, dtype=float)

    def value(self, theta: Any) -> Any:
        """Sum of the layer's output times the numbers that backward gets."""
        return float(np.sum(self._output(theta) * self._dvalues))

    def gradient(self, theta: Any) -> Any:
        """What the layer keeps after backward, and what it returns."""
        self._output(theta)
        before = dict(vars(self.thing))
        try:
            found = self.thing.backward(self._dvalues.copy())
        except NotImplementedError:
            raise not_written("backward", self.thing.backward) from None
        saved = {
            name: value
            for name, value in vars(self.thing).items()
            if isinstance(value, np.ndarray) and value is not before.get(name)
        }
        parts = [self._part_for(name, found, saved) for name, _ in self._blocks]
        if all(one is None for one in parts):
            raise not_written("backward", self.thing.backward)
        flat, self.unwritten = arranged(tuple(parts), self._blocks, "backward")
        return flat

    def _part_for(self, block: str, found: Any, saved: Dict[str, Any]) -> Any:
        if block == "inputs":
            for name, value in saved.items():
                if _OF_INPUTS.fullmatch(name):
                    return value
            return found if isinstance(found, np.ndarray) else None
        bare = block.lower()
        usual: List[str] = ["d" + bare, "grad" + bare, "d_" + bare, "grad_" + bare, bare + "_grad"]
        # W and weights, b and biases are kept apart only by their first letter.
        for name, value in saved.items():
            if name.lower() in usual:
                return value
        for name, value in saved.items():
            if re.fullmatch(r"d_?" + re.escape(bare[0]) + r"\w*", name.lower()):
                return value
        return None

    def weights(self) -> Any:
        """What the layer holds now, its inputs left out: they are an argument."""
        return None
