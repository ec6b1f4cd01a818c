"""Which place of the flat vector is which weight, and what it starts from."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.parameters import Layout, initial_weights, layout_of
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK, LESSON_WEIGHTS

BIASED = Network((2, 3, 1), ("tanh", "tanh"), bias=True, weights=SeededWeights(5, 0.5))
DEEP = Network((4, 3, 2, 5), ("tanh",) * 3, bias=True, data=RandomData(2))


def test_names_in_order() -> None:
    layout = layout_of(BIASED)
    names = [layout.name_of(index) for index in range(layout.size)]
    assert names == [
        *("W1[0,0]", "W1[0,1]", "W1[0,2]", "W1[1,0]", "W1[1,1]", "W1[1,2]"),
        *("b1[0]", "b1[1]", "b1[2]"),
        *("W2[0,0]", "W2[1,0]", "W2[2,0]", "b2[0]"),
    ]
    assert [block.name for block in layout_of(LESSON_NETWORK).blocks] == ["W1", "W2"]


@pytest.mark.parametrize("network", [LESSON_NETWORK, BIASED, DEEP])
def test_places_and_weights_are_one_to_one(network: Network) -> None:
    layout = layout_of(network)
    assert layout.size == network.weight_count
    parts = layout.split(np.arange(layout.size))
    for block, part in zip(layout.blocks, parts, strict=True):
        assert part.shape == block.shape
        assert part.size == block.size == block.stop - block.start
        assert block.is_bias == block.name.startswith("b")
        for index in range(block.start, block.stop):
            assert layout.block_of(index) is block
            assert part[layout.position_of(index)] == index
            assert layout.name_of(index).startswith(f"{block.name}[")
    assert np.array_equal(np.concatenate([part.ravel() for part in parts]), np.arange(layout.size))


def test_blocks_are_views_in_the_vectors_own_dtype() -> None:
    theta = np.zeros(9, np.float32)
    for part in layout_of(LESSON_NETWORK).split(theta):
        assert part.dtype == np.float32
        np.add(part, 1, out=part)
    assert theta.tolist() == [1.0] * 9


@pytest.mark.parametrize("index", [-1, 9, 10**9])
def test_no_such_place(index: int) -> None:
    with pytest.raises(IndexError):
        layout_of(LESSON_NETWORK).name_of(index)
    with pytest.raises(IndexError):
        Layout(()).block_of(0)


def test_explicit_weights_are_taken_as_given() -> None:
    assert initial_weights(LESSON_NETWORK).tolist() == list(LESSON_WEIGHTS)
    assert layout_of(LESSON_NETWORK).split(initial_weights(LESSON_NETWORK))[0][1, 2] == 0.76601828


def test_seeded_weights_are_numpys_own() -> None:
    network = replace(LESSON_NETWORK, weights=SeededWeights(42))
    assert initial_weights(network).tolist() == (
        np.random.default_rng(42).standard_normal(9).tolist()
    )


def test_seeded_weights_repeat_and_scale() -> None:
    first, again = initial_weights(DEEP), initial_weights(replace(DEEP))
    assert first.tobytes() == again.tobytes()
    other = initial_weights(replace(DEEP, weights=SeededWeights(1)))
    assert not np.any(first == other)
    halved = initial_weights(replace(DEEP, weights=SeededWeights(0, 0.5)))
    assert halved.tolist() == (first / 2).tolist()
    assert not np.any(initial_weights(replace(DEEP, weights=SeededWeights(0, 0.0))))


def test_switching_biases_on_keeps_the_matrices() -> None:
    plain = replace(DEEP, bias=False)
    without = dict(zip("123", layout_of(plain).split(initial_weights(plain)), strict=True))
    with_biases = layout_of(DEEP).split(initial_weights(DEEP))
    for block, part in zip(layout_of(DEEP).blocks, with_biases, strict=True):
        if block.is_bias:
            assert np.all(part != 0)
        else:
            assert np.array_equal(part, without[block.name[1:]])


def test_data_does_not_repeat_the_weights_numbers() -> None:
    network = Network((2, 3), ("tanh",), data=RandomData(20, seed=7), weights=SeededWeights(7))
    inputs, _ = samples_of(network)
    assert not set(inputs.ravel()) & set(initial_weights(network))
