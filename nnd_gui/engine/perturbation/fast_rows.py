"""Activations computed in place, and what each cost changes by: one row each.

Arrays are ``(samples, units, shifts)`` here, so that the longest axis lies together in
memory and what belongs to the point is one number for all of it. Everything is a *change*
against the point: a cost's change, computed for each sample before the samples are added,
is rounded five to ten times less than the difference of two whole costs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.activations import ACTIVATION_TABLE, Activation, Array, steep_sigmoid
from nnd_gui.engine.losses import LOSS_TABLE, Loss

__all__ = [
    "KINKED",
    "CostRow",
    "InPlace",
    "cost_row_of",
    "in_place_of",
    "is_kinked",
]

# Activations with a kink in the function or in its slope: no polynomial follows those.
KINKED = frozenset({"relu", "leaky-relu", "elu"})

# Beyond this change of an output's input, log1p(s * expm1(d)) may lose digits or overflow.
_LARGE = 0.5


@dataclass(frozen=True, slots=True)
class InPlace:
    """An activation that may overwrite its argument.

    Parameters
    ----------
    scale : float
        What z is multiplied by beforehand, so that it can be folded into the weights.
    value : callable
        Array of ``scale * z`` to the activation, in the same memory where it can be.
    """

    scale: float
    value: Callable[[Array], Array]


def _sigmoid_of_negative(x: Array) -> Array:
    # 1 / (1 + exp(x)), the lesson's formula; an infinite exp(x) gives the 0 that it should.
    np.exp(x, out=x)
    np.add(x, 1, out=x)
    return np.divide(1, x, out=x)  # half the time of np.reciprocal, and the same bits


def _relu(x: Array) -> Array:
    return np.maximum(x, 0, out=x)


def _tanh(x: Array) -> Array:
    return np.tanh(x, out=x)


def _same(x: Array) -> Array:
    return x


_SIGMOID = ACTIVATION_TABLE["sigmoid"]
_KINKED = [ACTIVATION_TABLE[name] for name in KINKED]
_IN_PLACE = {
    _SIGMOID: InPlace(-1.0, _sigmoid_of_negative),
    ACTIVATION_TABLE["tanh"]: InPlace(1.0, _tanh),
    ACTIVATION_TABLE["relu"]: InPlace(1.0, _relu),
    ACTIVATION_TABLE["identity"]: InPlace(1.0, _same),
}


def in_place_of(activation: Activation) -> InPlace:
    """Row of an activation; where there is none, its plain formula."""
    return _IN_PLACE.get(activation) or InPlace(1.0, activation.value)


def is_kinked(activation: Activation) -> bool:
    """Whether an activation has a kink, in itself or in its slope."""
    return activation in _KINKED


@dataclass(frozen=True, slots=True)
class CostRow:
    """How a cost changes, sample by sample.

    Parameters
    ----------
    of_input : bool
        Whether `change` takes the change of the output layer's input z, and not of its
        activation.
    bases : callable
        ``(z, a, y)``, each ``(samples, outputs)``, to the arrays of that shape that
        `change` needs.
    factor : callable
        ``y``, the targets, to what the sum is multiplied by.
    change : callable
        ``(d, bases, row_sums)`` to the change of each sample's cost, ``(samples, shifts)``,
        without the factor. `d` is ``(samples, outputs, shifts)`` and may be overwritten;
        the bases broadcast to it. `row_sums`, ``(samples, 1)``, are the sums of each
        sample's targets.
    slope : callable
        ``(z, a, y)`` to the derivative of one sample's cost by what changes, and to the
        sum of the sizes of the terms that it is made of; without the factor.
    """

    of_input: bool
    bases: Callable[[Array, Array, Array], tuple[Array, ...]]
    factor: Callable[[Array], float]
    change: Callable[[Array, tuple[Array, ...], Array], Array]
    slope: Callable[[Array, Array, Array], tuple[Array, Array]]

    def total(self, d: Array, bases: tuple[Array, ...], row_sums: Array) -> Array:
        """Change of the cost of all samples together, ``(shifts,)``."""
        if self.change is _square_change and bases[0].shape[2] == 1 and d.dtype == np.float64:
            # The sums over samples and over outputs are one product.
            flat = d.reshape(-1, d.shape[2])
            total = bases[0].reshape(-1) @ flat
            total += np.ones(len(flat)) @ np.multiply(flat, flat, out=flat)
            return np.asarray(total)
        change = self.change(d, bases, row_sums)
        return np.asarray(np.add.reduce(change, axis=0, dtype=np.float64))


def _contract(base: Array, d: Array) -> Array:
    """Sum of products over the outputs."""
    if d.shape[1] == 1:
        return np.asarray(base[:, 0] * d[:, 0])
    if base.shape[2] == 1:
        return np.asarray(np.matmul(base.transpose(0, 2, 1), d)[:, 0])
    return _summed(base * d)


def _summed(d: Array) -> Array:
    """Sum over the outputs."""
    if d.shape[1] == 1:
        return np.asarray(d[:, 0])
    # As a product, in a third of the time of a sum along the middle axis.
    return np.asarray(np.matmul(np.ones((1, d.shape[1]), d.dtype), d)[:, 0])


def _square_bases(_z: Array, a: Array, y: Array) -> tuple[Array, ...]:
    return (2 * (a - y),)


def _square_change(d: Array, bases: tuple[Array, ...], _row_sums: Array) -> Array:
    # (a + d - y)**2 - (a - y)**2 as d * 2 * (a - y) + d**2: no large squares are subtracted.
    if bases[0].shape[2] == 1:
        change = _contract(bases[0], d)
        change += _summed(np.multiply(d, d, out=d))
        return change
    terms = d + bases[0]
    return _summed(np.multiply(terms, d, out=terms))


def _square_slope(_z: Array, a: Array, y: Array) -> tuple[Array, Array]:
    slope = 2 * (a - y)
    return slope, np.abs(slope)


def _is_large(d: Array) -> bool:
    # Not "larger than": a NaN takes the plain formula as well.
    return not (d.size and float(np.max(d)) <= _LARGE and float(np.min(d)) >= -_LARGE)


def _keeps_digits(ratio: Array) -> Array:
    """Where log1p of it neither cancels nor overflowed."""
    return np.asarray((ratio > -_LARGE) & (ratio < np.inf))


def _softplus(z: Array) -> Array:
    return np.asarray(np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z))))


def _binary_bases(z: Array, _a: Array, y: Array) -> tuple[Array, ...]:
    return steep_sigmoid(z), y, z


def _binary_change(d: Array, bases: tuple[Array, ...], _row_sums: Array) -> Array:
    s, y, z = bases
    # log(1 + exp(z + d)) - log(1 + exp(z)), without cancelling
    terms = np.expm1(d)
    terms *= s
    if _is_large(d):
        terms = np.where(_keeps_digits(terms), np.log1p(terms), _softplus(z + d) - _softplus(z))
    else:
        np.log1p(terms, out=terms)
    d *= y
    terms -= d
    return np.asarray(np.add.reduce(terms, axis=1))


def _binary_slope(z: Array, _a: Array, y: Array) -> tuple[Array, Array]:
    s = steep_sigmoid(z)
    return s - y, s + np.abs(y)


def _softmax_change(d: Array, bases: tuple[Array, ...], row_sums: Array) -> Array:
    p, y = bases
    # log(sum(exp(z + d))) - log(sum(exp(z))), without cancelling
    ratio = _contract(p, np.expm1(d))
    change = np.log1p(ratio)
    if _is_large(d):
        change = np.where(_keeps_digits(ratio), change, _log_sum_change(d, p))
    change *= row_sums
    change -= _contract(y, d)
    return np.asarray(change)


def _log_sum_change(d: Array, p: Array) -> Array:
    # What is not among d's outputs stays as it is: of one output alone, p is a part of 1.
    alone = d.shape[1] == 1
    rest = np.maximum(1 - np.sum(p, axis=1), 0) if alone else np.zeros_like(p[:, 0])
    top = np.maximum(np.max(d, axis=1), 0)
    total = np.sum(p * np.exp(d - top[:, np.newaxis]), axis=1) + rest * np.exp(-top)
    return np.asarray(top + np.log(total))


def _softmax_bases(_z: Array, a: Array, y: Array) -> tuple[Array, ...]:
    return a, y


def _softmax_slope(_z: Array, a: Array, y: Array) -> tuple[Array, Array]:
    weight = np.sum(y, axis=1, keepdims=True)
    return a * weight - y, a * np.abs(weight) + np.abs(y)


def _per_sample(y: Array) -> float:
    return 1 / len(y)


_COSTS: dict[str, CostRow] = {
    "half-sse": CostRow(False, _square_bases, lambda _y: 0.5, _square_change, _square_slope),
    "mse": CostRow(False, _square_bases, lambda y: 1 / y.size, _square_change, _square_slope),
    "binary-cross-entropy": CostRow(
        True, _binary_bases, _per_sample, _binary_change, _binary_slope
    ),
    "softmax-cross-entropy": CostRow(
        True, _softmax_bases, _per_sample, _softmax_change, _softmax_slope
    ),
}


def cost_row_of(loss: Loss) -> CostRow:
    """Row of a cost."""
    for name, row in LOSS_TABLE.items():
        if row is loss:
            return _COSTS[name]
    raise KeyError(loss)
