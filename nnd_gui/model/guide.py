"""The user guide: one Markdown file for each language, cut into its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nnd_gui import resources
from nnd_gui.model.words import chosen_language

__all__ = ["FIRST", "GuideSection", "guide_sections", "section_at"]

FIRST = "first-steps"


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section.

    Parameters
    ----------
    name : str
        What the program calls it: its English title in small letters, joined by hyphens,
        which is also its anchor on a web page.
    title : str
        What it is headed by.
    text : str
        Markdown, the heading among it.
    """

    name: str
    title: str
    text: str


def guide_sections() -> tuple[GuideSection, ...]:
    """Every section, in the order of the guide, in the language that is spoken."""
    return _sections_in(chosen_language())


@cache
def _sections_in(language: str) -> tuple[GuideSection, ...]:
    english = _parts("guide.md")
    told = english if language == "en" else _parts(f"guide.{language}.md")
    # Places name sections by their English titles, whatever is spoken: a test holds that
    # each guide has the same sections in the same order.
    names = [_name_of(title) for title, _ in english]
    return tuple(
        GuideSection(name, title, text) for name, (title, text) in zip(names, told, strict=True)
    )


def _parts(file: str) -> list[tuple[str, str]]:
    """Title and text of each section of a file."""
    text = resources.path(file).read_text(encoding="utf-8")
    parts = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return [(part.partition("\n")[0].removeprefix("## ").strip(), part) for part in parts]


def section_at(name: str) -> GuideSection:
    """One section by its name; the first where there is none of that name."""
    sections = guide_sections()
    return next((section for section in sections if section.name == name), sections[0])


def _name_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
