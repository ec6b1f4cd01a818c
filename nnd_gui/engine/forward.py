"""What every unit gives for one sample: a forward pass as a run of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.events import Working
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.pieces import responsive
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.starting_point import point_of, prepared

__all__ = ["ForwardAsked", "ForwardPassed", "forward_pass"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ForwardAsked:
    """Whose values are wanted.

    Parameters
    ----------
    sample : int
        Which sample, from 0; the last one where there are not as many.
    """

    sample: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ForwardPassed:
    """The values of every unit for one sample, at the weights that are checked.

    Parameters
    ----------
    sample, samples : int
        Which sample it is, from 0, and how many there are.
    inputs : tuple of ndarray, each of shape (units,)
        The input z of each layer's units, beginning with the first layer that has weights.
    activations : tuple of ndarray, each of shape (units,)
        What each layer gives on, beginning with the sample itself: one more than `inputs`.
    targets : ndarray, shape (outputs,)
        What the last layer should give.
    """

    sample: int
    samples: int
    inputs: tuple[Floats, ...]
    activations: tuple[Floats, ...]
    targets: Floats
    evaluations: int = 1


def forward_pass(spec: ExperimentSpec, asked: ForwardAsked) -> Iterator[ForwardPassed | Working]:
    """Run one sample through a network.

    Parameters
    ----------
    spec : ExperimentSpec
        Its network, its weights and its precision count.
    asked : ForwardAsked
        Which sample.

    Yields
    ------
    ForwardPassed
        Once.
    Working
        While weights are trained that are to be, or a large network is made.
    """
    yield from responsive(spec, _forward_pass(spec, asked))


def _forward_pass(spec: ExperimentSpec, asked: ForwardAsked) -> Iterator[ForwardPassed | Working]:
    network = spec.network
    yield from prepared(network)
    with np.errstate(all="ignore"):  # what is not finite is shown as it is
        theta = point_of(network).astype(spec.dtype)
        cost = CostNetwork(network, spec.dtype)
        samples = len(cost.inputs)
        sample = min(max(asked.sample, 0), samples - 1)
        inputs, activations = [], [cost.inputs[sample : sample + 1]]
        for layer in cost.layers(theta):
            inputs.append(layer.input_of(activations[-1]))
            activations.append(layer.activation.value(inputs[-1]))
    yield ForwardPassed(
        sample,
        samples,
        tuple(z[0].astype(np.float64) for z in inputs),
        tuple(a[0].astype(np.float64) for a in activations),
        cost.targets[sample].astype(np.float64),
    )
