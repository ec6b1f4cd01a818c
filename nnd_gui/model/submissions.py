"""The submissions in a folder or a zip, as course systems hand them out."""

from __future__ import annotations

import ast
import re
import shutil
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.person_target import PERSON_SUFFIXES

__all__ = ["Submission", "each_submission", "find_submissions", "is_many", "is_skipped", "unpacked"]

# What is nobody's submission, wherever it lies.
_SKIPPED = {
    "__MACOSX", "__pycache__", "node_modules", "site-packages", "dist-packages", "venv", "env",
    "virtualenv",
}  # fmt: skip
# Moodle's "Ada Lovelace_1234_assignsubmission_file_", Canvas's "lovelaceada_1234_5678_net.py".
_MOODLE = re.compile(r"(?P<name>.+?)_\d+_assignsubmission_\w+?_?")
_CANVAS = re.compile(r"(?P<name>[^\W\d_]+?)(_LATE|_late)?_\d+_\d+_.+")
# What a zip may unpack to.
_MOST_FILES, _MOST_BYTES = 20_000, 2_000_000_000


@dataclass(frozen=True, slots=True)
class Submission:
    """What one person handed in.

    Parameters
    ----------
    path : Path
        The file that is checked.
    name : str
        Its place in the folder, with ``/`` on every system.
    student : str
        Whose it is, as far as the path tells; the name of the file where it does not.
    """

    path: Path
    name: str
    student: str


def is_many(path: Path) -> bool:
    """Whether a target stands for many files: a folder or a zip."""
    return path.is_dir() or path.suffix.lower() == ".zip"


def unpacked(archive: Path, into: Path) -> Path:
    """Unpack a zip into an empty folder, and the zips of single submissions inside it.

    Raises
    ------
    CheckFailure
        ``missing-file``, or ``bad-input`` where it is no zip, or one that would not fit.
    """
    if not archive.exists():
        raise CheckFailure("missing-file", "There is no file “{file}”.", file=archive.name)
    try:
        _unpack(archive, into)
        for inner in sorted(into.rglob("*.zip")):
            if inner.is_file() and not is_skipped(inner.relative_to(into)):
                _unpack(inner, inner.with_suffix(""))
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError) as problem:
        raise CheckFailure(
            "bad-input", "“{file}” cannot be unpacked: {reason}.", file=archive.name, reason=problem
        ) from None
    return into


def find_submissions(folder: Path) -> list[Submission]:
    """Every submission below a folder, in the order of their names.

    A file is a submission where it holds something that can be checked, and so is one that
    cannot be read: that is found out when it is checked, and told in its row. Files of one
    sub-folder of which one imports the others are one submission. A folder whose files hold
    nothing to check has its first one as its row.
    """
    return list(each_submission(folder))


def each_submission(folder: Path) -> Iterator[Submission]:
    """The same, one by one: there may be hundreds, and each is read to be found."""
    for inside, files in sorted(_by_folder(folder).items()):
        for path in _own(files, together=inside != folder):
            name = path.relative_to(folder).as_posix()
            yield Submission(path, name, _student(PurePosixPath(name)))


def _by_folder(folder: Path) -> dict[Path, list[Path]]:
    files: dict[Path, list[Path]] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in PERSON_SUFFIXES or not path.is_file():
            continue
        if not is_skipped(path.relative_to(folder)):
            files.setdefault(path.parent, []).append(path)
    return files


def is_skipped(inside: Path) -> bool:
    """Whether something is nobody's work: hidden, an environment, or made by a program."""
    parts = inside.parts
    return any(part.startswith(".") or part in _SKIPPED for part in parts)


def _own(files: list[Path], *, together: bool) -> Iterator[Path]:
    """Files of one folder that are checked, each a submission."""
    if len(files) == 1:
        yield files[0]
        return
    if not together:
        for path in files:
            source = read_source(path)
            if source.problem or find_candidates(source):
                yield path
        return
    sources = {path: read_source(path) for path in files}
    scores = {
        path: max((one.score for one in find_candidates(source)), default=None)
        for path, source in sources.items()
    }
    checkable = [path for path in files if scores[path] is not None or sources[path].problem]
    imported = {
        name for source in sources.values() if source.tree for name in _imports(source.tree)
    }
    # The one that the others only serve: it imports them, and none of them imports it.
    leading = [path for path in checkable if path.stem not in imported]
    if imported & {path.stem for path in files} and leading:
        yield max(leading, key=lambda path: scores[path] or 0)
    elif checkable:
        yield from checkable
    else:
        yield files[0]


def _imports(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def _student(path: PurePosixPath) -> str:
    for part in path.parts[:-1]:
        moodle = _MOODLE.fullmatch(part)
        if moodle is not None:
            return moodle["name"].strip()
    canvas = _CANVAS.fullmatch(path.name)
    if canvas is not None:
        return canvas["name"]
    # Else the outermost folder, which course systems name after the student.
    return path.parts[0] if len(path.parts) > 1 else path.stem


def _unpack(archive: Path, into: Path) -> None:
    with zipfile.ZipFile(archive) as packed:
        entries = [entry for entry in packed.infolist() if not entry.is_dir()]
        size = sum(entry.file_size for entry in entries)
        if len(entries) > _MOST_FILES or size > _MOST_BYTES:
            raise zipfile.BadZipFile("it unpacks to more than a computer should take")
        for entry in entries:
            inside = PurePosixPath(entry.filename.replace("\\", "/"))
            # Nothing may land outside, whatever its name says.
            if inside.is_absolute() or ".." in inside.parts or ":" in inside.parts[0]:
                continue
            target = into.joinpath(*inside.parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            with packed.open(entry) as read, target.open("wb") as write:
                shutil.copyfileobj(read, write)
