"""Which line of a person's gradient is the first that is wrong: what the child found, in words."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

__all__ = ["NAMED", "Intermediates", "Quantity"]

# Mistakes that a line gives away.
NAMED = ("missing-activation-derivative", "derivative-of-output")

_NEAR = 1e-4
_LONGEST = 200
_OTHER = (
    "{where} is the first line that goes wrong: {name} is the derivative of the cost with respect "
    "to {matches}, not {of}."
)
_TIMES = (
    "{where} is the first line that goes wrong: {name} is {factor} times the derivative of the "
    "cost with respect to {of}."
)
_NEGATIVE = (
    "{where} is the first line that goes wrong: {name} is the derivative of the cost with respect "
    "to {of} with its sign turned."
)
_NO_LONGER = (
    "{before} is still right, {where} is not: there, {name} is not the derivative of the cost with "
    "respect to {of}."
)
_UPDATED = (
    "{where} makes {name}, which is {of} after a step of learning ({rate}). What comes after it "
    "has to use {of} as it was."
)
_NOT_FINITE = (
    "{where} is where the gradient stops being made of finite numbers ({error}); the cost itself "
    "is one."
)
_NOT = (
    "{where} is the first line that goes wrong: {name} is not the derivative of the cost with "
    "respect to {of}."
)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A variable on the way to the gradient, held to the derivative that it stands for.

    Parameters
    ----------
    name : str
        As the person wrote it: ``delta2``, ``grads['W1']``.
    line : int
        Line of the program text that makes it.
    of : str or None
        What it is the derivative of, by its name or by its numbers.
    matches : str or None
        What it really is the derivative of, up to a factor.
    factor : float or None
        That factor.
    holds : bool or None
        Whether the two are the same; None where that cannot be told.
    error : str or None
        What numpy said where no finite number came out.
    """

    name: str
    line: int
    of: str | None = None
    matches: str | None = None
    factor: float | None = None
    holds: bool | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Intermediates:
    """What was found on the way to a gradient.

    Parameters
    ----------
    quantities : tuple of Quantity
        In the order in which they are computed.
    first_wrong : Quantity or None
        The one to blame; None where the gradient is right or the place cannot be told.
    right_before : int or None
        Line of the last one before it that is right.
    updated : Quantity or None
        A matrix that has already learned when it is used; its factor is the learning rate.
    bug : str or None
        What the first wrong one looks like, where that is known: one of `NAMED`.
    """

    quantities: tuple[Quantity, ...] = ()
    first_wrong: Quantity | None = None
    right_before: int | None = None
    updated: Quantity | None = None
    bug: str | None = None

    @classmethod
    def from_told(cls, told: object) -> Intermediates:
        """What a child told; empty where it makes no sense, because it only adds a hint."""
        try:
            if not isinstance(told, dict):
                return cls()
            wrong, updated = told.get("first_wrong"), told.get("updated")
            return cls(
                tuple(_quantity(one) for one in told["quantities"]),
                None if wrong is None else _quantity(wrong),
                None if wrong is None or wrong.get("after") is None else int(wrong["after"]),
                None if not updated else _quantity({**updated, "factor": updated["rate"]}),
                told.get("bug") if told.get("bug") in NAMED else None,
            )
        except (KeyError, TypeError, ValueError, AttributeError):
            return cls()

    @property
    def blamed(self) -> Quantity | None:
        """The line to look at: a matrix that learned too early, or the first that is wrong."""
        wrong, updated = self.first_wrong, self.updated
        if updated is not None and (wrong is None or updated.line < wrong.line):
            # Unless it is what the very next line is about, a step of learning harms nobody.
            return updated if wrong is not None else None
        return wrong

    def sentence(self, place: Callable[[int], str]) -> tuple[str, dict[str, object]] | None:
        """Which line goes wrong first: a template and its values; None where that is not known.

        Parameters
        ----------
        place : callable
            Line of the text to what is said of it, such as `Source.place`.
        """
        wrong = self.blamed
        if wrong is None:
            return None
        values: dict[str, object] = {
            "name": wrong.name,
            "of": wrong.of,
            "where": place(wrong.line),
        }
        if wrong.error is not None:
            return _NOT_FINITE, {**values, "error": wrong.error}
        if wrong is self.updated:
            return _UPDATED, {**values, "rate": f"{wrong.factor or 0:.4g}"}
        return self._about(wrong, values, place)

    def _about(
        self, wrong: Quantity, values: dict[str, object], place: Callable[[int], str]
    ) -> tuple[str, dict[str, object]]:
        if wrong.holds is False and wrong.matches is not None:
            return _OTHER, {**values, "matches": wrong.matches}
        if wrong.factor is not None and wrong.holds is not False:
            factor = _plain_factor(wrong.factor)
            return (_NEGATIVE, values) if factor == "-1" else (_TIMES, {**values, "factor": factor})
        if self.right_before is not None and self.right_before < wrong.line:
            return _NO_LONGER, {**values, "before": place(self.right_before)}
        return _NOT, values


def _quantity(told: dict[str, Any]) -> Quantity:
    factor = told.get("factor")
    return Quantity(
        str(told["name"]),
        int(told["line"]),
        None if told.get("of") is None else str(told["of"]),
        None if told.get("is") is None else str(told["is"]),
        None if factor is None or not math.isfinite(factor) else float(factor),
        None if told.get("holds") is None else bool(told["holds"]),
        None if told.get("error") is None else str(told["error"])[:_LONGEST],
    )


def _plain_factor(factor: float) -> str:
    """A factor as it is said: 7, 1/7, -1, or with four digits."""
    whole = round(factor)
    if whole and abs(factor - whole) < _NEAR * abs(factor):
        return str(whole)
    part = round(1 / factor) if factor else 0
    if part and abs(1 / factor - part) < _NEAR * abs(part):
        return f"{'-' if part < 0 else ''}1/{abs(part)}"
    return f"{factor:.4g}"
