"""nnd-check within this process: options, exit codes, what is shown and written."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from nnd_gui import cli
from nnd_gui.__main__ import main as program
from nnd_gui.engine.spec import SCHEMES

Capture = pytest.CaptureFixture[str]


def _report(capsys: Capture) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_the_lesson(capsys: Capture) -> None:
    assert cli.main([]) == 0
    out, err = capsys.readouterr()
    lines = out.splitlines()
    assert lines[0].startswith("2-3-1 network · sigmoid")
    assert sum("agree" in line for line in lines) == 9
    assert "-0.24006099" in out
    assert "Backpropagation matches the measured slopes. All 9 weights match" in out
    assert "Ratio 2.75e-10: the lesson's rule, at most 1e-08, holds." in out
    assert err == ""


def test_the_same_through_the_program(capsys: Capture) -> None:
    assert program(["check", "--quiet"]) == 0
    assert capsys.readouterr().out.startswith("Backpropagation matches")


def test_all_else_is_for_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    def open_window(words: list[str]) -> int:
        assert words == ["--theme", "dark", "check"]
        return 42

    monkeypatch.setattr("nnd_gui.gui.app.main", open_window)
    assert program(["--theme", "dark", "check"]) == 42


@pytest.mark.parametrize(
    ("options", "code", "verdict"),
    [
        ([], 0, "agree"),
        (["--epsilon", "1e-1"], 2, "undecided"),
        (["--epsilon", "10^-15"], 2, "undecided"),
        (["--epsilon=1e-3", "--tolerance=1e-3"], 0, "agree"),
        (["--network", "2-3-1", "--weights-scale", "1e300"], 2, "undecided"),
        (["--activation", "identity", "--weights-scale", "1e300"], 3, None),
        (["--data", "no such file.csv"], 3, None),
    ],
)
def test_exit_codes(options: list[str], code: int, verdict: str | None, capsys: Capture) -> None:
    assert cli.main([*options, "--json", "-"]) == code
    assert _report(capsys)["verdict"] == verdict


def test_a_disagreement_exits_with_1_and_is_diagnosed(capsys: Capture) -> None:
    assert cli.main(["--bias", "--quiet", "--bug", "sign@b1"]) == 1
    told = capsys.readouterr().out
    assert told.startswith("Backpropagation is wrong in b1. 3 of 13 weights disagree. ")
    assert "It looks like a wrong sign" in told


def test_a_bug_that_cannot_show_is_wrong_usage(capsys: Capture) -> None:
    assert cli.main(["--bug", "zero-bias"]) == 4
    assert capsys.readouterr().err == "nnd-check: This network has no biases.\n"


def test_every_option_reaches_the_report(capsys: Capture, tmp_path: Path) -> None:
    table = tmp_path / "scores.csv"
    table.write_text("1,0.5,0.75,0.1\n0.2,0.3,1,0\n")
    options = (
        f"--network 2-4-2 --activation tanh,sigmoid --loss mse --bias --l2 0.5 --data {table} "
        "--seed 3 --weights-scale 0.5 --epsilon 2.5e-5 --scheme central --step relative "
        "--dtype float64 --tolerance 1e-3 --json -"
    ).split()
    assert cli.main(options) == 0
    found = _report(capsys)
    assert found["target"] == "network 2-4-2"
    assert (found["epsilon"], found["tolerance"], found["seed"]) == (2.5e-5, 1e-3, 3)
    assert (found["scheme"], found["step"], found["dtype"]) == ("central", "relative", "float64")
    assert found["counts"]["total"] == 2 * 4 + 4 + 4 * 2 + 2
    names = {weight["name"] for weight in found["weights"]}
    assert {"W1[1,3]", "b1[3]", "W2[3,1]", "b2[1]"} <= names
    assert found["notes"] == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_scheme_can_be_asked_for(scheme: str, capsys: Capture) -> None:
    right = ["--scheme", scheme, "--epsilon", "1e-6", "--json", "-"]
    assert cli.main(right) == 0
    found = _report(capsys)
    assert (found["scheme"], found["verdict"], found["counts"]["agree"]) == (scheme, "agree", 9)
    # Twice the cost and nine times for its noise; then what the scheme takes a weight.
    each = {"forward": 3, "backward": 3, "central": 4, "complex-step": 2}.get(scheme, 6)
    assert found["evaluations"] == 2 + 9 + each * 9
    wrong = cli.main([*right, "--bug", "sign@W2"])
    assert wrong == 1
    words = {weight["name"]: weight["verdict"] for weight in _report(capsys)["weights"]}
    assert {name for name, word in words.items() if word == "disagree"} == {
        "W2[0,0]", "W2[1,0]", "W2[2,0]"
    }  # fmt: skip


def test_what_is_decided_unasked_is_noted(capsys: Capture) -> None:
    assert cli.main(["--network", "4-5-3"]) == 0
    out = capsys.readouterr().out
    assert "Note: The weights are random numbers, from seed 0.\n" in out
    assert "Note: The lesson's data does not fit a 4-5-3 network" in out
    assert cli.main(["--network", "4-5-3", "--json", "-"]) == 0
    assert len(_report(capsys)["notes"]) == 2


def test_another_seed_is_another_experiment(capsys: Capture) -> None:
    costs = []
    for seed in ("0", "1", "1"):
        cli.main(["--network", "3-2", "--seed", seed, "--json", "-"])
        costs.append(_report(capsys)["cost"])
    assert costs[0] != costs[1] == costs[2]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--bogus"], "There is no option “--bogus”; nnd-check --help shows those there are."),
        (["--pickle"], "There is no option “--pickle”; nnd-check --help shows those there are."),
        (["-x"], "There is no option “-x”; nnd-check --help shows those there are."),
        (["--eps", "1"], "There is no option “--eps”; nnd-check --help shows those there are."),
        (["--epsilon"], "--epsilon needs a value."),
        (["--json", "--quiet"], "--json needs a value."),
        (["--quiet=3"], "--quiet takes no value."),
        (["--csv", "-"], "--csv needs a file; only --json can be “-”."),
        (["--report", "-"], "--report needs a file; only --json can be “-”."),
        (["--epsilon", "-1"], "Epsilon must be larger than 0."),
        (["--epsilon", "-1e-4"], "Epsilon must be larger than 0."),
        (["--epsilon", ""], "--epsilon needs a number such as 1e-4, not “”."),
        (["--network", "-3"], "A layer cannot have a negative size. Try 2-3-1."),
        (["--network", "-3-1"], "A layer cannot have a negative size. Try 2-3-1."),
        (["--network", "2-0-1"], "Layer 2 has 0 units; every layer needs at least 1."),
        (
            ["--network", "-".join("1" * 1_000)],
            "That is 1,000 layers; at most 64 are possible here.",
        ),
        (["--quiet", "--seed", "-1"], "A seed must be 0 or a positive whole number."),
    ],
)
def test_wrong_usage_is_one_sentence(words: list[str], sentence: str, capsys: Capture) -> None:
    assert cli.main(words) == 4
    out, err = capsys.readouterr()
    assert out == ""
    assert err == f"nnd-check: {sentence}\n"


def test_a_missing_file_is_a_report_of_failure(capsys: Capture) -> None:
    assert cli.main(["--data", "gone.csv"]) == 3
    assert capsys.readouterr().out == "Could not be checked. There is no file “gone.csv”.\n"
    assert cli.main(["--data", "gone.csv", "--json", "-"]) == 3
    found = _report(capsys)
    assert found["failure"]["kind"] == "missing-file"
    assert (found["verdict"], found["seed"], found["weights"]) == (None, None, [])


def test_quiet_shows_the_sentence_only(capsys: Capture) -> None:
    assert cli.main(["--quiet"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


def test_json_on_standard_output_is_alone(capsys: Capture) -> None:
    assert cli.main(["--json", "-", "--quiet"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["verdict"] == "agree"
    assert err == ""


def test_files(tmp_path: Path, capsys: Capture) -> None:
    report, table = tmp_path / "räport.json", tmp_path / "table.csv"
    assert cli.main(["--json", str(report), "--csv", str(table), "--quiet"]) == 0
    found = json.loads(report.read_text(encoding="utf-8"))
    rows = list(csv.DictReader(table.read_text(encoding="utf-8").splitlines()))
    assert [row["name"] for row in rows] == [weight["name"] for weight in found["weights"]]
    assert [float(row["numerical"]) for row in rows] == [
        weight["numerical"] for weight in found["weights"]
    ]
    assert found["sentence"] + "\n" == capsys.readouterr().out


def test_a_page_to_read(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "päge.html"
    assert cli.main(["--report", str(page), "--bug", "sign@W2", "--quiet"]) == 1
    sentence = capsys.readouterr().out.strip()
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!DOCTYPE html>")
    assert sentence.partition(".")[0] in text


@pytest.mark.parametrize("option", ["--json", "--csv", "--report"])
@pytest.mark.parametrize("name", [".", "no/such/folder/file", "nul\0l", "x" * 5000])
def test_a_file_that_cannot_be_written(
    option: str, name: str, capsys: Capture, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert cli.main(["--quiet", option, name]) == 3
    out, err = capsys.readouterr()
    assert out.startswith("Backpropagation matches")
    assert err.startswith(f"nnd-check: “{name}” cannot be written: ")
    assert len(err.splitlines()) == 1


def test_help_and_list(capsys: Capture) -> None:
    assert cli.main(["--help"]) == 0
    text = capsys.readouterr().out
    options = "network activation loss bias no-bias l2 data seed weights-scale epsilon scheme step "
    for option in (options + "dtype tolerance json csv report quiet list help").split():
        assert f"--{option}" in text
    assert cli.main(["--list", "--epsilon", "0"]) == 0
    text = capsys.readouterr().out
    for word in ("leaky-relu", "softmax-cross-entropy", "central", "relative", "float32"):
        assert word in text
