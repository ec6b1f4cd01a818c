"""What is remembered of a file, by its path, in a small file that may be lost or damaged."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from nnd_gui.model.small_file import read_small_file, write_small_file

__all__ = ["CHOICES_FILE", "TRUSTED_FILE", "KeptByPath", "own_folder"]

TRUSTED_FILE = "trusted.json"
"""Files of code that the person opened and let run, each with the day."""
CHOICES_FILE = "choices.json"
"""What was chosen by hand in files of code."""

_NAME = "gradient-checker"
_MOST = 500
_LARGEST_BYTES = 4_000_000


def own_folder() -> Path:
    """Where the program keeps what it remembers: the same place without Qt as with it."""
    home = Path(os.environ.get("HOME") or os.environ.get("USERPROFILE") or "~").expanduser()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local", _NAME)
    if sys.platform == "darwin":
        return home / "Library" / "Preferences" / _NAME
    return Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config", _NAME)


class KeptByPath:
    """Plain values by the paths of files, the last one first; meant to be read by people too.

    Parameters
    ----------
    file : pathlib.Path
        Where it is kept. If it cannot be read there is nothing in it; if it cannot be written
        it is forgotten with the program.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._values = _read(file)

    @property
    def file(self) -> Path:
        """Where it is kept."""
        return self._file

    def get(self, path: Path) -> Any:
        """What is remembered of a file; None for nothing."""
        # Another window may have changed it, or the person, in an editor.
        now = _read(self._file)
        self._values = now if now or self._file.exists() else self._values
        return self._values.get(str(path.absolute()))

    def put(self, path: Path, value: Any) -> None:
        """Remember something plain of a file."""
        name = str(path.absolute())
        self.get(path)
        others = {other: kept for other, kept in self._values.items() if other != name}
        self._keep({name: value, **others})

    def remove(self, path: Path) -> None:
        """Forget a file."""
        self.get(path)
        name = str(path.absolute())
        self._keep({other: kept for other, kept in self._values.items() if other != name})

    def _keep(self, values: dict[str, Any]) -> None:
        self._values = dict(list(values.items())[:_MOST])
        write_small_file(self._file, {"files": self._values})


def _read(file: Path) -> dict[str, Any]:
    listed = read_small_file(file, _LARGEST_BYTES).get("files")
    return listed if isinstance(listed, dict) else {}
