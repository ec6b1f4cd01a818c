"""The program's version, from pyproject.toml, and how Windows shows it in a file's properties."""

from __future__ import annotations

import tomllib
from pathlib import Path

__all__ = ["VERSION", "write_version_file"]

_PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
VERSION: str = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))["project"]["version"]

# PyInstaller evaluates this text; 040904B0 is U.S. English in Unicode.
_TEMPLATE = """VSVersionInfo(
  ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}, mask=0x3F, flags=0x0, OS=0x40004,
                    fileType=0x1, subtype=0x0, date=(0, 0)),
  kids=[
    StringFileInfo([StringTable("040904B0", [
      StringStruct("FileDescription", "Gradient Checker"),
      StringStruct("FileVersion", "{version}"),
      StringStruct("InternalName", "gradient-checker"),
      StringStruct("OriginalFilename", "gradient-checker.exe"),
      StringStruct("ProductName", "Gradient Checker"),
      StringStruct("ProductVersion", "{version}"),
    ])]),
    VarFileInfo([VarStruct("Translation", [1033, 1200])]),
  ],
)
"""


def write_version_file(folder: Path) -> Path:
    """Write the version information that PyInstaller puts into a Windows program.

    Parameters
    ----------
    folder : Path
        Where to write it; made if it is missing.

    Returns
    -------
    Path
        The file.
    """
    numbers = (*(int(part) for part in VERSION.split(".")), 0)
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "version_information.txt"
    file.write_text(_TEMPLATE.format(numbers=numbers, version=VERSION), encoding="utf-8")
    return file
