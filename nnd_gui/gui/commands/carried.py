"""What a window that is made anew, as in another language, takes over from the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from tempfile import TemporaryDirectory

from PySide6.QtCore import QRect

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.usercode.source import Source
from nnd_gui.gui.folder.folder_window import FolderKept
from nnd_gui.gui.runs.pins import Pins
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.model.document import View
from nnd_gui.model.history import History
from nnd_gui.model.workspace import Workspace

__all__ = ["Carried", "FoldersKept"]


@dataclass(frozen=True, slots=True, eq=False)
class FoldersKept:
    """The window of submissions if there is one, and what zips were unpacked to."""

    window: FolderKept | None
    rooms: list[TemporaryDirectory[str]]


@dataclass(frozen=True, slots=True, eq=False)
class Carried:
    """All of a window that is not made of words; its store goes over by itself.

    Parameters
    ----------
    runner, pins
        Go on as they are, runs and all.
    history : History
        What can be undone.
    work : Workspace
        The document at hand.
    riddle : tuple
        Of the desk.
    stamp : tuple or None
        Of the document's file, as it was when it was read.
    view : View
        What is seen.
    below : str
        Name of the picture below the large one.
    panels : SidePanels.Kept
        Which panels are wanted.
    looks : mapping of str to object
        How each picture is drawn, and what of it is in view: `Stage.looks`.
    guide : tuple or None
        The guide, where it is open: `HelpMenu.kept`.
    step : int or None
        How far the check is gone through.
    sources : tuple of Source or None
        The person's file as it is, and as it could last be read.
    folders : FoldersKept
        Submissions.
    """

    runner: Runner
    pins: Pins
    history: History
    work: Workspace
    riddle: tuple[Bug | None, int | None]
    stamp: tuple[int, int] | None
    view: View
    below: str
    panels: SidePanels.Kept
    looks: Mapping[str, object]
    guide: tuple[str, QRect] | None
    step: int | None
    sources: tuple[Source | None, Source | None]
    folders: FoldersKept
