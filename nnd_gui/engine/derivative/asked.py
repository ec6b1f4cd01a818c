"""What is asked of a function: the point, the step, and how much of it a picture shows."""

from __future__ import annotations

from dataclasses import dataclass, field

from nnd_gui.engine.errors import SpecError, Words
from nnd_gui.engine.functions import Function
from nnd_gui.engine.sources import is_finite
from nnd_gui.engine.spec import DTYPES, SCHEMES

__all__ = ["DerivativeSpec"]


@dataclass(frozen=True, slots=True)
class DerivativeSpec:
    """A function at a point, and how its slope is measured there.

    Parameters
    ----------
    function : Function
        What is looked at, and where.
    epsilon : float
        The step asked for.
    scheme, dtype : str
        As of an experiment.
    window : float
        Half the width of the picture, in units of x.

    Raises
    ------
    SpecError
        If a setting is not one that can be used.
    """

    function: Function = field(default_factory=Function)
    epsilon: float = 1e-4
    scheme: str = "central"
    dtype: str = "float64"
    window: float = 1.0

    def __post_init__(self) -> None:
        for name, label, value in (
            ("epsilon", Words("Epsilon"), self.epsilon),
            ("window", Words("The width of the picture"), self.window),
        ):
            if not (is_finite(value) and value > 0):
                raise SpecError(name, "{label} must be a number larger than 0.", label=label)
        for name, label, told, known in (
            ("scheme", Words("scheme"), self.scheme, SCHEMES),
            ("dtype", Words("precision"), self.dtype, DTYPES),
        ):
            if told not in known:
                raise SpecError(
                    name,
                    "There is no {field} “{name}”; it can be {known}.",
                    field=label,
                    name=told,
                    known=", ".join(known),
                )
