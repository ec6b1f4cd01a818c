"""A plan made by hand: which functions of a file, and what each argument is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.usercode.candidate import (
    construction,
    cost_and_gradient,
    data_names,
    label_form,
    theta_name,
)
from nnd_gui.engine.usercode.outline import Class, Function, Outline, outline_of
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.roles import role_of
from nnd_gui.engine.usercode.source import Source

__all__ = ["ROLES", "Callee", "callables_of", "plan_by_hand"]

# What an argument can be. The rest of the numbers is typed in.
ROLES = (
    "theta", "X", "y", "reg", "inputs", "hidden", "outputs", "dims", "output", "file", "default",
)  # fmt: skip
_OUTPUTS = ("forward", "predict", "feedforward", "feedForward")


@dataclass(frozen=True, slots=True)
class Callee:
    """A function or method of a file that could be the cost or the gradient.

    Parameters
    ----------
    name : str
        ``cost`` or ``Net.cost``.
    line : int
        Where it starts.
    arguments : tuple of (str, str or None)
        Name and likely role of each; those with a default come last and may be left out.
    optional : frozenset of str
        Names of those.
    returns_both : bool
        Whether it seems to return the cost and the gradient.
    """

    name: str
    line: int
    arguments: tuple[tuple[str, str | None], ...]
    optional: frozenset[str]
    returns_both: bool


def callables_of(source: Source) -> tuple[Callee, ...]:
    """Functions and methods of a file, in its order; what begins with ``__`` is left out."""
    if source.tree is None:
        return ()
    outline = outline_of(source.tree)
    found = [_listed(function.name, function) for function in outline.functions.values()]
    for one in outline.classes.values():
        found += [
            _listed(f"{one.name}.{name}", method)
            for name, method in one.methods.items()
            if not name.startswith("__")
        ]
    return tuple(sorted(found, key=lambda one: one.line))


def _listed(name: str, function: Function) -> Callee:
    arguments = tuple((one, role_of(one)) for one in function.arguments)
    if function.star:
        arguments += tuple((one, role_of(one)) for one in function.unpacked(function.star))
    both = any(cost_and_gradient(returned) is not None for returned in function.returned())
    return Callee(name, function.line, arguments, frozenset(function.defaults), both)


def plan_by_hand(
    source: Source,
    cost: str,
    gradient: str | None = None,
    roles: Mapping[str, str | float] | None = None,
    returned: tuple[int, int] | None = None,
) -> Plan:
    """Plan for functions that a person chose.

    Parameters
    ----------
    source : Source
        The file.
    cost : str
        Name of a function, or ``Class.method``.
    gradient : str, optional
        Of the same kind; None if the cost returns it beside its value.
    roles : mapping, optional
        Argument -> one of `ROLES`, or the number to pass for it; ``file`` is what the file itself
        calls so, ``default`` leaves it out. What is not said is told by its name, and what has a
        default keeps it.
    returned : (int, int), optional
        Places of cost and gradient in what a function returns that gives both; told by the
        names there when left out.

    Raises
    ------
    SpecError
        If the file has no such function, or the choice cannot be checked.
    """
    if source.tree is None:
        raise SpecError("plan", "“{name}” cannot be read.", name=source.path.name)
    outline = outline_of(source.tree)
    chosen = dict(roles or {})
    for name, role in chosen.items():
        if isinstance(role, str) and role not in ROLES:
            raise SpecError(
                "plan",
                "There is no role “{role}” for {name}; it can be {known}, or a number.",
                role=role,
                name=name,
                known=", ".join(ROLES),
            )
    found = _find(outline, cost)
    other = None if gradient is None else _find(outline, gradient)
    call: dict[str, Any] = {
        "cost_arguments": _with_roles(found[1], chosen),
        "labels": label_form(found[1]),
        "constants": [name for name in found[1].arguments if name in outline.names],
        "values": {name: one for name, one in chosen.items() if not isinstance(one, str)},
    }
    names = {"cost": found[1].name}
    if other is not None:
        names["gradient"] = other[1].name
        call["gradient_arguments"] = _with_roles(other[1], chosen)
        call["returned"] = list(other[1].last_returned())
    else:
        told = next(filter(None, map(cost_and_gradient, found[1].returned())), (0, 1))
        places = told if returned is None else returned
        call["value_at"], call["gradient_at"] = places
    owners = [one[0] for one in (found, other) if one is not None]
    if other is None and owners[0] is not None:
        raise SpecError(
            "plan",
            "A method that returns the cost and its gradient cannot be called by hand: choose "
            "another one for the gradient.",
        )
    if any(one is not owners[0] for one in owners):
        raise SpecError("plan", "Cost and gradient must be of the same class, or of none.")
    if owners[0] is not None:
        return _of_class(str(source.path), outline, owners[0], names, call)
    if not any(role == "theta" for _, role in call["cost_arguments"]):
        raise SpecError("plan", "Which argument of {name} is the weights?", name=cost)
    start = theta_name(outline)
    return Plan(str(source.path), "theta", names, call, data_names(outline), start)


def _of_class(
    path: str, outline: Outline, owner: Class, names: dict[str, str], call: dict[str, Any]
) -> Plan:
    call["construct"] = {**construction(outline, owner), "values": call["values"]}
    names["class"] = owner.name
    output = next((name for name in _OUTPUTS if name in owner.methods), None)
    if output is not None:
        names["output"] = output
    return Plan(path, "lesson-class", names, call, data_names(outline))


def _find(outline: Outline, name: str) -> tuple[Class | None, Function]:
    owner, _, inner = name.rpartition(".")
    if owner:
        held = outline.classes.get(owner)
        method = None if held is None else held.methods.get(inner)
        if held is not None and method is not None:
            return held, method
    elif name in outline.functions:
        return None, outline.functions[name]
    raise SpecError("plan", "The file defines no function “{name}”.", name=name)


def _with_roles(function: Function, chosen: Mapping[str, str | float]) -> list[list[str | None]]:
    listed: list[list[str | None]] = []
    names = list(function.arguments)
    if function.star:
        names += list(function.unpacked(function.star))
    for name in names:
        role = chosen.get(name, role_of(name))
        if role == "file":
            listed.append([name, None])
            continue
        if role == "default" and name in function.defaults:
            continue
        if role == "default":
            raise SpecError("plan", "{name} has no default.", name=name)
        if name in function.defaults and name not in chosen and role not in ("reg", "X", "y"):
            continue
        listed.append([name, role if isinstance(role, str) else None])
    return listed
