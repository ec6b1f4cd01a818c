"""Each scheme against closed forms in fifty digits: its order, its divisor, its bound."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest

from nnd_gui.engine.differences import SCHEME_TABLE, Slopes
from nnd_gui.engine.spec import SCHEMES
from tests.engine.helpers import judged_function

FUNCTIONS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "sin": (mpmath.sin, mpmath.cos),
    "exp": (mpmath.exp, mpmath.exp),
    "quintic": (lambda x: x**5 - 2 * x**3 + x, lambda x: 5 * x**4 - 6 * x**2 + 1),
    "sigmoid": (
        lambda x: 1 / (1 + mpmath.exp(-x)),
        lambda x: mpmath.exp(-x) / (1 + mpmath.exp(-x)) ** 2,
    ),
}
# What the scheme does for f(x) = exp(x) at 0: the first term of its error, over h**order.
FIRST_TERM = {
    "forward": (1, 1 / 2),
    "backward": (1, -1 / 2),
    "central": (2, 1 / 6),
    "four-point": (4, -4 / 120),
    "richardson": (4, -1 / 480),
    "complex-step": (2, -1 / 6),
}


def taken(scheme: str, f: Callable[[Any], Any], x: float, h: float) -> Slopes:
    """A scheme on costs that are exact but for their last rounding to float64."""
    row = SCHEME_TABLE[scheme]
    steps = np.array([[multiple * h for multiple in row.multiples]])
    with mpmath.workdps(50):
        unit = mpmath.mpc(0, 1) if row.is_complex else 1
        values = [f(mpmath.mpf(x) + unit * mpmath.mpf(step)) for step in steps[0]]
        costs = [mpmath.im(value) if row.is_complex else value for value in values]
        cost, around = float(f(mpmath.mpf(x))), np.array([[float(cost) for cost in costs]])
    largest = max(abs(cost), float(np.max(np.abs(around))))
    return row.slopes(cost, steps, around, np.full(around.shape, 2.0**-52 * largest))


def test_the_table_names_every_scheme() -> None:
    assert tuple(SCHEME_TABLE) == SCHEMES == tuple(FIRST_TERM)
    for name, row in SCHEME_TABLE.items():
        assert row.order == FIRST_TERM[name][0]
        assert 0 < row.own < len(row.multiples)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_first_term_of_the_error(scheme: str) -> None:
    order, factor = FIRST_TERM[scheme]
    h = 2.0**-7 if order < 4 else 2.0**-5
    error = taken(scheme, mpmath.exp, 0.0, h).numerical[0] - 1
    assert error == pytest.approx(factor * h**order, rel=0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_order_of_convergence(name: str, scheme: str) -> None:
    f, slope = FUNCTIONS[name]
    order = SCHEME_TABLE[scheme].order
    x = 0.4
    truth = float(slope(mpmath.mpf(x)))
    levels = range(2, 6) if order == 4 else range(4, 9)
    errors = [
        abs(taken(scheme, f, x, 2.0**-level).numerical[0] - truth) + 1e-300 for level in levels
    ]
    orders = [math.log2(one / other) for one, other in itertools.pairwise(errors)]
    if name == "quintic" and order == 4:
        # Its fifth derivative is constant: the error is c*h**4 exactly.
        assert orders == pytest.approx([4] * len(orders), abs=1e-3)
    assert orders[-1] == pytest.approx(order, abs=0.25)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_the_truth_is_within_the_bound(name: str, scheme: str) -> None:
    f, slope = FUNCTIONS[name]
    for x in (-1.3, 0.0, 0.4, 2.1):
        truth = float(slope(mpmath.mpf(x)))
        # Of one side, steps of a good share of the function's own scale do not tell.
        for level in range(3 if SCHEME_TABLE[scheme].order == 1 else 2, 40):
            found = taken(scheme, f, x, 2.0**-level)
            bound = found.truncation[0] + found.rounding[0]
            assert abs(found.numerical[0] - truth) <= bound + 1e-16 * abs(truth), (x, level)


@pytest.mark.parametrize(
    ("scheme", "degree"),
    [("forward", 1), ("backward", 1), ("central", 2), ("four-point", 4), ("richardson", 4)],
)
def test_polynomials_up_to_its_order_are_exact(scheme: str, degree: int) -> None:
    found = taken(scheme, lambda x: (x - 2) ** degree + x, 0.5, 2.0**-4)
    truth = degree * (-1.5) ** (degree - 1) + 1
    assert found.numerical[0] == pytest.approx(truth, rel=1e-14)


@pytest.mark.parametrize("epsilon", [1e-8, 1e-20, 1e-100, 1e-200])
def test_the_complex_step_is_exact_however_small(epsilon: float) -> None:
    def cost(w: Any) -> Any:
        hidden = np.tanh(w[0] * 0.7 + w[1] * 0.2)
        return 0.5 * (1 / (1 + np.exp(-w[2] * hidden)) - 0.3) ** 2

    with mpmath.workdps(40):
        truth = [
            float(
                mpmath.diff(_in_many_digits, (0.3, -0.8, 1.4), tuple(int(i == k) for i in range(3)))
            )
            for k in range(3)
        ]
    found = judged_function(
        cost, lambda _w: np.array(truth), [0.3, -0.8, 1.4], scheme="complex-step", epsilon=epsilon
    )
    assert found.weights.numerical == pytest.approx(truth, rel=2e-15)
    assert found.whole.verdict == "agree"


def _in_many_digits(a: Any, b: Any, c: Any) -> Any:
    hidden = mpmath.tanh(a * mpmath.mpf(0.7) + b * mpmath.mpf(0.2))
    return (1 / (1 + mpmath.exp(-c * hidden)) - mpmath.mpf(0.3)) ** 2 / 2


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme != "complex-step"])
def test_the_step_really_taken_divides(scheme: str) -> None:
    # At 1e9 the asked 1e-4 is really 1.00017e-4; a line has the same slope at any step.
    found = judged_function(lambda w: w[0] - 1e9, np.ones_like, [1e9], scheme=scheme)
    assert found.weights.numerical[0] == pytest.approx(1.0, rel=1e-9)
    assert found.steps[0, 0] != 1e-4
