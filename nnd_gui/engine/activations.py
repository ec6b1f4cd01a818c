"""Activation functions and their derivatives: one row each.

No input overflows, and no tail loses its digits.
All but the derivatives accept complex numbers as well, branching on the real part, which
continues each function analytically off the real line.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["ACTIVATION_TABLE", "Activation", "Array", "sigmoid", "steep_sigmoid"]

Array = NDArray[Any]

LEAK = 0.01
_GELU_SLOPE = math.sqrt(2 / math.pi)
_GELU_CUBE = 0.044715
# Past this the sigmoid inside GELU is 0 or 1 in float64, and a cube could overflow.
_GELU_FLAT = 40.0
# exp of this is just finite; by bytes a number, because a dtype's name takes microseconds.
_LARGEST_EXPONENT = {8: 709.0, 4: 88.0}


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of a layer's input z.

    Parameters
    ----------
    value : callable
        Array of z to array of the same shape.
    derivative : callable, optional
        Array of z to the derivative at each, where the function acts on each z alone.
        Missing for softmax, whose derivative the cost carries.
    """

    value: Callable[[Array], Array]
    derivative: Callable[[Array], Array] | None


def _decaying(z: Array) -> Array:
    """``exp(-abs(z))``, and its analytic continuation on either side of 0."""
    return np.asarray(np.exp(np.where(z.real >= 0, -z, z)))


def sigmoid(z: Array) -> Array:
    """``1 / (1 + exp(-z))``, precise in both tails.

    The lesson's own formula, because its nine gradients and its ratio carry that
    formula's rounding; only where ``exp(-z)`` would overflow is z held, and the value is
    then the smallest that the formula gives.
    """
    lowest = -_LARGEST_EXPONENT[z.real.itemsize]
    if z.dtype.kind == "c" or not z.ndim:
        held = np.where(z.real < lowest, z.dtype.type(lowest), z)
        return np.asarray(1 / (1 + np.exp(-held)))
    # Step by step in one array: three times as fast where there are many numbers.
    held = np.maximum(z, lowest)
    np.negative(held, out=held)
    np.exp(held, out=held)
    held += 1
    return np.divide(1, held, out=held)


def steep_sigmoid(z: Array) -> Array:
    """Compute a sigmoid that goes on down to 0, where `sigmoid` is held above it."""
    e = _decaying(z)
    return np.asarray(np.where(z.real >= 0, 1, e) / (1 + e))


def _sigmoid_derivative(z: Array) -> Array:
    # Not s * (1 - s), which is 0 where s rounds to 1 although the slope is not.
    e = _decaying(z)
    return np.asarray(e / (1 + e) ** 2)


def _tanh_derivative(z: Array) -> Array:
    # tanh'(z) = 4 * sigmoid'(2z), where 2z could overflow; 1 - tanh(z)**2 would cancel.
    e = _decaying(z) ** 2
    return np.asarray(4 * e / (1 + e) ** 2)


def _relu(z: Array) -> Array:
    # Asked this way round, NaN stays NaN.
    return np.where(z.real <= 0, 0, z)


def _relu_derivative(z: Array) -> Array:
    # At 0 any value from 0 to 1 is a subgradient; 0 is the usual choice.
    return np.asarray(np.where(z > 0, z.dtype.type(1), z.dtype.type(0)))


def _leaky_relu(z: Array) -> Array:
    return np.where(z.real > 0, z, LEAK * z)


def _leaky_relu_derivative(z: Array) -> Array:
    return np.asarray(np.where(z > 0, z.dtype.type(1), z.dtype.type(LEAK)))


def _softplus(z: Array) -> Array:
    return np.asarray(np.where(z.real >= 0, z, 0) + np.log1p(_decaying(z)))


def _elu(z: Array) -> Array:
    return np.where(z.real > 0, z, np.expm1(np.where(z.real > 0, 0, z)))


def _elu_derivative(z: Array) -> Array:
    return np.exp(np.minimum(z, 0))


def _gelu_parts(z: Array) -> tuple[Array, Array, Array]:
    """Return z held to where GELU bends, the gate there, and what the gate is a sigmoid of."""
    near = np.where(np.abs(z.real) > _GELU_FLAT, np.sign(z.real) * _GELU_FLAT, z)
    near = near.astype(z.dtype, copy=False)
    inside = 2 * _GELU_SLOPE * (near + _GELU_CUBE * near**3)
    return near, steep_sigmoid(inside), inside


def _gelu(z: Array) -> Array:
    # 0.5 * (1 + tanh(u)) is sigmoid(2u), which keeps its digits in the left tail.
    near, gate, _ = _gelu_parts(z)
    return np.where(z.real < 0, near, z) * gate


def _gelu_derivative(z: Array) -> Array:
    near, gate, inside = _gelu_parts(z)
    inside_slope = 2 * _GELU_SLOPE * (1 + 3 * _GELU_CUBE * near**2)
    return np.asarray(gate + near * _sigmoid_derivative(inside) * inside_slope)


def _identity(z: Array) -> Array:
    return z


def _softmax(z: Array) -> Array:
    largest = np.take_along_axis(z, np.argmax(z.real, axis=-1, keepdims=True), axis=-1)
    e = np.exp(z - largest)
    return np.asarray(e / np.sum(e, axis=-1, keepdims=True))


ACTIVATION_TABLE: dict[str, Activation] = {
    "sigmoid": Activation(sigmoid, _sigmoid_derivative),
    "tanh": Activation(np.tanh, _tanh_derivative),
    "relu": Activation(_relu, _relu_derivative),
    "leaky-relu": Activation(_leaky_relu, _leaky_relu_derivative),
    "softplus": Activation(_softplus, steep_sigmoid),
    "elu": Activation(_elu, _elu_derivative),
    "gelu": Activation(_gelu, _gelu_derivative),
    "identity": Activation(_identity, np.ones_like),
    "softmax": Activation(_softmax, None),
}
