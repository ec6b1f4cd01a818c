"""Which Python runs a person's code, and in which surroundings."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["CHILD_FLAG", "child_folder", "command", "environment", "run_child"]

# By this first argument the frozen program knows, before Qt, that it is to be a child.
CHILD_FLAG = "--user-code-child"

_KEPT = (
    "PATH",
    "LANG",
    "LANGUAGE",
    "TZ",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "WINDIR",
    "COMSPEC",
    "PATHEXT",
    "NUMBER_OF_PROCESSORS",
    "PROCESSOR_ARCHITECTURE",
)
_LIBRARY_PATHS = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_THREADS = ("OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM", "NUMEXPR_NUM")


def child_folder() -> Path:
    """Folder with the child's source, which a frozen bundle carries as files."""
    return Path(__file__).resolve().parent / "child"


def command(session: Path, interpreter: str | None) -> list[str]:
    """What is to be started.

    Parameters
    ----------
    session : pathlib.Path
        The session's folder.
    interpreter : str, optional
        Path of the Python that the person chose; the program's own when left out.
    """
    main = str(child_folder() / "main.py")
    if interpreter is None and getattr(sys, "frozen", False):
        return [sys.executable, CHILD_FLAG, str(session)]
    # Not -I, under which the order of sets would change from start to start: the variables
    # that it would ignore are not handed on, and main.py sees to the path.
    return [interpreter or sys.executable, "-s", "-B", main, str(session)]


def environment(
    session: Path, *, own: bool, variables: Mapping[str, str] | None = None
) -> dict[str, str]:
    """Variables for the child: few, and none of the person's secrets.

    Parameters
    ----------
    session : pathlib.Path
        Holds the folders that stand in for home and for temporary files.
    own : bool
        Whether it is the program's own interpreter.
    variables : mapping, optional
        Those of this process when left out.
    """
    mine = os.environ if variables is None else variables
    kept = {name: mine[name] for name in _KEPT if name in mine}
    kept.update({name: value for name, value in mine.items() if name.startswith("LC_")})
    if getattr(sys, "frozen", False) and not own:
        # A bundle points these at its own libraries, which another Python must not load.
        for name in _LIBRARY_PATHS:
            kept.pop(name, None)
            if f"{name}_ORIG" in mine:
                kept[name] = mine[f"{name}_ORIG"]
    home, temporary = str(session / "home"), str(session / "tmp")
    kept.update(dict.fromkeys(("HOME", "USERPROFILE"), home))
    kept.update(dict.fromkeys(("TMPDIR", "TEMP", "TMP"), temporary))
    # One thread: matrices are small, and the window needs the processor as well.
    kept.update({f"{name}_THREADS": "1" for name in _THREADS})
    kept.update(
        PYTHONHASHSEED="0", PYTHONUTF8="1", PYTHONNOUSERSITE="1", PYTHONDONTWRITEBYTECODE="1"
    )
    kept["MPLBACKEND"] = "Agg"
    return kept


def run_child(arguments: list[str]) -> int:
    """Be the child, within a frozen program.

    Parameters
    ----------
    arguments : list of str
        What follows `CHILD_FLAG`.

    Returns
    -------
    int
        The exit code.
    """
    import runpy

    folder = child_folder()
    main = runpy.run_path(str(folder / "main.py"), run_name="nnd_child_main")
    return int(main["start"](str(folder), arguments))
