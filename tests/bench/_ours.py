"""Our own rows: the three ways for equal work, a whole check, and its parts apart."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.audit import audit, audited_weights
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.run import run
from nnd_gui.model.result import CheckResult
from tests.bench._rows import Row
from tests.bench._workloads import EPSILON, Workload

__all__ = ["our_rows"]

Floats = NDArray[np.float64]


def our_rows(workload: Workload) -> list[Row]:
    """Rows for one network."""
    rows = [_loop(workload), _way(workload, "direct"), _way(workload, "shared")]
    rows.append(Row("ours: whole check", lambda: _whole_check(workload)))
    events = list(run(check(workload.spec)))
    started = next(event for event in events if isinstance(event, Started))
    result = CheckResult(workload.spec)
    for event in events:
        result.add(event)
    own = NetworkObjective(workload.spec)
    four = _values(workload.theta, (1, -1, 2, -2))

    def costs() -> None:
        for _ in own.values_at_perturbations(four):
            pass

    def verdicts() -> None:
        again = CheckResult(workload.spec)
        for event in events:
            # As if it were new: what was judged once is not judged again.
            again.add(replace(event) if isinstance(event, Measured) else event)

    rows += [
        Row("  its costs, bounded", costs, apart=True),
        Row("  its verdicts", verdicts, apart=True),
    ]
    if result.audit is not None:
        chosen = audited_weights(result.weights.relative_error)
        numerical = result.weights.numerical

        def audited() -> None:
            for _ in audit(workload.spec, started, own, chosen, numerical):
                pass

        rows.append(Row("  its audit", audited, apart=True))
    return rows


def _values(theta: Floats, multiples: tuple[int, ...] = (1, -1)) -> Floats:
    """What each weight is set to, each column together, as a check has it."""
    return np.asarray((theta + EPSILON * np.array(multiples)[:, np.newaxis]).T)


def _way(workload: Workload, method: str) -> Row:
    """Two evaluations a weight, without bounds on their rounding: what the loop does."""
    objective = NetworkObjective(workload.spec, method=method)
    steps = EPSILON * np.array([[1.0], [-1.0]])

    def gradient() -> Floats:
        values = (workload.theta + steps).T
        found = np.empty(len(values))
        for probe in objective.costs_alone(values):
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
