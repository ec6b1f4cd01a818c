"""What every adapter is: a cost and a gradient of one flat vector, in the person's own code."""

from __future__ import annotations

import importlib
from typing import Any, Dict, List, Optional, Sequence, Tuple, Union

import numpy as np

from ..problem import Problem, sentence
from ..unwritten import Unwritten

__all__ = ["REG", "Adapter", "Blocks", "scalar", "shape_text"]


# A strength of regularisation at which a mistake in its gradient shows: at 0 none would.
REG = 0.1


def shape_text(value: Any) -> str:
    """Shape of a thing as numpy writes it, ``()`` for a number."""
    return str(tuple(int(n) for n in np.shape(value)))


def scalar(value: Any) -> Optional[float]:
    """The one number that a cost is, in whatever array it came; None if it is none."""
    try:
        found = np.asarray(value)
        if found.size != 1 or found.dtype == object or found.dtype.kind not in "fiubc":
            return None
        return float(found.reshape(-1)[0].real)
    except (TypeError, ValueError):
        return None


class Blocks:
    """Names and shapes of the matrices that a flat vector holds, in order."""

    def __init__(self, listed: Sequence[Tuple[str, Tuple[int, ...]]]) -> None:
        self.listed: List[Tuple[str, Tuple[int, ...]]] = [
            (name, tuple(int(n) for n in shape)) for name, shape in listed
        ]
        self.sizes = [int(np.prod(shape, dtype=int)) for _, shape in self.listed]
        self.size = sum(self.sizes)
        ends = [sum(self.sizes[: i + 1]) for i in range(len(self.sizes))]
        self.spans = [(end - size, end) for end, size in zip(ends, self.sizes)]

    def __iter__(self) -> Any:
        return iter(self.listed)

    def __len__(self) -> int:
        return len(self.listed)

    @property
    def names(self) -> List[str]:
        """Name of each block."""
        return [name for name, _ in self.listed]

    def cut(self, theta: Any) -> List[Any]:
        """Each block of a vector, a fresh array of its shape."""
        parts, start = [], 0
        for (_, shape), size in zip(self.listed, self.sizes):
            parts.append(np.array(theta[start : start + size]).reshape(shape))
            start += size
        return parts

    def text(self) -> str:
        """``W1 (2, 3), W2 (3, 1)``."""
        return ", ".join("{} {}".format(name, shape) for name, shape in self.listed)


class Adapter:
    """The person's cost and gradient as functions of one flat vector of weights.

    Attributes
    ----------
    blocks : list of (str, tuple of int)
        What the vector holds, in order.
    start : ndarray
        Where the gradient is checked.
    facts : dict
        What was found out by asking: plain JSON.
    X, y : ndarray or None
        The data, as the person's code gets it.
    """

    style = ""

    def __init__(self, plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> None:
        self.plan = plan
        self.space = space
        self.given = given
        self.names: Dict[str, str] = dict(plan["names"])
        self.call: Dict[str, Any] = dict(plan.get("call") or {})
        self.notes: List[Dict[str, Any]] = []
        self.unwritten: List[str] = []
        self.facts: Dict[str, Any] = {"style": plan["style"], "notes": self.notes}
        self.thing: Any = None
        self.X: Any = None
        self.y: Any = None
        self.start: Any = np.zeros(0)
        self._blocks = Blocks([])
        self.rng = np.random.default_rng(int(plan.get("seed") or 0))

    @property
    def blocks(self) -> List[Tuple[str, Tuple[int, ...]]]:
        """Names and shapes of what the vector holds."""
        return list(self._blocks)

    def note(self, template: str, **values: Any) -> None:
        """Add a sentence to the facts, once."""
        said = sentence(template, values)
        if said not in self.notes:
            self.notes.append(said)

    def strength(self, name: str) -> float:
        """What to pass for a strength of regularisation, and say so."""
        self.facts.setdefault("settings", {})[name] = REG
        self.note(
            "{name} is {value} for this check: at 0 a mistake in the regularisation would not "
            "show.",
            name=name,
            value=REG,
        )
        return REG

    def find(self, role: str) -> Any:
        """What the file defines under the name that has a role in the plan."""
        name = self.names[role]
        module, _, inner = name.rpartition(".")
        try:
            if module and module == self.names.get("class"):
                return getattr(self.thing, inner)
            if module:
                return getattr(importlib.import_module(module), inner)
            return self.space[name]
        except (AttributeError, KeyError):
            raise Problem("no-objective", "The file defines no “{name}”.", {"name": name}) from None

    def value(self, theta: Any) -> Any:
        """The person's cost at a vector of weights, as it came."""
        raise NotImplementedError

    def gradient(self, theta: Any) -> Any:
        """The person's gradient at a vector of weights, in its order."""
        raise NotImplementedError

    def weights(self) -> Any:
        """What the person's object holds now; None where the weights are an argument."""
        return None

    def intermediates(self, theta: Any) -> Dict[str, Any]:
        """The quantities on the way to the gradient, checked one by one."""
        from .intermediates import intermediates

        return intermediates(self, theta)

    def finish(self) -> Adapter:
        """Complete the facts, after the data and the start are known."""
        for key, value in (("X", self.X), ("y", self.y)):
            if value is not None:
                said = dict(self.facts.get(key) or {})
                said["shape"] = [int(n) for n in np.shape(value)]
                self.facts[key] = said
        if self.unwritten:
            self.facts["unwritten"] = list(self.unwritten)
            self.note(
                "The gradient of {names} is not written yet; what is finished is checked.",
                names=", ".join(self.unwritten),
            )
        if self.call.get("l2") == 0:
            self.facts["l2"] = 0
        self.start = np.array(self.start, dtype=float).reshape(-1)
        return self

    def why(self, error: BaseException) -> "Union[str, Dict[str, Any]]":
        """What to say of an exception of the person's code, its cause if that is known.

        A sentence of ours stays a template with its values, as in `note`.
        """
        known = getattr(self.space, "why_missing", None)
        cause = (known(error) if known is not None else None) or error
        if isinstance(cause, Problem):
            # Where it is, is known only to the program that runs the child.
            return sentence(cause.template, dict({"where": sentence("the file")}, **cause.values))
        return "{}: {}".format(type(cause).__name__, str(cause).rstrip("."))

    def check_cost(self, found: Any, name: str) -> Any:
        """Pass a cost on as it came, unless there is none: what it must be is asked elsewhere.

        Raises
        ------
        Problem
            ``not-written-yet`` where the function gave nothing.
        """
        if isinstance(found, Unwritten):
            raise found.problem()
        if found is None:
            raise Problem(
                "not-written-yet", "{name} is not written yet: it returns nothing.", {"name": name}
            )
        return found
