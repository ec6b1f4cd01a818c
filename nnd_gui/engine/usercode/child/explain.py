"""An exception of a person's code -> what went wrong, on which line, with which shapes."""

from __future__ import annotations

import os
import traceback
from types import FrameType, TracebackType
from typing import Any, NamedTuple

from .guard import EndedItself
from .imports import SPACE
from .patience import TookTooLong
from .problem import Problem
from .shapes import Texts, shapes_on_line
from .stretched import stretched

__all__ = ["Explainer", "Told"]

_LONGEST = 300


class Told(NamedTuple):
    """A failure: a template that may say ``{where}``, and the line that it means."""

    kind: str
    template: str
    values: "dict[str, Any]"
    file: "str | None" = None
    line: "int | None" = None

    def header(self) -> "dict[str, Any]":
        """As it goes through the pipe."""
        return {"kind": "failed", "failure": dict(self._asdict(), kind=self.kind)}


class _Spot(NamedTuple):
    file: str
    line: int
    frame: FrameType
    in_module: bool


class Explainer:
    """Knows which files are the person's.

    Parameters
    ----------
    folder : str
        Everything in it is theirs.
    file, text : str
        The main file and the program text that is run for it.
    """

    def __init__(self, folder: str, file: str, text: str) -> None:
        self._inside = (folder + os.sep, os.path.realpath(folder) + os.sep)
        self._main = file
        self.texts = Texts(file, text)

    def is_own(self, file: str) -> bool:
        """Whether a file is the person's."""
        return file.startswith(self._inside)

    def told(self, error: BaseException) -> Told:
        """Say what an exception means."""
        spot = self._spot(error.__traceback__)
        if isinstance(error, Problem):
            return self._of_problem(error, spot)
        kept = self._why_missing(error, spot)
        if kept is not None and kept is not error:
            return self.told(kept)
        if isinstance(error, SyntaxError) and error.filename and self.is_own(error.filename):
            return Told(
                "syntax-error",
                "{where} cannot be read: {error}.",
                {"error": str(error.msg).rstrip(".")},
                error.filename,
                error.lineno or 1,
            )
        if isinstance(error, (SystemExit, EndedItself, KeyboardInterrupt)):
            return self._of_ending(error, spot)
        if spot is None:
            return Told(
                "user-exception", "The file's code stopped with {error}.", {"error": _said(error)}
            )
        return self._of_spot(error, spot)

    def _of_problem(self, problem: Problem, spot: "_Spot | None") -> Told:
        file = getattr(problem, "file", None)
        line = problem.line
        if line is not None:
            file = file or self._main
        elif spot is not None:
            file, line = spot.file, spot.line
        if line is None and "{where}" in problem.template:
            # The file alone: which line of it, nobody knows.
            values = dict(problem.values, where=os.path.basename(self._main))
            return Told(problem.kind, problem.template, values)
        return Told(problem.kind, problem.template, problem.values, file, line)

    def _of_ending(self, error: BaseException, spot: "_Spot | None") -> Told:
        call = error.call if isinstance(error, EndedItself) else "sys.exit"
        if isinstance(error, KeyboardInterrupt):
            call = "KeyboardInterrupt"
        if spot is None:
            return Told("crashed", "The file ends the program itself ({call}).", {"call": call})
        return Told(
            "crashed",
            "{where} ends the program itself ({call}). Take that line out, or put it under "
            'if __name__ == "__main__": where it is not run here.',
            {"call": call},
            spot.file,
            spot.line,
        )

    def _of_spot(self, error: BaseException, spot: _Spot) -> Told:
        kind, template = "user-exception", "{where} stopped with {error}."
        values: "dict[str, Any]" = {"error": _said(error)}
        if isinstance(error, MemoryError):
            kind = "too-much-memory"
            template = (
                "{where} asks for more memory than there is ({error}). Check on fewer samples, or "
                "a smaller network."
            )
        elif isinstance(error, TookTooLong):
            kind = "time-out"
            template = "{where} had not finished after {seconds:g} s, and was broken off."
            values = {"seconds": error.seconds}
        elif isinstance(error, ModuleNotFoundError) and error.name:
            kind = "missing-module"
            template = (
                "{where} imports “{module}”, which is neither beside the file nor installed in the "
                "Python that runs it. Choose a Python that has it, or install it there."
            )
            values = {"module": error.name}
        elif isinstance(error, FileNotFoundError) and error.filename is None:
            kind = "missing-file"
            template = (
                "{where} opens a file that is not there ({error}). Put it beside the file, or "
                "choose other data."
            )
        elif isinstance(error, FileNotFoundError):
            kind = "missing-file"
            template = (
                "{where} opens “{name}”, which is not there. Put it beside the file, or choose "
                "other data."
            )
            values = {"name": _name(error.filename)}
        elif isinstance(error, NotImplementedError):
            kind = "not-written-yet"
            template = "{where} is not written yet ({error})."
        else:
            if spot.in_module:
                kind = "import-failed"
            shapes = shapes_on_line(self.texts, spot.file, spot.line, spot.frame)
            if shapes:
                template = "{where} stopped with {error}. There, {shapes}."
                values["shapes"] = shapes
            met = stretched(spot.frame) if shapes else None
            if met is not None:
                template = (
                    "{where} stopped with {error}. There, {shapes}. The cause may be that “{row}” "
                    "has the shape ({count},) and “{column}” ({count}, 1): NumPy makes {count} by "
                    "{count} numbers of the two. {row}.reshape(-1, 1) is a column as well."
                )
                values.update(zip(("row", "column", "count"), met))
        return Told(kind, template, values, spot.file, spot.line)

    def _spot(self, trace: "TracebackType | None") -> "_Spot | None":
        """Innermost line of the person's, and whether it all began at the top of their file."""
        found = None
        for frame, line in traceback.walk_tb(trace):
            file = frame.f_code.co_filename
            if self.is_own(file):
                in_module = frame.f_code.co_name == "<module>" if found is None else found.in_module
                found = _Spot(file, line, frame, in_module)
        return found

    def _why_missing(self, error: BaseException, spot: "_Spot | None") -> "BaseException | None":
        """Why a name is not there that the file defines, or imports."""
        if spot is None:
            return None
        space = spot.frame.f_globals.get(SPACE)
        found = space.why_missing(error) if space is not None else None
        return found if isinstance(found, BaseException) else None


def _name(given: object) -> str:
    text = os.fsdecode(given) if isinstance(given, (str, bytes, os.PathLike)) else str(given)
    return os.path.basename(text) if os.path.isabs(text) else text


def _said(error: BaseException) -> str:
    try:
        text = str(error)
    except Exception:
        text = ""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    name = type(error).__name__
    return "%s: %s" % (name, text.rstrip(".")) if text else name
