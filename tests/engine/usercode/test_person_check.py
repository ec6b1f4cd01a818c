"""A person's file checked as any other subject: events, verdicts, diagnosis, failures, stops."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Diagnosed, Finished, Started, Working
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_layout import layout_of_blocks
from nnd_gui.engine.person_objective import PersonObjective, with_person
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, SliceStarted, slice_along
from nnd_gui.engine.sources import LessonData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.sweep import SweepStarted, Swept, sweep
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.people import GOOD, HASTY, PATIENT, marked, written

pytestmark = pytest.mark.usefixtures("sessions")

# The lesson's network in the documented form, at the lesson's weights.
LESSON = """
import numpy as np

X = np.array([[3, 5], [5, 1], [10, 2]]) / np.array([10, 5])
y = np.array([[75], [82], [93]]) / 100
theta0 = np.array({theta})

def sigmoid(z):
    return 1 / (1 + np.exp(-z))

def forward(theta):
    W1, W2 = theta[:6].reshape(2, 3), theta[6:].reshape(3, 1)
    a2 = sigmoid(X @ W1)
    return W2, a2, sigmoid(a2 @ W2)

def value(theta):
    W2, a2, yHat = forward(theta)
    return 0.5 * np.sum((y - yHat) ** 2)

def gradient(theta):
    W2, a2, yHat = forward(theta)
    delta3 = -(y - yHat) * yHat * (1 - yHat)
    delta2 = delta3 @ W2.T * a2 * (1 - a2)
    return np.concatenate([(X.T @ delta2).ravel(), (a2.T @ delta3).ravel()])
