"""Every cause of a verdict has a sentence, and it names the right party."""

from __future__ import annotations

import re
import typing
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Failure, Finished, Measured
from nnd_gui.engine.judge import AGREE, DISAGREE, REASONS, UNDECIDED, UNJUDGED
from nnd_gui.engine.overall import Cause, judge_whole
from nnd_gui.engine.resolution import Known
from nnd_gui.engine.sources import ExplicitWeights, SeededWeights, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.explain import explain, verdict_word
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()
DEAD_UNIT = ExplicitWeights((-1.0, 0.5, 0.5, -1.0, 0.7, 0.2, 0.5, 0.5, 0.5))
RELU = LESSON.with_network(activations=("relu", "sigmoid"), weights=DEAD_UNIT)


class Situation(NamedTuple):
    spec: ExperimentSpec
    cause: Cause
    sentence: str


SITUATIONS = {
    "the lesson": Situation(
        LESSON,
        "matches",
        "Backpropagation matches the measured slopes. All 9 weights match, to within ~.",
    ),
    "a dead unit": Situation(
        RELU,
        "matches",
        "Backpropagation matches the measured slopes. 6 of 9 weights match, to within ~. "
        "3 are untested: the cost did not react to them.",
    ),
    "epsilon 1e-1": Situation(
        replace(LESSON, epsilon=1e-1),
        "epsilon-too-large",
        "Undecided: epsilon is too large to tell. The cost bends within a step of 1e-01, so the "
        "slope is known to ~ % only. Try 1e-05.",
    ),
    "epsilon 1e-15": Situation(
        replace(LESSON, epsilon=1e-15),
        "epsilon-too-small",
        "Undecided: epsilon is too small to tell. A step of 1e-15 drowns in rounding, so nothing "
        "is known of the slope. Try 1e-05.",
    ),
    "huge weights": Situation(
        LESSON.with_network(weights=SeededWeights(0, 1e300)),
        "epsilon-too-small",
        "Undecided: epsilon is too small to tell. A step of 1e-04 drowns in rounding, so nothing "
        "is known of the slope. Try smaller weights.",
    ),
    "float32": Situation(
        replace(LESSON, dtype="float32", epsilon=1e-2, tolerance=1e-6),
        "precision",
        "Undecided: this precision cannot tell. In float32, whatever the epsilon, the slope is "
        "known to ~ % only. Try float64.",
    ),
    "a tolerance beyond float64": Situation(
        replace(LESSON, epsilon=1e-5, tolerance=1e-14),
        "precision",
        "Undecided: this precision cannot tell. In float64, whatever the epsilon, the slope is "
        "known to ~ % only. Try a larger tolerance.",
    ),
    "all units dead": Situation(
        RELU.with_network(weights=ExplicitWeights((-1.0,) * 6 + (0.5,) * 3)),
        "untested-block",
        "Undecided: nothing could be tested. The cost does not react to any weight, so its slope "
        "of 0 proves nothing. Try other weights or data.",
    ),
    "a layer without effect": Situation(
        LESSON.with_network(weights=SeededWeights(0, 0.0)),
        "untested-block",
        "Undecided: W1 could not be tested. The cost does not react to any weight there, so its "
        "slope of 0 proves nothing. Try other weights or data.",
    ),
    "an overflow after the step": Situation(
        replace(LESSON.with_network(activations=("identity", "identity")), epsilon=1e200),
        "untested-block",
        "Undecided: W1 and W2 could not be tested. After a step of 1e+200 the cost is no finite "
        "number. Try 1e-01.",
    ),
    "weights of all sizes": Situation(
        LESSON.with_network(
            data=TableData("mixed", ((1e6, 3e-6, 0.7), (2e6, 1e-6, 0.3), (-1e6, 2e-6, 0.9))),
            weights=ExplicitWeights((1e-6, 2e-7, -1e-6, 5e5, 3e5, -8e5, 0.3, -0.7, 0.5)),
        ),
        "one-step",
        "Undecided: this kind of step cannot tell. The weights differ so much in size that no one "
        "step fits them all. Try a relative step of 1e-04.",
    ),
}
SITUATIONS |= {
    "saturated units": Situation(
        LESSON.with_network(weights=SeededWeights(0, 1000.0)),
        "flat",
        "Undecided: a flat point cannot tell. The cost is nearly flat here: its largest slope is "
        "1e-261, too small to measure at any epsilon. Check at other weights: smaller ones, or "
        "those before training.",
    ),
    "far targets": Situation(
        LESSON.with_network(data=TableData("far", ((0.3, 1.0, 1e12),))),
        "large-cost",
        "Undecided: the cost is too large to tell. The cost is 5e+23, so large that its rounding "
        "hides the slopes: nothing is known of the slope. Take a constant out of it, or scale it "
        "down.",
    ),
    "strong regularisation": Situation(
        LESSON.with_network(l2=1e6),
        "untested-data",
        "Undecided: the data term was not tested. L2 regularisation makes up nearly all of the "
        "gradient of W1 and W2, and hides what the data adds. Check with L2 set to 0 (lambda 0) "
        "as well.",
    ),
}
# The last digits of float64 differ from one processor to another.
DIGITS = re.compile(r"(?<=to within )[\d.e-]+(?=\.)|(?<=known to )[\d.e-]+(?= %)")


