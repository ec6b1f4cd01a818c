"""The values of every unit for one sample, against the lesson's formulas written down once more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.events import Finished
from nnd_gui.engine.forward import ForwardAsked, ForwardPassed, forward_pass
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights, TableData, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec

X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
Y = (0.75, 0.82, 0.93)


def passed(spec: ExperimentSpec, sample: int = 0) -> ForwardPassed:
    found = list(run(forward_pass(spec, ForwardAsked(sample))))
    assert isinstance(found[-1], Finished)
    assert found[-1].outcome == "completed"
    values = [x for x in found if isinstance(x, ForwardPassed)]
    assert len(values) == 1
    return values[0]


@pytest.mark.parametrize("sample", [0, 1, 2])
def test_the_lesson(sample: int) -> None:
    theta = np.array(LESSON_WEIGHTS)
    w1, w2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)
    found = passed(lesson_spec(), sample)
    hidden = 1 / (1 + np.exp(-(X[sample] @ w1)))
    output = 1 / (1 + np.exp(-(hidden @ w2)))
    wanted = [X[sample], hidden, output]
    for values, mine in zip(found.activations, wanted, strict=True):
        assert values == pytest.approx(mine, rel=1e-14)
    assert found.inputs[0] == pytest.approx(X[sample] @ w1, rel=1e-14)
    assert found.inputs[1] == pytest.approx(hidden @ w2, rel=1e-14)
    assert (found.sample, found.samples, found.targets.tolist()) == (sample, 3, [Y[sample]])


def test_biases_and_softmax() -> None:
    rows = ((0.5, -2.0, 1.0, 0.0, 0.0), (0.0, 0.0, 0.0, 1.0, 0.0))
    network = Network(
        (2, 3), ("softmax",), "softmax-cross-entropy", True, data=TableData("t", rows),
        weights=SeededWeights(4),
    )  # fmt: skip
    found = passed(ExperimentSpec(network), 1)
    # An input of zeros leaves the biases.
    z = found.inputs[0]
    assert found.activations[1] == pytest.approx(np.exp(z) / np.sum(np.exp(z)), rel=1e-12)
    draws = np.random.default_rng(4).standard_normal(9)
    assert z == pytest.approx(draws[6:], rel=1e-15)
    assert found.targets.tolist() == [0.0, 1.0, 0.0]


def test_a_sample_that_is_not_there_is_the_last() -> None:
    assert passed(lesson_spec(), 99_999).sample == 2
    network = replace(lesson_spec().network, data=RandomData(1, 0))
    assert passed(ExperimentSpec(network), 5).sample == 0


def test_trained_weights_and_single_precision() -> None:
    spec = lesson_spec()
    network = replace(spec.network, weights=TrainedWeights(2000, 1.0, spec.network.weights))  # type: ignore[arg-type]
    found = passed(ExperimentSpec(network, dtype="float32"), 2)
    assert found.activations[-1][0] == pytest.approx(Y[2], abs=0.05)
    assert all(np.float64(np.float32(value)) == value for value in found.activations[1])


def test_overflow_is_shown_as_it_is() -> None:
    network = Network((1, 1), ("identity",), data=RandomData(2, 0), weights=SeededWeights(0, 1e300))
    found = passed(ExperimentSpec(network, dtype="float32"))
    assert not np.isfinite(found.activations[-1][0])


def test_training_beyond_all_numbers_is_told() -> None:
    network = Network(
        (2, 2, 1), ("identity", "identity"),
        weights=TrainedWeights(500, 50.0, SeededWeights(1)), data=RandomData(4, 0),
    )  # fmt: skip
    *_, last = run(forward_pass(ExperimentSpec(network), ForwardAsked()))
    assert isinstance(last, Finished)
    assert last.failure is not None
    assert last.failure.kind == "bad-input"
