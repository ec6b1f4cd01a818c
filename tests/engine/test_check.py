"""What a check measures, and that what it has sent is never changed."""

from __future__ import annotations

import itertools
from dataclasses import fields, replace

import numpy as np
import pytest

from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import (
    Advised,
    Audited,
    Event,
    Finished,
    LookedCloser,
    Measured,
    Phase,
    Started,
    Working,
)
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_NETWORK, events_of, gathered, judged

WIDE = Network((60, 90, 3), ("tanh", "sigmoid"), bias=True, data=RandomData(10))
DEEP = Network((3, 4, 4, 2), ("elu", "relu", "identity"), bias=True, l2=0.1, data=RandomData(5))


def _failure(spec: ExperimentSpec) -> tuple[str, str]:
    events = events_of(spec)
    end = events[-1]
    assert isinstance(end, Finished)
    assert end.outcome == "failed"
    assert end.failure is not None
    assert not any(isinstance(event, Measured) for event in events)
    return end.failure.kind, end.failure.template.format(**end.failure.values)


@pytest.mark.parametrize("network", [LESSON_NETWORK, DEEP, WIDE])
@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_every_weight_is_measured_exactly_once(network: Network, dtype: str) -> None:
    events = events_of(ExperimentSpec(network, epsilon=1e-2, dtype=dtype))
    started, end = events[0], events[-1]
    assert isinstance(started, Started)
    assert isinstance(end, Finished)
    batches = [event for event in events if isinstance(event, Measured)]
    advised = [event for event in events if isinstance(event, Advised)]
    closer = [event for event in events if isinstance(event, LookedCloser)]
    audits = [event for event in events if isinstance(event, Audited)]
    assert len(audits) == int(started.method != "loop")
    phases = [event for event in events if isinstance(event, Phase)]
    names = ["closer"] * bool(closer) + ["audit"] * len(audits) + ["advice"] * len(advised)
    assert [phase.name for phase in phases] == names
    working = [event for event in events if isinstance(event, Working)]
    others = (closer, audits, phases, advised, working)
    assert len(batches) == len(events) - 2 - sum(len(some) for some in others)
    measured = np.concatenate([batch.indices for batch in batches])
    assert np.array_equal(np.sort(measured), np.arange(network.weight_count))
    # Twice the cost, nine for its noise, and then four a weight.
    looked = sum(event.evaluations for event in closer)
    audited = sum(event.evaluations for event in audits)
    audited += sum(event.evaluations for event in advised)
    assert started.evaluations == 2 + 9
    assert end.evaluations == 2 + 9 + 4 * network.weight_count + looked + audited
    assert looked % 4 == 0
    assert started.values.dtype == started.analytic.dtype == np.dtype(dtype)
    for batch in batches:
        assert batch.steps.dtype == batch.costs.dtype == np.float64
        assert batch.steps.shape == batch.costs.shape == (len(batch.indices), 4)


def _arrays(events: list[Event]) -> list[np.ndarray]:
    return [
        value
        for event in events
        for value in (getattr(event, field.name) for field in fields(event))
        if isinstance(value, np.ndarray)
    ]


def test_what_was_sent_is_not_changed_later() -> None:
    seen, copies = list[Event](), list[bytes]()
    for event in events_of(ExperimentSpec(WIDE)):
        copies.extend(array.tobytes() for array in _arrays([event]))
        seen.append(event)
    assert [array.tobytes() for array in _arrays(seen)] == copies
    batches = [event for event in seen if isinstance(event, Measured)]
    for one, other in itertools.pairwise(batches):
        assert not np.shares_memory(one.costs, other.costs)
        assert not np.shares_memory(one.steps, other.steps)


