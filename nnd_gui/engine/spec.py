"""An experiment: all that is needed to repeat a check, frozen and checked when it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.errors import SpecError, Words
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import is_finite
from nnd_gui.engine.subject import Network

__all__ = [
    "DEFAULT_TOLERANCES",
    "DTYPES",
    "MAX_DIRECTIONS",
    "SCHEMES",
    "STEPS",
    "ExperimentSpec",
]

SCHEMES = ("forward", "backward", "central", "four-point", "richardson", "complex-step")
STEPS = ("absolute", "relative")
DTYPES = ("float64", "float32")
DEFAULT_TOLERANCES = {"float64": 1e-5, "float32": 1e-2}
# More say no more: what 1,000 independent directions miss, the next will hardly find.
MAX_DIRECTIONS = 1_000
_LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ExperimentSpec:
    """A subject whose gradient is checked, and how it is checked.

    Parameters
    ----------
    subject : Network or PersonFile
        What is checked.
    epsilon : float
        The perturbation asked for: in units of the weight, or of its size where `step`
        is ``"relative"``.
    scheme : str
        One of `SCHEMES`.
    step : str
        One of `STEPS`. A relative step is ``epsilon * abs(w)``, and ``epsilon`` where
        ``w`` is 0.
    dtype : str
        One of `DTYPES`: the precision in which cost and gradient are computed.
    tolerance : float, optional
        Relative error up to which a weight agrees; the dtype's own when left out.
    bug : Bug, optional
        A deliberate mistake in the gradient under test. Whether it can show on this
        subject is looked at where it is made (`check_bug`).
    sample : int, optional
        How many weights are checked, spread over every matrix and bias; all of them when
        left out, and none with 0. There is at least one of each matrix and bias.
    directions : int
        Along how many random directions the gradient is checked, beside the weights.
    direction_seed : int, optional
        What the directions are drawn from; fresh ones in every run when left out.

    Raises
    ------
    SpecError
        If a setting is not one that a check can be made with.
    """

    subject: Network | PersonFile
    epsilon: float = 1e-4
    scheme: str = "central"
    step: str = "absolute"
    dtype: str = "float64"
    tolerance: float | None = None
    bug: Bug | None = None
    sample: int | None = None
    directions: int = 0
    direction_seed: int | None = None

    def __post_init__(self) -> None:
        _check_positive("epsilon", Words("Epsilon"), self.epsilon)
        if self.tolerance is not None:
            _check_positive("tolerance", Words("The tolerance"), self.tolerance)
        _check_name("scheme", Words("scheme"), self.scheme, SCHEMES)
        _check_name("step", Words("kind of step"), self.step, STEPS)
        _check_name("dtype", Words("precision"), self.dtype, DTYPES)
        if self.bug is not None and not isinstance(self.subject, Network):
            raise SpecError("bug", "A bug can be put into a network of the program's own only.")
        _check_extent(self.sample, self.directions)
        if self.direction_seed is not None and not 0 <= self.direction_seed <= _LARGEST_SEED:
            raise SpecError(
                "direction_seed", "The seed of the directions must be 0 or a positive number."
            )

    @property
    def tolerance_used(self) -> float:
        """The tolerance asked for, or else the one that fits the precision."""
        return DEFAULT_TOLERANCES[self.dtype] if self.tolerance is None else self.tolerance

    @property
    def network(self) -> Network:
        """The network that is checked.

        Raises
        ------
        TypeError
            If a person's file is checked, which is to be asked for before.
        """
        if not isinstance(self.subject, Network):
            raise TypeError(f"{type(self.subject).__name__} is no network of our own")
        return self.subject

    @property
    def directions_only(self) -> bool:
        """Whether no weight is checked by itself."""
        return self.sample == 0

    def with_network(self, **changes: Any) -> ExperimentSpec:
        """Copy with some fields of the network changed, checked again."""
        return replace(self, subject=replace(self.network, **changes))


def _check_positive(field: str, label: Words, value: float) -> None:
    if value != value:  # noqa: PLR0124 - NaN; math.isnan does not take every int
        raise SpecError(field, "{label} must be a number.", label=label)
    if value <= 0:
        raise SpecError(field, "{label} must be larger than 0.", label=label)
    if not is_finite(value):
        raise SpecError(field, "{label} is too large for a computer's number.", label=label)


def _check_extent(sample: int | None, directions: int) -> None:
    if sample is not None and sample < 0:
        raise SpecError("sample", "A sample needs at least 1 weight.")
    if directions < 0:
        raise SpecError("directions", "The number of directions must be 0 or more.")
    if directions > MAX_DIRECTIONS:
        raise SpecError(
            "directions",
            "{directions:,} directions are too many; at most {most:,} can be checked.",
            directions=directions,
            most=MAX_DIRECTIONS,
        )
    if sample == 0 and directions == 0:
        raise SpecError(
            "sample", "Without weights and without directions there is nothing to check."
        )


def _check_name(field: str, label: Words, name: str, known: tuple[str, ...]) -> None:
    if name not in known:
        raise SpecError(
            field,
            "There is no {field} “{name}”; it can be {known}.",
            field=label,
            name=name,
            known=", ".join(known),
        )
