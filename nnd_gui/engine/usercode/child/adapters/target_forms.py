"""Forms in which y may be what a person's code takes: classes counted in some way, or numbers."""

from __future__ import annotations

from typing import Any, Iterator, List, Tuple

import numpy as np

from .base import Adapter
from .samples import Samples

__all__ = ["as_output", "class_count", "forms_of", "targets"]


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
