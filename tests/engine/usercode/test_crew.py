"""Several children for one slow file: the same numbers, in the same order."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.usercode.plan import Plan
from tests.engine.usercode.people import GOOD, NAMES, PATIENT, written

pytestmark = pytest.mark.usefixtures("sessions")

_SLOW = GOOD.replace("return np.sum", "time.sleep(0.005)\n    return np.sum")


def _costs(text: str, folder: Path, children: int, count: int = 180) -> tuple[np.ndarray, int]:
    """Costs at many values, and by how many processes they were computed."""
    names = folder / f"pids-{children}"
    names.mkdir()
    mark = f"open(os.path.join({str(names)!r}, str(os.getpid())), 'w').close()"
    text = f"import os, time\n{text}".replace("time.sleep", f"{mark}\n    time.sleep")
    # Not beside the file, where nothing may be written to.
    plan = Plan(str(written(folder / f"file-{children}", text)), "form", NAMES)
    values = np.linspace(1, 2, 2 * count).reshape(count, 2)
    file = PersonFile(plan, limits=PATIENT, trusted=True)
    with PersonObjective(file, children=children) as objective:
        for _ in range(5):
            objective.value(objective.point)
        before = {path.name for path in names.iterdir()}
        probes = list(objective.costs_of(np.arange(count) % 3, values))
    indices = np.concatenate([probe.indices for probe in probes])
    np.testing.assert_array_equal(indices, np.arange(count) % 3)
    assert before
    return np.concatenate([probe.costs for probe in probes]), len(list(names.iterdir()))


def test_the_same_costs_in_the_same_order(tmp_path: Path) -> None:
    alone, one = _costs(_SLOW, tmp_path, 1)
    shared, several = _costs(_SLOW, tmp_path, 3)
    np.testing.assert_array_equal(shared, alone)
    assert (one, several) == (1, 3)


def test_a_file_that_is_not_the_same_twice_has_one(tmp_path: Path) -> None:
    """By what it is started with: the other process gives another cost."""
    text = _SLOW.replace("np.sum(theta ** 2)", "np.sum(theta ** 2) + os.getpid()")
    costs, _ = _costs(text, tmp_path, 2, count=100)
    # Of three weights at 1, 2 and 3 one is set to a value from 1 to 2; the rest is the process.
    ours = np.linspace(1, 2, 200).reshape(100, 2) ** 2
    others = np.array([13.0, 10.0, 5.0])[np.arange(100) % 3]
    pids = np.round(costs - ours - others[:, np.newaxis], 6)
    assert len(np.unique(pids)) == 1


def test_a_quick_file_has_one(tmp_path: Path) -> None:
    text = GOOD.replace("return np.sum", "time.sleep(0)\n    return np.sum")
    assert _costs(text, tmp_path, 2)[1] == 1


def test_a_run_that_is_stopped_ends_all(tmp_path: Path) -> None:
    plan = Plan(str(written(tmp_path, "import time\n" + _SLOW)), "form", NAMES)
    file = PersonFile(plan, limits=PATIENT, trusted=True)
    with PersonObjective(file, children=3) as objective:
        objective.value(objective.point)
        costs = objective.costs_of(np.zeros(300, dtype=np.intp), np.ones((300, 2)))
        next(costs)
        costs.close()  # type: ignore[attr-defined]
    # The fixture sees that none is left.
