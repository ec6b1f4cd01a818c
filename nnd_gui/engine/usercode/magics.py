"""IPython's own lines in a cell (`%pylab`, `!ls`, `name?`) made into Python, line by line.

Every line stays on its line, so that a line number of the program text is one of the cell.
"""

from __future__ import annotations

import re

__all__ = ["PYLAB", "lines_within", "without_magics"]

# What `%pylab` brings, on one line: numpy's names stand over the built-in ones (`sum` adds along
# the first axis), except those that IPython gives back. Stars bring nothing from a stub.
PYLAB = (
    "import numpy, numpy as np; from numpy import *; from numpy.fft import *; "
    "from numpy.random import *; from numpy.linalg import *; from numpy import sum, all, any; "
    "from builtins import abs, bool, bytes, max, min, pow, round; "
    "import matplotlib.pyplot as plt; from matplotlib.pyplot import *"
)

# Cell magics whose body is not Python.
_OTHER_LANGUAGES = frozenset(
    [
        "bash",
        "sh",
        "script",
        "cmd",
        "html",
        "javascript",
        "js",
        "latex",
        "markdown",
        "svg",
        "perl",
        "ruby",
        "R",
        "r",
        "cython",
        "sql",
        "system",
        "sx",
        "!",
        "octave",
        "julia",
        "matlab",
    ]
)
# Line magics that run what follows them.
_RUN_WHAT_FOLLOWS = frozenset(["time", "prun"])
_MAGIC = re.compile(r"^(\s*)%(?!%)\s*(\w+)[ \t]*(.*)$")
_SHELL = re.compile(r"^(\s*)!(.*)$")
_HELP = re.compile(r"^(\s*)(\?{1,2}\s*[\w.*%]+|[\w.*%]+\s*\?{1,2})\s*;?\s*$")
_ASSIGNED = re.compile(r"^(\s*)([\w., ]+?)\s*=\s*([!%])(?!=)(.*)$")
# What nbconvert makes of a magic, in a file exported from a notebook.
_EXPORTED = re.compile(r"""^(\s*)get_ipython\(\)\.\w+\(\s*u?['"](\w+)[ '",]*(.*?)['"]?\s*\)\s*$""")
_TRIPLE = ('"""', "'''")


def without_magics(text: str) -> str:
    """Python text of one cell, or of a file exported from a notebook.

    Parameters
    ----------
    text : str
        What the cell holds.

    Returns
    -------
    str
        As many lines, each magic replaced by what it means for the names in the cell, or by
        nothing. The body of a cell magic (``%%time``) is kept where it is Python.
    """
    lines = text.split("\n")
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].lstrip().startswith("%%"):
        name = (lines[first].strip()[2:].split() or [""])[0]
        if name in _OTHER_LANGUAGES:
            return "\n".join("" for _ in lines)
        lines[first] = ""
    within = lines_within("\n".join(lines))
    return "\n".join(
        line if number in within else _plain(line) for number, line in enumerate(lines, start=1)
    )


def _plain(line: str) -> str:
    if found := _MAGIC.match(line) or _EXPORTED.match(line):
        indent, name, rest = found.groups()
        return indent + _meaning(name, rest)
    if found := _ASSIGNED.match(line):
        return f"{found[1]}{found[2]} = {'[]' if found[3] == '!' else 'None'}"
    if found := _SHELL.match(line) or _HELP.match(line):
        return found[1] + "pass"
    return line


def _meaning(name: str, rest: str) -> str:
    if name == "pylab":
        return PYLAB
    if name in _RUN_WHAT_FOLLOWS and rest:
        return rest
    if name == "run" and (found := re.match(r"""['"]?([A-Za-z_]\w*)(\.py)?\b""", rest.strip())):
        return f"from {found[1]} import *"
    return "pass"


def lines_within(text: str) -> frozenset[int]:
    """Lines that start inside a string in triple quotes, or inside brackets.

    A line of a docstring may start with a per cent sign, and so may the second line of a
    formula: neither is a magic.
    """
    inside: set[int] = set()
    quote, depth, continued = "", 0, False
    for number, line in enumerate(text.split("\n"), start=1):
        if quote or depth > 0 or continued:
            inside.add(number)
        quote, depth = _after(line, quote, depth)
        continued = line.endswith("\\") and not quote
    return frozenset(inside)


def _after(line: str, quote: str, depth: int) -> tuple[str, int]:
    """Open triple quote and depth of brackets at the end of a line."""
    place = 0
    while place < len(line):
        if quote:
            end = line.find(quote, place)
            if end < 0:
                return quote, depth
            place, quote = end + 3, ""
            continue
        sign = line[place]
        if sign == "#":
            break
        if line[place : place + 3] in _TRIPLE:
            quote = line[place : place + 3]
            place += 3
            continue
        if sign in "\"'":
            place = _end_of_string(line, place)
            continue
        depth = max(depth + (sign in "([{") - (sign in ")]}"), 0)
        place += 1
    return quote, depth


def _end_of_string(line: str, place: int) -> int:
    sign, place = line[place], place + 1
    while place < len(line) and line[place] != sign:
        place += 2 if line[place] == "\\" else 1
    return place + 1
