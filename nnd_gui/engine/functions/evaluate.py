"""What an expression is worth at some x, how steep it is there, and why it may be nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.functions.table import FUNCTIONS, PAIRS
from nnd_gui.engine.functions.tree import (
    Binary,
    Call,
    Minus,
    Node,
    Number,
    Variable,
    depends_on_x,
    parts,
)

__all__ = ["Trouble", "one_sided_slopes", "trouble_at", "value_of"]

Array = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why an expression has no value at one x.

    Parameters
    ----------
    template : str
        An English sentence, with ``{name}`` for each value.
    values : dict
        What stands for each ``{name}``.
    start, stop : int
        The part of the text that it is about.
    """

    template: str
    values: dict[str, object]
    start: int
    stop: int

    def __str__(self) -> str:
        return self.template.format(**self.values)


def value_of(node: Node, x: Array) -> Array:
    """Value of an expression.

    Parameters
    ----------
    node : Node
        The expression.
    x : ndarray
        Where; complex where a complex step is taken.

    Returns
    -------
    ndarray
        Of the shape and dtype of `x`, every operation in that precision. NaN or infinite
        where the expression is not defined, or beyond a computer's numbers.
    """
    with np.errstate(all="ignore"):
        return np.broadcast_to(_value(node, x), x.shape).astype(x.dtype, copy=False)


def _value(node: Node, x: Array) -> Array:
    match node:
        case Number(value=value):
            return np.asarray(value, dtype=x.dtype)
        case Variable():
            return x
        case Minus(inner=inner):
            return np.asarray(-_value(inner, x))
        case Binary(operator=operator, left=left, right=right):
            return _joined(operator, _value(left, x), _value(right, x))
        case Call(name=name, arguments=arguments):
            inside = [_value(argument, x) for argument in arguments]
            if name in PAIRS:
                first, second = inside
                return np.where(PAIRS[name](first.real, second.real), first, second)
            row = FUNCTIONS[name]
            found = row.value(inside[0])
            if row.undefined is not None:  # a complex root is finite where a real one is not
                found = np.where(row.undefined(inside[0].real), np.nan, found)
            return np.asarray(found)


def _joined(operator: str, left: Array, right: Array) -> Array:
    match operator:
        case "+":
            return np.asarray(left + right)
        case "-":
            return np.asarray(left - right)
        case "*":
            return np.asarray(left * right)
        case "/":
            return np.asarray(left / right)
        case _:
            return _power(left, right)


def _power(base: Array, exponent: Array) -> Array:
    # By products where the exponent is a small whole number, as a person would, and so that
    # a complex step is not lost in a logarithm.
    if exponent.ndim == 0 and float(exponent.real) in (2.0, 3.0, 4.0):
        product = base * base
        for _ in range(int(exponent.real) - 2):
            product = product * base
        return np.asarray(product)
    if not np.iscomplexobj(base):
        return np.asarray(base**exponent)
    if exponent.ndim == 0 and float(exponent.real).is_integer():
        return np.asarray(base ** int(exponent.real))
    found = base**exponent
    # Off the real line a root of a negative number exists; on it, it does not.
    outside = (base.real < 0) & (exponent.real != np.round(exponent.real))
    return np.where(outside, np.nan, found)


def one_sided_slopes(node: Node, x: Array) -> tuple[Array, Array]:
    """Slopes of an expression to the left and to the right of some x, by the chain rule.

    Forward mode: each part's value goes together with its change along x, in the direction
    that is looked at, so that a kink gets both its slopes.

    Parameters
    ----------
    node : Node
        The expression.
    x : ndarray of float64

    Returns
    -------
    left, right : ndarray of float64
        The same number twice where the expression is smooth; NaN where there is no slope or
        the chain rule does not tell it, as of sqrt(x^2) at 0.
    """
    x = np.asarray(x, dtype=np.float64)
    with np.errstate(all="ignore"):
        right = _dual(node, x, np.ones_like(x))
        left = _dual(node, x, -np.ones_like(x))
        # A direction of -1 turns the sign of what a slope is.
        slopes = [np.broadcast_to(dual[1], x.shape) for dual in (left, right)]
    return 0.0 - slopes[0], slopes[1] + 0.0


