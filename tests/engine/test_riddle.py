"""A mystery bug: the same for everybody, always one that shows, and guesses judged fairly."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import BUG_TABLE, Bug, cannot_show, parse_bug
from nnd_gui.engine.check import check
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.objective import objective_of
from nnd_gui.engine.riddle import MAX_SEED, Guess, draw_bug, judge_guess
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.result import CheckResult
from tests.engine.helpers import LESSON_NETWORK

DEEP = Network((4, 5, 5, 3), ("tanh",) * 3, bias=True, l2=0.3, data=RandomData(6))

# Written on hand-outs: these must never change.
HANDED_OUT = {
    1: "factor@W1=-2",
    2: "wrong-layer-delta@W1",
    3: "sign@W2",
    4: "missing-half-or-two=2",
    5: "single-weight@W2[0,0]=0",
    4711: "updated-weight-used@W2",
}


def test_the_same_seed_is_the_same_riddle_for_ever() -> None:
    assert {seed: str(draw_bug(seed, LESSON_NETWORK)) for seed in HANDED_OUT} == HANDED_OUT


def test_every_bug_that_can_show_is_drawn_about_as_often() -> None:
    drawn = Counter(draw_bug(seed, DEEP).name for seed in range(360))
    possible = {name for name in BUG_TABLE if cannot_show(Bug(name), DEEP) is None}
    assert set(drawn) >= possible
    expected = 360 / len(drawn)
    assert max(drawn.values()) < 2.2 * expected
    assert min(drawn.values()) > 0.3 * expected


def test_neighbouring_seeds_are_different_riddles() -> None:
    drawn = [str(draw_bug(seed, DEEP)) for seed in range(50)]
    assert len(set(drawn)) > 30
    assert sum(a == b for a, b in itertools.pairwise(drawn)) < 6


@pytest.mark.parametrize("network", [LESSON_NETWORK, DEEP], ids=["lesson", "deep"])
def test_a_check_finds_something_wrong_with_every_riddle(network: Network) -> None:
    for seed in range(25):
        bug = draw_bug(seed, network)
        spec = ExperimentSpec(network, bug=bug)
        result = CheckResult(spec)
        for event in run(check(spec)):
            result.add(event)
        assert result.overall is not None
        assert result.overall.verdict == "disagree", str(bug)


def test_where_a_bug_cannot_show_another_is_drawn() -> None:
    no_biases = {"zero-bias", "unbroadcast-bias", "regularized-bias"}
    drawn = {draw_bug(seed, LESSON_NETWORK).name for seed in range(150)}
    assert not drawn & (no_biases | {"missing-regularization", "wrong-regularization-factor"})


def test_a_network_without_anything_to_guess() -> None:
    dead = Network(
        (2, 2, 1),
        ("relu", "relu"),
        weights=SeededWeights(0, 0.0),
        data=RandomData(3),
    )
    with pytest.raises(SpecError, match="nothing to guess"):
        draw_bug(1, dead)


@pytest.mark.parametrize("seed", [-1, MAX_SEED + 1])
def test_a_number_that_is_none(seed: int) -> None:
    with pytest.raises(SpecError):
        draw_bug(seed, LESSON_NETWORK)


@pytest.mark.parametrize("network", [LESSON_NETWORK, DEEP], ids=["lesson", "deep"])
def test_the_truth_is_right_and_no_other_guess_is(network: Network) -> None:
    for seed in range(30):
        drawn = draw_bug(seed, network)
        assert judge_guess(Guess(drawn.name), drawn, network) == "right"
        assert judge_guess(Guess(drawn.name, drawn.block), drawn, network) == "right"
        for name in BUG_TABLE:
            if name != drawn.name:
                judgement = judge_guess(Guess(name), drawn, network)
                assert judgement in ("wrong", "twin")


@pytest.mark.parametrize(
    ("drawn", "guess", "judgement"),
    [
        ("missing-activation-derivative@W1", Guess("missing-activation-derivative"), "right"),
        ("missing-activation-derivative@W1", Guess("missing-activation-derivative", "W1"), "right"),
        (
            "missing-activation-derivative@W1",
            Guess("missing-activation-derivative", "W2"),
            "other-place",
        ),
        ("missing-activation-derivative@W1", Guess("derivative-of-output", "W1"), "wrong"),
        ("missing-half-or-two=2", Guess("factor"), "twin"),
        ("mean-or-sum", Guess("factor"), "twin"),
        ("mean-or-sum", Guess("missing-half-or-two"), "wrong"),
        ("factor@W2=3", Guess("factor", "W2"), "right"),
        ("factor@W2=3", Guess("factor", "W1"), "other-place"),
        ("sign", Guess("sign", "W1"), "other-place"),
        ("sign@W1", Guess("sign", "W1"), "right"),
        ("single-weight@W1[0,1]=2", Guess("single-weight", "W1[0,1]"), "right"),
        ("single-weight@W1[0,1]=2", Guess("single-weight", "W1"), "right"),
        ("single-weight@W1[0,1]=2", Guess("single-weight", "W1[1,1]"), "other-place"),
        ("zero-layer@W1", Guess("sign", "W1"), "wrong"),
    ],
)
def test_guesses_on_the_lesson(drawn: str, guess: Guess, judgement: str) -> None:
    assert judge_guess(guess, parse_bug(drawn), LESSON_NETWORK) == judgement


@pytest.mark.parametrize(
    ("drawn", "guess", "judgement"),
    [
        ("sign@b2", Guess("sign", "b2"), "right"),
        ("sign@b2", Guess("sign", "W2"), "other-place"),
        ("zero-bias@b1", Guess("zero-bias", "W1"), "right"),
        ("unbroadcast-bias@b1=one-sample", Guess("unbroadcast-bias", "b1"), "right"),
        ("unbroadcast-bias@b1=mean", Guess("factor", "b1"), "twin"),
        ("wrong-regularization-factor=10", Guess("missing-regularization"), "wrong"),
    ],
)
def test_guesses_on_a_deep_network(drawn: str, guess: Guess, judgement: str) -> None:
    assert judge_guess(guess, parse_bug(drawn), DEEP) == judgement


def test_a_twin_really_makes_the_same_numbers() -> None:
    spec = ExperimentSpec(LESSON_NETWORK)
    one, other = (
        objective_of(replace(spec, bug=parse_bug(text)))
        for text in ("missing-half-or-two=2", "factor=2")
    )
    np.testing.assert_allclose(one.gradient(one.point), other.gradient(other.point), rtol=1e-15)


def test_a_guess_of_a_place_that_is_none_is_wrong_and_no_crash() -> None:
    drawn = parse_bug("sign")
    assert judge_guess(Guess("mean-or-sum", "W1"), drawn, LESSON_NETWORK) == "wrong"
    assert judge_guess(Guess("sign", "W9"), drawn, LESSON_NETWORK) == "other-place"
