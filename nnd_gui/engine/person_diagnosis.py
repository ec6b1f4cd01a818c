"""Which mistake the errors of a person's gradient look like, by their numbers alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.bias_within import without_biases_within
from nnd_gui.engine.costs_around import from_costs
from nnd_gui.engine.diagnose import UNKNOWN, diagnose
from nnd_gui.engine.differences import CENTRAL
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.events import Diagnosed, FirstWrong, Started
from nnd_gui.engine.evidence import Facts, facts_of
from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.judge import WeightVerdicts, judge_weights
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.person_objective import PersonObjective
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.steps import asked_steps, perturbed
from nnd_gui.engine.usercode.intermediates import Intermediates

__all__ = ["diagnose_along", "diagnose_person"]

# What multiplies a whole block shows in every slope along it; all else needs its weights.
_OF_WHOLE_BLOCKS = (
    "sign",
    "factor",
    "mean-or-sum",
    "missing-half-or-two",
    "zero-layer",
    "zero-bias",
    "unbroadcast-bias",
)


def diagnose_person(
    spec: ExperimentSpec,
    file: PersonFile,
    objective: PersonObjective,
    started: Started,
    found: WeightVerdicts,
) -> Diagnosed:
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
    Diagnosed
        What the errors look like, and the line that goes wrong first, where that is found.
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

    findings = _not_written(diagnose(known, again), facts.get("unwritten"))
    if any(one.bug == UNKNOWN and one.variant is None for one in findings):
        findings = _with_biases_within(known, findings)
    return _with_the_way(findings, objective)


def _not_written(findings: list[Finding], names: object) -> list[Finding]:
    """Say of blocks whose gradient is not there yet that it is not, and not that it is wrong."""
    unwritten = set(names) if isinstance(names, list) else set()
    told: list[Finding] = []
    for one in findings:
        absent = tuple(name for name in one.where if name in unwritten)
        if one.variant != "not-finite" or not absent:
            told.append(one)
            continue
        others = tuple(name for name in one.where if name not in unwritten)
        told += [replace(one, where=others)] if others else []
        told.append(replace(one, where=absent, variant="not-written"))
    return told


def diagnose_along(
    objective: PersonObjective, layout: Layout, analytic: NDArray[Any], found: WeightVerdicts
) -> Diagnosed:
    """Name what is wrong with a person's gradient of which directions are all that is known.

    A slope along a direction is a sum over one block: what multiplies the whole block
    multiplies each of its slopes.

    Parameters
    ----------
    objective : PersonObjective
        Still open.
    layout : Layout
        The blocks, with a slope for each direction in place of their weights.
    analytic : ndarray, shape (k,)
        What the gradient under test says the slopes are.
    found : WeightVerdicts
        What was found of each.
    """
    samples = objective.opened.facts.get("samples")
    known = facts_of(
        layout,
        np.zeros(len(analytic)),
        analytic,
        found,
        samples if isinstance(samples, int) else None,
    )
    findings = [one for one in diagnose(known) if one.bug in _OF_WHOLE_BLOCKS]
    return _with_the_way(findings, objective)


def _with_the_way(findings: list[Finding], objective: PersonObjective) -> Diagnosed:
    """Findings, and the line that goes wrong first, where that is found."""
    way = _on_the_way(objective)
    sentence = way.sentence(objective.place)
    first = None
    blamed = way.blamed
    if sentence is not None and blamed is not None:
        first = FirstWrong(*sentence, blamed.name, blamed.line)
        findings = _named_by_the_way(findings, way, objective.layout)
    return Diagnosed(tuple(findings), first_wrong=first)


def _with_biases_within(facts: Facts, findings: list[Finding]) -> list[Finding]:
    """What the errors look like if a row or column of each matrix is its biases."""
    for inner, kept in without_biases_within(facts):
        found = diagnose(inner)
        if found and not any(one.bug == UNKNOWN for one in found):
            return [
                one if one.weight is None else replace(one, weight=int(kept[one.weight]))
                for one in found
            ]
    return findings


def _on_the_way(objective: PersonObjective) -> Intermediates:
    try:
        return objective.intermediates()
    except CheckFailure:
        return Intermediates()  # a hint that is not there


def _named_by_the_way(findings: list[Finding], way: Intermediates, layout: Layout) -> list[Finding]:
    """Mistakes that their line gives away, where the numbers alone do not.

    A delta may lack the derivative of its activation, or have it at the wrong place; and a
    matrix may have learned before the delta goes back through it.
    """
    wrong = way.blamed
    if wrong is not None and wrong is way.updated:
        return [
            replace(one, bug="updated-weight-used", factor=wrong.factor)
            if one.bug == UNKNOWN and one.variant is None
            else one
            for one in findings
        ]
    if wrong is None or way.bug is None:
        return findings
    # What a wrong delta spoils lies below it.
    return [_of_delta(one, way.bug, layout) for one in findings]


def _of_delta(finding: Finding, bug: str, layout: Layout) -> Finding:
    if finding.bug != UNKNOWN or finding.variant is not None:
        return finding
    layers = [block.layer for block in layout.blocks if block.name in finding.where]
    return replace(finding, bug=bug, layers=(max(layers),))


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
