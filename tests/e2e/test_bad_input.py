"""Bad input: a sentence beside the field, and the last good experiment kept."""

from __future__ import annotations

from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"

BAD_EPSILONS = {
    "": "Type a number, for example 1e-4.",
    "0": "Epsilon must be larger than 0.",
    "-1": "Epsilon must be larger than 0.",
    "nan": "Epsilon must be an ordinary number, not nan.",
    "1e400": "Epsilon must be at most 10.",
    "abc": "“abc” is not a number. Try 1e-4.",
}
BAD_SIZES = {
    "": "Type the size of each layer, for example 2-3-1.",
    "2-0-1": "Layer 2 has 0 units; every layer needs at least 1.",
    "a-b": "“a” is not a whole number. Type sizes such as 2-3-1.",
    "-3": "A layer cannot have a negative size. Try 2-3-1.",
    "2-99999999999999999999-1": (
        "Layer 2 has more than 10,000 units, the most that is possible here."
    ),
}


def test_epsilon(program: Program) -> None:
    _type_what_is_bad(program, "alt+e", BAD_EPSILONS)


def test_sizes(program: Program) -> None:
    _type_what_is_bad(program, "alt+z", BAD_SIZES)


def test_very_many_layers(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.desktop.copy("1-" * 1_000_000 + "1")
    program.key("alt+z", "ctrl+a", "ctrl+v")
    until(
        lambda: any(
            role == "label" and "layers; at most 64 are possible here." in name
            for role, name in program.reader.named()
        ),
        "the sentence about too many layers",
    )
    assert program.title().startswith("agree")


def test_what_is_right_again_counts(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+e", "ctrl+a")
    program.type("1e-")
    program.wait_for_sentence("“1e-” is not a number. Try 1e-4.")
    program.type("5")
    program.wait_for_title(r"^agree · ratio 1\.6")
    assert not program.reader.shows("“1e-” is not a number. Try 1e-4.")


def _type_what_is_bad(program: Program, field: str, texts: dict[str, str]) -> None:
    program.wait_for_title(AGREES)
    for text, sentence in texts.items():
        program.key(field, "ctrl+a", "BackSpace")
        program.type(text)
        program.wait_for_sentence(sentence)
        program.key("Return")
        assert program.reader.shows(sentence)
        assert program.title().startswith("agree · ratio 2.75e-10")
        program.key("Escape")
        until(lambda gone=sentence: not program.reader.shows(gone), "the end of the complaint")  # type: ignore[misc]
    program.key(field, "ctrl+a")
    program.type("abc")
    program.wait_for_sentence("“abc” is not a ")
    found = program.export()
    assert (found["target"], found["epsilon"], found["verdict"]) == ("lesson", 1e-4, "agree")
    program.close()
    program.wait_for_end()
