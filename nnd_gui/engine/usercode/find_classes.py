"""Classes that can be checked: the lesson's, those with a table of weights, layers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nnd_gui.engine.usercode.candidate import (
    Candidate,
    arguments,
    construction,
    cost_and_gradient,
    data_names,
    is_cost_name,
    is_gradient_part,
    label_form,
    theta_name,
)
from nnd_gui.engine.usercode.outline import Class, Function, Outline
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.roles import is_checker, plain, role_of

__all__ = ["find_classes"]

# One flat gradient, or a table of them; before those that give a tuple of matrices.
_FLAT = re.compile(r"(compute|calculate|calc|get|cost|loss)?(the)?(gradients?|grads?)(vector)?")
_PARTS = re.compile(
    r"(cost|performance|error|loss|objective|j)(function|func|fun|fn)?(prime|der(ivative)?s?|grad)"
    r"|d(cost|loss|error|j)(function)?(dw|dtheta)?|funciondecostoprima"
    r"|back(ward)?_?(prop(agat(e|ion))?|pass)?|backward(prop(agation)?|pass)?|bprop"
)
_OUTPUT = re.compile(r"(feed)?forward(prop(agat(e|ion))?|pass|feed)?|predict|output|hypothesis|fp")
_GET = re.compile(r"get(the)?(params?|parameters|weights|theta)")
_SET = re.compile(r"set(the)?(params?|parameters|weights|theta)")
_TABLES = ("params", "parameters", "param", "p")


def find_classes(outline: Outline, path: str) -> Iterator[Candidate]:
    """Each class that can be checked, as it is most likely meant."""
    for place, found in enumerate(outline.classes.values()):
        for candidate in (
            _table_class(outline, found, path),
            _lesson_class(outline, found, path),
            _backprop_class(outline, found, path),
            _costless_class(outline, found, path),
            _theta_methods(outline, found, path),
            _layer_class(outline, found, path),
        ):
            if candidate is not None:
                score = candidate.score + min(place, 4)  # the last version is the one at work
                yield Candidate(
                    candidate.plan, score, candidate.template, candidate.values, candidate.line
                )
                break


def _takes_data(function: Function) -> bool:
    roles = [role_of(name) for name in function.arguments]
    if "y" in roles:
        return ("X" in roles or "output" in roles) and len(function.required) <= 4
    return len(function.required) == 2 and roles[:1] != ["theta"] and "theta" not in roles


def _best(found: Class, pattern: re.Pattern[str]) -> Function | None:
    """Method of a name, the later of two, never the file's own checker."""
    fitting = [
        method
        for name, method in found.methods.items()
        if pattern.fullmatch(plain(name)) and not is_checker(name) and _takes_data(method)
    ]
    return fitting[-1] if fitting else None


def _cost_of(found: Class) -> Function | None:
    fitting = [
        method
        for name, method in found.methods.items()
        if is_cost_name(name) and not is_checker(name) and _takes_data(method)
    ]
    return fitting[0] if fitting else None


def _helper(found: Class, pattern: re.Pattern[str], count: int) -> str | None:
    for name, method in found.methods.items():
        if pattern.fullmatch(plain(name)) and len(method.required) == count:
            return name
    return None


def _lesson_class(outline: Outline, found: Class, path: str) -> Candidate | None:
    cost = _cost_of(found)
    flat, parts = _best(found, _FLAT), _best(found, _PARTS)
    gradient = flat or parts
    if cost is None or gradient is None or cost.name == gradient.name:
        return None
    names = {"class": found.name, "cost": cost.name, "gradient": gradient.name}
    if flat is not None and parts is not None:
        names["parts"] = parts.name
    for role, pattern, count in (("get", _GET, 0), ("set", _SET, 1), ("output", _OUTPUT, 1)):
        if (name := _helper(found, pattern, count)) is not None:
            names[role] = name
    call: dict[str, Any] = {
        "construct": construction(outline, found),
        "cost_arguments": arguments(cost),
        "gradient_arguments": arguments(gradient),
        "returned": list((parts or gradient).last_returned()),
        "gaps": [one.name for one in (cost, gradient, parts) if one and one.has_gap],
    }
    return Candidate(
        Plan(path, "lesson-class", names, call, data_names(outline)),
        100 if "get" in names else 95,
        "Class {name}: the cost {cost}, the gradient {gradient}.",
        {"name": found.name, "cost": cost.name, "gradient": gradient.name},
        found.line,
    )


def _table_class(outline: Outline, found: Class, path: str) -> Candidate | None:
    """Weights in a table: ``loss(X, y)`` gives (loss, grads), or ``gradient(x, t)`` a table."""
    table = next((name for name in _TABLES[:3] if name in found.attributes), None)
    cost = _cost_of(found)
    if table is None or cost is None:
        return None
    gradient = _best(found, _FLAT) or _best(found, _PARTS)
    places = next(filter(None, map(cost_and_gradient, cost.returned())), None)
    names = {"class": found.name, "cost": cost.name, "table": table}
    call: dict[str, Any] = {
        "construct": construction(outline, found),
        "cost_arguments": arguments(cost),
        "gaps": [one.name for one in (cost, gradient) if one and one.has_gap],
    }
    if gradient is not None and places is None:
        names["gradient"] = gradient.name
        call["gradient_arguments"] = arguments(gradient)
    elif places is not None or "y" in cost.defaults:
        call["value_at"], call["gradient_at"] = places or (0, 1)
    else:
        return None
    if (output := _helper(found, _OUTPUT, 1)) is not None:
        names["output"] = output
    # y=None means that scores come back; integers stand for classes there.
    call["labels"] = "labels0" if "gradient" not in names else "one-hot"
    return Candidate(
        Plan(path, "params-class", names, call, data_names(outline)),
        100,
        "Class {name}: the cost {cost}, with the weights in its table “{table}”.",
        {"name": found.name, "cost": cost.name, "table": table},
        found.line,
    )


