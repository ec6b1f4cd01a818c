"""X and y: the file's own, a chosen data set's, the lesson's, or random ones of the right shape."""

from __future__ import annotations

from typing import Any, Optional

import numpy as np

from .base import Adapter

__all__ = ["Samples", "chosen_samples", "fewer", "lesson_samples", "random_inputs"]

# More rows of a file's own data than these say nothing more about a gradient, only later.
MOST_ROWS = 200
# More than a layer has units: a sample is then never mistaken for one.
RANDOM_ROWS = 7


class Samples:
    """Data, and where it comes from.

    Attributes
    ----------
    X, y : ndarray or None
        Samples as rows, unless `columns`.
    source : str
        ``file``, ``chosen``, ``lesson`` or ``random``.
    columns : bool
        Whether samples are columns.
    form : str
        What y holds: ``one-hot``, ``labels0``, ``labels1``, or nothing in particular.
    """

    def __init__(self, X: Any, y: Any, source: str, columns: bool = False, form: str = "") -> None:
        self.X, self.y, self.source, self.columns, self.form = X, y, source, columns, form


def lesson_samples() -> Samples:
    """Hours slept and studied, and the test score, scaled as the lesson scales them."""
    X = np.array([[3.0, 5.0], [5.0, 1.0], [10.0, 2.0]])
    y = np.array([[75.0], [82.0], [93.0]])
    return Samples(X / np.amax(X, axis=0), y / 100, "lesson")


def chosen_samples(adapter: Adapter) -> Optional[Samples]:
    """Data that the person chose, or that their file makes; None where there is neither.

    Data that the file would make, and cannot, is no failure: the adapter's notes say so.
    """
    said = adapter.plan.get("data") or {}
    source, given = said.get("source", "auto"), adapter.given
    found = None
    if given.get("X") is not None and source in ("auto", "table", "lesson"):
        found = Samples(_array(given["X"]), _array(given.get("y")), "chosen")
    elif source == "lesson":
        found = lesson_samples()
    elif source in ("auto", "file") and "X" in said and "y" in said:
        found = _scaled(adapter, _of_file(adapter, said["X"], said["y"]))
    return found


def _scaled(adapter: Adapter, samples: Optional[Samples]) -> Optional[Samples]:
    """The file's own data, divided as the person chose."""
    said = adapter.plan.get("data") or {}
    if samples is None or samples.y is None:
        return samples
    if said.get("divide_X"):
        X = np.asarray(samples.X, dtype=float)
        turned = X.shape[0] != np.shape(samples.y)[0] and X.shape[-1] == np.shape(samples.y)[-1]
        largest = np.abs(X).max(axis=-1 if turned else 0, keepdims=True)
        samples.X = X / np.where(largest == 0, 1.0, largest)
        adapter.note("X was divided by its largest values, as chosen here; the file does not.")
    if said.get("divide_y"):
        by = float(said["divide_y"])
        samples.y = np.asarray(samples.y, dtype=float) / by
        adapter.note("y was divided by {by:g}, as chosen here; the file does not.", by=by)
    return samples


def _of_file(adapter: Adapter, inputs: str, outputs: str) -> Optional[Samples]:
    try:
        X, y = _array(adapter.space[inputs]), _array(adapter.space[outputs])
    except Exception as error:  # the person's own code, whatever it raises
        adapter.note(
            "{X} and {y} of the file cannot be made here ({why}).",
            X=inputs,
            y=outputs,
            why=adapter.why(error),
        )
        return None
    if X is None or y is None or X.size < 2:
        return None
    before: Any = adapter.given.get("X_kept")
    after: Any = adapter.given.get("y_kept")
    # Those of the run before, where they fit: so that chance changes nothing between saves.
    if np.shape(before) == X.shape and np.shape(after) == y.shape and before.dtype == X.dtype:
        X, y = _array(before), _array(after)
    adapter.facts["X"], adapter.facts["y"] = {"name": inputs}, {"name": outputs}
    return Samples(X, y, "file")


def _array(value: Any) -> Any:
    """Numbers of a thing, floating-point unless they are whole; None if it has none."""
    if value is None:
        return None
    try:
        found = np.array(value)
    except (TypeError, ValueError):
        return None
    if found.dtype.kind not in "fiub":
        try:
            found = found.astype(float)
        except (TypeError, ValueError):
            return None
    if found.ndim == 0 or found.size == 0 or not np.all(np.isfinite(found.astype(float))):
        return None
    return found


def fewer(adapter: Adapter, samples: Samples) -> Samples:
    """The first so many samples, where fewer are asked for or there are too many."""
    asked = adapter.given.get("samples")
    most = MOST_ROWS if asked is None else int(np.asarray(asked).reshape(-1)[0])
    axis = 1 if samples.columns else 0
    X, y = samples.X, samples.y
    if X is None or X.ndim <= axis or X.shape[axis] <= most:
        return samples
    count = X.shape[axis]
    if asked is None:
        adapter.note(
            "The file's data has {count} samples; the first {most} are used.",
            count=int(count),
            most=int(most),
        )
    X = X[:, :most] if axis else X[:most]
    if y is not None and y.ndim > axis and y.shape[axis] == count:
        y = y[:, :most] if axis else y[:most]
    return Samples(X, y, samples.source, samples.columns)


def row_count(adapter: Adapter) -> int:
    """How many random samples to draw."""
    asked = adapter.given.get("samples")
    rows = int((adapter.plan.get("data") or {}).get("samples") or RANDOM_ROWS)
    return rows if asked is None else min(rows, int(np.asarray(asked).reshape(-1)[0]))


def random_inputs(adapter: Adapter, features: int, columns: bool = False) -> Any:
    """Inputs as a data set scaled for a network has them: normal, around 0."""
    seed = int(adapter.plan.get("seed") or 0)
    rows = max(int((adapter.plan.get("data") or {}).get("samples") or RANDOM_ROWS), RANDOM_ROWS)
    drawn = np.random.default_rng([seed, 1]).normal(size=(rows, features))[: row_count(adapter)]
    return drawn.T.copy() if columns else drawn
