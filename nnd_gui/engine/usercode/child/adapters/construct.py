"""An object of the person's class, made with small sizes for what its constructor asks."""

from __future__ import annotations

import random
from typing import Any, Dict, List, Optional

import numpy as np

from ..problem import Problem
from .base import Adapter

__all__ = ["Sizes", "construct"]

_ARRAYS = {"w": 2, "weight": 2, "weights": 2, "b": 1, "bias": 1, "biases": 1}


class Sizes:
    """Units of the layers to ask a constructor for. No two alike: a transpose shows."""

    def __init__(self, inputs: int = 3, outputs: int = 2, hidden: int = 4) -> None:
        self.inputs, self.outputs, self.hidden = inputs, outputs, hidden

    def of(self, role: str) -> Any:
        """Value for an argument's role; None where sizes say nothing."""
        return {
            "inputs": self.inputs,
            "outputs": self.outputs,
            "hidden": self.hidden,
            "hiddens": [self.hidden],
            "dims": [self.inputs, self.hidden, self.outputs],
        }.get(role)


def construct(adapter: Adapter, cls: Any, sizes: Optional[Sizes] = None) -> Any:
    """Make an object of a class.

    Parameters
    ----------
    adapter : Adapter
        Whose plan says which arguments there are (``construct``), and what the file itself
        gives for them.
    cls : type
        The person's class.
    sizes : Sizes, optional
        What to ask for; small numbers when left out.

    Raises
    ------
    Problem
        ``no-objective`` if an argument is needed of which nothing is known.
    """
    said = adapter.call.get("construct") or {}
    wanted: Dict[str, Any] = said.get("values") or {}
    given: Dict[str, Any] = said.get("given") or {}
    sizes = sizes or Sizes()
    seed(adapter)
    arguments: Dict[str, Any] = {}
    settings: Dict[str, Any] = adapter.facts.setdefault("settings", {})
    roles = [role for _, role, _ in said.get("arguments") or []]
    unnamed: List[int] = [
        sizes.of(role) for role in ("inputs", "hidden", "outputs") if role not in roles
    ]
    for name, role, required in said.get("arguments") or []:
        value = wanted.get(name)
        if value is None:
            value = _value_for(name, role or "", required, given.get(name), sizes)
        if value is None and role == "reg":
            value = adapter.strength(name)
        if value is None and required:
            if not unnamed:
                raise Problem(
                    "no-objective",
                    "{cls} needs “{name}”, and nothing in the file says what it is. Choose it.",
                    {"cls": adapter.names.get("class", ""), "name": name},
                )
            value = unnamed.pop(0)
        if value is not None:
            arguments[name] = value
    made = cls(**arguments)
    settings.update(
        {name: one for name, one in arguments.items() if isinstance(one, (int, float, list))}
    )
    return made


def _value_for(name: str, role: str, required: bool, own: Any, sizes: Sizes) -> Any:
    """What to pass for one argument; `own` is what the file's own construction passes."""
    if required and name.lower() in _ARRAYS:
        # A layer that is made of its matrices: Affine(W, b).
        shape = (sizes.inputs, sizes.hidden) if _ARRAYS[name.lower()] == 2 else (sizes.hidden,)
        return np.random.default_rng(0).normal(size=shape)
    if role == "reg":
        return own if isinstance(own, (int, float)) and own else None
    if role in ("dims", "hiddens") and isinstance(own, list):
        # As deep as the person's own, and narrow.
        return _like(own, sizes, ends=role == "dims")
    value = sizes.of(role)
    if value is None:
        value = own
    if value is None and required and role in ("std", "rate"):
        value = 1.0 if role == "std" else 0.1
    return value


def _like(own: List[Any], sizes: Sizes, ends: bool) -> List[int]:
    middle = len(own) - 2 if ends else len(own)
    hidden = [sizes.hidden + i for i in range(max(middle, 0))]
    return [sizes.inputs, *hidden, sizes.outputs] if ends else hidden


def seed(adapter: Adapter) -> None:
    """Seed every generator that the person's code may draw from."""
    number = int(adapter.plan.get("seed") or 0)
    random.seed(number)
    np.random.seed(number)
