"""The order in which weights are measured where each takes long, and what is said meanwhile."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.judge import unjudged
from nnd_gui.engine.measuring import measured
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.run import run
from nnd_gui.engine.slow_order import in_turn
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.interim import so_far
from nnd_gui.model.progress import progress_text
from nnd_gui.model.result import CheckResult

NETWORK = Network(
    (6, 5, 4),
    ("tanh", "sigmoid"),
    bias=True,
    weights=SeededWeights(3),
    data=RandomData(4, 0),
)
SPEC = ExperimentSpec(NETWORK)
ALL = "W1, b1, W2 and b2"


def started_of(spec: ExperimentSpec) -> Started:
    return next(event for event in run(check(spec)) if isinstance(event, Started))


def test_what_is_quick_keeps_its_order() -> None:
    started = started_of(SPEC)
    assert list(in_turn(SPEC, started, 1e-4, unjudged(started.layout.size))) == [None]


def test_a_sample_that_was_asked_for_is_kept_to() -> None:
    spec = replace(SPEC, sample=9)
    started = started_of(spec)
    (only,) = in_turn(spec, started, 10.0, unjudged(started.layout.size))
    np.testing.assert_array_equal(only, started.sample)


@pytest.mark.parametrize("seconds", [0.02, 0.1, 5.0])
def test_some_of_every_matrix_and_then_the_worst(seconds: float) -> None:
    started = started_of(SPEC)
    layout, found = started.layout, unjudged(started.layout.size)
    groups = []
    for chosen in in_turn(SPEC, started, seconds, found):
        assert chosen is not None
        groups.append(chosen)
        # As if W2 were wrong by most, then b1: the others less.
        for name, error in {"W1": 1e-9, "b1": 0.1, "W2": 2.0, "b2": 1e-8}.items():
            block = next(block for block in layout.blocks if block.name == name)
            found.relative_error[block.start : block.stop] = error
    first, *rest = groups
    blocks = {layout.block_of(int(index)).name for index in first}
    assert blocks == {"W1", "W2", "b1", "b2"}
    assert len(first) <= max(4, 1.0 / (4 * seconds))
    named = [{layout.block_of(int(index)).name for index in group} for group in rest]
    assert named == [{"W2"}, {"b1"}, {"b2"}, {"W1"}][: len(named)]
    everything = np.concatenate(groups)
    np.testing.assert_array_equal(np.sort(everything), np.arange(layout.size))


def half_done(spec: ExperimentSpec, weights: list[int]) -> CheckResult:
    result = CheckResult(spec)
    result.add(started_of(spec))
    for event in measured(spec, objective_of(spec), np.array(weights)):
        assert isinstance(event, Measured)
        result.add(event)
    return result


def test_what_is_said_meanwhile() -> None:
    layout = started_of(SPEC).layout
    one_of_each = sorted(block.start for block in layout.blocks)
    right = half_done(SPEC, one_of_each)
    assert so_far(right) == f"none of them disagrees; sampled so far: {ALL}"
    assert progress_text(right, 2.0) == (
        f"4 of 59 weights: none of them disagrees; sampled so far: {ALL}, about 28 s left"
    )
    wrong = half_done(replace(SPEC, bug=Bug("sign", "W2")), one_of_each)
    assert so_far(wrong) == f"2 of them disagree, in W2 and b2; sampled so far: {ALL}"
    # Of a matrix of which nothing is known nothing is said, nor after the last weight.
    assert so_far(half_done(SPEC, one_of_each[:3])) == ""
    assert so_far(half_done(SPEC, list(range(layout.size)))) == ""
