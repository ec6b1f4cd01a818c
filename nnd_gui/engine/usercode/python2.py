"""Python 2 recognised, with the line and what to write instead."""

from __future__ import annotations

import re

from nnd_gui.engine.errors import Words
from nnd_gui.engine.usercode.magics import lines_within

__all__ = ["python2_line"]

# What the line is, and what Python 3 writes: told in the sentence.
_SIGNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"^\s*(?:.*[:;]\s*)?print\s+(?![=(.,\[)>])(?!\w+\s*=[^=])\S"), "print(...)"),
    (re.compile(r"^\s*(?:.*[:;]\s*)?print\s*>>"), "print(..., file=...)"),
    (re.compile(r"^\s*except\s+[\w.]+\s*,\s*\w+\s*:"), "except Error as name:"),
    (re.compile(r"^\s*except\s*\([\w., ]+\)\s*,\s*\w+\s*:"), "except (...) as name:"),
    (re.compile(r"^\s*raise\s+[\w.]+\s*,"), "raise Error(...)"),
    (re.compile(r"^\s*exec\s+[\"'\w]"), "exec(...)"),
    (re.compile(r"\bur[\"']"), Words("a string without u")),
    (re.compile(r"[\w)\]]\s*<>\s*[\w(\[]"), "!="),
    (re.compile(r"`[^`]+`"), "repr(...)"),
    (re.compile(r"(?<![\w.])0[0-7]+\b(?![.xob])"), "0o..."),
    (re.compile(r"\b\d+[lL]\b"), Words("the number without L")),
    (re.compile(r"\blambda\s*\("), Words("a lambda with plain arguments")),
)


def python2_line(text: str, failed_line: int | None) -> tuple[int, str] | None:
    """Line that only Python 2 understands, and what to write instead.

    Parameters
    ----------
    text : str
        A text that Python 3 cannot parse.
    failed_line : int, optional
        Where it gave up: looked at first, because it is the first such line.

    Returns
    -------
    tuple or None
        None where nothing speaks for Python 2. Mixed tabs and spaces, which Python 2 took,
        are blamed on the version only if another line, a print statement, gives it away.
    """
    lines = text.split("\n")
    if failed_line is not None and 1 <= failed_line <= len(lines):
        instead = _sign_of(lines[failed_line - 1], _SIGNS)
        if instead is not None:
            return failed_line, instead
    within = lines_within(text)
    for number, line in enumerate(lines, start=1):
        # Elsewhere only what can hardly be anything else counts.
        if number not in within and (instead := _sign_of(line, _SIGNS[:4])) is not None:
            return number, instead
    return None


def _sign_of(line: str, signs: tuple[tuple[re.Pattern[str], str], ...]) -> str | None:
    if line.lstrip().startswith("#"):
        return None
    return next((instead for pattern, instead in signs if pattern.search(line)), None)
