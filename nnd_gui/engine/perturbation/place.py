"""Where the weights of one layer stand."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """The weights that lead into one layer: its matrix and, as one more row, its bias.

    Parameters
    ----------
    number : int
        Which layer, counted from 0.
    start : int
        The first of them in the flat vector.
    inputs, units : int
        Shape of the matrix.
    has_bias : bool
    """

    number: int
    start: int
    inputs: int
    units: int
    has_bias: bool

    @property
    def rows(self) -> int:
        """Inputs, the 1 of the bias among them."""
        return self.inputs + self.has_bias

    @property
    def stop(self) -> int:
        """The place after its last weight."""
        return self.start + self.rows * self.units
