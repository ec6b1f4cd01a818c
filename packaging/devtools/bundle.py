"""Makes the PyInstaller folder and says where it is and how large."""

from __future__ import annotations

import os
from pathlib import Path

from devtools.paths import BUILD, CACHE, ROOT, bundle_folder, bundle_program, venv_program
from devtools.steps import Failure, say, step

__all__ = ["build", "size"]


def build() -> float:
    """Make the bundle anew.

    Returns
    -------
    float
        Seconds that it took.
    """
    CACHE.mkdir(exist_ok=True)
    command: list[str | Path] = [venv_program("python"), "-m", "PyInstaller"]
    command += ["--noconfirm", "--log-level", "ERROR"]
    command += ["--distpath", BUILD / "bundle", "--workpath", BUILD / "pyinstaller"]
    seconds = step("bundle", [*command, ROOT / "packaging" / "gradient_checker.spec"])
    if not bundle_program().exists():
        raise Failure(f"Stopped: the bundle lacks its program, {bundle_program()}.")
    say(f"  {bundle_folder()}: {size(bundle_folder()) / 1e6:.0f} MB")
    return seconds


def size(folder: Path) -> int:
    """Bytes of all files below a folder; a link counts nothing."""
    total = 0
    for place, _, names in os.walk(folder):
        files = [Path(place, name) for name in names]
        total += sum(file.stat().st_size for file in files if not file.is_symlink())
    return total
