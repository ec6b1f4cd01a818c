"""Edits of an experiment: pure functions that change one thing and keep the rest.

Each returns a legal experiment. Where the change leaves something behind that no longer
fits (the lesson's data after a third input), that is replaced, and a note says so.
A change that cannot be is refused with the `SpecError` that names its field.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.sources import (
    Data,
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import OUTPUT_OF_LOSS, Network
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.words import tr, trn

__all__ = [
    "Change",
    "Edit",
    "Note",
    "has_lesson_weights",
    "new_random_weights",
    "with_activation",
    "with_bias",
    "with_data",
    "with_dtype",
    "with_l2",
    "with_lesson_weights",
    "with_loss",
    "with_seed",
    "with_sizes",
    "with_step",
]

# What stands in for a part that no longer fits.
_USUAL_ACTIVATION = "sigmoid"
_STAND_IN_DATA = RandomData(20)
_STAND_IN_WEIGHTS = SeededWeights(0)
_BIAS_SEED = 0


@dataclass(frozen=True, slots=True)
class Note:
    """One side effect, told.

    Parameters
    ----------
    field : str
        What changed, named as in `SpecError.field`: the place where the sentence belongs.
    text : str
        The sentence, translated.
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of an experiment.

    Parameters
    ----------
    spec : ExperimentSpec
        The changed experiment.
    notes : tuple of Note
        What changed with it unasked.
    """

    spec: ExperimentSpec
    notes: tuple[Note, ...] = ()


Change = Callable[[ExperimentSpec], Edit]
"""An edit whose details are settled: what an editor asks for."""


def with_sizes(spec: ExperimentSpec, sizes: Sequence[int]) -> Edit:
    """Change the layers.

    Layers that stay keep their activation; which ones stay is told from both ends, so that
    taking the first hidden layer out of 2-5-3-1 leaves that of the 3 as it was. New hidden
    layers take the last hidden layer's. Given weights belong to given sizes, so
    others are drawn, even where by chance as many would be needed.

    Parameters
    ----------
    spec : ExperimentSpec
        What to start from.
    sizes : sequence of int
        The new sizes, inputs first.

    Returns
    -------
    Edit

    Raises
    ------
    SpecError
        If no network can have these sizes.
    """
    network, sizes = spec.subject, tuple(sizes)
    if sizes == network.sizes:
        return Edit(spec)
    changes: dict[str, Any] = {
        "sizes": sizes,
        "activations": _activations_for(network, sizes),
    }
    notes = []
    if isinstance(network.weights, ExplicitWeights):
        changes["weights"] = _STAND_IN_WEIGHTS
        fitted = "-".join(str(size) for size in network.sizes)
        text = (
            tr("The lesson's weights fit {sizes} only, so random ones are used now.", sizes=fitted)
            if has_lesson_weights(spec)
            else tr(
                "The given weights fit {sizes} only, so random ones are used now.", sizes=fitted
            )
        )
        notes.append(Note("weights", text))
    return _settled(spec, changes, notes)


def with_activation(spec: ExperimentSpec, layer: int, name: str) -> Edit:
    """Change one layer's activation.

    Parameters
    ----------
    spec : ExperimentSpec
        What to start from.
    layer : int
        The layer, the first one behind the inputs being 1.
    name : str
        One of the engine's activations.

    Returns
    -------
    Edit

    Raises
    ------
    SpecError
        If there is no such activation, or this layer or cost cannot have it.
    """
    activations = list(spec.subject.activations)
    activations[layer - 1] = name
    return _settled(spec, {"activations": tuple(activations)})


def with_loss(spec: ExperimentSpec, loss: str) -> Edit:
    """Change the cost; the output's activation follows where one of the two demands it.

    Parameters
    ----------
    spec : ExperimentSpec
        What to start from.
    loss : str
        One of the engine's losses.

    Returns
    -------
    Edit

    Raises
    ------
    SpecError
        If there is no such cost.
    """
    *hidden, output = spec.subject.activations
    needed = OUTPUT_OF_LOSS.get(loss)
    if needed is None:
        needed = _USUAL_ACTIVATION if output == "softmax" else output
    notes = [] if needed == output else [Note("activations", _output_text(loss))]
    return _settled(spec, {"loss": loss, "activations": (*hidden, needed)}, notes)


def with_bias(spec: ExperimentSpec, on: bool) -> Edit:
    """Switch the biases on or off.

    The matrices keep their values, given or drawn: who adds biases to a network expects to
    see the same weights and some new ones. Biases are drawn even where the matrices are given,
    because at a bias of 0 some mistakes cannot be seen (a bias that is regularised and should
    not be adds lambda times 0), and a check should not stand where it is blind.
    They are the same at each time, and switching them off leads back to where one was.

    Parameters
    ----------
    spec : ExperimentSpec
        What to start from.
    on : bool
        Whether each layer adds a bias.

    Returns
    -------
    Edit
    """
    network = spec.subject
    changes: dict[str, Any] = {"bias": on}
    notes = []
    if isinstance(network.weights, ExplicitWeights) and on != network.bias:
        changes["weights"] = _with_biases(network) if on else _without_biases(network)
        if on:
            text = tr("The matrices keep their values; the biases are drawn at random.")
            notes.append(Note("weights", text))
    return _settled(spec, changes, notes)


def with_l2(spec: ExperimentSpec, l2: float) -> Edit:
    """Change the strength of the regularisation."""
    return _settled(spec, {"l2": l2})


def with_data(spec: ExperimentSpec, data: Data) -> Edit:
    """Change the samples.

    Raises
    ------
    SpecError
        If they do not fit the network.
    """
    return _settled(spec, {"data": data})


def with_seed(spec: ExperimentSpec, seed: int) -> Edit:
    """Draw the weights with a seed, at the scale that they were drawn with before.

    Raises
    ------
    SpecError
        If it is below 0.
    """
    weights = spec.subject.weights
    drawn = weights if isinstance(weights, SeededWeights) else SeededWeights()
    return _settled(spec, {"weights": replace(drawn, seed=seed)})


def new_random_weights(spec: ExperimentSpec) -> Edit:
    """Draw other weights: with the next seed, or with 1 where the weights are given."""
    weights = spec.subject.weights
    return with_seed(spec, weights.seed + 1 if isinstance(weights, SeededWeights) else 1)


def with_lesson_weights(spec: ExperimentSpec) -> Edit:
    """Take the lesson's own weights; biases, if there are any, as `with_bias` draws them.

    Raises
    ------
    SpecError
        If the network is not the lesson's 2-3-1.
    """
    lesson = lesson_spec().subject
    if spec.subject.sizes != lesson.sizes:
        raise SpecError("weights", "The lesson's weights fit 2-3-1 only.")
    weights = _with_biases(lesson) if spec.subject.bias else lesson.weights
    return _settled(spec, {"weights": weights})


def has_lesson_weights(spec: ExperimentSpec) -> bool:
    """Whether these are the lesson's weights, with or without biases."""
    try:
        return with_lesson_weights(spec).spec == spec
    except SpecError:
        return False


