"""A random network of whose right gradient one weight is changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.verdicts import DISAGREE
from tests.engine.helpers import judged, spoiled
from tests.engine.randoms import SMOOTH, random_spec

__all__ = ["OneWrong", "one_off", "one_wrong"]

TOLERANCE = 1e-6


@dataclass(frozen=True)
class OneWrong:
    """What a check says of it."""

    CAUGHT: ClassVar[str] = "caught"
    MISSED: ClassVar[str] = "missed"
    OTHERS: ClassVar[str] = "others accused"
    HIDDEN: ClassVar[str] = "too coarse to tell"

    spec: ExperimentSpec
    name: str
    word: str


def one_off(place: int, factor: float) -> Callable[[NDArray[Any]], NDArray[Any]]:
    """Multiply one weight's gradient."""

    def spoil(gradient: NDArray[Any]) -> NDArray[Any]:
        gradient[place] *= factor
        return gradient

    return spoil


def one_wrong(seed: int, share: float = 1e-4) -> OneWrong:
    """Check a random smooth network in double precision, by any scheme, with one weight off."""
    spec = replace(random_spec(seed, SMOOTH), dtype="float64", tolerance=TOLERANCE)
    right = judged(spec)
    place = int(np.random.default_rng(seed).integers(len(right.words)))
    found = spoiled(spec, one_off(place, 1 + share))
    accused = set(np.flatnonzero(found.weights.verdict == DISAGREE).tolist())
    numerical = right.weights.numerical[place]
    claimed = found.analytic[place]
    # A closer look, which the right gradient did not need, may find the slope less well known.
    known = max(one.weights.uncertainty[place] for one in (right, found))
    needed = known + TOLERANCE * max(abs(claimed), abs(numerical))
    # Numbers that are not normal excuse an error of their own size.
    shows = abs(claimed - numerical) > needed + float(np.finfo(np.float64).tiny)
    if accused - {place}:
        word = OneWrong.OTHERS
    elif accused:
        word = OneWrong.CAUGHT if found.whole.verdict == "disagree" else OneWrong.MISSED
    else:
        word = OneWrong.MISSED if shows else OneWrong.HIDDEN
    return OneWrong(spec, found.started.layout.name_of(place), word)
