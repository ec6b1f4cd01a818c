"""Where the names of curves may stand: beside their own curve, and on no other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

__all__ = ["Box", "label_places"]

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]
"""Left, top, right and bottom, in pixels."""

# A curve is looked at in pieces of no more than this many pixels.
_FINE = 4.0
_GAP = 5.0
# Between two names beside each other.
_APART = 8.0
# Steps from a curve's best place outwards along it.
_ALONG = 25


def label_places(
    curves: Sequence[tuple[Floats, Floats]],
    sizes: Sequence[tuple[float, float]],
    room: Box,
    taken: Sequence[Box] = (),
) -> list[Box | None]:
    """Choose a place for the name of each curve.

    Parameters
    ----------
    curves : sequence of (ndarray, ndarray)
        Each curve's x and y in pixels, y downwards; NaN where it is broken.
    sizes : sequence of (float, float)
        Width and height of each name; nothing of one without a name.
    room : Box
        Where names may stand.
    taken : sequence of Box
        Where nothing may stand.

    Returns
    -------
    list of Box or None
        None for a name that would lie on a curve or on another name wherever it stood.
    """
    fine = [_fine(x, y) for x, y in curves]
    every = np.concatenate(fine) if fine else np.empty((0, 2))
    boxes = list(taken)
    found: list[Box | None] = []
    for points, (width, height) in zip(fine, sizes, strict=True):
        box = None
        if width and len(points):
            candidates = _around(points, width, height)
            box = next((c for c in candidates if _free(c, room, every, boxes)), None)
        if box is not None:
            boxes.append(box)
        found.append(box)
    return found


def _fine(x: Floats, y: Floats) -> Floats:
    """A curve as points that lie close together, ``(n, 2)``."""
    known = np.isfinite(x) & np.isfinite(y)
    pieces = []
    for place in np.flatnonzero(known[:-1] & known[1:]):
        ends = np.array([[x[place], y[place]], [x[place + 1], y[place + 1]]])
        count = max(2, int(np.hypot(*(ends[1] - ends[0])) / _FINE) + 1)
        pieces.append(ends[0] + np.linspace(0, 1, count)[:, np.newaxis] * (ends[1] - ends[0]))
    return np.concatenate(pieces) if pieces else np.empty((0, 2))


def _around(points: Floats, width: float, height: float) -> list[Box]:
    """Boxes beside a curve: first at its lowest place, then further and further along it."""
    start = int(np.argmax(points[:, 1]))
    order = sorted(
        range(0, len(points), max(1, len(points) // _ALONG)), key=lambda i: abs(i - start)
    )
    boxes = []
    for place in [start, *order]:
        x, y = points[place]
        below, above = y + _GAP, y - _GAP - height
        boxes += [
            (left, top, left + width, top + height)
            for left, top in (
                (x - width / 2, below),
                (x + _GAP, below),
                (x - _GAP - width, below),
                (x + _GAP, above),
                (x - _GAP - width, above),
                (x - width / 2, above),
            )
        ]
    return boxes


def _free(box: Box, room: Box, points: Floats, boxes: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    if left < room[0] or top < room[1] or right > room[2] or bottom > room[3]:
        return False
    if any(
        left < right2 + _APART and left2 < right + _APART and top < bottom2 and top2 < bottom
        for left2, top2, right2, bottom2 in boxes
    ):
        return False
    x, y = points[:, 0], points[:, 1]
    return not np.any((x > left - 2) & (x < right + 2) & (y > top - 1) & (y < bottom + 1))
