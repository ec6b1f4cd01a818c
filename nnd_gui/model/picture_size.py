"""How large a picture is written: as a multiple of what is seen, or so many pixels wide."""

from __future__ import annotations

import math
from dataclasses import dataclass

from nnd_gui.model.words import tr

__all__ = [
    "FORMS",
    "SCALES",
    "PictureChoice",
    "largest_ratio",
    "pixels_of",
    "ratio_of",
    "size_text",
]

FORMS = ("png", "svg", "pdf")
"""What a picture can be written as."""

SCALES = (1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0)
"""The multiples that are offered."""

# Some 400 MB while it is drawn; a page of A0 at 150 dots an inch is a third of it.
_MOST_PIXELS = 100_000_000
# Of Qt's painter.
_LONGEST = 32_767
_DOTS_AN_INCH, _CM_AN_INCH = 300, 2.54

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """How a picture is written.

    Parameters
    ----------
    form : str
        One of `FORMS`.
    scale : float
        Pixels of the picture for each that is seen on a usual screen.
    width : int
        Pixels, in place of the scale; 0 where the scale counts.
    """

    form: str = "png"
    scale: float = 2.0
    width: int = 0


def largest_ratio(size: Size) -> float:
    """How many times larger than it is seen a picture can be.

    Parameters
    ----------
    size : (int, int)
        Width and height as it is seen.
    """
    width, height = size
    return min(math.sqrt(_MOST_PIXELS / (width * height)), _LONGEST / max(size))


def ratio_of(choice: PictureChoice, size: Size) -> float:
    """How many times larger than it is seen a picture is written, as far as that can be."""
    wanted = choice.width / size[0] if choice.width else choice.scale
    return min(wanted, largest_ratio(size))


def pixels_of(ratio: float, size: Size) -> Size:
    """Width and height of a picture that is so many times larger than it is seen."""
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))


def size_text(pixels: Size) -> str:
    """What a size is good for, in a sentence."""
    across, down = (_CM_AN_INCH * side / _DOTS_AN_INCH for side in pixels)
    return tr(
        "{width} × {height} pixels; in print sharp up to {across:.0f} × {down:.0f} cm",
        width=pixels[0],
        height=pixels[1],
        across=across,
        down=down,
    )
