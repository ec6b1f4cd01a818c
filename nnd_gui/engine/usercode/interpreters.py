"""Which Pythons this computer has, and what is installed in each; none of them is started.

An environment may lie beside a file that nobody has trusted yet, so all is read from the
names of files and folders.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure, EngineError

__all__ = ["Interpreter", "interpreters_for", "with_offers"]

_OLDEST = (3, 8)
_PARENTS = 4
_OFFERED = 3
_WINDOWS = sys.platform == "win32"
_PROGRAM = re.compile(r"python(3(\.\d+)?)?(\.exe)?$")
_NUMBERED = re.compile(r"python(3\.\d+)$")
_VERSION = re.compile(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", re.MULTILINE)
_ACTIVE = ("VIRTUAL_ENV", "CONDA_PREFIX")
_CONDAS = ("miniconda3", "anaconda3", "miniforge3", "mambaforge")


@dataclass(frozen=True, slots=True)
class Interpreter:
    """A Python that could run a person's file.

    Parameters
    ----------
    path : pathlib.Path
        The program.
    version : (int, int)
        Such as ``(3, 11)``.
    libraries : tuple of pathlib.Path
        Folders in which what is installed lies.
    """

    path: Path
    version: tuple[int, int]
    libraries: tuple[Path, ...]

    def has(self, module: str) -> bool:
        """Whether a module is installed in it, as far as its files tell."""
        name = module.partition(".")[0]
        for folder in self.libraries:
            if (folder / name).is_dir() or (folder / f"{name}.py").is_file():
                return True
            if any(folder.glob(f"{name}.*.so")) or any(folder.glob(f"{name}.*.pyd")):
                return True
        return False


def interpreters_for(
    file: Path | None = None, variables: Mapping[str, str] | None = None
) -> list[Interpreter]:
    """Pythons on this computer that have NumPy, the likeliest first.

    Parameters
    ----------
    file : pathlib.Path, optional
        Environments beside it, and beside the folders that hold it, come first.
    variables : mapping, optional
        Those of this process when left out.
    """
    mine = os.environ if variables is None else variables
    found: dict[tuple[Path, tuple[int, int]], Interpreter] = {}
    for path in _candidates(file, mine):
        one = _described(path)
        if one is None or one.version < _OLDEST or not one.has("numpy"):
            continue
        found.setdefault((_prefix(one.path), one.version), one)
    return list(found.values())


def with_offers(failure: CheckFailure, file: Path) -> CheckFailure:
    """A failure that names Pythons which have the module that is missing, if there are any."""
    module = failure.values.get("module")
    if failure.kind != "missing-module" or not isinstance(module, str):
        return failure
    offers = [str(one.path) for one in interpreters_for(file) if one.has(module)]
    if not offers:
        return failure
    return CheckFailure(
        failure.kind,
        "{failure} This computer has one that does: {offers}.",
        failure=EngineError(failure.template, **failure.values),
        module=module,
        offers=", ".join(offers[:_OFFERED]),
    ).at(failure.where)


def _candidates(file: Path | None, variables: Mapping[str, str]) -> Iterator[Path]:
    places = [
        *(_environments_near(file) if file is not None else ()),
        *(Path(variables[name]) for name in _ACTIVE if variables.get(name)),
        *_installed(variables),
    ]
    yield from (_program_of(place) for place in places)
    for name in variables.get("PATH", "").split(os.pathsep):
        # A shim is a script that decides elsewhere.
        if name and Path(name).name != "shims":
            yield from sorted(one for one in _entries(Path(name)) if _PROGRAM.match(one.name))


def _environments_near(file: Path) -> Iterator[Path]:
    for folder in list(file.absolute().parents)[:_PARENTS]:
        yield from (one for one in _folders(folder) if (one / "pyvenv.cfg").is_file())


def _installed(variables: Mapping[str, str]) -> Iterator[Path]:
    home = variables.get("USERPROFILE" if _WINDOWS else "HOME")
    if home:
        for name in _CONDAS:
            yield from (Path(home, name), *_folders(Path(home, name, "envs")))
        yield from sorted(_folders(Path(home, ".pyenv", "versions")), reverse=True)
    if variables.get("LOCALAPPDATA"):
        yield from _folders(Path(variables["LOCALAPPDATA"], "Programs", "Python"))


def _described(path: Path) -> Interpreter | None:
    if not path.is_file():
        return None
    prefix = _prefix(path)
    version = _version(path, prefix)
    if version is None:
        return None
    numbered = "python{}.{}".format(*version)
    places = [
        prefix / "lib" / numbered / "site-packages",
        prefix / "lib64" / numbered / "site-packages",
        prefix / "Lib" / "site-packages",
    ]
    if not (prefix / "pyvenv.cfg").is_file():  # Debian's own
        places += [
            prefix / "lib" / "python3" / "dist-packages",
            prefix / "local" / "lib" / numbered / "dist-packages",
        ]
    return Interpreter(path, version, tuple(place for place in places if place.is_dir()))


def _version(path: Path, prefix: Path) -> tuple[int, int] | None:
    try:
        told = _VERSION.search((prefix / "pyvenv.cfg").read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        told = None
    if told is not None:
        return int(told.group(1)), int(told.group(2))
    names = [path.resolve().name, *(one.name for one in _folders(prefix / "lib"))]
    if _WINDOWS:
        names += [re.sub(r"^Python3(\d+).*", r"python3.\1", prefix.name)]
    for name in names:
        found = _NUMBERED.match(name)
        if found is not None:
            major, minor = found.group(1).split(".")
            return int(major), int(minor)
    return None


def _prefix(path: Path) -> Path:
    return path.parent if _WINDOWS and path.parent.name != "Scripts" else path.parent.parent


def _program_of(prefix: Path) -> Path:
    if not _WINDOWS:
        return prefix / "bin" / "python"
    inside = prefix / "Scripts" / "python.exe"
    return inside if inside.is_file() else prefix / "python.exe"


def _folders(folder: Path) -> list[Path]:
    return [path for path in _entries(folder) if path.is_dir()]


def _entries(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []
