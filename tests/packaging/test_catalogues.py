"""Every language says all that the program says, with the same values in it."""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from devtools import catalogues
from devtools.texts import texts

from nnd_gui.model.words import LANGUAGES

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "resources" / "words"
OTHERS = sorted(set(LANGUAGES) - {"en"})

Forms = list[tuple[str, str]]


@pytest.fixture(params=OTHERS)
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return catalogues.read(WORDS / f"{request.param}.po", request.param)


def pairs(catalogue: Catalog) -> Iterator[tuple[str, Forms]]:
    """Each text with its translation; of a plural, each form with the English it stands for."""
    for message in catalogue:
        if not message.id:
            continue
        if isinstance(message.id, str):
            yield message.id, [(message.id, str(message.string))]
        else:
            yield message.id[0], list(zip(message.id, message.string or (), strict=True))


def fields(text: str) -> list[tuple[str, str]]:
    try:
        return sorted(
            (name, form or "") for _, name, form, _ in string.Formatter().parse(text) if name
        )
    except ValueError:
        return []  # with braces of its own: it is shown as it is


def test_there_is_a_catalogue_for_each_language_and_no_other() -> None:
    assert sorted(file.stem for file in WORDS.glob("*.po")) == OTHERS
    assert sorted(file.stem for file in WORDS.glob("*.mo")) == OTHERS


def test_it_has_every_text_and_no_old_one(catalogue: Catalog) -> None:
    found = {x.words if isinstance(x.words, str) else x.words[0] for x in texts(ROOT)}
    assert found == {key for key, _ in pairs(catalogue)}, "run: python3 packaging/dev.py words"


def test_nothing_is_left_in_english(catalogue: Catalog) -> None:
    assert catalogues.missing(catalogue) == []


def test_every_value_is_kept(catalogue: Catalog) -> None:
    """In a plural's one form a count may stand as a word."""
    wrong = []
    for _, forms in pairs(catalogue):
        plural = len(forms) > 1
        for english, other in forms:
            here, there = fields(english), fields(other)
            allowed = {field for text, _ in forms for field in fields(text)}
            if (not plural and here != there) or not set(there) <= allowed:
                wrong.append((english, other))
    assert wrong == []


def test_tags_and_lines_are_kept(catalogue: Catalog) -> None:
    def form(text: str) -> tuple[list[str], int, bool, bool]:
        tags = sorted(re.findall(r"</?\w+[^>]*>", text))
        return tags, text.count("\n"), text[:1] == " ", text[-1:] == " "

    different = [(a, b) for _, forms in pairs(catalogue) for a, b in forms if form(a) != form(b)]
    assert different == []


def test_what_opens_a_dialog_says_so_and_letters_are_marked(catalogue: Catalog) -> None:
    def form(text: str) -> tuple[bool, bool]:
        return text.endswith("…"), "&" in text.replace("&&", "")

    different = [(a, b) for _, forms in pairs(catalogue) for a, b in forms if form(a) != form(b)]
    assert different == []


def in_english(text: str) -> str:
    """Keys are called as Qt calls them in the menus."""
    assert "Ctrl+" not in text, text
    return text.replace("Strg+", "Ctrl+").replace("Umschalt+", "Shift+")


def test_what_is_typed_stays(catalogue: Catalog) -> None:
    """Options, keys, weights and numbers are not words of any language."""
    same = re.compile(
        r"--[a-z][a-z-]*|\b(?:Ctrl|Shift|Alt)\+\w+|\bF\d\b|\bW\d\[\d,\d\]|\b\d+e-?\d+\b"
    )
    different = [
        (a, b)
        for _, forms in pairs(catalogue)
        for a, b in forms
        if sorted(set(same.findall(a))) != sorted(set(same.findall(in_english(b))))
    ]
    assert different == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_program_reads_what_people_wrote(language: str) -> None:
    with (WORDS / f"{language}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    catalogue = catalogues.read(WORDS / f"{language}.po", language)
    for message in catalogue:
        if isinstance(message.id, str):
            assert not message.id or compiled.gettext(message.id) == message.string
        else:
            one, many = message.id
            assert (compiled.ngettext(one, many, 1), compiled.ngettext(one, many, 2)) == (
                message.string
            )


def test_the_devtool_changes_nothing_where_nothing_has_changed(catalogue: Catalog) -> None:
    file = WORDS / f"{catalogue.locale}.po"
    again = catalogues.updated(catalogue, texts(ROOT))
    assert catalogues.written(again) == file.read_bytes()
