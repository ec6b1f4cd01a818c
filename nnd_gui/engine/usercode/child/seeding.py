"""Random numbers that are the same at every start, and whether an evaluation draws any."""

from __future__ import annotations

import contextlib
import random
from typing import Any, Callable, Iterator

import numpy as np

__all__ = ["drawn", "seed_everything", "seeding"]


def seed_everything(seed: int) -> None:
    """Seed the generators that a file uses without naming one."""
    random.seed(seed)
    np.random.seed(seed % 2**32)


@contextlib.contextmanager
def seeding(seed: int) -> "Iterator[None]":
    """Seed also the generators that a file makes without a seed, while it is being set up."""
    seed_everything(seed)
    kept: "dict[str, Callable[..., Any]]" = {
        "default_rng": np.random.default_rng,
    }
    during = [True]

    def default_rng(given: Any = None) -> Any:
        return kept["default_rng"](seed if given is None and during else given)

    np.random.default_rng = default_rng  # type: ignore[assignment]
    try:
        yield
    finally:
        during.clear()
        np.random.default_rng = kept["default_rng"]


def drawn() -> "tuple[Any, ...]":
    """State of the shared generators: another one after a number was drawn."""
    state: Any = np.random.get_state()
    return (random.getstate(), state[1].tobytes(), *state[2:])
