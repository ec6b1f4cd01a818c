"""What the program remembers for itself, in small readable files that may be lost or damaged.

None of them holds work: what cannot be read is as if it were not there, and what cannot be
written is remembered for as long as the program runs.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from nnd_gui.model.json_text import JsonError, read_json, write_json

__all__ = ["read_small_file", "write_small_file"]


def read_small_file(file: Path, largest_bytes: int) -> dict[str, Any]:
    """What a file holds; nothing where it is missing, too large, torn or no JSON object."""
    try:
        if file.stat().st_size > largest_bytes:
            return {}
        found = read_json(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, JsonError):
        return {}
    return found if isinstance(found, dict) else {}


def write_small_file(file: Path, values: dict[str, Any]) -> None:
    """Write a file whole or not at all, with the folder that it is in."""
    with contextlib.suppress(OSError, ValueError):
        file.parent.mkdir(parents=True, exist_ok=True)
        written = file.with_suffix(".part")
        written.write_text(write_json(values), encoding="utf-8")
        written.replace(file)
