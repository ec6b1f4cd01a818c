"""nnd-check on documents: what is checked, what is said, and how it ends."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnd_gui import cli
from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.document import Document, LessonStep, State
from nnd_gui.model.document_file import save_document
from nnd_gui.model.lessons import lesson_spec

Capture = pytest.CaptureFixture[str]
LESSON = lesson_spec()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, spec in {
        "agree": LESSON,
        "disagree": replace(LESSON, bug=Bug("sign")),
        "undecided": replace(LESSON, epsilon=1e-1),
    }.items():
        save_document(Document(State(spec)), Path(f"{name}.nndcheck"))
    Path("torn.nndcheck").write_bytes(Path("agree.nndcheck").read_bytes()[:300])


def reported(capsys: Capture) -> Any:
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(
    ("name", "code", "verdict"),
    [("agree", 0, "agree"), ("disagree", 1, "disagree"), ("undecided", 2, "undecided")],
)
def test_one_document(name: str, code: int, verdict: str, capsys: Capture) -> None:
    assert cli.main([f"{name}.nndcheck", "--json", "-"]) == code
    found = reported(capsys)
    assert (found["target"], found["verdict"]) == (f"{name}.nndcheck", verdict)


def test_the_document_is_what_is_checked(capsys: Capture) -> None:
    subject = replace(
        LESSON.network, sizes=(3, 4, 2), activations=("tanh", "identity"), loss="mse", bias=True,
        l2=0.5, weights=SeededWeights(3), data=RandomData(5, 2),
    )  # fmt: skip
    spec = ExperimentSpec(subject, 2e-5, "four-point", "relative", "float64", 1e-3)
    save_document(Document(State(spec)), Path("own.nndcheck"))
    network = ["--network", "3-4-2", "--activation", "tanh,identity", "--loss", "mse", "--bias"]
    settings = ["--epsilon", "2e-5", "--scheme", "four-point", "--step", "relative"]
    options = [*network, "--l2", "0.5", *settings, "--tolerance", "1e-3"]
    cli.main(["own.nndcheck", "--json", "-"])
    of_document = reported(capsys)
    cli.main([*options, "--seed", "3", "--json", "-"])
    of_options = reported(capsys)
    for key in ("epsilon", "scheme", "step", "dtype", "seed", "tolerance", "counts"):
        assert of_document[key] == of_options[key]
    # The same weights; the samples have a seed of their own.
    values = [[weight["value"] for weight in x["weights"]] for x in (of_document, of_options)]
    assert sorted(values[0]) == sorted(values[1])


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["agree", "agree"], 0),
        (["agree", "undecided"], 2),
        (["undecided", "torn", "agree"], 3),
        (["torn", "undecided", "disagree", "agree"], 1),
        (["none", "agree"], 3),
    ],
)
def test_several_documents(names: list[str], code: int, capsys: Capture) -> None:
    words = [f"{name}.nndcheck" for name in names]
    assert cli.main([words[0], "--json", "-", *words[1:]]) == code
    found = reported(capsys)
    assert [report["target"] for report in found] == words
    kinds = {"none": "missing-file", "torn": "bad-input"}
    for name, report in zip(names, found, strict=True):
        assert report["verdict"] == (None if name in kinds else name)
        assert (report["failure"] or {}).get("kind") == kinds.get(name)


def test_what_several_documents_say(capsys: Capture) -> None:
    assert cli.main(["agree.nndcheck", "torn.nndcheck", "--quiet"]) == 3
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("agree.nndcheck: Backpropagation matches")
    assert second.startswith(
        "torn.nndcheck: Could not be checked. “torn.nndcheck” cannot be opened. It is damaged at "
    )
    assert cli.main(["agree.nndcheck", "disagree.nndcheck"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "agree.nndcheck:"
    assert "disagree.nndcheck:" in lines


def test_a_table_of_several(capsys: Capture) -> None:
    assert cli.main(["agree.nndcheck", "disagree.nndcheck", "--csv", "t.csv", "--quiet"]) == 1
    rows = list(csv.DictReader(Path("t.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["target"] for row in rows] == ["agree.nndcheck"] * 9 + ["disagree.nndcheck"] * 9
    assert {row["verdict"] for row in rows[:9]} == {"agree"}
    assert cli.main(["agree.nndcheck", "--csv", "t.csv", "--quiet"]) == 0
    assert "target" not in Path("t.csv").read_text(encoding="utf-8")


def test_settings_take_the_place_of_the_documents(capsys: Capture) -> None:
    assert cli.main(["undecided.nndcheck", "--epsilon", "1e-4", "--json", "-"]) == 0
    assert reported(capsys)["epsilon"] == 1e-4
    assert cli.main(["agree.nndcheck", "--bug", "sign@W1", "--quiet"]) == 1
    assert "W1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ["agree.nndcheck", "--network", "2-2-1"],
            (
                "--network describes a network, but “agree.nndcheck” has its own: leave one of "
                "them out."
            ),
        ),
        (
            ["agree.nndcheck", "--no-bias"],
            "--bias describes a network, but “agree.nndcheck” has its own: leave one of them out.",
        ),
        (["agree.nndcheck", "--bug", "zero-bias"], "This network has no biases."),
        (["agree.nndcheck", "--epsilon", "0"], "Epsilon must be larger than 0."),
    ],
)
def test_options_that_do_not_go_with_it(words: list[str], sentence: str, capsys: Capture) -> None:
    assert cli.main(words) == 4
    assert capsys.readouterr() == ("", f"nnd-check: {sentence}\n")


def test_what_is_left_out_and_what_is_not_checked_is_noted(capsys: Capture) -> None:
    step = LessonStep("a", "", State(LESSON))
    save_document(Document(State(LESSON), steps=(step, step)), Path("lesson.nndcheck"))
    found = json.loads(Path("lesson.nndcheck").read_text(encoding="utf-8"))
    found["experiment"]["dropout"] = 0.5
    Path("lesson.nndcheck").write_text(json.dumps(found), encoding="utf-8")
    assert cli.main(["lesson.nndcheck", "--json", "-"]) == 0
    assert reported(capsys)["notes"] == [
        (
            "“lesson.nndcheck” says more than this version understands: experiment.dropout. It "
            "was left out."
        ),
        "“lesson.nndcheck” is a lesson of 2 steps; the state that it opens on is checked.",
    ]


@pytest.mark.parametrize(
    ("name", "kind", "sentence"),
    [
        ("gone.txt", "missing-file", "There is no file “gone.txt”."),
        ("words.txt", "bad-input", "“words.txt” is nothing that can be checked: a document "),
        ("nul\0l.nndcheck", "missing-file", None),
    ],
)
def test_other_files(name: str, kind: str, sentence: str | None, capsys: Capture) -> None:
    Path("words.txt").write_text("words", encoding="utf-8")
    assert cli.main([name, "--json", "-"]) == 3
    failure = reported(capsys)["failure"]
    assert failure["kind"] == kind
    assert failure["text"].startswith(sentence or "“")
