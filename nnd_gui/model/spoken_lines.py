"""Which lines of a person's file a result speaks of, and what it says of them."""

from __future__ import annotations

from nnd_gui.engine.usercode.source import Source
from nnd_gui.model.gradient_lines import gradient_lines, line_of
from nnd_gui.model.problems import place_text, problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["spoken_lines"]


def spoken_lines(result: CheckResult, source: Source) -> tuple[tuple[int, ...], str]:
    """Lines that something went wrong in, the first of them first.

    Parameters
    ----------
    result : CheckResult
        A check of that file.
    source : Source
        The file as it is read.

    Returns
    -------
    lines : tuple of int
        Lines of the program text: of a failure where it happened; of a gradient that
        disagrees the first that goes wrong, where that is told, or else where it is made.
    said : str
        A sentence on them; empty where there are none.
    """
    if result.finished is None:
        return (), ""
    failure = result.finished.failure
    if failure is not None and failure.where:
        line = line_of(failure.where, source)
        return (() if line is None else (line,)), place_text(failure.where)
    wrong = result.first_wrong
    if wrong is not None:
        return (wrong.line,), problem_text(wrong)
    if result.overall is None or result.overall.verdict != "disagree":
        return (), ""
    lines = gradient_lines(source, result)
    if not lines:
        return (), ""
    places = ", ".join(place_text(source.place(line)) for line in lines)
    return tuple(lines), tr("The gradient that disagrees is made in {places}.", places=places)