@pytest.mark.parametrize("situation", SITUATIONS)
def test_sentence(situation: str, checked: Checked) -> None:
    spec, cause, sentence = SITUATIONS[situation]
    result = checked(spec)
    assert result.overall is not None
    assert result.overall.cause == cause
    assert DIGITS.sub("~", explain(result).sentence) == sentence


def test_one_wrong_weight(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: np.where(np.arange(9) == 7, -g, g))
    assert explain(result).headline == "Backpropagation is wrong in W2"
    assert explain(result).detail == "1 of 9 weights disagrees."


def test_all_weights_wrong(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: -g)
    assert explain(result).headline == "Backpropagation is wrong in W1 and W2"
    assert explain(result).detail == "9 of 9 weights disagree."


def test_many_places_are_not_all_named(checked: Checked) -> None:
    deep = LESSON.with_network(
        sizes=(2, 3, 3, 3, 1), activations=("tanh",) * 4, bias=True, weights=SeededWeights()
    )
    result = checked(deep, spoil=lambda g: -g)
    assert explain(result).headline == "Backpropagation is wrong in W1, b1, W2 and 5 more"


def test_many_undecided(checked: Checked) -> None:
    """Three slopes that cannot be told, in a gradient that as a whole can be."""

    def blur(event: Measured) -> Measured:
        costs = event.costs.copy()
        costs[np.isin(event.indices, (0, 3, 5)), 2:] += 3e-8
        return replace(event, costs=costs)

    result = checked(replace(LESSON, tolerance=1e-2), bend=blur)
    assert result.overall is not None
    assert result.overall.cause == "many-undecided"
    assert explain(result).headline == "Undecided: too many slopes are unclear"


STAGED = {
    "kinks": (
        "kink-in-step",
        (
            "Undecided: too many kinks in the way. 4 of 9 weights have a kink within a step of "
            "1e-04. Try a smaller epsilon, or fewer samples."
        ),
    ),
    "jumps": (
        "discontinuous",
        (
            "Undecided: the cost jumps. The cost jumps at 4 of 9 weights, as with a threshold or "
            "rounding in it: there it has no slope, whatever the epsilon."
        ),
    ),
}


@pytest.mark.parametrize("cause", STAGED)
def test_what_several_weights_suffer_from(cause: str, checked: Checked) -> None:
    reason, sentence = STAGED[cause]
    result = checked(LESSON)
    result.weights.verdict[:4] = UNDECIDED
    result.weights.reason[:4] = REASONS.index(reason)
    result.overall = judge_whole(LESSON, result.layout, result.analytic, result.weights)
    assert result.overall.cause == cause
    assert explain(result).sentence == sentence


def test_an_overflow_of_some_weights(checked: Checked) -> None:
    def lose(event: Measured) -> Measured:
        costs = event.costs.copy()
        costs[np.isin(event.indices, (0, 7)), 0] = np.inf
        return replace(event, costs=costs)

    result = checked(replace(LESSON, epsilon=1e-12), bend=lose)
    assert result.overall is not None
    assert result.overall.cause == "not-finite"
    assert explain(result).sentence == (
        "Undecided: the cost overflows. After a step of 1e-12 the cost of 2 of 9 weights is no "
        "finite number, which is not backpropagation's fault. Try 1e-05."
    )


