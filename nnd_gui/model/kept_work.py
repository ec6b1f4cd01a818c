"""Work that is in no file yet, kept aside so that it outlives the program.

Each window keeps its own: ``<name>.nndcheck``, a document like any other, and beside it
``<name>.json`` with where that was opened from. Whoever is gone without taking its own away
has left it for the next start.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

from nnd_gui.model.document import Document
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import SUFFIX, load_document, save_document

__all__ = ["KeptWork", "drop", "found", "keep"]


@dataclass(frozen=True, slots=True)
class KeptWork:
    """Work that was found.

    Parameters
    ----------
    name : str
        What it is kept as.
    document : Document
        The work.
    file : pathlib.Path or None
        Where it was opened from, if it was.
    when : float
        When it was kept, in seconds since 1970.
    """

    name: str
    document: Document
    file: Path | None
    when: float


def keep(folder: Path, name: str, document: Document, file: Path | None) -> None:
    """Keep work, in the place of what was kept under the same name before.

    Raises
    ------
    DocumentError
        If it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text(
            json.dumps({"file": None if file is None else str(file), "when": time.time()}),
            encoding="utf-8",
        )
    except OSError as problem:
        raise DocumentError(
            "Unsaved work cannot be kept in “{folder}”: {reason}.",
            folder=str(folder),
            reason=problem.strerror or type(problem).__name__,
        ) from None
    save_document(document, folder / f"{name}{SUFFIX}")


def drop(folder: Path, name: str) -> None:
    """Take away what is kept under a name, if anything is."""
    for suffix in (SUFFIX, ".json"):
        try:
            (folder / f"{name}{suffix}").unlink(missing_ok=True)
        except OSError:
            # It is offered again at the next start, and can be dropped there.
            continue


def found(folder: Path, name: str) -> KeptWork | None:
    """Look for what was kept under a name; None where there is nothing that can be read."""
    place = folder / f"{name}{SUFFIX}"
    try:
        document = load_document(place).document
        when = place.stat().st_mtime
    except (DocumentError, OSError):
        return None
    file: Path | None = None
    try:
        told = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        if isinstance(told.get("file"), str) and "\0" not in told["file"]:
            file = Path(told["file"])
    except (OSError, ValueError, AttributeError, RecursionError):
        # Only where it came from is lost.
        file = None
    return KeptWork(name, document, file, when)
