"""What the program asks of a session, left in its folder before the child starts."""

from __future__ import annotations

import json
import os
from typing import NamedTuple

__all__ = ["Settings"]


class Settings(NamedTuple):
    """Limits, and where things are.

    Parameters
    ----------
    folder : str
        The working folder: where the copy of the person's file is.
    file : str
        The copy itself.
    roots : list of str
        Folders in which the person's own modules are looked for.
    original : str
        The folder that was copied: nothing in it is written to.
    inside : str
        Everything in it is the person's.
    package : str
        The package that the file belongs to; empty for a file of its own.
    memory_bytes, file_bytes : int
        Most resident memory of all processes together; largest file.
    soft_seconds : float
        How long a statement may take that is run only because a function mentions what it
        defines.
    import_seconds, evaluation_seconds : float
        How long the program waits.
    """

    folder: str
    file: str
    roots: list[str]
    original: str
    inside: str
    package: str
    memory_bytes: int
    file_bytes: int
    soft_seconds: float
    import_seconds: float
    evaluation_seconds: float

    @classmethod
    def read(cls, session: str) -> Settings:
        """Read them from a session's folder."""
        with open(os.path.join(session, "settings.json"), encoding="utf-8") as file:
            return cls(**json.load(file))