def test_a_cost_that_scatters(checked: Checked) -> None:
    result = checked(replace(LESSON, epsilon=1e-5))
    result.weights.rounding[:] = 1.0
    result.noise = 1e-6
    result.overall = judge_whole(
        result.spec,
        result.layout,
        result.analytic,
        result.weights,
        Known(result.cost, result.noise),
    )
    assert result.overall.cause == "noisy-cost"
    assert explain(result).sentence == (
        "Undecided: the cost is too noisy to tell. At nearly the same weights the cost scatters "
        "by 1e-06, far more than float64 rounds, and nothing is known of the slope. Something in "
        "it is computed in a lower precision, or by chance."
    )


def test_weights_that_are_off_by_next_to_nothing(checked: Checked) -> None:
    shift = 3e-7 * np.array([1, 0.5, -0.5, 1, -1, 0.7, 0, 0, 0])
    spec = replace(LESSON, tolerance=1e-6, epsilon=1e-5, scheme="four-point")
    result = checked(spec, spoil=lambda g: g + shift * np.max(np.abs(g[:6])))
    assert result.overall is not None
    assert result.overall.cause == "nearly-matches"
    assert explain(result).sentence == (
        "Backpropagation matches the measured slopes. Weights of W1 are off, but all by less than "
        "a millionth of the largest gradient there, as a small constant inside a logarithm leaves "
        "them."
    )


def test_weights_on_kinks_are_counted(checked: Checked) -> None:
    result = checked(LESSON)
    result.weights.reason[2:4] = REASONS.index("subgradient")
    assert DIGITS.sub("~", explain(result).detail) == (
        "9 of 9 weights match, to within ~. 2 of them sit on kinks, between the slopes on either "
        "side."
    )
    result.weights.reason[:] = REASONS.index("subgradient")
    assert explain(result).detail == (
        "9 weights sit on kinks, and their values are between the slopes on either side."
    )


def test_an_epsilon_for_a_block_that_was_not_told(checked: Checked) -> None:
    spec = replace(LESSON, scheme="forward", dtype="float32", epsilon=1e-3)
    assert explain(checked(spec)).sentence == (
        "Undecided: W1 could not be tested. No weight there moved the cost enough to tell its "
        "slope. Try 1e-02."
    )


def test_every_cause_is_tried_here() -> None:
    tried = {situation.cause for situation in SITUATIONS.values()} | {"wrong", "many-undecided"}
    tried |= set(STAGED) | {"nearly-matches", "not-finite", "noisy-cost"}
    tried |= {"matches-along", "wrong-along"}  # in test_explain_directions
    assert tried == set(typing.get_args(Cause))


@pytest.mark.parametrize(
    ("stop_after", "detail"),
    [(0, "Nothing was checked."), (2, "6 of 9 weights were checked; none of them disagrees.")],
)
def test_a_stopped_run(stop_after: int, detail: str, checked: Checked) -> None:
    result = checked(LESSON, stop_after=stop_after)
    assert explain(result).headline == "Stopped before the end"
    assert explain(result).detail == detail


def test_a_stopped_run_tells_what_is_wrong_already(checked: Checked) -> None:
    result = checked(LESSON, stop_after=2, spoil=lambda g: -g)
    assert explain(result).detail.endswith("6 of them disagree.")


def test_a_run_that_has_not_ended() -> None:
    assert explain(CheckResult(LESSON)).sentence == "Checking…"


def test_a_failure_is_told_with_its_values() -> None:
    result = CheckResult(LESSON)
    values: dict[str, object] = {"kind": "ValueError", "text": "{odd} braces"}
    result.add(Finished("failed", 1, 0.0, Failure("crashed", "It broke ({kind}: {text}).", values)))
    assert explain(result).sentence == "Could not be checked. It broke (ValueError: {odd} braces)."


def test_problems_of_all_kinds_are_translated() -> None:
    assert problem_text(SpecError("sizes", "{a} and {b:,}", a=1, b=2000)) == "1 and 2,000"
    assert problem_text(CheckFailure("bad-input", "{file}!", file="x")) == "x!"


def test_verdict_words() -> None:
    words = [verdict_word(verdict) for verdict in (AGREE, DISAGREE, UNDECIDED, UNJUDGED)]
    assert words == ["agree", "disagree", "undecided", "not checked"]
