"""What an experiment checks: a network with its cost, its weights and its data."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import (
    Data,
    ExplicitWeights,
    LessonData,
    SeededWeights,
    TableData,
    TrainedWeights,
    Weights,
    is_finite,
)

__all__ = [
    "ACTIVATIONS",
    "LOSSES",
    "MAX_LAYERS",
    "MAX_UNITS",
    "MAX_WEIGHTS",
    "OUTPUT_OF_LOSS",
    "Network",
]

ACTIVATIONS = (
    "sigmoid",
    "tanh",
    "relu",
    "leaky-relu",
    "softplus",
    "elu",
    "gelu",
    "identity",
    "softmax",
)
LOSSES = ("half-sse", "mse", "binary-cross-entropy", "softmax-cross-entropy")
# These losses are computed from the output layer's input, for which the activation behind
# it must be known.
OUTPUT_OF_LOSS = {"binary-cross-entropy": "sigmoid", "softmax-cross-entropy": "softmax"}

# A check beyond these would not fit a desktop's memory, or an evening.
MAX_LAYERS = 64
MAX_UNITS = 10_000
MAX_WEIGHTS = 1_000_000


@dataclass(frozen=True, slots=True)
class Network:
    """A fully connected network, its cost, and the point at which it is checked.

    Parameters
    ----------
    sizes : tuple of int
        Units of each layer, inputs first: at least two layers.
    activations : tuple of str
        One of `ACTIVATIONS` for each layer but the input.
    loss : str
        One of `LOSSES`.
    bias : bool
        Whether each layer adds a bias.
    l2 : float
        Regularisation strength lambda, 0 for none.
    weights : SeededWeights, ExplicitWeights or TrainedWeights
        The point at which the gradient is checked.
    data : LessonData, RandomData or TableData
        What the cost is measured on.

    Raises
    ------
    SpecError
        If the parts do not fit each other.
    """

    sizes: tuple[int, ...]
    activations: tuple[str, ...]
    loss: str = "half-sse"
    bias: bool = False
    l2: float = 0.0
    weights: Weights = field(default_factory=SeededWeights)
    data: Data = field(default_factory=LessonData)

    def __post_init__(self) -> None:
        _check_sizes(self.sizes, self.weight_count)
        _check_activations(self.sizes, self.activations, self.loss)
        if not (is_finite(self.l2) and self.l2 >= 0):
            raise SpecError("l2", "L2 must be 0 or a positive number.")
        _check_data(self.sizes, self.loss, self.data)
        given = self.weights.start if isinstance(self.weights, TrainedWeights) else self.weights
        if isinstance(given, ExplicitWeights) and len(given.values) != self.weight_count:
            raise SpecError(
                "weights",
                "{given:,} weights are given, but this network has {needed:,}.",
                given=len(given.values),
                needed=self.weight_count,
            )

    @property
    def weight_count(self) -> int:
        """Number of weights, biases among them."""
        return sum(
            (inputs + self.bias) * outputs for inputs, outputs in itertools.pairwise(self.sizes)
        )


def _check_sizes(sizes: tuple[int, ...], weight_count: int) -> None:
    if len(sizes) < 2:
        raise SpecError(
            "sizes", "A network needs at least an input and an output layer, as in 2-1."
        )
    if len(sizes) > MAX_LAYERS:
        raise SpecError(
            "sizes",
            "{layers:,} layers are too many; at most {most} can be checked.",
            layers=len(sizes),
            most=MAX_LAYERS,
        )
    for place, units in enumerate(sizes, start=1):
        if units < 1:
            raise SpecError(
                "sizes",
                "Every layer needs at least 1 unit; layer {place} has fewer.",
                place=place,
            )
        if units > MAX_UNITS:
            raise SpecError(
                "sizes",
                "Layer {place} has too many units; at most {most:,} can be checked.",
                place=place,
                most=MAX_UNITS,
            )
    if weight_count > MAX_WEIGHTS:
        raise SpecError(
            "sizes",
            "This network has {count:,} weights; at most {most:,} can be checked.",
            count=weight_count,
            most=MAX_WEIGHTS,
        )


def _check_activations(sizes: tuple[int, ...], activations: tuple[str, ...], loss: str) -> None:
    if loss not in LOSSES:
        raise SpecError(
            "loss",
            "There is no cost “{name}”; it can be {known}.",
            name=loss,
            known=", ".join(LOSSES),
        )
    if len(activations) != len(sizes) - 1:
        raise SpecError(
            "activations",
            "{given} activations are given, but {needed} layers need one.",
            given=len(activations),
            needed=len(sizes) - 1,
        )
    for name in activations:
        if name not in ACTIVATIONS:
            raise SpecError(
                "activations",
                "There is no activation “{name}”; it can be {known}.",
                name=name,
                known=", ".join(ACTIVATIONS),
            )
    if "softmax" in activations[:-1]:
        raise SpecError("activations", "Softmax is for the output layer only.")
    needed = OUTPUT_OF_LOSS.get(loss)
    if needed is not None and activations[-1] != needed:
        raise SpecError(
            "activations",
            "The cost {loss} needs a {needed} output, not {given}.",
            loss=loss,
            needed=needed,
            given=activations[-1],
        )
    if activations[-1] == "softmax" and needed != "softmax":
        raise SpecError("activations", "A softmax output needs the softmax-cross-entropy cost.")


def _check_data(sizes: tuple[int, ...], loss: str, data: Data) -> None:
    inputs, outputs = sizes[0], sizes[-1]
    if isinstance(data, LessonData) and (inputs, outputs) != (data.inputs, data.outputs):
        raise SpecError(
            "data",
            "The lesson's data has 2 inputs and 1 output, this network {inputs} and {outputs}: "
            "choose random data.",
            inputs=inputs,
            outputs=outputs,
        )
    if not isinstance(data, TableData):
        return
    if data.columns != inputs + outputs:
        raise SpecError(
            "data",
            "“{name}” has {columns} columns, but {inputs} inputs and {outputs} outputs "
            "need {needed}.",
            name=data.name,
            columns=data.columns,
            inputs=inputs,
            outputs=outputs,
            needed=inputs + outputs,
        )
    if loss not in OUTPUT_OF_LOSS:
        return
    targets = data.samples(inputs)[1]
    if targets.min() < 0 or targets.max() > 1:
        raise SpecError(
            "data",
            "The cost {loss} needs targets from 0 to 1; “{name}” has others.",
            loss=loss,
            name=data.name,
        )
