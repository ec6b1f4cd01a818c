"""nnd-check on people's own files and folders: trust, verdicts, rows, codes."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnd_gui import cli, resources

Capture = pytest.CaptureFixture[str]

RIGHT = """
import numpy as np

X = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
y = np.array([[0.75], [0.82], [0.93]])


def cost(theta, X, y):
    return 0.5 * np.sum((X @ theta.reshape(2, 1) - y) ** 2)


def gradient(theta, X, y):
    return (X.T @ (X @ theta.reshape(2, 1) - y)).ravel()
"""
WRONG = RIGHT.replace("return (X.T", "return -(X.T")
STEALING = RIGHT + "\nopen('was-here', 'w').close()\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("right.py").write_text(RIGHT, encoding="utf-8")
    Path("wrong.py").write_text(WRONG, encoding="utf-8")


def told(capsys: Capture) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "code", "verdict"), [("right", 0, "agree"), ("wrong", 1, "disagree")]
)
def test_a_file_is_checked_as_our_own_network_is(
    name: str, code: int, verdict: str, capsys: Capture
) -> None:
    assert cli.main([f"{name}.py", "--trust", "--json", "-"]) == code
    found = told(capsys)
    assert (found["target"], found["verdict"]) == (f"{name}.py", verdict)
    assert found["counts"]["total"] == 2
    assert any("cost" in note and "gradient" in note for note in found["notes"])
    assert any(note.startswith("Run by Python") for note in found["notes"])
    # Against calculus: X.T @ (X theta - y), at the weights that it says it took.
    x = np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]])
    rows = sorted(found["weights"], key=lambda row: str(row["name"]))
    theta = np.array([row["value"] for row in rows])
    slopes = x.T @ (x @ theta - [0.75, 0.82, 0.93])
    assert [row["numerical"] for row in rows] == pytest.approx(slopes, abs=1e-9)


def test_a_wrong_sign_is_named(capsys: Capture) -> None:
    assert cli.main(["wrong.py", "--trust", "--json", "-"]) == 1
    assert [row["bug"] for row in told(capsys)["diagnosis"]] == ["sign"]


def test_nothing_runs_untrusted(capsys: Capture, tmp_path: Path) -> None:
    Path("right.py").write_text(STEALING, encoding="utf-8")
    assert cli.main(["right.py", "--json", "-"]) == 3
    failure = told(capsys)["failure"]
    assert failure["kind"] == "not-trusted"
    assert "--trust" in failure["text"]
    assert not list(tmp_path.rglob("was-here"))


@pytest.mark.parametrize(
    ("text", "kind", "where"),
    [
        ("def f(:\n", "syntax-error", "net.py:1"),
        ("x = 1\n", "no-objective", None),
        (RIGHT.replace("0.5 * np.sum", "1 / 0 * np.sum"), "user-exception", "net.py:9"),
    ],
)
def test_what_cannot_be_checked(text: str, kind: str, where: str | None, capsys: Capture) -> None:
    Path("net.py").write_text(text, encoding="utf-8")
    assert cli.main(["net.py", "--trust", "--json", "-"]) == 3
    failure = told(capsys)["failure"]
    assert (failure["kind"], failure["where"]) == (kind, where)


def test_options_that_go_with_a_file(capsys: Capture) -> None:
    assert cli.main(["right.py", "--trust", "--epsilon", "1e-5", "--seed", "3", "--json", "-"]) == 0
    found = told(capsys)
    assert (found["epsilon"], found["seed"]) == (1e-5, 3)
    assert cli.main(["right.py", "--trust", "--interpreter", sys.executable, "--quiet"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["right.py", "--network", "2-3-1"],
        ["right.py", "--bug", "sign"],
        ["right.py", "--timeout", "soon"],
        ["right.py", "--timeout", "-1"],
        ["--timeout", "3"],
        ["--interpreter", "python3"],
    ],
)
def test_options_that_do_not(words: list[str], capsys: Capture) -> None:
    assert cli.main(words) == 4
    assert capsys.readouterr().err


def test_an_endless_loop_ends_with_the_time_that_it_was_given(capsys: Capture) -> None:
    endless = RIGHT.replace("    return 0.5", "    while True:\n        pass\n    return 0.5")
    Path("net.py").write_text(endless, encoding="utf-8")
    assert cli.main(["net.py", "--trust", "--timeout", "1", "--json", "-"]) == 3
    failure = told(capsys)["failure"]
    assert failure["kind"] == "time-out"
    assert failure["where"] in ("net.py:9", "net.py:10")


def test_a_folder_has_a_row_for_each(capsys: Capture) -> None:
    Path("torn.py").write_text("def f(:\n", encoding="utf-8")
    assert cli.main([".", "--trust", "--csv", "rows.csv"]) == 1
    out = capsys.readouterr().out
    assert "3 submissions: 1 agree, 1 disagree. 1 need a look" in out
    with Path("rows.csv").open(encoding="utf-8") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    assert {name: row["verdict"] or row["failure"] for name, row in rows.items()} == {
        "right.py": "agree", "wrong.py": "disagree", "torn.py": "syntax-error",
    }  # fmt: skip
    assert "wrong sign" in rows["wrong.py"]["diagnosis"]
    assert "look at it" in rows["torn.py"]["feedback"]


def test_a_folder_is_always_an_array(capsys: Capture) -> None:
    Path("wrong.py").unlink()
    assert cli.main([".", "--trust", "--json", "-"]) == 0
    assert [report["target"] for report in told(capsys)] == ["right.py"]
    Path("right.py").unlink()
    assert cli.main([".", "--trust", "--json", "-"]) == 3
    assert [report["failure"]["kind"] for report in told(capsys)] == ["no-objective"]


def test_a_folder_beside_a_reference(capsys: Capture) -> None:
    Path("solution").mkdir()
    Path("solution/right.py").write_text(RIGHT, encoding="utf-8")
    Path("hand-ins").mkdir()
    Path("hand-ins/twice.py").write_text(
        RIGHT.replace("0.5 * np", "np").replace("return (X.T", "return 2 * (X.T"), encoding="utf-8"
    )
    words = ["hand-ins", "--trust", "--reference", "solution/right.py", "--html", "page.html"]
    assert cli.main(words) == 0
    out = capsys.readouterr().out
    assert "× 2" in out
    assert "1 of those that agree has another cost than the reference." in " ".join(out.split())
    assert "Its cost is 2 times the reference" in Path("page.html").read_text(encoding="utf-8")
    assert cli.main([*words, "--json", "-"]) == 0
    (report,) = told(capsys)
    assert report["reference"]["cost"] == "× 2"


@pytest.mark.parametrize(
    "words", [["right.py", "--again"], ["--reference", "right.py"], ["right.py", "--same-weights"]]
)
def test_options_of_folders_alone(words: list[str], capsys: Capture) -> None:
    assert cli.main(words) == 4
    assert "is for a folder" in capsys.readouterr().err


def test_an_untrusted_folder_runs_nothing(capsys: Capture) -> None:
    assert cli.main([".", "--json", "-"]) == 3
    assert {report["failure"]["kind"] for report in told(capsys)} == {"not-trusted"}


def test_the_shipped_samples_get_their_rows(capsys: Capture) -> None:
    assert cli.main([str(resources.path("samples")), "--trust", "--json", "-"]) == 1
    verdicts = {report["target"]: report["verdict"] for report in told(capsys)}
    assert len(verdicts) >= 20
    for name, verdict in verdicts.items():
        assert verdict == ("agree" if name.startswith("right/") else "disagree"), name


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")
@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("\n", 3), ("no\n", 3)])
def test_a_terminal_is_asked_once(answer: str, code: int) -> None:
    import pty

    ours, theirs = pty.openpty()
    with io.FileIO(ours, "r+") as hand:
        done = subprocess.Popen(
            [sys.executable, "-m", "nnd_gui", "check", "right.py", "right.py", "--quiet"],
            stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        said = b""
        while b"[y/N]" not in said:
            said += hand.read(1000) or b""
        hand.write(answer.encode())
        out, _ = done.communicate(timeout=100)
    assert done.returncode == code
    assert said.count(b"[y/N]") == 1
    assert (b"matches" in out) == (code == 0)
