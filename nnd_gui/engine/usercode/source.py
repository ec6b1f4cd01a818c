"""A person's file read, not run: program text, syntax tree, or what keeps it from having one."""

from __future__ import annotations

import ast
import codecs
import hashlib
import io
import tokenize
import warnings
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from nnd_gui.engine.usercode.magics import without_magics
from nnd_gui.engine.usercode.notebook import NotebookError, code_cells
from nnd_gui.engine.usercode.places import Places
from nnd_gui.engine.usercode.python2 import python2_line

__all__ = ["MAX_BYTES", "Source", "SourceNote", "SourceProblem", "read_source", "source_of"]

# Notebooks carry their pictures with them; what is larger is not somebody's source.
MAX_BYTES = 64 * 1024 * 1024
# What a parser says of a text that stops in the middle: a save that is not finished.
_UNFINISHED = ("was never closed", "unexpected EOF", "unterminated", "expected an indented block")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """A sentence about how a file was read, and the line that it is about."""

    template: str
    values: dict[str, object] = field(default_factory=dict)
    line: int | None = None

    def __str__(self) -> str:
        return self.template.format(**self.values) if self.values else self.template


@dataclass(frozen=True, slots=True)
class SourceProblem(SourceNote):
    """Why a file cannot be read as a program.

    Parameters
    ----------
    template, values, line
        As for `SourceNote`.
    kind : str
        One of the report's failure kinds.
    unfinished : bool
        Whether it looks like a file that is being written: worth another look in a moment.
    """

    kind: str = "syntax-error"
    unfinished: bool = False


