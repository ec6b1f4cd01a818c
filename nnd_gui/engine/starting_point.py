"""The weights at which a network is checked: given, drawn, or trained so many steps first."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import gradient
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Working
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.portions import Portions
from nnd_gui.engine.sources import TrainedWeights
from nnd_gui.engine.subject import Network

__all__ = ["point_of", "prepared"]

# Trained weights that are kept: each edit of an experiment asks for the same ones again.
_MOST_KEPT = 8


class _Kept:
    """Trained weights of the networks that were asked for last; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._found: OrderedDict[Network, NDArray[np.float64]] = OrderedDict()

    def get(self, network: Network) -> NDArray[np.float64] | None:
        with self._lock:
            found = self._found.get(network)
            if found is not None:
                self._found.move_to_end(network)
            return found

    def put(self, network: Network, theta: NDArray[np.float64]) -> None:
        theta.flags.writeable = False
        with self._lock:
            self._found[network] = theta
            while len(self._found) > _MOST_KEPT:
                self._found.popitem(last=False)


_KEPT = _Kept()


def point_of(network: Network) -> NDArray[np.float64]:
    """Weights at which a network is checked.

    Parameters
    ----------
    network : Network

    Returns
    -------
    ndarray of float64, shape (n,)
        In the order of `layout_of`; the caller's own.

    Raises
    ------
    CheckFailure
        ``bad-input`` if training leads beyond all numbers.
    """
    if not isinstance(network.weights, TrainedWeights):
        return initial_weights(network)
    for _ in prepared(network):
        pass
    found = _KEPT.get(network)
    if found is None:
        raise ValueError(network)
    return found.copy()


def prepared(network: Network) -> Iterator[Working]:
    """Train a network's weights, if they are to be trained and are not at hand.

    Parameters
    ----------
    network : Network

    Yields
    ------
    Working
        Every few milliseconds; after the last, `point_of` has the weights at once.

    Raises
    ------
    CheckFailure
        As of `point_of`.
    """
    weights = network.weights
    if not isinstance(weights, TrainedWeights) or _KEPT.get(network) is not None:
        return
    cost, theta = CostNetwork(network, "float64"), initial_weights(network)
    portions = Portions(4, 5_000)
    left = weights.steps
    while left:
        count = min(portions.begin(), left)
        theta = _descended(cost, theta, weights.rate, count)
        if not np.all(np.isfinite(theta)):
            raise CheckFailure(
                "bad-input",
                "Training with a learning rate of {rate} leads beyond all numbers: take a "
                "smaller one.",
                rate=f"{weights.rate:g}",
            )
        portions.end()
        left -= count
        yield Working(count)
    _KEPT.put(network, theta)


@np.errstate(all="ignore")
def _descended(
    cost: CostNetwork, theta: NDArray[Any], rate: float, steps: int
) -> NDArray[np.float64]:
    """Some steps of plain gradient descent."""
    for _ in range(steps):
        theta = theta - rate * gradient(cost, theta)
    return theta
