"""Each injected bug against the same mistake made in plain formulas."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.bugs import BUG_TABLE, Bug, cannot_show, parse_bug
from nnd_gui.engine.parameters import initial_weights
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.bug_cases import SPECS, buggy_gradient, right_gradient, shows
from tests.engine.bug_plain import Slip, plain_gradient
from tests.engine.helpers import plain_of

NETWORKS = {
    **{name: SPECS[name] for name in ("lesson", "sigmoid", "tanh deep l2", "softmax", "binary l2")},
    "mse tanh": ExperimentSpec(
        Network((4, 3, 3, 3), ("tanh",) * 3, "mse", bias=True, l2=0.2, data=RandomData(5))
    ),
}

# As text, and as a slip; samples stands for their number.
SLIPS: list[tuple[str, Slip]] = [
    ("sign", Slip("all times", 0, -1)),
    ("sign@W2", Slip("all times", 2, -1)),
    ("factor=0.1", Slip("all times", 0, 0.1)),
    ("factor@W1=3", Slip("all times", 1, 3)),
    ("missing-half-or-two=2", Slip("data times", 0, 2)),
    ("missing-half-or-two=0.5", Slip("data times", 0, 0.5)),
    ("zero-layer@W2", Slip("all times", 2, 0)),
    ("zero-layer", Slip("all times", 1, 0)),
    ("zero-bias@b2", Slip("zero-bias", 2)),
    ("unbroadcast-bias", Slip("unbroadcast-bias")),
    ("unbroadcast-bias@b1=one-sample", Slip("last sample", 1)),
    ("unbroadcast-bias=one-number", Slip("one number")),
    ("missing-activation-derivative", Slip("missing-activation-derivative", 1)),
    ("missing-activation-derivative@W2", Slip("missing-activation-derivative", 2)),
    ("derivative-of-output", Slip("derivative-of-output", 1)),
    ("derivative-of-output@W2", Slip("derivative-of-output", 2)),
    ("transposed", Slip("transposed", 1)),
    ("transposed@W2", Slip("transposed", 2)),
    ("swapped-layers", Slip("swapped-layers")),
    ("missing-regularization", Slip("penalty times", 0, 0)),
    ("missing-regularization@W2", Slip("penalty times", 2, 0)),
    ("wrong-regularization-factor=3", Slip("penalty times", 0, 3)),
    ("wrong-regularization-factor", Slip("penalty times", 0, 2)),
    ("regularized-bias", Slip("regularized-bias")),
    ("wrong-layer-delta@W1", Slip("wrong-layer-delta", 1)),
    ("stale-activation=0.3", Slip("stale-activation", 0, 0.3)),
    ("updated-weight-used=0.3", Slip("updated-weight-used", 0, 0.3)),
    ("updated-weight-used@W2=0.3", Slip("updated-weight-used", 2, 0.3)),
]


def _plain(spec: ExperimentSpec, slip: Slip) -> NDArray[Any]:
    return plain_gradient(plain_of(spec.network), initial_weights(spec.network), slip)


def test_every_bug_is_held_to_a_slip() -> None:
    held = {text.partition("@")[0].partition("=")[0] for text, _ in SLIPS}
    assert held | {"mean-or-sum", "single-weight"} == set(BUG_TABLE)


@pytest.mark.parametrize("name", NETWORKS)
def test_the_plain_formulas_are_right_where_nothing_slips(name: str) -> None:
    spec = NETWORKS[name]
    np.testing.assert_allclose(
        _plain(spec, Slip("none")), right_gradient(spec), rtol=1e-9, atol=1e-13
    )


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize(("text", "slip"), SLIPS, ids=[text for text, _ in SLIPS])
def test_a_bug_makes_the_gradient_of_the_slip(text: str, slip: Slip, name: str) -> None:
    spec, bug = NETWORKS[name], parse_bug(text)
    if not shows(bug, spec):
        assert cannot_show(bug, spec.network, spec.dtype) is not None
        return
    np.testing.assert_allclose(buggy_gradient(spec, bug), _plain(spec, slip), rtol=1e-9, atol=1e-13)


@pytest.mark.parametrize("name", NETWORKS)
def test_mean_or_sum_moves_with_the_samples(name: str) -> None:
    spec = NETWORKS[name]
    samples = len(plain_of(spec.network).inputs)
    for form, factor in (("sum", samples), ("mean", 1 / samples)):
        np.testing.assert_allclose(
            buggy_gradient(spec, Bug("mean-or-sum", variant=form)),
            _plain(spec, Slip("data times", 0, factor)),
            rtol=1e-9,
            atol=1e-13,
        )


@pytest.mark.parametrize(
    ("text", "place", "factor"),
    [("single-weight@W1[1,2]=0", 5, 0.0), ("single-weight@W2[1,0]", 7, 1.5)],
)
def test_a_single_weight_is_the_one_asked_for(text: str, place: int, factor: float) -> None:
    expected = right_gradient(NETWORKS["lesson"])
    expected[place] *= factor
    np.testing.assert_array_equal(buggy_gradient(NETWORKS["lesson"], parse_bug(text)), expected)


def test_without_a_place_the_largest_single_weight_is_off() -> None:
    spec = NETWORKS["tanh deep l2"]
    right, wrong = right_gradient(spec), buggy_gradient(spec, Bug("single-weight"))
    off = np.flatnonzero(right != wrong)
    assert off.tolist() == [int(np.argmax(np.abs(right[:20])))]


def test_swapping_one_pair_leaves_the_other_layer() -> None:
    spec = NETWORKS["tanh deep l2"]
    right = right_gradient(spec)
    first, second, third = right[:25], right[25:55], right[55:]
    for text in ("swapped-layers@W2", "swapped-layers@b3"):
        np.testing.assert_array_equal(
            buggy_gradient(spec, parse_bug(text)), np.concatenate([first, third, second])
        )
    np.testing.assert_array_equal(
        buggy_gradient(spec, parse_bug("swapped-layers@W1")),
        np.concatenate([second, first, third]),
    )
