"""Results that are kept, so that only what has changed is checked again.

One readable JSON file for each submission, in the user's cache and not beside the hand-ins:
these may lie in a zip, on a share that cannot be written, or in a folder that is handed back.
Its name says all that the result depends on: the files' contents, the choices, the program.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from nnd_gui import __version__
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.folder.record import Record, record_from, record_json
from nnd_gui.model.spec_codec import write_spec
from nnd_gui.model.submissions import Submission, is_skipped
from nnd_gui.model.words import chosen_language, tr

__all__ = ["FolderCache", "cache_folder"]

# Another computer, or a quieter one, may come to another end: these are tried again.
_PASSING = frozenset(
    ["time-out", "crashed", "too-much-memory", "not-trusted", "missing-file", "missing-module",
     "import-failed"]
)  # fmt: skip
_MOST_FILES = 5_000
_LARGEST_BYTES = 20_000_000
# Of a larger file beside a submission, its size and time stand for its contents.
_LARGE_BYTES = 4_000_000
_MOST_NEIGHBOURS = 2_000


def cache_folder() -> Path:
    """Where the user's system keeps what can be made again."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home()) / "gradient-checker" / "folders"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / "gradient-checker" / "folders"
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "gradient-checker" / "folders"


class FolderCache:
    """Results of submissions, by all that they depend on.

    Whatever is wrong with its files, the worst that happens is that something is checked
    again.

    Parameters
    ----------
    submissions : sequence of Submission
        Of one folder: what lies beside one and is no other one belongs to it.
    folder : Path, optional
        Where results are kept; `cache_folder` when left out.
    """

    def __init__(self, submissions: Sequence[Submission], folder: Path | None = None) -> None:
        self._folder = cache_folder() if folder is None else folder
        self._others = {submission.path for submission in submissions}
        self._folders = {parent for path in self._others for parent in path.parents}
        self._program = _program()
        self._beside: dict[Path, list[Path]] = {}
        self._digests: dict[tuple[str, int, int], str] = {}

    def key(self, spec: ExperimentSpec, also: str = "") -> str:
        """What all that a result depends on comes to.

        Parameters
        ----------
        spec : ExperimentSpec
            What is checked.
        also : str
            What else matters, as the reference that it is compared with.
        """
        file = spec.subject
        if not isinstance(file, PersonFile):
            raise TypeError("only files are kept")
        told = json.dumps(write_spec(replace(spec, subject=file)), sort_keys=True)
        folder = json.dumps(str(file.path.parent))[1:-1]  # it may lie elsewhere next time
        weights = "" if file.kept is None else _numbers(file.kept.arrays)
        parts = [
            self._program,
            chosen_language(),  # of the sentences
            told.replace(folder, ""),
            weights,
            also,
            *self._contents(file.path),
        ]
        return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def content(self, path: Path) -> str:
        """What a file, and what lies beside it, comes to."""
        return " ".join(self._contents(path))

    def read(self, key: str, submission: Submission) -> Record | None:
        """What was kept; None where nothing was, or it cannot be read."""
        file = self._folder / f"{key}.json"
        try:
            if file.stat().st_size > _LARGEST_BYTES:
                return None
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            return None
        record = record_from(found, submission)
        if record is not None:
            with contextlib.suppress(OSError):
                os.utime(file)  # what is still used is not what is thrown away
        return record

    def write(self, key: str, record: Record) -> None:
        """Keep a result, unless it may come out otherwise next time."""
        if record.row.failure in _PASSING or not (record.row.verdict or record.row.failure):
            return
        with contextlib.suppress(OSError, ValueError):
            text = json.dumps(record_json(record), ensure_ascii=False, allow_nan=False, indent=1)
            self._folder.mkdir(parents=True, exist_ok=True)
            # Written beside and moved: two programs may do so at once.
            number, name = tempfile.mkstemp(suffix=".part", dir=self._folder)
            try:
                with os.fdopen(number, "w", encoding="utf-8") as file:
                    file.write(text)
                Path(name).replace(self._folder / f"{key}.json")
            except BaseException:
                Path(name).unlink(missing_ok=True)
                raise

    def tidy(self) -> None:
        """Throw away what was not used for the longest time, where there is too much."""
        with contextlib.suppress(OSError):
            files = [(entry.stat().st_mtime, entry) for entry in self._folder.iterdir()]
            for _, file in sorted(files, key=lambda one: one[0])[
                : max(len(files) - _MOST_FILES, 0)
            ]:
                file.unlink(missing_ok=True)

    def _contents(self, path: Path) -> Iterator[str]:
        """The file, and what lies beside it that it may use and that is no other's."""
        yield f"{path.name} {self._digest(path)}"
        beside = self._neighbours(path)
        code = [file for file in beside if file.suffix == ".py"]
        texts = [_bytes(file) for file in (path, *code)]
        for file in beside:
            # A table of results that is written here again and again is nobody's data.
            named = any(file.stem.encode() in text for text in texts)
            if file.suffix == ".py" or named:
                yield f"{file.relative_to(path.parent).as_posix()} {self._digest(file)}"

    def _neighbours(self, path: Path) -> list[Path]:
        if path.parent in self._beside:
            return self._beside[path.parent]
        found: list[Path] = []
        for folder, inner, files in os.walk(path.parent):
            here = Path(folder)
            inner[:] = [
                name for name in inner
                if not is_skipped(Path(name)) and not self._is_of_another(here / name)
            ]  # fmt: skip
            found += [here / name for name in files if here / name not in self._others]
            if len(found) > _MOST_NEIGHBOURS:
                break
        self._beside[path.parent] = sorted(found)[:_MOST_NEIGHBOURS]
        return self._beside[path.parent]

    def _is_of_another(self, folder: Path) -> bool:
        """Whether a folder has a submission in it, which is not its neighbour's business."""
        return folder in self._folders

    def _digest(self, path: Path) -> str:
        try:
            found = path.stat()
            if found.st_size > _LARGE_BYTES:
                return f"{found.st_size} {found.st_mtime_ns}"
            known = (str(path), found.st_size, found.st_mtime_ns)
            if known not in self._digests:
                self._digests[known] = hashlib.sha256(path.read_bytes()).hexdigest()
            return self._digests[known]
        except OSError:
            return "unreadable"


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes() if path.stat().st_size <= _LARGE_BYTES else b""
    except OSError:
        return b""


def _numbers(arrays: Any) -> str:
    parts = hashlib.sha256()
    for name in sorted(arrays):
        parts.update(f"{name} {arrays[name].shape} {arrays[name].dtype}".encode())
        parts.update(np.ascontiguousarray(arrays[name]).tobytes())
    return parts.hexdigest()


def _program() -> str:
    """What of the program a result depends on: its version, its code, its language."""
    code = hashlib.sha256()
    root = Path(__file__).parents[2]
    for file in sorted([*(root / "engine").rglob("*.py"), *(root / "model").rglob("*.py")]):
        with contextlib.suppress(OSError):
            found = file.stat()
            code.update(f"{file.name} {found.st_size} {found.st_mtime_ns}".encode())
    parts = (__version__, sys.version, np.__version__, code.hexdigest(), tr("agree"))
    return " ".join(parts)