def _dual(node: Node, x: Array, direction: Array) -> tuple[Array, Array]:
    if not depends_on_x(node):
        return _value(node, x), np.zeros(())
    match node:
        case Variable():
            return x, direction
        case Minus(inner=inner):
            turned, change = _dual(inner, x, direction)
            return np.asarray(-turned), np.asarray(-change)
        case Binary(operator=operator, left=left, right=right):
            first, second = _dual(left, x, direction), _dual(right, x, direction)
            fixed = None if depends_on_x(right) else float(second[0])
            return _joined(operator, first[0], second[0]), _change(operator, first, second, fixed)
        case Call(name=name, arguments=arguments):
            inside = [_dual(argument, x, direction) for argument in arguments]
            if name in PAIRS:
                (a, da), (b, db) = inside
                takes = PAIRS[name]
                # Where both are equal, the one that wins in this direction counts.
                wins = np.where(a == b, takes(da, db), takes(a, b))
                return np.where(wins, a, b), np.where(wins, da, db)
            row = FUNCTIONS[name]
            z, dz = inside[0]
            outside = False if row.undefined is None else row.undefined(z)
            return np.where(outside, np.nan, row.value(z)), np.where(
                outside, np.nan, row.along(z, dz)
            )
        case _:
            raise TypeError(node)


def _change(
    operator: str, first: tuple[Array, Array], second: tuple[Array, Array], fixed: float | None
) -> Array:
    (a, da), (b, db) = first, second
    if operator == "^":
        return _power_change(first, second, fixed)
    if operator == "/":
        return np.asarray((da - a / b * db) / b)
    if operator == "*":
        return np.asarray(da * b + a * db)
    return np.asarray(da + db if operator == "+" else da - db)


def _power_change(
    base: tuple[Array, Array], exponent: tuple[Array, Array], fixed: float | None
) -> Array:
    (a, da), (b, db) = base, exponent
    if fixed is None:
        grown = np.where(da == 0, 0, b * da / a)
        return np.asarray(a**b * (db * np.log(a) + grown))
    if fixed == 0:
        return np.zeros_like(a * da)
    return np.asarray(fixed * _power(a, np.asarray(fixed - 1)) * da)


_BY_ZERO = "{inside} is 0 here, and nothing can be divided by 0."
_ZERO_POWER = "{inside} is 0 here, and 0 has no negative power."
_ROOT = "{inside} is {value} here, and a negative number has no power that is not whole."
_TOO_LARGE = "{inside} is too large here for a computer's number."


def trouble_at(node: Node, x: float, text: str) -> Trouble | None:
    """Why an expression has no value at one x; None where it has one.

    Parameters
    ----------
    node : Node
        The expression.
    x : float
    text : str
        What it was read from.
    """
    place = np.asarray(float(x))
    if math.isfinite(float(value_of(node, place))):
        return None
    culprit = _culprit(node, place)
    template, about = _reason(culprit, place)
    shown = {
        "inside": text[about.start : about.stop],
        "value": f"{float(value_of(about, place)):.6g}",
    }
    values: dict[str, object] = {k: v for k, v in shown.items() if f"{{{k}}}" in template}
    return Trouble(template, values, culprit.start, culprit.stop)


def _culprit(node: Node, x: Array) -> Node:
    """The innermost part that has no value although all that it is made of has."""
    for part in parts(node):
        if not np.isfinite(value_of(part, x)):
            return _culprit(part, x)
    return node


def _reason(node: Node, x: Array) -> tuple[str, Node]:
    match node:
        case Binary(operator="/", right=right) if value_of(right, x) == 0:
            return _BY_ZERO, right
        case Binary(operator="^", left=left, right=right):
            base = value_of(left, x)
            if base == 0 and value_of(right, x) < 0:
                return _ZERO_POWER, left
            if base < 0 and np.isnan(value_of(node, x)):
                return _ROOT, left
        case Call(name=name, arguments=arguments) if name in FUNCTIONS:
            row = FUNCTIONS[name]
            if row.undefined is not None and bool(row.undefined(value_of(arguments[0], x))):
                return row.why, arguments[0]
    return _TOO_LARGE, node
