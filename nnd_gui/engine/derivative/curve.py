"""The curve of a function around the point, at one zoom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.derivative.asked import DerivativeSpec
from nnd_gui.engine.derivative.probed import SAME, PointProbed
from nnd_gui.engine.differences import SCHEME_TABLE, Floats
from nnd_gui.engine.functions import Landmark, landmarks_of, one_sided_slopes, value_of

__all__ = ["CurveSampled", "curve_around"]

# Places along a window; a picture has fewer pixels than twice as many.
_PLACES = 513
# Next to a place where the curve is cut, its last point is this share of the window away.
_GAP = 1e-6
# At the end of a domain the curve ends by itself.
_CUTS = ("pole", "jump", "hole")


@dataclass(frozen=True, slots=True, eq=False)
class CurveSampled:
    """The curve within the window, as offsets from the point.

    Offsets, because at a small window the numbers themselves differ in their last places
    only, and an axis of them would show one number.

    Parameters
    ----------
    window : float
        Half its width.
    x, y : float
        What the offsets are counted from: the point, and the function there (0 where it has
        no value).
    pieces : tuple of (ndarray, ndarray)
        Offsets in x and in y, every number finite, x rising; a new piece where the curve is
        cut.
    landmarks : tuple of Landmark
        Where it is not smooth.
    height : tuple of float
        Lowest and highest offset that a picture should show: all of the curve, or, where it
        goes off to infinity, what is around the point.
    bend : float, optional
        How far the curve is from its tangent at most, as a share of the picture's height.
    differs_at : float, optional
        An x of the window at which the derivative believed in is furthest from our own, where
        it is off by more than rounding.
    """

    window: float
    x: float
    y: float
    pieces: tuple[tuple[Floats, Floats], ...]
    landmarks: tuple[Landmark, ...]
    height: tuple[float, float]
    bend: float | None
    differs_at: float | None
    evaluations: int


@np.errstate(all="ignore")
def curve_around(spec: DerivativeSpec, probed: PointProbed) -> CurveSampled:
    """Sample the function within the window."""
    tree, x, half = spec.function.tree, probed.point, spec.window
    base = probed.value or 0.0
    landmarks = landmarks_of(tree, x - half, x + half)
    offsets = np.linspace(-half, half, _PLACES)
    beside = [
        mark.x - x + side * _GAP * half
        for mark in landmarks
        for side in (-1.0, 0.0, 1.0)
        if abs(mark.x - x + side * _GAP * half) <= half
    ]
    offsets = np.unique(np.concatenate([offsets, beside, _own_probes(spec, probed)]))
    places = (x + offsets).astype(spec.dtype)
    heights = value_of(tree, places).astype(np.float64) - base
    cuts = [mark.x - x for mark in landmarks if mark.kind in _CUTS]
    pieces = tuple(_pieces(offsets, heights, cuts))
    low, high = _height(pieces, probed, half, any(mark.kind == "pole" for mark in landmarks))
    return CurveSampled(
        half,
        x,
        base,
        pieces,
        tuple(landmarks),
        (low, high),
        _bend(pieces, probed, low, high),
        _differs_at(spec, x),
        len(offsets),
    )


def _own_probes(spec: DerivativeSpec, probed: PointProbed) -> Floats:
    """The probes themselves, so that the curve goes through them."""
    scheme = SCHEME_TABLE[spec.scheme]
    if scheme.is_complex:
        return np.zeros(1)
    steps = np.append(probed.steps[: scheme.own], 0.0)
    return np.asarray(steps[np.abs(steps) <= spec.window])


def _pieces(offsets: Floats, heights: Floats, cuts: list[float]) -> Iterator[tuple[Floats, Floats]]:
    """Runs of finite numbers that no cut lies within."""
    usable = np.isfinite(heights) & ~np.isin(offsets, cuts)
    group = np.searchsorted(np.sort(cuts), offsets)
    broken = np.flatnonzero((~usable[1:]) | (~usable[:-1]) | (group[1:] != group[:-1])) + 1
    for run in np.split(np.arange(len(offsets)), broken):
        if len(run) > 1 and usable[run].all():
            yield offsets[run], heights[run]


def _height(
    pieces: tuple[tuple[Floats, Floats], ...], probed: PointProbed, half: float, has_pole: bool
) -> tuple[float, float]:
    if not pieces:
        return -1.0, 1.0
    heights = np.concatenate([y for _, y in pieces])
    low, high = float(heights.min()), float(heights.max())
    if has_pole:
        rise = 4 * half * abs(probed.slope) if probed.slope else 0.0
        middle = np.quantile(np.abs(heights), 0.5)
        most = max(rise, 4 * float(middle))
        low, high = max(low, -most), min(high, most)
    if high - low <= 0 or not np.isfinite(high - low):
        room = max(abs(high), abs(probed.value or 0.0) * float(np.finfo(float).eps), half)
        return low - room, high + room
    return low, high


def _bend(
    pieces: tuple[tuple[Floats, Floats], ...], probed: PointProbed, low: float, high: float
) -> float | None:
    """How far the visible curve leaves its tangent, as a share of the picture's height."""
    if probed.slope is None or not pieces:
        return None
    x, y = (np.concatenate(part) for part in zip(*pieces, strict=True))
    shown = (y >= low) & (y <= high)
    return float(np.max(np.abs(y - probed.slope * x)[shown], initial=0.0)) / (high - low)


def _differs_at(spec: DerivativeSpec, x: float) -> float | None:
    """Where the derivative believed in is wrong by the most, rounding left aside."""
    tree = spec.function.believed
    if tree is None:
        return None
    # An odd number of places that are no round numbers: at those, wrong ones often agree.
    places = x + spec.window * np.linspace(-0.9871, 0.9913, 129)
    left, right = one_sided_slopes(spec.function.tree, places)
    told = value_of(tree, places)
    smooth = np.isfinite(right) & (np.abs(left - right) <= SAME * np.abs(right))
    size = np.maximum(np.abs(right), np.abs(told))
    off = np.where(smooth, np.abs(told - right) / np.where(size == 0, 1, size), 0.0)
    off = np.where(smooth & ~np.isfinite(told), np.inf, off)
    worst = int(np.argmax(off))
    return float(places[worst]) if off[worst] > 1e-6 else None
