"""How far a check has come, in words."""

from __future__ import annotations

import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.progress import progress_text
from nnd_gui.model.result import CheckResult

SPEC = ExperimentSpec(Network((40, 50, 2), ("sigmoid",) * 2, data=RandomData(4)))


@pytest.fixture
def half() -> CheckResult:
    """A result in which a known part of 2,100 weights is measured."""
    result = CheckResult(SPEC)
    for event in run(check(SPEC)):
        result.add(event)
        if result.checked >= 1050:
            break
    assert result.checked < result.total == 2100
    return result


def test_at_first_only_the_count(half: CheckResult) -> None:
    assert progress_text(half, 0.2) == f"{half.checked:,} of 2,100 weights"


def test_nothing_can_be_told_before_the_first_weight() -> None:
    result = CheckResult(SPEC)
    for event in run(check(SPEC)):
        result.add(event)
        break
    assert progress_text(result, 60.0) == "0 of 2,100 weights"


@pytest.mark.parametrize("seconds", [0.6, 3.0, 40.0, 300.0])
def test_the_time_left_is_in_proportion(half: CheckResult, seconds: float) -> None:
    left = seconds * (2100 - half.checked) / half.checked
    text = progress_text(half, seconds)
    start, _, end = text.partition(", about ")
    assert start == f"{half.checked:,} of 2,100 weights"
    number, unit, word = end.split()
    assert word == "left"
    told = float(number) * {"s": 1.0, "min": 60.0}[unit]
    assert told == pytest.approx(max(left, 1.0), rel=0.15)


def test_the_last_moments_are_not_counted_down(half: CheckResult) -> None:
    half.checked = half.total - 1
    assert progress_text(half, 2.0).endswith("about 1.0 s left")
