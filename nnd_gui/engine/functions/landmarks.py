"""Where a function is not smooth: kinks, jumps, poles, holes and the ends of its domain."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.functions.evaluate import one_sided_slopes, value_of
from nnd_gui.engine.functions.table import FUNCTIONS
from nnd_gui.engine.functions.tree import Binary, Call, Node, Number, depends_on_x, parts

__all__ = ["Kind", "Landmark", "landmarks_of"]

Kind = Literal["kink", "jump", "pole", "hole", "end"]
Floats = NDArray[np.float64]

# Places at which a window is looked over: a feature narrower than a few hundredths of the
# window that changes no sign can be missed, which a picture of so many pixels would not show.
_PLACES = 513
_HALVINGS = 80
# How far to either side of a special place the function is looked at, in shares of the window.
_NEAR = 1e-6
_NEARER = 1e-9
_MOST = 64


@dataclass(frozen=True, slots=True)
class Landmark:
    """A place where a function is not smooth.

    Parameters
    ----------
    x : float
        Where.
    kind : {"kink", "jump", "pole", "hole", "end"}
        A bend, a step to another value, a rise beyond all bounds, a single place without a
        value, or the end of where there are values.
    """

    x: float
    kind: Kind


def landmarks_of(node: Node, low: float, high: float) -> list[Landmark]:
    """Places in a window where a function is not smooth, from left to right.

    Parameters
    ----------
    node : Node
        The function.
    low, high : float
        The window.

    Returns
    -------
    list of Landmark
        At most 64 of them.
    """
    width = high - low
    grid = np.linspace(low, high, _PLACES)
    found: dict[float, Landmark] = {}
    for special in _specials(node):
        for zero in _zeros(special, grid):
            place = 0.0 if abs(zero) < 1e-13 * width else zero
            kind = _kind(node, place, width)
            if kind is not None and not any(abs(x - place) < 1e-9 * width for x in found):
                found[place] = Landmark(place, kind)
            if len(found) >= _MOST:
                break
    return [found[x] for x in sorted(found)]


def _specials(node: Node) -> Iterator[Callable[[Floats], Floats]]:
    """Functions of x whose zeros are the only places where `node` may not be smooth."""
    for part in parts(node):
        yield from _specials(part)
    if not depends_on_x(node):
        return
    match node:
        case Binary(operator="/", right=right) if depends_on_x(right):
            yield _of(right)
        case Binary(operator="^", left=left, right=right) if depends_on_x(left):
            if not (isinstance(right, Number) and right.value.is_integer()):
                yield _of(left)
        case Call(name=name, arguments=(inner,)):
            special = FUNCTIONS[name].special
            if special is not None:
                yield _through(special, inner)
        case Call(arguments=(first, second)):
            yield lambda x: value_of(first, x) - value_of(second, x)


def _through(special: Callable[[Floats], Floats], inner: Node) -> Callable[[Floats], Floats]:
    return lambda x: special(value_of(inner, x))


def _of(node: Node) -> Callable[[Floats], Floats]:
    return lambda x: value_of(node, x)


@np.errstate(all="ignore")
def _zeros(special: Callable[[Floats], Floats], grid: Floats) -> Iterator[float]:
    values = special(grid)
    size = np.abs(values)
    finite = np.isfinite(values)
    yield from (float(x) for x in grid[values == 0])
    turns = np.flatnonzero(
        finite[:-1] & finite[1:] & (np.sign(values[:-1]) * np.sign(values[1:]) < 0)
    )
    for at in turns[:_MOST]:
        yield _bisected(lambda x: np.sign(special(x)), float(grid[at]), float(grid[at + 1]))
    # Where its own domain ends, as of sqrt(x) in 1/sqrt(x).
    for at in np.flatnonzero(finite[:-1] != finite[1:])[:_MOST]:
        yield _bisected(lambda x: np.isfinite(special(x)), float(grid[at]), float(grid[at + 1]))
    # Zeros that it touches without crossing, as of x^2 in 1/x^2.
    inner = np.flatnonzero((size[1:-1] < size[:-2]) & (size[1:-1] <= size[2:]) & (size[1:-1] > 0))
    for at in inner[:_MOST]:
        place = _lowest(lambda x: np.abs(special(x)), float(grid[at]), float(grid[at + 2]))
        there = float(np.abs(special(np.asarray(place))))
        if there <= 1e-9 * float(max(size[at], size[at + 2])):
            yield place


def _bisected(side: Callable[[Any], Any], low: float, high: float) -> float:
    """Narrow down where something changes, to a neighbouring pair of numbers."""
    before = side(np.asarray(low))
    for _ in range(_HALVINGS):
        middle = low + (high - low) / 2
        if middle in (low, high):
            break
        there = side(np.asarray(middle))
        if there == 0 and before.dtype != np.bool_:
            return middle
        if there == before:
            low = middle
        else:
            high = middle
    # Of the two, the one closer to a number that a person would write.
    return min((low, high), key=lambda x: abs(x - float(f"{x:.12g}")))


def _lowest(size: Callable[[Any], Any], low: float, high: float) -> float:
    """Place of the least value between two others, by thirds."""
    for _ in range(_HALVINGS):
        third = (high - low) / 3
        if size(np.asarray(low + third)) < size(np.asarray(high - third)):
            high -= third
        else:
            low += third
    middle = (low + high) / 2
    rounded = float(f"{middle:.7g}")  # flat near its lowest, so that half the digits are noise
    return rounded if size(np.asarray(rounded)) <= size(np.asarray(middle)) else middle


@np.errstate(all="ignore")
def _kind(node: Node, x: float, width: float) -> Kind | None:
    near, nearer = (
        max(share * width, 64 * float(np.spacing(abs(x)))) for share in (_NEAR, _NEARER)
    )
    places = np.array([x - near, x - nearer, x, x + nearer, x + near])
    far_left, left, here, right, far_right = value_of(node, places)
    sides = np.isfinite([left, right])
    if not np.any(sides):
        return "pole" if np.any(np.isfinite([far_left, far_right])) else None
    for close, far in ((left, far_left), (right, far_right)):
        if np.isinf(close) or (np.isfinite([close, far]).all() and _grows(close, far)):
            return "pole"
    if not np.all(sides):
        return "end"
    # What does not shrink as a place is approached is there at the place itself.
    gap, far_gap = abs(right - left), abs(far_right - far_left)
    if gap > far_gap / 2 and gap > 1e-6 * (abs(far_left) + abs(far_right)):
        return "jump"
    if not np.isfinite(here):
        return "hole"
    before, _ = one_sided_slopes(node, places[:2])
    _, after = one_sided_slopes(node, places[3:])
    bend, far_bend = abs(after[0] - before[1]), abs(after[1] - before[0])
    steepest = max(abs(before[1]), abs(after[0]))
    return "kink" if bend > far_bend / 2 and bend > 1e-6 * steepest else None


def _grows(close: float, far: float) -> bool:
    """Whether values rise on and on towards a place: a thousand times nearer, and still."""
    return abs(close) > 3 * abs(far) and abs(close) > 1e-9
