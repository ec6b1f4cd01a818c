"""Directions and samples in words, in the report, in the table: weaker, and they say so."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from nnd_gui import cli
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.directions_report import slope_name
from nnd_gui.model.explain import explain
from nnd_gui.model.explain_directions import directions_note, remainder_sentence
from nnd_gui.model.export import report, table_csv
from nnd_gui.model.lessons import lesson_spec
from tests.model.conftest import Checked

Capture = pytest.CaptureFixture[str]

NETWORK = Network((6, 9, 2), ("tanh", "sigmoid"), bias=True, data=RandomData(8))
ALONG = ExperimentSpec(NETWORK, sample=0, directions=4, direction_seed=1)
SAMPLE = ExperimentSpec(NETWORK, sample=20)
NUMBER = re.compile(r"[0-9.]+(e-[0-9]+)?(?= %)|(?<=within )[0-9.e-]+[0-9]")


def _strict(text: str) -> Any:
    return json.loads(text, parse_constant=lambda word: pytest.fail(f"{word} is not JSON"))


def test_agreement_says_that_it_is_weaker(checked: Checked) -> None:
    assert NUMBER.sub("~", explain(checked(ALONG)).sentence) == (
        "Backpropagation matches the measured slopes along random directions. Along 4 random "
        "directions through 83 weights, all 20 slopes match. This is weaker than a check of each "
        "weight: mistakes can hide or cancel in a sum. A mistake in a single weight would not "
        "show if it were below ~ % of a typical gradient beside it."
    )


def test_a_wrong_block_is_named_and_a_weight_is_not(checked: Checked) -> None:
    result = checked(ALONG)
    begun = result.directions
    assert begun is not None
    # The same directions, and a gradient that is wrong in the second bias.
    wrong = replace(ALONG, direction_seed=begun.seed)
    bad = checked(wrong, along=lambda slopes: slopes * np.repeat([1, 1, 1, 1, 1.5], 4))
    assert explain(bad).sentence == (
        "Backpropagation is wrong in b2. 4 of 20 slopes along random directions disagree. "
        "Directions cannot name a weight: check weights, or a sample of them."
    )
    both = checked(
        replace(wrong, sample=20), along=lambda slopes: slopes * np.repeat([1, 1, 1, 1, 1.5], 4)
    )
    assert explain(both).sentence == (
        "Backpropagation is wrong in b2. 4 of 20 slopes along random directions disagree. The "
        "weights of the sample do not show it. Directions cannot name a weight: check weights, "
        "or a sample of them."
    )
    assert report(both)["verdict"] == "disagree"


@pytest.mark.parametrize(
    ("changes", "begins"),
    [
        ({"epsilon": 10.0}, "Undecided: "),
        ({"epsilon": 1e-15}, "Undecided: epsilon is too small to tell. A step of 1e-15 drowns"),
        ({"tolerance": 1e-15}, "Undecided: this precision cannot tell."),
    ],
)
def test_what_is_undecided(changes: dict[str, Any], begins: str, checked: Checked) -> None:
    sentence = explain(checked(replace(ALONG, **changes))).sentence
    assert sentence.startswith(begins)
    assert sentence.endswith("Only random directions were checked, no single weight.")
    assert "weights have slopes" not in sentence


def test_a_sample_says_that_it_is_one(checked: Checked) -> None:
    result = checked(SAMPLE)
    assert NUMBER.sub("~", explain(result).sentence) == (
        "Backpropagation matches the measured slopes in a sample. 20 of 20 sampled weights match, "
        "to within ~; 63 of 83 were not checked."
    )
    bad = checked(SAMPLE, spoil=lambda gradient: np.where(np.arange(83) < 54, -1, 1) * gradient)
    assert explain(bad).sentence.startswith(
        "Backpropagation is wrong in W1. 6 of 20 sampled weights disagree."
    )


def test_directions_beside_weights_do_not_weaken_them(checked: Checked) -> None:
    result = checked(replace(ALONG, sample=None))
    assert explain(result).sentence.startswith(
        "Backpropagation matches the measured slopes. All 83 weights match, to within "
    )
    assert directions_note(result) == (
        "4 random directions (seed 1): 20 of 20 slopes agree, 0 disagree, 0 are undecided."
    )
    assert directions_note(checked(SAMPLE)) == ""


def test_the_report_of_directions(checked: Checked) -> None:
    result = checked(ALONG)
    found = _strict(json.dumps(report(result)))
    assert found["counts"] == {
        "total": 83, "checked": 0, "agree": 0, "disagree": 0, "undecided": 0, "untested": 0,
    }  # fmt: skip
    assert found["verdict"] == "agree"
    assert (found["ratio"], found["rules"], found["weights"]) == (None, [], [])
    along = found["directions"]
    assert (along["count"], along["seed"], along["verdict"]) == (4, 1, "agree")
    assert along["counts"]["agree"] == along["counts"]["total"] == len(along["slopes"]) == 20
    assert {slope["block"] for slope in along["slopes"]} == {None, "W1", "b1", "W2", "b2"}
    assert {slope["direction"] for slope in along["slopes"]} == {0, 1, 2, 3}
    for slope in along["slopes"]:
        off = abs(slope["analytic"] - slope["numerical"])
        assert off <= slope["uncertainty"] + 1e-5 * abs(slope["analytic"])
        assert (slope["verdict"], slope["reason"]) == ("agree", "matches")
    assert [one["direction"] for one in along["remainders"]] == [0, 1, 2]
    for one in along["remainders"]:
        assert one["kind"] == "right"
        assert one["slope"] == pytest.approx(2, abs=0.2)
        assert len(one["steps"]) == len(one["remainders"]) == len(one["rounding"])
    assert found["notes"][-1].startswith("4 random directions (seed 1)")
    assert _strict(json.dumps(report(checked(SAMPLE))))["directions"] is None


def test_the_report_of_a_sample(checked: Checked) -> None:
    result = checked(SAMPLE)
    found = report(result)
    assert found["counts"]["total"] == 83
    assert found["counts"]["checked"] == found["counts"]["agree"] == len(found["weights"]) == 20
    # The rules and the ratio are those of the sample, and numbers.
    assert found["ratio"] is not None
    assert all(rule["value"] is not None for rule in found["rules"])
    assert found["notes"] == [
        "20 of 83 weights are a sample, spread over every matrix and bias (seed 0)."
    ]
    again = report(checked(SAMPLE))
    assert [row["name"] for row in again["weights"]] == [row["name"] for row in found["weights"]]


def test_a_table_has_weights_and_then_directions(checked: Checked) -> None:
    result = checked(replace(ALONG, sample=20))
    rows = list(csv.DictReader(io.StringIO(table_csv(result))))
    assert len(rows) == 20 + 20
    assert [row["name"] for row in rows[20:]] == [
        slope_name(result.directions, slope)  # type: ignore[arg-type]
        for slope in result.directions.slopes.worst_first()  # type: ignore[union-attr]
    ]
    assert all(row["value"] == "" for row in rows[20:])


def test_the_remainder_in_words(checked: Checked) -> None:
    result = checked(ALONG)
    assert result.directions is not None
    assert re.sub("power [0-9.]+", "power ~", remainder_sentence(result.directions)) == (
        "Taylor's remainder falls with the step to the power ~: 2 is the mark of a right "
        "gradient, 1 that of a wrong one."
    )


def test_a_stopped_run_along_directions(checked: Checked) -> None:
    result = checked(ALONG, stop_after=6)
    assert explain(result).sentence == (
        "Stopped before the end. The directions were not followed to the end."
    )
    assert report(result)["verdict"] is None


@pytest.mark.parametrize(
    ("options", "code", "verdict"),
    [
        (["--directions", "5"], 0, "agree"),
        (["--directions", "5:17", "--sample", "4"], 0, "agree"),
        (["--directions=5", "--sample", "all"], 0, "agree"),
        (["--sample", "4"], 0, "agree"),
        (["--sample", "4", "--bug", "sign"], 1, "disagree"),
        (["--directions", "5", "--bug", "sign@W1"], 1, "disagree"),
        (["--directions", "5", "--epsilon", "1e-15"], 2, "undecided"),
    ],
)
def test_options(options: list[str], code: int, verdict: str, capsys: Capture) -> None:
    assert cli.main([*options, "--json", "-"]) == code
    found = _strict(capsys.readouterr().out)
    assert found["verdict"] == verdict
    assert (found["directions"] is None) == (not any("directions" in one for one in options))
    checked = 9 if "all" in options else 4 if "4" in options else 0
    assert found["counts"]["checked"] == checked
    if "5:17" in options:
        assert found["directions"]["seed"] == 17


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--sample", "0"], "A sample needs at least 1 weight."),
        (["--sample", "-3"], "A sample needs at least 1 weight."),
        (["--sample", "some"], "--sample needs a whole number, not “some”."),
        (["--directions", "-1"], "The number of directions must be 0 or more."),
        (["--directions", "2:x"], "--directions K:SEED needs a whole number, not “x”."),
        (["--directions", "2:-1"], "The seed of the directions must be 0 or a positive number."),
        (["--directions", "1001"], "1,001 directions are too many; at most 1,000 can be checked."),
    ],
)
def test_wrong_usage(options: list[str], told: str, capsys: Capture) -> None:
    assert cli.main(options) == 4
    assert capsys.readouterr().err == f"nnd-check: {told}\n"


def test_a_bug_is_diagnosed_from_directions_alone(capsys: Capture) -> None:
    words = ["--bias", "--directions", "4:1", "--bug", "zero-bias@b1", "--json", "-"]
    assert cli.main(words) == 1
    found = _strict(capsys.readouterr().out)
    assert found["diagnosis"][0]["bug"] == "zero-bias"
    assert found["diagnosis"][0]["where"] == ["b1"]


def test_what_a_person_reads(capsys: Capture) -> None:
    assert cli.main(["--directions", "3:5"]) == 0
    out = capsys.readouterr().out
    assert "3 random directions\n" in out
    assert "direction 2 in W1" in out
    assert "3 random directions (seed 5): 9 of 9 slopes agree" in out
    assert "Taylor's remainder falls" in out
    assert "lesson's ratio" not in out
    assert cli.main(["--sample", "4"]) == 0
    out = capsys.readouterr().out
    assert "a sample of 4 weights" in out
    assert "4 of 9 weights are a sample" in out


def test_the_lesson_itself_has_neither() -> None:
    spec = lesson_spec()
    assert (spec.sample, spec.directions, spec.direction_seed) == (None, 0, None)
