"""Another tolerance judges the numbers of the check before, and comes to what a fresh one does."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

import nnd_gui.engine.check as check_module
from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Finished
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.result import CheckResult
from tests.engine.helpers import LESSON
from tests.engine.randoms import random_spec

FIELDS = ("numerical", "truncation", "rounding", "verdict", "reason", "step")
WIDE = ExperimentSpec(
    Network((60, 90, 3), ("tanh", "sigmoid"), bias=True, data=RandomData(10)), epsilon=1e-3
)
KINKED = ExperimentSpec(
    Network((3, 6, 2), ("relu", "identity"), weights=SeededWeights(3), data=RandomData(60)),
    epsilon=1e-2,
)
WRONG = replace(LESSON, bug=Bug("factor", "W1", 1.001))


def _result(spec: ExperimentSpec, kept: KeptCheck | None = None) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec, kept=kept)):
        result.add(event)
    assert isinstance(result.finished, Finished)
    assert result.finished.outcome == "completed", result.finished
    return result


def _same(one: CheckResult, other: CheckResult) -> None:
    for name in FIELDS:
        found, wanted = getattr(one.weights, name), getattr(other.weights, name)
        np.testing.assert_array_equal(found, wanted, name)
    assert one.overall == other.overall
    assert one.ratio == other.ratio
    assert [f.bug for f in one.findings] == [f.bug for f in other.findings]


@pytest.mark.parametrize("spec", [LESSON, WIDE, KINKED, WRONG, random_spec(7), random_spec(31)])
def test_another_tolerance_finds_what_a_fresh_check_would(
    spec: ExperimentSpec, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _result(spec)
    for tolerance in (1e-12, 1e-7, 1e-3, 0.5):
        other = replace(spec, tolerance=tolerance)
        fresh = _result(other)
        with monkeypatch.context() as patch:
            patch.setattr(check_module, "measured", _never)
            again = _result(other, first.kept())
        _same(again, fresh)
        _same(_result(spec, again.kept()), first)  # and back


def _never(*_: Any) -> Any:
    raise AssertionError("measured again")


@pytest.mark.parametrize(
    "change",
    [{"epsilon": 1e-3}, {"scheme": "forward"}, {"dtype": "float32"}, {"step": "relative"},
     {"bug": Bug("sign")}, {"sample": 4}],
)  # fmt: skip
def test_whatever_else_is_changed_is_measured(change: dict[str, Any]) -> None:
    kept = _result(LESSON).kept()
    assert kept is not None
    other = replace(LESSON, **change, tolerance=1e-3)
    assert not kept.serves(other)
    _same(_result(other, kept), _result(other))


def test_half_a_check_is_not_kept() -> None:
    result = CheckResult(WIDE)
    for event in run(check(WIDE), lambda: result.checked > 0):
        result.add(event)
    assert result.kept() is None
