"""Where things are, and the variables that keep every tool inside the checkout."""

from __future__ import annotations

import os
import sys
from pathlib import Path

__all__ = [
    "APP_ID",
    "APP_NAME",
    "BENCH_VENV",
    "BUILD",
    "CACHE",
    "ROOT",
    "VENV",
    "bundle_folder",
    "bundle_program",
    "environment",
    "venv_program",
]

APP_ID = "org.nnd.GradientChecker"
APP_NAME = "Gradient Checker"

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
CACHE = ROOT / ".cache"
BUILD = ROOT / ".build"
# The libraries that the benchmark compares with stay out of the program's own environment, where
# the bundle would pick them up.
BENCH_VENV = BUILD / "bench-venv"

_WINDOWS = sys.platform == "win32"


def venv_program(name: str, venv: Path = VENV) -> Path:
    """Path of a program inside a virtual environment, whether it exists or not."""
    return venv / ("Scripts" if _WINDOWS else "bin") / (f"{name}.exe" if _WINDOWS else name)


def bundle_folder() -> Path:
    """Folder (on macOS the .app) that ``dev.py bundle`` makes."""
    if sys.platform == "darwin":
        return BUILD / "bundle" / f"{APP_NAME}.app"
    return BUILD / "bundle" / "gradient-checker"


def bundle_program(name: str = "gradient-checker") -> Path:
    """Path of a program inside the bundle: ``gradient-checker`` or ``nnd-check``."""
    if sys.platform == "darwin":
        return bundle_folder() / "Contents" / "MacOS" / name
    return bundle_folder() / (f"{name}.exe" if _WINDOWS else name)


def environment() -> dict[str, str]:
    """Variables for every program that dev.py starts.

    Returns
    -------
    dict[str, str]
        The caller's variables, with the virtual environment's programs first, all caches inside
        the checkout, and without what would point Python at another installation.
    """
    variables = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONHOME", "PYTHONPATH", "__PYVENV_LAUNCHER__"}
    }
    programs = str(venv_program("python").parent)
    variables["PATH"] = os.pathsep.join([programs, variables.get("PATH", os.defpath)])
    variables["VIRTUAL_ENV"] = str(VENV)
    variables["PIP_CACHE_DIR"] = str(CACHE / "pip")
    variables["PIP_DISABLE_PIP_VERSION_CHECK"] = "1"
    variables["PYINSTALLER_CONFIG_DIR"] = str(CACHE / "pyinstaller")
    return variables
