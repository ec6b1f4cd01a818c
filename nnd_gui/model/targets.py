"""What nnd-check is pointed at: a file becomes the experiment that is in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.events import Failure
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import SUFFIX, load_document
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.spec_options import NETWORK_OPTIONS, Request, SpecOptions, with_settings
from nnd_gui.model.words import tr, trn

__all__ = ["read_target"]


def read_target(target: str, options: SpecOptions) -> Request:
    """Find out what is to be checked in a file.

    Parameters
    ----------
    target : str
        Its path.
    options : SpecOptions
        Settings of the check that take the place of the file's own.

    Returns
    -------
    Request
        With a failure where there is nothing to be checked.

    Raises
    ------
    SpecError
        If the options do not go with a file, or with this one's experiment.
    """
    for name, option in NETWORK_OPTIONS.items():
        if getattr(options, name) is not None:
            raise SpecError(
                name,
                "{option} describes a network, but “{target}” has its own: leave one of them out.",
                option=option,
                target=target,
            )
    read = _READERS.get(Path(target).suffix.lower(), _unknown)
    return read(target, options)


def _document(target: str, options: SpecOptions) -> Request:
    try:
        read = load_document(Path(target))
    except DocumentError as problem:
        kind = "bad-input" if _is_there(target) else "missing-file"
        return _failed(target, Failure(kind, problem.template, problem.values))
    notes = []
    if read.unknown:
        notes.append(
            tr(
                "“{file}” says more than this version understands: {keys}. It was left out.",
                file=Path(target).name,
                keys=", ".join(read.unknown),
            )
        )
    if read.document.steps:
        notes.append(
            trn(
                "“{file}” is a lesson of {count} step; the state that it opens on is checked.",
                "“{file}” is a lesson of {count} steps; the state that it opens on is checked.",
                len(read.document.steps),
                file=Path(target).name,
            )
        )
    spec = with_settings(read.document.state.spec, options)
    return Request(spec, tuple(notes), target=target)


def _unknown(target: str, _: SpecOptions) -> Request:
    name = Path(target).name or target
    if not _is_there(target):
        missing = "There is no file “{file}”."
        return _failed(target, Failure("missing-file", missing, {"file": name}))
    sentence = "“{file}” is nothing that can be checked; a document ({suffix}) is."
    return _failed(target, Failure("bad-input", sentence, {"file": name, "suffix": SUFFIX}))


def _failed(target: str, failure: Failure) -> Request:
    # Nothing is known of what would have been checked; the usual experiment stands there.
    return Request(lesson_spec(), failure=failure, target=target)


def _is_there(target: str) -> bool:
    try:
        return Path(target).exists()
    except (OSError, ValueError):
        return False


_READERS: dict[str, Callable[[str, SpecOptions], Request]] = {SUFFIX: _document}
"""What reads a file, by the end of its name."""
