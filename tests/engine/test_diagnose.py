"""The bug table: each bug in each network disagrees, and is placed and named or told why not."""

from __future__ import annotations

import functools

import pytest

from nnd_gui.engine.bugs import Bug, cannot_show
from nnd_gui.engine.diagnose import Finding
from tests.engine.bug_cases import (
    BUGS,
    SPECS,
    Checked,
    buggy_gradient,
    changed_blocks,
    checked,
    shows,
)

CELLS = [(name, bug) for name, spec in SPECS.items() for bug in BUGS if shows(bug, spec)]
SILENT = [(name, bug) for name, spec in SPECS.items() for bug in BUGS if not shows(bug, spec)]

# Without the network these leave no mark of their own: the gradient they make depends on what
# the numbers do not tell. A bias made from one sample is among them.
NEEDS_NETWORK = (
    "missing-activation-derivative",
    "derivative-of-output",
    "wrong-layer-delta",
    "stale-activation",
    "updated-weight-used",
)
# A bias of two weights, blurred by half precision, does not prove a factor that is not known.
BLURRED = {("float32", "factor@b2=7"), ("float32", "unbroadcast-bias@b2")}

# The same gradient whatever the samples: a factor of 2 has two names, and the deltas of a
# softmax add up to 0.
NEVER_TOLD_APART = {
    ("missing-half-or-two", ("factor",)),
    ("zero-bias", ("unbroadcast-bias",)),
}

# Names that make the very same gradient, from what is known of the network.
TWINS = {
    "mean-or-sum": {"missing-half-or-two", "factor"},
    "missing-half-or-two": {"mean-or-sum", "factor"},
    "factor": {"mean-or-sum", "missing-half-or-two", "unbroadcast-bias"},
    "unbroadcast-bias": {"factor"},
    "missing-regularization": {"wrong-regularization-factor"},
    "wrong-regularization-factor": {"missing-regularization"},
}


@functools.cache
def _cell(name: str, bug: Bug) -> Checked:
    return checked(SPECS[name], buggy_gradient(SPECS[name], bug))


def _one(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, findings
    return findings[0]


@pytest.mark.parametrize(("name", "bug"), CELLS, ids=str)
def test_the_check_disagrees_there_and_the_bug_is_named(name: str, bug: Bug) -> None:
    cell = _cell(name, bug)
    assert cell.wrong_blocks == changed_blocks(SPECS[name], cell.result.analytic)
    found = _one(cell.known(bug))
    assert found.bug == bug.name
    assert set(cell.wrong_blocks) <= set(found.where)
    assert (found.bug, found.alternatives) in NEVER_TOLD_APART or not found.alternatives
    if bug.factor is not None:
        assert found.factor == pytest.approx(bug.factor, rel=1e-3)


@pytest.mark.parametrize(("name", "bug"), CELLS, ids=str)
def test_with_less_known_a_twin_may_stand_first_or_nothing_be_named(name: str, bug: Bug) -> None:
    cell = _cell(name, bug)
    _is_bug_or_twin(bug, _one(cell.known()))
    for by_numbers in (cell.with_hints(), cell.by_numbers()):
        found = _one(by_numbers)
        assert found.where == cell.wrong_blocks
        unknown = found.bug == "unknown"
        if bug.name in NEEDS_NETWORK or bug.variant == "one-sample":
            assert unknown
        elif not (unknown and (name, str(bug)) in BLURRED):
            _is_bug_or_twin(bug, found)


def _is_bug_or_twin(bug: Bug, found: Finding) -> None:
    assert bug.name in (found.bug, *found.alternatives)
    if found.bug != bug.name:
        assert found.bug in TWINS[bug.name]


@pytest.mark.parametrize(("name", "bug"), SILENT, ids=str)
def test_a_bug_that_cannot_show_says_why(name: str, bug: Bug) -> None:
    why = cannot_show(bug, SPECS[name].network, SPECS[name].dtype)
    assert why is not None
    assert why.field == "bug"
    assert str(why).endswith(".")


@pytest.mark.parametrize("name", SPECS)
def test_a_right_gradient_has_nothing_to_name(name: str) -> None:
    cell = checked(SPECS[name])
    assert cell.result.overall is not None
    assert cell.result.overall.verdict == "agree"
    assert cell.known() == cell.with_hints() == cell.by_numbers() == []
