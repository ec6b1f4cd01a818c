"""What a person is told of their file: the line, the shapes on it, and what to change."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from tests.engine.usercode.checked import failed, spec_of
from tests.engine.usercode.people import GOOD, PATIENT, marked, written

pytestmark = pytest.mark.usefixtures("sessions")

CAUSES = {
    "not-scalar-cost": (
        "y = np.array([1.0, 2.0, 3.0])\n{good}",
        "J = (y - theta.reshape(3, 1)) ** 2  # here\n    return J",
        "2 * theta",
        ["(3, 3)", "y is (3,)"],
    ),
    "not-finite-cost": (
        "{good}",
        "return np.sum(np.log(theta * 0))  # here",
        "2 * theta",
        ["divide by zero"],
    ),
    "not-repeatable": (
        "{good}",
        "mask = np.random.rand(3) > 0.5  # here\n    return np.sum(mask * theta)",
        "2 * theta",
        ["random number"],
    ),
    "not-repeatable by its data": (
        "X = np.ones(3)\ndef less():\n    global X\n    X *= 0.9  # here\n    return X\n\n{good}",
        "return np.sum((less() * theta) ** 2)",
        "2 * theta",
        ["writes into “X”", "cost", "X *= 2 does not"],
    ),
    "state-changed": (
        "{good}",
        "theta[1] *= 2  # here\n    return np.sum(theta ** 2)",
        "2 * theta",
        ["theta[1]", "cost"],
    ),
    "state-changed by a view": (
        "{good}",
        "return np.sum(theta ** 2)",
        (
            "update(theta)\n\ndef update(theta):\n    W = theta[:2]\n    W -= 0.1  # here\n"
            "    return 2 * theta"
        ),
        ["theta[0]", "gradient"],
    ),
    "user-exception": (
        "X = np.ones((4, 2))\n{good}",
        "return np.sum(X.dot(theta))  # here",
        "2 * theta",
        ["X is (4, 2)", "theta is (3,)", "ValueError"],
    ),
    "not-written-yet": ("{good}", "J = np.sum(theta ** 2)", "2 * theta", ["None"]),
    "shape-mismatch": ("{good}", "return np.sum(theta ** 2)", "np.ones(4)", ["(4,)"]),
    "not-repeatable in the gradient": (
        "{good}",
        "return np.sum(theta ** 2)",
        "2 * theta + np.random.randn(3)  # here",
        ["random number", "gradient"],
    ),
    "not-repeatable by what is kept": (
        "calls = []\n{good}",
        "calls.append(1)\n    return np.sum(theta ** 2) + len(calls)",
        "2 * theta",
        ["cost"],
    ),
}


@pytest.mark.parametrize("case", CAUSES)
def test_the_line_of_a_cause_is_found(case: str, tmp_path: Path) -> None:
    head, cost, gradient, words = CAUSES[case]
    text = "import numpy as np\n" + head.format(good=GOOD)
    text = text.replace("return np.sum(theta ** 2)", cost)
    text = text.replace("return 2 * theta\n", f"return {gradient}\n")
    file = written(tmp_path, text)
    kind, where, sentence = failed(spec_of(file))
    assert kind == case.partition(" ")[0]
    for word in words:
        assert word in sentence
    if "# here" in text:
        assert where == marked(file)
        assert where in sentence


@pytest.mark.parametrize(
    ("script", "kind", "word"),
    [
        ("echo 'Python 2.7' >&2; exit 86", "import-failed", "2.7"),
        ("echo \"No module named 'numpy'\" >&2; exit 1", "missing-module", "NumPy"),
        ("echo 'bad option' >&2; exit 2", "crashed", "bad option"),
    ],
)
def test_a_python_that_cannot_run_it(script: str, kind: str, word: str, tmp_path: Path) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)
    subject = spec_of(written(tmp_path, GOOD)).subject
    assert isinstance(subject, PersonFile)
    other = PersonFile(subject.plan, str(python), limits=PATIENT, trusted=True)
    found = failed(ExperimentSpec(other))
    assert found[0] == kind
    assert word in found[2]
    assert str(python) in found[2]


def test_a_python_that_is_not_there(tmp_path: Path) -> None:
    subject = spec_of(written(tmp_path, GOOD)).subject
    assert isinstance(subject, PersonFile)
    other = PersonFile(subject.plan, str(tmp_path / "python"), limits=PATIENT, trusted=True)
    assert failed(ExperimentSpec(other))[0] == "missing-file"
