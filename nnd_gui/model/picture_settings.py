"""What a person has chosen for single pictures: how each is looked at, apart from the experiment.

Each is a frozen value whose defaults are what a picture shows before anything was chosen.
"""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import MAX_SAMPLES, is_finite

__all__ = ["EDGE_KINDS", "WIDEST_SLICE", "DrawingSettings", "SliceSettings", "ValleySettings"]

EDGE_KINDS = ("value", "analytic", "numerical", "error")
"""What the width and the colour of a drawn edge can tell."""

WIDEST_SLICE = 1.0
"""Half the width of a slice's picture at most, in units of the weight."""


@dataclass(frozen=True, slots=True)
class DrawingSettings:
    """The drawing of the network: what its edges tell, and whose values stand in its units.

    Parameters
    ----------
    edges : str
        One of `EDGE_KINDS`.
    sample : int, optional
        Which sample's values stand in the units, from 0; None for no values.

    Raises
    ------
    SpecError
        If there is no such kind of edge, or never so many samples.
    """

    edges: str = EDGE_KINDS[0]
    sample: int | None = 0

    def __post_init__(self) -> None:
        if self.edges not in EDGE_KINDS:
            raise SpecError("edges", "The edges can show {known}.", known=", ".join(EDGE_KINDS))
        if self.sample is not None and not 0 <= self.sample < MAX_SAMPLES:
            raise SpecError(
                "sample", "The sample must be from 0 to {most:,}.", most=MAX_SAMPLES - 1
            )


@dataclass(frozen=True, slots=True)
class SliceSettings:
    """The cost along one weight: how near it is looked at.

    Parameters
    ----------
    window : float
        Half the width of the picture, in units of the weight.

    Raises
    ------
    SpecError
        If no picture is as wide, or as narrow.
    """

    window: float = WIDEST_SLICE

    def __post_init__(self) -> None:
        if not (is_finite(self.window) and 0 < self.window <= WIDEST_SLICE):
            raise SpecError(
                "window",
                "Half the width of the picture must be more than 0, and at most {most:g}.",
                most=WIDEST_SLICE,
            )


@dataclass(frozen=True, slots=True)
class ValleySettings:
    """The epsilon valley.

    Parameters
    ----------
    others : bool
        Whether the errors of the other schemes are drawn as well.
    """

    others: bool = True
