"""Noise that was put in is found, and what is no noise is not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.driven import driven
from nnd_gui.engine.noise import assumed_noise, noise_at

Array = NDArray[Any]


def _measured(value: Callable[[Array], float], point: Array) -> tuple[float, int]:
    """The noise, and how often the cost was computed for it."""
    return driven(noise_at(value, point))


def _points(count: int) -> list[Array]:
    rng = np.random.default_rng(3)
    return [rng.standard_normal(rng.integers(1, 12)) for _ in range(count)]


@pytest.mark.parametrize("size", [1e-12, 1e-9, 1e-6, 1e-3])
def test_uniform_noise(size: float) -> None:
    rng = np.random.default_rng(0)
    found = []
    for point in _points(60):
        noise, evaluations = _measured(
            lambda w: float(np.sum(np.sin(w)) + size * rng.uniform(-1, 1)), point
        )
        # What is suspected of being waves is looked at twice.
        assert evaluations in {9, 18}
        found.append(noise / size)
    # A bound of the amplitude nearly always, and never many times as much.
    assert np.mean(np.array(found) >= 0.9) > 0.85
    assert 1 < np.median(found) < 6
    assert max(found) < 12


def test_a_cost_computed_in_float32() -> None:
    found = []
    for point in _points(60):
        noise, _ = _measured(
            lambda w: float(np.sum(np.sin(w.astype(np.float32)), dtype=np.float32)), point
        )
        unit = 6e-8 * max(abs(np.sum(np.sin(point))), 0.1)
        found.append(noise / unit)
    assert np.mean(np.array(found) > 0.5) > 0.85
    assert max(found) < 60


SMOOTH: dict[str, Callable[[Array], float]] = {
    "parabola": lambda w: float(np.sum(w**2)),
    "waves": lambda w: float(np.sum(np.sin(3 * w))),
    "exponential": lambda w: float(np.sum(np.exp(w))),
    "kinks": lambda w: float(np.sum(np.abs(w - 0.3))) + 1,
}


@pytest.mark.parametrize("name", SMOOTH)
def test_a_cost_without_noise(name: str) -> None:
    for point in _points(30):
        value = SMOOTH[name](point)
        noise, _ = _measured(SMOOTH[name], point)
        limit = float(assumed_noise(np.array([abs(value)]), np.finfo(np.float64))[0])
        assert noise <= 4 * limit + 4e-15


def _step(at: float, w: Array) -> float:
    return float(w[0] > at) + float(w[0])


def _kink(at: float, w: Array) -> float:
    return abs(float(w[0]) - at) + float(w[0])


def test_one_kink_or_jump_on_the_line_is_no_noise() -> None:
    point = np.array([0.5])
    for threshold in (0.5, 0.5 + 2e-6, 0.5 - 4e-6):
        jump, _ = _measured(partial(_step, threshold), point)
        kink, _ = _measured(partial(_kink, threshold), point)
        assert jump < 1e-14
        assert kink < 1e-14


def test_no_finite_cost_tells_nothing() -> None:
    assert _measured(lambda _w: float("inf"), np.ones(3)) == (0.0, 9)


def test_float32_points() -> None:
    noise, _ = _measured(lambda w: float(np.sum(np.sin(w))), np.ones(5, np.float32))
    assert 0 <= noise < 3e-6
