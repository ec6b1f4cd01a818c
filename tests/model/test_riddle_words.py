"""Riddles as they are typed, judged and revealed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import BUG_TABLE, Bug, parse_bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.riddle_words import (
    RiddleName,
    judgement_sentence,
    read_riddle,
    reveal_sentence,
    riddle_spec,
    riddle_text,
)


@pytest.mark.parametrize(
    ("text", "seed", "of_lesson"),
    [
        ("lesson5 bug 4711", 4711, True),
        ("Lesson 5, bug 4711", 4711, True),
        ("lesson5bug4711", 4711, True),
        ("LESSON5 - Bug #4711.", 4711, True),
        ("lesson 5: riddle no. 12", 12, True),
        ("lesson5 4711", 4711, True),
        ("bug 7", 7, False),
        ("mystery bug 7", 7, False),
        ("riddle number 7", 7, False),
        ("  42 ", 42, False),
        ("#42", 42, False),
        ("bug 0", 0, False),
        ("bug 007", 7, False),
    ],
)
def test_what_is_typed(text: str, seed: int, of_lesson: bool) -> None:
    assert read_riddle(text) == RiddleName(seed, of_lesson)


@pytest.mark.parametrize("text", ["", "bug", "lesson5", "lesson6 bug 3", "bug 3.5", "4 7"])
def test_what_is_no_riddle(text: str) -> None:
    with pytest.raises(SpecError) as problem:
        read_riddle(text)
    assert "lesson5 bug 4711" in str(problem.value)


def test_a_number_that_is_too_large() -> None:
    with pytest.raises(SpecError, match="from 0 to 999,999,999"):
        read_riddle("bug 12345678901234567890")


@pytest.mark.parametrize("name", [RiddleName(4711, True), RiddleName(3, False)])
def test_what_is_written_is_read_back(name: RiddleName) -> None:
    assert read_riddle(riddle_text(name)) == name


def test_what_is_said_of_a_guess() -> None:
    told = {judgement_sentence(one) for one in ("right", "twin", "other-place", "wrong")}
    assert len(told) == 4


@pytest.mark.parametrize(
    ("bug", "sentence"),
    [
        ("missing-activation-derivative@W1", "It was a missing activation derivative, in W1."),
        ("mean-or-sum", "It was a mean and a sum over the samples confused."),
        ("factor@W2=3", "It was a constant factor, in W2: times 3."),
        ("single-weight@W1[0,1]=0", "It was a single weight off, in W1[0,1]: times 0."),
    ],
)
def test_what_it_was(bug: str, sentence: str) -> None:
    assert reveal_sentence(parse_bug(bug)) == sentence


def test_every_riddle_can_be_revealed() -> None:
    network = lesson_spec().network
    for seed in range(60):
        assert reveal_sentence(draw_bug(seed, network)).endswith(".")
    for name in BUG_TABLE:
        assert reveal_sentence(Bug(name)).startswith("It was ")


@pytest.mark.parametrize("entry", [entry.name for entry in shipped_lessons() if entry.riddle])
def test_a_shipped_riddle_is_the_one_of_its_number(entry: str) -> None:
    state = load_lesson(entry).state
    assert state.mystery is not None
    drawn = replace(state.spec, bug=draw_bug(state.mystery, state.spec.network))
    shipped, typed = objective_of(state.spec), objective_of(drawn)
    np.testing.assert_allclose(
        typed.gradient(typed.point), shipped.gradient(shipped.point), rtol=1e-12
    )


def test_a_riddle_keeps_what_is_open_or_takes_the_lesson() -> None:
    open_one = replace(lesson_spec(), epsilon=1e-5, bug=Bug("sign"))
    lesson = riddle_spec(RiddleName(3, True), open_one)
    assert lesson == replace(lesson_spec(), bug=parse_bug("sign@W2"))
    kept = riddle_spec(RiddleName(3, False), open_one)
    assert kept == replace(open_one, bug=parse_bug("sign@W2"))
