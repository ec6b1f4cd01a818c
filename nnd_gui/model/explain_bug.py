"""What a diagnosis has found, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nnd_gui.engine.diagnose import UNKNOWN, Finding
from nnd_gui.engine.parameters import Layout
from nnd_gui.model.bug_words import bug_label, factor_text
from nnd_gui.model.explain_unknown import explain_unknown
from nnd_gui.model.explanation import listed
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["diagnosis_rows", "explain_finding"]


def explain_finding(finding: Finding, layout: Layout, *, alone: bool = True) -> str:
    """What a diagnosis has found, as a sentence or two.

    Parameters
    ----------
    finding : Finding
        What was found.
    layout : Layout
        All blocks of the gradient.
    alone : bool
        Whether all else is right, so that the place of errors of no known kind says
        something.

    Returns
    -------
    str
    """
    if finding.bug == UNKNOWN:
        return explain_unknown(finding, layout, alone=alone)
    found = tr("It looks like {bug}:", bug=_exact_label(finding))
    sentence = f"{found} {_DETAILS[finding.bug](finding, layout)}"
    if finding.alternatives:
        others = [bug_label(name) for name in finding.alternatives]
        same = tr("The same numbers would come from {bugs}.", bugs=_joined(others, tr("or")))
        sentence = f"{sentence} {same}"
    return sentence


def diagnosis_rows(findings: list[Finding], layout: Layout) -> list[dict[str, Any]]:
    """Findings as the rows of a report, ready for JSON."""
    return [
        {
            "bug": finding.bug,
            "where": list(finding.where),
            "factor": finding.factor,
            "alternatives": list(finding.alternatives),
            "sentence": explain_finding(finding, layout, alone=len(findings) == 1),
        }
        for finding in findings
    ]


def _exact_label(finding: Finding) -> str:
    if finding.bug != "mean-or-sum" or finding.factor is None:
        return bug_label(finding.bug)
    if finding.factor > 1:
        return tr("a sum over the samples taken for a mean")
    return tr("a mean over the samples taken for a sum")


def _joined(names: list[str], last: str) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} {last} {names[-1]}"


def _layers(finding: Finding, layout: Layout) -> str:
    layers = finding.layers
    if not layers:
        layers = tuple(sorted({b.layer for b in layout.blocks if b.name in finding.where}))
    if len(layers) == 1:
        return tr("layer {layer}", layer=layers[0])
    return tr("layers {layers}", layers=_joined([str(one) for one in layers], tr("and")))


def _multiplied(finding: Finding, _layout: Layout) -> str:
    factor = factor_text(1.0 if finding.factor is None else finding.factor)
    if finding.data_only:
        return tr(
            "in {places} the data term is {factor} times what it should be; the L2 term is right.",
            places=listed(finding.where),
            factor=factor,
        )
    return tr(
        "in {places} the gradient is {factor} times what it should be.",
        places=listed(finding.where),
        factor=factor,
    )


def _of_samples(finding: Finding, _layout: Layout) -> str:
    factor = 1.0 if finding.factor is None else finding.factor
    if factor > 1:
        return tr(
            "the data term is {count} times too large, and {count} is the number of samples.",
            count=factor_text(factor),
        )
    return tr(
        "the data term is {factor} of what it should be, and {count} is the number of samples.",
        factor=factor_text(factor),
        count=factor_text(1 / factor),
    )


def _half_or_two(finding: Finding, _layout: Layout) -> str:
    return tr(
        "the data term is {factor} times what it should be. The square in the cost brings a 2 "
        "when it is differentiated; the 1/2 before it takes that away.",
        factor=factor_text(2.0 if finding.factor is None else finding.factor),
    )


def _zero(finding: Finding, _layout: Layout) -> str:
    return tr("in {places} the gradient is 0 everywhere.", places=listed(finding.where))


def _unbroadcast(finding: Finding, _layout: Layout) -> str:
    forms = {
        "one-sample": tr("in {places} it is the delta of one sample, not the sum over all."),
        "one-number": tr(
            "in {places} every unit has the same number, the sum of delta over samples and units; "
            "each unit needs its own sum over the samples."
        ),
    }
    mean = tr("in {places} it is the mean of delta over the samples, not the sum.")
    return forms.get(finding.variant or "", mean).format(places=listed(finding.where))


def _single(finding: Finding, layout: Layout) -> str:
    place = listed(finding.where) if finding.weight is None else layout.name_of(finding.weight)
    if finding.factor is None:
        return tr("only {place} is off, the rest of its block is right.", place=place)
    return tr(
        "only {place} is off, {factor} times what it should be; the rest of its block is right.",
        place=place,
        factor=factor_text(finding.factor),
    )


def _no_derivative(finding: Finding, layout: Layout) -> str:
    return tr("the delta of {layers} was not multiplied by f'(z).", layers=_layers(finding, layout))


def _derivative_at_output(finding: Finding, layout: Layout) -> str:
    return tr(
        "in {layers} f' was taken at the activation a, where z was due.",
        layers=_layers(finding, layout),
    )


def _transposed(finding: Finding, _layout: Layout) -> str:
    return tr(
        "the values of {places} are right, but in the other order.", places=listed(finding.where)
    )


def _swapped(_finding: Finding, _layout: Layout) -> str:
    return tr("the values are right, but the blocks are put together in another order.")


def _not_regularized(finding: Finding, _layout: Layout) -> str:
    if finding.coefficient is None:
        return tr("lambda*w is missing in {places}.", places=listed(finding.where))
    return tr(
        "in {places} {coefficient}*w is missing.",
        places=listed(finding.where),
        coefficient=compact(abs(finding.coefficient), 4),
    )


def _wrongly_regularized(finding: Finding, _layout: Layout) -> str:
    if finding.factor is not None:
        return tr(
            "in {places} lambda*w is there {factor} times.",
            places=listed(finding.where),
            factor=factor_text(finding.factor),
        )
    coefficient = finding.coefficient or 0.0
    if coefficient < 0:
        return _not_regularized(finding, _layout)
    return tr(
        "in {places} there is {coefficient}*w too much.",
        places=listed(finding.where),
        coefficient=compact(coefficient, 4),
    )


def _bias_regularized(finding: Finding, _layout: Layout) -> str:
    return tr(
        "{coefficient}*b was added in {places}, which the cost does not do.",
        places=listed(finding.where),
        coefficient="lambda" if finding.coefficient is None else compact(finding.coefficient, 4),
    )


def _other_delta(finding: Finding, _layout: Layout) -> str:
    return tr(
        "{places} was made with the delta of another layer than its own.",
        places=listed(finding.where),
    )


def _stale(finding: Finding, _layout: Layout) -> str:
    return tr(
        "the forward pass belongs to the weights before the last step (of learning rate {rate}).",
        rate="1" if finding.factor is None else compact(finding.factor, 4),
    )


def _updated(finding: Finding, layout: Layout) -> str:
    return tr(
        "delta was carried back through W - {rate}*dW in {layers}, where W was due.",
        rate="1" if finding.factor is None else compact(finding.factor, 4),
        layers=_layers(finding, layout),
    )


_DETAILS: dict[str, Callable[[Finding, Layout], str]] = {
    "sign": _multiplied,
    "factor": _multiplied,
    "mean-or-sum": _of_samples,
    "missing-half-or-two": _half_or_two,
    "zero-layer": _zero,
    "zero-bias": _zero,
    "unbroadcast-bias": _unbroadcast,
    "single-weight": _single,
    "missing-activation-derivative": _no_derivative,
    "derivative-of-output": _derivative_at_output,
    "transposed": _transposed,
    "swapped-layers": _swapped,
    "missing-regularization": _not_regularized,
    "wrong-regularization-factor": _wrongly_regularized,
    "regularized-bias": _bias_regularized,
    "wrong-layer-delta": _other_delta,
    "stale-activation": _stale,
    "updated-weight-used": _updated,
}
