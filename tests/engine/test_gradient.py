"""Backpropagation on every legal combination, against the complex step on plain formulas."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.backprop import gradient
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import initial_weights, layout_of
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES, Network
from tests.engine.helpers import plain_of

ELEMENTWISE = (*("sigmoid", "tanh", "relu", "leaky-relu", "softplus", "elu", "gelu", "identity"),)
ENDINGS = (
    *itertools.product(ELEMENTWISE, ("half-sse", "mse")),
    ("sigmoid", "binary-cross-entropy"),
    ("softmax", "softmax-cross-entropy"),
)
TERMS = tuple(itertools.product((False, True), (0.0, 0.3)))

ONE_LAYER = [((ending[0],), ending[1], *terms) for ending in ENDINGS for terms in TERMS]
TWO_LAYERS = [
    ((hidden, ending[0]), ending[1], *terms)
    for hidden in ELEMENTWISE
    for ending in ENDINGS
    for terms in TERMS
]
# Each function before and after each other one, in networks of three and four layers.
DEEP = [
    ((first, second, *middle, ending[0]), ending[1], True, 0.3)
    for (first, second), ending in zip(
        itertools.product(ELEMENTWISE, ELEMENTWISE), itertools.cycle(ENDINGS), strict=False
    )
    for middle in ((), ("tanh",))
]
Case = tuple[tuple[str, ...], str, bool, float]
CASES: list[Case] = [*ONE_LAYER, *TWO_LAYERS, *DEEP]
SIZES = {1: (3, 2), 2: (3, 4, 2), 3: (2, 3, 4, 3), 4: (3, 2, 4, 3, 2)}


def _network(case: Case) -> Network:
    activations, loss, bias, l2 = case
    return Network(
        SIZES[len(activations)],
        activations,
        loss,
        bias=bias,
        l2=l2,
        weights=SeededWeights(0, 0.8),
        data=RandomData(5, seed=3),
    )


def _name(case: Case) -> str:
    activations, loss, bias, l2 = case
    return f"{'-'.join(activations)}-{loss}{'-bias' * bias}{'-l2' * (l2 > 0)}"


@pytest.mark.parametrize("case", CASES, ids=_name)
def test_gradient_is_that_of_the_complex_step(case: Case) -> None:
    network = _network(case)
    theta = initial_weights(network)
    engine, plain = CostNetwork(network, "float64"), plain_of(network)
    assert float(engine.cost(theta)) == pytest.approx(float(plain.cost(theta)), rel=1e-13)
    found, wanted = gradient(engine, theta), plain.gradient(theta)
    for part in layout_of(network).split(wanted):
        assert np.max(np.abs(part)) > 1e-3  # a dead matrix or bias would prove nothing
    assert np.max(np.abs(found - wanted)) <= 1e-13 * max(1.0, np.max(np.abs(wanted)))


def _is_legal(activations: tuple[str, ...], loss: str) -> bool:
    try:
        replace(
            _network((("tanh",) * len(activations), "mse", True, 0.0)),
            activations=activations,
            loss=loss,
        )
    except SpecError:
        return False
    return True


def test_the_list_is_exhaustive() -> None:
    tried = {(case[0], case[1]) for case in CASES}
    for layers in (1, 2):
        for activations in itertools.product(ACTIVATIONS, repeat=layers):
            for loss in LOSSES:
                assert ((activations, loss) in tried) == _is_legal(activations, loss)
    assert {(case[2], case[3] > 0) for case in CASES} == set(
        itertools.product((False, True), repeat=2)
    )
    neighbours = {pair for case in DEEP for pair in itertools.pairwise(case[0][:2])}
    assert neighbours == set(itertools.product(ELEMENTWISE, ELEMENTWISE))


@pytest.mark.parametrize("ending", ENDINGS, ids="-".join)
def test_float32_stays_float32(ending: tuple[str, str]) -> None:
    network = _network((("gelu", "elu", ending[0]), ending[1], True, 0.1))
    engine = CostNetwork(network, "float32")
    theta = initial_weights(network).astype(np.float32)
    trace = engine.forward(engine.layers(theta))
    assert {array.dtype for array in (*trace.z, *trace.a)} == {np.dtype(np.float32)}
    assert engine.cost(theta).dtype == np.float32
    found = gradient(engine, theta)
    assert found.dtype == np.float32
    wanted = plain_of(network).gradient(theta.astype(np.float64))
    assert np.max(np.abs(found - wanted)) <= 3e-6 * max(1.0, np.max(np.abs(wanted)))


def test_one_sample_one_unit_by_hand() -> None:
    # J = 0.5*(y - tanh(w*x + b))**2 + 0.5*l*w**2
    network = Network(
        (1, 1), ("tanh",), bias=True, l2=0.5, weights=SeededWeights(4), data=RandomData(1, 5)
    )
    (x,), (y,) = (array.ravel() for array in samples_of(network))
    w, b = initial_weights(network)
    delta = (np.tanh(w * x + b) - y) * (1 - np.tanh(w * x + b) ** 2)
    found = gradient(CostNetwork(network, "float64"), np.array([w, b]))
    assert found == pytest.approx([delta * x + 0.5 * w, delta], rel=1e-14)


def test_weights_are_not_touched() -> None:
    network = _network((("tanh", "sigmoid"), "mse", True, 0.3))
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    before, inputs = theta.copy(), engine.inputs.copy()
    gradient(engine, theta)
    engine.cost(theta)
    assert theta.tobytes() == before.tobytes()
    assert engine.inputs.tobytes() == inputs.tobytes()
