"""Says what the data is, where it comes from, and what is odd about it."""

from __future__ import annotations

from typing import Any, List, Optional

import numpy as np

from .base import Adapter, shape_text
from .samples import Samples

__all__ = ["compare_shapes", "not_used", "notice_scale", "tell"]


def not_used(adapter: Adapter, chosen: Optional[Samples], used: Samples) -> None:
    """Say it where data that was there could not be used."""
    if chosen is None or used.source == chosen.source:
        return
    template = (
        "With X {X} and y {y} of the file the cost cannot be computed, so others are used."
        if chosen.source == "file"
        else "This code does not take the chosen data, X {X} and y {y}, so others are used."
    )
    y = "()" if chosen.y is None else shape_text(chosen.y)
    adapter.note(template, X=shape_text(chosen.X), y=y)


def tell(adapter: Adapter, samples: Samples, form: Optional[str] = None) -> None:
    """Write into the facts what the data is and where it comes from."""
    adapter.X, adapter.y = samples.X, samples.y
    for key, value in (("X", samples.X), ("y", samples.y)):
        if value is None:
            continue
        entry = dict(adapter.facts.get(key) or {})
        if samples.source != "file":
            entry.pop("name", None)
        entry["source"] = samples.source
        adapter.facts[key] = entry
    if form is not None and "y" in adapter.facts:
        adapter.facts["y"]["form"] = form
    if samples.X is not None and samples.X.ndim >= 1:
        axis = 1 if samples.columns and samples.X.ndim > 1 else 0
        adapter.facts["samples"] = int(samples.X.shape[axis])
        adapter.facts["columns"] = bool(samples.columns)
    if samples.source == "random" and samples.X is not None:
        if samples.y is None:
            adapter.note("X is random, of the shape {X}.", X=shape_text(samples.X))
        else:
            template = {
                "labels0": "X is random, of the shape {X}; y, of {y}, holds classes from 0.",
                "labels1": "X is random, of the shape {X}; y, of {y}, holds classes from 1.",
                "one-hot": "X is random, of the shape {X}; y, of {y}, has a 1 for the class.",
            }.get(form or "", "X and y are random, of the shapes {X} and {y}.")
            adapter.note(template, X=shape_text(samples.X), y=shape_text(samples.y))
    elif samples.source == "lesson":
        adapter.note("X and y are the lesson's: hours and test scores, scaled.")


def compare_shapes(adapter: Adapter, output: Any) -> None:
    """Notice a y that does not fit the network's output, but is stretched to a larger shape."""
    y, shape = adapter.y, np.shape(output)
    if y is None or y.dtype.kind != "f" or np.shape(y) == shape or not shape:
        return
    try:
        together = np.broadcast(np.asarray(y), np.zeros(shape)).shape
    except ValueError:
        return
    if int(np.prod(together)) > int(np.prod(shape)):
        adapter.note(
            "y has the shape {y}, the output {output}: their difference has {both}.",
            y=shape_text(y),
            output=str(tuple(shape)),
            both=str(together),
        )


def notice_scale(adapter: Adapter, output: Any) -> None:
    """Notice data that the network's output cannot reach, or that saturates it."""
    X, y = adapter.X, adapter.y
    if adapter.facts.get("X", {}).get("source") == "random" or X is None:
        return
    numbers = np.asarray(output, dtype=float) if output is not None else np.zeros(0)
    # Whole numbers may be classes, but not where there is one for each output.
    same = y is not None and np.shape(y) == numbers.shape
    offers: List[Any] = []
    if y is not None and numbers.size and (same or np.asarray(y).dtype.kind == "f"):
        top = float(np.max(np.abs(y)))
        bounded = bool(np.all(numbers >= 0) and np.all(numbers <= 1))
        if bounded and top > 1.5:
            adapter.note(
                "y reaches {top:g}, but the network's output ends at 1: divide y by {by:g}?",
                top=top,
                by=float(10 ** np.ceil(np.log10(top))),
            )
            offers.append({"what": "y", "by": float(10 ** np.ceil(np.log10(top)))})
    high = float(np.max(np.abs(np.asarray(X, dtype=float))))
    if high > 50:
        adapter.note(
            "X reaches {high:g}: sigmoids are flat there, and little can be tested. Divide X by "
            "its largest values.",
            high=high,
        )
        offers.append({"what": "X"})
    if offers:
        adapter.facts["offers"] = offers
