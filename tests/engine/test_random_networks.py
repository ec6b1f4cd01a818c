"""Random networks: right gradients are not accused, wrong ones are, by name."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnd_gui.engine.spec import SCHEMES
from tests.engine.helpers import judged, spoiled
from tests.engine.one_wrong import OneWrong, one_wrong
from tests.engine.randoms import KINKED, random_spec


@pytest.mark.parametrize("scheme", SCHEMES)
def test_right_gradients_are_not_accused(scheme: str) -> None:
    words = []
    for seed in range(100):
        spec = random_spec(seed, schemes=(scheme,))
        found = judged(spec)
        assert "disagree" not in found.words, (seed, spec)
        words.append(found.whole.verdict)
    assert words.count("agree") > 25  # undecided everywhere would be no merit


def test_one_weight_that_is_off_is_caught_wherever_it_shows() -> None:
    words = [one_wrong(seed).word for seed in range(150)]
    assert set(words) <= {OneWrong.CAUGHT, OneWrong.HIDDEN}
    assert words.count(OneWrong.CAUGHT) > 75


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
