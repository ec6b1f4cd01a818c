"""The rule for the whole, on hand-made verdicts on both sides of each line."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.judge import REASONS, VERDICTS, WeightVerdicts
from nnd_gui.engine.overall import OverallVerdict, judge_whole
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.resolution import Known
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

NETWORK = Network((4, 4, 1), ("tanh", "tanh"), data=RandomData(3))  # 16 and 4 weights
LAYOUT = layout_of(NETWORK)
SPEC = ExperimentSpec(NETWORK, epsilon=1e-4)
ONES = np.ones(20)


def _weights(
    changed: dict[int, tuple[str, str]] | None = None,
    *,
    truncation: float = 0.0,
    rounding: float = 0.0,
    numerical: np.ndarray = ONES,
) -> WeightVerdicts:
    """All agree, but for those that are named."""
    verdict = np.zeros(20, np.int8)
    reason = np.full(20, REASONS.index("matches"), np.int8)
    for place, (word, why) in (changed or {}).items():
        verdict[place], reason[place] = VERDICTS.index(word), REASONS.index(why)
    zeros = np.zeros(20)
    return WeightVerdicts(
        numerical,
        zeros + truncation,
        zeros + rounding,
        zeros,
        verdict,
        reason,
        step=zeros + 1e-4,
        left=zeros + np.nan,
        right=zeros + np.nan,
    )


def _whole(weights: WeightVerdicts, spec: ExperimentSpec = SPEC) -> OverallVerdict:
    return judge_whole(spec, LAYOUT, np.ones(20), weights)


UNCLEAR, UNTESTED = ("undecided", "below-resolution"), ("undecided", "zero-both")
WRONG = ("disagree", "wrong")


def test_all_agree() -> None:
    assert _whole(_weights()) == OverallVerdict("agree", "matches")


def test_one_that_disagrees_decides_and_is_named() -> None:
    assert _whole(_weights({17: WRONG})) == OverallVerdict("disagree", "wrong", ("W2",))
    assert _whole(_weights({3: WRONG})).blocks == ("W1",)
    both = _weights({3: WRONG, 19: ("disagree", "not-finite")}, rounding=1.0)
    assert _whole(both) == OverallVerdict("disagree", "wrong", ("W1", "W2"))


def test_line_of_the_many_undecided() -> None:
    two, three = (dict.fromkeys(range(count), UNCLEAR) for count in (2, 3))
    assert _whole(_weights(two)).verdict == "agree"
    found = _whole(_weights(three))
    assert (found.verdict, found.cause) == ("undecided", "many-undecided")
    assert found.blocks == ("W1",)


def test_untested_weights_do_not_count_as_undecided() -> None:
    found = _whole(_weights(dict.fromkeys(range(15), UNTESTED)))
    assert (found.verdict, found.cause) == ("agree", "matches")


@pytest.mark.parametrize("why", [UNTESTED, UNCLEAR, ("undecided", "not-finite")])
def test_a_matrix_without_evidence(why: tuple[str, str]) -> None:
    found = _whole(_weights(dict.fromkeys(range(16, 20), why)))
    assert (found.verdict, found.cause, found.blocks) == ("undecided", "untested-block", ("W2",))
    nearly = _whole(_weights(dict.fromkeys(range(16, 19), UNTESTED)))
    assert nearly.verdict == "agree"


def test_line_of_the_resolution() -> None:
    # norm(u) against t*norm(abs(a) + abs(n)): u against 2*t for ones.
    assert _whole(_weights(rounding=2e-5 * 0.999)).verdict == "agree"
    assert _whole(_weights(rounding=2e-5 * 1.001)).verdict == "undecided"
    loose = replace(SPEC, tolerance=1e-3)
    assert _whole(_weights(rounding=2e-5 * 1.001), loose).verdict == "agree"
    single = replace(SPEC, dtype="float32")
    assert _whole(_weights(rounding=2e-2 * 0.999), single).verdict == "agree"
    assert _whole(_weights(rounding=2e-2 * 1.001), single).verdict == "undecided"


def test_which_way_epsilon_is_off() -> None:
    # Truncation falls with the square of epsilon, rounding grows with its inverse.
    large = _whole(_weights(truncation=1e-3, rounding=1e-12), replace(SPEC, epsilon=1e-1))
    assert (large.cause, large.better_epsilon) == ("epsilon-too-large", 1e-4)
    small = _whole(_weights(rounding=1e-3), replace(SPEC, epsilon=1e-12))
    assert (small.cause, small.better_epsilon) == ("epsilon-too-small", 1e-5)


def test_who_is_to_blame_where_no_epsilon_would_do() -> None:
    def cause(spec: ExperimentSpec, cost: float = 0.0) -> tuple[str, float | None]:
        found = judge_whole(spec, LAYOUT, ONES, _weights(rounding=1.0), Known(cost))
        return found.cause, found.better_epsilon

    spec = replace(SPEC, epsilon=1e-5)
    assert cause(spec) == ("flat", None)
    assert cause(spec, 1e3) == ("flat", None)
    assert cause(spec, 1e8) == ("large-cost", None)
    assert cause(replace(spec, tolerance=1e-9), 1e8) == ("precision", None)
    single = replace(spec, dtype="float32", epsilon=1e-2)
    assert cause(single, 1e8) == ("precision", None)
    assert _whole(_weights(truncation=1.0, rounding=0.1)).cause == "flat"


def test_all_steps_lost_is_an_epsilon_too_small() -> None:
    lost = _weights(dict.fromkeys(range(20), ("undecided", "step-lost")), rounding=np.inf)
    found = _whole(lost, replace(SPEC, epsilon=1e-20))
    assert (found.verdict, found.cause) == ("undecided", "epsilon-too-small")
    assert found.better_epsilon == 1e-5
    # At weights of 1e13, the usual epsilon is lost as well: nothing better is known.
    assert _whole(lost).better_epsilon is None


def test_weights_without_a_number_do_not_hide_the_others() -> None:
    numerical = ONES.copy()
    numerical[2] = np.nan
    weights = _weights({2: ("undecided", "not-finite")}, numerical=numerical)
    assert _whole(weights).verdict == "agree"
    coarse = _weights({2: ("undecided", "not-finite")}, numerical=numerical, rounding=1e-3)
    assert _whole(coarse).verdict == "undecided"


@pytest.mark.parametrize("epsilon", [5e-324, 1e-200, 1e-100, 1e100, 1e200, 1.7e308])
@pytest.mark.parametrize("size", [1e-320, 1.0, 1e300, 1.1e308])
def test_absurd_numbers_neither_break_it_nor_make_it_agree(epsilon: float, size: float) -> None:
    spec = replace(SPEC, epsilon=epsilon)
    for truncation, rounding in ((size, size / 2), (size, 0.0), (size / 3, size)):
        weights = _weights(truncation=truncation, rounding=rounding, numerical=ONES * size)
        found = judge_whole(spec, LAYOUT, ONES * size, weights)
        assert found.verdict == "undecided"
        assert found.better_epsilon is None or 1e-300 <= found.better_epsilon <= 1e300
