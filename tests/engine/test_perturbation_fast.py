"""The fast ways: their error against 80-bit arithmetic, kinks, steps of every size."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.perturbation import shared as shared_module
from nnd_gui.engine.perturbation.direct import direct_units
from nnd_gui.engine.perturbation.polynomial import fit_of
from nnd_gui.engine.perturbation.shared import bent_units
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.subject import ACTIVATIONS, Network
from tests.engine.helpers import plain_of
from tests.engine.probing import PAIR, TWO_PAIRS, Floats, around, values_of

FAST = ("direct", "shared")
ENDS = (
    ("sigmoid", "half-sse"),
    ("identity", "mse"),
    ("sigmoid", "binary-cross-entropy"),
    ("softmax", "softmax-cross-entropy"),
)


def _exact_changes(network: Network, values: NDArray[Any]) -> tuple[Floats, float]:
    """Changes of the cost in 80-bit arithmetic, and what of them that too rounds."""
    engine = CostNetwork(network, values.dtype.name)
    theta = initial_weights(network).astype(values.dtype).astype(np.longdouble)
    plain = replace(
        plain_of(network),
        inputs=engine.inputs.astype(np.longdouble),
        targets=engine.targets.astype(np.longdouble),
        l2=float(engine.l2),
    )
    cost = plain.cost(theta)
    found = np.empty(values.shape, np.longdouble)
    for place in range(len(theta)):
        for column in range(values.shape[1]):
            moved = theta.copy()
            moved[place] = values[place, column]
            found[place, column] = plain.cost(moved) - cost
    # The plain formulas of the cross-entropies cancel near 0 and 1.
    return found.astype(np.float64), 1e3 * float(np.finfo(np.longdouble).eps * max(1, cost))


@pytest.mark.parametrize("method", FAST)
@pytest.mark.parametrize("end", ENDS, ids=lambda end: end[1])
@pytest.mark.parametrize("hidden", [name for name in ACTIVATIONS if name != "softmax"])
def test_the_error_stays_below_the_bound(hidden: str, end: tuple[str, str], method: str) -> None:
    for bias, l2 in ((False, 0.0), (True, 0.1)):
        network = Network(
            (3, 4, 3, 2), (hidden, hidden, end[0]), end[1], bias=bias, l2=l2,
            weights=SeededWeights(5, 0.6), data=RandomData(6, 2),
        )  # fmt: skip
        theta = initial_weights(network)
        for dtype, epsilons in (("float64", (1e-1, 1e-3, 1e-6, 1e-11)), ("float32", (1e-2, 1e-5))):
            for epsilon in epsilons:
                values = values_of(theta.astype(dtype), epsilon)
                exact, own = _exact_changes(network, values)
                found = around(network, method, dtype=dtype, values=values)
                assert np.all(np.abs(found.changes - exact) <= found.noise + own), (dtype, epsilon)


@pytest.mark.parametrize("multiples", [PAIR, TWO_PAIRS, (1.0, -1.0, 0.5, -0.5, 2.0, -2.0)])
@pytest.mark.parametrize("seed", range(6))
def test_relative_steps_each_of_its_own_size(seed: int, multiples: tuple[float, ...]) -> None:
    network = Network(
        (6, 5, 4), ("tanh", "sigmoid"), bias=True, weights=SeededWeights(seed, 2.0),
        data=RandomData(9, seed),
    )  # fmt: skip
    theta = initial_weights(network)
    theta[::7] *= 1e-6
    theta[3] = 0.0
    network = replace(network, weights=ExplicitWeights(tuple(float(w) for w in theta)))
    sizes = np.where(theta == 0, 1, np.abs(theta))[:, np.newaxis]
    values = theta[:, np.newaxis] + 1e-3 * sizes * np.array(multiples)
    exact, own = _exact_changes(network, values)
    for method in FAST:
        found = around(network, method, values=values)
        assert np.all(np.abs(found.changes - exact) <= found.noise + own)
        large = np.abs(theta) > 0.01  # the others' steps are lost in their inputs' last places
        slopes, wanted = ((c[:, 0] - c[:, 1])[large] for c in (found.changes, exact))
        taken = (values[:, 0] - values[:, 1])[large]
        worst = np.max(np.abs(slopes - wanted) / taken)
        # With one pair of values the fit has two pairs of nodes, else three or four.
        limit = 1e-9 if len(multiples) > 2 or method == "direct" else 2e-8
        assert worst <= limit * np.max(np.abs(wanted / taken))


@pytest.mark.parametrize("method", FAST)
def test_differences_by_sample_are_rounded_less_than_the_loops(method: str) -> None:
    network = Network((8, 6, 4), ("sigmoid", "sigmoid"), data=RandomData(400))
    values = values_of(initial_weights(network), 1e-6, PAIR)
    exact, _ = _exact_changes(network, values)
    errors = {
        way: float(np.sqrt(np.mean((around(network, way, values=values).changes - exact) ** 2)))
        for way in ("loop", method)
    }
    assert errors[method] < errors["loop"] / 4


@pytest.mark.parametrize("method", FAST)
def test_shared_is_direct_and_the_loop_in_a_large_network(method: str) -> None:
    network = Network(
        (40, 60, 50, 3), ("gelu", "softplus", "softmax"), "softmax-cross-entropy", bias=True,
        l2=0.01, weights=SeededWeights(4, 0.2), data=RandomData(20),
    )  # fmt: skip
    loop, fast = around(network, "loop", 1e-3), around(network, method, 1e-3)
    assert np.max(np.abs(fast.changes - loop.changes) - fast.noise) <= 8e-16 * loop.cost


def test_a_polynomial_goes_through_its_nodes() -> None:
    for pairs in (1, 2, 3, 4):
        fit = fit_of(pairs)
        coefficients = np.arange(1.0, 2 * pairs + 1)
        values = sum(c * fit.nodes ** (q + 1) for q, c in enumerate(coefficients))
        assert fit.matrix @ values == pytest.approx(coefficients)


def _at_a_kink(distance: float) -> Network:
    """A relu network, one sample of whose unit 1 stands `distance` from its kink."""
    rows = ((1.0, 0.5, 0.3), (0.4, -0.7, 0.1), (-0.3, 0.9, 0.6))
    w1 = np.array([[0.8, 0.6, -0.5], [0.9, 0.0, 0.7]])
    w1[1, 1] = (distance - w1[0, 1]) / 0.5  # z of sample 0, unit 1
    weights = tuple(float(w) for w in (*w1.reshape(-1), 0.7, -0.9, 0.4))
    return Network(
        (2, 3, 1), ("relu", "identity"), weights=ExplicitWeights(weights),
        data=TableData("three", rows),
    )  # fmt: skip


@pytest.mark.parametrize("place", [0.0, 1e-9, 1e-6, 3e-5, 0.9e-4, 1.5e-4, 1.99e-4])
@pytest.mark.parametrize("side", [1, -1])
def test_a_kink_between_the_nodes_is_noticed(
    place: float, side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    direct: list[int] = []
    real = direct_units

    def seen(*given: Any) -> Any:
        if given[1].number == 0:
            direct.extend(range(given[2].start, given[2].stop))
        return real(*given)

    monkeypatch.setattr(shared_module, "direct_units", seen)
    network = _at_a_kink(side * place)
    exact, own = _exact_changes(network, values_of(initial_weights(network), 1e-4))
    found = around(network, "shared")
    assert direct == [1]
    assert np.all(np.abs(found.changes - exact) <= found.noise + own)


@pytest.mark.parametrize("epsilon", [0.3, 1e-4, 1e-9])
def test_what_is_too_much_to_evaluate_directly_says_how_far_off_it_can_be(
    epsilon: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where a million weights would lead into units that no polynomial follows.
    monkeypatch.setattr(shared_module, "_MOST_DIRECT", 0)
    monkeypatch.setattr(shared_module, "bent_units", lambda sizes, _: np.ones(sizes.shape[1], bool))
    steep = Network(
        (3, 5, 4, 2),
        ("tanh", "gelu", "sigmoid"),
        weights=SeededWeights(3, 2.0),
        data=RandomData(7),
    )
    for network in (steep, _at_a_kink(1e-5)):
        exact, own = _exact_changes(network, values_of(initial_weights(network), epsilon))
        found = around(network, "shared", epsilon)
        assert np.all(np.abs(found.changes - exact) <= found.noise + own)


def test_without_a_kink_near_no_unit_is_evaluated_directly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("direct")

    monkeypatch.setattr(shared_module, "direct_units", never)
    for network in (_at_a_kink(0.01), _at_a_kink(-0.01)):
        around(network, "shared")
    for hidden in ("sigmoid", "tanh", "softplus", "gelu", "identity"):
        for epsilon in (1e-2, 1e-4, 1e-7, 1e-10):
            for dtype in ("float64", "float32"):
                network = Network((3, 5, 4, 2), (hidden, hidden, "sigmoid"), data=RandomData(5))
                around(network, "shared", epsilon, dtype)


def test_what_overflowed_counts_as_bent() -> None:
    sizes = np.array([[1.0, 1.0], [1.0, np.nan], [1e-9, 1.0], [1e-9, 1.0], [0, 0], [0, 0]])
    sizes[4, 1] = np.nan
    assert bent_units(sizes, np.zeros(2)).tolist() == [False, True]


@pytest.mark.parametrize("method", FAST)
def test_a_probe_that_overflows_is_told_and_harms_no_other(method: str) -> None:
    network = Network((2, 3, 1), ("softplus", "identity"), data=RandomData(3))
    theta = initial_weights(network)
    values = values_of(theta, 1e-4)
    values[4] = [1e200, -1e200, np.inf, -np.inf]
    found = around(network, method, values=values)
    assert not np.any(np.isfinite(found.costs[4, ::2]))
    others = np.arange(len(theta)) != 4
    exact, own = _exact_changes(network, values_of(theta, 1e-4))
    error = np.abs(found.changes - exact)[others]
    assert np.all(error <= found.noise[others] + own)
