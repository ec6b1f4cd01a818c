"""What the person has chosen of the program itself, kept in one readable file."""

from __future__ import annotations

import contextlib
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from nnd_gui.model.picture_size import FORMS, PictureChoice
from nnd_gui.model.small_file import read_small_file, write_small_file
from nnd_gui.model.words import LANGUAGES

__all__ = ["Settings", "SettingsFile"]

_LARGEST_BYTES = 100_000
_NAMES = ("system", "light", "dark", "high-contrast")
_SPOKEN = ("system", *LANGUAGES)
# Where earlier versions kept one of them.
_EDITOR = "editor.json"
_LONGEST = 4_096
_LARGEST_PLACE = 100_000


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings, few as they are.

    Parameters
    ----------
    theme : str
        ``"system"``, ``"light"``, ``"dark"`` or ``"high-contrast"``.
    text_size : float
        Enlargement of text and controls; 1 is the usual size, that of the system.
    window : tuple of int, optional
        Left, top, width and height of the window when it was closed, in pixels that do not
        depend on the screen's density.
    maximised : bool
        Whether it filled its screen.
    language : str
        ``"system"``, or one of `nnd_gui.model.words.LANGUAGES`.
    editor : str
        The command or name of the editor for a person's code; empty for whatever is found.
    folder : str
        Where something was exported last; empty where nothing was.
    picture : PictureChoice
        As what a picture was exported last, and how large.
    """

    theme: str = "system"
    text_size: float = 1.0
    window: tuple[int, int, int, int] | None = None
    maximised: bool = False
    language: str = "system"
    editor: str = ""
    folder: str = ""
    picture: PictureChoice = field(default_factory=PictureChoice)


class SettingsFile:
    """The settings and their file, which may be lost, damaged or not writable.

    Parameters
    ----------
    file : pathlib.Path
        Where they are kept. What cannot be read of it is as if it had never been chosen, and
        what is not known is kept: another version of the program may know it.

    Attributes
    ----------
    put_aside : pathlib.Path or None
        Where a file that could not be read was put, for whoever wants to mend it.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self.put_aside = _put_aside(file)
        self._settings = _settings(_with_editor(file, _read(file)))

    @property
    def settings(self) -> Settings:
        """What is chosen now."""
        return self._settings

    def change(self, **changes: Any) -> None:
        """Choose, and write it down at once."""
        changed = replace(self._settings, **changes)
        if changed != self._settings:
            self._settings = changed
            self._write()

    def reset(self) -> None:
        """Go back to what the program begins with."""
        self._settings = Settings()
        with contextlib.suppress(OSError):
            self._file.unlink(missing_ok=True)
            self._file.with_name(_EDITOR).unlink(missing_ok=True)

    def _write(self) -> None:
        chosen = {field.name: getattr(self._settings, field.name) for field in fields(Settings)}
        values = _read(self._file) | chosen
        write_small_file(self._file, {key: _plain(x) for key, x in values.items()})


def _plain(value: Any) -> Any:
    if isinstance(value, PictureChoice):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value


def _put_aside(file: Path) -> Path | None:
    """Keep a file that is none of ours, or torn: the next change would write over it."""
    try:
        content = file.read_bytes() if file.stat().st_size <= _LARGEST_BYTES else None
        if content is not None and (not content.strip() or _read(file) or content.strip() == b"{}"):
            return None
        aside = file.with_name(f"{file.stem}.damaged{file.suffix}")
        file.replace(aside)
    except OSError:
        return None
    return aside


def _with_editor(file: Path, found: dict[str, Any]) -> dict[str, Any]:
    """Take over the editor that earlier versions kept in a file of its own."""
    before = file.with_name(_EDITOR)
    if "editor" in found:
        return found
    return {**found, "editor": _read(before).get("editor")}


def _read(file: Path) -> dict[str, Any]:
    return read_small_file(file, _LARGEST_BYTES)


def _settings(found: dict[str, Any]) -> Settings:
    """The settings that can be read of a file, one by one."""
    usual = Settings()
    theme, language = found.get("theme"), found.get("language")
    return Settings(
        theme=theme if theme in _NAMES else usual.theme,
        language=language if language in _SPOKEN else usual.language,
        text_size=_size(found.get("text_size"), usual.text_size),
        window=_window(found.get("window")),
        maximised=found.get("maximised") is True,
        editor=_text(found.get("editor")),
        folder=_text(found.get("folder")),
        picture=_picture(found.get("picture")),
    )


def _picture(value: Any) -> PictureChoice:
    usual = PictureChoice()
    if not isinstance(value, dict):
        return usual
    form, width = value.get("form"), value.get("width")
    return PictureChoice(
        form=form if form in FORMS else usual.form,
        scale=_size(value.get("scale"), usual.scale),
        width=width if type(width) is int and 0 <= width <= _LARGEST_PLACE else usual.width,
    )


def _text(value: Any) -> str:
    """One line that can be a command or a path; empty where it cannot."""
    fits = isinstance(value, str) and len(value) <= _LONGEST and value.isprintable()
    return value if fits else ""


def _window(value: Any) -> tuple[int, int, int, int] | None:
    if not isinstance(value, list) or len(value) != 4:
        return None
    if not all(type(x) is int and abs(x) <= _LARGEST_PLACE for x in value):
        return None
    left, top, width, height = value
    return (left, top, width, height) if width > 0 and height > 0 else None


def _size(value: Any, usual: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return usual
    return float(value) if 0.1 <= value <= 10 else usual
