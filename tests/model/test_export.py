"""The report against its contract: these names and kinds are what other programs rely on."""

from __future__ import annotations

import csv
import io
import json
import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from nnd_gui.engine.events import Failure, Finished
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.model import export
from nnd_gui.model.explain import explain
from nnd_gui.model.export import json_parts, report, report_json, table_csv, table_lines
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec
from nnd_gui.model.result import CheckResult

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()

FIELDS = [
    "format",
    "target",
    "outcome",
    "failure",
    "verdict",
    "sentence",
    "ratio",
    "cost",
    "epsilon",
    "scheme",
    "step",
    "dtype",
    "seed",
    "tolerance",
    "method",
    "audit",
    "evaluations",
    "seconds",
    "rules",
    "directions",
    "counts",
    "notes",
    "diagnosis",
    "weights",
]
COUNTS = ["total", "checked", "agree", "disagree", "undecided", "untested"]
WEIGHT = [
    "name",
    "value",
    "analytic",
    "numerical",
    "uncertainty",
    "relative_error",
    "verdict",
    "reason",
]


def _refuse(constant: str) -> Any:
    raise AssertionError(f"{constant} is not JSON")


def _strict(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse)


def test_the_lesson(checked: Checked) -> None:
    result = checked(LESSON)
    found = _strict(report_json(result, ("a note",)))
    assert list(found) == FIELDS
    assert list(found["counts"]) == COUNTS
    assert all(list(weight) == WEIGHT for weight in found["weights"])
    assert found["format"] == "nnd-check/1"
    assert found["target"] == "lesson"
    assert (found["outcome"], found["failure"], found["verdict"]) == ("completed", None, "agree")
    assert found["sentence"] == explain(result).sentence
    assert found["ratio"] == pytest.approx(2.75e-10, abs=0.005e-10)
    assert found["cost"] == pytest.approx(0.41243, abs=5e-6)
    assert (found["epsilon"], found["scheme"], found["step"]) == (1e-4, "central", "absolute")
    assert (found["dtype"], found["seed"], found["tolerance"]) == ("float64", None, 1e-5)
    assert (found["method"], found["audit"], found["directions"]) == ("loop", None, None)
    assert found["evaluations"] == 2 + 9 + 4 * 9
    assert found["seconds"] >= 0
    assert found["rules"][0] == {
        "name": "lesson",
        "value": result.ratio,
        "threshold": 1e-8,
        "holds": True,
    }
    names = ["lesson", "cs231n", "coursera", "deeplearning.ai", "torch"]
    assert [rule["name"] for rule in found["rules"]] == names
    assert all(rule["holds"] for rule in found["rules"])
    assert list(found["counts"].values()) == [9, 9, 9, 0, 0, 0]
    assert (found["notes"], found["diagnosis"]) == (["a note"], [])


def test_weights_are_worst_first_with_every_digit(checked: Checked) -> None:
    result = checked(LESSON)
    weights = {weight["name"]: weight for weight in report(result)["weights"]}
    assert [weight["value"] for _, weight in sorted(weights.items())] == list(LESSON_WEIGHTS)
    assert weights["W1[0,2]"]["analytic"] == result.analytic[2]
    assert weights["W2[1,0]"]["numerical"] == result.weights.numerical[7]
    assert weights["W2[1,0]"]["uncertainty"] == result.weights.uncertainty[7]
    errors = [weight["relative_error"] for weight in report(result)["weights"]]
    assert errors == sorted(errors, reverse=True)
    assert {weight["reason"] for weight in weights.values()} == {"matches"}


def test_what_is_not_finite_is_null(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: np.where(g < -0.2, np.nan, g))
    found = _strict(report_json(result))
    worst = found["weights"][0]
    assert worst["name"] == "W2[1,0]"
    assert (worst["analytic"], worst["relative_error"]) == (None, None)
    assert (worst["verdict"], worst["reason"]) == ("disagree", "not-finite")
    assert found["ratio"] is None
    assert found["rules"][0]["value"] is None
    assert found["rules"][0]["holds"] is False


def test_untested_weights_are_a_part_of_the_undecided(checked: Checked) -> None:
    weights = ExplicitWeights((-1.0, 0.5, 0.5, -1.0, 0.7, 0.2, 0.5, 0.5, 0.5))
    spec = LESSON.with_network(activations=("relu", "sigmoid"), weights=weights)
    assert list(report(checked(spec))["counts"].values()) == [9, 9, 6, 0, 3, 3]


