"""Functions of a vector of weights that can be checked, alone or in pairs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nnd_gui.engine.usercode.candidate import (
    Candidate,
    arguments,
    cost_and_gradient,
    data_names,
    is_cost_name,
    is_gradient_part,
    label_form,
    theta_name,
)
from nnd_gui.engine.usercode.outline import Function, Outline
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.roles import is_checker, plain, role_of

__all__ = ["find_functions", "is_gradient_name"]

_GRADIENT_NAME = re.compile(
    r"\w*(grad|gradient|gradients|prime|derivative|deriv|jac|jacobian)\w*|\w+der|d\w{1,12}|fprime"
)
# One layer of a network: found as a pair, see `find_layers`.
_PIECE = re.compile(r"\w*(forward|backward)(naive|fast)?")
_ACTIVATION = re.compile(
    r"d?(leaky)?(sigmoid|sig|relu|tanh|softmax|softplus|logistic|activation|elu|act)"
    r"(prime|grad|gradient|derivative|deriv|der|function|func|fn|vec)*"
)


def find_functions(outline: Outline, path: str) -> Iterator[Candidate]:
    """Each function, or pair of them, that gives a cost and its gradient."""
    yield from _documented_form(outline, path)
    for place, function in enumerate(outline.functions.values()):
        name = plain(function.name)
        if is_checker(function.name) or _PIECE.fullmatch(name) or _ACTIVATION.fullmatch(name):
            continue
        found = _with_gradient(outline, function, path)
        if found is not None:
            score = found.score + min(place, 8) // 2
            yield Candidate(found.plan, score, found.template, found.values, found.line)
    yield from _pairs(outline, path)


def _documented_form(outline: Outline, path: str) -> Iterator[Candidate]:
    """The documented form: ``value(theta)``, ``gradient(theta)`` and a start ``theta0``."""
    value, gradient = outline.functions.get("value"), outline.functions.get("gradient")
    if value is None or gradient is None or "theta0" not in outline.names:
        return
    names = {"value": "value", "gradient": "gradient", "theta": "theta0"}
    yield Candidate(
        Plan(path, "form", names, {"gaps": _gaps(value, gradient)}),
        200,
        "The functions value(theta) and gradient(theta), from theta0.",
        {},
        value.line,
    )


def _gaps(*functions: Function) -> list[str]:
    return [one.name for one in functions if one.has_gap]


def _listed(function: Function) -> list[list[str | None]]:
    """Arguments with their roles; the first of a cost is its weights, whatever its name."""
    listed = arguments(function)
    if listed and not any(role == "theta" for _, role in listed) and listed[0][1] not in ("X", "y"):
        listed[0][1] = "theta"
    for argument in listed:
        # propagate(w, b, X, Y): a number beside the vector.
        if argument[0] in ("b", "bias") and argument[1] is None:
            argument[1] = "bias"
    return listed


def _call(outline: Outline, function: Function) -> dict[str, Any]:
    listed = _listed(function)
    call: dict[str, Any] = {"cost_arguments": listed, "gaps": _gaps(function)}
    if function.star:
        # nnObjFunction(params, *args): the names that it unpacks are its arguments.
        packed = [[name, role_of(name)] for name in function.unpacked(function.star)]
        call["cost_arguments"] = listed + packed
    call["labels"] = label_form(function)
    call["constants"] = [str(name) for name, _ in call["cost_arguments"] if name in outline.names]
    return call


def _with_gradient(outline: Outline, function: Function, path: str) -> Candidate | None:
    """One function that gives the cost and the gradient."""
    places = next(filter(None, map(cost_and_gradient, function.returned())), None)
    call = _call(outline, function)
    listed = call["cost_arguments"]
    roles = [role for _, role in listed]
    if places is not None and roles == ["X", "y"] and _is_slope_of_inputs(function, places[1]):
        # softmax_loss(x, y) of a layer: the gradient is that of its input.
        listed[0][1] = "theta"
        return _of_matrix(outline, function, path, places, listed)
    if places is None or not listed or "theta" not in roles:
        return None
    if listed[0][0] == "W" and roles[1:3] == ["X", "y"]:
        return _of_matrix(outline, function, path, places, listed)
    known = {"X", "y"} <= set(roles)
    if roles.count("theta") > 1 or not (known or _sounds_right(function)):
        return None
    call["value_at"], call["gradient_at"] = places
    names = {"cost": function.name}
    return Candidate(
        Plan(path, "theta", names, call, data_names(outline), theta_name(outline)),
        96 if known else 78,
        "{name} gives the cost and the gradient.",
        {"name": function.name},
        function.line,
    )


def is_gradient_name(name: str) -> bool:
    """Whether a function is a gradient, by its name."""
    return re.search(r"grad|prime|jac|deriv", plain(name)) is not None


def _sounds_right(function: Function) -> bool:
    returned = function.last_returned()
    return is_cost_name(function.name) or any(
        is_gradient_part(name) and len(name) > 1 for name in returned
    )


def _is_slope_of_inputs(function: Function, place: int) -> bool:
    names = {returned[place] for returned in function.returned() if len(returned) > place}
    return bool(names & {"dx", "dX", "dscores", "dout", "grad", "dlogits", "dinput", "dinputs"})


def _of_matrix(
    outline: Outline,
    function: Function,
    path: str,
    places: tuple[int, int],
    listed: list[list[str | None]],
) -> Candidate:
    call = {
        "cost_arguments": listed,
        "value_at": places[0],
        "gradient_at": places[1],
        "labels": "labels0",
        "gaps": _gaps(function),
    }
    return Candidate(
        Plan(path, "matrix", {"cost": function.name}, call, data_names(outline)),
        90 if listed[0][0] == "W" else 61,
        "{name} gives the cost and the gradient of one matrix, {matrix}.",
        {"name": function.name, "matrix": listed[0][0]},
        function.line,
    )


def _pairs(outline: Outline, path: str) -> Iterator[Candidate]:
    """A cost and its gradient in two functions of the same arguments."""
    functions = [f for f in outline.functions.values() if not is_checker(f.name)]
    for cost in functions:
        if len(cost.last_returned()) != 1 and not cost.is_unwritten:
            continue
        if _GRADIENT_NAME.fullmatch(plain(cost.name)) and not is_cost_name(cost.name):
            continue
        gradient = _gradient_for(cost, functions)
        if gradient is None:
            continue
        call = _call(outline, cost)
        call["gradient_arguments"] = _call(outline, gradient)["cost_arguments"]
        call["gaps"] = _gaps(cost, gradient)
        names = {"cost": cost.name, "gradient": gradient.name}
        values: dict[str, object] = {"cost": cost.name, "gradient": gradient.name}
        roles = [role for _, role in call["cost_arguments"]]
        if len(cost.required) == 1 and not {"X", "y"} & set(roles[1:]):
            start = theta_name(outline)
            if "name" not in start and cost.required[0] in outline.names:
                start = {"source": "auto", "name": cost.required[0]}
            score = 30 if _ACTIVATION.fullmatch(plain(cost.name)) else 60
            template = "The function {cost} and its derivative {gradient}."
            plan = Plan(path, "function", names, call, theta=start)
        else:
            score = 92 if is_cost_name(cost.name) else 72
            template = "The cost {cost} and its gradient {gradient}."
            plan = Plan(path, "theta", names, call, data_names(outline), theta_name(outline))
        yield Candidate(plan, score, template, values, cost.line)


def _gradient_for(cost: Function, functions: list[Function]) -> Function | None:
    """Function that is the gradient of another, by name and arguments."""
    best: tuple[int, Function] | None = None
    for other in functions:
        rank = _kinship(plain(cost.name), plain(other.name), is_cost=is_cost_name(cost.name))
        if other is cost or not rank or not other.required:
            continue
        if abs(len(other.required) - len(cost.required)) > 1:
            continue
        if best is None or rank > best[0]:
            best = (rank, other)
    return best[1] if best else None


# A general name for the gradient, beside a general one for the function.
_ANY_GRADIENT = re.compile(r"(compute|calc|get|nn)?(the)?(grad\w*|jac\w*|fprime)")
_USUAL_PAIRS = {
    "f": frozenset(["df", "fprime", "grad", "gradf", "g", "dfdx", "gradient", "jac"]),
    "fun": frozenset(["jac", "grad", "dfun", "gradient"]),
    "func": frozenset(["dfunc", "grad", "gradient", "jac"]),
    "objective": frozenset(["grad", "gradient", "jac", "dobjective"]),
}
_PREFIXES = ("d", "grad", "gradient", "jac", "dev", "gradof", "derivativeof")
_ENDINGS = ("prime", "grad", "gradient", "der", "deriv", "derivative", "jac", "dx")


def _kinship(cost: str, other: str, *, is_cost: bool) -> int:
    """How much the name of one function is that of another's gradient; 0 for not at all."""
    if other in {*(p + cost for p in _PREFIXES), *(cost + e for e in _ENDINGS), f"d{cost}dx"}:
        return 3
    if other in _USUAL_PAIRS.get(cost, ()):
        return 2
    if not is_cost or not _GRADIENT_NAME.fullmatch(other):
        return 0
    stem = re.sub(r"(cost|loss|function|func|fun|f)", "", cost)
    return int(_ANY_GRADIENT.fullmatch(other) is not None or (len(stem) > 2 and stem in other))
