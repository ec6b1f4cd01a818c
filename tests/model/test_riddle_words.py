"""What is said of guesses at riddles, and which those are that come with the program."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons
from nnd_gui.model.riddle_words import judgement_sentence


def test_what_is_said_of_a_guess() -> None:
    told = {judgement_sentence(one) for one in ("right", "twin", "other-place", "wrong")}
    assert len(told) == 4


@pytest.mark.parametrize("entry", [entry.name for entry in shipped_lessons() if entry.riddle])
def test_a_shipped_riddle_is_the_one_of_its_number(entry: str) -> None:
    state = load_lesson(entry).state
    assert state.mystery is not None
    drawn = replace(state.spec, bug=draw_bug(state.mystery, state.spec.network))
    shipped, typed = objective_of(state.spec), objective_of(drawn)
    np.testing.assert_allclose(
        typed.gradient(typed.point), shipped.gradient(shipped.point), rtol=1e-12
    )
