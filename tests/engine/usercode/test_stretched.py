"""Targets in a row beside outputs in a column: what NumPy makes of the two is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from tests.engine.usercode.asked import RIGHT, best_plan
from tests.engine.usercode.checked import failed
from tests.engine.usercode.people import PATIENT

LESSON = (RIGHT / "lesson_network.py").read_text(encoding="utf-8")
COLUMN = "y = np.array([[75], [82], [93]], dtype=float)"


def said(tmp_path: Path, text: str) -> str:
    file = tmp_path / "net.py"
    file.write_text(text, encoding="utf-8")
    subject = PersonFile(best_plan(file), limits=PATIENT, trusted=True)
    return failed(ExperimentSpec(subject))[2]


def test_a_row_of_targets_is_named(tmp_path: Path) -> None:
    assert LESSON.count(COLUMN) == 1
    told = said(tmp_path, LESSON.replace(COLUMN, "y = np.array([75, 82, 93], dtype=float)"))
    assert "delta3 is (3, 3)" in told
    assert "“y” has the shape (3,) and “yHat” (3, 1)" in told
    assert "y.reshape(-1, 1)" in told


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("self.a2.T @ delta3", "self.a2 @ delta3[:2]"), ("X @ self.W1", "X.T @ self.W1")],
)
def test_nothing_is_guessed_of_other_shapes(tmp_path: Path, right: str, wrong: str) -> None:
    assert LESSON.count(right) == 1
    told = said(tmp_path, LESSON.replace(right, wrong))
    assert "stopped with ValueError" in told
    assert "reshape" not in told
