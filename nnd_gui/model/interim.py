"""What can be said of a check that is still running."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.judge import DISAGREE, UNJUDGED
from nnd_gui.model.explanation import listed
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr, trn

__all__ = ["so_far"]


def so_far(result: CheckResult) -> str:
    """A sentence on the weights measured so far, once some of every matrix are.

    Parameters
    ----------
    result : CheckResult
        A check, running or not.

    Returns
    -------
    str
        Empty where there is nothing to say yet, or all is known.
    """
    if not 0 < result.checked < result.planned:
        return ""
    verdict = result.weights.verdict
    blocks = [(block.name, verdict[block.start : block.stop]) for block in result.layout.blocks]
    if not all(bool(np.any(part != UNJUDGED)) for _, part in blocks):
        return ""
    wrong = tuple(name for name, part in blocks if np.any(part == DISAGREE))
    sampled = tuple(name for name, part in blocks if np.any(part == UNJUDGED))
    found = tr("none of them disagrees")
    if wrong:
        found = trn(
            "{count} of them disagrees, in {blocks}",
            "{count} of them disagree, in {blocks}",
            result.count(DISAGREE),
            blocks=listed(wrong),
        )
    return tr("{found}; sampled so far: {names}", found=found, names=listed(sampled))
