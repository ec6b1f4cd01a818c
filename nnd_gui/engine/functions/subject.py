"""A function of one variable, the point it is looked at, and the derivative believed in."""

from __future__ import annotations

from dataclasses import dataclass

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.functions.reading import read_expression
from nnd_gui.engine.functions.tree import Node
from nnd_gui.engine.sources import is_finite

__all__ = ["SHIPPED", "Function"]


@dataclass(frozen=True, slots=True)
class Function:
    """A function of x at one point, frozen and checked when it is made.

    Parameters
    ----------
    text : str
        The function, as it was typed.
    derivative : str
        The derivative that the person believes in; empty where there is none.
    point : float
        The x that is looked at.

    Raises
    ------
    SpecError
        For the field ``"function"``, ``"derivative"`` or ``"point"``: an `ExpressionError`,
        with the place, where a text cannot be read.
    """

    text: str = "x^2"
    derivative: str = "2x"
    point: float = 1.5

    def __post_init__(self) -> None:
        read_expression(self.text)
        if self.derivative.strip():
            read_expression(self.derivative, "derivative")
        if not is_finite(self.point):
            raise SpecError("point", "The point must be a finite number.")

    @property
    def tree(self) -> Node:
        """The function."""
        return read_expression(self.text)

    @property
    def believed(self) -> Node | None:
        """The derivative that the person believes in, if there is one."""
        if not self.derivative.strip():
            return None
        return read_expression(self.derivative, "derivative")


# Each at a point that suits it, with its derivative, in the order of a menu. The first is the
# lesson's opening.
SHIPPED: tuple[Function, ...] = (
    Function("x^2", "2x", 1.5),
    Function("x^3", "3x^2", 1.0),
    Function("sin(x)", "cos(x)", 1.0),
    Function("exp(x)", "exp(x)", 1.0),
    Function("sqrt(x)", "1/(2sqrt(x))", 1.0),
    Function("1/x", "-1/x^2", 1.0),
    Function("abs(x)", "sign(x)", 1.0),
    Function("relu(x)", "step(x)", 1.0),
)
