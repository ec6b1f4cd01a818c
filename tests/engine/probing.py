"""What the tests of the three ways share: networks, and the costs around all weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.perturbation import probes
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK

Floats = NDArray[np.float64]

PAIR = (1.0, -1.0)
TWO_PAIRS = (1.0, -1.0, 2.0, -2.0)

NETWORKS = {
    "lesson": LESSON_NETWORK,
    "one layer": Network(
        (3, 2), ("softmax",), "softmax-cross-entropy", bias=True, data=RandomData(6)
    ),
    "one of each": Network((1, 1, 1), ("tanh", "sigmoid"), bias=True, data=RandomData(1)),
    "biases and l2": Network(
        (3, 4, 2), ("gelu", "sigmoid"), "binary-cross-entropy", bias=True, l2=0.1,
        data=RandomData(7),
    ),
    "deep": Network(
        (2, 5, 4, 3, 2), ("elu", "tanh", "softplus", "identity"), "mse", bias=True, l2=0.01,
        data=RandomData(9),
    ),
    "kinks": Network((4, 6, 5, 3), ("relu", "leaky-relu", "identity"), data=RandomData(8)),
    "wide": Network((30, 40, 10), ("tanh", "sigmoid"), bias=True, data=RandomData(12)),
}  # fmt: skip


@dataclass(frozen=True)
class Around:
    """Everything that was found around the point of a network."""

    cost: float
    costs: Floats
    changes: Floats
    noise: Floats


def values_of(
    theta: NDArray[Any], epsilon: float, multiples: tuple[float, ...] = TWO_PAIRS
) -> NDArray[Any]:
    steps = (epsilon * np.array(multiples)).astype(theta.dtype)
    return np.asarray(theta[:, np.newaxis] + steps)


def around(
    network: Network,
    method: str,
    epsilon: float = 1e-4,
    dtype: str = "float64",
    multiples: tuple[float, ...] = TWO_PAIRS,
    values: NDArray[Any] | None = None,
) -> Around:
    """Costs around every weight of a network; changes against its own cost at the point."""
    engine = CostNetwork(network, dtype)
    theta = initial_weights(network).astype(dtype)
    if values is None:
        values = values_of(theta, epsilon, multiples)
    before = theta.tobytes(), values.tobytes()
    cost = float(engine.cost(theta))
    costs, changes, noise = (np.full(values.shape, np.nan) for _ in range(3))
    times = np.zeros(len(theta), dtype=int)
    for probe in probes(engine, theta, values, method):
        at = probe.indices
        np.add.at(times, at, 1)
        costs[at] = probe.costs
        changes[at] = probe.costs - cost if probe.changes is None else probe.changes
        noise[at] = 0 if probe.noise is None else probe.noise
    assert np.all(times == 1), "every weight once"
    assert (theta.tobytes(), values.tobytes()) == before, "nothing was written to"
    return Around(cost, costs, changes, noise)
