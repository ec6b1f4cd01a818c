"""Weights that are given one by one: biases for them, and training that starts from them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.sources import ExplicitWeights, SeededWeights, TrainedWeights, Weights
from nnd_gui.engine.subject import Network

__all__ = ["start_of", "started_at", "with_drawn_biases", "without_biases"]

_SEED = 0


def with_drawn_biases(network: Network) -> ExplicitWeights:
    """Given weights of a network without biases, with biases drawn between them."""
    if not isinstance(network.weights, ExplicitWeights):
        raise TypeError("the weights are not given")
    rng = np.random.default_rng(_SEED)
    given = iter(network.weights.values)
    values: list[float] = []
    for block in layout_of(replace(network, bias=True, weights=SeededWeights())).blocks:
        if block.is_bias:
            values.extend(rng.standard_normal(block.size).tolist())
        else:
            values.extend(next(given) for _ in range(block.size))
    return ExplicitWeights(tuple(values))


def without_biases(network: Network) -> ExplicitWeights:
    """Given weights of a network with biases, its matrices alone."""
    if not isinstance(network.weights, ExplicitWeights):
        raise TypeError("the weights are not given")
    values = network.weights.values
    matrices = [block for block in layout_of(network).blocks if not block.is_bias]
    return ExplicitWeights(
        tuple(value for block in matrices for value in values[block.start : block.stop])
    )


def start_of(network: Network) -> SeededWeights | ExplicitWeights:
    """Weights before any training."""
    weights = network.weights
    return weights.start if isinstance(weights, TrainedWeights) else weights


def started_at(network: Network, start: SeededWeights | ExplicitWeights) -> Weights:
    """Other weights to start from; trained as long as before, where they were trained."""
    weights = network.weights
    return replace(weights, start=start) if isinstance(weights, TrainedWeights) else start
