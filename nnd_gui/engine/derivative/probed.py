"""The function at the point and beside it: the slope of the secant, and that of the tangent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.derivative.asked import DerivativeSpec
from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.functions import (
    Function,
    Landmark,
    Trouble,
    landmarks_of,
    one_sided_slopes,
    trouble_at,
    value_of,
)
from nnd_gui.engine.noise import assumed_noise

__all__ = ["SAME", "PointProbed", "Tangent", "probed"]

# Two slopes closer than this share are one.
SAME = 1e-9

Tangent = Literal["smooth", "kink", "vertical", "none"]


@dataclass(frozen=True, slots=True, eq=False)
class PointProbed:
    """The function around the point, and the slopes there.

    Parameters
    ----------
    point, value : float
        The point in the precision asked for, and the function there: None where it has none.
    trouble : Trouble, optional
        Why it has none.
    asked, steps : ndarray, shape (s,)
        The steps asked for and those really taken, for each of the scheme's multiples; the
        imaginary parts of a complex step.
    values : ndarray, shape (s,)
        The function there (its imaginary part, for a complex step). NaN where it has no value.
    probe_trouble : tuple of (int, Trouble)
        Which of the scheme's own probes have none, and why.
    secant : float, optional
        The slope by the formula as it is written, with the step that was asked for.
    secant_taken : float, optional
        The same divided by the step that rounding left; None where that is 0.
    truncation, rounding : float
        How far `secant_taken` can be off; infinite where that is not known.
    left, right : float, optional
        Our own slopes to either side, by the chain rule; None on a side where there is none.
    believed : float, optional
        The slope by the derivative that the person believes in.
    believed_trouble : Trouble, optional
        Why that has no value here.
    between : tuple of Landmark
        What lies between the scheme's own probes and keeps them from telling the slope.
    """

    point: float
    value: float | None
    trouble: Trouble | None
    asked: Floats
    steps: Floats
    values: Floats
    probe_trouble: tuple[tuple[int, Trouble], ...]
    secant: float | None
    secant_taken: float | None
    truncation: float
    rounding: float
    left: float | None
    right: float | None
    believed: float | None
    believed_trouble: Trouble | None
    between: tuple[Landmark, ...]
    evaluations: int

    @property
    def tangent(self) -> Tangent:
        """What kind of slope the function has at the point."""
        if self.left is None or self.right is None:
            return "none"
        if np.isinf(self.left) and self.left == self.right:
            return "vertical"
        size = max(abs(self.left), abs(self.right))
        return "smooth" if abs(self.left - self.right) <= SAME * size else "kink"

    @property
    def slope(self) -> float | None:
        """The slope of the tangent, where there is one that is not vertical."""
        return self.right if self.tangent == "smooth" else None


@np.errstate(all="ignore")
def probed(spec: DerivativeSpec) -> PointProbed:
    """Measure the slope at the point, and work it out."""
    function, tree = spec.function, spec.function.tree
    scheme = SCHEME_TABLE[spec.scheme]
    x = np.asarray(function.point, dtype=spec.dtype)
    point = float(x)
    value = float(value_of(tree, x))
    asked = spec.epsilon * np.array(scheme.multiples)
    places, steps = _places(x, asked, scheme.is_complex)
    found = value_of(tree, places)
    values = (found.imag if scheme.is_complex else found).astype(np.float64)
    taken = written = None
    truncation = rounding = np.inf
    if np.isfinite(value):
        sizes = np.full(len(values), value) if scheme.is_complex else values
        largest = np.max(np.abs(np.append(sizes[: scheme.own], value)))
        # Of the scheme's own probes: a witness may lie outside the domain.
        noise = np.broadcast_to(
            assumed_noise(np.array([[largest]]), np.finfo(spec.dtype)), (1, len(values))
        )
        by_formula, by_steps = (
            scheme.slopes(value, some[np.newaxis], values[np.newaxis], noise)
            for some in (asked, steps)
        )
        written, taken = _number(by_formula.numerical[0]), _number(by_steps.numerical[0])
        truncation = _bound(by_steps.truncation[0])
        rounding = _bound(by_steps.rounding[0])
    left, right = _slopes(spec, point)
    believed, trouble = _believed(function, point)
    own = slice(scheme.own)
    return PointProbed(
        point,
        _number(value),
        trouble_at(tree, point, function.text),
        asked,
        steps,
        values,
        () if scheme.is_complex else _troubles(function, places[own]),
        written,
        taken,
        truncation,
        rounding,
        left,
        right,
        believed,
        trouble,
        () if scheme.is_complex else _between(spec, point, steps[own]),
        1 + len(asked),
    )


def _places(x: NDArray[Any], asked: Floats, is_complex: bool) -> tuple[NDArray[Any], Floats]:
    """Where the function is probed, and the steps that rounding leaves."""
    if is_complex:
        steps = asked.astype(x.dtype)
        return np.asarray(x + 1j * steps), steps.astype(np.float64)
    places = x + asked.astype(x.dtype)
    return places, places.astype(np.float64) - float(x)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _bound(value: float) -> float:
    return float(value) if np.isfinite(value) else float("inf")


def _slopes(spec: DerivativeSpec, point: float) -> tuple[float | None, float | None]:
    """Our own slopes on either side; none where the function does not go on to that side."""
    tree = spec.function.tree
    if not np.isfinite(value_of(tree, np.asarray(point))):
        return None, None
    slopes = [float(slope) for slope in one_sided_slopes(tree, np.asarray(point))]
    step = 1e-9 * max(abs(point), 1.0)
    beside = value_of(tree, point + step * np.array([-1.0, 1.0]))
    left, right = (
        None if np.isnan(slope) or not np.isfinite(there) else slope
        for slope, there in zip(slopes, beside, strict=True)
    )
    return left, right


def _believed(function: Function, point: float) -> tuple[float | None, Trouble | None]:
    tree = function.believed
    if tree is None:
        return None, None
    found = _number(float(value_of(tree, np.asarray(point))))
    return found, trouble_at(tree, point, function.derivative)


def _troubles(function: Function, places: NDArray[Any]) -> tuple[tuple[int, Trouble], ...]:
    found = ((i, trouble_at(function.tree, float(x), function.text)) for i, x in enumerate(places))
    return tuple((i, trouble) for i, trouble in found if trouble is not None)


def _between(spec: DerivativeSpec, point: float, steps: Floats) -> tuple[Landmark, ...]:
    low, high = point + min(0.0, steps.min()), point + max(0.0, steps.max())
    if not low < high:
        return ()
    return tuple(landmarks_of(spec.function.tree, low, high))
