"""How a child process ended, in a sentence."""

from __future__ import annotations

import json
import signal
from dataclasses import dataclass
from pathlib import Path

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.told import Place, called_function, last_own_line

__all__ = ["Ending", "failure_of"]

# The child's word for a Python that cannot run it: see child/main.py.
_TOO_OLD = 86
_GROUPED = 1_000_000


@dataclass(frozen=True, slots=True)
class Ending:
    """What is known of an end.

    Parameters
    ----------
    code : int or None
        Exit code; negative for a signal.
    began : bool
        Whether the child had said that it is there.
    set_up : bool
        Whether the file had been set up.
    too_slow : float or None
        The limit that was passed, where that is why it was ended.
    session : pathlib.Path
        Folder with what it left behind.
    python : str
        The interpreter.
    """

    code: int | None
    began: bool
    set_up: bool
    too_slow: float | None
    session: Path
    python: str


def failure_of(ending: Ending, limits: Limits, place: Place) -> CheckFailure:
    """Say why a child ended that was not asked to.

    Parameters
    ----------
    ending : Ending
    limits : Limits
    place : callable
        File and line to what is said of them.
    """
    trace, work = _read(ending.session / "trace"), ending.session / "work"
    spot = last_own_line(trace, work)
    where = None if spot is None else place(*spot)
    if _memory(ending.session) is not None:
        return _too_much_memory(limits, where)
    if ending.too_slow is not None:
        return _too_slow(ending, where, called_function(trace, work))
    if not ending.began:
        return _never_began(ending)
    return _crashed(ending.code, where)


def _too_much_memory(limits: Limits, where: str | None) -> CheckFailure:
    if where is None:
        return CheckFailure(
            "too-much-memory",
            "The file's code took more than {limit:,} MB of memory, and was ended. Does "
            "something grow without end? Else check on fewer samples, or a smaller network.",
            limit=limits.memory_mb,
        )
    return CheckFailure(
        "too-much-memory",
        "At {where} the file's code had taken more than {limit:,} MB of memory, and was ended. "
        "Does something grow without end? Else check on fewer samples, or a smaller network.",
        where=where,
        limit=limits.memory_mb,
    ).at(where)


def _too_slow(ending: Ending, where: str | None, function: str | None) -> CheckFailure:
    seconds = ending.too_slow
    if not ending.began:
        return CheckFailure(
            "time-out",
            "The Python that was chosen ({python}) had not started after {seconds:g} s.",
            python=ending.python,
            seconds=seconds,
        )
    if not ending.set_up and where is not None and function is not None:
        return CheckFailure(
            "time-out",
            "{where} was still running after {seconds:g} s, when {function} was called. Is it an "
            "endless loop? Else check on fewer samples, or allow more time.",
            where=where,
            seconds=seconds,
            function=function,
        ).at(where)
    if not ending.set_up:
        template = (
            "The file had not been set up after {seconds:g} s. Is there an endless loop, or "
            "a long training, that runs when it is imported?"
        )
        if where is not None:
            template = (
                "{where} was still running after {seconds:g} s, while the file was being set "
                "up. Is it an endless loop? A long training belongs into a function."
            )
    else:
        template = (
            "One evaluation of the cost or the gradient had not finished after {seconds:g} "
            "s. Is there an endless loop? Else check on fewer samples, or allow more time."
        )
        if where is not None:
            template = (
                "{where} was still running after {seconds:g} s, in one evaluation of the "
                "cost or the gradient. Is it an endless loop? Else check on fewer samples, or "
                "allow more time."
            )
    if where is None:
        return CheckFailure("time-out", template, seconds=seconds)
    return CheckFailure("time-out", template, where=where, seconds=seconds).at(where)


def _never_began(ending: Ending) -> CheckFailure:
    said = _last_line(_read(ending.session / "stderr"))
    if ending.code == _TOO_OLD:
        return CheckFailure(
            "import-failed",
            "The Python that was chosen is {version}; it must be 3.8 or newer ({python}).",
            version=said.removeprefix("Python "),
            python=ending.python,
        )
    if "No module named" in said and "numpy" in said:
        return CheckFailure(
            "missing-module",
            "The Python that was chosen has no NumPy, without which nothing can be checked "
            "({python}). Install it there, or choose another.",
            python=ending.python,
        )
    if said:
        return CheckFailure(
            "crashed",
            "The Python that was chosen did not start ({python}): {text}",
            python=ending.python,
            text=said,
        )
    return CheckFailure(
        "crashed",
        "The Python that was chosen did not start ({python}): it ended with {code}",
        python=ending.python,
        code=ending.code,
    )


def _crashed(code: int | None, where: str | None) -> CheckFailure:
    name = _signal_name(code)
    killed = code is not None and code == -getattr(signal, "SIGKILL", 9)
    if name is None:
        template = "The file's code ended its own process, with exit code {code}."
        if where is not None:
            template = "{where} ended the process that runs the file, with exit code {code}."
    elif killed:
        template = (
            "The process that runs the file was killed from outside or by itself ({name}). Has the "
            "computer run out of memory?"
        )
    elif where is None:
        template = (
            "The Python that runs the file crashed ({name}). A library that is not written in "
            "Python may be at fault, or a recursion without an end."
        )
    else:
        template = (
            "At {where} the Python that runs the file crashed ({name}). A library that is not "
            "written in Python may be at fault, or a recursion without an end."
        )
    values: dict[str, object] = {"name": name} if name is not None else {"code": code}
    if where is not None and "{where}" in template:
        values["where"] = where
    return CheckFailure("crashed", template, **values).at(where)


def _signal_name(code: int | None) -> str | None:
    if code is None or code >= 0:
        return None
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _memory(session: Path) -> int | None:
    try:
        return int(json.loads(_read(session / "fate"))["memory"])
    except (ValueError, KeyError, TypeError):
        return None


def _read(file: Path) -> str:
    try:
        with file.open("rb") as opened:
            return opened.read(_GROUPED).decode("utf-8", "replace")
    except OSError:
        return ""


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:500] if lines else ""
