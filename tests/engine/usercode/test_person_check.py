"""A person's file checked as any other subject: events, verdicts, diagnosis, failures, stops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Diagnosed, Finished, Started
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_layout import layout_of_blocks
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.person_run import with_person
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, SliceStarted, slice_along
from nnd_gui.engine.sources import LessonData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.sweep import sweep
from nnd_gui.engine.sweep_facts import SweepStarted, Swept
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.lessons import lesson_spec
from tests.engine.usercode.checked import LESSON, checked, failed, spec_of
from tests.engine.usercode.people import GOOD, PATIENT, marked, written

pytestmark = pytest.mark.usefixtures("sessions")


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
