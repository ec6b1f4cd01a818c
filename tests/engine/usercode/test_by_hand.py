"""Functions and arguments chosen by hand, where names say nothing."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.usercode.by_hand import callables_of, plan_by_hand
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import read_source
from tests.engine.usercode.asked import adapter_of, off_by

_STRANGE = """
import numpy as np

def one(u, v, s, k=2):
    return np.sum((v @ u - s) ** k)

def two(u, v, s, strength):
    return 2 * v.T @ (v @ u - s) * strength

class Thing:
    def __init__(self, n):
        self.M = np.random.randn(n, 2)
    def forward(self, v):
        return v @ self.M
    def far(self, v, s):
        return 0.5 * np.sum((self.forward(v) - s) ** 2)
    def push(self, v, s):
        return v.T @ (self.forward(v) - s)
"""


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    path = tmp_path / "strange.py"
    path.write_text(_STRANGE, encoding="utf-8")
    return path


def test_nothing_is_guessed_here(strange: Path) -> None:
    assert find_candidates(read_source(strange)) == ()


def test_what_can_be_chosen(strange: Path) -> None:
    found = callables_of(read_source(strange))
    assert [one.name for one in found] == [
        "one", "two", "Thing.forward", "Thing.far", "Thing.push",
    ]  # fmt: skip
    assert [name for name, _ in found[0].arguments] == ["u", "v", "s", "k"]
    assert found[0].optional == {"k"}
    assert not found[0].returns_both


def test_two_functions(strange: Path) -> None:
    roles: dict[str, str | float] = {"u": "theta", "v": "X", "s": "y", "strength": 1.0}
    plan = plan_by_hand(read_source(strange), "one", "two", roles)
    assert Plan.from_json(plan.to_json()) == plan
    adapter = adapter_of(strange, plan)
    assert adapter.X.shape[1] == adapter.start.size
    assert off_by(adapter) < 1e-8
    wrong = plan_by_hand(read_source(strange), "one", "two", {**roles, "strength": 3.0})
    assert off_by(adapter_of(strange, wrong)) == pytest.approx(2, rel=1e-6)


def test_methods_of_a_class(strange: Path) -> None:
    plan = plan_by_hand(read_source(strange), "Thing.far", "Thing.push", {"v": "X", "s": "y"})
    adapter = adapter_of(strange, plan)
    assert adapter.blocks == [("M", (3, 2))]
    assert off_by(adapter) < 1e-8
    assert not np.allclose(adapter.y, 0)


@pytest.mark.parametrize(
    ("cost", "gradient", "roles"),
    [
        ("none", None, {}),
        ("Thing.none", "Thing.push", {}),
        ("one", "two", {}),
        ("one", "two", {"u": "weights"}),
        ("one", "Thing.push", {"u": "theta"}),
        ("Thing.far", "two", {}),
        ("Thing.far", None, {}),
    ],
)
def test_a_choice_that_cannot_be_checked(
    strange: Path, cost: str, gradient: str | None, roles: dict[str, str | float]
) -> None:
    with pytest.raises(SpecError):
        plan_by_hand(read_source(strange), cost, gradient, roles)
