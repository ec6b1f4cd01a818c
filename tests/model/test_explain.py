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
from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED, UNJUDGED
from nnd_gui.engine.overall import Cause
from nnd_gui.engine.sources import ExplicitWeights, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.explain import explain, problem_text, verdict_word
from nnd_gui.model.lessons import lesson_spec
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
        "is known of the slope. Try smaller weights. A relative step, a share of each weight, may "
        "fit better.",
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
        "number. Try a smaller epsilon, or smaller weights.",
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


def test_every_cause_is_tried_here() -> None:
    tried = {situation.cause for situation in SITUATIONS.values()} | {"wrong", "many-undecided"}
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
