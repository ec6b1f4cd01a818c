"""The chain rule in words and tables: what is multiplied, what is added, and what is off."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from nnd_gui.engine.bugs import BUG_TABLE, cannot_show, parse_bug
from nnd_gui.engine.chain import chain_of
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.chain_columns import ChainTable
from nnd_gui.model.chain_table import chain_tables
from nnd_gui.model.explain_chain import chain_sentence, formula_text
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.unit_words import activation_words, unit_words, weight_words

LESSON = lesson_spec()
BIASED = ExperimentSpec(
    Network((3, 4, 2), ("tanh", "sigmoid"), "mse", bias=True, l2=0.3, data=RandomData(4, 1))
)
WIDE = ExperimentSpec(Network((8, 20, 9, 7), ("relu", "tanh", "identity"), data=RandomData(30)))


def _tables(spec: ExperimentSpec, index: int) -> list[ChainTable]:
    return chain_tables(chain_of(spec, index), spec.network)


def _told(spec: ExperimentSpec, text: str, index: int) -> str:
    return chain_sentence(chain_of(replace(spec, bug=parse_bug(text)), index), spec.network)


def test_the_lessons_units_have_the_lessons_names() -> None:
    network = LESSON.network
    assert weight_words(network, 4) == "from study to hidden unit 2"
    assert weight_words(network, 0) == "from sleep to hidden unit 1"
    assert weight_words(network, 8) == "from hidden unit 3 to test score"
    assert activation_words(network, 0, 1) == "study"
    assert activation_words(network, 1, 1) == "activation of hidden unit 2"
    assert unit_words(WIDE.network, 2, 3) == "unit 4 of hidden layer 2"
    assert weight_words(BIASED.network, 13) == "bias of hidden unit 2"


def test_a_student_can_multiply_and_add_up_the_lessons_table() -> None:
    (table,) = _tables(LESSON, 4)
    assert [column.symbol for column in table.columns] == [
        *("x[1]", "f'(z2)", "W2[1,0]", "f'(z3)", "ŷ − y", "term")
    ]
    assert [column.sign for column in table.columns] == ["", "×", "×", "×", "×", "="]
    rows = [[float(cell.text) for cell in row.cells] for row in table.rows[:3]]
    assert [row.label for row in table.rows] == [
        *("sample 1", "sample 2", "sample 3", "sum over all samples")
    ]
    for row in rows:
        assert math.prod(row[:-1]) == pytest.approx(row[-1], abs=1e-8)
    total = table.rows[3]
    assert total.is_sum
    assert float(total.cells[-1].text) == pytest.approx(sum(row[-1] for row in rows), abs=2e-8)
    assert total.cells[-1].text == "+0.02962221"
    assert all(cell.text == "" for cell in total.cells[:-1])
    assert table.note == ""


def test_a_missing_factor_is_boxed_and_what_is_due_stands_beside() -> None:
    (table,) = _tables(replace(LESSON, bug=parse_bug("missing-activation-derivative@W1")), 4)
    statuses = [column.status for column in table.columns]
    assert statuses == ["right", "missing", "right", "right", "right", "affected"]
    assert table.rows[0].cells[1].text == "+1.00000000"
    assert table.rows[0].cells[1].due == "+0.13134248"
    assert table.rows[0].cells[0].due == ""
    assert table.rows[3].cells[-1].due == "+0.02962221"


def test_branches_have_a_table_each_that_adds_up() -> None:
    first, second, output = _tables(BIASED, 1)
    for table in (first, second, output):
        assert table.title
        assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert float(second.rows[-1].cells[-1].text) == pytest.approx(
        sum(float(row.cells[-1].text) for row in second.rows[:-1]), abs=2e-8
    )
    # What comes back is a factor of the first sample's term.
    assert first.rows[0].cells[1].text == second.rows[-1].cells[-1].text
    assert second.rows[0].cells[1].text == output.rows[0].cells[-1].text
    assert [row.label for row in first.rows[-3:]] == [
        *("sum over all samples", "regularisation, λ·w", "analytic gradient")
    ]


def test_of_many_only_some_are_shown_and_the_rest_is_said() -> None:
    tables = _tables(WIDE, 3)
    assert tables[0].note == "The other 27 samples are in the sum, but not shown."
    assert tables[1].note == "The other 6 units are in the sum, but not shown."
    assert len(tables) == 4


@pytest.mark.parametrize(
    ("spec", "text", "index", "sentence"),
    [
        (LESSON, "sign", 0, "It is written with the other sign."),
        (LESSON, "factor=3", 0, "It is written 3 times as large."),
        (LESSON, "zero-layer", 0, "It is worked out, but 0 is written in its place."),
        (LESSON, "mean-or-sum", 0, "Every term is multiplied by 1/3, which has no place there."),
        (
            LESSON,
            "missing-activation-derivative@W1",
            4,
            "The factor f'(z2) of hidden unit 2 is missing: it counts as 1.",
        ),
        (
            LESSON,
            "derivative-of-output@W2",
            4,
            "The factor f'(z3) of test score is taken at the wrong place.",
        ),
        (
            LESSON,
            "transposed@W1",
            1,
            (
                "What is written here is the value of another weight: W1[1,0], from study to "
                "hidden unit 1."
            ),
        ),
        (
            LESSON,
            "updated-weight-used",
            4,
            (
                "Delta comes back to hidden unit 2 through weights that are not W2: they were "
                "already updated."
            ),
        ),
        (
            LESSON,
            "stale-activation",
            7,
            "The activations are not those of these weights, but of others.",
        ),
        (LESSON, "wrong-layer-delta", 0, "The delta in the product is not this unit's own."),
        (BIASED, "missing-regularization", 1, "Regularisation, λ·w, is missing."),
        (BIASED, "wrong-regularization-factor", 1, "Regularisation is there 2 times."),
        (
            BIASED,
            "regularized-bias",
            13,
            "Regularisation is added, although the cost leaves biases out of it.",
        ),
        (
            BIASED,
            "unbroadcast-bias=one-sample",
            13,
            "Not every sample is added: some terms are left out.",
        ),
    ],
)
def test_what_is_off_is_told(spec: ExperimentSpec, text: str, index: int, sentence: str) -> None:
    assert _told(spec, text, index) == sentence


def test_where_nothing_is_off_that_is_told() -> None:
    assert _told(LESSON, "missing-activation-derivative@W1", 8) == (
        "Every factor is as it should be."
    )


def test_no_bug_leaves_a_table_or_a_sentence_without_words() -> None:
    for spec in (LESSON, BIASED, WIDE):
        for name in BUG_TABLE:
            bug = parse_bug(name)
            if cannot_show(bug, spec.network) is not None:
                continue
            for index in (0, 1, spec.network.weight_count - 1):
                chain = chain_of(replace(spec, bug=bug), index)
                told = chain_sentence(chain, spec.network)
                assert told.endswith(".")
                assert "{" not in told
                assert chain.value.differs == (told != "Every factor is as it should be.")
                for table in chain_tables(chain, spec.network):
                    assert all(len(row.cells) == len(table.columns) for row in table.rows)
                    assert all(column.words and column.symbol for column in table.columns)


@pytest.mark.parametrize(
    ("spec", "index", "formula"),
    [
        (LESSON, 4, "dJ/dW1[1,1] = Σ x[1] · δ2[1]"),
        (LESSON, 7, "dJ/dW2[1,0] = Σ a2[1] · δ3[0]"),
        (BIASED, 1, "dJ/dW1[0,1] = Σ x[0] · δ2[1] + λ·W1[0,1]"),
        (BIASED, 13, "dJ/db1[1] = Σ δ2[1]"),
    ],
)
def test_the_formula(spec: ExperimentSpec, index: int, formula: str) -> None:
    assert formula_text(chain_of(spec, index), spec.network) == formula


@pytest.mark.parametrize("spec", [BIASED, WIDE])
def test_a_row_begins_with_a_number_and_not_with_a_sign(spec: ExperimentSpec) -> None:
    for index in range(0, spec.network.weight_count, 3):
        for table in _tables(spec, index):
            assert table.columns[0].sign == ""
            assert all(column.sign for column in table.columns[1:])
