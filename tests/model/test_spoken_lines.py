"""Which lines of a person's file a result speaks of, by the names that people give gradients."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Diagnosed
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.person_target import PersonChoices, person_file
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spoken_lines import spoken_lines

SAMPLES = Path(__file__).parents[2] / "resources" / "samples"


def lines_of(file: Path, *, told: bool) -> tuple[list[str], str]:
    """Text of the lines that are marked, and what is said."""
    person, _ = person_file(file, PersonChoices(trusted=True))
    result = CheckResult(ExperimentSpec(person))
    for event in run(check(result.spec)):
        if told or not isinstance(event, Diagnosed):
            result.add(event)
    source = read_source(file)
    lines, said = spoken_lines(result, source)
    text = source.text.splitlines()
    return [text[line - 1].strip() for line in lines], said


def test_where_it_is_made_and_not_where_it_is_handed_over() -> None:
    """The file's computeGradients takes both from costFunctionPrime, which makes them."""
    made, said = lines_of(SAMPLES / "broken" / "hidden_derivative.py", told=False)
    assert made == ["dJdW1 = X.T @ delta2"]
    assert "hidden_derivative.py:37" in said


def test_the_first_line_that_goes_wrong_once_it_is_told() -> None:
    made, said = lines_of(SAMPLES / "broken" / "hidden_derivative.py", told=True)
    assert made == ["delta2 = delta3 @ self.W2.T"]
    assert "hidden_derivative.py:36 is the first line" in said


def test_a_gradient_that_agrees_has_none() -> None:
    assert lines_of(SAMPLES / "right" / "lesson_network.py", told=True) == ([], "")


@pytest.mark.parametrize("calls_itself", [False, True])
def test_a_function_that_hands_over_to_itself(tmp_path: Path, calls_itself: bool) -> None:
    file = tmp_path / "net.py"
    text = (SAMPLES / "broken" / "hidden_derivative.py").read_text(encoding="utf-8")
    if calls_itself:
        inner = "        dJdW1 = X.T @ delta2\n        if False:\n            dJdW1, dJdW2 = self.costFunctionPrime(X, y)\n"  # noqa: E501
        text = text.replace("        dJdW1 = X.T @ delta2\n", inner)
    file.write_text(text, encoding="utf-8")
    made, _ = lines_of(file, told=False)
    assert made[0] == "dJdW1 = X.T @ delta2"


def test_the_line_of_a_failure(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(
        "theta0 = [1.0, 2.0]\n\n\ndef value(t):\n    return t[0] ** 2\n\n\ndef gradient(t):\n"
        "    return t[7] * 2\n",
        encoding="utf-8",
    )
    assert lines_of(file, told=True) == (["return t[7] * 2"], "net.py:9")
