"""The quantities on the way to a gradient, checked one by one: z2, a2, z3, delta3, delta2, dW1.

What the cost computes on its way is perturbed entry by entry, which gives the derivative of
the cost with respect to it. The gradient's own variables are then held to these derivatives,
in the order in which they are computed: the first that fails is where it goes wrong.
"""

from __future__ import annotations

import time
import traceback
from typing import Any, Dict, List, Optional, Sequence, Tuple

import numpy as np

from ..looking import Key, Looking
from .activation_bugs import activation_bug
from .base import Adapter, scalar
from .meanings import Quantity, meant_by, same_shape

__all__ = ["intermediates"]

_STEP = 1e-5
_HOLDS = 1e-5  # relative to the largest entry; the differences are good to 1e-9
# More entries of one quantity than these say nothing more about the line that makes it.
_MOST_ENTRIES, _MOST_QUANTITIES, _FEW = 48, 40, 3
# A look at everything may not take longer than somebody waits for it.
_MOST_SECONDS = 2.0


def intermediates(adapter: Adapter, theta: Any) -> Dict[str, Any]:
    """Check each variable of a gradient's computation against the derivative that it stands for.

    Parameters
    ----------
    adapter : Adapter
        Whose file defines the cost and the gradient.
    theta : ndarray
        Where.

    Returns
    -------
    dict
        ``quantities``: name, line, shape, what it is the derivative of (``of``; None where that
        is not known), the ``factor`` it has, whether it ``holds``. ``first_wrong``: the one of
        them that is to blame, with ``is`` where it is another derivative than its name says;
        None where the gradient is right, or the place is not found. ``updated``: a matrix that
        has already learned (``of``), on which line, under which name, at which ``rate``. ``bug``:
        what the one to blame looks like, where that is known.
    """
    with Looking(str(adapter.space.text), adapter.space.module) as look:
        look.start()
        adapter.value(theta)
        forward = list(look.seen)
        look.start()
        gradient = np.asarray(adapter.gradient(theta), dtype=float)
        whole = list(look.seen)
        due = time.monotonic() + _MOST_SECONDS
        weights = _of_weights(adapter, theta, due)
        known = _derivatives(adapter, theta, look, forward, due)
        if weights is None:
            return {"quantities": [], "first_wrong": None, "wrong_blocks": []}
        return _told(adapter, theta, look, (forward, whole, gradient), known, weights)


def _told(
    adapter: Adapter,
    theta: Any,
    look: Looking,
    seen: Tuple[Sequence[Tuple[Key, Any]], Sequence[Tuple[Key, Any]], Any],
    known: List[Quantity],
    weights: List[Quantity],
) -> Dict[str, Any]:
    """Hold what the gradient computed to the derivatives that are known."""
    forward, whole, gradient = seen
    inside, known = known, known + weights
    stopped = _not_finite(adapter, theta, gradient, whole)
    if stopped is not None:
        return {"quantities": [], "first_wrong": stopped, "wrong_blocks": []}
    made = {key[:2] for key, _ in forward}
    live = {quantity.key for quantity in known}
    combined = {key[:2] for key, _ in whole} == made
    backward = [
        (key, value)
        for key, value in whole
        if (key not in live if combined else key[:2] not in made)
    ]
    found = _kept([(key, _judged(key, value, known)) for key, value in backward])
    wrong = _wrong_blocks(gradient, known)
    first = _first_wrong(found, wrong) if wrong else None
    bug = None
    if first is not None and first["holds"] is False:
        made_there = [value for key, value in backward if key[:2] == (first["line"], first["name"])]
        at = [one for one in inside if one.name == first["of"]]
        bug = activation_bug(lambda: adapter.value(theta), look, inside, made_there[-1], at)
    return {
        "quantities": [_plain(one) for one in found],
        "first_wrong": first,
        "bug": bug,
        "updated": _updated(backward, weights) if wrong else None,
        "wrong_blocks": sorted(wrong),
    }


