"""How a submission compares with the reference solution, in words."""

from __future__ import annotations

import math

from nnd_gui.engine.reference import Compared, Likeness
from nnd_gui.model.bug_words import factor_text
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["compared_sentence", "likeness_word"]


def likeness_word(likeness: Likeness) -> str:
    """A cell of a table: ``same``, ``× 1/3`` or ``differs``."""
    if likeness.kind == "factor":
        return tr("× {factor}", factor=factor_text(_tidy(likeness.factor)))
    return tr("same") if likeness.kind == "same" else tr("differs")


def compared_sentence(found: Compared, verdict: str) -> str:
    """What a teaching assistant is to know of the comparison.

    Parameters
    ----------
    found : Compared
    verdict : str
        What the check of the gradient against its own cost gave.
    """
    cost, gradient = found.cost.kind, found.gradient.kind
    if cost == "same":
        if gradient == "same":
            return tr("Its cost and its gradient are the reference's.")
        return tr("Its cost is the reference's, its gradient is not.")
    told = tr(
        "Its cost is {here}, where the reference has {there}.",
        here=compact(found.here, 6),
        there=compact(found.there, 6),
    )
    if cost == "factor":
        told = tr(
            "Its cost is {factor} times the reference's ({here} against {there}).",
            factor=factor_text(_tidy(found.cost.factor)),
            here=compact(found.here, 6),
            there=compact(found.there, 6),
        )
    return f"{told} {_about_gradient(found, verdict)}"


def _about_gradient(found: Compared, verdict: str) -> str:
    one, other = found.cost.factor, found.gradient.factor
    alike = found.cost.kind == "factor" and math.isclose(one, other, rel_tol=1e-4)
    if found.gradient.kind == "same":
        return tr("Its gradient is the reference's all the same.")
    if alike:
        return tr(
            "Its gradient is so by the same factor: perhaps a mean over the samples stands for a "
            "sum, or a 1/2 is missing in both."
        )
    if verdict == "agree":
        return tr(
            "Its gradient belongs to that cost, which is not the one that was asked for: the "
            "check of the gradient alone cannot see this."
        )
    return tr("Its gradient is not the reference's either.")


def _tidy(factor: float) -> float:
    """Factors are known to five digits only."""
    size = abs(factor)
    for tried in (size, 1 / size):
        if abs(tried - round(tried)) <= 1e-4 * tried:
            whole = round(tried)
            return math.copysign(whole if tried is size else 1 / whole, factor)
    return factor
