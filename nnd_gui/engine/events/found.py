"""What is found out beside the slopes: how far to trust them, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.better_epsilon import Cause
from nnd_gui.engine.explanations import Finding

__all__ = ["Advised", "Audited", "Diagnosed", "FirstWrong"]


@dataclass(frozen=True, slots=True)
class Audited:
    """A fast way held to the plain loop, on some of the weights.

    Parameters
    ----------
    weights : int
        How many were looked at.
    largest_deviation : float
        The most that their numerical gradients differ, in units of the gradient.
    evaluations : int
        How often the cost was computed for it.
    """

    weights: int
    largest_deviation: float
    evaluations: int


@dataclass(frozen=True, slots=True)
class Advised:
    """What was found by trying other steps, where the asked one could not decide.

    Parameters
    ----------
    epsilon : float or None
        One that decides; None if none does of those that were tried.
    step : str
        Whether that is absolute or relative.
    cause : Cause or None
        What the best of them leaves undecided, where none decides.
    evaluations : int
        How often the cost was computed for it.
    """

    epsilon: float | None
    step: str
    cause: Cause | None
    evaluations: int


@dataclass(frozen=True, slots=True)
class FirstWrong:
    """The first line of a person's gradient that is wrong.

    Parameters
    ----------
    template : str
        An English sentence in which ``{name}`` marks a value.
    values : dict
        What stands for each ``{name}``: the place among them, as ``where``.
    name : str
        The variable, as the person wrote it.
    line : int
        Its line of the program text: see `Places`.
    """

    template: str
    values: dict[str, object]
    name: str
    line: int


@dataclass(frozen=True, slots=True, eq=False)
class Diagnosed:
    """What the errors look like, where the gradient is wrong.

    Parameters
    ----------
    findings : tuple of Finding
        The classic mistakes that the evidence singles out; empty where there is none.
    first_wrong : FirstWrong, optional
        Of a person's file: the line that goes wrong first, where that was found.
    """

    findings: tuple[Finding, ...]
    evaluations: int = 0
    first_wrong: FirstWrong | None = None
