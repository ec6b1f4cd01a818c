"""Random experiments at the edges: no warning, no crash, no verdict without evidence."""

from __future__ import annotations

import random

import numpy as np
import pytest

from nnd_gui.engine.events import Finished, Started
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.explain import explain
from nnd_gui.model.result import CheckResult
from tests.engine.helpers import LESSON_NETWORK, events_of, judged

NAMES = ("sigmoid", "tanh", "relu", "leaky-relu", "softplus", "elu", "gelu", "identity")
SCALES = (0.0, 1e-300, 1e-100, 1e-10, 1.0, 50.0, 1e3, 1e10, 1e19, 1e100, 1e160, 1e308)
NUMBERS = (0.0, 1.0, -1.0, 1e-300, 5e-324, 1e20, -1e20, 1e150, -1e300, 1e308)


def _edge_spec(seed: int) -> ExperimentSpec:
    draw = random.Random(seed)
    layers = draw.randint(1, 3)
    sizes = tuple(draw.randint(1, 3) for _ in range(layers + 1))
    activations = [draw.choice(NAMES) for _ in range(layers)]
    loss = draw.choice(("half-sse", "mse", "binary-cross-entropy", "softmax-cross-entropy"))
    targets: tuple[float, ...] = NUMBERS
    if loss.endswith("cross-entropy"):
        activations[-1] = "sigmoid" if loss.startswith("binary") else "softmax"
        targets = (0.0, 1.0, 0.5, 1e-300)
    rows = tuple(
        tuple(
            draw.choice(NUMBERS if column < sizes[0] else targets)
            for column in range(sizes[0] + sizes[-1])
        )
        for _ in range(draw.randint(1, 3))
    )
    network = Network(
        sizes,
        tuple(activations),
        loss,
        bias=draw.random() < 0.5,
        l2=draw.choice((0.0, 1e-300, 1.0, 1e300)),
        weights=SeededWeights(seed, draw.choice(SCALES)),
        data=draw.choice((TableData("edge", rows), RandomData(3, seed))),
    )
    return ExperimentSpec(
        network,
        epsilon=float(f"1e{draw.choice((-320, -300, -160, -20, -8, -4, 0, 4, 40, 160, 308))}"),
        scheme=draw.choice(SCHEMES),
        step=draw.choice(("absolute", "relative")),
        dtype=draw.choice(("float64", "float32")),
        tolerance=draw.choice((None, 1e-300, 1e300)),
    )


def test_edges_are_survived_without_a_warning() -> None:
    outcomes = []
    for seed in range(1500):
        spec = _edge_spec(seed)
        events = events_of(spec)
        started, end = events[0], events[-1]
        assert isinstance(end, Finished)
        outcomes.append(end.outcome)
        if end.outcome == "failed":
            assert end.failure is not None
            assert end.failure.kind in {"not-finite-cost", "bad-input"}, (spec, end)
            continue
        assert isinstance(started, Started)
        assert started.analytic.dtype == np.dtype(spec.dtype)
        result = CheckResult(spec)
        for event in events:
            result.add(event)
        weights = result.weights
        agreeing = weights.verdict == 0
        assert np.all(np.isfinite(weights.numerical[agreeing]))
        assert np.all(np.isfinite(weights.uncertainty[agreeing]))
        assert np.all(weights.step[agreeing] > 0)
        assert explain(result).sentence
    assert outcomes.count("completed") > 300


def test_a_lost_number_is_not_hidden_by_relu() -> None:
    # inf - inf in the hidden layer: the cost must say so, not be that of a 0.
    weights = ExplicitWeights((1e200, 1e200, 1.0))
    data = TableData("far", ((1e200, -1e200, 0.5),))
    network = Network((2, 1, 1), ("relu", "identity"), weights=weights, data=data)
    end = events_of(ExperimentSpec(network))[-1]
    assert isinstance(end, Finished)
    assert end.failure is not None
    assert end.failure.kind == "not-finite-cost"


def test_a_probe_that_overflows_is_undecided_not_wrong() -> None:
    data = TableData("edge", ((1.0, 0.0),))
    network = Network((1, 1), ("identity",), weights=ExplicitWeights((1.3e154,)), data=data)
    result = judged(ExperimentSpec(network, epsilon=0.5, step="relative"))
    assert np.isfinite(result.started.cost)
    assert np.isinf(result.costs[0, 2])
    assert (result.words, result.reasons) == (["undecided"], ["not-finite"])


@pytest.mark.parametrize(
    ("epsilon", "dtype"), [(1.7e308, "float64"), (1.7e308, "float32"), (1e39, "float32")]
)
def test_a_step_that_overflows_accuses_nobody(epsilon: float, dtype: str) -> None:
    result = judged(ExperimentSpec(LESSON_NETWORK, epsilon=epsilon, dtype=dtype))
    assert result.whole.verdict == "undecided"
    assert set(result.reasons) == {"not-finite"}


def test_a_certain_and_right_classifier_is_not_accused() -> None:
    # Its cost is some 1e-40 and known to its last digits; a slope taken as 1 - y would not be.
    for outputs, loss, activation in (
        (1, "binary-cross-entropy", "sigmoid"),
        (3, "softmax-cross-entropy", "softmax"),
    ):
        row = (1.0, 1.0) if outputs == 1 else (1.0, 1.0, 0.0, 0.0)
        weights = (90.0,) if outputs == 1 else (90.0, -2.0, 1.0)
        network = Network(
            (1, outputs),
            (activation,),
            loss,
            weights=ExplicitWeights(weights),
            data=TableData("sure", (row,)),
        )
        result = judged(ExperimentSpec(network))
        assert 0 < result.started.cost < 1e-37
        assert result.words == ["agree"] * outputs


def test_a_fitted_line_is_not_accused() -> None:
    # J = 0 and its slope is 0; what is measured is the rounding of a tiny parabola.
    data = TableData("line", ((1.0, 1.0),))
    network = Network((1, 1), ("identity",), weights=ExplicitWeights((1.0,)), data=data)
    for epsilon in (1e-2, 1e-4, 1e-7):
        result = judged(ExperimentSpec(network, epsilon=epsilon))
        assert result.words == ["undecided"]
