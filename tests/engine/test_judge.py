"""The rule for one weight, on hand-made numbers on both sides of each line."""

from __future__ import annotations

import numpy as np
import pytest

from nnd_gui.engine.costs_around import from_costs
from nnd_gui.engine.judge import REASONS, VERDICTS, WeightVerdicts, judge_weights

H = 2.0**-6
STEPS = np.array([[H, -H, 2 * H, -2 * H]])


def _judge(
    costs: np.ndarray,
    analytic: float,
    *,
    cost: float = 0.0,
    tolerance: float = 1e-5,
    steps: np.ndarray = STEPS,
    dtype: str = "float64",
) -> WeightVerdicts:
    return _weights(steps, costs, np.array([analytic], dtype), cost=cost, tolerance=tolerance)


def _weights(
    steps: np.ndarray,
    costs: np.ndarray,
    analytic: np.ndarray,
    *,
    cost: float = 0.0,
    tolerance: float = 1e-5,
) -> WeightVerdicts:
    around = from_costs(cost, steps, costs, 0.0, np.finfo(analytic.dtype))
    return judge_weights("central", around, analytic, tolerance)


def _finding(costs: np.ndarray, analytic: float, **settings: object) -> tuple[str, str]:
    found = _judge(costs, analytic, **settings)  # type: ignore[arg-type]
    return VERDICTS[found.verdict[0]], REASONS[found.reason[0]]


LINE = STEPS.copy()  # f(x) = x: no truncation, a numerical slope of exactly 1
NEVER = np.zeros((1, 4))


def _cubic(share: float) -> np.ndarray:
    """``x + c*x**3`` with ``c*h**2`` as given: a slope of 1 + share, known to 3*share."""
    return STEPS + share / H**2 * STEPS**3


def test_agreement() -> None:
    found = _judge(LINE, 1.0)
    assert found.numerical.tolist() == [1.0]
    assert found.truncation.tolist() == [0.0]
    assert found.relative_error.tolist() == [0.0]
    assert _finding(LINE, 1.0) == ("agree", "matches")


@pytest.mark.parametrize("tolerance", [0.1, 1e-5])
@pytest.mark.parametrize("sign", [1, -1])
def test_line_between_agree_and_disagree(tolerance: float, sign: int) -> None:
    # e = d and s = 1 + d: the line is at d = t / (1 - t), u being some 1e-15 here.
    line = tolerance / (1 - tolerance)
    costs = sign * LINE
    for share, wanted in ((0.999, ("agree", "matches")), (1.001, ("disagree", "wrong"))):
        assert _finding(costs, sign * (1 + line * share), tolerance=tolerance) == wanted


def test_uncertainty_is_excused() -> None:
    # u = 3*share on both sides of e - t*s, for a share that is decided (u <= 0.01*s).
    share = 0.003
    for excess, wanted in ((0.999, "agree"), (1.001, "disagree")):
        analytic = 1 + share + 3 * share * excess
        assert _finding(_cubic(share), analytic, tolerance=1e-9)[0] == wanted


def test_line_between_agree_and_undecided() -> None:
    # 3*share against 0.01*(1 + share)
    line = 0.01 / 2.99
    assert _finding(_cubic(line * 0.999), 1 + line) == ("agree", "matches")
    assert _finding(_cubic(line * 1.001), 1 + line) == ("undecided", "below-resolution")


def test_a_gross_error_is_wrong_even_where_little_is_known() -> None:
    assert _finding(_cubic(0.1), 1.1 + 0.29) == ("undecided", "below-resolution")
    assert _finding(_cubic(0.1), 1.1 + 0.31) == ("disagree", "wrong")
    assert _finding(_cubic(0.1), -1.1) == ("disagree", "wrong")


def test_tolerance_moves_only_the_line_of_disagreement() -> None:
    assert _finding(LINE, 1.5, tolerance=0.5) == ("agree", "matches")
    assert _finding(_cubic(0.1), 1.1, tolerance=0.5) == ("undecided", "below-resolution")


def test_a_large_constant_in_the_cost_is_rounding() -> None:
    # With J = 1e12 a change of 1 / 64 is known to no more than a few per cent.
    costs = 1e12 + LINE
    found = _judge(costs, 1.0, cost=1e12)
    assert found.rounding[0] > 0.01
    assert _finding(costs, 1.0, cost=1e12) == ("undecided", "below-resolution")


