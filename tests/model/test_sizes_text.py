"""How people write the sizes of a network."""

from __future__ import annotations

import pytest

from nnd_gui.model.sizes_text import SizeLimits, SizesError, read_sizes, write_sizes


@pytest.mark.parametrize(
    "text",
    [
        "2-3-1", "2 3 1", "2,3,1", "2, 3, 1", "2x3x1", "2X3X1", "2×3×1", "2–3–1", "2 - 3 - 1",
        "2−3−1", "2->3->1", "2 → 3 → 1", "2:3:1", "(2, 3, 1)", "[2,3,1]", "  2-3-1\n", "02-3-1",
    ],
)  # fmt: skip
def test_reads_every_common_way_of_writing(text: str) -> None:
    assert read_sizes(text) == (2, 3, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Type the size of each layer, for example 2-3-1."),
        ("  ", "Type the size of each layer, for example 2-3-1."),
        ("()", "Type the size of each layer, for example 2-3-1."),
        ("2-0-1", "Layer 2 has 0 units; every layer needs at least 1."),
        ("a-b", "“a” is not a whole number. Type sizes such as 2-3-1."),
        ("2-{b}", "“{b}” is not a whole number. Type sizes such as 2-3-1."),
        ("2.5-1", "“2.5” is not a whole number. Type sizes such as 2-3-1."),
        ("٢-٣", "“٢” is not a whole number. Type sizes such as 2-3-1."),
        ("-3", "A layer cannot have a negative size. Try 2-3-1."),
        ("2--3-1", "A layer cannot have a negative size. Try 2-3-1."),
        ("2, -3, 1", "A layer cannot have a negative size. Try 2-3-1."),
        ("2-3-", "Layer 3 has no size. Try 2-3-1."),
        ("2,,1", "Layer 2 has no size. Try 2-3-1."),
        ("5", "A network needs at least an input and an output layer, for example 2-3-1."),
        ("2-99999999999-1", "Layer 2 has more than 10,000 units, the most that is possible here."),
        ("2-" + "9" * 9999, "Layer 2 has more than 10,000 units, the most that is possible here."),
        ("-".join("1" * 65), "That is 65 layers; at most 64 are possible here."),
        (
            "-".join(["3"] * 1_000_000),
            "That is 1,000,000 layers; at most 64 are possible here.",
        ),
        (
            "2-10000-10000-1",
            "That network has 100,030,000 weights; at most 1,000,000 are possible here.",
        ),
    ],
    ids=lambda text: text[:20],
)
def test_refuses_with_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(SizesError) as problem:
        read_sizes(text)
    assert str(problem.value) == sentence


def test_limits_are_the_callers() -> None:
    limits = SizeLimits(layers=2, units=5, weights=20)
    assert read_sizes("4-5", limits) == (4, 5)
    for text in ("1-1-1", "6-1", "5-5"):
        with pytest.raises(SizesError):
            read_sizes(text, limits)


def test_what_is_written_reads_back() -> None:
    assert write_sizes((2, 3, 1)) == "2-3-1"
    assert read_sizes(write_sizes((784, 30, 10))) == (784, 30, 10)
