"""What the fast ways know of rounding is used: slopes held to arithmetic of 64 bits and more."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import judged, plain_of

WIDE = Network((60, 90, 4), ("tanh", "sigmoid"), data=RandomData(12))
MORE = np.longdouble


@pytest.mark.skipif(np.finfo(MORE).nmant < 60, reason="no more than 53 bits here")
@pytest.mark.parametrize("activation", ["tanh", "relu"])
@pytest.mark.parametrize("epsilon", [1e-3, 1e-5, 1e-7])
def test_the_rounding_is_bounded_and_below_the_loops(epsilon: float, activation: str) -> None:
    network = replace(WIDE, activations=(activation, "sigmoid"))
    found = judged(ExperimentSpec(network, epsilon=epsilon))
    assert found.started.method == ("shared" if activation == "tanh" else "direct")
    plain = plain_of(network)
    plain = replace(plain, inputs=plain.inputs.astype(MORE), targets=plain.targets.astype(MORE))
    theta = found.started.values.astype(MORE)
    shares = []
    for place in np.random.default_rng(1).choice(len(theta), 25, replace=False).tolist():
        if found.weights.step[place] < 0.9 * epsilon:
            continue  # a kink was stepped around
        plus, minus = theta.copy(), theta.copy()
        plus[place] += MORE(found.steps[place, 0])
        minus[place] += MORE(found.steps[place, 1])
        width = MORE(found.steps[place, 0]) - MORE(found.steps[place, 1])
        slope = (plain.cost(plus) - plain.cost(minus)) / width
        assert slope.dtype == MORE
        off = float(abs(slope - MORE(found.weights.numerical[place])))
        assert off <= found.weights.rounding[place]
        # In halves of a unit in the last place of the cost: the loop is off by a few.
        shares.append(off * epsilon / (2.0**-53 * found.started.cost))
    assert len(shares) > 15
    assert np.median(shares) < 1
