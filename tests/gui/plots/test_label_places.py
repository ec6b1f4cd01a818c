"""Names of curves lie on no curve and on no other name."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nnd_gui.gui.plots.label_places import Box, label_places

ROOM = (0.0, 0.0, 600.0, 300.0)


def covers(box: Box, x: float, y: float) -> bool:
    return box[0] < x < box[2] and box[1] < y < box[3]


def overlap(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


@pytest.mark.parametrize("seed", range(20))
def test_no_name_lies_on_anything(seed: int) -> None:
    rng = np.random.default_rng(seed)
    x = np.linspace(5, 595, 31)
    curves = [(x, np.clip(150 + rng.normal(0, 25, 31).cumsum(), 5, 295)) for _ in range(5)]
    sizes = [(float(width), 14.0) for width in rng.integers(30, 90, 5)]
    taken: list[Box] = [(0.0, 100.0, 600.0, 106.0)]
    found = [box for box in label_places(curves, sizes, ROOM, taken) if box is not None]
    assert found
    for box in found:
        assert box[0] >= 0
        assert box[1] >= 0
        assert box[2] <= 600
        assert box[3] <= 300
    for a, b in itertools.combinations([*found, *taken], 2):
        assert not overlap(a, b)
    for xs, ys in curves:
        for (x0, y0), (x1, y1) in itertools.pairwise(zip(xs, ys, strict=True)):
            for t in np.linspace(0, 1, 50):
                at = x0 + t * (x1 - x0), y0 + t * (y1 - y0)
                assert not any(covers(box, *at) for box in found)


def test_a_name_stands_beside_its_own_curve() -> None:
    x = np.linspace(0, 600, 50)
    low, high = (x, np.full(50, 250.0)), (x, np.full(50, 50.0))
    below, above = label_places([low, high], [(40, 12), (40, 12)], ROOM)
    assert below is not None
    assert above is not None
    assert min(abs(below[1] - 250), abs(below[3] - 250)) < 12
    assert min(abs(above[1] - 50), abs(above[3] - 50)) < 12


def test_where_there_is_no_room_there_is_no_name() -> None:
    x = np.linspace(0, 600, 50)
    crowd = [(x, np.full(50, y)) for y in np.arange(4.0, 300.0, 8.0)]
    assert label_places(crowd, [(40, 12)] * len(crowd), ROOM) == [None] * len(crowd)
    assert label_places([], [], ROOM) == []
    broken = [(x, np.full(50, np.nan))]
    assert label_places(broken, [(40, 12)], ROOM) == [None]
