"""Shapes found out by asking: each way of calling is tried, and the best answer kept."""

from __future__ import annotations

from typing import Any, Callable, Iterable, List, Optional, Tuple, TypeVar

import numpy as np

from ..problem import Problem
from .base import scalar

__all__ = ["BEST", "best_of", "call_with", "rank_of"]

Trial = TypeVar("Trial")

# How well a way of calling worked, from 0 for an exception.
NOTHING, NOT_SCALAR, NO_GRADIENT, UNWRITTEN, BEST = 0, 1, 2, 3, 4


def rank_of(cost: Callable[[], Any], gradient: Callable[[], Any]) -> Tuple[int, Any]:
    """How well a way of calling works: a rank, and the exception where there is one.

    A cost that is a number comes before one that is not; a gradient of the right length
    before one that is not written yet, and that before one that fails.
    """
    rank, error = _tried(cost, NOTHING)
    if error is not None or rank < BEST:
        return rank, error
    return _tried(gradient, NO_GRADIENT, of_cost=False)


def _tried(call: Callable[[], Any], failed: int, of_cost: bool = True) -> Tuple[int, Any]:
    try:
        found = call()
    except NotImplementedError as error:
        return UNWRITTEN, error
    except Problem as problem:
        if problem.kind == "not-written-yet":
            return UNWRITTEN, problem
        return (NOT_SCALAR if of_cost else failed), problem
    except Exception as error:  # the person's own code, whatever it raises
        return failed, error
    number = scalar(found) if of_cost else 0.0
    finite = number is not None and bool(np.isfinite(number))
    return (BEST if finite else NOT_SCALAR), None


def best_of(
    trials: Iterable[Trial],
    attempt: Callable[[Trial], Tuple[int, Any]],
    settles: Optional[Callable[[Trial], bool]] = None,
) -> Tuple[Trial, int, Any]:
    """The first of the trials that work best.

    Parameters
    ----------
    trials : iterable
        Ways of calling, the likeliest first.
    attempt : callable
        Trial -> rank and exception, as `rank_of`.
    settles : callable, optional
        Whether a trial is the person's own: taken as soon as anything comes back from the
        cost, so that what is wrong with it is told and not avoided.

    Returns
    -------
    tuple
        The trial, its rank and its exception.

    Raises
    ------
    Exception
        That of the first trial, if none gives a cost at all.
    """
    best: Optional[Tuple[Trial, int, Any]] = None
    for trial in trials:
        rank, error = attempt(trial)
        if best is None or rank > best[1]:
            best = (trial, rank, error)
        if rank == BEST or (rank > NOTHING and settles is not None and settles(trial)):
            break
    if best is None:
        raise Problem("no-objective", "There is nothing to call in this file.")
    if best[1] == NOTHING and best[2] is not None:
        raise best[2]
    return best


def call_with(
    function: Any, listed: List[List[Any]], values: Any, owner: str, star: bool = False
) -> Any:
    """Call a function with what its arguments are for.

    Parameters
    ----------
    function : callable
        The person's.
    listed : list of [name, role]
        Its arguments to pass.
    values : callable
        (name, role) -> value, or None where nothing is known.
    owner : str
        Its name, for the sentence.
    star : bool
        Whether the arguments must go by place, as to ``*args``.
    """
    found = []
    for name, role in listed:
        value = values(name, role)
        if value is None:
            raise Problem(
                "no-objective",
                "{function} needs “{name}”, and nothing in the file says what it is. Choose it.",
                {"function": owner, "name": name},
            )
        found.append((name, value))
    if star:
        return function(*[value for _, value in found])
    return function(**dict(found))
