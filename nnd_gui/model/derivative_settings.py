"""What a person has chosen for the look at one function, apart from the experiment."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnd_gui.engine.derivative import DerivativeSpec
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.functions import Function
from nnd_gui.engine.sources import is_finite
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.derivative_result import zoom_windows

__all__ = ["DerivativeSettings"]

# Half the width of the widest picture: as far as the kinks and poles of the shipped functions.
_WIDEST = 3.0
# More decades than numbers have.
_MOST_ZOOM = 700


@dataclass(frozen=True, slots=True)
class DerivativeSettings:
    """The function, the zoom, and an epsilon that may be another than the experiment's.

    Parameters
    ----------
    function : Function
        What is looked at, and where.
    own_epsilon : float, optional
        None takes the experiment's.
    zoom : int
        How many steps the picture is closer than the widest one.

    Raises
    ------
    SpecError
        If there is no such epsilon or zoom.
    """

    function: Function = field(default_factory=Function)
    own_epsilon: float | None = None
    zoom: int = 0

    def __post_init__(self) -> None:
        epsilon = self.own_epsilon
        if epsilon is not None and not (is_finite(epsilon) and epsilon > 0):
            raise SpecError("epsilon", "{label} must be a number larger than 0.", label="Epsilon")
        if not 0 <= self.zoom <= _MOST_ZOOM:
            raise SpecError("zoom", "The zoom must be from 0 to {most}.", most=_MOST_ZOOM)

    def epsilon(self, spec: ExperimentSpec) -> float:
        """The step that is asked for."""
        return spec.epsilon if self.own_epsilon is None else self.own_epsilon

    def windows(self, spec: ExperimentSpec) -> list[float]:
        """Half widths of the pictures, from the widest to one just wide enough for the probes."""
        scheme = SCHEME_TABLE[spec.scheme]
        reach = 1.0 if scheme.is_complex else max(map(abs, scheme.multiples[: scheme.own]))
        windows = zoom_windows(reach * self.epsilon(spec))
        return [_WIDEST, *windows] if windows[0] < _WIDEST else windows

    def asked(self, spec: ExperimentSpec) -> DerivativeSpec:
        """What is looked at, with the experiment's scheme and precision."""
        windows = self.windows(spec)
        window = windows[max(0, min(self.zoom, len(windows) - 1))]
        return DerivativeSpec(
            self.function, self.epsilon(spec), spec.scheme, spec.dtype, float(window)
        )
