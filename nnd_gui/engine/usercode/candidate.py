"""Something in a file that can be checked, and what its finders share."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from nnd_gui.engine.usercode.outline import Class, Function, Outline
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.roles import COST_NAMES, plain, role_of

__all__ = [
    "Candidate",
    "arguments",
    "construction",
    "cost_and_gradient",
    "data_names",
    "is_cost_name",
    "is_gradient_part",
    "label_form",
    "theta_name",
]


@dataclass(frozen=True)
class Candidate:
    """Something in a file that can be checked.

    Parameters
    ----------
    plan : Plan
        How to check it.
    score : int
        How sure the guess is; the best is offered first.
    template : str
        A sentence that says what it is, in which ``{name}`` marks a value.
    values : dict
        What stands for each ``{name}``.
    line : int
        Line of the program text where it starts.
    """

    plan: Plan
    score: int
    template: str
    values: dict[str, object] = field(default_factory=dict)
    line: int = 1

    def __str__(self) -> str:
        return self.template.format(**self.values)


_GRADIENT_PART = re.compile(
    r"_?(d|del|nabla|grad|delta)_?(j|l|c|e|cost|loss)?_?d?_?(w|b|theta|v|u)\w*|\w*grads?\w*|"
    r"\w*gradients?\w*|dJ\w*|dtheta\w*|nabla\w*|jac\w*|g|dx",
    re.IGNORECASE,
)
# The usual names first: a file may have several that would do.
_X_NAMES = ("X", "x", "X_train", "x_train", "train_data", "training_data", "data", "inputs")
_THETA_NAMES = (
    "theta0", "initial_theta", "initial_nn_params", "initial_params", "init_theta", "x0",
    "nn_params", "params", "theta", "initialWeights",
)  # fmt: skip
# To a constructor these are for learning; Coursera's cost takes its lambda by such a name.
_RATES = frozenset(["learningrate", "learnrate", "lr", "eta", "alpha", "rate"])
_TRAINING = re.compile(r"minimi|fmin|train|fit|optim|descent|learn|bfgs|model")
_Y_NAMES = ("y", "Y", "t", "y_train", "t_train", "train_label", "train_labels", "labels", "targets")


def is_cost_name(name: str) -> bool:
    """Whether a function is a cost, by its name."""
    return COST_NAMES.fullmatch(plain(name)) is not None


def is_gradient_part(name: str) -> bool:
    """Whether a variable is a gradient, by its name: dW1, dJdW1, grad, Theta1_grad."""
    return bool(name) and _GRADIENT_PART.fullmatch(name) is not None


def arguments(function: Function) -> list[list[str | None]]:
    """Name and role of each argument to pass: those required, and a strength of regularisation.

    The rest of what has a default keeps it.
    """
    return [
        [name, role_of(name)]
        for name in function.arguments
        if name not in function.defaults or role_of(name) in ("reg", "X", "y")
    ]


def cost_and_gradient(returned: tuple[str, ...]) -> tuple[int, int] | None:
    """Places of cost and gradient in what a function returns, from the names there.

    Returns
    -------
    tuple or None
        ``(0, 1)`` for ``return J, grad``, ``(1, 2)`` for ``return y_hat, cost, grad``, and
        ``(1, 0)`` for ``return grads, cost``; None if it does not return both.
    """
    if len(returned) < 2:
        return None
    costs = [i for i, name in enumerate(returned) if is_cost_name(name)]
    parts = [i for i, name in enumerate(returned) if is_gradient_part(name)]
    if costs and parts:
        after = [i for i in parts if i > costs[0]]
        return costs[0], (after or parts)[0]
    if len(returned) == 2 and not costs and len(parts) == 2:
        return None  # two gradients and no cost
    if len(returned) == 2:
        return (1, 0) if parts == [0] or costs == [1] else (0, 1)
    return None


def data_names(outline: Outline) -> dict[str, Any]:
    """Where X and y come from: the file's own, by name, where it makes both."""
    names = {"X": _first(outline.names, _X_NAMES, "X"), "y": _first(outline.names, _Y_NAMES, "y")}
    found = {role: name for role, name in names.items() if name is not None}
    return {"source": "auto", **found}


def theta_name(outline: Outline) -> dict[str, Any]:
    """Where the weights come from: the file's own start, by name, where it makes one."""
    for name in _THETA_NAMES:
        if name in outline.names and not _is_trained(outline.made.get(name)):
            return {"source": "auto", "name": name}
    return {"source": "auto"}


def _is_trained(value: ast.expr | None) -> bool:
    """Whether a value comes out of an optimiser: to ask for it would be to train."""
    if value is None:
        return False
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        for node in ast.walk(value)
        if isinstance(node, ast.Call)
    }
    return any(_TRAINING.search(name.lower()) for name in called)


def _first(names: Iterable[str], usual: tuple[str, ...], role: str) -> str | None:
    known = list(names)
    for name in usual:
        if name in known:
            return name
    return next((name for name in known if role_of(name) == role and len(name) > 1), None)


def construction(outline: Outline, found: Class) -> dict[str, Any]:
    """How a class is made: its arguments with their roles, and what the file itself gives.

    Returns
    -------
    dict
        ``arguments``: ``[name, role, required]`` each; ``given``: the literal values that the
        file's own construction passes, by name.
    """
    made = found.constructor
    if made is None:
        return {"arguments": [], "given": {}}
    # To a constructor, inputs and outputs are numbers of units.
    sizes = {"X": "inputs", "y": "outputs"}
    roles = {name: "rate" if plain(name) in _RATES else role_of(name) for name in made.arguments}
    listed = [
        [name, sizes.get(role or "", role), name in made.required] for name, role in roles.items()
    ]
    given: dict[str, Any] = {}
    call = outline.construction_of(found.name)
    if call is not None:
        pairs = [
            *zip(made.arguments, call.args, strict=False),
            *((one.arg, one.value) for one in call.keywords if one.arg),
        ]
        for name, value in pairs:
            literal = _literal(value)
            if literal is not None:
                given[name] = literal
    return {"arguments": listed, "given": given}


def _literal(node: ast.expr) -> Any:
    try:
        value = ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
    numbers = value if isinstance(value, list | tuple) else [value]
    if all(isinstance(one, int | float | str | bool) for one in numbers):
        return list(value) if isinstance(value, tuple) else value
    return None


def label_form(function: Function) -> str:
    """What y seems to be in a classifier: ``labels1`` (1..K), ``labels0`` (0..K-1), ``one-hot``."""
    text = ast.unparse(function.node)
    targets = [name for name in function.arguments if role_of(name) == "y"]
    if function.star:
        targets += [name for name in function.unpacked(function.star) if role_of(name) == "y"]
    for name in targets:
        y = re.escape(name)
        counted = (
            rf"{y}(\[[^\]]*\])?(\.\w+\([^)]*\))? - 1|range\(1, |{y} == \(?\w+ \+ 1|\+ 1 == {y}"
        )
        if re.search(counted, text):
            return "labels1"
        if re.search(
            rf"== {y}\b|{y}(\[[^\]]*\])? ==|, {y}\]|eye\(|int\({y}|\[{y}\]|astype\(int", text
        ):
            return "labels0"
    return "one-hot"