@dataclass(frozen=True)
class Source:
    """What a person's file says.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    text : str
        The program: for a notebook its code cells one under the other. This is what the
        child process runs, so that line numbers are those of this text.
    places : Places
        Which line of the file a line of the text is.
    tree : ast.Module or None
        Syntax tree of the text; None where there is a `problem`.
    problem : SourceProblem or None
        Why it cannot be read.
    notes : tuple of SourceNote
        What was left out, such as a cell that cannot be read.
    """

    path: Path
    text: str
    places: Places
    tree: ast.Module | None = None
    problem: SourceProblem | None = None
    notes: tuple[SourceNote, ...] = ()

    @cached_property
    def digest(self) -> str:
        """Fingerprint of the text: the same for a save that changed nothing."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    def place(self, line: int) -> str:
        """``"name.py:12"`` or ``"cell 3, line 4"`` for a line of the text."""
        return self.places.place(line)


def read_source(path: Path) -> Source:
    """Read a ``.py`` or ``.ipynb`` file. Nothing of it is run, and nothing is raised.

    Parameters
    ----------
    path : pathlib.Path
        The file. Its name decides whether it is a notebook.

    Returns
    -------
    Source
        With a tree, or with the problem that says why there is none.
    """
    places = Places(path.name)
    try:
        if path.stat().st_size > MAX_BYTES:
            return _failed(path, "bad-input", "“{name}” is too large to be a program.")
        raw = path.read_bytes()
    except FileNotFoundError:
        return _failed(path, "missing-file", "There is no file “{name}”.")
    except OSError as error:
        reason = error.strerror or str(error)
        problem = SourceProblem(
            "“{name}” cannot be read: {reason}.",
            {"name": path.name, "reason": reason},
            kind="bad-input",
        )
        return Source(path, "", places, problem=problem)
    text = _decoded(raw)
    if text is None:
        return _failed(path, "bad-input", "“{name}” is not a text file.")
    if not text.strip():
        return _failed(path, "syntax-error", "“{name}” is empty.", unfinished=True)
    return source_of(path, text)


def source_of(path: Path, text: str) -> Source:
    """Read the text of a file: `read_source` for a text that is at hand."""
    if path.suffix.lower() == ".ipynb":
        return _of_notebook(path, text)
    return _of_file(path, text)


def _of_file(path: Path, text: str) -> Source:
    places = Places(path.name)
    tree, error = _parsed(text, path.name)
    if tree is None or "get_ipython" in text:
        # Exported from a notebook, or copied from one: its magics may be all that is wrong.
        plain = without_magics(text)
        again, _ = _parsed(plain, path.name)
        if again is not None:
            return Source(path, plain, places, again)
    if tree is not None or error is None:
        return Source(path, text, places, tree)
    return Source(path, text, places, problem=_problem(text, error, places))


def _of_notebook(path: Path, text: str) -> Source:
    try:
        cells = code_cells(text)
    except NotebookError:
        half = not text.rstrip().endswith("}")
        return _failed(
            path, "bad-input", "“{name}” is not a notebook, or only half of one.", unfinished=half
        )
    plain = [cell if _parsed(cell)[0] is not None else without_magics(cell) for cell in cells]
    starts, line = [], 1
    for cell in plain:
        starts.append(line)
        line += cell.count("\n") + 1
    places = Places(path.name, tuple(starts) or (1,))
    whole = "\n".join(plain)
    tree, error = _parsed(whole, path.name)
    if tree is not None or error is None:
        return Source(path, whole, places, tree)
    # One unfinished cell does not hide the others.
    notes, kept = [], []
    for number, cell in enumerate(plain, start=1):
        _, wrong = _parsed(cell)
        if wrong is None:
            kept.append(cell)
            continue
        kept.append("\n" * cell.count("\n"))
        at = starts[number - 1] + (getattr(wrong, "lineno", None) or 1) - 1
        found = _problem(cell, wrong, places)
        notes.append(
            SourceNote(
                "{where} cannot be read, so the cell is left out: {why}",
                {"where": places.place(at), "why": found},
                at,
            )
        )
    rest = "\n".join(kept)
    tree, _ = _parsed(rest, path.name)
    if tree is None or not tree.body:
        return Source(path, whole, places, problem=_problem(whole, error, places))
    return Source(path, rest, places, tree, notes=tuple(notes))


def _failed(path: Path, kind: str, template: str, *, unfinished: bool = False) -> Source:
    problem = SourceProblem(template, {"name": path.name}, kind=kind, unfinished=unfinished)
    return Source(path, "", Places(path.name), problem=problem)


def _parsed(text: str, name: str = "<cell>") -> tuple[ast.Module | None, Exception | None]:
    """Syntax tree of a text that can be compiled too, or what Python says against it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # "\d" in somebody's string is not our affair
        try:
            tree = ast.parse(text, name)
            compile(tree, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return None, error
    return tree, None


def _problem(text: str, error: Exception, places: Places) -> SourceProblem:
    line = getattr(error, "lineno", None)
    if (old := python2_line(text, line)) is not None:
        at, instead = old
        return SourceProblem(
            "{where} is Python 2, which Python 3 cannot run. There it is written {instead}.",
            {"where": places.place(at), "instead": instead},
            at,
        )
    if not isinstance(error, SyntaxError) or line is None:
        return SourceProblem("The file cannot be read: {why}.", {"why": str(error)})
    where = places.place(line)
    if isinstance(error, TabError):
        return SourceProblem(
            "{where} is indented with tabs where the lines around it have spaces, or the "
            "other way round. Use one of them.",
            {"where": where},
            line,
        )
    said = error.msg or "invalid syntax"
    shown = (error.text or "").strip()
    template = "{where} cannot be read: {why}."
    if shown:
        template = "{where} cannot be read: {why}, in “{shown}”."
    last = line >= text.rstrip().count("\n") + 1
    unfinished = last or any(mark in said for mark in _UNFINISHED)
    return SourceProblem(
        template,
        {"where": where, "why": said.rstrip("."), "shown": shown},
        line,
        unfinished=unfinished,
    )


def _decoded(raw: bytes) -> str | None:
    """Text of a file: as it declares itself, else as UTF-8, else as Windows' western page."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")):
        if raw.startswith(mark):
            return _lines(raw.decode(name, "replace"))
    if b"\0" in raw:
        return None
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
        return _lines(raw.decode(encoding))
    except (SyntaxError, UnicodeDecodeError, LookupError):
        # A wrong cookie, or an editor of another age: the comments may look odd, the code not.
        return _lines(raw.decode("cp1252", "replace"))


def _lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
