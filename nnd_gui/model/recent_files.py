"""The files opened last, remembered in a small file that may be lost or damaged."""

from __future__ import annotations

from pathlib import Path

from nnd_gui.model.json_text import Lines
from nnd_gui.model.small_file import read_small_file, write_small_file

__all__ = ["RecentFiles"]

_MOST = 9
_LARGEST_BYTES = 100_000


class RecentFiles:
    """A list of files, the last one first.

    Parameters
    ----------
    file : pathlib.Path
        Where it is kept. If it cannot be read there is nothing in it; if it cannot be
        written it is forgotten with the program.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._files = _read(file)

    @property
    def files(self) -> tuple[Path, ...]:
        """The files, the last one first."""
        return tuple(self._files)

    def add(self, file: Path) -> None:
        """Put a file to the front."""
        file = file.absolute()
        # Another window of the program may have added some meanwhile.
        others = [other for other in _read(self._file) or self._files if other != file]
        self._keep([file, *others])

    def remove(self, file: Path) -> None:
        """Forget a file, as one that is gone."""
        self._keep([other for other in self._files if other != file.absolute()])

    def clear(self) -> None:
        """Forget all of them."""
        self._keep([])

    def _keep(self, files: list[Path]) -> None:
        self._files = files[:_MOST]
        write_small_file(self._file, {"files": Lines(str(file) for file in self._files)})


def _read(file: Path) -> list[Path]:
    listed = read_small_file(file, _LARGEST_BYTES).get("files")
    names = listed if isinstance(listed, list) else []
    return [Path(name) for name in names if isinstance(name, str) and "\0" not in name][:_MOST]
