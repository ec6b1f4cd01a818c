"""What the pictures of the gradients say to somebody who cannot see them."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.judge import DISAGREE, UNDECIDED
from nnd_gui.engine.parameters import Block
from nnd_gui.model.cover import Revealed
from nnd_gui.model.numbers import gradient_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.result_texts import analytic_text, error_text, numerical_text, verdict_text
from nnd_gui.model.words import tr, trn

__all__ = ["spoken_gradients"]

# Nobody listens to more than so many matrices.
_MOST = 8


def spoken_gradients(result: CheckResult, selected: int = -1) -> str:
    """The selected weight's bars, then those of each matrix and bias, in sentences.

    Parameters
    ----------
    result : CheckResult
        As much of a check as may be told.
    selected : int
        The weight that is marked; -1 for none.

    Returns
    -------
    str
        What can be seen of the bars and marks.
    """
    if not result.total:
        begun = result.finished is None
        return tr("Measuring…") if begun else tr("Nothing was checked.")
    sentences = []
    if 0 <= selected < result.total:
        sentences.append(_weight(result, selected))
    blocks = result.layout.blocks
    sentences += [_block(result, block) for block in blocks[:_MOST]]
    if len(blocks) > _MOST:
        rest = len(blocks) - _MOST
        sentences.append(
            trn("{count} more matrix or bias.", "{count} more matrices and biases.", rest)
        )
    return " ".join(sentences)


def _weight(result: CheckResult, index: int) -> str:
    name = result.layout.name_of(index)
    analytic = analytic_text(result, index)
    if not result.is_measured(index) and result.cover is None:
        return tr("{name}: analytic {analytic}, not measured.", name=name, analytic=analytic)
    return tr(
        "{name}: numerical {numerical}, analytic {analytic}, relative error {error}, {verdict}.",
        name=name,
        numerical=numerical_text(result, index),
        analytic=analytic,
        error=error_text(result, index),
        verdict=verdict_text(result, index),
    )


def _block(result: CheckResult, block: Block) -> str:
    here = slice(block.start, block.stop)
    count = block.stop - block.start
    # What is covered has no numbers: then it is the other's, or none.
    found = np.asarray(result.analytic[here], dtype=np.float64)
    if not np.any(np.isfinite(found)):
        found = np.asarray(result.weights.numerical[here], dtype=np.float64)
    found = found[np.isfinite(found)]
    if not len(found):
        return trn("{block}: {count} weight.", "{block}: {count} weights.", count, block=block.name)
    said = trn(
        "{block}: {count} weight, its gradient {low}",
        "{block}: {count} weights, their gradients from {low} to {high}",
        count,
        block=block.name,
        low=gradient_text(float(found.min())),
        high=gradient_text(float(found.max())),
    )
    return f"{said}{_verdicts(result, here)}."


def _verdicts(result: CheckResult, here: slice) -> str:
    if result.cover is not None and result.cover.revealed < Revealed.VERDICT:
        return ""
    if result.finished is None:
        return ""
    verdicts = result.weights.verdict[here]
    wrong = int(np.count_nonzero(verdicts == DISAGREE))
    unclear = int(np.count_nonzero(verdicts == UNDECIDED))
    parts = []
    if wrong:
        parts.append(trn("{count} disagrees", "{count} disagree", wrong))
    if unclear:
        parts.append(trn("{count} is undecided", "{count} are undecided", unclear))
    return "".join(f", {part}" for part in parts)
