"""The user guide: one Markdown file, cut into its sections."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from nnd_gui import resources

__all__ = ["FIRST", "GuideSection", "guide_sections", "section_at"]

FIRST = "first-steps"


@dataclass(frozen=True, slots=True)
class GuideSection:
    """One section.

    Parameters
    ----------
    name : str
        What the program calls it: its title in small letters, joined by hyphens, which is
        also its anchor on a web page.
    title : str
        What it is headed by.
    text : str
        Markdown, the heading among it.
    """

    name: str
    title: str
    text: str


@cache
def guide_sections() -> tuple[GuideSection, ...]:
    """Every section, in the order of the guide."""
    text = resources.path("guide.md").read_text(encoding="utf-8")
    sections = []
    for part in re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]:
        title = part.partition("\n")[0].removeprefix("## ").strip()
        sections.append(GuideSection(_name_of(title), title, part))
    return tuple(sections)


def section_at(name: str) -> GuideSection:
    """One section by its name; the first where there is none of that name."""
    sections = guide_sections()
    return next((section for section in sections if section.name == name), sections[0])


def _name_of(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")
