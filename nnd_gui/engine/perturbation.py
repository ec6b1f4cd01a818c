"""The costs of many perturbed weights at once.

A change of one weight of W_l leaves everything before layer l as it is, so each cost starts
at that layer. *loop* then computes what the lesson's loop does, a whole product with the
perturbed matrix, and so has its very rounding. *direct* uses that only one column of z_l
changes, by ``step * a[i]``, and carries that change on as a rank-one update: the same cost
up to rounding, with far less work in wide layers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block

__all__ = ["DIRECT_FROM", "Perturbation"]

# From this many weights on, the direct way is chosen: below it, the numbers shown are the
# plain loop's own.
DIRECT_FROM = 5_000

# Numbers in the largest array of one chunk: about two milliseconds of work, so that a
# run reports, and can be stopped, often.
_CHUNK_NUMBERS = 60_000


class Perturbation:
    """Costs around one point.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    method : {"loop", "direct"}
        How each cost is computed.
    """

    def __init__(self, network: CostNetwork, theta: NDArray[Any], method: str) -> None:
        self._network = network
        self._theta = theta
        self._layers = network.layers(theta)
        with np.errstate(over="ignore", invalid="ignore"):
            self._trace = network.forward(self._layers)
            self._squares = network.sum_of_squares(self._layers)
        ways: dict[str, Callable[[Block, NDArray[np.intp], Array], Array]] = {
            "loop": self._loop,
            "direct": self._direct,
        }
        self._way = ways[method]
        self._method = method

    def chunk_of(self, block: Block, points: int) -> int:
        """How many weights of a block make one chunk, with some points for each."""
        place = block.layer - 1
        widths = [layer.matrix.shape[1] for layer in self._layers[place:]]
        numbers = len(self._network.inputs) * max(widths)
        if self._method == "loop" and not block.is_bias:
            numbers = max(numbers, block.size)
        return int(max(1, _CHUNK_NUMBERS // (numbers * points)))

    def costs(self, block: Block, places: NDArray[np.intp], values: Array) -> Array:
        """Cost of the whole network for each value that each weight is given.

        Parameters
        ----------
        block : Block
            The matrix or bias that holds the weights.
        places : ndarray of int, shape (k,)
            Which of its weights, counted within the block.
        values : ndarray, shape (k, s)
            What each is set to, in the dtype of the point.

        Returns
        -------
        ndarray, shape (k, s)
        """
        copies = values.size
        flat_places = np.repeat(places, values.shape[1])
        flat_values = values.reshape(copies)
        # A probe that overflows is a finding, told as a cost that is not finite.
        with np.errstate(over="ignore", invalid="ignore"):
            data = self._way(block, flat_places, flat_values)
            squares = self._squares
            if not block.is_bias:
                old = self._theta[block.start + flat_places]
                squares = squares + (flat_values - old) * (flat_values + old)
            return np.asarray(data + self._network.penalty(squares)).reshape(values.shape)

    def _loop(self, block: Block, places: NDArray[np.intp], values: Array) -> Array:
        place = block.layer - 1
        layer, above = self._layers[place], self._layers[place + 1 :]
        original = self._theta[block.start : block.stop]
        # Complex where the values are: the complex step goes this way too.
        perturbed = np.repeat(original[np.newaxis], len(places), axis=0).astype(values.dtype)
        perturbed[np.arange(len(places)), places] = values
        a = self._trace.a[place]
        if block.is_bias:
            z = (a @ layer.matrix)[np.newaxis] + perturbed[:, np.newaxis, :]
        else:
            z = a @ perturbed.reshape(len(places), *block.shape)
            if layer.bias is not None:
                z = z + layer.bias
        return self._network.data_cost_from(z, above, layer.activation)

    def _direct(self, block: Block, places: NDArray[np.intp], values: Array) -> Array:
        place = block.layer - 1
        layer, above = self._layers[place], self._layers[place + 1 :]
        steps = values - self._theta[block.start + places]
        z, a = self._trace.z[place], self._trace.a[place]
        if block.is_bias:
            units = places
            shifts = np.broadcast_to(steps[:, np.newaxis], (len(places), len(a)))
        else:
            rows, units = np.divmod(places, block.shape[1])
            shifts = steps[:, np.newaxis] * a.T[rows]
        columns = z.T[units] + shifts
        if not above:
            whole = np.repeat(z[np.newaxis], len(places), axis=0)
            whole[np.arange(len(places)), :, units] = columns
            return self._network.data_cost_from(whole, (), layer.activation)
        changes = layer.activation.value(columns) - self._trace.a[place + 1].T[units]
        following = above[0]
        z_next = self._trace.z[place + 1] + (
            changes[:, :, np.newaxis] * following.matrix[units][:, np.newaxis, :]
        )
        return self._network.data_cost_from(z_next, above[1:], following.activation)
