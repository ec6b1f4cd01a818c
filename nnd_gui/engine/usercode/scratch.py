"""A copy of a person's file and its neighbours, for their code to run in.

What it writes lands in the copy. Small files are copied, large ones and data folders are
linked; repositories, virtual environments and caches are left out.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

__all__ = ["SESSION_PREFIX", "Scratch", "copy_project"]

# Folders of sessions, which may lie beside a file that is itself in the temporary folder.
SESSION_PREFIX = "gradient-check-"

_LARGE_BYTES = 4 * 1024 * 1024
_MOST_BYTES = 64 * 1024 * 1024
_MOST_ENTRIES = 2000
_MOST_PARENTS = 6
_LEFT_OUT = frozenset(
    [
        ".git",
        ".hg",
        ".svn",
        "__pycache__",
        ".ipynb_checkpoints",
        "__MACOSX",
        "node_modules",
        "venv",
        ".venv",
        "env",
        ".env",
        ".idea",
        ".vscode",
        ".mypy_cache",
        ".pytest_cache",
        ".DS_Store",
        "site-packages",
    ]
)


@dataclass(frozen=True, slots=True)
class Scratch:
    """Where the copy is.

    Parameters
    ----------
    file : pathlib.Path
        The copy of the person's file.
    roots : tuple of pathlib.Path
        Folders in which its modules are looked for.
    original : pathlib.Path
        The folder that was copied.
    package : str
        The package that the file belongs to; empty for most.
    """

    file: Path
    roots: tuple[Path, ...]
    original: Path
    package: str


def copy_project(file: Path, target: Path, text: str) -> Iterator[Scratch | None]:
    """Copy a file with what it may import or read.

    Parameters
    ----------
    file : pathlib.Path
        The person's file.
    target : pathlib.Path
        An empty folder.
    text : str
        Its program text; what it names is copied first.

    Yields
    ------
    Scratch or None
        None while work goes on, and the result at the end.
    """
    file = Path(os.path.abspath(file))  # noqa: PTH100 - a link stays where it is
    root, package = _root_of(file)
    copy = _Copy(text)
    # The file itself whatever the limits say, with the text that will be run.
    own = target / file.relative_to(root)
    own.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, own)
    waiting = [(root, target)]
    while waiting:
        source, place = waiting.pop(0)
        for entry in copy.entries(source):
            inner = place / entry.name
            if entry.is_dir() and copy.wants_inside(entry):
                inner.mkdir(exist_ok=True)
                waiting.append((Path(entry.path), inner))
            elif not inner.exists():
                copy.take(entry, inner)
            if copy.count % 20 == 0:
                yield None
    roots = [own.parent] if own.parent == target else [own.parent, target]
    yield Scratch(own, tuple(roots), root, package)


def _root_of(file: Path) -> tuple[Path, str]:
    """Folder from which a file's package is imported, and the package's name."""
    folder = file.parent
    names: list[str] = []
    while (folder / "__init__.py").is_file() and len(names) < _MOST_PARENTS:
        if not folder.name.isidentifier() or folder.parent == folder:
            break
        names.insert(0, folder.name)
        folder = folder.parent
    return folder, ".".join(names)


def _is_left_out(name: str) -> bool:
    return name in _LEFT_OUT or name.startswith(SESSION_PREFIX)


class _Copy:
    """Decides what is copied, linked and left out, within limits."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._bytes = 0
        self.count = 0

    def entries(self, folder: Path) -> list[os.DirEntry[str]]:
        """What is in a folder, the likeliest to be needed first."""
        try:
            with os.scandir(folder) as found:
                kept = [entry for entry in found if not _is_left_out(entry.name)]
        except OSError:
            return []
        return sorted(kept, key=lambda entry: (not self._is_code(entry), entry.name))

    def wants_inside(self, entry: os.DirEntry[str]) -> bool:
        """Whether a folder is gone through, because there is code in it, or else linked."""
        if self._is_full or entry.is_symlink():
            return False
        try:
            names = [path.name for path in Path(entry.path).iterdir()]
        except OSError:
            return False
        return "pyvenv.cfg" not in names and any(name.endswith(".py") for name in names)

    def take(self, entry: os.DirEntry[str], place: Path) -> None:
        """Copy or link one entry; what cannot be read is left out."""
        self.count += 1
        with contextlib.suppress(OSError):
            if entry.is_dir():
                place.symlink_to(entry.path, target_is_directory=True)
            elif entry.is_file():  # never a pipe or a device, which would be waited for
                size = entry.stat().st_size
                if size > _LARGE_BYTES or self._is_full:
                    self._link(entry, place, size)
                else:
                    self._bytes += size
                    shutil.copyfile(entry.path, place)

    def _link(self, entry: os.DirEntry[str], place: Path, size: int) -> None:
        try:
            place.symlink_to(entry.path)
        except OSError:
            # Windows lets few people make links.
            if size <= _MOST_BYTES and self.count <= _MOST_ENTRIES:
                shutil.copyfile(entry.path, place)

    @property
    def _is_full(self) -> bool:
        return self._bytes > _MOST_BYTES or self.count > _MOST_ENTRIES

    def _is_code(self, entry: os.DirEntry[str]) -> bool:
        return entry.name.endswith(".py") or Path(entry.name).stem in self._text
