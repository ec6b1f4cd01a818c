"""A fast way is held to the plain loop, and the check says how far apart they are."""

from __future__ import annotations

import numpy as np
import pytest

from nnd_gui.engine.audit import audited_weights
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Audited
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.perturbation import Probe
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.export import report
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult

WIDE = ExperimentSpec(Network((100, 60, 3), ("tanh", "sigmoid"), data=RandomData(8)))


def _result(spec: ExperimentSpec, objective: NetworkObjective | None = None) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec, objective)):
        result.add(event)
    return result


def test_thirty_random_weights_and_the_eight_worst() -> None:
    errors = np.linspace(0, 1e-3, 5000)
    errors[17] = np.nan
    chosen = audited_weights(errors)
    assert np.array_equal(chosen, np.unique(chosen))
    assert {17, *range(4993, 5000)} <= set(chosen.tolist())
    assert 30 <= len(chosen) <= 38


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_a_fast_run_is_audited(activation: str) -> None:
    found = report(_result(WIDE.with_network(activations=(activation, "sigmoid"))))
    assert found["method"] == ("shared" if activation == "tanh" else "direct")
    assert 30 <= found["audit"]["weights"] <= 38
    # The loop adds 8 samples of 3 outputs, each term off by a few halves of a unit in the last
    # place (activation, target's difference, square) and each partial sum by one: less than
    # 24 + 6 halves a cost, and the slope has two costs over 2h. The fast way has as many.
    halves = 2.0**-53 * found["cost"] / found["epsilon"]
    assert found["audit"]["largest_deviation"] <= 2 * (24 + 6) * halves
    assert found["counts"]["checked"] == found["counts"]["total"]


def test_the_plain_loop_needs_none() -> None:
    assert report(_result(lesson_spec()))["audit"] is None


def test_a_fast_way_that_is_off_is_told() -> None:
    class Off(NetworkObjective):
        def values_at_perturbations(self, values, indices=None):  # type: ignore[no-untyped-def]
            for probe in super().values_at_perturbations(values, indices):
                # Off by a tenth of every weight's change.
                middle = probe.costs.mean(axis=1, keepdims=True)
                yield Probe(probe.indices, middle + 1.1 * (probe.costs - middle))

    events = list(run(check(WIDE, Off(WIDE))))
    (audit,) = [event for event in events if isinstance(event, Audited)]
    assert audit.largest_deviation > 1e-3
