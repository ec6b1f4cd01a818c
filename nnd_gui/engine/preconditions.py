"""What is looked at before any weight: a check of something that moves would blame the gradient."""

from __future__ import annotations

import math
from collections.abc import Generator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.objective import Objective

__all__ = ["first_look"]

_COST_CHANGES = "Computing the cost changed the weights, {name} among them. Work on a copy."
_GRADIENT_CHANGES = "Computing the gradient changed the weights, {name} among them. Work on a copy."


def first_look(objective: Objective) -> Generator[None, None, tuple[float, NDArray[Any], int]]:
    """Evaluate the cost and the gradient, twice, and see that they can be checked.

    Parameters
    ----------
    objective : Objective
        What is checked.

    Yields
    ------
    None
        Between evaluations, so that a stop is obeyed.

    Returns
    -------
    cost : float
    gradient : ndarray, shape (n,)
    evaluations : int
        How often the cost was computed.

    Raises
    ------
    CheckFailure
        ``not-finite-cost``; ``not-repeatable`` if the same weights give another cost or
        gradient; ``state-changed`` if the weights are not what they were, bit by bit.
    """
    theta = objective.point.copy()
    cost = objective.value(theta)
    _check_unchanged(objective, theta, _COST_CHANGES)
    if not math.isfinite(cost):
        raise CheckFailure(
            "not-finite-cost",
            "The cost is not a finite number at these weights, so it has no slope. Try "
            "smaller weights or smaller inputs.",
        )
    yield
    gradient = np.array(objective.gradient(theta))
    _check_unchanged(objective, theta, _GRADIENT_CHANGES)
    yield
    # After the gradient, which may have left something behind.
    again = objective.value(theta)
    if again != cost:
        raise CheckFailure(
            "not-repeatable",
            "The same weights gave the cost {first:.17g} and then {again:.17g}. If chance "
            "plays a part, as in dropout, seed it before every evaluation.",
            first=cost,
            again=again,
        )
    yield
    if not np.array_equal(gradient, objective.gradient(theta), equal_nan=True):
        raise CheckFailure(
            "not-repeatable",
            "The same weights gave two different gradients. If chance plays a part, as in "
            "dropout, seed it before every evaluation.",
        )
    return cost, gradient, 2


def _check_unchanged(objective: Objective, theta: NDArray[Any], template: str) -> None:
    changed = theta.view(np.uint8) != objective.point.view(np.uint8)
    if not np.any(changed):
        return
    index = int(np.flatnonzero(changed)[0]) // theta.itemsize
    raise CheckFailure(
        "state-changed",
        template,
        name=objective.layout.name_of(index),
    )
