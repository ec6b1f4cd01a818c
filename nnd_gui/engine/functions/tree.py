"""An expression in x as a tree: what was typed, and where in the text each part stands."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Binary", "Call", "Minus", "Node", "Number", "Part", "Variable", "depends_on_x", "parts"]


@dataclass(frozen=True, slots=True)
class Part:
    """Any part of an expression.

    Parameters
    ----------
    start, stop : int
        Where it stands in the text.
    """

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Number(Part):
    """A number, or a constant that has a name."""

    value: float


@dataclass(frozen=True, slots=True)
class Variable(Part):
    """The one variable, x."""


@dataclass(frozen=True, slots=True)
class Minus(Part):
    """Something with a minus before it."""

    inner: Node


@dataclass(frozen=True, slots=True)
class Binary(Part):
    """Two parts joined by one of ``+ - * / ^``."""

    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call(Part):
    """A named function of one part, or of two (max and min)."""

    name: str
    arguments: tuple[Node, ...]


Node = Number | Variable | Minus | Binary | Call


def parts(node: Node) -> tuple[Node, ...]:
    """What a part is directly made of."""
    match node:
        case Minus():
            return (node.inner,)
        case Binary():
            return (node.left, node.right)
        case Call():
            return node.arguments
        case _:
            return ()


def depends_on_x(node: Node) -> bool:
    """Whether x occurs anywhere in it."""
    return isinstance(node, Variable) or any(depends_on_x(part) for part in parts(node))
