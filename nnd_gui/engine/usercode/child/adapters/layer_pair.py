"""``affine_forward`` and ``affine_backward``: a vector output, judged through sum(out * dout)."""

from __future__ import annotations

from typing import Any, Dict, Iterator, List, Tuple

import numpy as np

from ..problem import Problem
from .ask import best_of, rank_of
from .base import Adapter, Blocks
from .construct import seed
from .gradients import arranged, not_written
from .held import kept

__all__ = ["LayerPair", "build"]

_ROWS, _IN, _OUT = 4, 3, 2
# What layers of courses ask for in their table of settings.
_SETTINGS = {"mode": "train", "pad": 1, "pool_height": 2, "pool_width": 2, "p": 0.5, "seed": 1}


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Adapter:
    """Find shapes that the forward function takes."""
    return LayerPair(plan, space, given).prepare()


class LayerPair(Adapter):
    """Every array that goes into a layer is a weight; the cost is sum(out * dout)."""

    def prepare(self) -> Adapter:
        """Find out by asking which shapes the layer takes."""
        seed(self)
        self._forward, self._backward = self.find("forward"), self.find("gradient")
        listed = [str(name) for name in self.call.get("arguments") or []]
        # batchnorm_forward(x, gamma, beta, bn_param), conv_forward(x, w, b, conv_param)
        self._settings = [name for name in listed if name.endswith("param")]
        self._names = [name for name in listed if name not in self._settings]
        self._others: Dict[str, Any] = {}
        self._dout: Any = np.zeros(())
        trial, _, _ = best_of(self._trials(), self._attempt)
        self._use(trial)
        self._pick_dout()
        self.start = kept(self, self.start)
        self.facts["dout_shape"] = [int(n) for n in self._dout.shape]
        self.facts["samples_fixed"] = True
        self.note(
            "The output of {forward} has the shape {shape}, so the cost is the sum of it times "
            "dout, numbers chosen at random.",
            forward=self.names["forward"],
            shape=str(tuple(self.facts["dout_shape"])),
        )
        return self.finish()

    def _trials(self) -> Iterator[List[Tuple[str, Any]]]:
        rng = np.random.default_rng([int(self.plan.get("seed") or 0), 5])
        n, d, m = _ROWS, _IN, _OUT
        count = len(self._names)
        shapes: List[List[Tuple[int, ...]]] = []
        if count == 1:
            shapes = [[(n, d)], [(d,)], [(2, d, 4, 4)]]
        elif count == 2:
            shapes = [[(n, d), (d, m)], [(m, d), (d, n)], [(n, d), (n, d)]]
        elif count == 3:
            # x, w, b; then columns: (A, W, b) of deeplearning.ai; a norm's scale; a convolution.
            shapes = [
                [(n, d), (d, m), (m,)],
                [(n, d), (d, m), (1, m)],
                [(d, n), (m, d), (m, 1)],
                [(n, d), (d,), (d,)],
                [(n, d), (m, d), (m,)],
                [(n, 2, 2), (4, m), (m,)],
                [(2, d, 5, 5), (m, d, 3, 3), (m,)],
            ]
        elif count == 5:
            recurrent = [(n, m), (d, m), (m, m), (m,)]
            shapes = [[(n, d), *recurrent], [(n, 3, d), *recurrent]]
        elif count == 6:
            shapes = [[(n, d), (n, m), (n, m), (d, 4 * m), (m, 4 * m), (4 * m,)]]
        for listed in shapes:
            yield [(name, rng.normal(size=shape)) for name, shape in zip(self._names, listed)]

    def _use(self, trial: List[Tuple[str, Any]]) -> None:
        self._blocks = Blocks([(name, value.shape) for name, value in trial])
        self.start = np.concatenate([value.reshape(-1) for _, value in trial])
        self._dout = np.zeros(())

    def _attempt(self, trial: List[Tuple[str, Any]]) -> Tuple[int, Any]:
        self._use(trial)
        try:
            self._pick_dout()
        except Exception as error:  # the person's own code, whatever it raises
            return 0, error
        return rank_of(lambda: self.value(self.start), lambda: self.gradient(self.start))

    def _pick_dout(self) -> None:
        out, _ = self._run(self.start)
        rng = np.random.default_rng([int(self.plan.get("seed") or 0), 7])
        self._dout = rng.normal(size=np.shape(out))

    def _run(self, theta: Any) -> Tuple[Any, Any]:
        arguments = self._blocks.cut(theta)
        for name in self._settings:
            arguments.append(dict(_SETTINGS, stride=2 if "pool" in name else 1))
        found = self._forward(*arguments)
        if found is None or (isinstance(found, tuple) and found[0] is None):
            raise not_written(self.names["forward"], self._forward)
        if not isinstance(found, tuple) or len(found) != 2:
            raise Problem(
                "shape-mismatch",
                "{forward} should return its output and a cache.",
                {"forward": self.names["forward"]},
            )
        return found

    def value(self, theta: Any) -> Any:
        """Sum of the layer's output times dout."""
        out, _ = self._run(theta)
        if np.shape(out) != np.shape(self._dout):
            raise Problem(
                "not-repeatable",
                "{forward} gives outputs of different shapes.",
                {"forward": self.names["forward"]},
            )
        return float(np.sum(np.asarray(out, dtype=float) * self._dout))

    def gradient(self, theta: Any) -> Any:
        """What the backward function gives for dout."""
        _, cache = self._run(theta)
        name = self.names["gradient"]
        try:
            found = self._backward(self._dout.copy(), cache)
        except NotImplementedError:
            raise not_written(name, self._backward) from None
        if isinstance(found, np.ndarray) and len(self._blocks) > 1:
            found = (found,)
        parts = self.call.get("returned") or ()
        if isinstance(found, tuple) and all(one is None for one in found):
            raise not_written(name, self._backward)
        flat, self.unwritten = arranged(found, self._blocks, name, parts)
        return flat