def test_the_step_really_taken_is_told() -> None:
    # At 1e9 doubles are 1.2e-7 apart, so 1e-4 is really 1.0002e-4.
    weights = ExplicitWeights((1e9, *initial_weights(LESSON_NETWORK)[1:].tolist()))
    result = judged(ExperimentSpec(replace(LESSON_NETWORK, weights=weights)))
    step = (1e9 + 1e-4) - 1e9
    assert step == pytest.approx(1.0002e-4, rel=1e-4)
    assert result.steps[0].tolist() == [step, -step, (1e9 + 2e-4) - 1e9, (1e9 - 2e-4) - 1e9]


def test_the_step_really_taken_is_the_divisor() -> None:
    data = TableData("line", ((1.0, 0.0),))
    network = Network((1, 1), ("identity",), weights=ExplicitWeights((1e9,)), data=data)
    # J = w**2 / 2, whose central difference is exact: only the divisor can be wrong, and the
    # asked-for 1e-4 would be wrong by 1.7e-4 of it.
    result = judged(ExperimentSpec(network, epsilon=1e-4))
    by_hand = (result.costs[0, 0] - result.costs[0, 1]) / (result.steps[0, 0] - result.steps[0, 1])
    assert result.weights.numerical[0] == by_hand
    one = judged(ExperimentSpec(network, epsilon=1e2))
    assert one.weights.numerical[0] == pytest.approx(1e9, rel=1e-9)


def test_relative_steps() -> None:
    values = (0.0, -0.0, 4.0, -4.0, 1e-6, 1e9, 0.5, 1.0, -2.0)
    network = replace(LESSON_NETWORK, weights=ExplicitWeights(values))
    spec = ExperimentSpec(network, epsilon=2.0**-10, step="relative")
    steps, _ = gathered(events_of(spec), 9)
    wanted = [abs(value) / 1024 if value else 1 / 1024 for value in values]
    assert steps[:, 0] == pytest.approx(wanted, rel=1e-9)
    assert steps / steps[:, :1] == pytest.approx(
        np.tile(SCHEME_TABLE["central"].multiples, (9, 1)), rel=1e-9
    )


def test_float32_steps_are_those_of_float32() -> None:
    steps, costs = gathered(events_of(replace(LESSON, dtype="float32")), 9)
    point = initial_weights(LESSON_NETWORK).astype(np.float32)
    moved = point + np.float32(1e-4)
    assert steps[:, 0].tolist() == (moved.astype(float) - point.astype(float)).tolist()
    assert np.array_equal(costs, costs.astype(np.float32))


def test_a_cost_that_is_not_finite_cannot_be_checked() -> None:
    data = TableData("far", ((1e200, 1.0),))
    network = Network((1, 1), ("identity",), weights=ExplicitWeights((1.0,)), data=data)
    kind, text = _failure(ExperimentSpec(network))
    assert kind == "not-finite-cost"
    assert "not a finite number" in text


@pytest.mark.parametrize(
    "network",
    [
        replace(LESSON_NETWORK, weights=SeededWeights(0, 1e39)),
        replace(LESSON_NETWORK, data=TableData("far", ((1.0, 1e39, 1.0),))),
        replace(LESSON_NETWORK, data=TableData("far", ((1.0, 1.0, -1e39),))),
    ],
)
def test_numbers_that_float32_cannot_hold_are_told(network: Network) -> None:
    kind, text = _failure(ExperimentSpec(network, dtype="float32"))
    assert kind == "bad-input"
    assert "float32" in text
    assert isinstance(events_of(ExperimentSpec(network))[0], Started)


def test_huge_weights_without_regularisation_still_have_a_cost() -> None:
    # Their squares overflow; 0 times that must not become the cost.
    for dtype, scale in (("float64", 1e200), ("float32", 1e20)):
        network = replace(LESSON_NETWORK, weights=SeededWeights(0, scale))
        result = judged(ExperimentSpec(network, dtype=dtype))
        assert np.isfinite(result.started.cost)
        assert result.whole.verdict == "undecided"
    assert _failure(ExperimentSpec(replace(network, l2=1.0), dtype="float32"))[0] == (
        "not-finite-cost"
    )
