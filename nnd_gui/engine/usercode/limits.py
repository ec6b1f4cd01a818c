"""How long a person's code may take, and how much it may use."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields

from nnd_gui.engine.errors import SpecError

__all__ = ["Limits"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a child process.

    Parameters
    ----------
    import_seconds : float
        For setting the file up: running its definitions, and what is needed of the rest.
    evaluation_seconds : float
        For one evaluation of the cost or the gradient.
    memory_mb : int
        Resident memory of the child and of all that it starts.
    file_mb : int
        Largest file that it may write.
    """

    import_seconds: float = 30.0
    evaluation_seconds: float = 10.0
    memory_mb: int = 4096
    file_mb: int = 512

    def __post_init__(self) -> None:
        for one in fields(self):
            value = getattr(self, one.name)
            if not (math.isfinite(value) and value > 0):
                raise SpecError("limits", "A limit must be a number larger than 0.")
