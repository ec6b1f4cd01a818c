"""A line for the layers' sizes."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from nnd_gui.gui.widgets.number_text import UnusableTextError
from nnd_gui.gui.widgets.typed_line_edit import TypedLineEdit
from nnd_gui.model.sizes_text import SizeLimits, SizesError, read_sizes, write_sizes
from nnd_gui.model.words import tr

__all__ = ["SizesField"]


class SizesField(TypedLineEdit[tuple[int, ...]]):
    """A line edit for the sizes of a network's layers, as 2-3-1.

    Parameters
    ----------
    value : tuple of int
        The first sizes, the inputs' first.
    limits : SizeLimits
        How large a network is taken.
    parent : QWidget, optional
        The owner.
    """

    def __init__(
        self,
        value: tuple[int, ...] = (2, 3, 1),
        *,
        limits: SizeLimits | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._limits = limits or SizeLimits()
        super().__init__(value, self._read, write_sizes, parent)
        self.setAccessibleName(tr("Layer sizes"))
        self.setAccessibleDescription(
            tr("How many units each layer has, from the inputs to the outputs, such as 2-3-1.")
        )
        self.setToolTip(self.accessibleDescription())

    def _read(self, text: str) -> tuple[int, ...]:
        try:
            return read_sizes(text, self._limits)
        except SizesError as problem:
            raise UnusableTextError(str(problem)) from problem
