"""Edits of where the weights come from.

Pure functions like those of `edits`, and refused in the same way.
"""

from __future__ import annotations

from dataclasses import replace

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.edit_result import Edit, settled
from nnd_gui.model.given_weights import start_of, started_at, with_drawn_biases
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.trained_edit import with_trained_weights

__all__ = [
    "has_lesson_weights",
    "new_random_weights",
    "with_lesson_weights",
    "with_random_weights",
    "with_seed",
]

_SEEDS = 2**31


def with_seed(spec: ExperimentSpec, seed: int) -> Edit:
    """Draw the weights with a seed, at the scale that they were drawn with before.

    Raises
    ------
    SpecError
        If it is below 0.
    """
    start = start_of(spec.network)
    drawn = start if isinstance(start, SeededWeights) else SeededWeights()
    return settled(spec, {"weights": started_at(spec.network, replace(drawn, seed=seed))})


def with_random_weights(spec: ExperimentSpec, seed: int) -> Edit:
    """Draw the weights with a seed, and leave them untrained.

    Raises
    ------
    SpecError
        If it is below 0.
    """
    return with_seed(with_trained_weights(spec, 0, 1.0).spec, seed)


def new_random_weights(spec: ExperimentSpec) -> Edit:
    """Draw other weights: with the next seed, or with 1 where the weights are given.

    A person's file is set up with the next seed for all that is random in it.
    """
    file = spec.subject
    if isinstance(file, PersonFile):
        plan = replace(file.plan, seed=(file.seed + 1) % _SEEDS)
        return Edit(replace(spec, subject=replace(file, plan=plan, kept=None)))
    start = start_of(spec.network)
    return with_seed(spec, start.seed + 1 if isinstance(start, SeededWeights) else 1)


def with_lesson_weights(spec: ExperimentSpec) -> Edit:
    """Take the lesson's own weights; biases, if there are any, as `with_bias` draws them.

    Raises
    ------
    SpecError
        If the network is not the lesson's 2-3-1.
    """
    lesson = lesson_spec().network
    if spec.network.sizes != lesson.sizes:
        raise SpecError("weights", "The lesson's weights fit 2-3-1 only.")
    weights = with_drawn_biases(lesson) if spec.network.bias else lesson.weights
    return settled(spec, {"weights": weights})


def has_lesson_weights(spec: ExperimentSpec) -> bool:
    """Whether these are the lesson's weights, with or without biases."""
    try:
        return with_lesson_weights(spec).spec == spec
    except SpecError:
        return False
