"""The functions that an expression can name: value, slope and where each is defined.

Values accept complex numbers as well and branch on the real part, so that the complex step
works on them. Slopes are one-sided: ``along(z, dz)`` is how fast the function changes when its
argument moves from z in the direction of dz, which at a kink depends on that direction.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE

__all__ = ["CONSTANTS", "FUNCTIONS", "PAIRS", "FunctionRow"]

Array = NDArray[Any]

CONSTANTS = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """A function of one argument.

    Parameters
    ----------
    value : callable
        Array to array of the same shape and dtype; NaN where it is not defined.
    along : callable
        ``(z, dz)`` to the change along dz.
    undefined : callable, optional
        Array of real z to where it is not defined.
    why : str
        The sentence for that place; ``{inside}`` is what it was taken of, ``{value}`` its
        value there.
    special : callable, optional
        Array of real z to a number that is 0 where the function bends, jumps or ends.
    """

    value: Callable[[Array], Array]
    along: Callable[[Array, Array], Array]
    undefined: Callable[[Array], NDArray[np.bool_]] | None = None
    why: str = ""
    special: Callable[[Array], Array] | None = None


def _smooth(derivative: Callable[[Array], Array]) -> Callable[[Array, Array], Array]:
    return lambda z, dz: np.asarray(derivative(z) * dz)


def _abs(z: Array) -> Array:
    return np.where(z.real < 0, -z, z)


def _abs_along(z: Array, dz: Array) -> Array:
    return np.where(z == 0, np.abs(dz), np.sign(z) * dz)


def _relu(z: Array) -> Array:
    return np.where(z.real <= 0, 0 * z, z)


def _relu_along(z: Array, dz: Array) -> Array:
    return np.where(z == 0, np.maximum(dz, 0), np.where(z > 0, dz, 0 * dz))


def _sign(z: Array) -> Array:
    return np.asarray(np.sign(z.real) + 0 * z)


def _step(z: Array) -> Array:
    return np.asarray((z.real > 0) + 0 * z)


def _jump_along(z: Array, dz: Array) -> Array:
    # At the jump itself there is no slope to either side of its own value.
    return np.where((z == 0) & (dz != 0), np.nan, 0 * dz)


def _cbrt(z: Array) -> Array:
    if np.iscomplexobj(z):
        turned = np.where(z.real < 0, -1, 1)
        return np.asarray(turned * (turned * z) ** (1 / 3))
    return np.asarray(np.cbrt(z))


def _itself(z: Array) -> Array:
    return z


def _of_activation(name: str) -> FunctionRow:
    row = ACTIVATION_TABLE[name]
    if row.derivative is None:
        raise TypeError(name)
    return FunctionRow(row.value, _smooth(row.derivative))


_NEGATIVE = "{inside} is {value} here, and a negative number has no square root."
_NOT_POSITIVE = "{inside} is {value} here, and only a number larger than 0 has a logarithm."
_NOT_A_SINE = "{inside} is {value} here, and no angle has a sine or cosine outside -1 to 1."


def _logarithm(value: Callable[[Array], Array], base: float) -> FunctionRow:
    scale = math.log(base)
    return FunctionRow(
        value, _smooth(lambda z: 1 / (z * scale)), lambda z: z <= 0, _NOT_POSITIVE, _itself
    )


FUNCTIONS: dict[str, FunctionRow] = {
    "sin": FunctionRow(np.sin, _smooth(np.cos)),
    "cos": FunctionRow(np.cos, _smooth(lambda z: -np.sin(z))),
    "tan": FunctionRow(np.tan, _smooth(lambda z: 1 / np.cos(z) ** 2), special=np.cos),
    "asin": FunctionRow(
        np.arcsin,
        _smooth(lambda z: 1 / np.sqrt((1 - z) * (1 + z))),
        lambda z: np.abs(z) > 1,
        _NOT_A_SINE,
        lambda z: (1 - z) * (1 + z),
    ),
    "acos": FunctionRow(
        np.arccos,
        _smooth(lambda z: -1 / np.sqrt((1 - z) * (1 + z))),
        lambda z: np.abs(z) > 1,
        _NOT_A_SINE,
        lambda z: (1 - z) * (1 + z),
    ),
    "atan": FunctionRow(np.arctan, _smooth(lambda z: 1 / (1 + z * z))),
    "sinh": FunctionRow(np.sinh, _smooth(np.cosh)),
    "cosh": FunctionRow(np.cosh, _smooth(np.sinh)),
    "tanh": _of_activation("tanh"),
    "exp": FunctionRow(np.exp, _smooth(np.exp)),
    "ln": _logarithm(np.log, math.e),
    "log": _logarithm(np.log, math.e),
    "log2": _logarithm(np.log2, 2.0),
    "log10": _logarithm(np.log10, 10.0),
    "sqrt": FunctionRow(
        np.sqrt, _smooth(lambda z: 0.5 / np.sqrt(z)), lambda z: z < 0, _NEGATIVE, _itself
    ),
    "cbrt": FunctionRow(_cbrt, _smooth(lambda z: 1 / (3 * np.cbrt(z) ** 2)), special=_itself),
    "abs": FunctionRow(_abs, _abs_along, special=_itself),
    "relu": FunctionRow(_relu, _relu_along, special=_itself),
    "sigmoid": _of_activation("sigmoid"),
    "softplus": _of_activation("softplus"),
    "sign": FunctionRow(_sign, _jump_along, special=_itself),
    "step": FunctionRow(_step, _jump_along, special=_itself),
}

# Functions of two arguments: whether the first is taken, given both.
PAIRS: dict[str, Callable[[Array, Array], NDArray[np.bool_]]] = {
    "max": lambda a, b: a > b,
    "min": lambda a, b: a < b,
}
