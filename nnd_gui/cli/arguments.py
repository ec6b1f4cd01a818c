"""The words after nnd-check, read as its options and targets."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from nnd_gui.cli.options import option_parser
from nnd_gui.model.words import tr

__all__ = ["STANDARD_OUTPUT", "UsageError", "read_arguments"]

# Stands for it in place of a file's name.
STANDARD_OUTPUT = "-"

# -1e-4 or -3-1 after an option is its value, though argparse would take it for an option.
_NEGATIVE = re.compile(r"-[0-9.]")


class UsageError(Exception):
    """The options cannot be understood; the text is a sentence."""


def read_arguments(argv: list[str]) -> argparse.Namespace:
    """Read the options, their values as they were typed.

    Parameters
    ----------
    argv : list of str
        The words after the program's name.

    Returns
    -------
    argparse.Namespace

    Raises
    ------
    UsageError
        For a word that is no option, or an option without its value.
    """
    try:
        options, others = option_parser().parse_known_args(list(_joined(argv)))
    except argparse.ArgumentError as problem:
        raise UsageError(_incomplete(problem)) from None
    for word in others:
        if word.startswith("-"):
            raise UsageError(
                tr(
                    "There is no option “{word}”; nnd-check --help shows those there are.",
                    word=word,
                )
            )
    # What is no option is a target, wherever it stands among the options.
    options.targets = others
    for option in ("csv", "report"):
        if getattr(options, option) == STANDARD_OUTPUT:
            text = tr("--{option} needs a file; only --json can be “-”.", option=option)
            raise UsageError(text)
    return options


def _joined(argv: list[str]) -> Iterator[str]:
    """The words, a negative value joined to its option."""
    words = iter(argv)
    for word in words:
        joined = word
        while joined.startswith("--") and "=" not in joined:
            following = next(words, None)
            if following is None:
                break
            if _NEGATIVE.match(following):
                joined = f"{joined}={following}"
            else:
                yield joined
                joined = following
        yield joined


def _incomplete(problem: argparse.ArgumentError) -> str:
    option = (problem.argument_name or "").split("/")[-1]
    if "ignored explicit argument" in str(problem):
        return tr("{option} takes no value.", option=option)
    return tr("{option} needs a value.", option=option)
