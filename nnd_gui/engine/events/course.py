"""How a run goes on: its start, what comes next, its end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.noise import ShortLine
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import Kept

__all__ = ["Failure", "Finished", "Outcome", "Phase", "Started", "Working"]

Outcome = Literal["completed", "cancelled", "failed"]


@dataclass(frozen=True, slots=True, eq=False)
class Started:
    """The point at which the gradient is checked, and the gradient under test.

    Parameters
    ----------
    layout : Layout
        Which weight is which.
    values : ndarray, shape (n,)
        The weights, in the experiment's dtype.
    analytic : ndarray, shape (n,)
        The gradient by backpropagation.
    cost : float
        The cost at `values`.
    method : str
        ``"loop"`` (every perturbed cost is that of the whole network) or ``"direct"``
        (only what the perturbed weight changes is computed).
    noise : float
        How much the cost was seen to scatter at `values`.
    evaluations : int
        How often the cost was computed to find this out.
    penalty : ndarray, shape (n,), optional
        What regularisation adds to the gradient, where it is known.
    facts : mapping, optional
        What was found in a person's file, and what runs it: plain JSON.
    sample : ndarray of int, shape (k,), optional
        Which weights are checked, rising; all of them when left out.
    sample_seed : int, optional
        What the sample was drawn from.
    kept : Kept, optional
        Of a person's file: what the next run of it is to use again.
    line : ShortLine, optional
        What was found where the cost's scatter was measured.
    """

    layout: Layout
    values: NDArray[Any]
    analytic: NDArray[Any]
    cost: float
    method: str
    noise: float = 0.0
    evaluations: int = 1
    penalty: NDArray[Any] | None = None
    facts: Mapping[str, Any] | None = None
    sample: NDArray[np.intp] | None = None
    sample_seed: int | None = None
    kept: Kept | None = None
    line: ShortLine | None = None


@dataclass(frozen=True, slots=True)
class Phase:
    """What comes next, after every weight was measured at the asked step.

    Parameters
    ----------
    name : {"closer", "audit", "advice", "directions", "diagnosis"}
        Looking closer at what is in doubt, holding a fast way to the plain loop, trying
        which epsilon would decide it, measuring along directions, or finding out which
        mistake it looks like.
    weights : int
        At how many weights, or directions, it looks at most.
    """

    name: str
    weights: int
    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Working:
    """Nothing to tell yet, but work goes on, and a stop is obeyed here."""

    evaluations: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a run failed.

    Parameters
    ----------
    kind : str
        One of the report's failure kinds.
    template : str
        The sentence, with ``{name}`` for each value.
    values : dict
        What stands for each ``{name}``.
    where : str, optional
        Place in a person's file, such as ``"net.py:12"`` or ``"cell 3, line 4"``.
    """

    kind: str
    template: str
    values: dict[str, object]
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a run, sent exactly once.

    Parameters
    ----------
    outcome : {"completed", "cancelled", "failed"}
        How it ended.
    evaluations : int
        How often the cost was computed.
    seconds : float
        How long the run took, its consumer's pauses among it.
    failure : Failure, optional
        Why, where it failed.
    """

    outcome: Outcome
    evaluations: int
    seconds: float
    failure: Failure | None = None