"""


def spec_of(file: Path, limits: Limits = PATIENT, **settings: object) -> ExperimentSpec:
    names = {"value": "value", "gradient": "gradient", "theta": "theta0"}
    plan = Plan(str(file), "form", names)
    subject = PersonFile(plan, limits=limits, trusted=True)
    return ExperimentSpec(subject, **settings)  # type: ignore[arg-type]


def checked(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def failed(spec: ExperimentSpec) -> tuple[str, str | None, str]:
    """Kind, place and sentence of what went wrong."""
    finished = checked(spec).finished
    assert finished is not None
    assert finished.outcome == "failed"
    assert finished.failure is not None
    told = finished.failure
    return told.kind, told.where, told.template.format(**told.values)


def test_the_lesson_gives_the_lessons_numbers(tmp_path: Path) -> None:
    own = checked(lesson_spec())
    file = written(tmp_path, LESSON.format(theta=own.values.tolist()))
    found = checked(spec_of(file))
    assert found.overall is not None
    assert found.overall.verdict == "agree"
    np.testing.assert_allclose(found.analytic, own.analytic, rtol=1e-12)
    np.testing.assert_allclose(found.weights.numerical, own.weights.numerical, rtol=1e-8)
    assert found.ratio == pytest.approx(2.75e-10, rel=0.05)
    assert found.facts is not None
    assert found.facts["python"].startswith("3.")
    assert Path(found.facts["executable"]).exists()


@pytest.mark.parametrize(
    ("scheme", "epsilon"),
    [("forward", 1e-7), ("backward", 1e-7), ("four-point", 1e-4), ("richardson", 1e-4)],
)
def test_every_scheme(scheme: str, epsilon: float, tmp_path: Path) -> None:
    file = written(tmp_path, LESSON.format(theta=[0.1 * n for n in range(1, 10)]))
    found = checked(spec_of(file, scheme=scheme, epsilon=epsilon))
    assert found.overall is not None
    assert found.overall.verdict == "agree"


def test_a_complex_step(tmp_path: Path) -> None:
    file = written(tmp_path, LESSON.format(theta=[0.1 * n for n in range(1, 10)]))
    found = checked(spec_of(file, scheme="complex-step", epsilon=1e-20))
    assert found.overall is not None
    assert found.overall.verdict == "agree"
    np.testing.assert_allclose(found.weights.numerical, found.analytic, rtol=1e-13)


def test_single_precision(tmp_path: Path) -> None:
    found = checked(spec_of(written(tmp_path, GOOD), dtype="float32", epsilon=1e-2))
    assert found.values.dtype == np.float32
    assert found.overall is not None
    assert found.overall.verdict == "agree"


def test_a_wrong_gradient_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.replace("return 2 * theta", "return -2 * theta"))
    events = list(run(check(spec_of(file))))
    (diagnosed,) = [event for event in events if isinstance(event, Diagnosed)]
    assert [one.bug for one in diagnosed.findings] == ["sign"]
    assert isinstance(events[-1], Finished)


def test_nothing_runs_without_trust(tmp_path: Path) -> None:
    proof = tmp_path / "ran"
    file = written(tmp_path, f"open({str(proof)!r}, 'w')\n{GOOD}")
    spec = spec_of(file)
    assert isinstance(spec.subject, PersonFile)
    plan = spec.subject.plan
    kind, _, sentence = failed(ExperimentSpec(PersonFile(plan, limits=PATIENT)))
    assert kind == "not-trusted"
    assert file.name in sentence
    assert not proof.exists()


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


@pytest.mark.parametrize("cost", ["np.array([14.0])", "np.array([[14.0]])", "np.matrix([[14.0]])"])
def test_a_cost_of_one_number_in_an_array_will_do(cost: str, tmp_path: Path) -> None:
    text = GOOD.replace("np.sum(theta ** 2)", cost).replace("2 * theta", "0 * theta")
    spec = spec_of(written(tmp_path, text))
    started = next(event for event in check(spec) if isinstance(event, Started))
    assert started.cost == 14.0


def test_whole_numbers_for_weights(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.replace("[1.0, 2.0, 3.0]", "[1, 2, 3]"))
    kind, _, sentence = failed(spec_of(file))
    assert kind == "integer-parameters"
    assert "theta0" in sentence


def test_python_2(tmp_path: Path) -> None:
    file = written(tmp_path, GOOD + "\nprint 'done'  # here\n")
    kind, where, sentence = failed(spec_of(file))
    assert kind == "syntax-error"
    assert where == marked(file)
    assert "Python 2" in sentence


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert failed(spec_of(tmp_path / "gone.py"))[0] == "missing-file"


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


LOOPS = {
    "import": GOOD.replace("[1.0, 2.0, 3.0]", "[n for n in iter(int, 1)]"),
    "value": GOOD.replace("return np.sum", "while True: pass\n    return np.sum"),
    "gradient": GOOD.replace("return 2 * theta", "while True: pass"),
}


@pytest.mark.parametrize("place", LOOPS)
def test_a_stop_is_obeyed_while_the_child_is_awaited(place: str, tmp_path: Path) -> None:
    """And word of it comes often. How soon exactly is measured in tests/bench/stops.py."""
    stop = threading.Event()
    before = threading.active_count()
    steps = run(check(spec_of(written(tmp_path, LOOPS[place]))), stop.is_set)
    words = 0
    for event in steps:
        words += isinstance(event, Working)
        if words == 40:
            stop.set()
    assert isinstance(event, Finished)
    assert event.outcome == "cancelled"
    assert threading.active_count() == before


def test_a_check_that_is_dropped_leaves_nothing(tmp_path: Path, sessions: Path) -> None:
    before = threading.active_count()
    steps = check(spec_of(written(tmp_path, GOOD)))
    for event in steps:
        if isinstance(event, Started):
            break
    steps.close()  # type: ignore[attr-defined]
    assert threading.active_count() == before
    assert list(sessions.iterdir()) == []


def test_a_consumer_that_takes_its_time(tmp_path: Path) -> None:
    """The run goes ahead only so far; nothing times out because nobody looks."""
    spec = spec_of(written(tmp_path, GOOD), HASTY)
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
        if isinstance(event, Started):
            time.sleep(1.5)  # longer than an evaluation may take
    assert result.completed


def _sweep(spec: ExperimentSpec) -> Callable[[PersonObjective], Iterator[object]]:
    return lambda objective: sweep(spec, objective=objective, with_complex=False)


def _slice(spec: ExperimentSpec) -> Callable[[PersonObjective], Iterator[object]]:
    return lambda objective: slice_along(spec, SliceAsked(0, 1.0), objective)


@pytest.mark.parametrize(
    ("kind", "events"), [(_sweep, (SweepStarted, Swept)), (_slice, (SliceStarted,))]
)
def test_other_runs(
    kind: Callable[[ExperimentSpec], Callable[[PersonObjective], Iterator[object]]],
    events: tuple[type, ...],
    tmp_path: Path,
) -> None:
    spec = spec_of(written(tmp_path, GOOD))
    assert isinstance(spec.subject, PersonFile)
    found = {type(event) for event in with_person(spec.subject, "float64", kind(spec))}
    assert found >= set(events)


def test_the_lessons_data_can_be_chosen(tmp_path: Path) -> None:
    subject = spec_of(written(tmp_path, GOOD)).subject
    assert isinstance(subject, PersonFile)
    chosen = PersonFile(subject.plan, data=LessonData(), limits=PATIENT, trusted=True)
    with PersonObjective(chosen) as objective:
        assert objective.value(objective.point) == 14.0


def test_blocks_are_known_by_names_and_shapes() -> None:
    layout = layout_of_blocks(
        (("W1", (2, 3)), ("b1", (1, 3)), ("W2", (3, 1)), ("by", (4, 1)), ("gamma", (3,)))
    )
    assert [(block.name, block.layer, block.is_bias) for block in layout.blocks] == [
        ("W1", 1, False),
        ("b1", 1, True),
        ("W2", 2, False),
        ("by", 2, True),
        ("gamma", 2, True),
    ]
    assert layout.name_of(6) == "b1[0,0]"
    assert not layout_of_blocks((("theta", (5,)),)).blocks[0].is_bias
    assert layout_of_blocks((("x", ()),)).size == 1


def test_weights_that_the_gradient_changes_are_noted(tmp_path: Path) -> None:
    """By a copy, not by the vector that was given: the check goes on, and says so."""
    text = """
    import numpy as np

    class Network:
        def __init__(self):
            self.W1 = np.array([[1.0, 2.0], [3.0, 4.0]])
            self.W2 = np.array([[1.0], [0.5]])

        def forward(self, X):
            return np.dot(np.dot(X, self.W1), self.W2)

        def costFunction(self, X, y):
            return 0.5 * np.sum((y - self.forward(X)) ** 2)

        def costFunctionPrime(self, X, y):
            delta = self.forward(X) - y
            dW2 = np.dot(np.dot(X, self.W1).T, delta)
            self.W2 = self.W2 - 0.1 * dW2
            dW1 = np.dot(X.T, np.dot(delta, self.W2.T))
            return dW1, dW2

    X = np.array([[0.1, 0.2], [0.3, 0.1], [0.5, 0.4]])
    y = np.array([[0.3], [0.2], [0.1]])
    """
    file = written(tmp_path, text)
    names = {"class": "Network", "cost": "costFunction", "gradient": "costFunctionPrime"}
    plan = find_candidates(read_source(file))[0].plan
    assert plan.names | names == plan.names
    found = checked(ExperimentSpec(PersonFile(plan, limits=PATIENT, trusted=True)))
    assert found.overall is not None
    assert found.overall.verdict == "disagree"
    assert found.overall.blocks == ("W1",)
    assert found.facts is not None
    assert found.facts["changed"] == ["W2"]
    assert "W2" in str(found.facts["notes"])


def test_a_factor_of_the_samples_is_told_from_a_constant(tmp_path: Path) -> None:
    """By a second look with fewer of them."""
    text = """
    import numpy as np

    X = np.array([[0.1, 0.2], [0.3, 0.1], [0.5, 0.4], [0.2, 0.9]])
    y = np.array([[0.3], [0.2], [0.1], [0.7]])

    class Network:
        def __init__(self):
            self.W1 = np.array([[1.0, 2.0], [3.0, 4.0]])
            self.W2 = np.array([[1.0], [0.5]])

        def forward(self, X):
            return np.dot(np.dot(X, self.W1), self.W2)

        def costFunction(self, X, y):
            return 0.5 * np.sum((y - self.forward(X)) ** 2) / SCALE

        def costFunctionPrime(self, X, y):
            delta = self.forward(X) - y
            return np.dot(X.T, np.dot(delta, self.W2.T)), np.dot(np.dot(X, self.W1).T, delta)
    """
    for scale, bug in (("len(X)", "mean-or-sum"), ("4", "factor")):
        file = written(tmp_path, text.replace("SCALE", scale))
        plan = find_candidates(read_source(file))[0].plan
        found = checked(ExperimentSpec(PersonFile(plan, limits=PATIENT, trusted=True)))
        assert [one.bug for one in found.findings] == [bug]
        assert found.findings[0].factor == pytest.approx(4)
