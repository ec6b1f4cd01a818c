"""Weights inside an object of the person's class: found, read and set as the style needs."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..problem import Problem
from .base import Adapter, Blocks
from .gradients import matching
from .held import Held, find_held, in_order_of

__all__ = ["ObjectWeights"]


class ObjectWeights(Adapter):
    """Adapter of an object that holds its weights, behind helpers or as attributes."""

    def _find_weights(self) -> None:
        places = find_held(self.thing)
        whole = [name for name, box, key in places if box[key].dtype.kind == "i"]
        if whole:
            self.note(
                "{names} are whole numbers in the file; here they are floating-point, because a "
                "small step would be cut off. Write np.array(..., dtype=float).",
                names=", ".join(whole),
            )
        self._get: Any = getattr(self.thing, self.names.get("get", ""), None)
        self._set: Any = getattr(self.thing, self.names.get("set", ""), None)
        self._held: Any = None
        if self._get is not None and self._set is not None:
            vector = self._asked()
            order = in_order_of(vector, places)
            if order is not None:
                self._held = Held(order)
                self._blocks = self._held.blocks
                left = [name for name, _, _ in places if name not in self._blocks.names]
                if left:
                    self.note(
                        "{names} are no part of what {get} returns, and are not checked.",
                        names=", ".join(left),
                        get=self.names["get"],
                    )
            else:
                self._blocks = Blocks([("theta", vector.shape)])
            return
        self._get = self._set = None
        if not places:
            raise Problem(
                "no-objective",
                "{name} holds no matrices after it is made: where are its weights?",
                {"name": self.names["class"]},
            )
        names = [name for name, _, _ in places]
        order = matching(names, self.call.get("order") or [])
        if order is not None and len(order) == len(places):
            places = [places[i] for i in order]
        self._held = Held(places)
        self._blocks = self._held.blocks

    def _asked(self) -> Any:
        found = np.asarray(self._get())
        if found.dtype == object or found.dtype.kind not in "fiu":
            raise Problem(
                "shape-mismatch",
                "{get} returns a {type}, where one flat vector of the weights is due.",
                {"get": self.names["get"], "type": type(found.tolist()).__name__},
            )
        if found.dtype.kind in "iu":
            raise Problem(
                "integer-parameters",
                "The weights are whole numbers ({dtype}), from which a small step is cut off. "
                "Make them floating-point numbers.",
                {"dtype": found.dtype.name},
            )
        return np.array(found, dtype=float).reshape(-1)

    def _read(self) -> Any:
        return self._asked() if self._get is not None else self._held.read()

    def _write(self, theta: Any) -> None:
        if self._set is not None:
            self._set(np.array(theta))
        else:
            self._held.write(theta)

    def _vector_fits(self) -> None:
        """Notice where what is set is not what comes back."""
        if self._set is None:
            return
        rng = np.random.default_rng(0)
        before = self._asked()
        probe = rng.normal(size=before.shape)
        self._set(probe.copy())
        after = self._asked()
        if after.shape != probe.shape or not np.array_equal(after, probe):
            self._blocks = Blocks([("theta", before.shape)])
            self.note(
                "{set} and {get} do not belong together: what is set is not what comes back.",
                set=self.names["set"],
                get=self.names["get"],
            )
        self._set(before)

    def weights(self) -> Any:
        """What the object holds now."""
        return self._read()
