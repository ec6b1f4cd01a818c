"""Deliberate bugs by their names: what each can be told, and how it is written.

The same name injects a bug and is what `diagnose` calls it. As text, a bug is its name, then
where it sits and how strong it is, where it can be told either: ``sign``, ``factor@W2=3``,
``single-weight@W1[2,0]``, ``unbroadcast-bias=one-sample``.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass

from nnd_gui.engine.errors import SpecError, Words

__all__ = ["BUG_TABLE", "Bug", "BugRow", "parse_bug"]

_FIELD = "bug"
_PLACE = re.compile(r"[Wb][1-9][0-9]*(\[[0-9]+(,[0-9]+)?\])?")


@dataclass(frozen=True, slots=True)
class BugRow:
    """What a bug can be told.

    Parameters
    ----------
    place : {"none", "layer", "part", "weight"}
        Whether it can be given a place: none; the name of a matrix or bias, which stands
        for its layer; the same, but a bias stands for itself alone (a matrix still for
        its layer, bias and all); one weight, or the block to choose it from.
    fits : callable, optional
        Which factors it can have; None where it has none.
    needs : Words, optional
        Which factors these are, in words; None where it has none.
    variants : tuple of str
        The forms that it can take, the usual one first.
    """

    place: str = "none"
    fits: Callable[[float], bool] | None = None
    needs: Words | None = None
    variants: tuple[str, ...] = ()


def _is_other_constant(factor: float) -> bool:
    return factor not in (0, 1, -1)


_RATE = Words("a learning rate, which is larger than 0")

# In the order of a menu, which is that of the contract.
BUG_TABLE: dict[str, BugRow] = {
    "sign": BugRow("part"),
    "factor": BugRow(
        "part",
        _is_other_constant,
        Words("a number other than 1, 0 (that is zero-layer) and -1 (that is sign)"),
    ),
    "mean-or-sum": BugRow(variants=("sum", "mean")),
    "missing-half-or-two": BugRow(fits=lambda factor: factor in (0.5, 2), needs=Words("2 or 0.5")),
    "zero-layer": BugRow("layer"),
    "zero-bias": BugRow("layer"),
    "unbroadcast-bias": BugRow("layer", variants=("mean", "one-sample", "one-number")),
    "single-weight": BugRow("weight", lambda factor: factor != 1, Words("a number other than 1")),
    "missing-activation-derivative": BugRow("layer"),
    "derivative-of-output": BugRow("layer"),
    "transposed": BugRow("layer"),
    "swapped-layers": BugRow("layer"),
    "missing-regularization": BugRow("layer"),
    "wrong-regularization-factor": BugRow(
        "layer", lambda factor: factor not in (0, 1), Words("a number other than 0 and 1")
    ),
    "regularized-bias": BugRow("layer"),
    "wrong-layer-delta": BugRow("layer"),
    "stale-activation": BugRow(fits=lambda rate: rate > 0, needs=_RATE),
    "updated-weight-used": BugRow("layer", lambda rate: rate > 0, _RATE),
}


@dataclass(frozen=True, slots=True)
class Bug:
    """A deliberate mistake in backpropagation.

    Parameters
    ----------
    name : str
        One of `BUG_TABLE`.
    block : str, optional
        Where it sits, such as ``"W1"``. Left out, it sits where it usually does: see
        `nnd_gui.engine.bugs.settled`.
    factor : float, optional
        How strong it is; the usual strength when left out.
    variant : str, optional
        Which form of it, where its row has several; the usual one when left out.

    Raises
    ------
    SpecError
        If there is no such bug, or it cannot be told this. Whether it fits a network is
        asked of `nnd_gui.engine.bugs.cannot_show`.
    """

    name: str
    block: str | None = None
    factor: float | None = None
    variant: str | None = None

    def __post_init__(self) -> None:
        row = BUG_TABLE.get(self.name)
        if row is None:
            raise SpecError(
                _FIELD,
                "There is no bug “{name}”; it can be {known}.",
                name=self.name,
                known=", ".join(BUG_TABLE),
            )
        if self.block is not None:
            _check_block(self.name, row, self.block)
        if self.factor is not None:
            _check_factor(self.name, row, self.factor)
        if self.variant is not None and self.variant not in row.variants:
            raise _no_strength(self.name, row, self.variant)

    def __str__(self) -> str:
        strength = self.variant or (None if self.factor is None else f"{self.factor:.12g}")
        at = "" if self.block is None else f"@{self.block}"
        return self.name + at + ("" if strength is None else f"={strength}")


def parse_bug(text: str) -> Bug:
    """Read a bug as it is written on a command line.

    Parameters
    ----------
    text : str
        ``NAME[@BLOCK][=FACTOR]``, where a form such as ``mean`` may stand for the factor.

    Returns
    -------
    Bug

    Raises
    ------
    SpecError
        If it is not one that can be.
    """
    told, has_value, value = (part.strip() for part in text.partition("="))
    name, has_block, place = (part.strip() for part in told.partition("@"))
    block = place if has_block else None
    row = BUG_TABLE.get(name)
    if not has_value or row is None:
        return Bug(name, block)
    if value in row.variants:
        return Bug(name, block, variant=value)
    try:
        factor = float(value)
    except ValueError:
        raise _no_strength(name, row, value) from None
    return Bug(name, block, factor)


def _check_block(name: str, row: BugRow, block: str) -> None:
    if row.place == "none":
        raise SpecError(
            _FIELD, "The bug “{name}” concerns the whole gradient and takes no place.", name=name
        )
    if _PLACE.fullmatch(block) is None or ("[" in block and row.place != "weight"):
        raise SpecError(
            _FIELD,
            "“{block}” is no place for the bug “{name}”; {example} would be one.",
            block=block,
            name=name,
            example="W1[0,0]" if row.place == "weight" else "W1",
        )


def _check_factor(name: str, row: BugRow, factor: float) -> None:
    if row.fits is None or not math.isfinite(factor) or not row.fits(factor):
        raise _no_strength(name, row, f"{factor:g}")


def _no_strength(name: str, row: BugRow, given: str) -> SpecError:
    known: str = ", ".join(row.variants) or row.needs or ""
    if not known:
        return SpecError(_FIELD, "The bug “{name}” takes no factor.", name=name)
    return SpecError(
        _FIELD,
        "The bug “{name}” cannot be “{given}”; it can be {known}.",
        name=name,
        given=given,
        known=known,
    )
