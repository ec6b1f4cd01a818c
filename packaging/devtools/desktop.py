"""Puts the program into a person's menu of applications, and takes away exactly that.

Linux was tried here; the Windows shortcut and the macOS link are written from the systems' manuals
and were not run.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from devtools.paths import (
    APP_ID,
    APP_NAME,
    ROOT,
    bundle_folder,
    bundle_program,
    environment,
    venv_program,
)
from devtools.steps import Failure, say

__all__ = ["install", "quoted", "uninstall"]

_PACKAGING = ROOT / "packaging"
_ICONS = ROOT / "resources" / "icons"


def install() -> None:
    """Install for this person; what an earlier installation put there is taken away first."""
    if _list_file().exists():
        uninstall()
    made: list[Path] = []
    try:
        _puts()(made)
    finally:
        # Also after a failure half-way: what was put there can be taken away.
        _remember(made)
    for path in made:
        if not path.is_dir():
            say(f"  {path}")
    say(f"{APP_NAME} is in your menu of applications. Away again: dev.py uninstall")


def uninstall() -> None:
    """Remove what `install` put there, and the folders that it had to make, if they are empty."""
    try:
        paths = [Path(line) for line in json.loads(_list_file().read_text(encoding="utf-8"))]
    except FileNotFoundError:
        say(f"{APP_NAME} was not installed by dev.py; nothing was removed.")
        return
    except ValueError as error:
        raise Failure(f"The list of what was installed cannot be read: {_list_file()}") from error
    # The list is the last of the files, so that an interrupted removal can be taken up again; then
    # the folders, the inner ones first.
    folders = {path for path in paths if path.is_dir() and not path.is_symlink()}
    for path in paths:
        if path not in folders:
            _remove(path)
    for folder in sorted(folders, key=lambda path: len(path.parts), reverse=True):
        _remove(folder)
    say(f"{APP_NAME} is out of your menu of applications.")


def quoted(path: Path) -> str:
    """Return a path as the Exec line of a desktop entry has to have it.

    Parameters
    ----------
    path : Path
        Program; it may hold blanks, quotes, dollar signs, percent signs and backslashes.
    """
    # Two layers, as the Desktop Entry Specification has them: the argument's own quotes, then the
    # backslashes of a string value; a percent sign would start a field code.
    inner = str(path)
    for character in ("\\", '"', "`", "$"):
        inner = inner.replace(character, "\\" + character)
    return '"' + inner.replace("\\", "\\\\").replace("%", "%%") + '"'


def _puts() -> Callable[[list[Path]], None]:
    if sys.platform == "win32":
        return _put_shortcut
    if sys.platform == "darwin":
        return _put_application
    return _put_desktop_entry


def _program() -> Path:
    """Program to start: the bundle's if it is there, else the virtual environment's."""
    return bundle_program() if bundle_program().exists() else venv_program("nnd-gui")


def _data_home() -> Path:
    """Folder of this person's applications, by the rules of the system."""
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", home / "AppData" / "Roaming"))
    if sys.platform == "darwin":
        return home / "Library" / "Application Support"
    named = os.environ.get("XDG_DATA_HOME", "")
    # The specification has a relative path ignored.
    return Path(named) if Path(named).is_absolute() else home / ".local" / "share"


def _list_file() -> Path:
    return _data_home() / APP_ID / "installed.json"


def _put_desktop_entry(made: list[Path]) -> None:
    data = _data_home()
    icons = data / "icons" / "hicolor"
    entry = (_PACKAGING / f"{APP_ID}.desktop.in").read_text(encoding="utf-8")
    entry = entry.replace("@EXEC@", quoted(_program()))
    metainfo = (_PACKAGING / f"{APP_ID}.metainfo.xml").read_bytes()
    files = {
        icons / "scalable" / "apps" / f"{APP_ID}.svg": (_ICONS / f"{APP_ID}.svg").read_bytes(),
        icons / "256x256" / "apps" / f"{APP_ID}.png": (_ICONS / f"{APP_ID}.png").read_bytes(),
        data / "metainfo" / f"{APP_ID}.metainfo.xml": metainfo,
        data / "applications" / f"{APP_ID}.desktop": entry.encode(),
    }
    for file, content in files.items():
        _make_folder(file.parent, made)
        made.append(file)
        file.write_bytes(content)
    # A desktop that keeps a cache of icons reads the folder again when its time has changed.
    os.utime(icons)


def _put_application(made: list[Path]) -> None:
    if not bundle_folder().exists():
        raise Failure("On macOS the application is the bundle: run dev.py bundle first.")
    target = Path.home() / "Applications" / bundle_folder().name
    _make_folder(target.parent, made)
    if target.exists() and not target.is_symlink():
        raise Failure(f"{target} is there already, and dev.py did not put it there.")
    target.unlink(missing_ok=True)
    made.append(target)
    target.symlink_to(bundle_folder(), target_is_directory=True)


def _put_shortcut(made: list[Path]) -> None:
    target = _data_home() / "Microsoft" / "Windows" / "Start Menu" / "Programs" / f"{APP_NAME}.lnk"
    _make_folder(target.parent, made)
    # The paths travel as variables, so that no quote in them can end up in the script.
    script = (
        "$link = (New-Object -ComObject WScript.Shell).CreateShortcut($env:NND_LINK);"
        "$link.TargetPath = $env:NND_PROGRAM; $link.IconLocation = $env:NND_ICON; $link.Save()"
    )
    paths = {
        "NND_LINK": str(target),
        "NND_PROGRAM": str(_program()),
        "NND_ICON": str(_ICONS / f"{APP_ID}.ico"),
    }
    command = ["powershell", "-NoProfile", "-NonInteractive", "-Command", script]
    made.append(target)
    if subprocess.run(command, env=environment() | paths, check=False).returncode != 0:
        raise Failure("PowerShell could not make the shortcut.")


def _make_folder(folder: Path, made: list[Path]) -> None:
    """Make a folder and those above it, remembering only the ones that were not there."""
    if folder.is_dir():
        return
    _make_folder(folder.parent, made)
    folder.mkdir()
    made.append(folder)


def _remember(made: list[Path]) -> None:
    """Write down what was put there, the list itself and its folder included."""
    folders: list[Path] = []
    _make_folder(_list_file().parent, folders)
    everything = [*made, *folders, _list_file()]
    _list_file().write_text(json.dumps([str(path) for path in everything], indent=2), "utf-8")


def _remove(path: Path) -> None:
    """Remove one file, or one folder if nothing else has been put into it."""
    if path.is_dir() and not path.is_symlink():
        try:
            path.rmdir()
        except OSError:
            say(f"  kept, as it is no longer empty: {path}")
    else:
        path.unlink(missing_ok=True)
