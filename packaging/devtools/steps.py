"""Runs other programs: each command is printed, timed, and fails with one sentence."""

from __future__ import annotations

import shlex
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.paths import ROOT, environment

__all__ = ["Command", "Failure", "call", "duration", "say", "shown", "step", "works"]

# Program and arguments; never a line for a shell.
Command = Sequence[str | Path]

# How long a program may take to end by itself after Ctrl+C, before it is ended.
_PATIENCE_SECONDS = 10


class Failure(Exception):  # noqa: N818 - an error is a number in this program
    """An expected failure: its text is a sentence for the person, never a traceback.

    Parameters
    ----------
    sentence : str
        What happened and what to do about it.
    code : int, optional
        Exit code of ``dev.py``.
    """

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(text: str = "") -> None:
    """Print a line at once, so that it keeps its place among the lines of other programs."""
    print(text, flush=True)


def shown(command: Command) -> str:
    """Return a command as a person would type it, with paths relative to the checkout."""
    words = []
    for word in command:
        path = Path(word)
        if path.is_absolute() and path.is_relative_to(ROOT):
            words.append(str(path.relative_to(ROOT)))
        else:
            words.append(str(word))
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


def duration(seconds: float) -> str:
    """Return a time in words: ``0.4 s``, ``12 s``, ``3 min 05 s``."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s"


def call(
    command: Command,
    *,
    folder: Path = ROOT,
    extra: Mapping[str, str] | None = None,
) -> int:
    """Print a command and run it on this terminal.

    Parameters
    ----------
    command : sequence of str or Path
        Program and arguments.
    folder : Path, optional
        Folder to run it in.
    extra : mapping, optional
        Variables beside those of `environment`.

    Returns
    -------
    int
        Its exit code; 128 and the signal's number if a signal ended it, as a shell has it.
    """
    say(f"$ {shown(command)}")
    try:
        process = subprocess.Popen(
            [str(word) for word in command], cwd=folder, env=environment() | dict(extra or {})
        )
    except OSError as error:
        raise Failure(f"Cannot start {command[0]}: {error.strerror}.") from error
    try:
        code = process.wait()
    except KeyboardInterrupt:
        # Ctrl+C reaches the program as well: it gets the time to end in its own way.
        try:
            process.wait(_PATIENCE_SECONDS)
        except (KeyboardInterrupt, subprocess.TimeoutExpired):
            process.kill()
            process.wait()
        raise
    return 128 - code if code < 0 else code


def step(
    title: str,
    command: Command,
    *,
    advice: str = "",
    extra: Mapping[str, str] | None = None,
) -> float:
    """Run one step, say how long it took, and fail with a sentence if it failed.

    Parameters
    ----------
    title : str
        What the step does, as in ``"types"``.
    command : sequence of str or Path
        Program and arguments.
    advice : str, optional
        A sentence for the person, added if the step fails.
    extra : mapping, optional
        Variables beside those of `environment`.

    Returns
    -------
    float
        Seconds that it took.
    """
    say()
    start = time.perf_counter()
    code = call(command, extra=extra)
    seconds = time.perf_counter() - start
    if code != 0:
        sentence = f"Stopped: {title} failed after {duration(seconds)} (exit code {code})."
        raise Failure(f"{sentence} {advice}".rstrip())
    say(f"  {title}: {duration(seconds)}")
    return seconds


def works(command: Command) -> bool:
    """Whether a command can be started and exits with 0; its output is dropped."""
    try:
        done = subprocess.run(
            [str(word) for word in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment(),
            check=False,
        )
    except OSError:
        return False
    return done.returncode == 0
