"""The uncertainty is a bound: measured against the complex step on independent formulas."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.spec import DTYPES, SCHEMES
from tests.engine.helpers import Judged, judged, plain_of
from tests.engine.plain import Array
from tests.engine.randoms import KINKED, SMOOTH, random_spec

NETWORKS = 40
# The rounding of an imaginary part leaves no trace in it: where its terms cancel, the bound of
# the complex step, a share of what is left of them, can be too small.
MAY_MISS = {"complex-step": 0.03}


def _truth(found: Judged) -> Array | None:
    """The slopes; None where the plain formulas lose too much themselves."""
    spec = found.result.spec

    def given(numbers: Array) -> Array:
        return np.asarray(numbers.astype(spec.dtype).astype(np.float64))

    plain = plain_of(spec.network)
    plain = replace(
        plain,
        inputs=given(plain.inputs),
        targets=given(plain.targets),
        l2=float(np.dtype(spec.dtype).type(plain.l2)),
    )
    theta = found.started.values.astype(np.float64)
    close = 1e-12 if spec.dtype == "float64" else 1e-5
    with np.errstate(all="ignore"):
        cost = plain.cost(theta)
        # A saturated output has a logarithm of 0 in plain formulas.
        if not abs(cost - found.started.cost) <= close * abs(cost):
            return None
        truth = plain.gradient(theta)
    return truth if np.all(np.abs(truth) < 1e20) else None


@pytest.mark.parametrize("names", [SMOOTH, KINKED], ids=["smooth", "kinked"])
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_truth_is_within_it(scheme: str, dtype: str, names: tuple[str, ...]) -> None:
    missed, ratios, seed = 0, list[float](), 0
    # One-sided costs, and several kinks in one step, can hide what is between them: above 1e-3.
    decades = range(-10, 0) if names is SMOOTH else range(-10, -3)
    networks = 0
    while networks < NETWORKS:
        seed += 1
        spec = replace(random_spec(seed, names, decades, (scheme,)), dtype=dtype)
        found = judged(spec)
        truth = _truth(found)
        if truth is None:
            continue
        networks += 1
        error = np.abs(found.weights.numerical - truth)
        bound = found.weights.uncertainty
        told = np.isfinite(error) & np.isfinite(bound)
        for reason in ("step-lost", "zero-both", "subgradient", "kink-in-step"):
            told &= np.array(found.reasons) != reason
        floor = 1e-12 * np.max(np.abs(truth), initial=0.0) + float(np.finfo(dtype).tiny)
        missed += int(np.count_nonzero(told & (error > bound + floor)))
        ratios.extend((bound[told & (error > 0)] / error[told & (error > 0)]).tolist())
    assert missed <= MAY_MISS.get(scheme, 0.0) * len(ratios)
    # Not absurdly loose either.
    assert 1 <= np.median(ratios) < 500