def with_dtype(spec: ExperimentSpec, dtype: str) -> Edit:
    """Change the precision."""
    return Edit(replace(spec, dtype=dtype))


def with_step(spec: ExperimentSpec, step: str) -> Edit:
    """Change what epsilon is measured in: units of the weight, or its size."""
    return Edit(replace(spec, step=step))


def _settled(spec: ExperimentSpec, changes: dict[str, Any], notes: Sequence[Note] = ()) -> Edit:
    """Make the changes; data that no longer fits, unless itself asked for, is replaced."""
    notes = list(notes)
    try:
        changed = spec.with_network(**changes)
    except SpecError as problem:
        if problem.field != "data" or "data" in changes:
            raise
        changed = spec.with_network(**changes, data=_STAND_IN_DATA)
        notes.append(Note("data", _data_text(spec.subject.data, changed.subject)))
    if _is_constant(changed.subject) and not _is_constant(spec.subject):
        text = tr("With one output, a softmax is always 1: the cost never changes.")
        notes.append(Note("loss", text))
    return Edit(changed, tuple(notes))


def _is_constant(network: Network) -> bool:
    """Whether the output is the same whatever the weights: legal, but nothing to see."""
    return network.activations[-1] == "softmax" and network.sizes[-1] == 1


def _activations_for(network: Network, sizes: tuple[int, ...]) -> tuple[str, ...]:
    """Activations of a network with other sizes: those of the layers that stay, and more."""
    *hidden, output = network.activations
    old, new = network.sizes[1:-1], sizes[1:-1]
    most = min(len(old), len(new))
    head = next((i for i in range(most) if old[i] != new[i]), most)
    tail = next((i for i in range(most - head) if old[-1 - i] != new[-1 - i]), most - head)
    middle = hidden[head : len(old) - tail][: len(new) - head - tail]
    last = hidden[-1] if hidden else _USUAL_ACTIVATION
    added = [last] * (len(new) - head - len(middle) - tail)
    return (*hidden[:head], *middle, *added, *hidden[len(old) - tail :], output)


def _with_biases(network: Network) -> ExplicitWeights:
    """Given weights of a network without biases, with biases drawn between them."""
    if not isinstance(network.weights, ExplicitWeights):
        raise TypeError("the weights are not given")
    rng = np.random.default_rng(_BIAS_SEED)
    given = iter(network.weights.values)
    values: list[float] = []
    for block in layout_of(replace(network, bias=True, weights=_STAND_IN_WEIGHTS)).blocks:
        if block.is_bias:
            values.extend(rng.standard_normal(block.size).tolist())
        else:
            values.extend(next(given) for _ in range(block.size))
    return ExplicitWeights(tuple(values))


def _without_biases(network: Network) -> ExplicitWeights:
    if not isinstance(network.weights, ExplicitWeights):
        raise TypeError("the weights are not given")
    values = network.weights.values
    matrices = [block for block in layout_of(network).blocks if not block.is_bias]
    return ExplicitWeights(
        tuple(value for block in matrices for value in values[block.start : block.stop])
    )


def _output_text(loss: str) -> str:
    if loss == "binary-cross-entropy":
        return tr("Binary cross-entropy needs a sigmoid output, so the output is sigmoid now.")
    if loss == "softmax-cross-entropy":
        return tr("Softmax cross-entropy needs a softmax output, so the output is softmax now.")
    return tr("A softmax output needs the softmax cross-entropy, so the output is sigmoid now.")


def _data_text(data: Data, network: Network) -> str:
    inputs, outputs = network.sizes[0], network.sizes[-1]
    if isinstance(data, LessonData):
        return tr("The lesson's data has 2 inputs and 1 output, so random data is used now.")
    if isinstance(data, TableData) and data.columns != inputs + outputs:
        return trn(
            "“{name}” has {count} column, but {needed:,} are needed, so random data is used now.",
            "“{name}” has {count} columns, but {needed:,} are needed, so random data is used now.",
            data.columns,
            name=data.name,
            needed=inputs + outputs,
        )
    if isinstance(data, TableData):
        return tr(
            "“{name}” has targets outside 0 to 1, so random data is used now.", name=data.name
        )
    raise TypeError("random data fits every network")
