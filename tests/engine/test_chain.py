"""The chain rule of one weight: factors that multiply to the gradient, and the one that is off."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import BUG_TABLE, cannot_show, parse_bug
from nnd_gui.engine.chain import Traced, chain_of, tracing
from nnd_gui.engine.chain_parts import Chain, Pair
from nnd_gui.engine.events import Finished, Working
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON, LESSON_GRADIENT, LESSON_WEIGHTS, plain_of

BIASED = ExperimentSpec(
    Network((3, 4, 2), ("tanh", "sigmoid"), "mse", bias=True, l2=0.3, data=RandomData(4, 1))
)
DEEP = ExperimentSpec(
    Network((3, 4, 4, 2), ("sigmoid", "tanh", "softplus"), bias=True, l2=0.1, data=RandomData(5, 2))
)
SPECS = {
    "lesson": LESSON,
    "biased": BIASED,
    "deep": DEEP,
    "relu": ExperimentSpec(Network((3, 5, 2), ("relu", "identity"), data=RandomData(3))),
    "leaky": ExperimentSpec(Network((2, 3, 1), ("leaky-relu", "elu"), data=RandomData(3))),
    "gelu": ExperimentSpec(Network((2, 2, 2, 1), ("gelu", "tanh", "identity"), bias=True)),
    "binary": ExperimentSpec(
        Network((2, 3, 2), ("tanh", "sigmoid"), "binary-cross-entropy", True, data=RandomData(4))
    ),
    "softmax": ExperimentSpec(
        Network((2, 5, 3), ("sigmoid", "softmax"), "softmax-cross-entropy", data=RandomData(5))
    ),
    "one layer": ExperimentSpec(Network((3, 2), ("sigmoid",), bias=True, data=RandomData(2))),
    "wide": ExperimentSpec(Network((8, 20, 9), ("tanh", "identity"), data=RandomData(30))),
}


def _check_sums(chain: Chain, side: str) -> None:
    """What each table says must follow from the one before, as a student would add it up."""

    def of(pair: Pair) -> np.ndarray:
        return np.asarray(getattr(pair, side))

    for place, level in enumerate(chain.levels):
        derivative = 1.0 if level.derivative is None else of(level.derivative)
        np.testing.assert_allclose(of(level.delta), of(level.above) * derivative, rtol=1e-12)
        if level.weights is not None:
            above = chain.levels[place + 1]
            if len(above.units) == above.total and np.isfinite(of(level.weights)).all():
                carried = of(above.delta) @ of(level.weights).T
                np.testing.assert_allclose(of(level.above), carried, rtol=1e-9, atol=1e-16)
    own = of(chain.levels[0].delta)[:, 0]
    np.testing.assert_allclose(
        of(chain.products), of(chain.activation) * own * of(chain.share), rtol=1e-12, atol=1e-300
    )
    if len(chain.samples) == chain.total_samples:
        assert float(of(chain.data)) == pytest.approx(of(chain.products).sum(), rel=1e-12)


@pytest.mark.parametrize("name", SPECS)
def test_the_factors_multiply_to_the_gradient(name: str) -> None:
    spec = SPECS[name]
    objective = objective_of(spec)
    exact = plain_of(spec.network).gradient(objective.point)
    for index in range(0, objective.layout.size, 3):
        chain = chain_of(spec, index)
        _check_sums(chain, "right")
        _check_sums(chain, "used")
        assert float(chain.value.right) == pytest.approx(exact[index], rel=1e-9, abs=1e-15)
        assert float(chain.value.right) == pytest.approx(
            float(chain.data.right + chain.penalty.right), rel=1e-14
        )
        pairs = [chain.activation, chain.share, chain.products, chain.data, chain.penalty]
        pairs += [level.above for level in chain.levels] + [level.delta for level in chain.levels]
        pairs += [level.weights for level in chain.levels if level.weights is not None]
        pairs += [level.derivative for level in chain.levels if level.derivative is not None]
        assert not any(pair.differs for pair in [*pairs, chain.value])
        assert chain.written.status == "right"


def test_the_lesson_by_hand() -> None:
    index = 4  # W1[1,1], from study to hidden unit 2
    chain = chain_of(LESSON, index)
    x, y = np.array([[0.3, 1], [0.5, 0.2], [1, 0.4]]), np.array([0.75, 0.82, 0.93])
    w1, w2 = np.array(LESSON_WEIGHTS[:6]).reshape(2, 3), np.array(LESSON_WEIGHTS[6:])
    hidden = 1 / (1 + np.exp(-x @ w1))
    out = 1 / (1 + np.exp(-hidden @ w2))
    delta3 = (out - y) * out * (1 - out)
    slope = hidden[:, 1] * (1 - hidden[:, 1])
    assert (chain.block.name, chain.position) == ("W1", (1, 1))
    np.testing.assert_allclose(chain.activation.right, x[:, 1])
    first, second = chain.levels
    np.testing.assert_allclose(second.above.right[:, 0], out - y)
    np.testing.assert_allclose(second.delta.right[:, 0], delta3)
    assert first.weights is not None
    assert float(first.weights.right[0, 0]) == LESSON_WEIGHTS[7]
    np.testing.assert_allclose(first.above.right[:, 0], delta3 * w2[1])
    assert first.derivative is not None
    np.testing.assert_allclose(first.derivative.right[:, 0], slope)
    np.testing.assert_allclose(chain.products.right, x[:, 1] * delta3 * w2[1] * slope)
    assert float(chain.value.right) == pytest.approx(LESSON_GRADIENT[index], abs=1e-8)


def _faults(chain: Chain) -> dict[str, str]:
    """Everything that is off, and is not only affected by something else."""
    found = {"written": chain.written.status}
    for name in ("activation", "share", "penalty", "products", "data", "value"):
        found[name] = getattr(chain, name).status
    for level in chain.levels:
        for name in ("weights", "above", "derivative", "delta"):
            pair = getattr(level, name)
            if pair is not None:
                found[f"{name} {level.layer}"] = pair.status
    return {name: status for name, status in found.items() if status not in ("right", "affected")}


@pytest.mark.parametrize(
    ("text", "weight", "faults"),
    [
        ("sign", 1, {"written": "extra"}),
        ("factor@W2=3", 17, {"written": "extra"}),
        ("factor@W2=3", 1, {}),
        ("mean-or-sum", 1, {"share": "extra"}),
        ("missing-half-or-two", 14, {"share": "extra"}),
        ("zero-layer@W1", 1, {"written": "missing"}),
        ("zero-bias@b1", 13, {"written": "missing"}),
        ("unbroadcast-bias", 13, {"share": "extra"}),
        ("unbroadcast-bias=one-sample", 13, {"share": "missing"}),
        ("unbroadcast-bias=one-number", 13, {"share": "wrong"}),
        ("unbroadcast-bias", 1, {}),
        ("single-weight@W1[0,1]", 1, {"written": "extra"}),
        ("single-weight@W1[0,1]", 2, {}),
        ("missing-activation-derivative@W1", 1, {"derivative 1": "missing"}),
        ("missing-activation-derivative@W2", 1, {"derivative 2": "missing"}),
        ("missing-activation-derivative@W1", 17, {}),
        ("derivative-of-output@W1", 1, {"derivative 1": "wrong"}),
        ("derivative-of-output@W2", 17, {"derivative 2": "wrong"}),
        ("transposed@W1", 1, {"written": "wrong"}),
        ("swapped-layers", 1, {"written": "wrong"}),
        ("missing-regularization", 1, {"penalty": "missing"}),
        ("wrong-regularization-factor", 1, {"penalty": "wrong"}),
        ("regularized-bias", 13, {"penalty": "extra"}),
        ("stale-activation", 17, dict.fromkeys(("activation", "above 2", "derivative 2"), "wrong")),
        ("updated-weight-used", 1, {"weights 1": "wrong"}),
        ("updated-weight-used", 17, {}),
    ],
)  # fmt: skip
def test_the_factor_that_is_off_is_the_one_that_the_mistake_changes(
    text: str, weight: int, faults: dict[str, str]
) -> None:
    chain = chain_of(replace(BIASED, bug=parse_bug(text)), weight)
    assert _faults(chain) == faults


def test_another_layers_delta() -> None:
    chain = chain_of(replace(LESSON, bug=parse_bug("wrong-layer-delta")), 0)
    assert _faults(chain) == {"share": "wrong"}
    # Share times delta is the delta that was used: the output's own.
    used = chain.share.used * chain.levels[0].delta.used[:, 0]
    np.testing.assert_allclose(used, chain.levels[1].delta.right[:, 0], rtol=1e-12)


def test_a_value_that_is_another_weights() -> None:
    chain = chain_of(replace(LESSON, bug=parse_bug("transposed@W1")), 1)
    assert chain.written.source == 3  # row by row where column by column was due
    assert float(chain.value.used) == pytest.approx(LESSON_GRADIENT[3], abs=1e-8)


def test_weights_that_were_already_updated_are_shown() -> None:
    chain = chain_of(replace(LESSON, bug=parse_bug("updated-weight-used=0.5")), 4)
    weights = chain.levels[0].weights
    assert weights is not None
    after = LESSON_WEIGHTS[7] - 0.5 * LESSON_GRADIENT[7]
    assert float(weights.used[0, 0]) == pytest.approx(after, abs=1e-7)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("name", ["lesson", "biased", "deep", "softmax", "wide"])
def test_with_every_bug_the_value_is_that_of_the_gradient_under_test(name: str, dtype: str) -> None:
    spec = replace(SPECS[name], dtype=dtype)
    shown = 0
    for text in BUG_TABLE:
        bug = parse_bug(text)
        if cannot_show(bug, spec.network, dtype) is not None:
            continue
        buggy = replace(spec, bug=bug)
        objective = objective_of(buggy)
        wrong = objective.gradient(objective.point)
        right = objective_of(spec).gradient(objective.point)
        close = 1e-10 if dtype == "float64" else 2e-4
        worst = int(np.argmax(np.abs(wrong - right)))
        for index in {worst, 0, len(wrong) - 1}:
            chain = chain_of(buggy, index)
            assert float(chain.value.used) == pytest.approx(float(wrong[index]), rel=close)
            assert float(chain.value.right) == pytest.approx(
                float(right[index]), rel=close, abs=1e-7 if dtype == "float32" else 1e-15
            )
            if dtype == "float64":
                _check_sums(chain, "used")
        faults = _faults(chain_of(buggy, worst))
        assert faults, text  # where it shows most, a factor is named
        shown += 1
    assert shown >= 8


def test_of_many_samples_and_units_the_weightiest_are_shown() -> None:
    chain = chain_of(SPECS["wide"], 50)
    assert chain.total_samples == 30
    assert len(chain.samples) == 3
    everyone = replace(SPECS["wide"], bug=None)
    assert np.all(np.diff(chain.samples) > 0)
    shown = np.abs(chain.products.right).min()
    network = plain_of(everyone.network)
    assert len(network.inputs) == 30
    assert chain.levels[1].total == 9
    assert len(chain.levels[1].units) == 3
    assert shown >= abs(float(chain.data.right)) / 30


def test_dead_units_and_zeros_do_not_mislead() -> None:
    spec = ExperimentSpec(
        Network((2, 3, 1), ("relu", "identity"), bias=True, weights=SeededWeights(0, 0.0))
    )
    for index in range(13):
        chain = chain_of(spec, index)
        assert _faults(chain) == {}
        assert np.all(chain.share.used == 1)


@pytest.mark.parametrize("index", [-1, 9])
def test_a_weight_that_is_not_there(index: int) -> None:
    with pytest.raises(IndexError):
        chain_of(LESSON, index)


def test_traced_as_a_run_it_trains_first() -> None:
    weights = TrainedWeights(400, 1.0, SeededWeights(11))
    spec = LESSON.with_network(weights=weights)
    events = list(run(tracing(spec, 4)))
    traced, end = events[-2:]
    assert isinstance(traced, Traced)
    assert isinstance(end, Finished)
    assert end.outcome == "completed"
    assert {type(event) for event in events[:-2]} == {Working}
    objective = objective_of(spec)
    slope = float(objective.gradient(objective.point)[4])
    assert float(traced.chain.value.right) == pytest.approx(slope, rel=1e-10)


def test_of_many_samples_only_those_shown_are_asked_apart() -> None:
    spec = ExperimentSpec(
        Network((2, 3, 1), ("tanh", "sigmoid"), bias=True, data=RandomData(3_000)),
        bug=parse_bug("unbroadcast-bias=one-sample"),
    )
    chain = chain_of(spec, 7)  # b1[1]
    assert _faults(chain)["share"] in ("missing", "wrong")
    objective = objective_of(spec)
    assert float(chain.value.used) == pytest.approx(float(objective.gradient(objective.point)[7]))
