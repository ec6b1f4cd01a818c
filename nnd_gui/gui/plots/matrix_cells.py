"""What the cells of the heat map show: numbers, the worst of many, and colours."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.result import CheckResult

__all__ = ["KINDS", "colours_of", "numbers_of", "pooled"]

KINDS = ("error", "analytic", "numerical", "value")
# The relative errors between which green grows stronger, as decimal logarithms.
_FAINT, _STRONG = -14.0, -5.0


def numbers_of(result: CheckResult, kind: str, at: slice) -> NDArray[np.float64]:
    """What is shown of some weights, ``(k,)``."""
    kinds = {
        "error": result.weights.relative_error,
        "analytic": result.analytic,
        "numerical": result.weights.numerical,
        "value": result.values,
    }
    return np.asarray(kinds[kind][at], dtype=np.float64)


def pooled(
    numbers: NDArray[np.float64], verdicts: NDArray[np.int8], side: int, kind: str
) -> tuple[NDArray[np.float64], NDArray[np.int8]]:
    """The worst, or largest, of each square of weights."""
    rank = np.select([verdicts == DISAGREE, verdicts == UNDECIDED], [2.0, 1.0], 0.0)
    size = np.where(np.isfinite(numbers), np.abs(numbers), np.inf)
    size = size / (1 + size)  # from 0 to 1, infinity among it
    size = np.where(np.isnan(size), 1.0, size)
    score = rank * 2 + size if kind == "error" else size
    rows, columns = numbers.shape
    padding = ((0, -rows % side), (0, -columns % side))

    def squares(array: NDArray[np.float64], fill: float) -> NDArray[np.float64]:
        padded = np.pad(array, padding, constant_values=fill)
        cut = padded.reshape(padded.shape[0] // side, side, padded.shape[1] // side, side)
        return cut.swapaxes(1, 2).reshape(cut.shape[0], cut.shape[2], side * side)

    best = np.argmax(squares(score, -1.0), axis=2)[..., np.newaxis]
    chosen = np.take_along_axis(squares(numbers, 0.0), best, axis=2)[..., 0]
    judged = np.take_along_axis(squares(verdicts.astype(np.float64), 0.0), best, axis=2)[..., 0]
    return chosen, judged.astype(np.int8)


def colours_of(
    numbers: NDArray[np.float64], verdicts: NDArray[np.int8], kind: str, theme: Theme
) -> NDArray[np.uint8]:
    """Colour of each cell, ``(rows, columns, 4)``: blue, green, red, unused."""
    ground = _rgb(theme.grid)
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind == "error":
            strength = (np.log10(numbers) - _FAINT) / (_STRONG - _FAINT)
            strength = np.where(np.isfinite(strength), np.clip(strength, 0.08, 1), 0.08)
            strength = np.where(verdicts == AGREE, strength, 1.0)
            ends = np.zeros((*numbers.shape, 3))
            ends[verdicts == AGREE] = _rgb(theme.agree)
            ends[verdicts == DISAGREE] = _rgb(theme.disagree)
            ends[verdicts == UNDECIDED] = _rgb(theme.undecided)
            unknown = ~np.isin(verdicts, (AGREE, DISAGREE, UNDECIDED))
            ends[unknown] = ground
        else:
            finite = np.where(np.isfinite(numbers), numbers, 0.0)
            most = float(np.max(np.abs(finite))) or 1.0
            strength = np.sqrt(np.abs(finite) / most)
            blue, orange = _rgb(theme.numerical), _rgb(theme.analytic)
            ends = np.where((finite < 0)[..., np.newaxis], blue, orange)
    mixed = ground + strength[..., np.newaxis] * (ends - ground)
    colours = np.zeros((*numbers.shape, 4), dtype=np.uint8)
    colours[..., :3] = mixed[..., ::-1].round()
    return colours


def _rgb(colour: str) -> NDArray[np.float64]:
    return np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)], dtype=np.float64)
