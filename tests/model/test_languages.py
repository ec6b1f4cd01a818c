"""What a language changes, and what it must not: names, numbers, exit codes, a person's code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from nnd_gui.engine.errors import CheckFailure, EngineError, SpecError, Words
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.source import source_of
from nnd_gui.model.guide import guide_sections
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons, shipped_name
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.problems import place_text, problem_text, sentence_text
from nnd_gui.model.words import LANGUAGES, choose_language, fitting_language, tr, trn

ROOT = Path(__file__).resolve().parents[2]
SENTENCES = {"sentence", "notes", "text", "target", "seconds"}


@pytest.fixture
def german() -> Iterator[None]:
    choose_language("de")
    yield
    choose_language("en")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (["de-AT", "en-GB"], "de"),
        (["fr-FR", "de_DE.UTF-8", "en"], "de"),
        (["de"], "de"),
        (["DE_CH@euro"], "de"),
        (["en-US", "de"], "en"),
        (["C"], "en"),
        (["fr", "it"], "en"),
        (["den"], "en"),
        ([""], "en"),
        ([], "en"),
    ],
)
def test_the_first_language_that_there_is(wanted: list[str], found: str) -> None:
    assert fitting_language(wanted) == found


@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US", "LC_MESSAGES": "de_AT"}, "de"),
        ({"LC_MESSAGES": "en_US", "LC_ALL": "de_DE"}, "de"),
        ({"LC_ALL": "en_US", "LANGUAGE": "fr:de:en"}, "de"),
        ({"LANGUAGE": "", "LANG": "de"}, "de"),
        ({}, "en"),
    ],
)
def test_the_language_of_an_environment(
    variables: dict[str, str], found: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert fitting_language() == found


def test_words_within_a_sentence_are_translated_too(german: None) -> None:
    with pytest.raises(SpecError) as caught:
        ExperimentSpec(lesson_spec().subject, tolerance=-1.0)
    told = problem_text(caught.value)
    assert "tolerance" not in told.lower()
    assert "Toleranz" in told
    # A name is nobody's word, even where a word is the same.
    assert problem_text(EngineError("{label} must be a number.", label="The tolerance")) != told
    inner = EngineError("{label} must be a number.", label=Words("The tolerance"))
    outer = CheckFailure("bad-input", "“{place}”: {problem}", place="x", problem=inner)
    assert problem_text(outer) == f"„x“: {problem_text(inner)}"


def test_the_english_sentence_is_the_template_with_its_values() -> None:
    inner = EngineError("{label} must be a number.", label=Words("The tolerance"))
    outer = CheckFailure("bad-input", "“{place}”: {problem}", place="x", problem=inner)
    assert str(outer) == problem_text(outer) == "“x”: The tolerance must be a number."


def test_what_a_child_sends_is_translated_inside(german: None) -> None:
    cost = {"template": "half the squared error", "values": {}}
    values = {"name": "Net", "gradient": "backprop", "cost": cost}
    template = "{name} has no cost of its own: {gradient} is judged as the gradient of {cost}."
    assert "squared" not in sentence_text(template, values)
    why = {"template": "{name} is not written yet: it returns nothing.", "values": {"name": "f"}}
    template = "{name} of the file cannot be made here ({why})."
    told = sentence_text(template, {"name": "W", "why": why})
    assert "written" not in told
    assert told.endswith(").")
    assert not told.endswith(".).")


def test_places_and_reasons_are_translated(german: None) -> None:
    assert place_text("cell 3, line 4") == "Zelle 3, Zeile 4"
    assert place_text("net.py:12") == "net.py:12"
    denied = "Permission denied"
    failure = EngineError("“{name}” cannot be read: {reason}.", name="a", reason=denied)
    assert "Keine Berechtigung" in problem_text(failure)
    # Only where it is a reason.
    assert denied in problem_text(EngineError("“{name}” is empty.", name=denied))
    shapes = {
        "where": "net.py:3",
        "error": "ValueError",
        "shapes": "X is (3, 2), self.W1 is (2, 3)",
    }
    told = sentence_text("{where} stopped with {error}. There, {shapes}.", shapes)
    assert "X ist (3, 2), self.W1 ist (2, 3)" in told


def test_a_cell_that_is_left_out_says_why_in_one_language(german: None, tmp_path: Path) -> None:
    cells = ["def f(:\n    pass", "x = 1"]
    notebook = {"cells": [{"cell_type": "code", "source": cell} for cell in cells],
                "nbformat": 4, "nbformat_minor": 5, "metadata": {}}  # fmt: skip
    (note,) = source_of(tmp_path / "a.ipynb", json.dumps(notebook)).notes
    told = problem_text(note)
    assert told.startswith("Zelle 1, Zeile 1")
    assert "cannot be read" not in told


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_numbers_are_written_alike_in_every_language(language: str) -> None:
    choose_language(language)
    try:
        assert (
            trn("{count} evaluation of the cost", "{count} evaluations of the cost", 20_000)[:6]
            == "20,000"
        )
        assert epsilon_text(1e-4) == "1e-04"
        assert compact(2.75e-10) == "2.75e-10"
        assert "0.5" in tr("tolerance {value}", value="0.5")
    finally:
        choose_language("en")


def test_each_guide_has_the_same_sections(german: None) -> None:
    other = guide_sections()
    choose_language("en")
    usual = guide_sections()
    assert [section.name for section in other] == [section.name for section in usual]
    titles = [(a.title, b.title) for a, b in zip(usual, other, strict=True)]
    assert sum(a == b for a, b in titles) <= len(titles) // 4, titles
    for here, there in zip(usual, other, strict=True):
        # What is typed is the same, and about as much is said.
        keys = there.text.replace("Strg+", "Ctrl+").replace("Umschalt+", "Shift+")
        for key in ("Ctrl+", "Shift+", "Alt+", "--"):
            assert here.text.count(key) == keys.count(key), here.name
        assert 0.7 < len(there.text) / len(here.text) < 1.7, here.name


@pytest.mark.parametrize("entry", shipped_lessons(), ids=lambda entry: entry.name)
def test_lessons_are_whole_in_the_other_language(entry: Any, german: None) -> None:
    other = load_lesson(entry.name)
    assert shipped_name(other) == entry.name
    choose_language("en")
    usual = load_lesson(entry.name)
    assert shipped_name(other) is None
    assert len(other.steps) == len(usual.steps)
    for here, there in zip(usual.steps, other.steps, strict=True):
        assert here.state.spec == there.state.spec
        assert here.text.count("\n") == there.text.count("\n")
        untranslated = set(here.text.split("\n")) & set(there.text.split("\n"))
        assert not {line for line in untranslated if len(line) > 60}


def check(*options: str, language: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {
        key: value
        for key, value in os.environ.items()
        if key not in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
    }
    environment |= {"LC_ALL": language, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", "nnd_gui", "check", *options],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        env=environment | variables,
    )


def differences(one: Any, other: Any, path: str = "") -> Iterator[str]:
    """Where two reports are not the same."""
    if isinstance(one, dict) and isinstance(other, dict):
        assert one.keys() == other.keys(), path
        for key in one:
            yield from differences(one[key], other[key], key)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for here, there in zip(one, other, strict=True):
            yield from differences(here, there, path)
    elif one != other:
        yield path


def test_a_terminal_in_german_is_told_in_german_and_nothing_else_changes() -> None:
    told, asked = check(language="de_DE.UTF-8"), check("--help", language="de_DE.UTF-8")
    assert (told.returncode, asked.returncode) == (0, 0)
    assert "2.75e-10" in told.stdout
    assert "agree" not in told.stdout
    assert "Optionen" in asked.stdout or "OPTION" in asked.stdout
    assert "usage:" not in asked.stdout
    bug = ("--bug", "sign", "--json", "-")
    english, german = check(*bug, language="C.UTF-8"), check(*bug, language="de_DE.UTF-8")
    assert english.returncode == german.returncode == 1
    one, other = json.loads(english.stdout), json.loads(german.stdout)
    changed = set(differences(one, other))
    assert "sentence" in changed
    assert changed <= SENTENCES
    assert other["verdict"] == "disagree"
    assert [row["bug"] for row in other["diagnosis"]] == ["sign"]


def test_wrong_usage_is_told_in_german_with_the_same_code() -> None:
    done = check("--epsilon", "abc", language="de_DE.UTF-8")
    assert done.returncode == 4
    assert "--epsilon" in done.stderr
    assert "number" not in done.stderr


def test_a_persons_code_hears_nothing_of_the_language(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(
        "import locale, numpy as np\n"
        "theta0 = np.array([0.5, 1.5])\n"
        "assert locale.localeconv()['decimal_point'] == '.', locale.localeconv()\n"
        "assert float('0.5') == 0.5 and '%.1f' % 0.5 == '0.5'\n"
        "def value(theta):\n    return float(np.sum(theta ** 3))\n"
        "def gradient(theta):\n    return 3 * theta ** 2\n",
        encoding="utf-8",
    )
    done = check(str(file), "--trust", "--json", "-", language="de_DE.UTF-8")
    assert done.returncode == 0, done.stdout + done.stderr
    assert json.loads(done.stdout)["verdict"] == "agree"
