"""The analytic value of one weight, traced back through the chain rule to its factors.

Each factor is asked of the rules one by one, of the right ones and of those under test, so
that what a mistake changes is found by its numbers; nothing here knows the name of a bug.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, BackwardPass, Rules, go_back
from nnd_gui.engine.bugs import rules_for
from nnd_gui.engine.chain_factors import (
    carried_by,
    derivative_by,
    error_by,
    penalty_by,
    terms_by,
    written_by,
)
from nnd_gui.engine.chain_parts import Chain, Level, Pair, Status, Written
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.events import Working
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.pieces import responsive
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import point_of, prepared

__all__ = ["MOST_SHOWN", "Traced", "chain_of", "trace_chain", "tracing"]

Found = TypeVar("Found")

# Samples, and units of a layer, that are shown one by one; of more, the weightiest.
MOST_SHOWN = 5
_OF_MANY = 3

# Two numbers that are made by the same operations differ by less than this share.
_SAME = {"float64": 1e-10, "float32": 1e-4}


def chain_of(spec: ExperimentSpec, index: int) -> Chain:
    """Trace one weight of an experiment; see `trace_chain`."""
    rules = RULES if spec.bug is None else rules_for(spec.bug, spec.network)
    with np.errstate(over="ignore"):  # told by the check
        theta = point_of(spec.network).astype(spec.dtype)
    return trace_chain(CostNetwork(spec.network, spec.dtype), theta, index, rules)


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """The chain of one weight: what a run of `tracing` is for."""

    chain: Chain
    evaluations: int = 2


def tracing(spec: ExperimentSpec, index: int) -> Iterator[Traced | Working]:
    """Trace one weight as a run, for a network that is large or is trained first.

    Parameters
    ----------
    spec : ExperimentSpec
    index : int
        Which weight.

    Yields
    ------
    Traced
        Once.
    Working
        While weights are trained that are to be, or a large network is gone through.
    """
    yield from responsive(spec, _tracing(spec, index))


def _tracing(spec: ExperimentSpec, index: int) -> Iterator[Traced | Working]:
    yield from prepared(spec.network)
    yield Traced(chain_of(spec, index))


def trace_chain(
    network: CostNetwork, theta: NDArray[Any], index: int, rules: Rules = RULES
) -> Chain:
    """Trace one weight's analytic value back to its factors.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The weights.
    index : int
        Which of them.
    rules : Rules
        The rules of backpropagation under test.

    Returns
    -------
    Chain

    Raises
    ------
    IndexError
        If there is no such weight.
    """
    with np.errstate(all="ignore"):
        return _Tracer(network, theta, index, rules).chain()


class _Tracer:
    """Traces one weight, by the right rules and by those under test."""

    def __init__(self, network: CostNetwork, theta: NDArray[Any], index: int, rules: Rules) -> None:
        self._network, self._theta, self._index = network, theta, index
        self._same = _SAME[theta.dtype.name]
        self._block = network.layout.block_of(index)
        self._position = network.layout.position_of(index)
        self._rules = (RULES, rules)
        right = go_back(network, theta, RULES)
        self._passes = (right, right if rules is RULES else go_back(network, theta, rules))

    def chain(self) -> Chain:
        """Put it all together."""
        before = self._both(lambda _, one: self._before(one))
        unit = self._position[-1]
        deltas = [_wide(one.deltas[self._block.layer][:, unit]) for one in self._passes]
        plain = [a * delta for a, delta in zip(before, deltas, strict=True)]
        shown = self._shown(*plain)
        terms, total = terms_by(*self._test, self._block, self._position, shown)
        products = plain[1][shown]
        # Nothing of nothing, and what is no number either way, is counted as it should be.
        even = ((products == 0) & (terms == 0)) | (~np.isfinite(products) & ~np.isfinite(terms))
        shares = np.where(even, 1.0, terms / products)
        data = [float(np.sum(plain[0])), total]
        penalties = self._both(
            lambda rules, one: penalty_by(rules, one, self._block, self._position)
        )
        values, written = self._written(data, penalties)
        return Chain(
            self._index,
            self._block,
            self._position,
            shown,
            len(before[0]),
            self._pair(before[0][shown], before[1][shown]),
            tuple(self._levels(shown)),
            self._share(shares),
            self._affected(plain[0][shown], terms),
            self._affected(data[0], data[1]),
            self._added(*penalties),
            written,
            self._affected(*values),
        )

    def _both(self, ask: Callable[[Rules, BackwardPass], Found]) -> list[Found]:
        """Ask the right rules and those under test; once, where they are the same."""
        right = ask(self._rules[0], self._passes[0])
        if self._rules[1] is RULES:
            return [right, right]
        return [right, ask(self._rules[1], self._passes[1])]

    @property
    def _test(self) -> tuple[Rules, BackwardPass]:
        return self._rules[1], self._passes[1]

    def _before(self, backward: BackwardPass) -> Floats:
        """What the weight is multiplied by, ``(samples,)``."""
        if self._block.is_bias:
            return np.ones(len(self._network.inputs))
        return _wide(backward.trace.a[self._block.layer - 1][:, self._position[0]])

    def _shown(self, right: Floats, used: Floats) -> NDArray[np.intp]:
        if len(right) <= MOST_SHOWN:
            return np.arange(len(right))
        weight = np.maximum(np.abs(right), np.abs(used))
        return np.sort(np.argsort(-weight, kind="stable")[:_OF_MANY])

    # --------------------------------------------------------------------------- deltas

    def _levels(self, shown: NDArray[np.intp]) -> list[Level]:
        last = len(self._passes[0].layers)
        units = [np.array([self._position[-1]])]
        for layer in range(self._block.layer, last):
            units.append(self._weightiest(layer, units[-1], shown))
        return [
            self._level(layer, some, units[place + 1] if layer < last else None, shown)
            for place, (layer, some) in enumerate(
                zip(range(self._block.layer, last + 1), units, strict=True)
            )
        ]

    def _weightiest(
        self, layer: int, units: NDArray[np.intp], shown: NDArray[np.intp]
    ) -> NDArray[np.intp]:
        """Units of the layer above through which most comes down."""
        matrix = self._passes[0].layers[layer].matrix
        count = matrix.shape[1]
        if count <= MOST_SHOWN:
            return np.arange(count)
        coming = np.zeros(count)
        for one in self._passes:
            delta = np.abs(_wide(one.deltas[layer + 1][shown]))
            size = np.max(np.abs(_wide(matrix[units])), axis=0) * np.max(delta, axis=0)
            coming = np.maximum(coming, np.nan_to_num(size))
        return np.sort(np.argsort(-coming, kind="stable")[:_OF_MANY])

    def _level(
        self,
        layer: int,
        units: NDArray[np.intp],
        above_units: NDArray[np.intp] | None,
        shown: NDArray[np.intp],
    ) -> Level:
        at = np.ix_(shown, units)
        derivatives = self._both(lambda rules, one: derivative_by(rules, one, layer))
        weights = None
        if above_units is None:
            slopes = self._both(lambda _, one: error_by(one))
            above = self._pair(slopes[0][at], slopes[1][at])
        else:
            carried = self._both(lambda rules, one: carried_by(rules, one, layer))
            matrices = [matrix[np.ix_(units, above_units)] for _, matrix in carried]
            weights = self._pair(matrices[0], matrices[1])
            above = self._affected(carried[0][0][at], carried[1][0][at])
        right, used = derivatives
        return Level(
            layer,
            units,
            self._passes[0].deltas[layer].shape[1],
            weights,
            above,
            None if right is None or used is None else self._factor(right[at], used[at]),
            self._affected(*(_wide(one.deltas[layer][at]) for one in self._passes)),
        )

    # -------------------------------------------------------------------------- verdicts

    def _close(self, right: Any, used: Any) -> NDArray[np.bool_]:
        size = np.maximum(np.abs(right), np.abs(used))
        same = np.abs(np.subtract(right, used)) <= self._same * size
        return np.asarray(same | (np.isnan(right) & np.isnan(used)) | (right == used))

    def _pair(self, right: Any, used: Any, otherwise: Status = "wrong") -> Pair:
        same = bool(np.all(self._close(right, used)))
        return Pair(np.asarray(right), np.asarray(used), "right" if same else otherwise)

    def _affected(self, right: Any, used: Any) -> Pair:
        return self._pair(right, used, "affected")

    def _factor(self, right: Floats, used: Floats) -> Pair:
        """A factor that is left out where it counts as 1."""
        left_out = bool(np.all(self._close(np.ones_like(used), used)))
        return self._pair(right, used, "missing" if left_out else "wrong")

    def _share(self, used: Floats) -> Pair:
        """What each sample's product counts as; a constant is a factor too much."""
        alike = bool(np.all(self._close(used[:1], used))) and used[0] != 0
        counted = np.isclose(used, 1, rtol=self._same, atol=0) | (used == 0)
        status: Status = "extra" if alike else "missing" if counted.all() else "wrong"
        return self._pair(np.ones_like(used), used, status)

    def _added(self, right: float, used: float) -> Pair:
        """Something that is added: left out where it is 0, too much where it should be."""
        status: Status = "missing" if used == 0 else "extra" if right == 0 else "wrong"
        return self._pair(right, used, status)

    def _written(
        self, data: list[Any], penalties: list[float]
    ) -> tuple[tuple[float, float], Written]:
        right = float(data[0] + penalties[0])
        summed = float(data[1] + penalties[1])
        value, source = written_by(*self._test, self._index)
        if source != self._index:
            return (right, value), Written("wrong", source=source)
        if self._close(summed, value):
            return (right, value), Written("right")
        if value == 0:
            return (right, value), Written("missing", 0.0)
        return (right, value), Written("extra", value / summed if summed else float("inf"))


def _wide(numbers: Any) -> Floats:
    return np.asarray(numbers, dtype=np.float64)
