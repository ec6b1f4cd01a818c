"""Pieces of a network that can be checked: layer pairs, tables of parameters, a recurrence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from nnd_gui.engine.usercode.candidate import Candidate, data_names, is_cost_name
from nnd_gui.engine.usercode.outline import Function, Outline
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.roles import is_checker, plain, role_of

__all__ = ["find_layers"]

_FORWARD = re.compile(r"(l?_?model_?)?(forward(_?prop(agat(e|ion))?|_?pass)?|feed_?forward)(_?n)?|"
                      r"l_model_forward|lmodelforward|forwardpropagationn")  # fmt: skip
_BACKWARD = re.compile(r"(l?_?model_?)?(back(ward)?_?(prop(agat(e|ion))?|_?pass)?)(_?n)?|"
                       r"lmodelbackward|backwardpropagationn|computegradients?")  # fmt: skip
_TABLE = re.compile(r"param(eter)?s?|weights|theta|p|params_?dict|parameters_?\w*")


def find_layers(outline: Outline, path: str) -> Iterator[Candidate]:
    """Each piece of a network that a file defines as functions."""
    yield from _parameter_tables(outline, path)
    yield from _recurrent(outline, path)
    yield from _layer_pairs(outline, path)


def _part(name: str) -> str:
    """What an argument of the three functions is for."""
    bare = plain(name)
    if _TABLE.fullmatch(bare):
        return "parameters"
    if re.fullmatch(r"caches?\w*|memory", bare):
        return "cache"
    if re.fullmatch(r"(a|z)(l|\d)?|yhat|ypred\w*|predictions?|output|probs?|yh|al", bare):
        return "output"
    role = role_of(name)
    return role if role in ("X", "y", "reg") else "other"


def _parameter_tables(outline: Outline, path: str) -> Iterator[Candidate]:
    """Weights in a table: forward, cost, and backward with what forward remembered."""
    functions = [f for f in outline.functions.values() if not is_checker(f.name)]
    forward = _named(functions, _FORWARD, need="parameters")
    backward = _named(functions, _BACKWARD)
    if forward is None or backward is None:
        return
    if not {"parameters", "cache"} & {_part(name) for name in backward.arguments}:
        return
    cost = next((f for f in functions if is_cost_name(f.name) and f is not forward), None)
    direct = len(forward.last_returned()) > 1 and is_cost_name(forward.last_returned()[0])
    if cost is None and not direct:
        return
    names = {
        "forward": forward.name,
        "cost": forward.name if direct or cost is None else cost.name,
        "gradient": backward.name,
    }
    call: dict[str, Any] = {
        "forward_arguments": [[name, _part(name)] for name in forward.required],
        "forward_returned": list(forward.last_returned()),
        "gradient_arguments": [[name, _part(name)] for name in backward.required],
        "gradient_returned": list(backward.last_returned()),
        "cost_is_forward": direct,
        "gaps": [f.name for f in (forward, backward, cost) if f is not None and f.has_gap],
    }
    if not direct and cost is not None:
        call["cost_arguments"] = [
            [name, _part(name)]
            for name in cost.arguments
            if name not in cost.defaults or role_of(name) == "reg"
        ]
    start = next(
        (f for f in functions if re.fullmatch(r"(random)?init\w*(param|weight)\w*", plain(f.name))),
        None,
    )
    if start is not None:
        names["start"] = start.name
        call["start_arguments"] = [[name, role_of(name)] for name in start.required]
    yield Candidate(
        Plan(path, "parameters-dict", names, call, data_names(outline)),
        97,
        "{forward}, {cost} and {gradient}, with the weights in a table.",
        {key: names[key] for key in ("forward", "cost", "gradient")},
        backward.line,
    )


def _named(
    functions: list[Function], pattern: re.Pattern[str], need: str | None = None
) -> Function | None:
    fitting = [
        f
        for f in functions
        if pattern.fullmatch(plain(f.name))
        and (need is None or need in {_part(name) for name in f.arguments})
    ]
    # A whole network rather than one layer of it.
    return max(fitting, key=lambda f: ("model" in f.name.lower(), f.line), default=None)


def _recurrent(outline: Outline, path: str) -> Iterator[Candidate]:
    """``lossFun(inputs, targets, hprev)`` of a character network, weights in globals."""
    for function in outline.functions.values():
        returned = function.last_returned()
        if (
            len(returned) < 4
            or not is_cost_name(returned[0])
            or len(function.required) not in (2, 3)
        ):
            continue
        weights = [
            (part, name)
            for part in returned[1:]
            if (name := _without_d(part)) is not None and name in outline.names
        ]
        if len(weights) < 2:
            continue
        call = {
            "arguments": list(function.required),
            "weights": [name for _, name in weights],
            "gradient_at": [1 + returned[1:].index(part) for part, _ in weights],
            "value_at": 0,
            "size": next((n for n in ("vocab_size", "n_vocab", "V") if n in outline.names), None),
            "gaps": [function.name] if function.has_gap else [],
        }
        yield Candidate(
            Plan(path, "recurrent", {"cost": function.name}, call),
            95,
            "{name} gives the cost of a sequence and the gradients of {weights}.",
            {"name": function.name, "weights": ", ".join(name for _, name in weights)},
            function.line,
        )


def _without_d(name: str) -> str | None:
    found = re.fullmatch(r"(?:d|grad_?|g)_?(\w+)", name)
    return found[1] if found else None


_STEMS = re.compile(
    r"(\w+?)_?(forward|backward|bwd|fwd|forw|back)(_naive|_fast|_n)?", re.IGNORECASE
)


def _layer_pairs(outline: Outline, path: str) -> Iterator[Candidate]:
    """``affine_forward`` gives (out, cache), ``affine_backward(dout, cache)`` the gradients."""
    forwards: dict[str, Function] = {}
    for function in outline.functions.values():
        found = _STEMS.fullmatch(function.name)
        if found and found[2].lower() in ("forward", "fwd", "forw"):
            forwards[plain(found[1] + (found[3] or ""))] = function
    for function in outline.functions.values():
        found = _STEMS.fullmatch(function.name)
        if not found or found[2].lower() in ("forward", "fwd", "forw"):
            continue
        forward = forwards.get(plain(found[1] + (found[3] or "")))
        if forward is None or len(function.required) != 2 or len(forward.last_returned()) == 1:
            continue
        if len(forward.last_returned()) != 2 and not forward.is_unwritten:
            continue
        call = {
            "arguments": list(forward.required),
            "roles": [role_of(name) for name in forward.required],
            "returned": list(function.last_returned()),
            "gaps": [f.name for f in (forward, function) if f.has_gap],
        }
        names = {"forward": forward.name, "gradient": function.name}
        yield Candidate(
            Plan(path, "layer-pair", names, call),
            62,
            "{gradient} against {forward}, through the sum of its output times numbers chosen at "
            "random.",
            dict(names),
            function.line,
        )
