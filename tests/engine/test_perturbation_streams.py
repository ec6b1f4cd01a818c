"""Streams of probes: small parts, bounded memory, stops, order of events, large networks."""

from __future__ import annotations

import functools
import itertools
import threading
import tracemalloc

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Audited, Finished, Measured, Phase, Started
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.perturbation import METHODS, direct, moments, parts, probes, tail
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import events_of
from tests.engine.probing import NETWORKS, TWO_PAIRS, around, values_of

MILLION = Network(
    (784, 1199, 48, 10), ("tanh", "sigmoid", "softmax"), "softmax-cross-entropy", bias=True,
    weights=SeededWeights(0, 0.05), data=RandomData(64),
)  # fmt: skip


def _ready(network: Network, method: str) -> NetworkObjective:
    return NetworkObjective(ExperimentSpec(network), method=method)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("method", ["direct", "shared"])
def test_small_tiles_and_parts_of_the_samples_change_nothing(
    name: str, method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = around(NETWORKS[name], method)
    monkeypatch.setattr(tail, "TILE_NUMBERS", 40)
    monkeypatch.setattr(moments, "HELD_NUMBERS", 150)
    monkeypatch.setattr(direct, "PROBE_WEIGHTS", 3)
    monkeypatch.setattr(parts, "_PACE", 0.0)
    small = around(NETWORKS[name], method)
    assert np.all(np.abs(small.changes - whole.changes) <= whole.noise)


@pytest.mark.parametrize("method", ["direct", "shared"])
def test_threads_change_nothing_and_end_with_the_run(
    method: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    network = NETWORKS["wide"]
    monkeypatch.setattr(parts, "_WORKERS", 1)
    alone = around(network, method)
    monkeypatch.setattr(parts, "_WORKERS", 2)
    for module in (direct, moments):
        monkeypatch.setattr(module, "PARALLEL_FROM", 0)
    monkeypatch.setattr(tail, "TILE_NUMBERS", 4000)
    before = threading.active_count()
    assert np.all(np.abs(around(network, method).changes - alone.changes) <= alone.noise)
    stream = probes(
        CostNetwork(network, "float64"), initial_weights(network),
        values_of(initial_weights(network), 1e-4), method,
    )  # fmt: skip
    next(stream)
    stream.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before


def test_a_job_that_fails_is_told_where_its_result_is_awaited() -> None:
    before = threading.active_count()

    def job(number: int) -> int:
        if number == 40:
            raise MemoryError
        return number

    jobs = (functools.partial(job, number) for number in range(1000))
    with pytest.raises(MemoryError):
        list(parts.in_order(jobs, parallel=True))
    assert threading.active_count() == before
    every = (functools.partial(job, number) for number in range(50, 350))
    found = [number for number in parts.in_order(every, parallel=True) if number is not None]
    assert found == list(range(50, 350))


@pytest.mark.parametrize("method", METHODS)
def test_memory_is_bounded_at_a_million_weights(method: str) -> None:
    objective = _ready(MILLION, method)
    assert len(objective.point) > 999_000
    values = values_of(objective.point, 1e-4)
    tracemalloc.start()
    stream = objective.values_at_perturbations(values)
    for probe in itertools.islice(stream, 200 if method == "shared" else 30):
        assert len(probe.indices) <= direct.PROBE_WEIGHTS
    # First the threads end, then the tracing: Python before 3.12.9 crashes when tracing is
    # stopped while a thread allocates (cpython issue 128679).
    stream.close()  # type: ignore[attr-defined]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # The values alone are 32 MB, the steps really taken as much again.
    assert peak < 150e6, peak


def test_a_million_weights_by_the_shared_way_and_the_loop() -> None:
    objective = _ready(MILLION, "shared")
    values = values_of(objective.point, 1e-4)
    costs, noise = np.full(values.shape, np.nan), np.full(values.shape, np.nan)
    for probe in objective.values_at_perturbations(values):
        costs[probe.indices] = probe.costs
        assert probe.noise is not None
        noise[probe.indices] = probe.noise
    assert np.all(np.isfinite(costs))
    some = np.unique(np.random.default_rng(1).integers(len(values), size=12))
    found = np.concatenate([probe.costs for probe in objective.costs_of(some, values[some])])
    allowed = noise[some] + 16 * np.finfo(float).eps * objective.value(objective.point)
    assert np.all(np.abs(found - costs[some]) <= allowed)


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_a_check_keeps_its_order_and_obeys_a_stop_between_probes(hidden: str) -> None:
    network = Network((70, 71, 3), (hidden, "sigmoid"), bias=True, data=RandomData(40))
    spec = ExperimentSpec(network)
    events = events_of(spec)
    assert isinstance(events[0], Started)
    assert isinstance(events[-1], Finished)
    assert isinstance(events[-2], Audited)
    measured = [event for event in events[1:-2] if isinstance(event, Measured)]
    phases = [event for event in events if isinstance(event, Phase)]
    assert [phase.name for phase in phases] == ["audit"]
    assert len(measured) == len(events) - 3 - len(phases)
    for event in measured:  # what tells far less rounding than a difference of two costs
        if event.indices.size:
            assert event.changes is not None
            assert event.noise is not None
            assert np.all(np.abs(event.costs - events[0].cost - event.changes) <= 1e-13)
            assert np.all((event.noise > 0) & (event.noise < 1e-12))
    seen = 0

    def stop() -> bool:
        nonlocal seen
        seen += 1
        return seen > 3

    stopped = list(run(check(spec), stop))
    assert len(stopped) <= 4
    last = stopped[-1]
    assert isinstance(last, Finished)
    assert last.outcome == "cancelled" or len(events) <= 4
    assert TWO_PAIRS[0] == 1.0
