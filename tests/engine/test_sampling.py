"""Which weights a sample takes: every matrix and bias, every row and column."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nnd_gui.engine.events import Audited, Finished, Measured, Started
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block, Layout, initial_weights, layout_of
from nnd_gui.engine.perturbation import probes
from nnd_gui.engine.sampling import sampled_weights, shares
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import events_of
from tests.engine.probing import NETWORKS, values_of

WIDE = Network((60, 90, 3), ("tanh", "sigmoid"), bias=True, data=RandomData(10))
HUGE = layout_of(Network((784, 1199, 48, 10), ("tanh",) * 3, bias=True, data=RandomData(1)))


def _one(*shape: int) -> Layout:
    return Layout((Block("W1", 1, shape, 0),))


@pytest.mark.parametrize("count", [1, 2, 6, 7, 30, 59, 60, 600, 5000, 400_000])
def test_every_block_has_its_share(count: int) -> None:
    taken = shares(HUGE, count)
    sizes = [block.size for block in HUGE.blocks]
    assert sum(taken) == max(count, len(sizes))
    assert all(1 <= some <= size for some, size in zip(taken, sizes, strict=True))
    # Whoever has less than another has nothing left to give, but for what does not divide.
    for (some, size), (more, _) in itertools.permutations(zip(taken, sizes, strict=True), 2):
        assert some == size or some >= more - 1


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("count", [1, 6, 100, 3000])
def test_a_sample_is_made_of_different_weights_in_order(count: int, seed: int) -> None:
    chosen = sampled_weights(HUGE, count, seed)
    assert np.all(np.diff(chosen) > 0)
    held = [
        np.count_nonzero((chosen >= block.start) & (chosen < block.stop)) for block in HUGE.blocks
    ]
    assert held == shares(HUGE, count)


@pytest.mark.parametrize(("rows", "columns"), [(5, 7), (6, 4), (4, 6), (8, 8), (1, 9), (9, 1)])
def test_rows_and_columns_are_met_as_early_as_can_be(rows: int, columns: int) -> None:
    for count in range(1, rows * columns + 1):
        chosen = sampled_weights(_one(rows, columns), count, 3)
        assert len(set(chosen.tolist())) == count
        for met, many in ((chosen // columns, rows), (chosen % columns, columns)):
            times = np.bincount(met, minlength=many)
            # As even as can be: no row twice more often than another.
            assert times.max() - times.min() <= 1, (rows, columns, count)


def test_a_seed_gives_the_same_sample_and_another_one_another() -> None:
    first, again, other = (sampled_weights(HUGE, 500, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    # Biases that are taken whole are in both.
    assert np.count_nonzero(np.isin(first, other)) < 250


def test_all_weights_are_met_about_alike_often() -> None:
    # 2,000 samples of 6 from 4 x 6: each weight in 500 of them, with a deviation of 19.
    times = np.zeros(24, dtype=int)
    for seed in range(2000):
        times[sampled_weights(_one(4, 6), 6, seed)] += 1
    assert times.sum() == 12_000
    assert np.all(np.abs(times - 500) < 5 * 19.4)


@pytest.mark.parametrize("method", ["loop", "direct"])
@pytest.mark.parametrize("name", NETWORKS)
def test_the_costs_of_some_weights_are_those_of_all(name: str, method: str) -> None:
    network = NETWORKS[name]
    engine, theta = CostNetwork(network, "float64"), initial_weights(network)
    values = values_of(theta, 1e-3)
    wanted = np.empty(values.shape)
    for probe in probes(engine, theta, values, method):
        wanted[probe.indices] = probe.costs
    chosen = sampled_weights(engine.layout, max(1, len(theta) // 3), 0)
    seen: list[int] = []
    cost = float(engine.cost(theta))
    for probe in probes(engine, theta, values[chosen], method, indices=chosen):
        seen += probe.indices.tolist()
        assert np.allclose(probe.costs, wanted[probe.indices], rtol=1e-14, atol=0)
        if method == "direct" and probe.indices.size:
            assert probe.changes is not None
            assert probe.noise is not None
            # Held to the plain loop, which knows no changes.
            apart = np.abs(probe.changes - (wanted[probe.indices] - cost))
            assert np.all(apart <= probe.noise + 8 * np.finfo(float).eps * cost)
    assert seen == chosen.tolist()


def test_of_a_large_network_only_the_sample_is_measured() -> None:
    spec = ExperimentSpec(WIDE, sample=200)
    events = events_of(spec)
    started, end = events[0], events[-1]
    assert isinstance(started, Started)
    assert isinstance(end, Finished)
    assert started.sample is not None
    assert len(started.sample) == 200
    assert started.method == "direct"
    measured = [event for event in events if isinstance(event, Measured)]
    found = np.concatenate([event.indices for event in measured])
    assert np.array_equal(found, started.sample)
    (audit,) = [event for event in events if isinstance(event, Audited)]
    assert audit.weights <= 38
    assert audit.largest_deviation < 1e-9
    # Far below the 4 for each of 5,760 weights.
    assert end.evaluations < 4 * (200 + 38) + 200


def test_a_sample_of_all_is_a_check_of_all() -> None:
    small = Network((3, 4, 2), ("tanh", "sigmoid"), bias=True, data=RandomData(6))
    for sample in (26, 27, 10**9):
        events = events_of(ExperimentSpec(small, sample=sample))
        assert isinstance(events[0], Started)
        assert events[0].sample is None
