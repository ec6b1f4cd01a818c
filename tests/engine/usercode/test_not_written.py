"""What is not written yet is said, and the rest is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.model.explain import explain
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.asked import RIGHT, best_plan
from tests.engine.usercode.checked import checked
from tests.engine.usercode.people import PATIENT

LESSON = (RIGHT / "lesson_network.py").read_text(encoding="utf-8")
DELTA = "delta2 = (delta3 @ self.W2.T) * self.sigmoidPrime(self.z2)"
FIRST = "dJdW1 = X.T @ delta2"
# Long enough to set a file up, and no longer than a test may wait.
BRIEF = Limits(import_seconds=4, evaluation_seconds=4)


def _checked(text: str, folder: Path, limits: Limits = PATIENT) -> CheckResult:
    file = folder / "net.py"
    file.write_text(text, encoding="utf-8")
    subject = PersonFile(best_plan(file), limits=limits, trusted=True)
    return checked(ExperimentSpec(subject))


GAPS = {
    "pass": (FIRST, "pass"),
    "comment": (FIRST, "# TODO: the gradient of W1"),
    "your code": (FIRST, "# ### YOUR CODE HERE ###"),
    "dots": (FIRST, "..."),
    "made dots": (FIRST, "dJdW1 = ..."),
    "None": (FIRST, "dJdW1 = None"),
    "pass for delta": (DELTA, "pass"),
    "None for delta": (DELTA, "delta2 = None"),
    "None for delta, np.dot": ("X.T @ delta2", "np.dot(X.T, delta2)"),
}


@pytest.mark.parametrize("name", GAPS)
def test_a_line_that_is_not_there_yet(name: str, tmp_path: Path) -> None:
    written, gap = GAPS[name]
    text = LESSON.replace(written, gap)
    if name.endswith("np.dot"):
        text = text.replace(DELTA, "delta2 = None")
    found = _checked(text, tmp_path)
    assert found.overall is not None
    assert (found.overall.verdict, found.overall.blocks) == ("disagree", ("W1",))
    assert explain(found).sentence == (
        "The gradient of W1 is not written yet. Of what is written, nothing is wrong."
    )


def test_what_is_written_is_checked_beside_it(tmp_path: Path) -> None:
    text = LESSON.replace(FIRST, "pass").replace("-(y - yHat)", "(y - yHat)")
    found = _checked(text, tmp_path)
    assert [(one.bug, one.where) for one in found.findings] == [
        ("sign", ("W2",)),
        ("unknown", ("W1",)),
    ]


def test_a_gradient_all_of_which_rests_on_what_is_missing(tmp_path: Path) -> None:
    text = LESSON.replace("delta3 = -(y - yHat) * self.sigmoidPrime(self.z3)", "pass")
    failure = _failure(text, tmp_path)
    assert failure[:2] == ("not-written-yet", "net.py:34")
    assert "“delta3” is not written yet" in failure[2]


def test_a_misspelt_name_is_no_missing_line(tmp_path: Path) -> None:
    failure = _failure(LESSON.replace("X.T @ delta2", "X.T @ delta_2"), tmp_path)
    assert failure[0] == "user-exception"
    assert "delta_2" in failure[2]


def test_none_that_means_something_is_left_alone(tmp_path: Path) -> None:
    text = LESSON.replace(
        "return 0.5 * np.sum((y - yHat) ** 2)",
        "axis = None\n"
        "        weights = None\n"
        "        if weights is None:\n"
        "            weights = 1.0\n"
        "        return 0.5 * np.sum(weights * (y - yHat) ** 2, axis=axis)",
    )
    found = _checked(text, tmp_path)
    assert found.overall is not None
    assert found.overall.verdict == "agree"


@pytest.mark.parametrize(
    ("at", "name"),
    [("return 0.5 *", "costFunction"), ("delta3 =", "computeGradients")],
)
def test_an_endless_loop_is_in_the_function_that_was_called(
    at: str, name: str, tmp_path: Path
) -> None:
    text = LESSON.replace(at, f"while True:\n            y = y + 0\n        {at}")
    failure = _failure(text, tmp_path, BRIEF)
    assert failure[0] == "time-out"
    assert f"when {name} was called" in failure[2]


def test_an_endless_loop_at_the_top_is_in_the_setting_up(tmp_path: Path) -> None:
    text = LESSON.replace("y = y / 100", "while True:\n    y = y + 0")
    assert "while the file was being set up" in _failure(text, tmp_path, BRIEF)[2]


def test_a_gradient_that_overflows_is_told_with_its_line(tmp_path: Path) -> None:
    text = LESSON.replace(
        "return self.sigmoid(z) * (1 - self.sigmoid(z))",
        "return np.exp(-z) / (1 + np.exp(-z)) ** 2",
    ).replace("np.random.randn(2, 3)", "np.random.randn(2, 3) * 1e5")
    found = _checked(text, tmp_path)
    assert found.overall is not None
    assert found.overall.verdict == "disagree"
    assert "not made of finite numbers" in explain(found).sentence
    assert found.first_wrong is not None
    assert found.first_wrong.line == 26


def _failure(text: str, folder: Path, limits: Limits = PATIENT) -> tuple[str, str | None, str]:
    finished = _checked(text, folder, limits).finished
    assert finished is not None
    assert finished.failure is not None
    told = finished.failure
    return told.kind, told.where, told.template.format(**told.values)
