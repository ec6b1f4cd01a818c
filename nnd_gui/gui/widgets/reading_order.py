"""Tab goes through controls in the order in which they are read, whenever each was made."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QScrollArea, QSplitter, QWidget

__all__ = ["tab_as_read"]


def tab_as_read(*parts: QWidget) -> None:
    """Let Tab go through parts of a window as their layouts run: along rows, then down.

    Without it Tab follows the order in which controls were made. To be called again when
    controls are added.

    Parameters
    ----------
    *parts : QWidget
        Panels in their order, or a whole dialog, with all layouts in place.
    """
    for first, second in pairwise(chain.from_iterable(map(_controls, parts))):
        QWidget.setTabOrder(first, second)


def _controls(part: QWidget | None) -> Iterator[QWidget]:
    if part is None:
        return
    tab = Qt.FocusPolicy.TabFocus
    if part.focusPolicy() & tab == tab:
        yield part
    layout = part.layout()
    # What is inside such parts is in no layout of theirs.
    if isinstance(part, QScrollArea):
        yield from _controls(part.widget())
    elif isinstance(part, QSplitter):
        for place in range(part.count()):
            yield from _controls(part.widget(place))
    elif layout is not None:
        yield from _in_layout(layout)


def _in_layout(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield from _controls(widget)
        elif isinstance(inner, QBoxLayout | QGridLayout):
            yield from _in_layout(inner)
