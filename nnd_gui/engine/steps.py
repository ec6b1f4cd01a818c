"""The steps asked for, and what rounding makes of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["asked_steps", "perturbed"]


def asked_steps(point: NDArray[Any], spec: ExperimentSpec) -> Floats:
    """Size of the step that the experiment asks for at each weight.

    Parameters
    ----------
    point : ndarray, shape (n,)
        The weights.
    spec : ExperimentSpec
        Its epsilon, and whether that is a share of the weight.

    Returns
    -------
    ndarray of float64, shape (n,)
        A relative step is epsilon itself where the weight is 0.
    """
    sizes = np.abs(point).astype(np.float64)
    if spec.step == "absolute":
        return np.full(point.shape, spec.epsilon)
    with np.errstate(over="ignore", under="ignore"):
        return np.where(sizes == 0, spec.epsilon, spec.epsilon * sizes)


def perturbed(point: NDArray[Any], asked: Floats) -> tuple[NDArray[Any], Floats]:
    """Set each weight one step away, as nearly as its precision allows.

    Parameters
    ----------
    point : ndarray, shape (n,)
        The weights.
    asked : ndarray, shape (n, s)
        Signed steps.

    Returns
    -------
    values : ndarray, shape (n, s)
        What each weight is set to, in its own precision.
    steps : ndarray of float64, shape (n, s)
        The steps really taken.
    """
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        # Each column lies together: the costs of all weights are computed step by step.
        values = np.asfortranarray(asked, dtype=point.dtype) + point[:, np.newaxis]
        steps = np.subtract(values, point[:, np.newaxis], dtype=np.float64)
    return values, steps
