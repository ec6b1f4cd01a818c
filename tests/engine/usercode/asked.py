"""A file read, its best guess made ready by the adapters, in this process."""

from __future__ import annotations

import contextlib
import io
import warnings
from pathlib import Path
from typing import Any

import numpy as np

from nnd_gui import resources
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.child.adapters import build
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import read_source
from tests.engine.usercode.plain_space import PlainSpace

CORPUS = Path(__file__).parent / "corpus"
RIGHT = resources.path("samples", "right")
BROKEN = resources.path("samples", "broken")


def best_plan(path: Path) -> Plan:
    source = read_source(path)
    assert source.problem is None, str(source.problem)
    return find_candidates(source)[0].plan


def adapter_of(path: Path, plan: Plan | None = None, given: dict[str, Any] | None = None) -> Any:
    """Adapter of a file's best guess. Read the module docstring of the child for its contract."""
    source = read_source(path)
    assert source.problem is None, str(source.problem)
    plan = plan or find_candidates(source)[0].plan
    with quiet():
        return build(plan.to_json(), PlainSpace(source), dict(given or {}))


@contextlib.contextmanager
def quiet() -> Any:
    with (
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
        contextlib.redirect_stdout(io.StringIO()),
    ):
        warnings.simplefilter("ignore")
        yield


def slopes(adapter: Any, step: float = 1e-3) -> Any:
    """Numerical gradient by the four-point formula, whose error is of order h^4."""
    start, found = adapter.start, np.empty(adapter.start.size)
    for i in range(start.size):
        costs = []
        for times in (-2, -1, 1, 2):
            theta = start.copy()
            theta[i] += times * step
            with quiet():
                costs.append(float(np.asarray(adapter.value(theta)).reshape(())))
        found[i] = (costs[0] - 8 * costs[1] + 8 * costs[2] - costs[3]) / (12 * step)
    return found


def gradient(adapter: Any) -> Any:
    with quiet():
        return adapter.gradient(adapter.start.copy())


def off_by(adapter: Any) -> float:
    """Largest error of the gradient, relative to the largest gradient."""
    numerical = slopes(adapter)
    return float(np.max(np.abs(gradient(adapter) - numerical)) / np.max(np.abs(numerical)))


def notes(adapter: Any) -> list[str]:
    return [one["template"].format(**one["values"]) for one in adapter.facts["notes"]]
