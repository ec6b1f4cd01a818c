"""Which edge is which weight: of our networks, and of matrices as people write them."""

from __future__ import annotations

import numpy as np
import pytest

from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.engine.person_layout import layout_of_blocks
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.subject import Network
from nnd_gui.model.drawn_network import BIAS_UNIT, DrawnNetwork, drawn_network

BIAS_OF_3 = (1, BIAS_UNIT, 2)


def layout(**shapes: tuple[int, ...]) -> Layout:
    return layout_of_blocks(tuple(shapes.items()))


def recognised(**shapes: tuple[int, ...]) -> DrawnNetwork:
    found = drawn_network(layout(**shapes))
    assert found is not None
    return found


def by_name(where: Layout, name: str) -> int:
    return next(index for index in range(where.size) if where.name_of(index) == name)


def edges(drawn: DrawnNetwork, size: int) -> list[tuple[int, int, int]]:
    found = [drawn.edge(index) for index in range(size)]
    assert None not in found
    return [edge for edge in found if edge is not None]


def back(drawn: DrawnNetwork, layer: int, source: int, target: int) -> int:
    return int(drawn.weights(layer, np.array([source]), np.array([target]))[0, 0])


@pytest.mark.parametrize("sizes", [(2, 3, 1), (1, 1), (4, 4, 4, 2), (7, 1, 5)])
@pytest.mark.parametrize("bias", [False, True])
def test_our_own_networks(sizes: tuple[int, ...], bias: bool) -> None:
    network = Network(sizes, ("tanh",) * (len(sizes) - 1), bias=bias, data=RandomData(2, 0))
    where = layout_of(network)
    drawn = drawn_network(where)
    assert drawn is not None
    assert (drawn.sizes, drawn.has_bias) == (sizes, bias)
    for index in range(where.size):
        block, place = where.block_of(index), where.position_of(index)
        source = BIAS_UNIT if block.is_bias else place[0]
        assert drawn.edge(index) == (block.layer, source, place[-1])
    # Each weight has one edge, and each edge its weight.
    found = edges(drawn, where.size)
    assert len(set(found)) == where.size
    assert [back(drawn, *edge) for edge in found] == list(range(where.size))


@pytest.mark.parametrize(
    ("shapes", "sizes", "name", "edge"),
    [
        # Rows are units of the layer before, as the lesson has them; any order of the blocks.
        ({"W1": (2, 3), "W2": (3, 1)}, (2, 3, 1), "W1[1,2]", (1, 1, 2)),
        ({"b1": (1, 3), "W1": (2, 3), "b2": (1, 1), "W2": (3, 1)}, (2, 3, 1), "b1[0,2]", BIAS_OF_3),
        ({"W2": (4, 2), "b2": (2,), "W1": (3, 4), "b1": (4,)}, (3, 4, 2), "W2[3,1]", (2, 3, 1)),
        # Rows are units of the layer behind, with biases in columns.
        ({"W1": (4, 3), "b1": (4, 1), "W2": (1, 4), "b2": (1, 1)}, (3, 4, 1), "W1[2,0]", (1, 0, 2)),
        ({"W1": (3, 3), "b1": (3, 1), "W2": (3, 3), "b2": (3, 1)}, (3, 3, 3), "W1[2,0]", (1, 0, 2)),
        # The biases are the first column, by an old custom.
        ({"Theta1": (5, 4), "Theta2": (3, 6)}, (3, 5, 3), "Theta1[4,0]", (1, BIAS_UNIT, 4)),
        ({"Theta1": (5, 4), "Theta2": (3, 6)}, (3, 5, 3), "Theta2[1,3]", (2, 2, 1)),
        # One matrix alone.
        ({"W": (4, 3)}, (4, 3), "W[3,1]", (1, 3, 1)),
    ],
)  # fmt: skip
def test_matrices_as_people_write_them(
    shapes: dict[str, tuple[int, ...]],
    sizes: tuple[int, ...],
    name: str,
    edge: tuple[int, int, int],
) -> None:
    drawn, where = recognised(**shapes), layout(**shapes)
    assert drawn.sizes == sizes
    assert drawn.edge(by_name(where, name)) == edge
    found = edges(drawn, where.size)
    assert len(set(found)) == where.size
    assert [back(drawn, *edge) for edge in found] == list(range(where.size))


@pytest.mark.parametrize(
    "shapes",
    [
        {"x": (1,)},
        {"theta": (9,)},  # one vector of whatever
        {"w": (3,), "b": (1,)},
        {"W1": (2, 3), "W2": (4, 1)},  # nothing that follows
        {"x": (4, 3), "w": (3, 2), "b": (2,)},  # a layer that is checked with its input
        {"W": (3, 4), "b": (1, 4), "x": (5, 3)},
        {"w1": (5, 4), "w2": (3, 6)},  # biases within, at a side that nobody can tell
        {"Wxh": (12, 8), "Whh": (12, 12), "Why": (8, 12), "bh": (12, 1), "by": (8, 1)},
        {"W1": (2, 3), "b1": (2,), "W2": (3, 1), "b2": (1,)},  # a bias of another length
        {"K1": (3, 3, 2)},  # a stack of filters
    ],
)
def test_nothing_is_claimed_of_others(shapes: dict[str, tuple[int, ...]]) -> None:
    assert drawn_network(layout(**shapes)) is None


def test_nothing_of_nothing() -> None:
    assert drawn_network(Layout(())) is None


def test_a_layer_without_biases_beside_one_that_has_them() -> None:
    drawn = recognised(W1=(2, 3), b1=(3,), W2=(3, 1))
    assert drawn.has_bias
    assert back(drawn, 1, BIAS_UNIT, 2) == 8
    assert back(drawn, 2, BIAS_UNIT, 0) == -1