def _backprop_class(outline: Outline, found: Class, path: str) -> Candidate | None:
    """``backprop(x, y)`` that gives (nabla_b, nabla_w), beside no cost."""
    gradient = _best(found, _PARTS) or _best(found, _FLAT)
    if gradient is None or not found.attributes & {"weights", "biases", "weight", "bias", "w", "b"}:
        return None
    returned = gradient.last_returned()
    if len(returned) != 2 or not all(is_gradient_part(name) for name in returned):
        return None
    names = {"class": found.name, "gradient": gradient.name}
    if (output := _helper(found, _OUTPUT, 1)) is not None:
        names["output"] = output
    else:
        return None
    call = {
        "construct": construction(outline, found),
        "gradient_arguments": arguments(gradient),
        "returned": list(returned),
        "cost": "cross-entropy"
        if _mentions(found, "CrossEntropy", "cross_entropy")
        else "half-sse",
        "gaps": [gradient.name] if gradient.has_gap else [],
    }
    return Candidate(
        Plan(path, "backprop-class", names, call),
        80,
        "Class {name}: the gradient {gradient}. It has no cost: you choose one.",
        {"name": found.name, "gradient": gradient.name},
        found.line,
    )


def _costless_class(outline: Outline, found: Class, path: str) -> Candidate | None:
    """``costFunctionPrime(X, y)`` beside no cost, which is written last by many."""
    gradient = _best(found, _FLAT) or _best(found, _PARTS)
    output = _helper(found, _OUTPUT, 1)
    if gradient is None or output is None or not gradient.returned():
        return None
    if {role_of(name) for name in gradient.required} != {"X", "y"}:
        return None
    names = {"class": found.name, "gradient": gradient.name, "output": output}
    for role, pattern, count in (("get", _GET, 0), ("set", _SET, 1)):
        if (name := _helper(found, pattern, count)) is not None:
            names[role] = name
    call = {
        "construct": construction(outline, found),
        "gradient_arguments": arguments(gradient),
        "returned": list(gradient.last_returned()),
        "cost": "half-sse",
        "gaps": [gradient.name] if gradient.has_gap else [],
    }
    return Candidate(
        Plan(path, "costless-class", names, call, data_names(outline)),
        75,
        "Class {name}: the gradient {gradient}. It has no cost: you choose one.",
        {"name": found.name, "gradient": gradient.name},
        found.line,
    )


def _theta_methods(outline: Outline, found: Class, path: str) -> Candidate | None:
    """Methods of the whole vector of weights: ``cost(thetas, ..., X, y)`` and its gradient."""

    def whole(method: Function) -> bool:
        return {"theta", "X", "y"} <= {role_of(name) for name in method.required}

    methods = {name: one for name, one in found.methods.items() if whole(one)}
    cost = next((one for name, one in methods.items() if is_cost_name(name)), None)
    if cost is None or is_checker(cost.name):
        return None
    gradient = next(
        (
            one
            for name, one in methods.items()
            if one is not cost and (_FLAT.fullmatch(plain(name)) or _PARTS.fullmatch(plain(name)))
        ),
        None,
    )
    names = {"class": found.name, "cost": f"{found.name}.{cost.name}"}
    call: dict[str, Any] = {
        "construct": construction(outline, found),
        "cost_arguments": arguments(cost),
        "labels": label_form(cost),
        "constants": [name for name in cost.arguments if name in outline.names],
        "gaps": [one.name for one in (cost, gradient) if one and one.has_gap],
    }
    if gradient is not None:
        names["gradient"] = f"{found.name}.{gradient.name}"
        call["gradient_arguments"] = arguments(gradient)
    else:
        places = next(filter(None, map(cost_and_gradient, cost.returned())), None)
        if places is None:
            return None
        call["value_at"], call["gradient_at"] = places
    return Candidate(
        Plan(path, "theta", names, call, data_names(outline), theta_name(outline)),
        88,
        "Class {name}: the cost {cost} of a vector of weights, and its gradient.",
        {"name": found.name, "cost": cost.name},
        found.line,
    )


def _mentions(found: Class, *names: str) -> bool:
    used = frozenset().union(*(one.names_used() for one in found.methods.values()), [found.name])
    return any(name in one for name in names for one in used)


_OF_LAYER = re.compile(r"d(weights?|w|biases|bias|b|inputs?|values|x)|grad_?\w+", re.IGNORECASE)


def _layer_class(outline: Outline, found: Class, path: str) -> Candidate | None:
    """A layer with ``forward(inputs)`` and ``backward(dvalues)``."""
    forward, backward = found.methods.get("forward"), found.methods.get("backward")
    if forward is None or backward is None:
        return None
    if len(forward.required) != 1 or len(backward.required) != 1:
        return None
    saved = sorted(name for name in found.attributes if _OF_LAYER.fullmatch(name))
    if not saved and not backward.returned():
        return None
    call = {
        "construct": construction(outline, found),
        "saved": saved,
        "returned": list(backward.last_returned()),
        "gaps": [one.name for one in (forward, backward) if one.has_gap],
    }
    names = {"class": found.name, "forward": "forward", "gradient": "backward"}
    return Candidate(
        Plan(path, "layer-class", names, call),
        55,
        "Layer {name}: backward against forward, through the sum of its output times numbers "
        "chosen at random.",
        {"name": found.name},
        found.line,
    )
