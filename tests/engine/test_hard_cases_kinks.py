"""Hard cases: kinks, jumps and costs that bend, wherever they lie within the step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.sources import ExplicitWeights, TableData
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.helpers import Judged, judged, judged_function

Array = NDArray[Any]
H = 1e-4


def ramp(x: Any) -> Any:
    return np.where(np.real(x) > 0, x, 0)


def beside(
    odd: Callable[[Any], Any], claim: float, start: float, smooth: float = 1.0, **settings: Any
) -> Judged:
    """Check `odd` of one weight beside the square of another, which always agrees."""
    return judged_function(
        lambda w: odd(w[0]) + smooth * w[1] ** 2,
        lambda w: np.array([claim, 2 * smooth * w[1]]),
        [start, 1.0],
        **settings,
    )


# --- 1 and 3: the kink at the weight's own value ------------------------------------------

AT_A_KINK: dict[str, tuple[Callable[[Any], Any], float, float]] = {
    "relu": (ramp, 0.0, 1.0),
    "leaky": (lambda x: np.where(x > 0, x, 0.01 * x), 0.01, 1.0),
    "abs": (abs, -1.0, 1.0),
    "hinge": (lambda x: 3 * ramp(-x) + 0.2 * x, -2.8, 0.2),
    "abs and a parabola": (lambda x: 0.3 * abs(x) + (x - 1) ** 2, -2.3, -1.7),
    "largest of three": (lambda x: np.max([2 * x, -x, 0.5 * x]), -1.0, 2.0),
    "steep": (lambda x: 1e4 * abs(x), -1e4, 1e4),
    "faint": (lambda x: 1e-4 * abs(x) + x, 0.9999, 1.0001),
}


@pytest.mark.parametrize("scheme", [scheme for scheme in SCHEMES if scheme != "complex-step"])
@pytest.mark.parametrize("name", AT_A_KINK)
def test_any_slope_between_those_on_either_side_is_right(name: str, scheme: str) -> None:
    odd, left, right = AT_A_KINK[name]
    for share in (0.0, 0.3, 0.5, 1.0):
        found = beside(odd, left + share * (right - left), 0.0, scheme=scheme)
        if found.reasons[0] == "zero-both":  # all that this side shows of a ramp
            assert scheme in {"forward", "backward"}
            continue
        assert found.words[0] == "agree", share
        if found.reasons[0] == "subgradient":
            sides = found.weights.left[0], found.weights.right[0]
            assert sides == pytest.approx((left, right), rel=1e-4, abs=1e-7)
            assert "kink at this weight's own value" in found.told(0)
            assert "Any value between them is right" in found.told(0)
        else:  # one-sided differences see one side, which is a right answer too
            assert scheme in {"forward", "backward"}
            assert share in {0.0, 1.0}


@pytest.mark.parametrize("name", AT_A_KINK)
def test_a_slope_outside_them_is_wrong(name: str) -> None:
    odd, left, right = AT_A_KINK[name]
    width = right - left
    for claim in (right + width, left - width, right + 0.1 * width):
        found = beside(odd, claim, 0.0)
        assert (found.words[0], found.reasons[0]) == ("disagree", "outside-subgradient")
        assert found.words[1] == "agree"
        assert "which is not between them" in found.told(0)


def test_the_sentence_says_that_a_kink_was_sat_on() -> None:
    found = beside(abs, 0.0, 0.0)
    assert found.whole.verdict == "agree"
    assert "1 of them sits on a kink" in found.sentence
    assert "to within 0.5" not in beside(ramp, 0.0, 0.0).sentence


@pytest.mark.parametrize("epsilon", [1e-2, 1e-3, 1e-4, 1e-5])
def test_a_relu_network_at_its_kink(epsilon: float) -> None:
    # The first hidden unit's input is 0 for both samples: its weights' sum is.
    data = TableData("kink", ((1.0, 1.0, 0.5), (2.0, 2.0, 0.1)))
    weights = ExplicitWeights((0.5, -0.3, -0.5, 0.9, 0.8, 0.6))
    network = Network((2, 2, 1), ("relu", "identity"), weights=weights, data=data)
    found = judged(ExperimentSpec(network, epsilon=epsilon))
    assert [found.reasons[place] for place in (0, 2)] == ["subgradient"] * 2
    assert found.whole.verdict == "agree"
    # A unit with nothing to say has an output weight that is not tested.
    assert found.reasons[4] == "zero-both" or found.words[4] != "disagree"


# --- 2: the kink inside the step ----------------------------------------------------------

PLACES = (0.05, 0.3, 0.5, 2 / 3, 0.99, 1.0, 1.01, 1.5, 1.99, 2.5, 3.7)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("side", [1, -1])
@pytest.mark.parametrize("place", PLACES)
def test_a_kink_beside_the_weight(place: float, side: int, scheme: str) -> None:
    right = 1.0 if side > 0 else 0.0
    # x adds 1, so that the flat side is no untested weight.
    found = beside(lambda x: ramp(x) + x, right + 1, side * place * H, scheme=scheme)
    assert found.words[0] == "agree"
    assert found.weights.uncertainty[0] >= abs(found.weights.numerical[0] - right - 1) * (1 - 1e-9)
    for claim in (0.5, 3.0, -1.0):
        wrong = beside(lambda x: ramp(x) + x, claim, side * place * H, scheme=scheme)
        assert wrong.words == ["disagree", "agree"], claim


def test_that_a_smaller_step_was_taken_is_said() -> None:
    found = beside(lambda x: ramp(x) + x, 2.0, 0.5 * H)
    assert found.weights.step[0] < 0.5 * H
    assert "is clear of it" in found.told(0)
    assert found.finished.evaluations == 2 + 9 + 2 * 4 + 5 * 4


@pytest.mark.parametrize("first", [0.3, 0.7, 1.3])
@pytest.mark.parametrize("second", [-0.4, -1.0, -1.7, 0.5, 1.9])
def test_two_kinks(first: float, second: float) -> None:
    def odd(x: Any) -> Any:
        return abs(x - first * H) + 2 * abs(x - second * H) + 5 * x

    right = 5 - np.sign(first) - 2 * np.sign(second)
    assert beside(odd, right, 0.0).words == ["agree", "agree"]
    assert beside(odd, right + 1, 0.0).words == ["disagree", "agree"]


def test_two_kinks_at_once_and_one_beside() -> None:
    found = beside(lambda x: abs(x) + abs(x - 0.4 * H) + 3 * x, 2.5, 0.0)
    assert (found.words[0], found.reasons[0]) == ("agree", "subgradient")
    assert found.weights.left[0] == pytest.approx(1.0, abs=1e-6)
    assert found.weights.right[0] == pytest.approx(3.0, abs=1e-6)


@pytest.mark.parametrize("place", [0.0, 0.3, 1.0, 1.5, 3.0])
def test_a_jump_of_the_second_derivative_is_no_kink(place: float) -> None:
    def odd(x: Any) -> Any:
        return ramp(x - place * H) ** 2 + 3 * x

    found = beside(odd, 3.0, 0.0)
    assert (found.words[0], found.reasons[0]) == ("agree", "matches")
    assert beside(odd, 3.1, 0.0).words[0] == "disagree"


@pytest.mark.parametrize("samples", [30, 300])
def test_relu_networks_with_many_samples(samples: int) -> None:
    rng = np.random.default_rng(samples)
    rows = tuple(tuple(row) for row in rng.standard_normal((samples, 6)).tolist())
    network = Network((5, 10, 1), ("relu", "identity"), data=TableData("many", rows))
    found = judged(ExperimentSpec(network))
    assert found.whole.verdict == "agree"
    assert "disagree" not in found.words


@pytest.mark.parametrize("claimed", [1.0, 0.0, -1.0])
def test_an_l1_penalty_of_a_network(claimed: float) -> None:
    # Half of the weights are exactly 0, where sign(0) may be anything from -1 to 1.
    inputs = np.array([[1.0, 0.5], [-0.3, 0.8], [0.2, -0.4]])
    targets = np.array([0.1, 0.7, 0.4])
    point = np.array([0.0, 0.6, -0.4, 0.0])

    def parts(w: Array) -> tuple[Array, Array]:
        hidden = np.tanh(inputs @ w[:2])
        return hidden, w[2] * hidden + w[3] - targets

    def cost(w: Array) -> Any:
        return np.sum(parts(w)[1] ** 2) / 2 + 0.05 * np.sum(np.abs(w))

    def slope(w: Array) -> Array:
        hidden, error = parts(w)
        through = error * w[2] * (1 - hidden**2)
        data = np.array([*(through @ inputs), error @ hidden, np.sum(error)])
        return np.asarray(data + 0.05 * np.where(w == 0, claimed, np.sign(w)))

    found = judged_function(cost, slope, point)
    assert found.reasons == ["subgradient", "matches", "matches", "subgradient"]
    assert found.whole.verdict == "agree"
    doubled = judged_function(cost, lambda w: slope(w) + 0.1 * np.sign(w), point)
    assert doubled.words == ["agree", "disagree", "disagree", "agree"]


# --- 21: jumps ----------------------------------------------------------------------------

JUMPS: dict[str, Callable[[Any], Any]] = {
    "step": lambda x: float(x >= 0),
    "falling step": lambda x: -2.0 * float(x > 0),
    "floor": lambda x: np.floor(x) + x,
    "rounded": lambda x: np.round(100 * (x + 0.005)) / 100,
    "tiny": lambda x: 1e-3 * float(x >= 0) + x,
}


@pytest.mark.parametrize("claim", [0.0, 1.0, 5000.0])
@pytest.mark.parametrize("name", JUMPS)
def test_a_jump_has_no_slope(name: str, claim: float) -> None:
    found = beside(JUMPS[name], claim, 0.0)
    assert (found.words[0], found.reasons[0]) == ("undecided", "discontinuous")
    assert found.finding == ("undecided", "jumps")
    assert "grows as the step shrinks" in found.told(0)
    assert found.sentence == (
        "Undecided: the cost jumps. The cost jumps at 1 of 2 weights, as with a threshold or "
        "rounding in it: there it has no slope, whatever the epsilon."
    )


@pytest.mark.parametrize("place", [0.3, 0.8, 1.5])
def test_a_jump_beside_the_weight_is_stepped_around(place: float) -> None:
    found = beside(lambda x: float(x >= place * H) + x, 1.0, 0.0)
    assert found.words == ["agree", "agree"]
    assert found.weights.step[0] < place * H
    assert beside(lambda x: float(x >= place * H) + x, 2.0, 0.0).words[0] == "disagree"


# --- schemes that see less ----------------------------------------------------------------


def test_the_complex_step_where_the_cost_is_not_analytic() -> None:
    for epsilon in (1e-4, 1e-20):
        settings: dict[str, Any] = {"scheme": "complex-step", "epsilon": epsilon}
        away = beside(np.abs, 1.0, 0.7, **settings)
        assert away.words == ["agree", "agree"]
        assert "the cost is not analytic here" in away.told(0)
        assert "the cost is not analytic" not in away.told(1)
        assert beside(np.abs, 2.0, 0.7, **settings).words == ["disagree", "agree"]
        at = beside(np.abs, 0.0, 0.0, **settings)
        assert at.reasons == ["subgradient", "matches"]
        assert beside(np.abs, 3.0, 0.0, **settings).words == ["disagree", "agree"]
        assert beside(ramp, 1.0, 0.0, **settings).reasons[0] == "subgradient"
        # At a kink it takes the branch on which the point lies, and knows of no other.
        assert beside(ramp, 0.0, 0.0, **settings).words[0] != "disagree"
