"""The samples that a cost is measured on: the lesson's, random ones, or a person's file."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.sources import LessonData, RandomData, TableData
from nnd_gui.engine.subject import Network

__all__ = ["lesson_samples", "samples_of"]

_LESSON_INPUTS = ((3.0, 5.0), (5.0, 1.0), (10.0, 2.0))
_LESSON_TARGETS = ((75.0,), (82.0,), (93.0,))
_BEST_SCORE = 100.0


def samples_of(network: Network) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the inputs and targets of a network.

    Parameters
    ----------
    network : Network
        Says which data, and of which shape.

    Returns
    -------
    inputs : ndarray of float64, shape (samples, inputs)
    targets : ndarray of float64, shape (samples, outputs)
        Neither may be written to: others may have them too.
    """
    data = network.data
    if isinstance(data, LessonData):
        return lesson_samples()
    if isinstance(data, TableData):
        return data.samples(network.sizes[0])
    return _random_samples(data, network.sizes[0], network.sizes[-1], network.loss)


def lesson_samples() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Inputs, shape (3, 2), and targets, shape (3, 1), of the lesson.

    Scaled as there: hours as a share of the most, the score as a share of 100.
    """
    inputs = np.array(_LESSON_INPUTS)
    return inputs / inputs.max(axis=0), np.array(_LESSON_TARGETS) / _BEST_SCORE


# One experiment is checked again and again, in another way each time: by its data alone, as a
# network given by a million weights is slow to tell from another.
@lru_cache(maxsize=1)
def _random_samples(
    data: RandomData, inputs: int, outputs: int, loss: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    samples = _drawn(data, inputs, outputs, loss)
    for numbers in samples:
        numbers.flags.writeable = False
    return samples


def _drawn(
    data: RandomData, inputs: int, outputs: int, loss: str
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    # A child of the seed: the weights use the seed itself, and data that repeats the
    # weights' numbers would be a special case.
    rng = np.random.default_rng(np.random.SeedSequence(data.seed).spawn(1)[0])
    values = rng.standard_normal((data.samples, inputs))
    if loss == "softmax-cross-entropy":
        return values, np.eye(outputs)[rng.integers(outputs, size=data.samples)]
    if loss == "binary-cross-entropy":
        return values, rng.integers(2, size=(data.samples, outputs)).astype(np.float64)
    return values, rng.random((data.samples, outputs))
