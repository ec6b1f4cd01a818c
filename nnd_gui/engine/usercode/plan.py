"""What of a person's file is checked, and how it is called: frozen, and plain JSON both ways."""

from __future__ import annotations

import copy
import json
from dataclasses import dataclass, field
from typing import Any

from nnd_gui.engine.errors import SpecError

__all__ = ["DATA_SOURCES", "STYLES", "THETA_SOURCES", "Plan"]

VERSION = 1

# Each style: which names of the file it needs. The rest of `names` is for those that have it.
STYLES: dict[str, tuple[str, ...]] = {
    "lesson-class": ("class", "cost", "gradient"),
    "params-class": ("class", "cost"),
    "backprop-class": ("class", "gradient"),
    "costless-class": ("class", "gradient", "output"),
    "theta": ("cost",),
    "matrix": ("cost",),
    "parameters-dict": ("forward", "cost", "gradient"),
    "layer-pair": ("forward", "gradient"),
    "layer-class": ("class",),
    "recurrent": ("cost",),
    "form": ("value", "gradient", "theta"),
    "function": ("cost", "gradient"),
}
DATA_SOURCES = ("auto", "file", "lesson", "table", "random")
THETA_SOURCES = ("auto", "file", "random")


@dataclass(frozen=True)
class Plan:
    """What is checked of a file, how it is called, and where its data and weights come from.

    Parameters
    ----------
    path : str
        The file.
    style : str
        One of `STYLES`: which adapter calls it.
    names : dict of str
        Role -> name in the file, such as ``{"class": "Net", "cost": "costFunction"}``; of
        another file beside it, ``module.name``.
    call : dict
        The style's own: roles of the arguments, what a ``return`` holds. Plain JSON.
    data : dict
        ``source`` is one of `DATA_SOURCES`; ``auto`` is the file's own X and y (``X`` and ``y``
        name them), else the lesson's where they fit, else random ones. ``samples`` is how many
        random ones.
    theta : dict
        ``source`` is one of `THETA_SOURCES`; ``name`` the file's own start.
    seed : int
        Seed of everything random, in the file and beside it.
    partners : tuple of str
        Other files that belong to it.

    Raises
    ------
    SpecError
        If a part is missing or not one that an adapter knows.
    """

    path: str
    style: str
    names: dict[str, str]
    call: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=lambda: {"source": "auto"})
    theta: dict[str, Any] = field(default_factory=lambda: {"source": "auto"})
    seed: int = 0
    partners: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        needed = STYLES.get(self.style)
        if needed is None:
            raise SpecError(
                "plan",
                "There is no way of calling a file named “{style}”; it can be {known}.",
                style=self.style,
                known=", ".join(STYLES),
            )
        for part in ("names", "call", "data", "theta"):
            # Copies: a frozen plan does not change with the dictionary that it was made of.
            object.__setattr__(self, part, _plain_copy(part, getattr(self, part)))
        for role in needed:
            if not self.names.get(role):
                raise SpecError("plan", "Which {role} of the file is checked?", role=role)
        for name in self.names.values():
            if not all(part.isidentifier() for part in str(name).split(".")):
                raise SpecError("plan", "“{name}” is not a name that a file can define.", name=name)
        _check_source("data", self.data, DATA_SOURCES)
        _check_source("theta", self.theta, THETA_SOURCES)
        samples = self.data.get("samples", 1)
        if not _is_count(samples) or not 1 <= samples <= 10_000:
            raise SpecError("plan", "The number of samples must be from 1 to 10,000.")
        if not _is_count(self.seed) or not 0 <= self.seed < 2**32:
            raise SpecError("plan", "A seed must be 0 or a positive whole number.")
        object.__setattr__(self, "partners", tuple(self.partners))
        if not all(isinstance(one, str) for one in (self.path, *self.partners)):
            raise SpecError("plan", "A file's path must be text.")

    def to_json(self) -> dict[str, Any]:
        """Plain dictionary, as it stands in a document and goes to the child process."""
        return {
            "version": VERSION,
            "path": self.path,
            "style": self.style,
            "names": dict(self.names),
            "call": copy.deepcopy(self.call),
            "data": dict(self.data),
            "theta": dict(self.theta),
            "seed": self.seed,
            "partners": list(self.partners),
        }

    @classmethod
    def from_json(cls, given: object) -> Plan:
        """Plan from a dictionary, checked like any other; unknown keys are ignored.

        Raises
        ------
        SpecError
            If it is no plan, or one of a later version.
        """
        if not isinstance(given, dict):
            raise SpecError("plan", "This is no plan of a check.")
        version = given.get("version")
        if not isinstance(version, int) or version > VERSION:
            raise SpecError("plan", "This plan is of a later version of the program.")
        if not isinstance(given.get("names"), dict):
            raise SpecError("plan", "This is no plan of a check.")
        partners = given.get("partners", [])
        if not isinstance(partners, list):
            raise SpecError("plan", "This is no plan of a check.")
        return cls(
            path=given.get("path", ""),
            style=given.get("style", ""),
            names=given["names"],
            call=given.get("call", {}),
            data=given.get("data", {"source": "auto"}),
            theta=given.get("theta", {"source": "auto"}),
            seed=given.get("seed", 0),
            partners=tuple(partners),
        )


def _plain_copy(part: str, given: object) -> dict[str, Any]:
    if not isinstance(given, dict):
        raise SpecError("plan", "The plan's {part} must be a table of names.", part=part)
    try:
        copied = json.loads(json.dumps(given, allow_nan=False))
    except (TypeError, ValueError):
        raise SpecError("plan", "The plan's {part} holds what is not plain.", part=part) from None
    return dict(copied)


def _check_source(part: str, given: dict[str, Any], known: tuple[str, ...]) -> None:
    if given.get("source") not in known:
        raise SpecError(
            "plan",
            "There is no source of {part} named “{source}”; it can be {known}.",
            part=part,
            source=given.get("source"),
            known=", ".join(known),
        )


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
