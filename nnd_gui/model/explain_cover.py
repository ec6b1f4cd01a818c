"""What is asked while an answer is covered."""

from __future__ import annotations

from nnd_gui.model.cover import Cover, Revealed
from nnd_gui.model.explanation import Explanation
from nnd_gui.model.words import tr

__all__ = ["cover_explanation", "covered_weight", "covered_words"]


def cover_explanation(cover: Cover) -> Explanation:
    """The question to a room, before the next thing is revealed."""
    if not cover.ended:
        return Explanation(tr("Checking…"))
    return {
        Revealed.NOTHING: Explanation(
            tr("What do you expect?"),
            tr("Both gradients, their ratio, the verdict and the diagnosis are covered."),
        ),
        Revealed.NUMERICAL: Explanation(
            tr("This is what was measured"), tr("What will backpropagation give?")
        ),
        Revealed.ANALYTIC: Explanation(
            tr("And this is what backpropagation gives"),
            tr("How far apart are they? Predict the ratio."),
        ),
        Revealed.RATIO: Explanation(
            tr("Is backpropagation right?"), tr("The ratio is there; the verdict is covered.")
        ),
    }[cover.revealed]


def covered_weight(cover: Cover) -> str:
    """What is said of one weight instead of its verdict."""
    if cover.revealed is Revealed.NOTHING:
        return tr("Its gradient is covered: predict it first.")
    return tr("How the two compare is covered: predict it first.")


def covered_words(told_from: Revealed) -> str:
    """What stands in the place of a picture that would tell more than is revealed.

    Parameters
    ----------
    told_from : Revealed
        The stage from which on the picture may be seen.
    """
    return {
        Revealed.NUMERICAL: tr("Covered until the numerical gradient is revealed"),
        Revealed.ANALYTIC: tr("Covered until the analytic gradient is revealed"),
        Revealed.RATIO: tr("Covered until the ratio is revealed"),
        Revealed.VERDICT: tr("Covered until the verdict is revealed"),
    }.get(told_from, tr("Covered until the diagnosis is revealed"))
