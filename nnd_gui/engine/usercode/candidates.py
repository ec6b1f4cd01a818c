"""What of a file can be checked, found in its syntax tree: the best guess first."""

from __future__ import annotations

from nnd_gui.engine.usercode.candidate import Candidate
from nnd_gui.engine.usercode.find_classes import find_classes
from nnd_gui.engine.usercode.find_functions import find_functions
from nnd_gui.engine.usercode.find_layers import find_layers
from nnd_gui.engine.usercode.outline import outline_of
from nnd_gui.engine.usercode.source import Source

__all__ = ["Candidate", "find_candidates"]


def find_candidates(source: Source) -> tuple[Candidate, ...]:
    """What can be checked in a file, without running any of it.

    Parameters
    ----------
    source : Source
        The file, as `read_source` has it.

    Returns
    -------
    tuple of Candidate
        The best guess first; empty where there is nothing, or the file cannot be read.
    """
    if source.tree is None:
        return ()
    outline, path = outline_of(source.tree), str(source.path)
    found = [
        *find_classes(outline, path),
        *find_functions(outline, path),
        *find_layers(outline, path),
    ]
    return tuple(sorted(found, key=lambda one: -one.score))
