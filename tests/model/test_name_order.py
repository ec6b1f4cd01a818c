"""Names in a report are where a reader looks for them."""

from __future__ import annotations

from nnd_gui.model.name_order import plain_name_key


def test_letters_with_accents_are_beside_those_without() -> None:
    names = ["ada", "Ärn", "Berg", "Oz", "Öz", "Strat", "Strauß", "Zoe"]
    by_code = sorted(names)
    assert by_code != names
    assert sorted(by_code, key=plain_name_key) == names


def test_both_ways_of_writing_a_letter_are_the_same_to_a_reader() -> None:
    assert plain_name_key("Öz")[0] == plain_name_key("O\u0308z")[0]
