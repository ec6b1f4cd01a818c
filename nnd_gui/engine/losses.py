"""Costs of a network's output against its targets: one row each.

Arrays are ``(..., samples, outputs)``; leading axes are the copies of a network whose
costs are computed at once. Cross-entropies are computed from the output layer's input z,
where neither a logarithm of 0 nor an overflow can occur.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.activations import Array, steep_sigmoid

__all__ = ["LOSS_TABLE", "Loss"]


@dataclass(frozen=True, slots=True)
class Loss:
    """A cost and its slope.

    Parameters
    ----------
    value : callable
        ``value(z, y_hat, y)``: the output layer's input, its output and the targets, to
        one cost for each copy.
    slope : callable
        ``slope(z, y_hat, y)``: the derivative by y_hat, or by z where `from_input`.
    from_input : bool
        Whether the slope is by the output layer's input, its activation's derivative
        being part of it already.
    """

    value: Callable[[Array, Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    from_input: bool = False


def _total(terms: Array) -> Array:
    """Sum over samples and outputs.

    One flat sum a copy, so that a cost has the same rounding however many are computed
    at once.
    """
    return np.asarray(np.sum(terms.reshape(*terms.shape[:-2], -1), axis=-1))


def _half_sse(_z: Array, y_hat: Array, y: Array) -> Array:
    return 0.5 * _total((y - y_hat) ** 2)


def _half_sse_slope(_z: Array, y_hat: Array, y: Array) -> Array:
    return y_hat - y


def _mse(_z: Array, y_hat: Array, y: Array) -> Array:
    return _total((y - y_hat) ** 2) / y.size


def _mse_slope(_z: Array, y_hat: Array, y: Array) -> Array:
    return 2 * (y_hat - y) / y.size


def _binary_cross_entropy(z: Array, _y_hat: Array, y: Array) -> Array:
    # -y*log(s(z)) - (1-y)*log(1-s(z)) = softplus(z) - y*z
    tail = np.log1p(np.exp(np.where(z.real >= 0, -z, z)))
    return _total(np.where(z.real >= 0, z, 0) - y * z + tail) / len(y)


def _binary_cross_entropy_slope(z: Array, _y_hat: Array, y: Array) -> Array:
    # y_hat - y, which would cancel where the output has come close to a target of 0 or 1;
    # the cost is known to its last digit there, and so must be its slope.
    return np.asarray(((1 - y) * steep_sigmoid(z) - y * steep_sigmoid(-z)) / len(y))


def _softmax_cross_entropy(z: Array, _y_hat: Array, y: Array) -> Array:
    top = np.argmax(z.real, axis=-1, keepdims=True)
    shifted = z - np.take_along_axis(z, top, axis=-1)
    others = np.exp(shifted)
    # The largest is 1 of the sum: a cost near 0 keeps its digits if that 1 is left out.
    np.put_along_axis(others, top, 0, axis=-1)
    log_sum = np.log1p(np.sum(others, axis=-1, keepdims=True))
    return -_total(y * (shifted - log_sum)) / len(y)


def _sum_of_others(rows: Array) -> Array:
    """For each number, the sum of the others in its row, none of them subtracted again."""
    before, after = np.zeros_like(rows), np.zeros_like(rows)
    np.cumsum(rows[:, :-1], axis=-1, out=before[:, 1:])
    after[:, :-1] = np.cumsum(rows[:, :0:-1], axis=-1)[:, ::-1]
    return before + after


def _softmax_cross_entropy_slope(_z: Array, y_hat: Array, y: Array) -> Array:
    # sum(y) * y_hat - y, again without cancelling. The row sum of y is 1 for a probability;
    # other targets weight their sample.
    return np.asarray((y_hat * _sum_of_others(y) - y * _sum_of_others(y_hat)) / len(y))


LOSS_TABLE: dict[str, Loss] = {
    "half-sse": Loss(_half_sse, _half_sse_slope),
    "mse": Loss(_mse, _mse_slope),
    "binary-cross-entropy": Loss(_binary_cross_entropy, _binary_cross_entropy_slope, True),
    "softmax-cross-entropy": Loss(_softmax_cross_entropy, _softmax_cross_entropy_slope, True),
}
