"""The steps asked for, and what rounding makes of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.differences import Floats
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["asked_steps", "moved", "perturbed"]


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
    values = np.empty(asked.shape[::-1], point.dtype).T  # each column lies together
    for column, steps in zip(values.T, asked.T, strict=True):
        moved(point, steps, out=column)
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        steps = np.subtract(values, point[:, np.newaxis], dtype=np.float64)
    return values, steps


def moved(point: NDArray[Any], asked: Floats, out: NDArray[Any] | None = None) -> NDArray[Any]:
    """Set each weight one step away, as nearly as its precision allows.

    Parameters
    ----------
    point : ndarray, shape (n,)
        The weights.
    asked : ndarray, shape (n,)
        Signed steps.
    out : ndarray, shape (n,), optional
        Where to put what each weight is set to.
    """
    with np.errstate(over="ignore", under="ignore", invalid="ignore"):
        return np.asarray(np.add(point, asked.astype(point.dtype, copy=False), out=out))
