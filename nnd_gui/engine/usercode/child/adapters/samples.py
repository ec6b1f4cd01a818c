"""X and y: the file's own, a chosen data set's, the lesson's, or random ones of the right shape."""

from __future__ import annotations

from typing import Any, Iterator, List, Optional, Tuple

import numpy as np

from .base import Adapter, shape_text

__all__ = ["Samples", "chosen_samples", "fewer", "lesson_samples", "random_inputs", "targets"]

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


def class_count(y: Any) -> int:
    """How many classes a column of whole numbers tells apart; 0 where it holds none."""
    flat = np.asarray(y, dtype=float).reshape(-1)
    known = np.unique(flat)
    whole = bool(np.array_equal(flat, np.floor(flat)))
    return len(known) if whole and 2 <= len(known) <= max(len(flat) // 2, 2) else 0


def forms_of(adapter: Adapter, chosen: Samples, network: bool = True) -> Iterator[Samples]:
    """Forms in which a chosen data set's y may be what the person's code takes.

    Whole numbers are classes: as a 1 for each, counted from 0 or from 1. Other numbers are
    targets as they are, unless the file tells classes apart: it could not take them.
    """
    X, y = chosen.X, chosen.y
    if y is None:
        yield chosen
        return
    numbers = np.asarray(y, dtype=float)
    column = numbers.ndim == 1 or numbers.shape[1] == 1
    flat = numbers.reshape(-1)
    known = np.unique(flat)
    if (
        column
        and np.array_equal(flat, np.floor(flat))
        and 2 <= len(known) <= max(len(flat) // 2, 2)
    ):
        index = np.searchsorted(known, flat).astype(int)
        forms = [
            ("one-hot", np.eye(len(known))[index]),
            ("labels0", index),
            ("labels0", index.reshape(-1, 1)),
            ("labels1", index + 1),
            ("labels1", index.reshape(-1, 1) + 1),
        ]
        first = str(adapter.call.get("labels") or "one-hot")
        forms.sort(key=lambda form: form[0] != first)
        if len(known) == 2 and not adapter.call.get("classes"):
            ones = index.astype(float)
            both = [("", ones.reshape(-1, 1)), ("", ones)]
            forms = (both if network else both[::-1]) + forms
        for form, values in forms:
            yield Samples(X, values, chosen.source, form=form)
        return
    single = numbers.ndim == 2 and numbers.shape[1] > 1 and np.allclose(numbers.sum(axis=1), 1)
    if adapter.call.get("classes") and not single:
        return
    both = [("", numbers.reshape(len(numbers), -1))]
    if column:
        both.insert(1 if network else 0, ("", flat))
    for _, values in both:
        yield Samples(X, values, chosen.source)


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


def targets(
    adapter: Adapter, count: int, outputs: int, first: str = "one-hot"
) -> Iterator[Tuple[str, Any]]:
    """Forms that y may have for a classifier, the likeliest first.

    Yields
    ------
    (str, ndarray)
        ``one-hot`` (count, outputs), ``labels0`` 0..K-1 and ``labels1`` 1..K, as (count,) and
        as (count, 1).
    """
    seed = int(adapter.plan.get("seed") or 0)
    drawn = np.random.default_rng([seed, 2]).permutation(count) % max(outputs, 2)
    eye = np.eye(max(outputs, 2))[drawn]
    if outputs == 1:
        eye = drawn.reshape(-1, 1).astype(float)
    forms: List[Tuple[str, Any]] = [
        ("one-hot", eye),
        ("labels0", drawn.astype(int)),
        ("labels0", drawn.astype(int).reshape(-1, 1)),
        ("labels1", (drawn + 1).astype(int)),
        ("labels1", (drawn + 1).astype(int).reshape(-1, 1)),
    ]
    forms.sort(key=lambda form: form[0] != first)
    for form in forms:
        yield form


def as_output(adapter: Adapter, shape: Any, output: Any = None) -> Any:
    """Targets of the shape of a network's output: between 0 and 1, as most networks give.

    Where the output adds up to 1 for each sample, as a softmax's does, there is a single 1
    for each: the usual delta, output - y, is right for no other.
    """
    seed = int(adapter.plan.get("seed") or 0)
    numbers = None if output is None else np.asarray(output, dtype=float)
    if numbers is not None and numbers.ndim == 2:
        for axis in (1, 0):
            classes = numbers.shape[axis]
            if classes > 1 and np.allclose(numbers.sum(axis=axis), 1):
                drawn = np.arange(numbers.shape[1 - axis]) % classes
                return np.eye(classes)[drawn] if axis else np.eye(classes)[drawn].T.copy()
    return np.random.default_rng([seed, 3]).uniform(0.1, 0.9, size=tuple(shape))


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
