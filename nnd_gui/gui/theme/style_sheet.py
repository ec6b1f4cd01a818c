"""The one style sheet, filled in from a theme's colours and the person's enlargement."""

from __future__ import annotations

import re
from dataclasses import asdict
from string import Template

from nnd_gui.gui.theme.fonts import MONO_FAMILIES, SANS_FAMILIES
from nnd_gui.gui.theme.rules import RULES
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["style_sheet"]


def style_sheet(theme: Theme, images: str, scale: float = 1.0) -> str:
    """Fill in the rules.

    Parameters
    ----------
    theme : Theme
        Stands for each ``$name`` of a colour.
    images : str
        The folder of the small pictures, which stands for ``$images``.
    scale : float
        Every size is multiplied by it, except lines of one or two pixels.

    Returns
    -------
    str
        The style sheet.
    """
    values: dict[str, str] = {key: str(value) for key, value in asdict(theme).items()}
    values |= {"images": images, "sans": _families(SANS_FAMILIES), "mono": _families(MONO_FAMILIES)}
    text = Template(RULES).substitute(values)
    return re.sub(r"(\d+)px", lambda found: f"{_scaled(int(found[1]), scale)}px", text)


def _scaled(px: int, scale: float) -> int:
    return px if px <= 2 else max(2, round(px * scale))


def _families(families: list[str]) -> str:
    return ", ".join(f'"{family}"' for family in families)
