"""Finds the submissions of a folder or zip, as a generator: nothing of them runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from nnd_gui.engine.events import Working
from nnd_gui.engine.usercode.imported import imported_modules
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.folder.choices import checkable_names
from nnd_gui.model.submissions import Submission, each_submission, unpacked

__all__ = ["Listed", "list_submissions"]


@dataclass(frozen=True, slots=True)
class Listed:
    """One submission was found.

    Parameters
    ----------
    submission : Submission
    names : tuple of str
        Classes and functions in it that can be checked.
    imports : tuple of str
        Modules that must be installed where it runs.
    """

    submission: Submission
    names: tuple[str, ...]
    imports: tuple[str, ...] = ()
    evaluations: int = 0


def list_submissions(target: Path, room: Path) -> Iterator[Listed | Working]:
    """Find what is handed in below a folder, or in a zip.

    Parameters
    ----------
    target : Path
        The folder or the zip.
    room : Path
        An empty folder that a zip is unpacked into.

    Yields
    ------
    Listed
        Once for each submission.

    Raises
    ------
    CheckFailure
        If a zip cannot be unpacked.
    """
    yield Working()
    folder = target if target.is_dir() else unpacked(target, room)
    for submission in each_submission(folder):
        source = read_source(submission.path)
        names = tuple(dict.fromkeys(checkable_names(source)))
        yield Listed(submission, names, imported_modules(source))
