"""Our own rows: the three ways, a whole check, and the audit apart."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.run import run
from nnd_gui.model.result import CheckResult
from tests.bench._rows import Row
from tests.bench._workloads import EPSILON, Workload

__all__ = ["our_rows"]

Floats = NDArray[np.float64]

AUDITED = 38  # thirty at random and the eight worst


def our_rows(workload: Workload) -> list[Row]:
    """Rows for one network."""
    rows = [_way(workload, "direct"), _way(workload, "shared"), _loop(workload)]
    rows.append(Row("ours: whole check", lambda: _whole_check(workload)))
    if workload.spec.network.weight_count >= AUDITED:
        rows.append(Row("ours: audit alone", lambda: _audit(workload), apart=True))
    return rows


def _values(theta: Floats, multiples: tuple[int, ...] = (1, -1)) -> Floats:
    return theta[:, np.newaxis] + EPSILON * np.array(multiples)


def _way(workload: Workload, method: str) -> Row:
    objective = NetworkObjective(workload.spec, method=method)

    def gradient() -> Floats:
        values = _values(workload.theta)
        found = np.empty(len(values))
        for probe in objective.values_at_perturbations(values):
            changes = probe.costs if probe.changes is None else probe.changes
            found[probe.indices] = changes[:, 0] - changes[:, 1]
        found /= 2 * EPSILON
        return found

    return Row(f"ours: {method}", gradient)


def _loop(workload: Workload) -> Row:
    if len(workload.sample) == len(workload.theta):
        return _way(workload, "loop")
    objective, some = NetworkObjective(workload.spec, method="loop"), workload.sample

    def gradient() -> Floats:
        probes = objective.costs_of(some, _values(workload.theta[some]))
        costs = np.concatenate([probe.costs for probe in probes])
        return np.asarray((costs[:, 0] - costs[:, 1]) / (2 * EPSILON))

    return Row("ours: loop", gradient, some)


def _whole_check(workload: Workload) -> None:
    """Every event of a check, each weight judged, and the whole."""
    result = CheckResult(workload.spec)
    for event in run(check(workload.spec)):
        result.add(event)
    if not result.completed:
        raise RuntimeError(result.finished)


def _audit(workload: Workload) -> None:
    objective = NetworkObjective(workload.spec)
    step = len(workload.theta) // AUDITED
    some = np.array(list(itertools.islice(range(0, len(workload.theta), step), AUDITED)))
    for _ in objective.costs_of(some, _values(workload.theta[some], (1, -1, 2, -2))):
        pass
