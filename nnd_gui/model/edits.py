"""Edits of a network: pure functions that change one thing and keep the rest.

Each returns a legal experiment. Where the change leaves something behind that no longer
fits (the lesson's data after a third input), that is replaced, and a note says so.
A change that cannot be is refused with the `SpecError` that names its field.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from nnd_gui.engine.sources import Data, ExplicitWeights, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import OUTPUT_OF_LOSS, Network
from nnd_gui.model.edit_result import Edit, Note, settled
from nnd_gui.model.given_weights import start_of, started_at, with_drawn_biases, without_biases
from nnd_gui.model.weights_edits import has_lesson_weights
from nnd_gui.model.words import tr

__all__ = [
    "with_activation",
    "with_bias",
    "with_data",
    "with_l2",
    "with_loss",
    "with_sizes",
]

# What takes the place of a part that no longer fits.
_USUAL_ACTIVATION = "sigmoid"
_STAND_IN_WEIGHTS = SeededWeights(0)


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
    network, sizes = spec.network, tuple(sizes)
    if sizes == network.sizes:
        return Edit(spec)
    changes: dict[str, Any] = {
        "sizes": sizes,
        "activations": _activations_for(network, sizes),
    }
    notes = []
    if isinstance(start_of(network), ExplicitWeights):
        changes["weights"] = started_at(network, _STAND_IN_WEIGHTS)
        fitted = "-".join(str(size) for size in network.sizes)
        text = (
            tr("The lesson's weights fit {sizes} only, so random ones are used now.", sizes=fitted)
            if has_lesson_weights(spec)
            else tr(
                "The given weights fit {sizes} only, so random ones are used now.", sizes=fitted
            )
        )
        notes.append(Note("weights", text))
    return settled(spec, changes, notes)


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
    activations = list(spec.network.activations)
    activations[layer - 1] = name
    return settled(spec, {"activations": tuple(activations)})


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
    *hidden, output = spec.network.activations
    needed = OUTPUT_OF_LOSS.get(loss)
    if needed is None:
        needed = _USUAL_ACTIVATION if output == "softmax" else output
    notes = [] if needed == output else [Note("activations", _output_text(loss))]
    return settled(spec, {"loss": loss, "activations": (*hidden, needed)}, notes)


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
    network = spec.network
    changes: dict[str, Any] = {"bias": on}
    notes = []
    start = start_of(network)
    if isinstance(start, ExplicitWeights) and on != network.bias:
        given = replace(network, weights=start)
        moved = with_drawn_biases(given) if on else without_biases(given)
        changes["weights"] = started_at(network, moved)
        if on:
            text = tr("The matrices keep their values; the biases are drawn at random.")
            notes.append(Note("weights", text))
    return settled(spec, changes, notes)


def with_l2(spec: ExperimentSpec, l2: float) -> Edit:
    """Change the strength of the regularisation."""
    return settled(spec, {"l2": l2})


def with_data(spec: ExperimentSpec, data: Data) -> Edit:
    """Change the samples.

    Raises
    ------
    SpecError
        If they do not fit the network.
    """
    return settled(spec, {"data": data})


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


def _output_text(loss: str) -> str:
    if loss == "binary-cross-entropy":
        return tr("Binary cross-entropy needs a sigmoid output, so the output is sigmoid now.")
    if loss == "softmax-cross-entropy":
        return tr("Softmax cross-entropy needs a softmax output, so the output is softmax now.")
    return tr("A softmax output needs the softmax cross-entropy, so the output is sigmoid now.")
