"""A check as a program: run by itself, it gets the same numbers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights, TableData, TrainedWeights
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import ACTIVATIONS, OUTPUT_OF_LOSS, Network
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.script import can_be_repeated, notebook_text, script_text
from tests.model.documents import of_a_persons_file

LESSON = lesson_spec()


def checked(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    assert result.completed
    return result


def printed(program: str, folder: Path) -> tuple[list[str], np.ndarray, np.ndarray, str]:
    """Run a program away from ours: names, analytic and numerical values, and the last line."""
    file = folder / "repeated.py"
    file.write_text(program, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-W", "error", str(file)],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    *rows, last = done.stdout.splitlines()
    names, analytic, numerical = [], [], []
    for row in rows:
        name, _, a, _, n = row.split()
        names.append(name)
        analytic.append(float(a))
        numerical.append(float(n))
    return names, np.array(analytic), np.array(numerical), last


def test_the_lesson_to_the_last_bit(tmp_path: Path) -> None:
    result = checked(LESSON)
    names, analytic, numerical, last = printed(script_text(result), tmp_path)
    assert names == [result.layout.name_of(i) for i in range(9)]
    assert np.array_equal(numerical, result.weights.numerical)
    assert np.allclose(analytic, result.analytic, rtol=1e-14, atol=0)
    assert last.startswith("ratio 2.75e-10")


def spec_of(activation: str, loss: str, **changes: object) -> ExperimentSpec:
    hidden = "tanh" if activation == "softmax" else activation
    output = OUTPUT_OF_LOSS.get(loss, "sigmoid" if activation == "softmax" else activation)
    network = Network(
        sizes=(3, 4, 3, 2), activations=(hidden, hidden, output), loss=loss, bias=True, l2=0.02,
        weights=SeededWeights(5, 0.7), data=RandomData(6, 3),
    )  # fmt: skip
    return replace(ExperimentSpec(network), **changes)  # type: ignore[arg-type]


CASES = [
    *(spec_of(name, "half-sse") for name in ACTIVATIONS if name != "softmax"),
    *(
        spec_of("tanh", loss)
        for loss in ("mse", "binary-cross-entropy", "softmax-cross-entropy")
    ),
    *(spec_of("gelu", "mse", scheme=scheme) for scheme in SCHEMES),
    *(spec_of("softplus", "softmax-cross-entropy", scheme=scheme) for scheme in SCHEMES),
    spec_of("elu", "binary-cross-entropy", scheme="complex-step", step="relative"),
    spec_of("tanh", "mse", step="relative", epsilon=1e-5),
    spec_of("sigmoid", "half-sse", dtype="float32", epsilon=1e-2),
    spec_of("gelu", "mse", dtype="float32", epsilon=1e-2, scheme="complex-step"),
    spec_of("tanh", "mse", sample=7),
    replace(LESSON, subject=replace(LESSON.network, weights=TrainedWeights(50, 1.0))),
    replace(LESSON, subject=replace(LESSON.network, sizes=(2, 1), activations=("identity",),
                                    weights=SeededWeights(1),
                                    data=TableData("t", ((1.0, 2.0, 3.0), (0.5, -1.0, 1e-300))))),
]  # fmt: skip


@pytest.mark.parametrize("spec", CASES, ids=lambda spec: f"{spec.scheme}-{spec.dtype}")
def test_the_same_numbers_outside(spec: ExperimentSpec, tmp_path: Path) -> None:
    result = checked(spec)
    names, analytic, numerical, _ = printed(script_text(result), tmp_path)
    at = np.arange(result.total)[result.measured]
    assert names == [result.layout.name_of(i) for i in at]
    largest = np.abs(result.analytic).max()
    digits = 1e-13 if spec.dtype == "float64" else 1e-5
    assert np.allclose(analytic, result.analytic[at], rtol=digits, atol=digits * largest)
    # A closer look may have taken a smaller step: then both are right within what they say.
    allowed = 2 * result.weights.uncertainty[at] + digits * largest
    assert np.all(np.abs(numerical - result.weights.numerical[at]) <= allowed)


def test_a_bug_comes_along_as_numbers(tmp_path: Path) -> None:
    result = checked(replace(LESSON, bug=Bug("sign", "W2")))
    program = script_text(result)
    _, analytic, _, last = printed(program, tmp_path)
    assert np.array_equal(analytic, result.analytic)
    assert "gradient(theta)" not in program.replace("numerical_gradient(theta", "")
    assert float(last.split()[1].rstrip(";")) > 0.5


def test_large_ones_are_drawn_and_not_listed(tmp_path: Path) -> None:
    network = Network(
        sizes=(200, 120, 5), activations=("tanh", "softmax"), loss="softmax-cross-entropy",
        weights=SeededWeights(2, 0.1), data=RandomData(150, 4),
    )  # fmt: skip
    result = checked(ExperimentSpec(network, sample=12))
    program = script_text(result)
    assert len(program) < 20_000
    _, analytic, _, _ = printed(program, tmp_path)
    assert np.allclose(analytic, result.analytic[result.measured], rtol=1e-10, atol=1e-14)


def test_a_notebook_says_the_same(tmp_path: Path) -> None:
    result = checked(LESSON)
    notebook = json.loads(notebook_text(result))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in notebook["cells"]]
    assert len(set(ids)) == len(ids)
    code = ["".join(x["source"]) for x in notebook["cells"] if x["cell_type"] == "code"]
    assert all(x["outputs"] == [] for x in notebook["cells"] if x["cell_type"] == "code")
    _, _, numerical, _ = printed("\n".join(code), tmp_path)
    assert np.array_equal(numerical, result.weights.numerical)
    assert "".join(notebook["cells"][0]["source"]).startswith("# ")


def test_what_cannot_be_a_program() -> None:
    with pytest.raises(ValueError, match="completed"):
        script_text(CheckResult(LESSON))
    assert can_be_repeated(LESSON)
    assert not can_be_repeated(of_a_persons_file().state.spec)
