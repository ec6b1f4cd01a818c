"""Documents as text: the same on both ways, readable, and strict about what they hold."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace
from typing import Any

import pytest

from nnd_gui.engine.bug_names import BUG_TABLE, Bug
from nnd_gui.engine.functions import SHIPPED
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.sources import ExplicitWeights, RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.training import TrainingAsked
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_codec import document_text, read_document
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.picture_settings import DrawingSettings, SliceSettings, ValleySettings
from nnd_gui.model.problems import problem_text
from nnd_gui.model.settings_codec import chosen
from tests.model.documents import LESSON, of_a_persons_file, plain, random_document, whole


def told(text: str) -> str:
    """What a person is told of a text that is no document."""
    with pytest.raises(DocumentError) as raised:
        read_document(text)
    sentence = problem_text(raised.value)
    assert "{" not in sentence, sentence
    return sentence


def changed(document: Document, path: str, value: Any) -> str:
    """The text of a document with one value replaced."""
    found = json.loads(document_text(document))
    *way, last = [int(part) if part.isdigit() else part for part in path.split(".")]
    at = found
    for part in way:
        at = at[part]
    at[last] = value
    return json.dumps(found)


@pytest.mark.parametrize("document", [plain(), whole()], ids=["plain", "whole"])
def test_there_and_back(document: Document) -> None:
    text = document_text(document)
    again = read_document(text)
    assert again.document == document
    assert again.unknown == ()
    assert document_text(again.document) == text


def test_there_and_back_at_random() -> None:
    rng = random.Random(5)
    for _ in range(300):
        document = random_document(rng)
        text = document_text(document)
        again = read_document(text)
        assert again.document == document
        assert document_text(again.document) == text
        assert json.loads(text)["format"] == "nndcheck"


def test_no_digit_and_no_sign_of_a_weight_is_lost() -> None:
    values = (0.1 + 0.2, -0.0, 5e-324, -1.7976931348623157e308, 1 / 3, 1e22, 2.0**53, 3.0, 1e-7)
    spec = LESSON.with_network(weights=ExplicitWeights(values))
    again = read_document(document_text(Document(State(spec)))).document.state.spec
    assert isinstance(again.network.weights, ExplicitWeights)
    found = again.network.weights.values
    assert [x.hex() for x in found] == [x.hex() for x in values]
    assert math.copysign(1, found[1]) == -1


def test_it_can_be_read_in_a_diff() -> None:
    lines = document_text(plain()).splitlines()
    assert lines[:3] == ["{", '  "format": "nndcheck",', '  "version": 1,']
    assert "            [1.20584735, 0.30919369, -2.19948655]," in lines
    assert '    "epsilon": 0.0001,' in lines
    other = replace(plain(), state=State(replace(LESSON, epsilon=1e-5)))
    different = set(document_text(other).splitlines()) ^ set(lines)
    assert different == {'    "epsilon": 0.0001,', '    "epsilon": 1e-05,'}


def test_a_step_has_only_what_differs() -> None:
    found = json.loads(document_text(whole()))
    assert "experiment" not in found["steps"][0]
    assert found["steps"][2]["experiment"] == {"dtype": "float32", "tolerance": None}
    assert found["pinned"][1]["experiment"] == {"bug": "zero-bias"}


def test_a_person_can_write_one() -> None:
    text = """{
      "format": "nndcheck", "version": 1,
      "experiment": {"subject": {"kind": "network", "sizes": [2, 3, 1],
                                 "activations": ["sigmoid", "sigmoid"]}},
      "notes": "one line",
      "steps": [{"name": "too large", "experiment": {"epsilon": 0.1}},
                {"name": "tanh", "experiment": {"subject": {"activations": ["tanh", "tanh"]}}}]
    }"""
    document = read_document(text).document
    assert document.state.spec == LESSON.with_network(weights=document.state.spec.network.weights)
    assert document.state.spec.epsilon == 1e-4
    first, second = (step.state.spec for step in document.steps)
    assert first == replace(document.state.spec, epsilon=0.1)
    assert second == document.state.spec.with_network(activations=("tanh", "tanh"))


@pytest.mark.parametrize("name", BUG_TABLE)
@pytest.mark.parametrize("view", [View(), View(covered=True)], ids=["open", "covered"])
def test_a_riddle_does_not_tell_its_bug(name: str, view: View) -> None:
    network = replace(
        LESSON.network, sizes=(3, 3, 3, 3), activations=("tanh", "sigmoid", "tanh"), bias=True,
        l2=0.5, weights=whole().state.spec.network.weights, data=RandomData(7, 1),
    )  # fmt: skip
    mystery = None if view.covered else 4711
    document = Document(State(ExperimentSpec(network, bug=Bug(name)), mystery, view))
    text = document_text(document)
    assert name not in text
    assert read_document(text).document == document
    shown = replace(document, state=State(document.state.spec))
    assert name in document_text(shown)


def test_a_riddle_by_its_number_alone() -> None:
    network = LESSON.network
    assert network is not None
    text = changed(plain(), "experiment.bug", {"mystery": 3})
    found = read_document(text).document.state
    assert (found.spec.bug, found.mystery) == (draw_bug(3, network), 3)
    # Written, it keeps both: a later version may draw another for the same number.
    again = json.loads(document_text(Document(found)))["experiment"]["bug"]
    assert list(again) == ["mystery", "veiled"]
    for number in (-1, 10**9, "3", None):
        told(changed(plain(), "experiment.bug", {"mystery": number}))


def test_a_persons_file_has_no_riddle() -> None:
    document = of_a_persons_file()
    assert read_document(document_text(document)).document == document
    for bug in ({"mystery": 3}, "sign", {"veiled": "InNpZ24iCg=="}):
        told(changed(document, "experiment.bug", bug))


def test_a_factor_keeps_all_its_digits() -> None:
    spec = replace(LESSON, bug=Bug("factor", "W2", 1 / 3))
    assert read_document(document_text(Document(State(spec)))).document.state.spec == spec


def test_what_it_does_not_know_is_passed_over_and_named() -> None:
    found = json.loads(document_text(whole()))
    found["outcome"] = [1, {"a": None}]
    found["experiment"]["dropout"] = 0.5
    found["steps"][1]["colour"] = "red"
    again = read_document(json.dumps(found))
    assert again.document == whole()
    assert set(again.unknown) >= {"outcome", "experiment.dropout", "steps[1].colour"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "It is empty."),
        (" \n\n", "It is empty."),
        ("hello", "It is not a document of this program."),
        ("[]", "It is not a document of this program."),
        ('{"cells": [], "nbformat": 4}', "It is not a document of this program."),
        (
            '{"format": "nnd-check/1", "verdict": "agree"}',
            "It is the report of a check, which cannot be opened as a document.",
        ),
        (
            '{"format": "nndcheck", "version": 2, "experiment": "?"}',
            (
                "It was saved by a newer version of this program, which can open it. "
                "(It has format 2, this version reads up to 1.)"
            ),
        ),
        (
            '{"format": "nndcheck", "version": "1"}',
            "It is damaged: it does not say which version of the format it has.",
        ),
        (
            '{"format": "nndcheck", "version": true}',
            "It is damaged: it does not say which version of the format it has.",
        ),
        ('{"format": "nndcheck", "version": 1}', "“experiment” is missing."),
        (
            '{"format": "nndcheck", "version": 1, "version": 1}',
            "It is damaged: something in it has been changed.",
        ),
        (
            '{"format": "nndcheck",\n "version": 1,\n "exper',
            "It is damaged at line 3: it breaks off there, or something has been changed.",
        ),
        (
            '{"format": "nndcheck", "version": 1, "experiment": ' + "[" * 100_000,
            "It is damaged: something in it has been changed.",
        ),
        (
            '{"format": "nndcheck", "version": 1, "experiment": ' + "9" * 5_000 + "}",
            "It is damaged: something in it has been changed.",
        ),
    ],
    ids=range(14),
)
def test_what_is_no_document(text: str, sentence: str) -> None:
    assert told(text) == sentence


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("experiment.epsilon", "small", "“experiment.epsilon” should be a number, but is a text."),
        ("experiment.epsilon", 0, "“experiment”: Epsilon must be larger than 0."),
        ("experiment.epsilon", 10**400, "“experiment.epsilon” is too large a number."),
        ("experiment.epsilon", True, None),
        ("experiment.scheme", "up", None),
        ("experiment.scheme", ["central"], "“experiment.scheme” should be a text, but is a list."),
        ("experiment.subject.sizes", [2, 3.0, 1], None),
        ("experiment.subject.sizes", [2] * 5_000, "“experiment.subject.sizes” has too many parts."),
        ("experiment.subject.sizes", [2, 10**9, 1], None),
        ("experiment.subject.sizes", [2, -3, 1], None),
        ("experiment.subject.sizes", [10_000, 10_000], None),
        ("experiment.subject.bias", 1, None),
        ("experiment.subject.kind", "forest", None),
        ("experiment.subject.kind", 3, None),
        ("experiment.subject", None, None),
        ("experiment.subject.data.rows", [], None),
        ("experiment.subject.data.rows", [[1, 2], [3]], None),
        ("experiment.subject.data.rows", [[1, 2, None]], None),
        ("experiment.subject.data.rows.0.0", 10**400, None),
        ("experiment.subject.data.name", "a\nb", None),
        ("experiment.subject.data.name", "\ud800", None),
        ("experiment.subject.weights.seed", -1, None),
        ("experiment.subject.weights.seed", 10**18, None),
        ("experiment.subject.weights.scale", -1, None),
        ("experiment.bug", "moths", None),
        ("experiment.bug", "factor=0", None),
        ("experiment.bug", {"name": "factor", "factor": "2"}, None),
        ("experiment.bug", {"veiled": "?"}, None),
        ("experiment.bug", {"veiled": "eyJ2ZWlsZWQiOiAiIn0="}, None),
        ("experiment.bug", "derivative-of-output@W7", None),
        ("steps.1.experiment.bug.mystery", "4711", None),
        ("view", [], None),
        ("view.covered", 0, None),
        ("view.hidden", "table", None),
        ("view.selected", 3, None),
        ("notes", 7, None),
        ("notes", ["a", None], None),
        ("notes", ["a\x00b"], None),
        ("notes", "x" * 1_000_001, None),
        ("title", "x" * 501, None),
        ("steps", {}, None),
        ("steps", [{}] * 1_000, None),
        ("view.settings", [], None),
        ("view.settings.derivative", 3, None),
        ("view.settings.derivative.function.text", "__import__('os')", None),
        ("view.settings.derivative.function.text", "x" * 501, None),
        ("view.settings.derivative.function.derivative", "cos(", None),
        ("view.settings.derivative.function.point", "1.5", None),
        (
            "view.settings.derivative.own_epsilon",
            0,
            "“view.settings.derivative”: Epsilon must be a number larger than 0.",
        ),
        ("view.settings.derivative.zoom", -1, None),
        ("view.settings.derivative.zoom", 10**9, None),
        (
            "view.settings.network.edges",
            "colour",
            "“view.settings.network”: The edges can show value, analytic, numerical, error.",
        ),
        ("view.settings.network.sample", -1, None),
        ("view.settings.network.sample", 10**6, None),
        ("view.settings.slice.window", 0, None),
        ("view.settings.slice.window", 1.5, None),
        ("view.settings.training.rate", -1, None),
        (
            "view.settings.training.steps",
            0,
            "“view.settings.training”: The number of training steps must be from 1 to 1,000,000.",
        ),
        ("view.settings.training.steps", 2.5, None),
        ("view.settings.valley.others", 1, None),
        ("steps.0.name", None, None),
        ("steps.2.experiment", "float32", None),
        ("steps.2.experiment", {"subject": []}, None),
        ("pinned.0", None, None),
        ("pinned.0.experiment", {"epsilon": -1}, None),
    ],
)  # fmt: skip
def test_what_cannot_be(path: str, value: Any, sentence: str | None) -> None:
    found = told(changed(whole(), path, value))
    assert found.startswith("“")
    if sentence is not None:
        assert found == sentence


@pytest.mark.parametrize("constant", ["NaN", "Infinity", "-Infinity", "1e999", "-1e999"])
def test_numbers_that_are_none(constant: str) -> None:
    text = document_text(plain())
    for number in ("0.0001", "1.20584735", '0.0,\n      "data"'):
        assert number in text
        told(text.replace(number, number.replace(number.split(",")[0], constant)))


@pytest.mark.parametrize(
    ("blocks", "sentence"),
    [
        ({}, "“experiment.subject.weights.values.W1” is missing."),
        ({"W1": 3}, "“experiment.subject.weights.values.W1” should be a list, but is a number."),
        (
            {"W1": [[1, 2, 3]]},
            "“experiment.subject.weights.values.W1” has 1 rows, but this network needs 2.",
        ),
        (
            {"W1": [[1, 2, 3], [4, 5]]},
            "“experiment.subject.weights.values.W1[1]” has 2 numbers, but this network needs 3.",
        ),
    ],
)
def test_weights_of_another_shape(blocks: dict[str, Any], sentence: str) -> None:
    path = "experiment.subject.weights.values"
    assert told(changed(plain(), path, blocks)) == sentence


@pytest.mark.parametrize("step", ["where", "kind", "line"])
def test_where_hints_end(step: str) -> None:
    document = plain()
    document = replace(document, state=replace(document.state, view=View(hints=step)))
    text = document_text(document)
    assert ('"hints"' in text) == (step != "line")
    assert read_document(text).document == document


@pytest.mark.parametrize(("step", "found"), [("never", "a text"), (3, "a number"), ([], "a list")])
def test_hints_that_end_nowhere(step: object, found: str) -> None:
    sentence = "“view.hints” should be “where”, “kind” or “line”, but is " + found + "."
    document = plain()
    document = replace(document, state=replace(document.state, view=View(hints="kind")))
    assert told(changed(document, "view.hints", step)) == sentence


def test_looking_around_is_no_work() -> None:
    document = whole()
    settings = dict(document.state.view.settings)
    around = settings | {
        "derivative": replace(settings["derivative"], zoom=1, own_epsilon=None),  # type: ignore[type-var]
        "training": TrainingAsked(2.0, 7),
        "network": DrawingSettings(sample=None),
        "slice": SliceSettings(0.5),
        "valley": ValleySettings(),
    }
    view = View("W1[0,0]", "bars", settings=chosen(around))
    looked = replace(document, state=replace(document.state, view=view))
    assert document.same_work(looked)
    # A function that was typed would be missed, and one of the list would not.
    without = chosen({key: item for key, item in settings.items() if key != "derivative"})
    other = chosen(settings | {"derivative": DerivativeSettings(SHIPPED[2])})
    for changed_settings in (without, other):
        view = replace(document.state.view, settings=changed_settings)
        lost = replace(document, state=replace(document.state, view=view))
        assert not document.same_work(lost)
    listed, usual = (Document(State(LESSON, view=View(settings=x))) for x in (other, ()))
    assert listed.same_work(usual)
    assert not document.same_work(replace(document, notes="other"))
    finer = replace(document.state, spec=replace(document.state.spec, epsilon=0.5))
    assert not document.same_work(replace(document, state=finer))


def test_settings_of_unknown_pictures_are_passed_over_and_named() -> None:
    for path, value in (("cube", {"angle": 3}), ("slice.colour", "red")):
        read = read_document(changed(whole(), f"view.settings.{path}", value))
        assert read.document == whole()
        assert read.unknown == (f"view.settings.{path}",)


def test_settings_that_say_nothing_are_left_out() -> None:
    assert "settings" not in document_text(plain())
    text = changed(plain(), "view", {"settings": {"valley": {"others": True}, "slice": {}}})
    assert read_document(text).document == plain()
