"""How far a check has come, in words."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.progress import progress_share, progress_text
from nnd_gui.model.result import CheckResult

SPEC = ExperimentSpec(Network((40, 50, 2), ("sigmoid",) * 2, data=RandomData(4)))


@pytest.fixture
def half() -> CheckResult:
    """A result in which a known part of 2,100 weights is measured."""
    result = CheckResult(SPEC)
    others = list(run(check(SPEC)))
    result.add(next(event for event in others if isinstance(event, Started)))
    # However much the engine reports at once: the weights up to the middle, and no others.
    for event in others:
        if isinstance(event, Measured):
            here = event.indices < 1050
            parts = {x.name: getattr(event, x.name) for x in fields(event)}
            result.add(replace(event, **{k: v[here] for k, v in parts.items() if v is not None}))
    assert (result.checked, result.total) == (1050, 2100)
    return result


def test_at_first_only_the_count(half: CheckResult) -> None:
    assert progress_text(half, 0.2) == f"{half.checked:,} of 2,100 weights"


def test_nothing_can_be_told_before_the_first_weight() -> None:
    result = CheckResult(SPEC)
    for event in run(check(SPEC)):
        result.add(event)
        if isinstance(event, Started):
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


def test_the_share_reaches_its_end_only_with_the_check() -> None:
    """One weight is wrong, and a fast way was used: every phase comes."""
    spec = ExperimentSpec(
        Network((40, 150, 2), ("sigmoid",) * 2, data=RandomData(4)), bug=Bug("single-weight")
    )
    result = CheckResult(spec)
    shares, told = [], []
    for event in run(check(spec)):
        result.add(event)
        shares.append(progress_share(result))
        if result.finished is None and result.phase is not None:
            text = progress_text(result, 1.0)
            told += [text] if text not in told else []
    assert shares == sorted(shares)
    assert shares[0] == 0.0
    assert shares[-1] == 1.0
    assert max(shares[:-1]) < 1.0
    assert [text.partition("; ")[0] for text in told] == ["All 6,300 weights are measured"] * 3
    said = [text.partition("; ")[2] for text in told]
    assert said[0].startswith("looking closer at ")
    assert said[1].startswith("auditing ")
    assert said[1].endswith(" of them by the plain loop…")
    assert said[2] == "1 disagrees: finding out what it looks like…"


def test_a_check_without_doubts_has_no_phases() -> None:
    # So small that there is nothing to audit either.
    spec = ExperimentSpec(Network((4, 5, 2), ("sigmoid",) * 2, data=RandomData(4)))
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    assert result.phase is None


def test_directions_alone_are_the_whole_way() -> None:
    spec = replace(SPEC, sample=0, directions=4, direction_seed=1)
    result = CheckResult(spec)
    shares = []
    for event in run(check(spec)):
        result.add(event)
        shares.append(progress_share(result))
    assert shares == sorted(shares)
    assert shares[-1] == 1
    # Not at its end from the beginning: each slope is a part of it.
    assert len({share for share in shares if 0.05 < share < 0.95}) >= 8
