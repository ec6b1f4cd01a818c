"""What is said where a diagnosis names no mistake: what the numbers are, or where."""

from __future__ import annotations

from collections.abc import Callable

from nnd_gui.engine.explanations import Finding
from nnd_gui.engine.parameters import Layout
from nnd_gui.model.explanation import listed
from nnd_gui.model.words import tr

__all__ = ["explain_unknown"]


def explain_unknown(finding: Finding, layout: Layout, *, alone: bool) -> str:
    """Say what can be said of errors that are no known mistake's.

    Parameters
    ----------
    finding : Finding
        Whose bug is `UNKNOWN`.
    layout : Layout
        All blocks of the gradient.
    alone : bool
        Whether all else is right, so that their place says something.
    """
    if finding.variant is not None:
        return _NO_NUMBERS[finding.variant](finding)
    unknown = tr(
        "The errors in {places} look like no mistake known here.", places=listed(finding.where)
    )
    advice = _where_to_look(finding, layout) if alone else ""
    return f"{unknown} {advice}".strip()


def _not_written(finding: Finding) -> str:
    return tr("The gradient of {places} is not written yet.", places=listed(finding.where))


def _not_finite(finding: Finding) -> str:
    return tr(
        "The gradient of {places} is not made of finite numbers: something overflows on its way, "
        "or is divided by 0. The cost itself is finite.",
        places=listed(finding.where),
    )


_NO_NUMBERS: dict[str, Callable[[Finding], str]] = {
    "not-written": _not_written,
    "not-finite": _not_finite,
}


def _where_to_look(finding: Finding, layout: Layout) -> str:
    """What the place of the errors says, whatever they are."""
    wrong = [block for block in layout.blocks if block.name in finding.where]
    right = [block for block in layout.blocks if block.name not in finding.where]
    if not wrong or not right:
        return tr("Every block is wrong, so look at the output layer's delta first.")
    if all(block.is_bias for block in wrong):
        return tr(
            "Only biases are wrong, so the deltas are right: look at how they are added up for a "
            "bias."
        )
    highest, lowest_right = max(b.layer for b in wrong), min(b.layer for b in right)
    if len({block.layer for block in wrong}) == 1 and lowest_right <= highest:
        return tr(
            "The rest is right, and with it the delta there: look at what it is multiplied by."
        )
    if highest >= lowest_right:
        return ""
    if any(block.is_bias and block.layer == highest for block in wrong):
        return tr(
            "Everything above layer {layer} is right, so the mistake is where delta is carried "
            "back into it.",
            layer=highest,
        )
    return tr(
        "Everything above layer {layer} is right, so the mistake is where delta is carried back "
        "into it, or what it is multiplied by there.",
        layer=highest,
    )
