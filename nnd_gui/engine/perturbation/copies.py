"""A small network's costs in one batch: a whole copy of all weights for each cost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.perturbation.fast_rows import plain_value
from nnd_gui.engine.perturbation.probe import Probe

__all__ = ["fits_copies", "probes_of_copies"]

# Numbers in all copies together, and in the widest layer of all of them: beyond, copying
# costs more than the calls it saves.
_MOST_NUMBERS = 20_000


def fits_copies(network: CostNetwork, probes: int) -> bool:
    """Whether all copies of a network make a small batch, with some probes a weight."""
    layout, samples = network.layout, len(network.inputs)
    copies = layout.size * probes
    widest = max(block.shape[-1] for block in layout.blocks)
    return copies * max(layout.size, samples * widest) <= _MOST_NUMBERS


def probes_of_copies(
    network: CostNetwork, theta: NDArray[Any], values: NDArray[Any]
) -> Iterator[Probe]:
    """Costs of every weight.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    values : ndarray, shape (n, s)
        What each weight is set to.

    Yields
    ------
    Probe
        Block by block, all of one computation.
    """
    size, probes = values.shape
    places = np.arange(size)
    copies = np.empty((size, probes, size), theta.dtype)
    copies[:] = theta
    copies[places, :, places] = values
    costs = _data_costs(network, copies.reshape(-1, size)).reshape(size, probes)
    if network.l2:
        squares = network.sum_of_squares(network.layers(theta))
        old = theta[:, np.newaxis]
        change = (values - old) * (values + old)
        for block in network.layout.blocks:
            if block.is_bias:
                change[block.start : block.stop] = 0
        costs = costs + network.penalty(squares + change)
    costs = costs.astype(np.float64, copy=False)
    for block in network.layout.blocks:
        some = slice(block.start, block.stop)
        yield Probe(places[some], costs[some])


def _data_costs(network: CostNetwork, copies: Array) -> Array:
    """Cost without regularisation of each copy, ``(copies,)``."""
    z = network.inputs
    a = z
    place = 0
    for layer in network.layers(copies[0]):
        inputs, outputs = layer.matrix.shape
        z = a @ copies[:, place : place + inputs * outputs].reshape(-1, inputs, outputs)
        place += inputs * outputs
        if layer.bias is not None:
            z += copies[:, np.newaxis, place : place + outputs]
            place += outputs
        last = place == copies.shape[1]
        a = layer.activation.value(z) if last else plain_value(layer.activation, z)
    return network.loss.value(z, a, network.targets)
