"""Editors in which a file can be opened at a line: how each is told the line.

A file that is opened here is only ever shown: on some systems what the system itself does with
a ``.py`` file is to run it.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["editor_command", "editor_environment"]

# Name of the program -> how it is told file and line. Those that people edit Python in come
# first, and of those that a system brings along the ones that show line numbers.
_TEMPLATES: dict[str, tuple[str, ...]] = {
    "code": ("--goto", "{file}:{line}"),
    "codium": ("--goto", "{file}:{line}"),
    "code-insiders": ("--goto", "{file}:{line}"),
    "cursor": ("--goto", "{file}:{line}"),
    "pycharm": ("--line", "{line}", "{file}"),
    "pycharm-community": ("--line", "{line}", "{file}"),
    "pycharm64": ("--line", "{line}", "{file}"),
    "charm": ("--line", "{line}", "{file}"),
    "subl": ("{file}:{line}",),
    "sublime_text": ("{file}:{line}",),
    "zed": ("{file}:{line}",),
    "notepad++": ("-n{line}", "{file}"),
    "spyder": ("{file}",),
    "geany": ("--line", "{line}", "{file}"),
    "kate": ("--line", "{line}", "{file}"),
    "kwrite": ("--line", "{line}", "{file}"),
    "gnome-text-editor": ("{file}",),
    "gedit": ("+{line}", "{file}"),
    "xed": ("+{line}", "{file}"),
    "pluma": ("+{line}", "{file}"),
    "mousepad": ("--line={line}", "{file}"),
    "gvim": ("+{line}", "{file}"),
    "emacs": ("+{line}", "{file}"),
}
# Their installers leave these off the search path.
_WINDOWS = {
    "notepad++": ("PROGRAMFILES", "Notepad++/notepad++.exe"),
    "subl": ("PROGRAMFILES", "Sublime Text/subl.exe"),
    "code": ("LOCALAPPDATA", "Programs/Microsoft VS Code/Code.exe"),
}
_ON_WINDOWS = os.name == "nt"


def editor_command(file: Path, line: int | None, wanted: str = "") -> list[str] | None:
    """Command that opens a file at a line.

    Parameters
    ----------
    file : pathlib.Path
    line : int, optional
        Counted from 1; the top of the file when left out.
    wanted : str
        The person's own choice: a command with ``{file}`` and ``{line}``, or the name of an
        editor; the first that is found when empty.

    Returns
    -------
    list of str or None
        None where there is no editor that is known; the system may have one.
    """
    values = {"file": str(file), "line": str(line or 1)}
    if wanted.strip():
        parts = shlex.split(wanted, posix=not _ON_WINDOWS)
        parts = [part.strip('"') for part in parts]
        if not any("{file}" in part for part in parts):
            parts += _TEMPLATES.get(Path(parts[0]).stem, ("{file}",))
        return [_filled(part, values) for part in parts]
    if file.suffix.lower() == ".ipynb":
        return None  # a page of JSON to these editors
    for name, template in _TEMPLATES.items():
        program = shutil.which(name) or _installed(name)
        if program is not None:
            return [program, *(_filled(part, values) for part in template)]
    if _ON_WINDOWS:
        return ["notepad.exe", str(file)]  # the system's own way would run it
    return None


def editor_environment(environment: Mapping[str, str]) -> dict[str, str]:
    """Environment for another program: without what a bundle has set for itself."""
    found = dict(environment)
    if not getattr(sys, "frozen", False):
        return found
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        found.pop(name, None)
        original = found.pop(f"{name}_ORIG", None)
        if original:
            found[name] = original
    for name in [name for name in found if name.startswith(("QT_", "QML"))]:
        del found[name]
    return found


def _installed(name: str) -> str | None:
    if not _ON_WINDOWS or name not in _WINDOWS:
        return None
    variable, below = _WINDOWS[name]
    program = Path(os.environ.get(variable, "")) / below
    return str(program) if program.is_file() else None


def _filled(part: str, values: Mapping[str, str]) -> str:
    # Not str.format: a command may have other braces in it.
    return part.replace("{line}", values["line"]).replace("{file}", values["file"])
