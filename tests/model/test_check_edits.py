"""Edits of how a check is made: scheme, tolerance, extent, and a deliberate bug."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.check_edits import (
    with_bug,
    with_directions,
    with_dtype,
    with_sample,
    with_scheme,
    with_tolerance,
)
from nnd_gui.model.edits import with_bias, with_l2, with_sizes
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.scheme_words import scheme_entry, scheme_note, scheme_title

LESSON = lesson_spec()
BIASED = ExperimentSpec(Network((2, 3, 2), ("sigmoid",) * 2, bias=True, data=RandomData(5)))


def test_the_usual_tolerance_goes_with_the_precision() -> None:
    spec = with_tolerance(LESSON, 1e-3).spec
    assert (spec.tolerance, with_dtype(spec, "float32").spec.tolerance_used) == (1e-3, 1e-3)
    usual = with_tolerance(spec, 1e-5).spec
    assert usual == LESSON
    assert with_dtype(usual, "float32").spec.tolerance_used == 1e-2
    with pytest.raises(SpecError):
        with_tolerance(LESSON, 0.0)


def test_something_is_always_checked() -> None:
    only = with_sample(LESSON, 0).spec
    assert (only.sample, only.directions) == (0, 8)
    assert with_sample(replace(LESSON, directions=3), 0).spec.directions == 3
    assert with_directions(only, 0).spec == LESSON
    assert with_directions(with_sample(LESSON, 4).spec, 0).spec.sample == 4
    with pytest.raises(SpecError):
        with_directions(LESSON, 10_000)


@pytest.mark.parametrize(
    ("bug", "change", "sentence"),
    [
        (Bug("zero-bias"), lambda spec: with_bias(spec, False), "This network has no biases."),
        (
            Bug("swapped-layers"),
            lambda spec: with_sizes(spec, (2, 2)),
            "This network has one layer of weights only.",
        ),
        (
            Bug("sign", "W2"),
            lambda spec: with_sizes(spec, (2, 2)),
            "This network has no W2.",
        ),
    ],
)
def test_a_bug_that_no_longer_fits_is_taken_out_and_told(
    bug: Bug, change: object, sentence: str
) -> None:
    assert callable(change)
    edit = change(with_bug(BIASED, bug).spec)
    assert edit.spec.bug is None
    assert [note.text for note in edit.notes if note.field == "bug"] == [
        f"{sentence} The bug was taken out."
    ]


def test_a_bug_that_still_fits_stays() -> None:
    spec = with_bug(BIASED, Bug("zero-bias")).spec
    assert with_sizes(spec, (2, 5, 2)).spec.bug == Bug("zero-bias")
    assert with_bug(spec, None).spec == BIASED


def test_a_bug_that_cannot_show_is_refused() -> None:
    with pytest.raises(SpecError) as problem:
        with_bug(LESSON, Bug("missing-regularization"))
    assert problem.value.field == "bug"
    assert with_bug(with_l2(LESSON, 0.1).spec, Bug("missing-regularization")).spec.bug is not None


def test_every_scheme_has_its_words() -> None:
    assert len({scheme_title(name) for name in SCHEMES}) == len(SCHEMES)
    letters = [scheme_entry(name).partition("&")[2][0].lower() for name in SCHEMES]
    assert len(set(letters)) == len(SCHEMES)
    assert [scheme_note(with_scheme(LESSON, name).spec) for name in SCHEMES] == [""] * 6


@pytest.mark.parametrize("activation", ["relu", "leaky-relu", "elu"])
def test_the_note_on_the_complex_step(activation: str) -> None:
    kinked = LESSON.with_network(activations=(activation, "sigmoid"))
    assert "not analytic" in scheme_note(with_scheme(kinked, "complex-step").spec)
    assert scheme_note(with_scheme(kinked, "central").spec) == ""
