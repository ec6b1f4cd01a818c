"""Makes the virtual environment in the checkout, once, and knows when to do it again."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from pathlib import Path
from typing import TypedDict

from devtools import system_packages
from devtools.paths import ROOT, VENV, venv_program
from devtools.steps import Command, Failure, duration, say, step, works

__all__ = ["ensure"]

_STAMP = "gradient-checker.json"
_ADVICE = "Is the network there, and room on the disk? Then start the same command again."


class _Stamp(TypedDict):
    """What the virtual environment was made of."""

    python: str
    root: str
    project: str
    extras: list[str]
    finished: bool


def ensure(*extras: str, venv: Path | None = None) -> None:
    """See that a virtual environment holds the project and what some of its extras need.

    The work is done once: a stamp inside the environment tells what it was made of, and is marked
    unfinished while pip is at work, so that an interrupted start is noticed and begun again.

    Parameters
    ----------
    *extras : str
        Extras of pyproject.toml, as in ``ensure("test", "bundle")``; those of earlier calls stay.
    venv : Path, optional
        Its folder; ``.venv`` when left out.
    """
    venv = venv or VENV
    python = venv_program("python", venv)
    project = hashlib.sha256((ROOT / "pyproject.toml").read_bytes()).hexdigest()
    wanted: _Stamp = {
        "python": f"{sys.implementation.name}-{sys.version_info.major}.{sys.version_info.minor}",
        "root": str(ROOT),
        "project": project,
        "extras": sorted(set(extras)),
        "finished": True,
    }
    stamp = _read_stamp(venv)
    if stamp is not None:
        wanted["extras"] = sorted({*extras, *stamp["extras"]})
    if stamp == wanted and python.exists():
        return
    start = time.perf_counter()
    if not _reusable(venv, stamp, wanted):
        where = venv.relative_to(ROOT) if venv.is_relative_to(ROOT) else venv
        say(f"Making a virtual environment in {where}. This happens once, a minute or two.")
        _create(venv)
    _write_stamp(venv, {**wanted, "finished": False})
    what = f".[{','.join(wanted['extras'])}]" if wanted["extras"] else "."
    command: Command = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--editable",
        what,
    ]
    step("installing the project", command, advice=_ADVICE)
    _write_stamp(venv, wanted)
    say(f"The virtual environment is ready: {duration(time.perf_counter() - start)}\n")


def _read_stamp(venv: Path) -> _Stamp | None:
    """Return what the environment says of itself, None if it says nothing."""
    try:
        found = json.loads((venv / _STAMP).read_text(encoding="utf-8"))
        return _Stamp(
            python=str(found["python"]),
            root=str(found["root"]),
            project=str(found["project"]),
            extras=[str(extra) for extra in found["extras"]],
            finished=bool(found["finished"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _write_stamp(venv: Path, stamp: _Stamp) -> None:
    """Write the stamp beside its place and move it there, so that it is never half there."""
    beside = (venv / _STAMP).with_suffix(".new")
    beside.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")
    beside.replace(venv / _STAMP)


def _reusable(venv: Path, stamp: _Stamp | None, wanted: _Stamp) -> bool:
    """Whether pip may go on in the environment that is there.

    One made for another Python or another folder may not be used, nor one that was left half made.
    One without a stamp, made by hand, is taken if it fits: it may hold what its owner put there.
    """
    python = venv_program("python", venv)
    if stamp is not None:
        same = stamp["python"] == wanted["python"] and stamp["root"] == wanted["root"]
        return same and stamp["finished"] and works([python, "-c", "import pip"])
    version = f"{sys.version_info.major}, {sys.version_info.minor}"
    test = f"import sys, pip; sys.exit(sys.version_info[:2] != ({version}))"
    return works([python, "-c", test])


def _create(venv: Path) -> None:
    """Make an empty environment with pip in it, by the first way that this Python offers."""
    # The interpreter beneath, in case that dev.py runs inside the environment it is to replace.
    base = Path(getattr(sys, "_base_executable", None) or sys.executable)
    plain: list[str | Path] = [base, "-m", "venv", "--clear", venv]
    title = f"making {venv.name}"
    if works([base, "-c", "import venv, ensurepip"]):
        step(title, plain, advice=_ADVICE)
    elif works([base, "-c", "import venv"]) and works([base, "-m", "pip", "--python", base, "-V"]):
        # Debian's python3 has no ensurepip unless python3-venv is installed; its pip does as well.
        step(title, [*plain, "--without-pip"], advice=_ADVICE)
        pip: list[str | Path] = [base, "-m", "pip", "--python", venv_program("python", venv)]
        step("putting pip into it", [*pip, "install", "--quiet", "pip"], advice=_ADVICE)
    else:
        package = f"python3.{sys.version_info.minor}-venv"
        if not system_packages.install([package]):
            command = system_packages.command([package])
            raise Failure(f"This Python has neither venv nor pip. Install one first: {command}")
        step(title, plain, advice=_ADVICE)
