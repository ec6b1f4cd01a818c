"""A person's L2 term that hides what the data adds: the data's part was not tested."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.explain import explain
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.asked import RIGHT, best_plan
from tests.engine.usercode.checked import checked, spec_of
from tests.engine.usercode.people import PATIENT

COST = "0.5 * np.sum((y - yHat) ** 2)"
BOWL = """
import numpy as np

theta0 = np.arange(1.0, 13.0).reshape(3, 4)

def value(theta):
    return np.sum(theta ** 2)

def gradient(theta):
    return 2 * theta
"""
LESSON = (RIGHT / "lesson_network.py").read_text(encoding="utf-8")


def regularised(tmp_path: Path, strength: float, share: float) -> CheckResult:
    """The lesson's network with L2, the data's part of whose dJdW1 is so many times the right."""
    text = LESSON
    for right, other in (
        (
            COST,
            f"{COST} + 0.5 * LAM * (np.sum(self.W1 ** 2) + np.sum(self.W2 ** 2))",
        ),
        ("self.a2.T @ delta3", "self.a2.T @ delta3 + LAM * self.W2"),
        ("X.T @ delta2", f"{share} * X.T @ delta2 + LAM * self.W1"),
        ("y = y / 100", f"y = y / 100\nLAM = {strength!r}"),
    ):
        assert text.count(right) == 1
        text = text.replace(right, other)
    file = tmp_path / "net.py"
    file.write_text(text, encoding="utf-8")
    return checked(ExperimentSpec(PersonFile(best_plan(file), limits=PATIENT, trusted=True)))


@pytest.mark.parametrize("share", [1.0, 1.1])
def test_a_drowned_data_term_is_not_vouched_for(tmp_path: Path, share: float) -> None:
    found = regularised(tmp_path, 1e7, share)
    assert found.overall is not None
    assert (found.overall.verdict, found.overall.cause) == ("undecided", "untested-data")
    assert "W1" in found.overall.blocks
    assert "lambda 0" in explain(found).detail


@pytest.mark.parametrize(
    ("strength", "share", "word"),
    [(0.1, 1.0, "agree"), (0.1, 1.1, "disagree"), (0.0, 1.0, "agree")],
)
def test_a_usual_one_hides_nothing(
    tmp_path: Path, strength: float, share: float, word: str
) -> None:
    found = regularised(tmp_path, strength, share)
    assert found.overall is not None
    assert found.overall.verdict == word


@pytest.mark.parametrize("dtype", ["float64", "float32"])
def test_a_sum_of_squares_hides_nothing(tmp_path: Path, dtype: str) -> None:
    file = tmp_path / "bowl.py"
    file.write_text(BOWL, encoding="utf-8")
    found = checked(spec_of(file, dtype=dtype, epsilon=1e-2))
    assert found.overall is not None
    assert found.overall.verdict == "agree"
