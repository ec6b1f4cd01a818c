"""Edits keep what was not asked to change, are always legal, and tell what changed with them."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.parameters import initial_weights, layout_of
from nnd_gui.engine.sources import (
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES, Network
from nnd_gui.model.check_edits import with_dtype, with_step
from nnd_gui.model.edit_result import Edit
from nnd_gui.model.edits import (
    with_activation,
    with_bias,
    with_data,
    with_l2,
    with_loss,
    with_sizes,
)
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec
from nnd_gui.model.weights_edits import (
    has_lesson_weights,
    new_random_weights,
    with_lesson_weights,
    with_seed,
)

LESSON = lesson_spec()
TABLE = TableData("scores.csv", ((0.1, 0.2, 0.9), (0.3, 0.4, 1.5)))


def network(*sizes: int, hidden: tuple[str, ...] = (), output: str = "sigmoid") -> ExperimentSpec:
    return ExperimentSpec(
        Network(sizes, (*hidden, output), data=RandomData(7, 3), weights=SeededWeights(5, 0.5))
    )


def fields(edit: Edit) -> list[str]:
    return [note.field for note in edit.notes]


class TestSizes:
    def test_seeded_weights_and_random_data_stay(self) -> None:
        edit = with_sizes(network(2, 3, 1, hidden=("tanh",)), (4, 5, 2))
        assert edit == Edit(network(4, 5, 2, hidden=("tanh",)))

    def test_the_lessons_parts_that_no_longer_fit_are_replaced_and_told(self) -> None:
        edit = with_sizes(LESSON, [3, 3, 1])
        changed = edit.spec.network
        assert (changed.sizes, changed.weights, changed.data) == (
            (3, 3, 1),
            SeededWeights(0),
            RandomData(20),
        )
        assert fields(edit) == ["weights", "data"]
        assert [note.text for note in edit.notes] == [
            "The lesson's weights fit 2-3-1 only, so random ones are used now.",
            "The lesson's data has 2 inputs and 1 output, so random data is used now.",
        ]

    def test_the_lessons_data_stays_where_it_fits(self) -> None:
        edit = with_sizes(LESSON, (2, 4, 1))
        assert edit.spec.network.data == LessonData()
        assert fields(edit) == ["weights"]

    def test_as_many_weights_by_chance_are_not_kept(self) -> None:
        # Both have nine, but no weight of the one has a meaning in the other.
        edit = with_sizes(LESSON, (8, 1, 1))
        assert edit.spec.network.weight_count == LESSON.network.weight_count
        assert edit.spec.network.weights == SeededWeights(0)

    def test_the_same_sizes_change_nothing(self) -> None:
        assert with_sizes(LESSON, [2, 3, 1]) == Edit(LESSON)

    def test_settings_of_the_check_stay(self) -> None:
        spec = replace(LESSON, epsilon=1e-6, step="relative", dtype="float32", tolerance=0.5)
        changed = with_sizes(spec, (3, 1)).spec
        assert replace(changed, subject=spec.network) == spec

    @pytest.mark.parametrize(
        ("old", "hidden", "new", "expected"),
        [
            ((2, 3, 1), ("tanh",), (2, 3, 4, 1), ("tanh", "tanh")),
            ((2, 5, 3, 1), ("relu", "tanh"), (2, 3, 1), ("tanh",)),
            ((2, 5, 3, 1), ("relu", "tanh"), (2, 5, 1), ("relu",)),
            ((2, 5, 3, 1), ("relu", "tanh"), (2, 5, 4, 1), ("relu", "tanh")),
            ((2, 5, 3, 1), ("relu", "tanh"), (2, 5, 4, 3, 1), ("relu", "tanh", "tanh")),
            ((2, 3, 3, 1), ("relu", "tanh"), (2, 3, 1), ("relu",)),
            ((2, 5, 3, 1), ("relu", "tanh"), (2, 1), ()),
            ((2, 1), (), (2, 3, 4, 1), ("sigmoid", "sigmoid")),
            ((2, 6, 1), ("gelu",), (2, 7, 8, 1), ("gelu", "gelu")),
        ],
    )
    def test_layers_that_stay_keep_their_activation(
        self,
        old: tuple[int, ...],
        hidden: tuple[str, ...],
        new: tuple[int, ...],
        expected: tuple[str, ...],
    ) -> None:
        edit = with_sizes(network(*old, hidden=hidden, output="identity"), new)
        assert edit.spec.network.activations == (*expected, "identity")

    def test_any_sizes_from_any_sizes_make_a_network(self) -> None:
        choices = [
            sizes for length in range(2, 6) for sizes in itertools.product((1, 2), repeat=length)
        ]
        for old, new in itertools.product(choices, choices):
            hidden = tuple(itertools.islice(itertools.cycle(("tanh", "relu")), len(old) - 2))
            edit = with_sizes(network(*old, hidden=hidden), new)
            assert edit.spec.network.sizes == new
            assert edit.notes == ()

    @pytest.mark.parametrize("sizes", [(2,), (2, 0, 1), (2, -3, 1), (1,) * 65, (2, 10_001, 1)])
    def test_impossible_sizes_are_refused(self, sizes: tuple[int, ...]) -> None:
        with pytest.raises(SpecError) as caught:
            with_sizes(LESSON, sizes)
        assert caught.value.field == "sizes"

    def test_a_file_that_no_longer_fits_is_replaced_and_told(self) -> None:
        edit = with_sizes(with_data(LESSON, TABLE).spec, (4, 3, 1))
        assert edit.spec.network.data == RandomData(20)
        assert edit.notes[-1].text == (
            "“scores.csv” has 3 columns, but 5 are needed, so random data is used now."
        )

    def test_one_output_under_a_softmax_is_told(self) -> None:
        spec = with_loss(network(2, 3, 2, hidden=("tanh",)), "softmax-cross-entropy").spec
        edit = with_sizes(spec, (2, 3, 1))
        assert fields(edit) == ["loss"]
        assert fields(with_sizes(edit.spec, (2, 4, 1))) == []


class TestActivationAndLoss:
    def test_one_layer_changes(self) -> None:
        edit = with_activation(LESSON, 1, "leaky-relu")
        assert edit == Edit(LESSON.with_network(activations=("leaky-relu", "sigmoid")))

    @pytest.mark.parametrize(("layer", "name"), [(1, "softmax"), (2, "softmax"), (1, "swish")])
    def test_what_cannot_be_is_refused(self, layer: int, name: str) -> None:
        with pytest.raises(SpecError) as caught:
            with_activation(LESSON, layer, name)
        assert caught.value.field == "activations"

    @pytest.mark.parametrize(
        ("before", "loss", "output", "told"),
        [
            ("identity", "binary-cross-entropy", "sigmoid", True),
            ("sigmoid", "binary-cross-entropy", "sigmoid", False),
            ("identity", "softmax-cross-entropy", "softmax", True),
            ("identity", "mse", "identity", False),
        ],
    )
    def test_the_output_follows_where_the_cost_demands_it(
        self, before: str, loss: str, output: str, told: bool
    ) -> None:
        edit = with_loss(network(2, 3, 2, hidden=("tanh",), output=before), loss)
        assert edit.spec.network.activations == ("tanh", output)
        assert fields(edit) == ["activations"] * told

    def test_leaving_the_softmax_gives_a_sigmoid_output(self) -> None:
        softmax = with_loss(network(2, 2), "softmax-cross-entropy").spec
        edit = with_loss(softmax, "half-sse")
        assert edit.spec.network.activations == ("sigmoid",)
        assert fields(edit) == ["activations"]

    def test_every_cost_is_reached_from_every_other(self) -> None:
        for first, second, output in itertools.product(LOSSES, LOSSES, ACTIVATIONS[:-1]):
            spec = with_loss(network(2, 3, 2, hidden=("tanh",), output=output), first).spec
            assert with_loss(spec, second).spec.network.loss == second

    def test_a_files_targets_that_a_cross_entropy_cannot_take(self) -> None:
        spec = with_data(LESSON, TABLE).spec
        edit = with_loss(spec, "binary-cross-entropy")
        assert edit.spec.network.data == RandomData(20)
        assert edit.notes[-1].text == (
            "“scores.csv” has targets outside 0 to 1, so random data is used now."
        )
        assert with_loss(spec, "mse").spec.network.data is TABLE

    def test_an_unknown_cost_is_refused(self) -> None:
        with pytest.raises(SpecError) as caught:
            with_loss(LESSON, "hinge")
        assert caught.value.field == "loss"


class TestBias:
    def test_given_matrices_stay_and_the_biases_are_no_special_case(self) -> None:
        edit = with_bias(LESSON, True)
        blocks = layout_of(edit.spec.network).blocks
        parts = layout_of(edit.spec.network).split(initial_weights(edit.spec.network))
        matrices = [p for b, p in zip(blocks, parts, strict=True) if not b.is_bias]
        biases = [p for b, p in zip(blocks, parts, strict=True) if b.is_bias]
        np.testing.assert_array_equal(np.concatenate([m.ravel() for m in matrices]), LESSON_WEIGHTS)
        drawn = np.concatenate(biases)
        np.testing.assert_array_equal(drawn, np.random.default_rng(0).standard_normal(4))
        assert np.all(np.abs(drawn) > 0.01)
        assert fields(edit) == ["weights"]

    def test_off_and_on_lead_back(self) -> None:
        on = with_bias(LESSON, True).spec
        off = with_bias(on, False)
        assert off == Edit(LESSON)
        assert with_bias(off.spec, True).spec == on

    def test_drawn_weights_stay_drawn(self) -> None:
        spec = network(2, 3, 1, hidden=("tanh",))
        assert with_bias(spec, True) == Edit(spec.with_network(bias=True))

    def test_no_change_is_none(self) -> None:
        on = with_bias(LESSON, True).spec
        assert with_bias(on, True) == Edit(on)

    def test_biases_can_be_the_last_straw(self) -> None:
        with pytest.raises(SpecError) as caught:
            with_bias(network(1000, 999, 1, hidden=("tanh",)), True)
        assert caught.value.field == "sizes"


class TestWeights:
    def test_a_seed_draws_at_the_same_scale(self) -> None:
        assert with_seed(network(2, 1), 9).spec.network.weights == SeededWeights(9, 0.5)
        assert with_seed(LESSON, 9).spec.network.weights == SeededWeights(9)

    def test_new_ones_are_the_next_ones_and_nothing_else_changes(self) -> None:
        spec = network(2, 3, 1, hidden=("tanh",))
        edit = new_random_weights(spec)
        assert edit == Edit(spec.with_network(weights=SeededWeights(6, 0.5)))
        assert new_random_weights(LESSON) == Edit(LESSON.with_network(weights=SeededWeights(1)))

    def test_a_negative_seed_is_refused(self) -> None:
        with pytest.raises(SpecError) as caught:
            with_seed(LESSON, -1)
        assert caught.value.field == "seed"

    def test_the_lessons_come_back_with_biases_or_without(self) -> None:
        drawn = with_seed(LESSON, 4).spec
        assert not has_lesson_weights(drawn)
        assert with_lesson_weights(drawn) == Edit(LESSON)
        biased = with_bias(LESSON, True).spec
        assert has_lesson_weights(biased)
        assert with_lesson_weights(with_bias(drawn, True).spec).spec == biased

    def test_the_lessons_fit_no_other_network(self) -> None:
        with pytest.raises(SpecError) as caught:
            with_lesson_weights(with_sizes(LESSON, (2, 4, 1)).spec)
        assert caught.value.field == "weights"

    def test_other_given_weights_are_not_called_the_lessons(self) -> None:
        given = LESSON.with_network(weights=ExplicitWeights((0.5,) * 9))
        assert not has_lesson_weights(given)
        assert with_sizes(given, (2, 4, 1)).notes[0].text == (
            "The given weights fit 2-3-1 only, so random ones are used now."
        )


def test_data_that_does_not_fit_is_refused() -> None:
    other = with_sizes(LESSON, (3, 3, 1)).spec
    for data in (LessonData(), TABLE):
        with pytest.raises(SpecError) as caught:
            with_data(other, data)
        assert caught.value.field == "data"
    assert with_data(LESSON, RandomData(5, 6)).spec.network.data == RandomData(5, 6)


def test_single_settings() -> None:
    assert with_l2(LESSON, 0.1).spec.network.l2 == 0.1
    assert with_dtype(LESSON, "float32").spec.dtype == "float32"
    assert with_step(LESSON, "relative").spec.step == "relative"
    for change in (
        with_l2(LESSON, 0.0),
        with_dtype(LESSON, "float64"),
        with_step(LESSON, "absolute"),
    ):
        assert change == Edit(LESSON)
