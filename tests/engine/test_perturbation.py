"""The costs of perturbed weights against a plain loop of full forward passes."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.parameters import initial_weights, layout_of
from nnd_gui.engine.perturbation import DIRECT_FROM, Perturbation
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK, events_of, gathered, plain_of

MULTIPLES = np.array([1.0, -1.0, 2.0, -2.0])

NETWORKS = {
    "lesson": LESSON_NETWORK,
    "one layer": Network(
        (3, 2), ("softmax",), "softmax-cross-entropy", bias=True, data=RandomData(6)
    ),
    "one of each": Network((1, 1, 1), ("tanh", "sigmoid"), bias=True, data=RandomData(1)),
    "biases and l2": Network(
        (3, 4, 2), ("gelu", "sigmoid"), "binary-cross-entropy", bias=True, l2=0.1,
        data=RandomData(7),
    ),
    "deep": Network(
        (2, 5, 4, 3, 2), ("elu", "tanh", "softplus", "identity"), "mse", bias=True, l2=0.01,
        data=RandomData(9),
    ),
    "kinks": Network((4, 6, 5, 3), ("relu", "leaky-relu", "identity"), data=RandomData(8)),
    "wide": Network((30, 40, 10), ("tanh", "sigmoid"), bias=True, data=RandomData(12)),
}  # fmt: skip


def _costs(network: Network, epsilon: float, method: str, dtype: str) -> NDArray[np.float64]:
    """Costs around every weight, block by block, in several chunks."""
    engine = CostNetwork(network, dtype)
    theta = initial_weights(network).astype(dtype)
    values = (theta[:, np.newaxis] + (epsilon * MULTIPLES).astype(dtype)).astype(dtype)
    perturbation = Perturbation(engine, theta, method)
    before = theta.tobytes()
    found = np.full(values.shape, np.nan)
    for block in engine.layout.blocks:
        for places in np.array_split(np.arange(block.size), min(3, block.size)):
            costs = perturbation.costs(block, places, values[block.start + places])
            assert costs.dtype == np.dtype(dtype)
            found[block.start + places] = costs
    assert theta.tobytes() == before
    return found


@pytest.mark.parametrize("method", ["loop", "direct"])
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("epsilon", [1e-4, 0.5])
def test_both_ways_give_the_plain_loops_costs(name: str, method: str, epsilon: float) -> None:
    network = NETWORKS[name]
    wanted = plain_of(network).costs_around(initial_weights(network), epsilon)
    found = _costs(network, epsilon, method, "float64")
    assert found == pytest.approx(wanted, rel=2e-14, abs=1e-15)


@pytest.mark.parametrize("name", NETWORKS)
def test_direct_is_the_loop_up_to_rounding(name: str) -> None:
    loop, direct = (_costs(NETWORKS[name], 1e-4, way, "float64") for way in ("loop", "direct"))
    assert direct == pytest.approx(loop, rel=1e-14, abs=1e-16)


@pytest.mark.parametrize("method", ["loop", "direct"])
@pytest.mark.parametrize("name", NETWORKS)
def test_float32(name: str, method: str) -> None:
    network = NETWORKS[name]
    wanted = plain_of(network).costs_around(initial_weights(network), 1e-2)
    found = _costs(network, 1e-2, method, "float32")
    assert found == pytest.approx(wanted, rel=1e-5, abs=1e-6)
    assert np.array_equal(found, found.astype(np.float32))


def test_loop_has_the_lessons_own_rounding() -> None:
    # Bit for bit what the lesson's own loop gives: the same products, in the same order.
    theta = initial_weights(LESSON_NETWORK)
    wanted = plain_of(LESSON_NETWORK).costs_around(theta, 1e-4)
    found = _costs(LESSON_NETWORK, 1e-4, "loop", "float64")
    assert np.max(np.abs(found - wanted)) <= np.spacing(0.41)  # and 0 with the BLAS at hand


def test_loop_is_exactly_the_cost_at_the_moved_weights() -> None:
    network = replace(NETWORKS["biases and l2"], l2=0.0)
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    found = _costs(network, 1e-3, "loop", "float64")
    for place in range(len(theta)):
        moved = theta.copy()
        moved[place] += 1e-3
        assert found[place, 0] == pytest.approx(float(engine.cost(moved)), rel=4e-16)


@pytest.mark.parametrize("method", ["loop", "direct"])
def test_penalty_of_a_large_weight_keeps_the_small_change(method: str) -> None:
    # (w + h)**2 - w**2 as (h)*(2w + h): taken from squares it would be lost.
    weights = tuple([1e6] + [0.5] * 8)
    network = replace(LESSON_NETWORK, l2=1.0, weights=ExplicitWeights(weights))
    found = _costs(network, 1e-4, method, "float64")
    assert (found[0, 0] - found[0, 1]) / 2e-4 == pytest.approx(1e6, rel=1e-5)


def test_the_way_is_chosen_by_size() -> None:
    small = ExperimentSpec(LESSON_NETWORK)
    wide = Network((70, 71, 1), ("tanh", "identity"), data=RandomData(2))
    assert layout_of(wide).size >= DIRECT_FROM > layout_of(LESSON_NETWORK).size
    assert NetworkObjective(small).method == "loop"
    assert NetworkObjective(ExperimentSpec(wide)).method == "direct"


def test_a_direct_check_measures_every_weight_as_the_loop_would() -> None:
    network = Network(
        (70, 71, 3), ("tanh", "sigmoid"), bias=True, l2=0.1, weights=SeededWeights(1, 0.2),
        data=RandomData(4),
    )  # fmt: skip
    theta = initial_weights(network)
    _, costs = gathered(events_of(ExperimentSpec(network, epsilon=1e-3)), len(theta))
    assert np.all(np.isfinite(costs))
    plain, some = plain_of(network), np.random.default_rng(0).choice(len(theta), 60, replace=False)
    for place in some:
        for column, multiple in enumerate(MULTIPLES):
            moved = theta.copy()
            moved[place] += multiple * 1e-3
            assert costs[place, column] == pytest.approx(float(plain.cost(moved)), rel=1e-13)


def test_a_chunk_of_a_large_network_stays_small() -> None:
    network = Network((784, 1000, 10), ("tanh", "identity"), bias=True, data=RandomData(100))
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    perturbation = Perturbation(engine, theta, "direct")
    sizes = {}
    for block in engine.layout.blocks:
        places = np.arange(min(block.size, perturbation.chunk_of(block, 4)))
        values = theta[block.start + places][:, np.newaxis] + 1e-4 * MULTIPLES
        tracemalloc.start()
        perturbation.costs(block, places, values)
        sizes[block.name] = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    # The weights alone are 6.4 MB; a chunk's arrays are of half a megabyte each, and the
    # way to the costs holds a few of them at once.
    assert max(sizes.values()) < 8e6, sizes