def _not_finite(
    adapter: Adapter, theta: Any, gradient: Any, seen: Sequence[Tuple[Key, Any]]
) -> Optional[Dict[str, Any]]:
    """Line on which a gradient stops being made of finite numbers."""
    if np.all(np.isfinite(gradient)) or adapter.unwritten:
        return None
    # What overflows is often harmless, as 1/(1 + inf) is: what makes no number is not.
    for overflow in (False, True):
        try:
            with np.errstate(
                invalid="raise", divide="raise", over="raise" if overflow else "ignore"
            ):
                adapter.gradient(theta.copy())
        except FloatingPointError as error:
            file = str(adapter.space.module.__file__)
            lines = [
                line
                for frame, line in traceback.walk_tb(error.__traceback__)
                if frame.f_code.co_filename == file
            ]
            if lines:
                names = [key[1] for key, _ in seen if key[0] == lines[-1]]
                name = names[0] if names else ""
                return {"name": name, "line": lines[-1], "of": None, "error": str(error)}
    return None


def _derivatives(
    adapter: Adapter, theta: Any, look: Looking, forward: Sequence[Tuple[Key, Any]], due: float
) -> List[Quantity]:
    """Derivative of the cost with respect to each array that it computes on its way."""
    rng = np.random.default_rng(0)
    known: List[Quantity] = []
    for key, value in forward[:_MOST_QUANTITIES]:
        where = np.arange(value.size)
        if value.size > _MOST_ENTRIES:
            where = np.sort(rng.choice(value.size, _MOST_ENTRIES, replace=False))
        slope = np.empty(where.size)
        for place, index in enumerate(where):
            if time.monotonic() > due:
                return known
            step = _STEP * max(1.0, abs(float(value.reshape(-1)[index])))
            costs = []
            for sign in (1, -1):
                added = np.zeros(value.size)
                added[index] = sign * step
                look.start(key, added.reshape(value.shape))
                costs.append(scalar(adapter.value(theta)))
            if None in costs:
                return known
            slope[place] = (costs[0] - costs[1]) / (2 * step)  # type: ignore[operator]
        if np.any(slope) and np.all(np.isfinite(slope)):
            known.append(Quantity(key[1], key, value, slope, where))
    return known


def _of_weights(adapter: Adapter, theta: Any, due: float) -> Optional[List[Quantity]]:
    """Derivative with respect to the matrices themselves; None if that takes too long."""
    found, start = [], 0
    rng = np.random.default_rng(0)
    for name, shape in adapter.blocks:
        size = int(np.prod(shape, dtype=int))
        where = np.arange(size)
        if size > _MOST_ENTRIES:
            where = np.sort(rng.choice(size, _MOST_ENTRIES, replace=False))
        slope = np.empty(where.size)
        for place, index in enumerate(where):
            if time.monotonic() > due:
                return None
            costs = []
            for sign in (1, -1):
                moved = np.array(theta, dtype=float)
                moved[start + index] += sign * _STEP
                costs.append(scalar(adapter.value(moved)) or 0.0)
            slope[place] = (costs[0] - costs[1]) / (2 * _STEP)
        found.append(Quantity(name, None, np.array(theta[start : start + size]).reshape(shape),
                               slope, where))  # fmt: skip
        start += size
    return found


def _wrong_blocks(gradient: Any, known: Sequence[Quantity]) -> Dict[str, Any]:
    """Blocks whose gradient is wrong, with the factor that it has, if it is one."""
    wrong: Dict[str, Any] = {}
    start = 0
    for quantity in (one for one in known if one.key is None):
        part = gradient[start : start + quantity.value.size][quantity.where]
        start += quantity.value.size
        scale = max(float(np.max(np.abs(quantity.slope))), 1e-12)
        if not np.all(np.isfinite(part)) or np.max(np.abs(part - quantity.slope)) > _HOLDS * scale:
            wrong[quantity.name] = _factor(part, quantity.slope)
    return wrong


def _factor(claimed: Any, slope: Any) -> Optional[float]:
    """Factor between two vectors; None if they are not multiples of each other."""
    square = float(np.dot(slope, slope))
    if not square or not np.all(np.isfinite(claimed)):
        return None
    factor = float(np.dot(claimed, slope)) / square
    largest = float(np.max(np.abs(claimed)))
    if not largest or float(np.max(np.abs(claimed - factor * slope))) > _HOLDS * largest:
        return None
    return factor


