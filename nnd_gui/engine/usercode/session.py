"""The folder of one child process: its copy of the file, what it is told, what it leaves behind."""

from __future__ import annotations

import contextlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.child.settings import Settings
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.scratch import SESSION_PREFIX, Scratch, copy_project

__all__ = ["Session"]

# Share of the time for setting up that a statement gets which may not be needed after all.
_SOFT_SHARE = 0.25


class Session:
    """A folder that is made when it is needed, and taken away at the end.

    Parameters
    ----------
    file : pathlib.Path
        The person's file.
    text : str
        The program text that is run for it.
    limits : Limits
    """

    def __init__(self, file: Path, text: str, limits: Limits) -> None:
        self._file, self._text, self._limits = file, text, limits
        self._folder: Path | None = None
        self._scratch: Scratch | None = None
        self._output = ""

    @property
    def folder(self) -> Path:
        """The folder, once it is prepared."""
        assert self._folder is not None
        return self._folder

    def prepare(self) -> Iterator[None]:
        """Make the folder, copy the file with its neighbours, and say what the child may do.

        Raises
        ------
        CheckFailure
            If the file is not there, or cannot be read.
        """
        self._folder = Path(tempfile.mkdtemp(prefix=SESSION_PREFIX)).resolve()
        for name in ("work", "home", "tmp"):
            (self._folder / name).mkdir()
        try:
            for found in copy_project(self._file, self._folder / "work", self._text):
                self._scratch = found
                yield
        except FileNotFoundError as error:
            raise CheckFailure(
                "missing-file", "There is no file “{name}”.", name=self._file.name
            ) from error
        except OSError as error:
            raise CheckFailure(
                "bad-input",
                "“{name}” cannot be read: {reason}.",
                name=self._file.name,
                reason=error.strerror or str(error),
            ) from error
        assert self._scratch is not None
        settings = json.dumps(self._settings(self._scratch))
        (self._folder / "settings.json").write_text(settings, encoding="utf-8")

    def is_file(self, copy: Path) -> bool:
        """Whether a path is that of the copy of the person's file."""
        return self._scratch is not None and copy == self._scratch.file

    def output(self) -> str:
        """The last lines that the person's code printed, also after the end."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._output = (self._folder / "output").read_bytes().decode("utf-8", "replace")
        return self._output

    def close(self) -> None:
        """Take the folder away."""
        if self._folder is not None:
            self.output()
            shutil.rmtree(self._folder, ignore_errors=True)
            self._folder = None

    def _settings(self, scratch: Scratch) -> dict[str, Any]:
        limits = self._limits
        return Settings(
            folder=str(scratch.file.parent),
            file=str(scratch.file),
            roots=[str(root) for root in scratch.roots],
            original=str(scratch.original),
            inside=str(self.folder / "work"),
            package=scratch.package,
            memory_bytes=limits.memory_mb * 1024 * 1024,
            file_bytes=limits.file_mb * 1024 * 1024,
            soft_seconds=limits.import_seconds * _SOFT_SHARE,
            import_seconds=limits.import_seconds,
            evaluation_seconds=limits.evaluation_seconds,
        )._asdict()
