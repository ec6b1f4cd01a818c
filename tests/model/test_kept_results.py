"""Results within a document: the same to the bit, bound to their experiment, never believed."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_codec import document_text, read_document
from nnd_gui.model.export import report
from nnd_gui.model.kept_results import kept_results, read_results, why_not_kept
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from nnd_gui.model.spec_codec import write_spec
from tests.model.documents import of_a_persons_file

LESSON = lesson_spec()
DEEP = LESSON.with_network(
    sizes=(2, 40, 30, 1),
    activations=("relu", "tanh", "sigmoid"),
    bias=True,
    l2=0.1,
    weights=SeededWeights(1),
)
OVERFLOWS = LESSON.with_network(
    weights=ExplicitWeights((1e200,) * 9), activations=("identity",) * 2
)

EXPERIMENTS = {
    "lesson": LESSON,
    "undecided": replace(LESSON, epsilon=1e-12),
    "complex": replace(LESSON, scheme="complex-step"),
    "single": replace(LESSON, dtype="float32"),
    "bug": replace(LESSON, bug=Bug("sign", "W2")),
    "deep": DEEP,
    "deep bug": replace(DEEP, bug=Bug("missing-activation-derivative")),
    "large": LESSON.with_network(
        sizes=(2, 900, 2, 1), activations=("tanh",) * 3, weights=SeededWeights(2)
    ),
    "sample": replace(DEEP, sample=20),
    "trained": LESSON.with_network(weights=TrainedWeights(20, 1.0, SeededWeights(3))),
    "relative": replace(LESSON, step="relative", scheme="richardson", tolerance=1e-7),
    "overflows": OVERFLOWS,
}


def checked(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def document(spec: ExperimentSpec) -> Document:
    return Document(State(spec), keeps_results=True, results=kept_results(checked(spec)))


def again(found: Document) -> CheckResult:
    assert found.results is not None
    result = CheckResult(found.state.spec)
    for event in found.results.events:
        result.add(event)
    return result


@pytest.mark.parametrize("spec", EXPERIMENTS.values(), ids=EXPERIMENTS)
def test_all_that_was_found_is_there_to_the_bit(spec: ExperimentSpec) -> None:
    result = checked(spec)
    kept = kept_results(result)
    if spec is OVERFLOWS:
        # A failure is made again, which takes no time.
        assert (kept, result.completed) == (None, False)
        return
    written = Document(State(spec), keeps_results=True, results=kept)
    text = document_text(written)
    read = read_document(text)
    assert (read.document, read.unknown, read.results_lost) == (written, (), False)
    assert document_text(read.document) == text
    found = again(read.document)
    assert report(found) == report(result)
    for name in ("values", "analytic"):
        one, other = getattr(found, name), getattr(result, name)
        assert (one.dtype, one.tobytes()) == (other.dtype, other.tobytes())
    for index in range(0, result.total, 7):
        assert found.taken.costs_of(index).tobytes() == result.taken.costs_of(index).tobytes()


def test_a_line_for_each_weight_in_a_diff() -> None:
    lines = document_text(document(LESSON)).splitlines()
    assert lines.count('        "weight": "W1[0,0]",') == 1
    assert any(line.startswith('    "cost": 0.41242') for line in lines)


def test_no_verdict_is_in_the_file() -> None:
    text = json.dumps(json.loads(document_text(document(LESSON)))["results"])
    assert [word for word in ("agree", "undecided", "verdict", "ratio") if word in text] == []


def test_of_another_experiment_they_are_left_out() -> None:
    found = json.loads(document_text(document(LESSON)))
    found["experiment"]["epsilon"] = 1e-3
    read = read_document(json.dumps(found))
    assert read.results_lost
    assert read.document.results is None
    assert read.document.keeps_results
    assert read.document.state.spec.epsilon == 1e-3
    # Nor are they written for another one.
    other = replace(document(LESSON), state=State(replace(LESSON, epsilon=1e-3)))
    assert json.loads(document_text(other))["results"] is None


def test_an_edited_number_is_not_believed() -> None:
    found = json.loads(document_text(document(replace(LESSON, bug=Bug("sign", "W2")))))
    found["results"]["analytic"]["W2"][0][0] *= -1
    read = read_document(json.dumps(found))
    assert (read.results_lost, read.document.results) == (True, None)


def test_what_is_covered_is_not_in_the_file() -> None:
    spec = replace(LESSON, bug=Bug("sign", "W2"))
    kept = kept_results(checked(spec))
    for state in (State(spec, 4711), State(spec, view=View(covered=True))):
        found = json.loads(document_text(Document(state, keeps_results=True, results=kept)))
        assert found["results"] is None


def test_why_they_are_not_kept() -> None:
    assert not why_not_kept(checked(LESSON))
    assert "not ended" in why_not_kept(CheckResult(LESSON))
    assert "directions" in why_not_kept(checked(replace(LESSON, directions=2)))
    of_file = of_a_persons_file().state.spec
    assert "file of code" in why_not_kept(CheckResult(of_file))


# Whoever seals what cannot be, on purpose.

_HOSTILE: list[Any] = [
    None, True, -1, 0, 10**17, 1.5, -1e300, 1e308, 5e-324, "", "nan", "inf", "-inf", "W1[0,0]",
    "W9[0,0]", [], [[]], {}, {"weight": "W1[0,0]"}, [1, 2, 3], "{0.__class__}", "sign", ["W1"],
    "\ud800", [None] * 9,
]  # fmt: skip


def _sealed(results: dict[str, Any], spec: ExperimentSpec) -> dict[str, Any]:
    rest = {key: value for key, value in results.items() if key != "seal"}
    text = json.dumps([write_spec(spec), rest], sort_keys=True)
    return {"seal": hashlib.sha256(text.encode()).hexdigest()[:32], **rest}


def _places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    for key, item in items:
        yield (*way, key)
        yield from _places(item, (*way, key))


def _spoil(results: dict[str, Any], rng: random.Random) -> dict[str, Any]:
    spoilt: dict[str, Any] = json.loads(json.dumps(results))
    for _ in range(rng.choice([1, 1, 2, 4])):
        *way, last = rng.choice(list(_places(spoilt)))
        at: Any = spoilt
        for key in way:
            at = at[key]
        if rng.random() < 0.3:
            del at[last]
        elif rng.random() < 0.3 and isinstance(at, list):
            at.insert(last, at[last])
        else:
            at[last] = rng.choice(_HOSTILE)
    return spoilt


@pytest.mark.parametrize("name", ["lesson", "single", "undecided", "bug", "relative"])
def test_what_cannot_be_is_left_out_even_if_it_is_sealed(name: str) -> None:
    rng = random.Random(name)
    spec = EXPERIMENTS[name]
    kept = kept_results(checked(spec))
    assert kept is not None
    results = kept.written
    assert _sealed(results, spec) == results
    dropped = 0
    for _ in range(600):
        read = read_results(_sealed(_spoil(results, rng), spec), spec)
        if read is None:
            dropped += 1
            continue
        # What is believed can be told.
        result = CheckResult(spec)
        for event in read.events:
            result.add(event)
        report(result)
    assert 200 < dropped < 600
