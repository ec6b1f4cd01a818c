"""The plots' axes: signed gradients, decades of error, and weights by name."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QFontMetricsF

from nnd_gui.engine.parameters import Block
from nnd_gui.gui.plots.columns import Columns
from nnd_gui.model.words import tr

__all__ = ["BlockAxis", "ErrorAxis", "GradientAxis", "WeightAxis"]

_Ticks = list[tuple[float, list[float]]]


class _PlainAxis(pg.AxisItem):  # type: ignore[misc]  # pyqtgraph has no types
    """An axis without a line or ticks, and without a factor hidden in its label."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self.enableAutoSIPrefix(False)
        self.setStyle(tickLength=0, tickTextOffset=8, maxTickLevel=0)
        self.setPen(pg.mkPen(None))


class GradientAxis(_PlainAxis):
    """Left axis of the gradients: a sign before every number but 0."""

    def __init__(self) -> None:
        super().__init__("left")
        self.setGrid(255)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        digits = max(0, -int(np.floor(np.log10(spacing)))) if spacing > 0 else 0
        texts = []
        for value in values:
            if abs(value) < spacing / 1e3:
                texts.append("0")
            elif spacing < 1e-3 or abs(value) >= 1e5:
                texts.append(f"{value:+.1e}")
            else:
                texts.append(f"{value:+.{digits}f}")
        return texts


class ErrorAxis(_PlainAxis):
    """Left axis of the errors, whose places are decimal logarithms."""

    def __init__(self) -> None:
        super().__init__("left")
        self.setGrid(255)

    def tickValues(self, low: float, high: float, size: float) -> _Ticks:
        """Decades to name (called by pyqtgraph)."""
        first, last = int(np.ceil(low)), int(np.floor(high))
        every = 4 if size / max(last - first, 1) * 2 < 18 else 2
        return [(every, [float(d) for d in range(first, last + 1) if d % every == 0])]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        return ["1" if value == 0 else f"1e{int(value):+03d}" for value in values]


class _ColumnAxis(_PlainAxis):
    """An axis that knows which weight stands where."""

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._columns: Columns | None = None
        self.setStyle(tickTextOffset=5, hideOverlappingLabels=False)

    def set_columns(self, columns: Columns) -> None:
        """Name these weights from now on."""
        self._columns = columns
        self.picture = None
        self.update()

    def _text_width(self, text: str) -> float:
        font: Any = self.style["tickFont"]
        return QFontMetricsF(font).horizontalAdvance(text) if font is not None else 7.0 * len(text)


class WeightAxis(_ColumnAxis):
    """Bottom axis: each weight's place within its matrix, where there is room for it."""

    def tickValues(self, low: float, high: float, size: float) -> _Ticks:
        """Weights to name (called by pyqtgraph)."""
        columns = self._columns
        if columns is None or not columns.layout.size or high <= low:
            return []
        widest = self._text_width("[000,000]" if columns.layout.size > 999 else "[00,0]") + 8
        every = columns.group_size(low, high, int(size / widest))
        places: list[float] = []
        for place, block in enumerate(columns.layout.blocks):
            left, _ = columns.span_of(place)
            if every > block.size and place and every > 1:
                continue
            start = max(0, int((low - left) // every) * every)
            stop = min(block.size, int(high - left) + 1)
            places.extend(
                left + 0.5 + inside
                for inside in range(start, stop, every)
                if every == 1 or inside + every / 2 < block.size or inside == 0
            )
        return [(1.0, places)]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        columns = self._columns
        if columns is None:
            return []
        texts = []
        for value in values:
            inside = columns.layout.position_of(columns.weight_at(value))
            texts.append(f"[{','.join(str(i) for i in inside)}]")
        return texts


class BlockAxis(_ColumnAxis):
    """Top axis: the name of each matrix and bias over its part of the plot."""

    def __init__(self) -> None:
        super().__init__("top")
        self._texts: dict[float, str] = {}

    def tickValues(self, low: float, high: float, size: float) -> _Ticks:
        """Blocks to name, where their names fit (called by pyqtgraph)."""
        self._texts = {}
        columns = self._columns
        if columns is None or high <= low:
            return []
        layers = columns.layout.blocks[-1].layer if columns.layout.blocks else 0
        last_right = -np.inf
        for place, block in enumerate(columns.layout.blocks):
            left, right = columns.span_of(place)
            left, right = max(left, low), min(right, high)
            room = (right - left) / (high - low) * size
            if room <= 0:
                continue
            middle = (left + right) / 2
            at = (middle - low) / (high - low) * size
            for text in (_heading(block, layers), block.name):
                width = self._text_width(text)
                # A name may stand out over a narrow block, but not over its neighbour's.
                fits = width <= room or text == block.name
                if fits and at - width / 2 > last_right + 6:
                    self._texts[middle] = text
                    last_right = at + width / 2
                    break
        return [(1.0, list(self._texts))]

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Text of each tick (called by pyqtgraph)."""
        return [self._texts.get(value, "") for value in values]


def _heading(block: Block, layers: int) -> str:
    """What a block is, in words."""
    if block.is_bias:
        return tr("{name} · biases", name=block.name)
    return tr(
        "{name} · {before} → {after}",
        name=block.name,
        before=_layer_name(block.layer - 1, layers),
        after=_layer_name(block.layer, layers),
    )


def _layer_name(place: int, layers: int) -> str:
    if place == 0:
        return tr("input")
    if place == layers:
        return tr("output")
    return tr("hidden") if layers == 2 else tr("hidden {place}", place=place)
