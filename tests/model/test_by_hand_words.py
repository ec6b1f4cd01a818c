"""Functions chosen by hand: what is wrong stands where it belongs, and the choice is remembered."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from nnd_gui import cli
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.usercode.source import Source, read_source
from nnd_gui.model.by_hand import (
    HandChoice,
    arguments_of,
    call_preview,
    hand_of,
    hand_plan,
    hand_problems,
    likely_choice,
    read_choice,
)
from nnd_gui.model.kept_by_path import CHOICES_FILE, KeptByPath, own_folder
from nnd_gui.model.spec_options import SpecOptions
from nnd_gui.model.targets import read_target

STRANGE = """
import numpy as np

rate = 3.0

def one(u, v, s, k=2):
    return np.sum((v @ u - s) ** k)

def two(u, v, s, strength):
    return 2 * v.T @ (v @ u - s) * strength

def three(rate, u, v, s):
    return 2 * v.T @ (v @ u - s), np.sum((v @ u - s) ** 2)

class Thing:
    def far(self, v, s):
        return 0.0
"""
ROLES: dict[str, str | float] = {"u": "theta", "v": "X", "s": "y", "strength": 1.0}
RIGHT = HandChoice("one", "two", ROLES)


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    path = tmp_path / "strange.py"
    path.write_text(STRANGE, encoding="utf-8")
    return path


@pytest.fixture
def source(file: Path) -> Source:
    return read_source(file)


def test_what_to_begin_with(source: Source) -> None:
    choice = likely_choice(source)
    assert choice is not None
    assert hand_problems(source, choice)
    assert likely_choice(Source(source.path, "", source.places)) is None


def test_arguments_and_what_would_be_called(source: Source) -> None:
    assert arguments_of(source, RIGHT) == (
        ("u", "theta", False),
        ("v", "X", False),
        ("s", "y", False),
        ("k", "default", True),
        ("strength", 1.0, False),
    )
    assert call_preview(source, RIGHT) == (
        "J = one(u=θ, v=X, s=y)\ngrad = two(u=θ, v=X, s=y, strength=1)"
    )
    both = HandChoice("three", None, ROLES, gradient_first=True)
    assert call_preview(source, both) == "grad, J = three(rate=rate, u=θ, v=X, s=y)"
    # A strength of learning by its name; the file's own if that is said.
    own = HandChoice("three", None, {**ROLES, "rate": 0.5}, gradient_first=True)
    assert "rate=0.5" in call_preview(source, own)


@pytest.mark.parametrize(
    ("choice", "field", "says"),
    [
        (HandChoice("gone", "two", ROLES), "cost", "no function “gone” now"),
        (HandChoice("one", "gone", ROLES), "gradient", "no function “gone” now"),
        (HandChoice("one", "one", ROLES), "gradient", "returns? both|return both"),
        (HandChoice("one", "two", {"u": "theta", "v": "X", "strength": 1.0}), "s", "What is “s”"),
        (
            HandChoice("one", "two", {**ROLES, "strength": "file"}),
            "strength",
            "Nothing in the file",
        ),
        (HandChoice("one", "two", {**ROLES, "u": "X"}), "u", "must be the weights"),
        (HandChoice("one", "two", {**ROLES, "s": "theta"}), "s", "“u” is the weights already"),
        (HandChoice("one", "Thing.far", ROLES), "gradient", "of the same class"),
    ],
)
def test_what_is_wrong_and_where(source: Source, choice: HandChoice, field: str, says: str) -> None:
    problems = hand_problems(source, choice)
    assert list(problems) == [field]
    assert re.search(says, problems[field])


def test_a_right_choice_is_a_plan_that_remembers_it(source: Source) -> None:
    assert hand_problems(source, RIGHT) == {}
    plan = hand_plan(source, RIGHT, seed=3)
    assert hand_of(plan) == RIGHT
    assert plan.seed == 3
    assert read_choice(RIGHT.to_json()) == RIGHT
    spoilt: list[object] = [None, [], {}, {"cost": 1}, {"cost": "a", "roles": []}]
    for one in (*spoilt, {"cost": "a", "gradient": 2}):
        assert read_choice(one) is None


def test_nnd_check_takes_it_from_the_window_or_from_its_words(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["--trust", "--quiet", str(file)]
    assert cli.main(asked) == 3
    words = ["--cost", "one", "--gradient", "two"]
    for name, role in ROLES.items():
        words += ["--argument", f"{name}={role}"]
    assert cli.main([*words, *asked]) == 0
    assert cli.main([*words, "--argument", "strength=3", *asked]) == 1
    # As the window keeps it.
    KeptByPath(own_folder() / CHOICES_FILE).put(file, RIGHT.to_json())
    assert cli.main(asked) == 0
    request = read_target(str(file), SpecOptions())
    assert request.notes[0] == "Checked: By hand: one and two"
    assert isinstance(request.spec.subject, PersonFile)
    assert hand_of(request.spec.subject.plan) == RIGHT
    capsys.readouterr()
    for wrong in (["--cost", "one", "--gradient", "two"], ["--gradient", "two"],
                  ["--cost", "one", "--argument", "u=what"]):  # fmt: skip
        assert cli.main([*wrong, *asked]) == 4
        assert capsys.readouterr().err


def test_what_is_remembered_is_one_readable_file(tmp_path: Path) -> None:
    kept = KeptByPath(tmp_path / "deep" / "kept.json")
    one, two = tmp_path / "one.py", tmp_path / "two.py"
    assert kept.get(one) is None
    kept.put(one, "2026-01-02")
    KeptByPath(kept.file).put(two, {"cost": "f"})  # another window
    assert (kept.get(one), kept.get(two)) == ("2026-01-02", {"cost": "f"})
    assert str(one) in kept.file.read_text(encoding="utf-8")
    kept.remove(one)
    assert KeptByPath(kept.file).get(one) is None
    for spoilt in (b"", b"{", b"\xff", b'{"files": []}', b"[1]"):
        kept.file.write_bytes(spoilt)
        assert KeptByPath(kept.file).get(two) is None


def test_numbers_that_are_no_roles_are_kept(source: Source) -> None:
    plan = hand_plan(source, HandChoice("one", "two", {**ROLES, "k": 2}))
    assert plan.call["values"] == {"strength": 1.0, "k": 2}
    assert np.isfinite(plan.call["values"]["k"])
