"""A line for one number."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnd_gui.gui.widgets.number_text import NumberRange, read_number
from nnd_gui.gui.widgets.typed_line_edit import TypedLineEdit

__all__ = ["NumberField"]


class NumberField(TypedLineEdit[float]):
    """A line edit for a number such as L2's strength or the scale of random weights.

    Parameters
    ----------
    name : str
        What the number is called, translated; also the accessible name.
    value : float
        The first value.
    low, high : float
        The smallest and the largest number that is taken.
    example : str
        A number to show to somebody who typed none.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self,
        name: str,
        value: float = 0.0,
        *,
        low: float = 0.0,
        high: float = 1e6,
        example: str = "0.1",
        parent: QWidget | None = None,
    ) -> None:
        self._limits = NumberRange(name, low, high, example)
        super().__init__(value, self._read, _write, parent)
        self.setAccessibleName(name)

    def _read(self, text: str) -> float:
        return float(read_number(text, self._limits))


def _write(value: float) -> str:
    # As short as can be while it still reads back as the same number: 0, 0.1, 1e-06.
    return repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(value)
