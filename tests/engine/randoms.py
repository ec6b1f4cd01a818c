"""Random experiments: any activation, cost, precision, scheme and step."""

from __future__ import annotations

import random

from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import DTYPES, SCHEMES, STEPS, ExperimentSpec
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES, Network

SMOOTH = ("sigmoid", "tanh", "softplus", "gelu", "identity")
KINKED = (*SMOOTH, "relu", "leaky-relu", "elu")
assert {*KINKED, "softmax"} == set(ACTIVATIONS)


def random_network(
    draw: random.Random, names: tuple[str, ...] = KINKED, samples: tuple[int, ...] = (1, 3, 20, 100)
) -> Network:
    """A network of one to four layers of at most six units."""
    layers = draw.randint(1, 4)
    activations = [draw.choice(names) for _ in range(layers)]
    loss = draw.choice(LOSSES)
    if loss.endswith("cross-entropy"):
        activations[-1] = "sigmoid" if loss.startswith("binary") else "softmax"
    return Network(
        tuple(draw.randint(1, 6) for _ in range(layers + 1)),
        tuple(activations),
        loss,
        bias=draw.random() < 0.5,
        l2=draw.choice((0.0, 0.0, 1e-3, 0.1, 10.0)),
        weights=SeededWeights(draw.randrange(10**6), draw.choice((0.1, 0.5, 1.0, 2.0))),
        data=RandomData(draw.choice(samples), draw.randrange(10**6)),
    )


def random_spec(
    seed: int,
    names: tuple[str, ...] = KINKED,
    decades: range = range(-8, -1),
    schemes: tuple[str, ...] = SCHEMES,
) -> ExperimentSpec:
    """An experiment that depends on the seed alone."""
    draw = random.Random(seed)
    return ExperimentSpec(
        random_network(draw, names),
        epsilon=float(f"1e{draw.choice(decades)}"),
        scheme=draw.choice(schemes),
        step=draw.choice(STEPS),
        dtype=draw.choice(DTYPES),
    )
