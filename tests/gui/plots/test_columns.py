"""Where weights stand, and which of many are drawn: nothing that is wrong can hide."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.gui.plots.columns import Columns, Groups, by_error, by_size
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.result import CheckResult
from tests.gui.faces import network, result_of, spoilt

SIZES = [(2, 3, 1), (1, 1), (30, 40, 7), (5,) * 12, (1,) * 64, (999, 3)]
CASES = pytest.mark.parametrize(
    ("sizes", "bias"), [(sizes, bias) for sizes in SIZES for bias in (False, True)], ids=str
)
ZOOMS = pytest.mark.parametrize("most", [1, 2, 7, 40, 150, 10_000])


def columns_of(sizes: tuple[int, ...], bias: bool = False) -> Columns:
    return Columns(layout_of(network(sizes, bias=bias).network))


def views(columns: Columns, seed: int = 0) -> list[tuple[float, float]]:
    """The whole, and parts of any size and place."""
    rng = np.random.default_rng(seed)
    left, right = columns.left, columns.right
    ends = np.sort(rng.uniform(left - 2, right + 2, (12, 2)), axis=1)
    return [(left, right), (left - 5, right + 5), *map(tuple, ends.tolist())]


def members(columns: Columns, groups: Groups, place: int) -> NDArray[np.intp]:
    """Every weight that a group stands for."""
    weight = int(groups.weights[place])
    block = columns.layout.block_of(weight)
    first = block.start + (weight - block.start) // groups.size * groups.size
    return np.arange(first, min(first + groups.size, block.stop))


@CASES
def test_place_and_weight_are_inverse(sizes: tuple[int, ...], bias: bool) -> None:
    columns = columns_of(sizes, bias)
    count = columns.layout.size
    for index in {0, count - 1, *np.linspace(0, count - 1, 300).astype(int).tolist()}:
        x = columns.x_of(index)
        assert columns.left < x < columns.right
        for inside in (-0.49, 0.0, 0.49):
            assert columns.weight_at(x + inside) == index


@CASES
def test_matrices_stand_apart(sizes: tuple[int, ...], bias: bool) -> None:
    columns = columns_of(sizes, bias)
    spans = [columns.span_of(place) for place in range(len(columns.layout.blocks))]
    assert spans[0][0] == columns.left
    assert spans[-1][1] == pytest.approx(columns.right)
    for (_, end), (start, _), border in zip(spans, spans[1:], columns.borders(), strict=False):
        assert end < border < start
        assert border - end == pytest.approx(start - border)
    for (low, high), block in zip(spans, columns.layout.blocks, strict=True):
        assert high - low == pytest.approx(block.size)


@pytest.mark.parametrize("x", [-1e9, -0.6, 1e9])
def test_beyond_the_ends_the_outermost_is_nearest(x: float) -> None:
    columns = columns_of((2, 3, 1))
    assert columns.weight_at(x) == (0 if x < 0 else 8)


def test_in_a_gap_the_nearer_side_counts() -> None:
    columns = columns_of((2, 3, 1))
    border = columns.borders()[0]
    assert [columns.weight_at(border + d) for d in (-0.1, 0.1)] == [5, 6]


@CASES
@ZOOMS
def test_every_weight_in_view_is_in_exactly_one_group(
    sizes: tuple[int, ...], bias: bool, most: int
) -> None:
    columns = columns_of(sizes, bias)
    rank = np.random.default_rng(1).uniform(size=columns.layout.size)
    xs = np.array([columns.span_of(p) for p in range(len(columns.layout.blocks))])
    offsets = xs[:, 0] + 0.5 - [block.start for block in columns.layout.blocks]
    place_of = np.repeat(np.arange(len(offsets)), [b.size for b in columns.layout.blocks])
    x_of_all = np.arange(columns.layout.size) + offsets[place_of]
    for left, right in views(columns):
        groups = columns.groups(left, right, most, rank)
        found = [members(columns, groups, place) for place in range(len(groups.weights))]
        together = np.concatenate(found) if found else np.empty(0, dtype=np.intp)
        assert len(together) == len(np.unique(together))
        in_view = np.flatnonzero((x_of_all >= left) & (x_of_all <= right))
        assert np.isin(in_view, together).all()
        for weight, group in zip(groups.weights.tolist(), found, strict=True):
            assert rank[weight] == rank[group].max()
        for x, group in zip(groups.x.tolist(), found, strict=True):
            assert x == pytest.approx(x_of_all[group].mean())
        # No more than fit, but for a part of a group at each end of each matrix.
        blocks = len(columns.layout.blocks)
        assert len(groups.weights) <= most + 4 * blocks + 2
        assert groups.size & (groups.size - 1) == 0


def test_groups_stay_as_they_are_while_the_picture_moves() -> None:
    columns = columns_of((30, 40, 7))
    rank = np.random.default_rng(2).uniform(size=columns.layout.size)
    left, right, step = 100.0, 700.0, 3.7
    before = columns.groups(left, right, 100, rank)
    after = columns.groups(left + step, right + step, 100, rank)
    assert before.size == after.size > 1
    both = (before.x > left + step) & (before.x < right)
    assert np.isin(before.weights[both], after.weights).all()


@pytest.mark.parametrize("wrong", [0, 1, 1_199, 1_200, 1_479])
@ZOOMS
def test_a_weight_that_disagrees_is_always_drawn(wrong: int, most: int) -> None:
    result = result_of(network((30, 40, 7)), spoilt(wrong, -1e-13))
    assert result.weights.verdict[wrong] == DISAGREE
    columns = Columns(result.layout)
    x = columns.x_of(wrong)
    for rank, half in itertools.product((by_size(result), by_error(result)), (4, 60, 900, 5_000)):
        assert wrong in columns.groups(x - half, x + half, most, rank).weights


def test_errors_rank_by_verdict_and_then_by_size() -> None:
    result = result_of(lesson_spec())
    verdicts = (AGREE, AGREE, AGREE, UNDECIDED, UNDECIDED, DISAGREE, DISAGREE, AGREE, AGREE)
    result.weights.verdict[:] = verdicts
    result.weights.relative_error[:] = [0, 2, 1e-9, np.nan, 2, 0, np.inf, 1e-3, 1e-4]
    rank = by_error(result)
    order = np.argsort(-rank, kind="stable")
    assert order[:2].tolist() == [6, 5]
    assert order[2:4].tolist() == [3, 4]
    assert order[4:].tolist() == [1, 7, 8, 2, 0]


def test_what_is_not_measured_yet_is_last_among_the_errors() -> None:
    result = result_of(lesson_spec(), weights=0)
    assert by_error(result).tolist() == [-1.0] * 9
    assert np.isfinite(by_size(result)).all()


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e308, 5e-324, 0.0])
def test_ranks_are_numbers_whatever_the_gradient(value: float) -> None:
    result = result_of(lesson_spec(), spoilt(4, value))
    for rank in (by_size(result), by_error(result)):
        assert np.isfinite(rank).all()
        assert rank.shape == (9,)
        assert rank.argmax() == 4


def test_no_weights() -> None:
    columns = Columns(Layout(()))
    assert columns.weight_at(0.3) == -1
    assert columns.borders() == []
    assert columns.left < columns.right
    groups = columns.groups(columns.left, columns.right, 100, np.empty(0))
    assert (len(groups.weights), len(groups.x)) == (0, 0)
    empty = CheckResult(lesson_spec())
    assert len(by_error(empty)) == len(by_size(empty)) == 0


def test_one_weight() -> None:
    columns = columns_of((1, 1))
    assert (columns.left, columns.right, columns.x_of(0)) == (-0.5, 0.5, 0.0)
    assert columns.groups(-1, 1, 100, np.ones(1)).weights.tolist() == [0]


def test_a_hundred_thousand_weights_are_a_few_hundred_columns() -> None:
    columns = columns_of((9_999, 10, 1))
    assert columns.layout.size == 100_000
    rank = np.zeros(100_000)
    rank[[7, 54_321, 99_999]] = 3.0
    groups = columns.groups(columns.left, columns.right, 150, rank)
    assert 50 < len(groups.weights) < 160
    assert np.isin([7, 54_321, 99_999], groups.weights).all()


def test_of_a_running_check_only_what_is_measured_ranks() -> None:
    part = result_of(network((30, 40, 7)), weights=500)
    assert 0 < part.checked < part.total
    assert (by_error(part) >= 0).sum() == part.checked
