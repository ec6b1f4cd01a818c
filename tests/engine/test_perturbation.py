"""The costs of perturbed weights against a plain loop of full forward passes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine import perturbation
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.parameters import initial_weights, layout_of
from nnd_gui.engine.perturbation import FAST_FROM, METHODS, audit_probes, probes
from nnd_gui.engine.perturbation import loop as loop_module
from nnd_gui.engine.perturbation.copies import plan_of
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK, events_of, gathered, plain_of
from tests.engine.probing import NETWORKS, TWO_PAIRS, around, values_of


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("epsilon", [1e-4, 0.5])
def test_every_way_gives_the_plain_loops_costs(name: str, method: str, epsilon: float) -> None:
    network = NETWORKS[name]
    wanted = plain_of(network).costs_around(initial_weights(network), epsilon)
    found = around(network, method, epsilon)
    allowed = 2e-14 * np.abs(wanted) + 1e-15 + found.noise
    assert np.all(np.abs(found.costs - wanted) <= allowed)
    # The bound itself is worth something: no cruder than a few steps' own truncation.
    assert np.all(found.noise <= 1e-13 * found.cost + 0.1 * epsilon**2)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("name", NETWORKS)
def test_float32(name: str, method: str) -> None:
    network = NETWORKS[name]
    wanted = plain_of(network).costs_around(initial_weights(network), 1e-2)
    found = around(network, method, 1e-2, "float32")
    assert found.costs == pytest.approx(wanted, rel=1e-5, abs=1e-6)
    if method == "loop":  # whose costs are the network's own, in its precision
        assert np.array_equal(found.costs, found.costs.astype(np.float32))


def test_loop_has_the_lessons_own_rounding() -> None:
    # Bit for bit what the lesson's own loop gives: the same products, in the same order.
    theta = initial_weights(LESSON_NETWORK)
    wanted = plain_of(LESSON_NETWORK).costs_around(theta, 1e-4)
    found = around(LESSON_NETWORK, "loop").costs
    assert np.max(np.abs(found - wanted)) <= np.spacing(0.41)  # and 0 with the BLAS at hand


SMALL = [name for name in NETWORKS if plan_of(CostNetwork(NETWORKS[name], "float64"), 4)]


@pytest.mark.parametrize("name", SMALL)
def test_one_batch_of_copies_is_the_loop(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    network = NETWORKS[name]
    batch = around(network, "loop").costs
    monkeypatch.setattr(perturbation, "plan_of", lambda *_: None)
    assert around(network, "loop").costs == pytest.approx(batch, rel=3e-16)


def test_loop_is_exactly_the_cost_at_the_moved_weights() -> None:
    network = replace(NETWORKS["biases and l2"], l2=0.0)
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    found = around(network, "loop", 1e-3).costs
    for place in range(len(theta)):
        moved = theta.copy()
        moved[place] += 1e-3
        assert found[place, 0] == pytest.approx(float(engine.cost(moved)), rel=4e-16)


def test_samples_taken_in_parts_give_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, network in NETWORKS.items():
        whole = around(network, "loop").costs
        with monkeypatch.context() as patch:
            patch.setattr(loop_module, "_CHUNK_PRODUCTS", 1)
            patch.setattr(loop_module, "_CHUNK_NUMBERS", 1)
            patch.setattr(loop_module, "_FEWEST_SAMPLES", 3)
            patch.setattr(perturbation, "plan_of", lambda *_: None)
            parts = around(network, "loop").costs
        assert parts == pytest.approx(whole, rel=1e-14), name


@pytest.mark.parametrize("method", METHODS)
def test_penalty_of_a_large_weight_keeps_the_small_change(method: str) -> None:
    # (w + h)**2 - w**2 as (h)*(2w + h): taken from squares it would be lost.
    weights = tuple([1e6] + [0.5] * 8)
    network = replace(LESSON_NETWORK, l2=1.0, weights=ExplicitWeights(weights))
    found = around(network, method)
    assert (found.costs[0, 0] - found.costs[0, 1]) / 2e-4 == pytest.approx(1e6, rel=1e-5)
    if method != "loop":
        taken = (1e6 + 1e-4) - (1e6 - 1e-4)
        slope = (found.changes[0, 0] - found.changes[0, 1]) / taken
        assert slope == pytest.approx(1e6, rel=1e-12)


def test_the_way_is_chosen_by_size_and_kinks() -> None:
    small = ExperimentSpec(LESSON_NETWORK)
    smooth = Network((70, 71, 1), ("tanh", "identity"), data=RandomData(2))
    kinked = replace(smooth, activations=("leaky-relu", "identity"))
    assert layout_of(smooth).size >= FAST_FROM > layout_of(LESSON_NETWORK).size
    assert NetworkObjective(small).method == "loop"
    assert NetworkObjective(ExperimentSpec(smooth)).method == "shared"
    assert NetworkObjective(ExperimentSpec(kinked)).method == "direct"
    for method in METHODS:
        assert NetworkObjective(small, method=method).method == method
    with pytest.raises(ValueError, match="guess"):
        NetworkObjective(small, method="guess")


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_a_fast_check_measures_every_weight_as_the_loop_would(hidden: str) -> None:
    network = Network(
        (70, 71, 3), (hidden, "sigmoid"), bias=True, l2=0.1, weights=SeededWeights(1, 0.2),
        data=RandomData(4),
    )  # fmt: skip
    theta = initial_weights(network)
    _, costs = gathered(events_of(ExperimentSpec(network, epsilon=1e-3)), len(theta))
    assert np.all(np.isfinite(costs))
    plain, some = plain_of(network), np.random.default_rng(0).choice(len(theta), 60, replace=False)
    for place in some:
        for column, multiple in enumerate(TWO_PAIRS):
            moved = theta.copy()
            moved[place] += multiple * 1e-3
            assert costs[place, column] == pytest.approx(float(plain.cost(moved)), rel=1e-13)


@pytest.mark.parametrize("name", NETWORKS)
def test_an_audit_is_the_loop_for_some_weights(name: str) -> None:
    network = NETWORKS[name]
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    values = values_of(theta, 1e-4)
    loop = np.concatenate([probe.costs for probe in probes(engine, theta, values, "loop")])
    some = np.unique(np.random.default_rng(3).integers(len(theta), size=12))
    audit = list(audit_probes(engine, theta, some, values[some]))
    assert np.array_equal(np.concatenate([probe.indices for probe in audit]), some)
    found = np.concatenate([probe.costs for probe in audit])
    assert found == pytest.approx(loop[some], rel=4e-16)
    assert all(probe.changes is None for probe in audit)


def test_an_audit_through_the_objective_holds_a_fast_way_to_the_loop() -> None:
    network = Network((70, 71, 3), ("tanh", "sigmoid"), data=RandomData(4))
    objective = NetworkObjective(ExperimentSpec(network))
    assert objective.method == "shared"
    values = values_of(objective.point, 1e-4)
    fast = np.empty(values.shape)
    for probe in objective.values_at_perturbations(values):
        fast[probe.indices] = probe.costs
    some = np.arange(0, len(values), 150)
    for probe in objective.costs_of(some, values[some]):
        assert probe.costs == pytest.approx(fast[probe.indices], rel=1e-14)
