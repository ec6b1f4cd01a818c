"""Random networks: right gradients are not accused, wrong ones are, by name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from tests.engine.helpers import judged, spoiled
from tests.engine.randoms import KINKED, SMOOTH, random_spec

Array = NDArray[Any]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_right_gradients_are_not_accused(scheme: str) -> None:
    words = []
    for seed in range(100):
        spec = random_spec(seed, schemes=(scheme,))
        found = judged(spec)
        assert "disagree" not in found.words, (seed, spec)
        words.append(found.whole.verdict)
    assert words.count("agree") > 25  # undecided everywhere would be no merit


def _one_off(place: int, factor: float) -> Callable[[Array], Array]:
    def spoil(gradient: Array) -> Array:
        gradient[place] *= factor
        return gradient

    return spoil


def _strict(seed: int) -> ExperimentSpec:
    return replace(random_spec(seed, SMOOTH), dtype="float64", tolerance=1e-6)


def test_one_weight_that_is_off_is_caught_wherever_it_shows() -> None:
    shows = 0
    for seed in range(150):
        spec = _strict(seed)
        right = judged(spec)
        place = int(np.random.default_rng(seed).integers(len(right.words)))
        found = spoiled(spec, _one_off(place, 1.0001))
        accused = np.flatnonzero(found.weights.verdict == 2)
        assert set(accused.tolist()) <= {place}, (seed, spec)
        numerical = right.weights.numerical[place]
        error = abs(found.analytic[place] - numerical)
        size = max(abs(found.analytic[place]), abs(numerical))
        if error > right.weights.uncertainty[place] + 1e-6 * size + 1e-300:
            shows += 1
            assert len(accused) == 1, (seed, spec)
    assert shows > 75


@pytest.mark.parametrize("factor", [-1.0, 2.0, 0.5, 0.0])
def test_gross_errors_show_at_every_epsilon(factor: float) -> None:
    shows = 0
    for seed in range(80):
        spec = replace(random_spec(seed, KINKED, range(-7, -1)), dtype="float64")
        right = judged(spec)
        if "agree" not in right.words:
            continue
        shows += 1
        found = spoiled(spec, lambda gradient: factor * gradient)
        assert found.whole.verdict == "disagree", (seed, spec)
        assert set(found.words) & {"agree"} == set()
    assert shows > 60
