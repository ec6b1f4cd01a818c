"""Short words for a table that is read: verdicts, and why one is what it is."""

from __future__ import annotations

from nnd_gui.model.words import tr

__all__ = ["reason_words", "verdict_words"]


def verdict_words() -> dict[str, str]:
    """What is said of each verdict, and of what has none."""
    return {
        "agree": tr("agree"),
        "disagree": tr("disagree"),
        "undecided": tr("undecided"),
        "failed": tr("not checked"),
    }


def reason_words() -> dict[str, str]:
    """What is said of a reason; those that a verdict says already are left out."""
    return {
        "step-lost": tr("the step is lost in rounding"),
        "not-finite": tr("not a finite number"),
        "discontinuous": tr("the cost jumps"),
        "subgradient": tr("at a kink, between its slopes"),
        "outside-subgradient": tr("at a kink, outside its slopes"),
        "kink-in-step": tr("a kink within the step"),
        "zero-both": tr("the cost did not react"),
        "below-resolution": tr("too small to be measured"),
    }
