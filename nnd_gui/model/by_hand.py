"""Functions and arguments of a file chosen by hand: problems, a preview, and what is kept of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.usercode.by_hand import ROLES, Callee, callables_of, plan_by_hand
from nnd_gui.engine.usercode.outline import outline_of
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import Source
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = [
    "HandChoice",
    "arguments_of",
    "call_preview",
    "choice_of_plan",
    "hand_of",
    "hand_plan",
    "hand_problems",
    "likely_choice",
    "read_choice",
    "role_words",
]

Role = str | float
_KEY = "by_hand"
_SHOWN = {"theta": "θ", "inputs": "3", "hidden": "5", "outputs": "2", "dims": "[3, 5, 2]",
          "reg": "0.1", "output": "ŷ"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class HandChoice:
    """What is called, and with what.

    Parameters
    ----------
    cost : str
        A function, or ``Class.method``.
    gradient : str or None
        Another one, or None where the cost returns the gradient beside its value.
    roles : dict
        Argument -> one of the engine's `ROLES`, or the number to pass. What is left out is told
        by its name.
    gradient_first : bool
        Whether a function that returns both gives the gradient first.
    """

    cost: str
    gradient: str | None = None
    roles: Mapping[str, Role] = field(default_factory=dict)
    gradient_first: bool | None = None

    def to_json(self) -> dict[str, Any]:
        """The same in plain values."""
        return {
            "cost": self.cost,
            "gradient": self.gradient,
            "roles": dict(self.roles),
            "gradient_first": self.gradient_first,
        }


def read_choice(value: Any) -> HandChoice | None:
    """A choice from plain values that somebody may have edited; None if it is none."""
    if not isinstance(value, dict):
        return None
    cost, gradient = value.get("cost"), value.get("gradient")
    roles, first = value.get("roles", {}), value.get("gradient_first")
    fits = (
        isinstance(cost, str)
        and isinstance(gradient, str | None)
        and isinstance(first, bool | None)
        and isinstance(roles, dict)
        and all(isinstance(role, str | int | float) for role in roles.values())
    )
    return HandChoice(str(cost), gradient, roles, first) if fits else None


def likely_choice(source: Source) -> HandChoice | None:
    """What to begin with: a function that seems to give both, else one called as a cost."""
    found = callables_of(source)
    if not found:
        return None
    # Of a method that returns both, nothing is known by hand.
    both = next((one for one in found if one.returns_both and "." not in one.name), None)
    named = next((one for one in found if _is_like(one, "cost", "loss", "error", "value")), None)
    cost = both or named or found[0]
    owner = cost.name.rpartition(".")[0]
    beside = [x for x in found if x.name.rpartition(".")[0] == owner and x is not cost]
    slope = next((x for x in beside if _is_like(x, "grad", "prime", "back", "deriv", "jac")), None)
    if cost is both:
        return HandChoice(cost.name, None)
    return HandChoice(cost.name, slope.name if slope else beside[0].name if beside else None)


def choice_of_plan(source: Source, plan: Plan) -> HandChoice | None:
    """What to begin with where something is checked already: the same functions."""
    made = hand_of(plan)
    if made is not None:
        return made
    owner = f"{plan.names['class']}." if "class" in plan.names else ""
    known = {one.name for one in callables_of(source)}
    cost, gradient = (owner + plan.names.get(role, "") for role in ("cost", "gradient"))
    if cost not in known:
        return None
    return HandChoice(cost, gradient if gradient in known else None)


def arguments_of(source: Source, choice: HandChoice) -> tuple[tuple[str, Role | None, bool], ...]:
    """Arguments of what is called: name, role as it stands, and whether it may be left out."""
    known = {one.name: one for one in callables_of(source)}
    chosen = [known[name] for name in (choice.cost, choice.gradient) if name in known]
    found: dict[str, tuple[Role | None, bool]] = {}
    own = _names_of(source)
    for callee in chosen:
        for name, likely in callee.arguments:
            optional = name in callee.optional and found.get(name, (None, True))[1]
            usual: Role | None = likely if likely in ROLES else None
            if optional and likely not in ("reg", "X", "y"):
                usual = "default"
            if usual is None and name in own:
                usual = "file"
            found[name] = choice.roles.get(name, usual), optional
    return tuple((name, role, optional) for name, (role, optional) in found.items())


def hand_plan(source: Source, choice: HandChoice, seed: int = 0) -> Plan:
    """The plan that a choice makes.

    Raises
    ------
    SpecError
        If the file has no such functions, or they cannot be checked so.
    """
    order = None if choice.gradient_first is None else ((1, 0) if choice.gradient_first else (0, 1))
    plan = plan_by_hand(source, choice.cost, choice.gradient, choice.roles, order)
    # Kept in the plan, and so in documents: after a save the plan is made of it again.
    return replace(plan, seed=seed, call={**plan.call, _KEY: choice.to_json()})


def hand_of(plan: Plan) -> HandChoice | None:
    """The choice that a plan was made of; None where it was found by itself."""
    return read_choice(plan.call.get(_KEY))


def hand_problems(source: Source, choice: HandChoice) -> dict[str, str]:
    """What keeps a choice from being checked: sentences by ``cost``, ``gradient`` or argument."""
    found: dict[str, str] = {}
    known = {one.name: one for one in callables_of(source)}
    for place, name in (("cost", choice.cost), ("gradient", choice.gradient)):
        if name is not None and name not in known:
            found[place] = tr("The file has no function “{name}” now.", name=name)
    if choice.cost == choice.gradient:
        found["gradient"] = tr("This is the cost itself; does it return both?")
    return found or _argument_problems(source, choice) or _refused(source, choice)


def _refused(source: Source, choice: HandChoice) -> dict[str, str]:
    try:
        hand_plan(source, choice)
    except SpecError as problem:
        return {"gradient": problem_text(problem)}
    return {}


def _argument_problems(source: Source, choice: HandChoice) -> dict[str, str]:
    found: dict[str, str] = {}
    listed = arguments_of(source, choice)
    method = "." in choice.cost
    own = _names_of(source)
    for name, role, _ in listed:
        if role is None or (role == "file" and name not in own):
            found[name] = tr("What is “{name}”? Nothing in the file says it.", name=name)
    weights = [name for name, role, _ in listed if role == "theta"]
    if not method and not weights and listed:
        found.setdefault(listed[0][0], tr("One of the arguments must be the weights."))
    if len(weights) > 1:
        found[weights[1]] = tr("“{name}” is the weights already.", name=weights[0])
    return found


def call_preview(source: Source, choice: HandChoice) -> str:
    """What would be called, as a line or two of Python."""
    both = choice.gradient is None
    names = "grad, J" if choice.gradient_first else "J, grad"
    lines = [f"{names if both else 'J'} = {_call(source, choice.cost, choice)}"]
    if choice.gradient is not None:
        lines.append(f"grad = {_call(source, choice.gradient, choice)}")
    owner = choice.cost.rpartition(".")[0]
    if owner:
        lines.insert(0, f"net = {owner}(…)")
    return "\n".join(lines)


def role_words(optional: bool) -> tuple[tuple[str, str], ...]:
    """Roles that an argument can have, each with what it is called."""
    known = (
        ("theta", tr("the weights, as one vector")),
        ("X", tr("X, the inputs")),
        ("y", tr("y, the targets")),
        ("reg", tr("strength of regularisation")),
        ("inputs", tr("number of inputs")),
        ("hidden", tr("number of hidden units")),
        ("outputs", tr("number of outputs")),
        ("dims", tr("sizes of all layers")),
        ("output", tr("the network's output")),
        ("number", tr("this number:")),
        ("file", tr("the file's own of that name")),
    )
    return (*known, ("default", tr("its default"))) if optional else known


def _call(source: Source, name: str, choice: HandChoice) -> str:
    callee = next((one for one in callables_of(source) if one.name == name), None)
    roles = {name: role for name, role, _ in arguments_of(source, choice)}
    passed = []
    for argument, _ in callee.arguments if callee else ():
        role = roles.get(argument)
        if role == "default":
            continue
        shown = f"{role:g}" if isinstance(role, int | float) else _SHOWN.get(role or "", role)
        if role in (None, "file"):
            shown = argument if role else "?"
        passed.append(f"{argument}={shown}")
    owner, _, inner = name.rpartition(".")
    return f"{'net.' if owner else ''}{inner}({', '.join(passed)})"


def _names_of(source: Source) -> frozenset[str]:
    return frozenset() if source.tree is None else frozenset(outline_of(source.tree).names)


def _is_like(callee: Callee, *parts: str) -> bool:
    name = callee.name.rpartition(".")[2].lower()
    return any(part in name for part in parts)
