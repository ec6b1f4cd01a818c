"""Which deliberate bug, or which mistake like it, the errors of a gradient look like.

A bug is named only if it makes exactly what is wrong, within the uncertainty of what it is
held against, and by evidence that an accident would not leave. Others that do so as well
are told beside it; where none does, the answer is ``"unknown"``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.bug_places import sample_count
from nnd_gui.engine.candidates import candidates, right_gradient, with_rate
from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.driven import driven
from nnd_gui.engine.evidence import Evidence, Facts, facts_of, finite_blocks
from nnd_gui.engine.explanations import UNKNOWN, Explanation, Finding, cover
from nnd_gui.engine.judge import WeightVerdicts
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.scalings import holds, scalings
from nnd_gui.engine.signatures import signatures
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network

__all__ = [
    "UNKNOWN",
    "Facts",
    "Finding",
    "diagnose",
    "diagnosis_of_network",
    "facts_of",
    "network_facts",
    "samples_to_ask",
]

Result = TypeVar("Result")
# Something that yields between pieces of it, and returns what it found.
Work = Generator[None, None, Result]

# Most samples of a second look, which needs only another number of them.
_SECOND_LOOK = 8

# What says too little to leave it at that while a learning rate has not been tried.
_WEAK = (UNKNOWN, "factor", "single-weight", "wrong-regularization-factor")
_BY_SAMPLES = ("mean-or-sum", "unbroadcast-bias")
_BY_CONSTANT = ("missing-half-or-two", "factor")


def diagnose(facts: Facts, again: Callable[[int], Facts | None] | None = None) -> list[Finding]:
    """Name what is wrong with a gradient whose network is not known, by its numbers alone.

    Parameters
    ----------
    facts : Facts
        A check that disagrees.
    again : callable, optional
        ``again(k)`` checks the same code on k samples instead; None if it cannot. Asked
        at most once, and only where it decides between names: see `samples_to_ask`.

    Returns
    -------
    list of Finding
        Empty if no weight disagrees; ``"unknown"`` for what no bug explains.
    """
    finite, kept, not_finite = finite_blocks(facts)
    if not_finite:
        found = [
            one if one.weight is None else replace(one, weight=int(kept[one.weight]))
            for one in (diagnose(finite) if kept.size else ())
        ]
        return [*found, Finding(UNKNOWN, not_finite, variant="not-finite")]
    evidence = Evidence(facts)
    explanations = driven(_gathered(_signatures(evidence)))
    findings = cover(evidence.wrong_blocks, explanations)
    return _told_apart(findings, facts, lambda k: _evidence(again, k))


def diagnosis_of_network(
    spec: ExperimentSpec,
    facts: Facts,
    gradient_of: Callable[[ExperimentSpec], NDArray[Any]] | None = None,
) -> Work[list[Finding]]:
    """Name what is wrong with the gradient of a network of our own.

    Parameters
    ----------
    spec : ExperimentSpec
        The network and the precision.
    facts : Facts
        A check of it that disagrees.
    gradient_of : callable, optional
        The gradient under test of another experiment, by which a factor of the number of
        samples is told from the same constant. Left out, both are told.

    Yields
    ------
    None
        Between pieces of work, so that a stop is obeyed.

    Returns
    -------
    list of Finding
        Empty if no weight disagrees, or if the gradient is what the correct rules make.
    """
    if not np.any(facts.wrong):
        return []
    subject = spec.network
    network = CostNetwork(subject, spec.dtype)
    yield
    right, bound = yield from right_gradient(network, facts.theta)
    yield
    known = replace(facts, samples=sample_count(subject), l2=float(network.l2))
    evidence = Evidence(known, right, bound)
    if not evidence.wrong_blocks:
        return []
    explanations = yield from _gathered(_signatures(evidence))
    if evidence.finite:
        explanations += yield from _gathered(candidates(evidence, subject, network, facts.theta))
    findings = cover(evidence.wrong_blocks, explanations, _likelier(subject))
    if evidence.finite and any(one.bug in _WEAK for one in findings):
        explanations += yield from _gathered(with_rate(evidence, subject, network, facts.theta))
        findings = cover(evidence.wrong_blocks, explanations, _likelier(subject))

    def second(samples: int) -> Evidence | None:
        if gradient_of is None:
            return None
        fewer = replace(spec, subject=_with_samples(subject, samples))
        wrong = gradient_of(fewer)
        other = CostNetwork(fewer.network, spec.dtype)
        right, bound = driven(right_gradient(other, facts.theta))
        return Evidence(replace(known, analytic=wrong, samples=samples), right, bound)

    yield
    return _told_apart(findings, known, second)


def network_facts(
    spec: ExperimentSpec,
    layout: Layout,
    theta: NDArray[Any],
    analytic: NDArray[Any],
    weights: WeightVerdicts,
) -> Facts:
    """Facts of a check of a network of our own.

    Parameters
    ----------
    spec : ExperimentSpec
        What was checked.
    layout, theta, analytic, weights
        As for `facts_of`.

    Returns
    -------
    Facts
    """
    subject = spec.network
    return facts_of(layout, theta, analytic, weights, sample_count(subject), subject.l2)


def samples_to_ask(findings: list[Finding], samples: int | None) -> int | None:
    """How many samples would tell apart the names that are left, if any would.

    Parameters
    ----------
    findings : list of Finding
        What was found on `samples` samples.
    samples : int, optional
        None where it is not known.

    Returns
    -------
    int or None
    """
    if samples is None or samples < 2 or not any(_ambiguous(one) for one in findings):
        return None
    # Not one sample: with one, a mean and a sum are the same.
    return min(samples - 1, _SECOND_LOOK) if samples > 2 else 3


def _signatures(evidence: Evidence) -> Iterator[Explanation | None]:
    if evidence.finite and evidence.wrong_blocks:
        yield from signatures(evidence)
        yield from scalings(evidence)


def _gathered(found: Iterator[Explanation | None]) -> Work[list[Explanation]]:
    """Explanations of a search, which goes on with numpy's warnings off."""
    explanations: list[Explanation] = []
    while True:
        with np.errstate(all="ignore"):
            try:
                one = next(found)
            except StopIteration:
                return explanations
        if one is None:
            yield
        else:
            explanations.append(one)


