"""Standard output and error, whatever they are: a terminal, a pipe that closes, nothing."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from typing import TextIO

from nnd_gui.model.words import tr

__all__ = ["OutputError", "complain", "is_terminal", "prepare", "put", "speaks_unicode"]

# What writing to a pipe whose reader has gone gives; on Windows, the second.
_READER_GONE = (errno.EPIPE, errno.EINVAL)


class OutputError(Exception):
    """Standard output cannot be written; the text is a sentence."""


def prepare() -> None:
    """Let a terminal that lacks a letter show a question mark, instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")


def put(text: str) -> None:
    """Write to standard output. A reader that stops early, as head does, is no failure.

    Parameters
    ----------
    text : str
        What to write.

    Raises
    ------
    OutputError
        If it cannot be written, as where a disk is full.
    """
    if sys.stdout is None:
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except OSError as problem:
        _forget_stdout()
        if problem.errno not in _READER_GONE:
            raise OutputError(
                tr("The result cannot be shown: {reason}.", reason=problem.strerror)
            ) from None


def complain(sentence: str) -> None:
    """Write a sentence to standard error, if there is one."""
    if sys.stderr is not None:
        with contextlib.suppress(OSError):
            sys.stderr.write(f"nnd-check: {sentence}\n")
            sys.stderr.flush()


def is_terminal(stream: TextIO | None) -> bool:
    """Whether a person is looking at a stream."""
    return stream is not None and stream.isatty()


def speaks_unicode() -> bool:
    """Whether standard output can show every letter."""
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    return encoding.lower().replace("-", "").startswith("utf")


def _forget_stdout() -> None:
    """Send what is still buffered nowhere, or Python would complain about it at its end."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
