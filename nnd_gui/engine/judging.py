"""What a run reports of some weights -> their verdicts. Pure, for the run itself and its reader."""

from __future__ import annotations

from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np

from nnd_gui.engine.closer import look_closer
from nnd_gui.engine.costs_around import CostsAround, from_changes, from_costs, from_imaginary
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import Acquitted, LookedCloser, Measured, Started
from nnd_gui.engine.judge import judge_weights
from nnd_gui.engine.ladder import Ladder
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.verdicts import UNDECIDED, WeightVerdicts, reason_code

__all__ = ["acquit", "costs_around", "judge_measured", "weigh"]


def judge_measured(spec: ExperimentSpec, started: Started, event: Measured) -> WeightVerdicts:
    """Judge some weights by what the asked step found.

    Parameters
    ----------
    spec : ExperimentSpec
        The scheme and the tolerance.
    started : Started
        The point and the gradient under test.
    event : Measured
        The evidence.
    """
    kept = _JUDGED.get(event)
    if kept is None or not kept.holds(spec, started):
        around = costs_around(spec, started, event)
        analytic = started.analytic[event.places]
        found = judge_weights(spec.scheme, around, analytic, spec.tolerance_used)
        kept = _JUDGED[event] = _Judged(spec.scheme, spec.tolerance_used, started, around, found)
    return kept.found


class _Judged(NamedTuple):
    """The verdicts on an event, and what they rest on."""

    scheme: str
    tolerance: float
    started: Started
    around: CostsAround
    found: WeightVerdicts

    def holds(self, spec: ExperimentSpec, started: Started) -> bool:
        """Whether the verdicts would be the same."""
        asked = spec.scheme, spec.tolerance_used
        return self.started is started and asked == (self.scheme, self.tolerance)


# Both the run and its reader judge what was measured, one soon after the other.
_JUDGED: WeakKeyDictionary[Measured, _Judged] = WeakKeyDictionary()


def costs_around(spec: ExperimentSpec, started: Started, event: Measured) -> CostsAround:
    """Costs of an event, and how far rounding can put them off."""
    kept = _JUDGED.get(event)
    if kept is not None and kept.holds(spec, started):
        return kept.around
    limits = np.finfo(started.analytic.dtype)
    if SCHEME_TABLE[spec.scheme].is_complex:
        return from_imaginary(started.cost, event.steps, event.costs, limits)
    changes, bound = event.changes, event.noise
    # With interpolation, the changes' own bound is the one that counts.
    if changes is not None and bound is not None and started.method != "direct":
        return from_changes(event.steps, changes, bound)
    plain = from_costs(started.cost, event.steps, event.costs, started.noise, limits)
    if changes is None or bound is None:
        return plain
    # Without, changes taken sample by sample are at least as good as the loop's.
    return from_changes(event.steps, changes, np.fmin(bound, plain.noise))


def weigh(
    spec: ExperimentSpec, started: Started, found: WeightVerdicts, event: LookedCloser
) -> WeightVerdicts:
    """Judge some weights again by what other steps found.

    Parameters
    ----------
    spec, started
        As for `judge_measured`.
    found : WeightVerdicts
        What was found of all weights before.
    event : LookedCloser
        The new evidence.

    Returns
    -------
    WeightVerdicts
        Of the event's weights.
    """
    at = event.indices
    sizes = np.zeros(len(at)) if event.sizes is None else event.sizes
    return look_closer(
        found.at(at),
        started.cost,
        Ladder(event.steps, event.costs, sizes, event.asked),
        started.analytic[at],
        spec.tolerance_used,
        started.noise,
        spec.scheme,
    )


def acquit(found: WeightVerdicts, event: Acquitted) -> None:
    """Withdraw accusations of which none like them stood: the step was too coarse.

    Parameters
    ----------
    found : WeightVerdicts
        What was found of all weights before, changed in place.
    event : Acquitted
        Which.
    """
    found.verdict[event.indices] = UNDECIDED
    found.reason[event.indices] = reason_code(event.reason)
