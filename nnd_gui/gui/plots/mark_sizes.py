"""Marks that grow with everything else."""

from __future__ import annotations

from collections.abc import Iterable

import pyqtgraph as pg

__all__ = ["scale_marks"]

_OWN = "size at scale 1"


def scale_marks(items: Iterable[pg.ScatterPlotItem], scale: float) -> None:
    """Give marks the size that they were made with, times the person's enlargement."""
    for item in items:
        # Kept with the item, which is scaled again from what it was at first.
        item.setSize(item.opts.setdefault(_OWN, item.opts["size"]) * scale)
