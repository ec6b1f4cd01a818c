"""Where a network's weights and samples come from."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.scaling import SCALINGS, scaled

__all__ = [
    "MAX_SAMPLES",
    "MAX_STEPS",
    "Data",
    "ExplicitWeights",
    "LessonData",
    "RandomData",
    "SeededWeights",
    "TableData",
    "TrainedWeights",
    "Weights",
    "is_finite",
]

MAX_SAMPLES = 100_000
MAX_STEPS = 1_000_000


def is_finite(number: float) -> bool:
    """Whether a number is finite as a float: a whole number can be too large for one."""
    try:
        return math.isfinite(number)
    except OverflowError:
        return False


def _check_seed(seed: int) -> None:
    if seed < 0:
        raise SpecError("seed", "A seed must be 0 or a positive whole number.")


@dataclass(frozen=True, slots=True)
class LessonData:
    """Hours slept and studied, and the test score: the lesson's three samples."""

    samples = 3
    inputs = 2
    outputs = 1


@dataclass(frozen=True, slots=True)
class RandomData:
    """Samples drawn for the network, whatever its sizes.

    Parameters
    ----------
    samples : int
        How many, at least 1.
    seed : int
        Seed of their generator, which is apart from that of the weights.
    """

    samples: int = 20
    seed: int = 0

    def __post_init__(self) -> None:
        if not 1 <= self.samples <= MAX_SAMPLES:
            raise SpecError(
                "data",
                "The number of samples must be from 1 to {most:,}.",
                most=MAX_SAMPLES,
            )
        _check_seed(self.seed)


@dataclass(frozen=True, slots=True)
class TableData:
    """Samples from a file, kept in the experiment so that it can be repeated without it.

    Parameters
    ----------
    name : str
        What to call it, usually the file's name.
    rows : tuple of tuple of float
        One row a sample, inputs before targets; as many numbers in each, as the file has them.
    headings : tuple of str
        What the columns are called; empty where the file does not say.
    scaling : str
        One of `SCALINGS`: what is done to the inputs' columns before they are used.
    target_scaling : str
        The same for the targets' columns.
    target_divisor : float
        By what the targets are divided after that, as scores of at most 100 are by 100.
    """

    name: str
    rows: tuple[tuple[float, ...], ...]
    headings: tuple[str, ...] = ()
    scaling: str = "none"
    target_scaling: str = "none"
    target_divisor: float = 1.0

    def __post_init__(self) -> None:
        if not self.rows:
            raise SpecError("data", "“{name}” has no samples.", name=self.name)
        if len(self.rows) > MAX_SAMPLES:
            raise SpecError(
                "data",
                "“{name}” has {count:,} samples; at most {most:,} can be used.",
                name=self.name,
                count=len(self.rows),
                most=MAX_SAMPLES,
            )
        if any(len(row) != self.columns for row in self.rows):
            raise SpecError("data", "“{name}” has samples of different lengths.", name=self.name)
        if not all(is_finite(number) for row in self.rows for number in row):
            raise SpecError(
                "data", "“{name}” holds a value that is not a finite number.", name=self.name
            )
        if self.headings and len(self.headings) != self.columns:
            raise SpecError("data", "“{name}” needs a name for each column.", name=self.name)
        for scaling in (self.scaling, self.target_scaling):
            if scaling not in SCALINGS:
                raise SpecError(
                    "data",
                    "There is no scaling “{name}”; it can be {known}.",
                    name=scaling,
                    known=", ".join(SCALINGS),
                )
        if not (is_finite(self.target_divisor) and self.target_divisor > 0):
            raise SpecError("data", "Targets can be divided by a number larger than 0.")

    @property
    def columns(self) -> int:
        """How many numbers a sample has."""
        return len(self.rows[0])

    def samples(self, inputs: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Inputs and targets as they are used: scaled.

        Parameters
        ----------
        inputs : int
            How many columns, the first ones, are inputs.

        Returns
        -------
        ndarray of float64, shape (samples, inputs)
        ndarray of float64, shape (samples, columns - inputs)
        """
        table = np.array(self.rows, dtype=np.float64)
        targets = scaled(table[:, inputs:], self.target_scaling) / self.target_divisor
        return scaled(table[:, :inputs], self.scaling), targets


@dataclass(frozen=True, slots=True)
class SeededWeights:
    """Weights drawn from a normal distribution.

    Parameters
    ----------
    seed : int
        Seed of numpy's ``default_rng``, 0 or larger.
    scale : float
        Standard deviation.
    """

    seed: int = 0
    scale: float = 1.0

    def __post_init__(self) -> None:
        _check_seed(self.seed)
        if not (is_finite(self.scale) and self.scale >= 0):
            raise SpecError("weights", "The scale of the weights must be 0 or a positive number.")


@dataclass(frozen=True, slots=True)
class ExplicitWeights:
    """Weights given one by one: W1 row by row, b1, W2, b2 and so on."""

    values: tuple[float, ...]

    def __post_init__(self) -> None:
        if not all(is_finite(value) for value in self.values):
            raise SpecError("weights", "A given weight is not a finite number.")


@dataclass(frozen=True, slots=True)
class TrainedWeights:
    """Where plain gradient descent with the right gradient arrives from a start.

    Parameters
    ----------
    steps : int
        How many steps it takes.
    rate : float
        Its learning rate.
    start : SeededWeights or ExplicitWeights
        Where it begins.
    """

    steps: int = 1000
    rate: float = 1.0
    start: SeededWeights | ExplicitWeights = field(default_factory=SeededWeights)

    def __post_init__(self) -> None:
        if not 0 <= self.steps <= MAX_STEPS:
            raise SpecError(
                "weights",
                "The number of training steps must be from 0 to {most:,}.",
                most=MAX_STEPS,
            )
        if not (is_finite(self.rate) and self.rate > 0):
            raise SpecError("weights", "The learning rate must be a number larger than 0.")


Data = LessonData | RandomData | TableData
Weights = SeededWeights | ExplicitWeights | TrainedWeights
