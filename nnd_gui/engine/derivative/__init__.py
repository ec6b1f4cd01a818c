"""The derivative, first: one function at one point, the secant between two probes, the tangent.

A generator of events like every run, although it takes a millisecond or two: the window
drives it through the same thread, and a newer one replaces it.
"""

from __future__ import annotations

from collections.abc import Iterator

from nnd_gui.engine.derivative.asked import DerivativeSpec
from nnd_gui.engine.derivative.curve import CurveSampled, curve_around
from nnd_gui.engine.derivative.probed import PointProbed, Tangent, probed

__all__ = ["CurveSampled", "DerivativeSpec", "PointProbed", "Tangent", "derivative"]


def derivative(spec: DerivativeSpec) -> Iterator[PointProbed | CurveSampled]:
    """Look at one function at one point.

    Parameters
    ----------
    spec : DerivativeSpec
        The function, the point and the step.

    Yields
    ------
    PointProbed
        The numbers.
    CurveSampled
        The picture.
    """
    numbers = probed(spec)
    yield numbers
    yield curve_around(spec, numbers)
