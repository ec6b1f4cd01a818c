"""Bugs as text and as records: what each can be told, and where it cannot show."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import BUG_TABLE, Bug, cannot_show, check_bug, parse_bug, rules_for
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TableData
from nnd_gui.engine.subject import Network
from tests.engine.bug_cases import SPECS
from tests.engine.helpers import LESSON_NETWORK

CONTRACT = (
    *("sign", "factor", "mean-or-sum", "missing-half-or-two", "zero-layer", "zero-bias"),
    *("unbroadcast-bias", "single-weight", "missing-activation-derivative"),
    *("derivative-of-output", "transposed", "swapped-layers", "missing-regularization"),
    *("wrong-regularization-factor", "regularized-bias", "wrong-layer-delta"),
    *("stale-activation", "updated-weight-used"),
)
DEEP = SPECS["tanh deep l2"].network


def test_the_names_are_those_of_the_contract() -> None:
    assert tuple(BUG_TABLE) == CONTRACT


@pytest.mark.parametrize(
    ("text", "bug"),
    [
        ("sign", Bug("sign")),
        ("sign@W1", Bug("sign", "W1")),
        ("factor@W2=3", Bug("factor", "W2", 3.0)),
        (" factor = 1e-3 ", Bug("factor", None, 1e-3)),
        ("single-weight@W1[2,0]=0", Bug("single-weight", "W1[2,0]", 0.0)),
        ("single-weight@b1[2]", Bug("single-weight", "b1[2]")),
        ("unbroadcast-bias@b1=one-sample", Bug("unbroadcast-bias", "b1", variant="one-sample")),
        ("mean-or-sum=sum", Bug("mean-or-sum", variant="sum")),
    ],
)
def test_text_and_record(text: str, bug: Bug) -> None:
    assert parse_bug(text) == bug
    assert parse_bug(str(bug)) == bug


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("", "There is no bug “”"),
        ("signs", "it can be sign, factor"),
        ("sign=2", "takes no factor"),
        ("sign@", "“” is no place"),
        ("sign@layer 1", "“layer 1” is no place"),
        ("sign@W1[0,0]", "W1 would be one"),
        ("single-weight@W1[0;0]", "W1[0,0] would be one"),
        ("mean-or-sum@W1", "takes no place"),
        ("mean-or-sum=3", "it can be sum, mean"),
        ("missing-half-or-two=3", "it can be 2 or 0.5"),
        ("factor=1", "a number other than 1"),
        ("factor=-1", "that is sign"),
        ("factor=0", "that is zero-layer"),
        ("factor=two", "“two”"),
        ("factor=", "cannot be “”"),
        ("factor=nan", "cannot be “nan”"),
        ("factor=inf", "cannot be “inf”"),
        ("wrong-regularization-factor=1", "other than 0 and 1"),
        ("stale-activation=-1", "a learning rate"),
        ("unbroadcast-bias=half", "mean, one-sample, one-number"),
        ("sign=mean", "takes no factor"),
    ],
)
def test_what_a_bug_cannot_be_is_said(text: str, part: str) -> None:
    with pytest.raises(SpecError) as caught:
        parse_bug(text)
    assert caught.value.field == "bug"
    assert part in str(caught.value)


@pytest.mark.parametrize(
    ("text", "network", "part"),
    [
        ("zero-bias", LESSON_NETWORK, "no biases"),
        ("unbroadcast-bias", LESSON_NETWORK, "no biases"),
        ("missing-regularization", LESSON_NETWORK, "no L2 term"),
        ("wrong-regularization-factor", LESSON_NETWORK, "no L2 term"),
        ("regularized-bias", replace(DEEP, bias=False), "lacks one of them"),
        ("transposed@W2", LESSON_NETWORK, "W2 is a single row or column"),
        ("transposed", Network((1, 4, 1), ("tanh",) * 2, data=RandomData()), "either way"),
        ("transposed@b1", DEEP, "sits in a matrix"),
        ("swapped-layers", SPECS["one layer"].network, "one layer"),
        ("updated-weight-used", SPECS["one layer"].network, "one layer"),
        ("updated-weight-used@W1", DEEP, "Nothing is carried back through W1"),
        ("wrong-layer-delta", SPECS["sigmoid"].network, "numpy would refuse it"),
        ("wrong-layer-delta@W3", DEEP, "that at W3"),
        ("mean-or-sum", SPECS["one sample"].network, "With one sample"),
        ("unbroadcast-bias", SPECS["one sample"].network, "With one sample"),
        (
            "unbroadcast-bias=one-number",
            Network((2, 1, 1), ("tanh",) * 2, bias=True),
            "single number",
        ),
        ("missing-activation-derivative@W2", SPECS["softmax"].network, "At W2 there is no"),
        (
            "missing-activation-derivative",
            Network((2, 3, 1), ("identity",) * 2),
            "No layer of this network",
        ),
        ("derivative-of-output", Network((2, 3, 1), ("relu", "identity")), "the same as f'(z)"),
        ("derivative-of-output@W2", SPECS["relu"].network, "the same as f'(z)"),
        ("sign@W9", LESSON_NETWORK, "has no W9"),
        ("sign@b1", LESSON_NETWORK, "has no b1"),
        ("single-weight@W1[2,0]", LESSON_NETWORK, "has no W1[2,0]"),
        ("single-weight@W1[0]", LESSON_NETWORK, "has no W1[0]"),
        (
            # Every hidden unit is active on every sample, so that each derivative is 1.
            "missing-activation-derivative",
            Network(
                (1, 2, 1),
                ("relu", "identity"),
                weights=ExplicitWeights((1, 2, 1, -1)),
                data=TableData("up", ((1, 1), (2, 1))),
            ),
            "changes no gradient enough to be seen",
        ),
        (
            "regularized-bias",
            Network((2, 2), ("tanh",), bias=True, l2=1, weights=ExplicitWeights((1, 2, 3, 4, 0, 0)),
                    data=RandomData()),
            "changes no gradient",
        ),
        (
            "sign",
            Network((2, 3, 1), ("relu", "relu"), weights=SeededWeights(0, 0.0)),
            "changes no gradient",
        ),
    ],
)  # fmt: skip
def test_why_a_bug_cannot_show(text: str, network: Network, part: str) -> None:
    why = cannot_show(parse_bug(text), network)
    assert why is not None
    assert part in str(why)
    with pytest.raises(SpecError) as caught:
        check_bug(parse_bug(text), network)
    assert str(caught.value) == str(why)


def test_a_bug_that_shows_is_let_through() -> None:
    check_bug(Bug("sign"), LESSON_NETWORK)
    assert rules_for(Bug("sign"), LESSON_NETWORK) is not None


def test_numbers_too_large_are_left_to_the_check() -> None:
    network = Network((2, 3, 1), ("identity",) * 2, weights=ExplicitWeights((1e308,) * 9))
    with np.errstate(all="raise"):
        assert cannot_show(Bug("factor"), network) is None
