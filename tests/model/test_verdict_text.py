"""The verdict as text: what somebody who is asked for help needs, and nothing that is covered."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.events import Diagnosed
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.person_target import PersonChoices, person_file
from nnd_gui.model.result import CheckResult
from nnd_gui.model.verdict_text import verdict_text

FORM = """theta0 = [1.0]
def value(t):
    return t[0] ** 2


def gradient(t):
    return t[7]
"""
BROKEN = Path(__file__).parents[2] / "resources" / "samples" / "broken"


def result_of(spec: ExperimentSpec, *, told: bool = True) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        if told or not isinstance(event, Diagnosed):
            result.add(event)
    return result


def test_of_a_gradient_that_agrees() -> None:
    text = verdict_text(result_of(lesson_spec()))
    first, blank, *rest = text.splitlines()
    assert first.startswith("Backpropagation matches the measured slopes.")
    assert blank == ""
    assert "2-3-1 network" in rest[0]
    assert "epsilon 1e-04" in text
    assert "ratio 2.75e-10" in text
    assert "W1[" not in text  # none is worse than the others


def test_of_a_persons_file() -> None:
    file, _ = person_file(BROKEN / "hidden_derivative.py", PersonChoices(trusted=True))
    result = result_of(ExperimentSpec(file))
    text = verdict_text(result)
    assert text.startswith("Backpropagation is wrong in W1.")
    for part in ("hidden_derivative.py", "NeuralNetwork", "computeGradients", "costFunction"):
        assert part in text
    assert "hidden_derivative.py:36 is the first line that goes wrong" in text
    lines = text.splitlines()
    heads = next(i for i, line in enumerate(lines) if line.startswith("weight"))
    worst = [result.layout.name_of(index) for index in result.worst_first()[:5]]
    assert [line.split()[0] for line in lines[heads + 1 : heads + 6]] == worst
    assert lines[heads + 6] == "… and 1 more that does not agree, of 9"
    assert "--csv" not in text


def test_what_is_covered_is_not_in_it() -> None:
    spec = replace(lesson_spec(), bug=Bug("sign"))
    told, covered = verdict_text(result_of(spec)), verdict_text(result_of(spec, told=False))
    assert "sign" in told
    assert "sign" not in covered


def test_of_what_could_not_be_checked(tmp_path: Path) -> None:
    file = tmp_path / "net.py"
    file.write_text(FORM, encoding="utf-8")
    person, _ = person_file(file, PersonChoices(trusted=True))
    text = verdict_text(result_of(ExperimentSpec(person)))
    assert "net.py:7" in text
    assert "weight " not in text
