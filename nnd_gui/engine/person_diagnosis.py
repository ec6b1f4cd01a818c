"""Which mistake the errors of a person's gradient look like, by their numbers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.costs_around import from_costs
from nnd_gui.engine.diagnose import diagnose
from nnd_gui.engine.differences import CENTRAL
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Started
from nnd_gui.engine.evidence import Facts, facts_of
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.judge import WeightVerdicts, judge_weights
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed

__all__ = ["diagnose_person"]


def diagnose_person(
    spec: ExperimentSpec,
    file: PersonFile,
    objective: PersonObjective,
    started: Started,
    found: WeightVerdicts,
) -> list[Finding]:
    """Name what is wrong with a person's gradient.

    Parameters
    ----------
    spec : ExperimentSpec
        How it was checked.
    file : PersonFile
        What was checked.
    objective : PersonObjective
        Still open.
    started : Started
    found : WeightVerdicts
        What the check found.

    Returns
    -------
    list of Finding
        Empty if no weight disagrees.
    """
    facts = objective.opened.facts
    samples, l2 = facts.get("samples"), facts.get("l2")
    known = facts_of(
        started.layout,
        started.values,
        started.analytic,
        found,
        samples if isinstance(samples, int) else None,
        float(l2) if isinstance(l2, int | float) else None,
    )

    def again(fewer: int) -> Facts | None:
        if facts.get("samples_fixed"):
            return None
        return _on_fewer_samples(spec, file, objective, known, fewer)

    return diagnose(known, again)


def _on_fewer_samples(
    spec: ExperimentSpec, file: PersonFile, objective: PersonObjective, known: Facts, samples: int
) -> Facts | None:
    """Measure the same weights once more, on other samples; None where the file cannot."""
    given: dict[str, NDArray[Any]] = {
        "samples": np.array(samples),
        "theta": objective.point.astype(np.float64),
    }
    for name, value in objective.opened.arrays.items():
        given[f"{name}_kept"] = value
    try:
        with PersonObjective(file, spec.dtype, objective.stopping, given) as other:
            if other.opened.facts.get("samples") != samples or other.layout != objective.layout:
                return None
            if not np.array_equal(other.point, objective.point):
                return None
            cost, analytic = other.value(other.point), other.gradient(other.point)
            signed = asked_steps(other.point, spec)[:, np.newaxis] * np.array(CENTRAL.multiples)
            values, steps = perturbed(other.point, signed)
            costs = np.full(steps.shape, np.nan)
            for probe in other.values_at_perturbations(values):
                costs[probe.indices] = probe.costs
    except CheckFailure:
        return None
    around = from_costs(cost, steps, costs, 0.0, np.finfo(analytic.dtype))
    judged = judge_weights("central", around, analytic, spec.tolerance_used)
    again = facts_of(known.layout, known.theta, analytic, judged, samples, known.l2)
    return replace(again, samples=samples)
