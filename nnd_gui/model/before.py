"""The check before this one, to be seen behind it: what an edit or a save has changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.result import CheckResult

__all__ = ["Before", "before_of", "pinned_before"]

# More weights are not told apart in a picture, and would be kept twice for nothing.
_MOST = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Before:
    """Both gradients of an earlier check.

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    values : ndarray, shape (n,)
        The weights.
    analytic, numerical : ndarray, shape (n,)
        The gradients there.
    errors : ndarray, shape (n,), optional
        The relative errors of a run that was pinned.
    """

    layout: Layout
    values: NDArray[Any]
    analytic: NDArray[np.float64]
    numerical: NDArray[np.float64]
    errors: NDArray[np.float64] | None = None

    @property
    def pinned(self) -> bool:
        """Whether it was pinned to be compared, and is seen whatever was changed."""
        return self.errors is not None

    def fits(self, result: CheckResult) -> bool:
        """Whether another check is of the same weights: only then it shows what was changed."""
        same = result.layout.blocks == self.layout.blocks
        # In another precision the same weights are other numbers.
        return same and (self.pinned or np.array_equal(self.values, result.values))


def pinned_before(result: CheckResult) -> Before | None:
    """What of a pinned run is seen beside another; None of one that did not come to its end."""
    if not result.completed:
        return None
    analytic, found = result.analytic.astype(np.float64), result.weights
    return Before(result.layout, result.values, analytic, found.numerical, found.relative_error)


def before_of(result: CheckResult, now: ExperimentSpec) -> Before | None:
    """What a check leaves behind for the one that follows it.

    Parameters
    ----------
    result : CheckResult
        The check that is shown.
    now : ExperimentSpec
        What is checked next.

    Returns
    -------
    Before or None
        None where the result is not complete; otherwise what was before it stays where
        nothing was changed: of a person's file that is the text, which is another with
        every save, and of our own network the experiment.
    """
    was, subject = result.spec.subject, now.subject
    if isinstance(subject, PersonFile) and isinstance(was, PersonFile):
        if was.path == subject.path and was.saves == subject.saves:
            return result.before
    elif result.spec == now:
        return result.before
    if not result.completed or result.total > _MOST:
        return result.before
    analytic = result.analytic.astype(np.float64)
    return Before(result.layout, result.values, analytic, result.weights.numerical)
