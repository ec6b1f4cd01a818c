"""Why a cost or a gradient cannot be checked: found by computing it once more, and watching."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any, Callable

import numpy as np

from .explain import Explainer, Told
from .kept_data import KeptData
from .seeding import drawn
from .shapes import shapes_on_line

__all__ = ["why_changed", "why_not_finite", "why_not_repeatable", "why_not_scalar"]

_Array = np.ndarray
_Evaluate = Callable[[Any], Any]
_CHANGES = ("read-only", "read only")

# Whole sentences for the cost and for the gradient: no word of ours is a value of another's,
# because that could not be translated.
_CHANGES_THEM = {
    "cost": "Computing the cost changes the weights, {name} among them. Work on a copy of them.",
    "gradient": (
        "Computing the gradient changes the weights, {name} among them. Work on a copy of them."
    ),
}
_CHANGED_AT = {
    "cost": (
        "{where} changes the weights while the cost is computed, {name} among them: an array that "
        "shares their memory is written to. Work on a copy of it."
    ),
    "gradient": (
        "{where} changes the weights while the gradient is computed, {name} among them: an array "
        "that shares their memory is written to. Work on a copy of it."
    ),
}
_TWO_VALUES = {
    "cost": (
        "The same weights gave two different values of the cost. Something is kept from one call "
        "to the next, or chance plays a part: seed it before every evaluation."
    ),
    "gradient": (
        "The same weights gave two different values of the gradient. Something is kept from one "
        "call to the next, or chance plays a part: seed it before every evaluation."
    ),
}
_DRAWN_AT = {
    "cost": (
        "{where} draws a random number while the cost is computed, so that the same weights never "
        "give the same value. Seed it in the line before, or switch it off for the check."
    ),
    "gradient": (
        "{where} draws a random number while the gradient is computed, so that the same weights "
        "never give the same value. Seed it in the line before, or switch it off for the check."
    ),
}
_WRITTEN_AT = {
    "cost": (
        "{where} writes into “{name}” while the cost is computed, so that the same weights give "
        "another value the next time. Work on a copy of it: {name} = {name} * 2 makes one, and "
        "{name} *= 2 does not."
    ),
    "gradient": (
        "{where} writes into “{name}” while the gradient is computed, so that the same weights "
        "give another value the next time. Work on a copy of it: {name} = {name} * 2 makes one, "
        "and {name} *= 2 does not."
    ),
}


def why_not_scalar(explain: Explainer, evaluate: _Evaluate, theta: Any, result: Any) -> Told:
    """Say on which line a cost becomes more than one number, of arrays of which shapes."""
    shape = str(tuple(np.shape(result)))
    spots: "list[tuple[str, int, str]]" = []

    def watch(frame: FrameType, event: str, argument: Any) -> None:
        file = frame.f_code.co_filename
        if event == "return" and not spots and np.shape(argument) == np.shape(result):
            line = explain.texts.last_assignment(file, frame.f_lineno)
            spots.append((file, line, shapes_on_line(explain.texts, file, line, frame)))

    _watched(explain, evaluate, theta, watch)
    values = {"shape": shape}
    if not spots:
        return Told(
            "not-scalar-cost",
            "The cost is not one number: it has the shape {shape}. Do the targets have the shape "
            "of the network's output?",
            values,
        )
    file, line, shapes = spots[0]
    template = "{where} makes a cost of the shape {shape}, which is not one number."
    if shapes:
        template = (
            "{where} makes a cost of the shape {shape}, which is not one number: there, {shapes}. "
            "Give the targets the shape of the output, and add everything up."
        )
        values["shapes"] = shapes
    return Told("not-scalar-cost", template, values, file, line)


def why_changed(
    explain: Explainer, evaluate: _Evaluate, theta: Any, what: str, weight: str
) -> Told:
    """Say on which line the weights are changed, by not letting them be."""
    values = {"name": weight}
    told = Told("state-changed", _CHANGES_THEM[what], values)
    held = theta.copy()
    held.flags.writeable = False
    try:
        evaluate(held)
    except ValueError as error:
        if any(mark in str(error) for mark in _CHANGES):
            at = explain.told(error)
            if at.line is not None:
                told = Told(
                    "state-changed",
                    _CHANGED_AT[what],
                    values,
                    at.file,
                    at.line,
                )
    except Exception:
        pass
    return told


def why_not_finite(explain: Explainer, evaluate: _Evaluate, theta: Any) -> Told:
    """Say on which line a number first stops being finite."""
    try:
        with np.errstate(divide="raise", over="raise", invalid="raise"):
            evaluate(theta.copy())
    except FloatingPointError as error:
        at = explain.told(error)
        if at.line is not None:
            return Told(
                "not-finite-cost",
                "The cost is not a finite number at these weights, so it has no slope: in {where} "
                "there was {error}. Try smaller weights or smaller inputs.",
                {"error": str(error)},
                at.file,
                at.line,
            )
    except Exception:
        pass
    return Told(
        "not-finite-cost",
        "The cost is not a finite number at these weights, so it has no slope. Try smaller weights "
        "or smaller inputs.",
        {},
    )


def why_not_repeatable(explain: Explainer, evaluate: _Evaluate, theta: Any, what: str) -> Told:
    """Say on which line a random number is drawn, or data is written into."""
    state = [drawn()]
    at: "dict[FrameType, int]" = {}
    spots: "list[tuple[str, int]]" = []
    kept = KeptData(theta)
    written: "list[tuple[str, str, int]]" = []

    def watch(frame: FrameType, event: str, _argument: Any) -> None:
        caller = frame.f_back
        if event == "call" and not (caller and explain.is_own(caller.f_code.co_filename)):
            kept.add(frame)
        # The line before this one has run.
        spot = frame.f_code.co_filename, at.get(frame, frame.f_lineno)
        if not spots and drawn() != state[0]:
            spots.append(spot)
        name = None if written else kept.changed()
        if name is not None:
            written.append((name, *spot))
        at[frame] = frame.f_lineno

    _watched(explain, evaluate, theta, watch)
    if spots:
        return Told("not-repeatable", _DRAWN_AT[what], {}, *spots[0])
    if written:
        name, file, line = written[0]
        return Told("not-repeatable", _WRITTEN_AT[what], {"name": name}, file, line)
    return Told("not-repeatable", _TWO_VALUES[what], {})


def _watched(
    explain: Explainer,
    evaluate: _Evaluate,
    theta: Any,
    watch: "Callable[[FrameType, str, Any], None]",
) -> None:
    """Evaluate once more, and look at each line of the person's code."""

    def trace(frame: FrameType, event: str, argument: Any) -> Any:
        if not explain.is_own(frame.f_code.co_filename):
            return None
        try:
            watch(frame, event, argument)
        except Exception:
            return None
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        evaluate(theta.copy())
    except Exception:
        pass
    finally:
        sys.settrace(before)