def test_a_stopped_run(checked: Checked) -> None:
    found = report(checked(LESSON, stop_after=2))
    assert (found["outcome"], found["verdict"], found["ratio"]) == ("cancelled", None, None)
    assert found["rules"] == []
    assert found["counts"]["checked"] == len(found["weights"]) == 6
    assert {weight["name"][:2] for weight in found["weights"]} == {"W1"}


def test_a_failed_run_invents_nothing() -> None:
    result = CheckResult(LESSON)
    failure = Failure("missing-file", "There is no file “{file}”.", {"file": "x.csv"})
    result.add(Finished("failed", 0, 0.0, failure))
    found = _strict(report_json(result))
    assert list(found) == FIELDS
    assert found["outcome"] == "failed"
    text = "There is no file “x.csv”."
    assert found["failure"] == {"kind": "missing-file", "text": text, "where": None}
    assert found["sentence"] == f"Could not be checked. {text}"
    unknown = ("verdict", "ratio", "cost", "method", "seed", "audit", "directions")
    assert {name: found[name] for name in unknown} == dict.fromkeys(unknown)
    assert found["weights"] == []
    assert set(found["counts"].values()) == {0}


def test_an_unfinished_run_has_no_report() -> None:
    with pytest.raises(ValueError, match="finished"):
        report(CheckResult(LESSON))


@pytest.mark.parametrize(
    ("changes", "target", "seed"),
    [
        ({"weights": SeededWeights(7)}, "network 2-3-1", 7),
        ({"weights": SeededWeights(7), "data": RandomData(5, seed=3)}, "network 2-3-1", 7),
        ({"data": RandomData(5, seed=3)}, "network 2-3-1", 3),
    ],
)
def test_target_and_seed(changes: dict[str, Any], target: str, seed: int, checked: Checked) -> None:
    found = report(checked(LESSON.with_network(**changes)))
    assert (found["target"], found["seed"]) == (target, seed)


def test_only_the_worst_of_very_many_weights_are_listed(
    checked: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "MOST_WEIGHTS", 4)
    result = checked(LESSON, spoil=lambda g: np.where(np.arange(9) == 3, -g, g))
    found = report(result, ("first",))
    assert found["weights"][0]["name"] == "W1[1,0]"
    assert len(found["weights"]) == 4
    assert found["counts"]["checked"] == 9
    assert found["notes"] == ["first", "Only the worst 4 weights are listed."]
    assert len(table_csv(result).splitlines()) == 10


def test_ascii_only_says_the_same(checked: Checked) -> None:
    result = checked(LESSON)
    text = report_json(result, ("“±” 😀",), ascii_only=True)
    assert text.isascii()
    assert _strict(text) == _strict(report_json(result, ("“±” 😀",)))


def test_a_table_keeps_every_digit(checked: Checked) -> None:
    tiny = ExplicitWeights((1.23e-300, 0.1, 1 / 3, 5e-324, -2.5, math.pi, 1e-17, 0.3, -1e-4))
    result = checked(replace(LESSON.with_network(weights=tiny), epsilon=1e-5))
    rows = list(csv.DictReader(io.StringIO(table_csv(result))))
    assert list(rows[0]) == WEIGHT
    by_name = {row["name"]: row for row in rows}
    names = [result.layout.name_of(index) for index in range(9)]
    assert tuple(float(by_name[name]["value"]) for name in names) == tiny.values
    for column, numbers in (
        ("analytic", result.analytic),
        ("numerical", result.weights.numerical),
        ("uncertainty", result.weights.uncertainty),
    ):
        assert [float(by_name[name][column]) for name in names] == list(numbers)


def test_a_table_leaves_empty_what_is_not_finite(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: np.full_like(g, np.inf))
    rows = list(csv.DictReader(io.StringIO(table_csv(result))))
    assert {row["analytic"] for row in rows} == {""}
    assert {row["reason"] for row in rows} == {"not-finite"}


def test_a_table_of_nothing() -> None:
    assert table_csv(CheckResult(LESSON)).strip() == ",".join(WEIGHT)


def test_a_file_is_written_line_by_line(checked: Checked) -> None:
    result = checked(LESSON)
    lines = list(table_lines(result))
    assert "".join(lines) == table_csv(result)
    assert [line.count("\n") for line in lines] == [1] * 10
    parts = json_parts(report(result))
    assert next(parts) == "{"
    assert "{" + "".join(parts) == report_json(result)
