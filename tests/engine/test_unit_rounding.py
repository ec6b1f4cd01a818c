"""Imaginary steps where the terms of a slope cancel, and where a float32 number runs out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE
from nnd_gui.engine.spec import SCHEMES
from tests.engine.helpers import judged, spoiled
from tests.engine.randoms import random_spec

# Of 19,000 random networks these two were accused: a softmax whose outputs' shares of one
# bias cancel to 1e-5 of them, and a softplus so far on its left that float32 has no number for it.
CANCELS, UNDERFLOWS = (random_spec(seed, schemes=SCHEMES) for seed in (7003127, 7018124))


@pytest.mark.parametrize("spec", [CANCELS, UNDERFLOWS], ids=["cancels", "underflows"])
def test_a_right_gradient_is_not_accused_of_its_rounding(spec: Any) -> None:
    assert (spec.scheme, spec.dtype) == ("complex-step", "float32")
    found = judged(spec)
    assert "disagree" not in found.words
    assert found.whole.verdict != "disagree"


def test_in_double_precision_the_same_weight_is_told() -> None:
    found = judged(replace(CANCELS, dtype="float64", epsilon=1e-20))
    assert set(found.words) == {"agree"}


@pytest.mark.parametrize("share", [0.1, -2.0])
def test_what_is_wrong_beside_it_is_still_seen(share: float) -> None:
    layout = judged(CANCELS).started.layout
    at = next(k for k in range(layout.size) if layout.name_of(k) == "W1[1,3]")

    def one_off(gradient: NDArray[Any]) -> NDArray[Any]:
        gradient[at] *= 1 + share
        return gradient

    found = spoiled(CANCELS, one_off)
    assert found.words[at] == "disagree"
    assert found.whole.verdict == "disagree"


def test_the_same_weight_far_off_is_still_seen() -> None:
    layout = judged(CANCELS).started.layout
    at = next(k for k in range(layout.size) if layout.name_of(k) == "b1[3]")

    def turned(gradient: NDArray[Any]) -> NDArray[Any]:
        gradient[at] *= -1
        return gradient

    assert spoiled(CANCELS, turned).words[at] == "disagree"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_softplus_ends_at_0_with_its_slope(dtype: str) -> None:
    row = ACTIVATION_TABLE["softplus"]
    assert row.derivative is not None
    tiny = float(np.finfo(dtype).tiny)
    for z in (-1e4, -800.0, -120.0, -90.0, -60.0, -1.0, 0.0, 1.0, 50.0):
        exact = mpmath.mpf(1) / (1 + mpmath.exp(-mpmath.mpf(z)))
        told = float(row.derivative(np.array([z], dtype=dtype))[0])
        assert abs(told - exact) <= 4 * float(np.finfo(dtype).eps) * exact + tiny * 1e-6, z