def _evidence(again: Callable[[int], Facts | None] | None, samples: int) -> Evidence | None:
    facts = None if again is None else again(samples)
    return None if facts is None else Evidence(replace(facts, samples=samples))


def _likelier(subject: Network) -> tuple[str, ...]:
    # A cost that is a mean over samples, and has no half or two, does not invite the other.
    return ("mean-or-sum",) if "cross-entropy" in subject.loss else ()


def _ambiguous(finding: Finding) -> bool:
    names = {finding.bug, *finding.alternatives}
    return bool(names & set(_BY_SAMPLES)) and bool(names & set(_BY_CONSTANT))


def _told_apart(
    findings: list[Finding], facts: Facts, second: Callable[[int], Evidence | None]
) -> list[Finding]:
    """Decide between a constant and the number of samples by another number of samples."""
    samples = samples_to_ask(findings, facts.samples)
    other = None if samples is None else second(samples)
    if samples is None or facts.samples is None or other is None or not other.finite:
        return findings
    return [
        _decided(one, other, facts.samples, samples) if _ambiguous(one) else one for one in findings
    ]


def _decided(finding: Finding, other: Evidence, before: int, now: int) -> Finding:
    if finding.factor is None:
        return finding
    moved = finding.factor * (now / before if finding.factor > 1 else before / now)
    by_samples, constant = (
        holds(other, finding.where, factor, data_only=finding.data_only)
        for factor in (moved, finding.factor)
    )
    if by_samples == constant:
        return finding
    out = _BY_CONSTANT if by_samples else _BY_SAMPLES
    names = [name for name in (finding.bug, *finding.alternatives) if name not in out]
    return replace(finding, bug=names[0], alternatives=tuple(names[1:]))


def _with_samples(subject: Network, samples: int) -> Network:
    inputs, targets = samples_of(subject)
    both = np.hstack([inputs, targets])
    rows = np.resize(both, (samples, both.shape[1]))  # from the first on again, if it takes more
    table = TableData("samples", tuple(tuple(row) for row in rows.tolist()))
    return replace(subject, data=table)
