from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nnd_gui.engine.sources import RandomData, SeededWeights, TableData
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.plain_text import experiment_text, summary_text, table_text
from nnd_gui.model.result import CheckResult

if TYPE_CHECKING:
    from tests.model.conftest import Checked

LESSON = lesson_spec()


def test_the_experiment_in_two_lines() -> None:
    assert experiment_text(LESSON) == (
        "2-3-1 network · sigmoid · half-sse · without biases · the lesson's data\n"
        "epsilon 1e-04, absolute, central differences, float64, tolerance 1e-05"
    )


def test_another_experiment_in_two_lines() -> None:
    network = LESSON.with_network(
        activations=("tanh", "identity"),
        loss="mse",
        bias=True,
        l2=0.01,
        weights=SeededWeights(),
        data=RandomData(1),
    )
    text = experiment_text(replace(network, dtype="float32", step="relative"))
    assert text == (
        "2-3-1 network · tanh, identity · mse · with biases · L2 0.01 · 1 random sample\n"
        "epsilon 1e-04, relative, central differences, float32, tolerance 1e-02"
    )
    table = TableData("scores.csv", ((1.0, 2.0, 0.5),))
    assert "· scores.csv\n" in experiment_text(LESSON.with_network(data=table))


def test_the_lessons_table(checked: Checked) -> None:
    lines = table_text(checked(LESSON)).splitlines()
    assert lines[0].split(maxsplit=4) == [
        "weight",
        "value",
        "numerical",
        "analytic",
        "relative error  verdict",
    ]
    cells = {line.split()[0]: line.split()[1:] for line in lines[1:]}
    assert len(cells) == 9
    assert cells["W1[0,0]"][:3] == ["+1.20584735", "-0.01570145", "-0.01570145"]
    assert cells["W2[1,0]"][:3] == ["-1.06031099", "-0.24006099", "-0.24006099"]
    assert {row[-1] for row in cells.values()} == {"agree"}


def test_columns_are_straight(checked: Checked) -> None:
    spoilt = checked(LESSON, spoil=lambda g: np.where(g < -0.2, np.nan, g * 1e9))
    lines = table_text(spoilt).splitlines()
    column = lines[0].index("verdict")
    assert all(line[column - 1] == " " != line[column] for line in lines)


def test_left_out_rows_are_told(checked: Checked) -> None:
    lines = table_text(checked(LESSON), most=4).splitlines()
    assert len(lines) == 1 + 4 + 1
    assert lines[-1] == "… and 5 more, all agree (--csv FILE writes them all)"
    assert len(table_text(checked(LESSON), most=9).splitlines()) == 1 + 9
    spoilt = checked(LESSON, spoil=lambda g: np.where(np.arange(9) < 3, -g, g))
    assert table_text(spoilt, most=1).splitlines()[-1] == (
        "… and 8 more: 2 disagree, 6 agree (--csv FILE writes them all)"
    )


def test_nothing_measured_is_no_table() -> None:
    assert table_text(CheckResult(LESSON)) == ""


def test_summary_of_agreement(checked: Checked) -> None:
    sentence, rule, effort = summary_text(checked(LESSON)).splitlines()
    assert sentence.startswith("Backpropagation matches the measured slopes.")
    assert rule == "Ratio 2.75e-10: the lesson's rule, at most 1e-08, holds."
    assert effort.startswith("47 evaluations of the cost in ")


def test_summary_of_disagreement_names_the_worst_weight(checked: Checked) -> None:
    result = checked(LESSON, spoil=lambda g: np.where(np.arange(9) == 7, -g, g))
    lines = summary_text(result).splitlines()
    assert lines[1] == (
        "W2[1,0]: Backpropagation says 0.24, but the measured slope is -0.24: the sign is wrong."
    )
    assert lines[2].endswith("the lesson's rule, at most 1e-08, does not hold.")


def test_summary_without_a_ratio(checked: Checked) -> None:
    lines = summary_text(checked(LESSON, spoil=lambda g: np.nan * g)).splitlines()
    assert lines[2] == "The lesson's ratio is not a number here (its rule: at most 1e-08)."


def test_summary_of_a_stopped_run(checked: Checked) -> None:
    assert summary_text(checked(LESSON, stop_after=0)) == (
        "Stopped before the end. Nothing was checked."
    )
    lines = summary_text(checked(LESSON, stop_after=2)).splitlines()
    assert len(lines) == 2
    assert "Ratio" not in lines[1]
