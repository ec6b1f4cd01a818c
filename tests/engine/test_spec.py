"""What an experiment can be, and that everything else is refused in a sentence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import FrozenInstanceError, replace
from typing import Any

import pytest

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.sources import (
    MAX_SAMPLES,
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import MAX_LAYERS, MAX_UNITS, MAX_WEIGHTS, Network
from tests.engine.helpers import LESSON, LESSON_NETWORK

HUGE = 10**5000  # a whole number that no float holds and that str() refuses to write
NAN, INF = float("nan"), float("inf")


def _network(*sizes: int, **fields: Any) -> Network:
    given: dict[str, Any] = {
        "activations": ("tanh",) * (len(sizes) - 1),
        "data": RandomData(3),
        **fields,
    }
    return Network(tuple(sizes), **given)


def _table(*row: float) -> TableData:
    return TableData("samples.csv", (row,))


def _softmax(**fields: Any) -> Network:
    fields = {"activations": ("tanh", "softmax"), "loss": "softmax-cross-entropy", **fields}
    return _network(2, 3, 2, **fields)


def _binary(**fields: Any) -> Network:
    fields = {"activations": ("tanh", "sigmoid"), "loss": "binary-cross-entropy", **fields}
    return _network(2, 3, 1, **fields)


ILLEGAL: list[tuple[str, Callable[[], object]]] = [
    ("sizes", lambda: _network(2, 0, 1)),
    ("sizes", lambda: _network(2, -3, 1)),
    ("sizes", lambda: _network(-HUGE, 1)),
    ("sizes", lambda: _network(3)),
    ("sizes", lambda: Network((), ())),
    ("sizes", lambda: _network(*[1] * (MAX_LAYERS + 1))),
    ("sizes", lambda: _network(*[1] * 1_000_000)),
    ("sizes", lambda: _network(MAX_UNITS + 1, 1)),
    ("sizes", lambda: _network(1, HUGE, 1)),
    ("sizes", lambda: _network(MAX_WEIGHTS // 1000 + 1, 1000)),
    ("sizes", lambda: _network(1000, MAX_WEIGHTS // 1000, bias=True)),
    ("loss", lambda: replace(LESSON_NETWORK, loss="hinge")),
    ("loss", lambda: replace(LESSON_NETWORK, loss="")),
    ("activations", lambda: replace(LESSON_NETWORK, activations=("sigmoid",))),
    ("activations", lambda: replace(LESSON_NETWORK, activations=("sigmoid",) * 3)),
    ("activations", lambda: replace(LESSON_NETWORK, activations=("sigmoid", "Sigmoid"))),
    ("activations", lambda: _softmax(activations=("softmax", "softmax"))),
    ("activations", lambda: _softmax(activations=("tanh", "sigmoid"))),
    ("activations", lambda: _softmax(loss="half-sse")),
    ("activations", lambda: _softmax(loss="mse")),
    ("activations", lambda: _softmax(loss="binary-cross-entropy")),
    ("activations", lambda: _binary(activations=("tanh", "tanh"))),
    *[("l2", lambda bad=bad: _network(2, 1, l2=bad)) for bad in (-1.0, -1e-300, NAN, INF, HUGE)],
    ("data", lambda: _network(3, 3, 1, data=LessonData())),
    ("data", lambda: _network(2, 3, 2, data=LessonData())),
    ("data", lambda: _network(2, 1, data=_table(1.0, 2.0))),
    ("data", lambda: _network(2, 1, data=_table(1.0, 2.0, 3.0, 4.0))),
    ("data", lambda: _binary(data=_table(1.0, 2.0, 1.5))),
    ("data", lambda: _binary(data=_table(1.0, 2.0, -0.1))),
    ("data", lambda: _softmax(data=_table(1.0, 2.0, 1.0, 2.0))),
    ("data", lambda: TableData("empty", ())),
    ("data", lambda: TableData("long", ((1.0, 2.0),) * (MAX_SAMPLES + 1))),
    ("data", lambda: TableData("ragged", ((1.0, 2.0), (1.0,)))),
    *[("data", lambda bad=bad: _table(1.0, bad)) for bad in (NAN, INF, -INF, HUGE)],
    *[("data", lambda bad=bad: RandomData(bad)) for bad in (0, -1, MAX_SAMPLES + 1, HUGE)],
    ("seed", lambda: RandomData(3, seed=-1)),
    ("seed", lambda: SeededWeights(-1)),
    *[("weights", lambda bad=bad: SeededWeights(0, bad)) for bad in (-1.0, NAN, INF, HUGE)],
    *[("weights", lambda bad=bad: ExplicitWeights((1.0, bad))) for bad in (NAN, INF, HUGE)],
    ("weights", lambda: replace(LESSON_NETWORK, weights=ExplicitWeights((1.0,) * 8))),
    ("weights", lambda: replace(LESSON_NETWORK, weights=ExplicitWeights(()))),
    ("weights", lambda: replace(LESSON_NETWORK, bias=True)),
    *[
        (field, lambda bad=bad, field=field: replace(LESSON, **{field: bad}))
        for field in ("epsilon", "tolerance")
        for bad in (0.0, -0.0, -1.0, -INF, NAN, INF, HUGE, -HUGE)
    ],
    *[
        (field, lambda bad=bad, field=field: replace(LESSON, **{field: bad}))
        for field in ("scheme", "step", "dtype")
        for bad in ("", "unheard-of", "{field}")
    ],
    ("sample", lambda: replace(LESSON, sample=-1)),
    ("sample", lambda: replace(LESSON, sample=0)),
    *[("directions", lambda bad=bad: replace(LESSON, directions=bad)) for bad in (-1, 1001)],
    *[
        ("direction_seed", lambda bad=bad: replace(LESSON, directions=1, direction_seed=bad))
        for bad in (-1, 2**63)
    ],
]


@pytest.mark.parametrize(("field", "make"), ILLEGAL)
def test_what_cannot_be_is_refused_beside_its_field(field: str, make: Callable[[], object]) -> None:
    with pytest.raises(SpecError) as caught:
        make()
    assert caught.value.field == field
    sentence = str(caught.value)
    assert sentence[0].isupper() or sentence[0] == "“" or sentence[0].isdigit()
    assert sentence.endswith(".")
    assert isinstance(caught.value, ValueError)


def test_a_sentence_can_be_translated_from_its_parts() -> None:
    with pytest.raises(SpecError) as caught:
        replace(LESSON, scheme="sideways")
    assert caught.value.template.format(**caught.value.values) == str(caught.value)
    assert caught.value.values["name"] == "sideways"
    assert str(CheckFailure("crashed", "100 % {sure}")) == "100 % {sure}"


LEGAL: list[Callable[[], object]] = [
    lambda: _network(1, 1),
    lambda: _network(*[1] * MAX_LAYERS),
    lambda: _network(MAX_WEIGHTS // 1000, 1000),
    lambda: _network(MAX_UNITS, 1),
    lambda: RandomData(MAX_SAMPLES, seed=10**30),
    lambda: TableData("most", ((1.0, 2.0),) * MAX_SAMPLES),
    lambda: _binary(data=_table(1.0, 2.0, 0.0)),
    lambda: _softmax(data=_table(1.0, 2.0, 0.25, 0.75)),
    lambda: _network(2, 1, data=_table(1e300, -1e300, 1e300)),
    lambda: SeededWeights(0, 0.0),
    lambda: replace(LESSON, epsilon=5e-324),
    lambda: replace(LESSON, epsilon=1.7e308, tolerance=1e-300, step="relative"),
    lambda: replace(LESSON, epsilon=1, tolerance=1),
    lambda: replace(LESSON, sample=1),
    lambda: replace(LESSON, sample=10**12),
    lambda: replace(LESSON, sample=0, directions=1, direction_seed=0),
    lambda: replace(LESSON, directions=1000, direction_seed=2**63 - 1),
]


@pytest.mark.parametrize("make", LEGAL)
def test_what_can_be_is_taken(make: Callable[[], object]) -> None:
    make()


def test_defaults_are_the_lessons() -> None:
    spec = ExperimentSpec(Network((2, 3, 1), ("sigmoid", "sigmoid")))
    assert spec.network.data == LessonData()
    assert (spec.network.loss, spec.network.bias, spec.network.l2) == ("half-sse", False, 0.0)
    assert (spec.epsilon, spec.scheme, spec.step, spec.dtype) == (
        1e-4,
        "central",
        "absolute",
        "float64",
    )
    assert spec.tolerance_used == 1e-5
    assert replace(spec, dtype="float32").tolerance_used == 1e-2
    assert replace(spec, dtype="float32", tolerance=1e-7).tolerance_used == 1e-7


@pytest.mark.parametrize(
    ("thing", "field"),
    [
        (LESSON, "epsilon"),
        (LESSON_NETWORK, "sizes"),
        (LESSON_NETWORK.weights, "values"),
        (RandomData(), "samples"),
        (TableData("t", ((1.0,),)), "rows"),
        (SeededWeights(), "scale"),
    ],
)
def test_frozen_and_hashable(thing: Any, field: str) -> None:
    with pytest.raises(FrozenInstanceError):
        setattr(thing, field, None)
    assert hash(replace(thing)) == hash(thing)
    assert replace(thing) == thing


def test_change_is_checked_again() -> None:
    changed = LESSON.with_network(activations=("tanh", "identity"), l2=0.5)
    assert changed.network.l2 == 0.5
    assert changed.epsilon == LESSON.epsilon
    assert LESSON.network.l2 == 0.0
    with pytest.raises(SpecError):
        LESSON.with_network(sizes=(2, 4, 1))
    with pytest.raises(SpecError):
        replace(changed, epsilon=0.0)


def test_weight_count() -> None:
    assert LESSON_NETWORK.weight_count == 9
    assert _network(784, 30, 10, bias=True).weight_count == 23_860
    assert _network(3, 2).weight_count == 6
