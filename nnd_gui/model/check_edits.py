"""Edits of how a network is checked: its subject stays.

Pure functions like those of `edits`, and refused in the same way.
"""

from __future__ import annotations

from dataclasses import replace

from nnd_gui.engine.bugs import Bug, check_bug
from nnd_gui.engine.spec import DEFAULT_TOLERANCES, ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.edit_result import Edit

__all__ = [
    "with_bug",
    "with_directions",
    "with_dtype",
    "with_epsilon",
    "with_sample",
    "with_scheme",
    "with_step",
    "with_tolerance",
]

_USUAL_DIRECTIONS = 8


def with_dtype(spec: ExperimentSpec, dtype: str) -> Edit:
    """Change the precision."""
    return Edit(replace(spec, dtype=dtype))


def with_epsilon(spec: ExperimentSpec, epsilon: float) -> Edit:
    """Change the perturbation."""
    return Edit(replace(spec, epsilon=epsilon))


def with_step(spec: ExperimentSpec, step: str) -> Edit:
    """Change what epsilon is measured in: units of the weight, or its size."""
    return Edit(replace(spec, step=step))


def with_scheme(spec: ExperimentSpec, scheme: str) -> Edit:
    """Change how a slope is taken."""
    return Edit(replace(spec, scheme=scheme))


def with_tolerance(spec: ExperimentSpec, tolerance: float) -> Edit:
    """Change the relative error up to which a weight agrees.

    The usual one of the precision goes with the precision from then on.
    """
    usual = DEFAULT_TOLERANCES[spec.dtype]
    return Edit(replace(spec, tolerance=None if tolerance == usual else tolerance))


def with_sample(spec: ExperimentSpec, sample: int | None) -> Edit:
    """Change how many weights are checked: all with None; with 0 only directions are.

    Where none were asked for, some are then.
    """
    directions = spec.directions
    if sample == 0 and not directions:
        directions = _USUAL_DIRECTIONS
    return Edit(replace(spec, sample=sample, directions=directions))


def with_directions(spec: ExperimentSpec, directions: int) -> Edit:
    """Change along how many random directions is checked.

    Without any, weights are checked, if only directions were before.

    Raises
    ------
    SpecError
        If there are too many.
    """
    sample = None if spec.sample == 0 and not directions else spec.sample
    return Edit(replace(spec, directions=directions, sample=sample))


def with_bug(spec: ExperimentSpec, bug: Bug | None) -> Edit:
    """Put a deliberate mistake into the gradient under test, or take it out with None.

    Raises
    ------
    SpecError
        If it would not show in this network.
    """
    if bug is not None and isinstance(spec.subject, Network):
        check_bug(bug, spec.network, spec.dtype)
    return Edit(replace(spec, bug=bug))
