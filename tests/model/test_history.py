"""Undo and redo, and what they are called."""

from __future__ import annotations

import itertools
import random
from dataclasses import fields, replace

import pytest

from nnd_gui.engine.bug_names import BUG_TABLE, Bug
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.change_names import CHANGE_NAMES, change_name
from nnd_gui.model.edits import with_bias, with_loss, with_sizes
from nnd_gui.model.history import History
from nnd_gui.model.lessons import lesson_spec
from tests.model.documents import random_spec

LESSON = lesson_spec()


def at(epsilon: float) -> ExperimentSpec:
    return replace(LESSON, epsilon=epsilon)


def test_back_and_forth() -> None:
    history = History(LESSON)
    assert (history.undo_name, history.redo_name) == (None, None)
    assert history.undo() == history.redo() == LESSON
    for seconds, epsilon in ((0, 1e-3), (10, 1e-2), (20, 1e-1)):
        history.record(at(epsilon), seconds)
    assert (history.undo_name, history.redo_name) == ("epsilon 1e-01", None)
    assert [history.undo().epsilon for _ in range(4)] == [1e-2, 1e-3, 1e-4, 1e-4]
    assert (history.undo_name, history.redo_name) == (None, "epsilon 1e-03")
    assert [history.redo().epsilon for _ in range(4)] == [1e-3, 1e-2, 1e-1, 1e-1]


def test_a_new_change_after_undo_forgets_what_was_undone() -> None:
    history = History(LESSON)
    for seconds, epsilon in ((0, 1e-3), (10, 1e-2)):
        history.record(at(epsilon), seconds)
    history.undo()
    history.record(replace(at(1e-3), dtype="float32"), 20)
    assert (history.undo_name, history.redo_name) == ("float32", None)
    assert history.undo() == at(1e-3)
    assert history.undo() == LESSON


def test_a_key_held_down_is_one_change() -> None:
    history = History(LESSON)
    clock = itertools.count()
    for epsilon in (1e-3, 1e-2, 1e-1):
        history.record(at(epsilon), next(clock) * 0.05)
    assert history.undo_name == "epsilon 1e-01"
    assert history.undo() == LESSON
    assert history.undo_name is None


def test_there_and_back_in_one_go_is_no_change() -> None:
    history = History(LESSON)
    history.record(at(1e-3), 0.0)
    history.record(LESSON, 0.1)
    assert history.undo_name is None
    assert history.spec == LESSON


@pytest.mark.parametrize("pause", [0.1, 10.0])
def test_what_was_undone_is_no_beginning_of_a_new_change(pause: float) -> None:
    history = History(LESSON)
    history.record(at(1e-3), 0.0)
    history.record(at(1e-2), 5.0)
    history.undo()
    history.record(at(1e-1), 5.0 + pause)
    assert history.undo() == at(1e-3)


def test_choices_are_never_taken_together() -> None:
    history = History(LESSON)
    history.record(replace(LESSON, scheme="forward"), 0.0)
    history.record(replace(LESSON, scheme="backward"), 0.1)
    assert history.undo() == replace(LESSON, scheme="forward")


def test_another_document_begins_a_new_history() -> None:
    history = History(LESSON)
    history.record(at(1e-3), 0)
    history.restart(at(1e-5))
    assert (history.spec, history.undo_name, history.redo_name) == (at(1e-5), None, None)


def test_it_goes_back_exactly_over_any_experiments() -> None:
    rng = random.Random(3)
    specs = [random_spec(rng) for _ in range(60)]
    history = History(specs[0])
    for seconds, spec in enumerate(specs[1:]):
        history.record(spec, 10.0 * seconds)
    for spec in reversed(specs[:-1]):
        name = history.undo_name
        assert name
        assert "{" not in name
        assert history.undo() == spec
        assert history.redo_name == name


def test_a_long_history_is_cut_at_its_beginning() -> None:
    history = History(LESSON)
    for count in range(1, 2_001):
        history.record(at(1e-4 * count + 1), 10.0 * count)
    for _ in range(5_000):
        history.undo()
    assert history.spec == at(1e-4 * 1501 + 1)


NAMES = {
    "epsilon 2.5e-06": replace(LESSON, epsilon=2.5e-6),
    "forward differences": replace(LESSON, scheme="forward"),
    "relative step": replace(LESSON, step="relative"),
    "float32": replace(LESSON, dtype="float32"),
    "tolerance 1e-03": replace(LESSON, tolerance=1e-3),
    "deliberate bug": replace(LESSON, bug=Bug("sign")),
    "network 2-4-1": with_sizes(LESSON, (2, 4, 1)).spec,
    "cost binary-cross-entropy": with_loss(LESSON, "binary-cross-entropy").spec,
    "activations tanh, sigmoid": LESSON.with_network(activations=("tanh", "sigmoid")),
    "with biases": with_bias(LESSON, True).spec,
    "L2 0.01": LESSON.with_network(l2=0.01),
    "weights from seed 3": LESSON.with_network(weights=SeededWeights(3)),
    "the weights": LESSON.with_network(weights=ExplicitWeights((1.0,) * 9)),
    "20 random samples": LESSON.with_network(data=RandomData(20)),
    "data “a.csv”": LESSON.with_network(data=TableData("a.csv", ((1.0, 2.0, 3.0),))),
}


@pytest.mark.parametrize("name", NAMES)
def test_names(name: str) -> None:
    assert change_name(LESSON, NAMES[name]) == name


def test_names_of_the_way_back() -> None:
    assert change_name(NAMES["deliberate bug"], LESSON) == "no deliberate bug"
    assert change_name(NAMES["weights from seed 3"], LESSON) == "the lesson's weights"
    assert change_name(NAMES["20 random samples"], LESSON) == "the lesson's data"
    assert change_name(NAMES["with biases"], LESSON) == "without biases"


def test_every_part_of_an_experiment_has_a_name() -> None:
    # Of a person's file too; the parts that are not compared are no part of the experiment.
    parts = {field.name for field in fields(ExperimentSpec)}
    parts |= {
        f"subject.{x.name}" for kind in (Network, PersonFile) for x in fields(kind) if x.compare
    }
    assert parts - set(CHANGE_NAMES) == set()


@pytest.mark.parametrize("bug", BUG_TABLE)
def test_no_name_tells_a_riddle(bug: str) -> None:
    assert bug not in change_name(LESSON, replace(LESSON, bug=Bug(bug)))