def _judged(key: Key, value: Any, known: Sequence[Quantity]) -> Dict[str, Any]:
    name = key[1]
    meant = meant_by(name, known, value.shape)
    said: Dict[str, Any] = {
        "name": name,
        "line": key[0],
        "shape": [int(n) for n in value.shape],
        "of": meant[0].name if meant else None,
        "factor": None,
        "holds": None,
        "is": None,
    }
    flat = value.reshape(-1)
    others = [one for one in known if same_shape(one.value.shape, value.shape)]
    said["block"] = bool(meant) and meant[0].key is None
    of_shape = [one for one in meant if same_shape(one.value.shape, value.shape)]
    for quantity in of_shape + [one for one in others if one not in of_shape]:
        if flat.size != quantity.value.size:
            continue
        factor = _factor(flat[quantity.where], quantity.slope)
        if factor is None or (len(flat) < _FEW and quantity not in meant):
            continue  # of few numbers any are multiples of each other
        said["is"], said["factor"] = quantity.name, factor
        said["holds"] = quantity in meant or not any(sign.isdigit() for sign in name)
        if said["holds"]:
            said["of"] = quantity.name
        if len(flat) == 1 and abs(factor - 1) > _HOLDS:
            said["holds"] = None
        return said
    said["holds"] = False if meant else None
    return said


def _kept(judged: Sequence[Tuple[Key, Dict[str, Any]]]) -> List[Dict[str, Any]]:
    """What may be blamed or praised: variables as they are used, not as they come to be.

    The gradient of a matrix counts as it is at the end, after all that is added to it. Any
    other variable counts once: where it is right, if it is so anywhere, else at its last.
    """
    kept = []
    for place, (key, one) in enumerate(judged):
        if one["of"] is None and one["is"] is None:
            continue
        others = [(other, said) for other, said in judged if other[1] == key[1]]
        later = [other for other, _ in judged[place + 1 :] if other[1] == key[1]]
        if one["block"]:
            if not later:
                kept.append(one)
            continue
        turn = [said for other, said in others if other[2] == key[2]]
        if one["holds"] or (
            not any(said["holds"] for said in turn)
            and not any(other[2] == key[2] for other in later)
        ):
            kept.append(one)
    return kept


def _first_wrong(
    found: Sequence[Dict[str, Any]], wrong: Dict[str, Any]
) -> Optional[Dict[str, Any]]:
    """The first variable that is not what its name says, or has the factor of what is wrong.

    ``after`` is the line of the last one before it that is right.
    """
    factors = [factor for factor in wrong.values() if factor is not None]
    blamed = next((one for one in found if one["holds"] is False), None)
    if blamed is None:
        blamed = next((one for one in found if _has_one_of(one["factor"], factors)), None)
    if blamed is None:
        return None
    right = [one["line"] for one in found[: found.index(blamed)] if one["holds"]]
    return dict(_plain(blamed), after=right[-1] if right else None)


def _updated(
    backward: Sequence[Tuple[Key, Any]], weights: Sequence[Quantity]
) -> Optional[Dict[str, Any]]:
    """A matrix that was moved along its gradient while the gradient is computed."""
    for (line, name, _), value in backward:
        for block in weights:
            if block.value.shape != value.shape or value.size < _FEW:
                continue
            moved = (value - block.value).reshape(-1)[block.where]
            factor = _factor(moved, block.slope)
            if factor is not None:
                return {"name": name, "line": line, "of": block.name, "rate": -factor}
    return None


def _has_one_of(factor: Optional[float], factors: Sequence[float]) -> bool:
    return factor is not None and any(
        abs(factor - other) <= 1e-4 * abs(other) and abs(other - 1) > 1e-4 for other in factors
    )


def _plain(one: Dict[str, Any]) -> Dict[str, Any]:
    return {key: value for key, value in one.items() if key != "block"}
