"""Reads and writes the sizes of a network's layers: 2-3-1."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from nnd_gui.model.words import tr

__all__ = ["SizeLimits", "SizesError", "read_sizes", "write_sizes"]

# Between two sizes: hyphens and dashes of all kinds, commas, semicolons, times signs, arrows,
# or just spaces.
_BETWEEN = re.compile(r"\s*(?:->|=>|[-‐‑‒–—−,;:x×*→])\s*|\s+", re.IGNORECASE)
_BRACKETED = re.compile(r"[(\[](.*)[)\]]", re.DOTALL)
_DIGITS = re.compile(r"[0-9]+")
_NEGATIVE = re.compile(r"(?:^|[-‐‑‒–—−,;:x×*→])\s*[-−]\s*(?=[0-9])", re.IGNORECASE)
_LONGEST_SIZE = 18
"""Digits; a longer number is too large whatever it is, and is not worth the reading."""


class SizesError(ValueError):
    """The text is no usable network; the message is a sentence for the person who typed it."""


@dataclass(frozen=True)
class SizeLimits:
    """How large a network may be.

    Parameters
    ----------
    layers : int
        Of the layers, inputs and outputs among them.
    units : int
        Of the units in one layer.
    weights : int
        Of the weights in all, without biases.
    """

    layers: int = 64
    units: int = 10_000
    weights: int = 1_000_000


def read_sizes(text: str, limits: SizeLimits | None = None) -> tuple[int, ...]:
    """Read the sizes of the layers.

    Parameters
    ----------
    text : str
        What was typed: ``2-3-1``, ``2 3 1``, ``2,3,1``, ``2x3x1``, also in brackets.
    limits : SizeLimits, optional
        How large a network may be.

    Returns
    -------
    tuple of int
        The sizes, the inputs' first.

    Raises
    ------
    SizesError
        If the text is something else, or the network too small or too large.
    """
    limits = limits or SizeLimits()
    bare = text.strip()
    if found := _BRACKETED.fullmatch(bare):
        bare = found[1].strip()
    if not bare:
        raise SizesError(tr("Type the size of each layer, for example 2-3-1."))
    if _NEGATIVE.search(bare):
        raise SizesError(tr("A layer cannot have a negative size. Try 2-3-1."))
    parts = _BETWEEN.split(bare)
    if len(parts) > limits.layers:
        raise SizesError(
            tr(
                "That is {count} layers; at most {most} are possible here.",
                count=f"{len(parts):,}",
                most=limits.layers,
            )
        )
    sizes = tuple(_size(number, part, limits) for number, part in enumerate(parts, start=1))
    if len(sizes) < 2:
        raise SizesError(
            tr("A network needs at least an input and an output layer, for example 2-3-1.")
        )
    weights = sum(above * below for above, below in pairwise(sizes))
    if weights > limits.weights:
        raise SizesError(
            tr(
                "That network has {count} weights; at most {most} are possible here.",
                count=f"{weights:,}",
                most=f"{limits.weights:,}",
            )
        )
    return sizes


def write_sizes(sizes: Sequence[int]) -> str:
    """Write the sizes of the layers as 2-3-1.

    Parameters
    ----------
    sizes : sequence of int
        The sizes, the inputs' first.

    Returns
    -------
    str
        The text.
    """
    return "-".join(str(size) for size in sizes)


def _size(number: int, part: str, limits: SizeLimits) -> int:
    """Read one layer's size; layers are counted from 1, as people do."""
    if not part:
        raise SizesError(tr("Layer {number} has no size. Try 2-3-1.", number=number))
    if not _DIGITS.fullmatch(part):
        shown = part if len(part) <= 16 else part[:15] + "…"
        raise SizesError(
            tr("“{typed}” is not a whole number. Type sizes such as 2-3-1.", typed=shown)
        )
    size = int(part) if len(part) <= _LONGEST_SIZE else limits.units + 1
    if size == 0:
        raise SizesError(
            tr("Layer {number} has 0 units; every layer needs at least 1.", number=number)
        )
    if size > limits.units:
        raise SizesError(
            tr(
                "Layer {number} has more than {most} units, the most that is possible here.",
                number=number,
                most=f"{limits.units:,}",
            )
        )
    return size
