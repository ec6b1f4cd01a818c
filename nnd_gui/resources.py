"""Finds packaged files: the only file that knows how the program was installed."""

from __future__ import annotations

import sys
from pathlib import Path

__all__ = ["path"]


def _root() -> Path:
    """Folder that holds the resources of this installation.

    A frozen bundle unpacks them beside its libraries, a wheel carries them inside the
    package, and a checkout has them at its top.
    """
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen is not None:
        return Path(frozen) / "resources"
    package = Path(__file__).resolve().parent
    inside = package / "_resources"
    return inside if inside.is_dir() else package.parent / "resources"


def path(*parts: str) -> Path:
    """Path of one packaged file.

    Parameters
    ----------
    *parts : str
        Folders and name below ``resources``, as in ``path("icons", "app.svg")``.

    Returns
    -------
    pathlib.Path
        An existing file or folder.

    Raises
    ------
    FileNotFoundError
        If this installation lacks the file, which is a defect of its packaging.
    """
    found = _root().joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(f"The program's own file {'/'.join(parts)} is missing.")
    return found
