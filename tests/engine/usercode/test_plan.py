"""A plan checks itself, and survives the way to JSON and back."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.usercode.plan import Plan

_NAMES = {"class": "Net", "cost": "costFunction", "gradient": "computeGradients"}
_PLAN = Plan("net.py", "lesson-class", _NAMES, {"returned": ["dW1"]}, seed=3, partners=("a.py",))


def test_to_json_and_back() -> None:
    assert Plan.from_json(json.loads(json.dumps(_PLAN.to_json()))) == _PLAN


def test_unknown_keys_are_ignored() -> None:
    assert Plan.from_json({**_PLAN.to_json(), "later": 1}) == _PLAN


def test_it_is_frozen_and_keeps_copies() -> None:
    call = {"returned": ["dW1"]}
    plan = Plan("net.py", "lesson-class", dict(_NAMES), call)
    call["returned"].append("dW2")
    assert plan.call == {"returned": ["dW1"]}
    with pytest.raises(dataclasses.FrozenInstanceError):
        plan.seed = 1  # type: ignore[misc]
    plan.to_json()["call"]["returned"].append("x")
    assert plan.call == {"returned": ["dW1"]}


@pytest.mark.parametrize(
    "changes",
    [
        {"style": "none"},
        {"names": {"class": "Net"}},
        {"names": {**_NAMES, "cost": "os.system('x')"}},
        {"names": {**_NAMES, "cost": ""}},
        {"data": {"source": "elsewhere"}},
        {"data": {"source": "random", "samples": 0}},
        {"data": {"source": "random", "samples": True}},
        {"theta": {"source": "lesson"}},
        {"call": {"a": {1, 2}}},
        {"call": {"a": float("nan")}},
        {"seed": -1},
        {"seed": 2**32},
        {"seed": True},
        {"partners": (1,)},
    ],
)
def test_what_no_adapter_knows_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(SpecError):
        dataclasses.replace(_PLAN, **changes)


@pytest.mark.parametrize(
    "given",
    [None, [], {}, {"version": 2}, {"version": 1}, {"version": "1", "names": {}},
     {**_PLAN.to_json(), "partners": 3}, {**_PLAN.to_json(), "call": []}],
)  # fmt: skip
def test_what_is_no_plan(given: object) -> None:
    with pytest.raises(SpecError):
        Plan.from_json(given)