def test_float32_is_less_sure() -> None:
    costs = 1 + LINE
    single, double = (_judge(costs, 1.0, cost=1.0, dtype=name) for name in ("float32", "float64"))
    assert single.rounding[0] / double.rounding[0] == pytest.approx(2**29, rel=1e-6)


def test_below_the_smallest_normal_number_places_are_lost() -> None:
    costs = NEVER + 1e-44
    assert _finding(costs, 1e-42, cost=1e-44, dtype="float32") == ("undecided", "below-resolution")
    # An analytic value that is not normal either has lost places itself.
    assert _finding(costs, 1e-39, cost=1e-44, dtype="float32") == ("undecided", "below-resolution")
    assert _finding(costs, 1e-37, cost=1e-44, dtype="float32") == ("disagree", "wrong")


def test_a_kink_at_the_weight_is_no_proof_of_an_error() -> None:
    # relu at 0: a central difference of 1/2, slopes 0 and 1 on either side.
    costs = np.maximum(LINE, 0)
    for analytic in (0.0, 0.5, 1.0):
        assert _finding(costs, analytic)[0] == "undecided"
    assert _finding(costs, 2.0) == ("disagree", "wrong")
    assert _finding(costs, -1.0) == ("disagree", "wrong")


@pytest.mark.parametrize("offset", [1e-3, 0.3, 0.6, 0.99, 1.5, 1.9])
@pytest.mark.parametrize("side", [1, -1])
def test_one_kink_within_the_steps_is_within_the_uncertainty(offset: float, side: int) -> None:
    costs = np.maximum(side * LINE - offset * H, 0)
    found = _judge(costs, 0.0)
    assert abs(found.numerical[0]) <= found.uncertainty[0] * (1 + 1e-12)


def test_step_lost() -> None:
    for place in range(4):
        steps = STEPS.copy()
        steps[0, place] = 0.0
        assert _finding(NEVER, 5.0, steps=steps) == ("undecided", "step-lost")
        assert _finding(NEVER, np.nan, steps=steps) == ("undecided", "step-lost")


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan])
def test_not_finite(value: float) -> None:
    assert _finding(LINE, value) == ("disagree", "not-finite")
    for place in range(4):
        costs = LINE.copy()
        costs[0, place] = value
        assert _finding(costs, 1.0) == ("undecided", "not-finite")
        assert _finding(costs, value) == ("undecided", "not-finite")
    steps = STEPS.copy()
    steps[0, 2] = np.inf
    assert _finding(NEVER + 0.5, 1.0, steps=steps) == ("undecided", "not-finite")


def test_zero_both() -> None:
    for zero in (0.0, -0.0):
        assert _finding(NEVER + 0.7, zero, cost=0.7) == ("undecided", "zero-both")
    found = _judge(NEVER + 0.7, 0.0, cost=0.7)
    assert found.relative_error.tolist() == [0.0]
    assert _finding(NEVER + 0.7, 1e-3, cost=0.7) == ("disagree", "wrong")
    assert _finding(NEVER + 0.7, 1e-17, cost=0.7) == ("undecided", "below-resolution")


def test_a_cost_that_reacts_evenly_is_not_untested() -> None:
    # x**2 at 0: both slopes are 0, but the cost did move; what is known is only rounding.
    assert _finding(STEPS**2, 0.0) == ("undecided", "below-resolution")
    assert _finding(STEPS**2, 0.1) == ("disagree", "wrong")


def test_an_uncertainty_that_overflows_vouches_for_nothing() -> None:
    steps = np.array([[1e-10, -1e-10, 2e-10, -2e-10]])
    costs = np.array([[1e290, 0.0, 1e300, -1e300]])
    found = _judge(costs, 5e299, steps=steps)
    assert not np.isfinite(found.uncertainty[0])
    assert VERDICTS[found.verdict[0]] == "undecided"


def test_each_weight_is_judged_alone() -> None:
    steps = np.repeat(STEPS, 4, axis=0)
    costs = np.concatenate([LINE, LINE, NEVER, _cubic(0.1)])
    analytic = np.array([1.0, 2.0, 0.0, 1.1])
    together = _weights(steps, costs, analytic)
    words = [VERDICTS[verdict] for verdict in together.verdict]
    assert words == ["agree", "disagree", "undecided", "undecided"]
    for row in range(4):
        one = _weights(STEPS, costs[row : row + 1], analytic[row : row + 1])
        assert one.verdict[0] == together.verdict[row]
        assert one.uncertainty[0] == together.uncertainty[row]
    none = _weights(steps[:0], costs[:0], analytic[:0])
    assert none.verdict.shape == (0,)
