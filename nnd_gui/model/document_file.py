"""Documents as files.

One that cannot be read changes nothing. One that is replaced is replaced whole: it is written
beside, and takes the old one's place in a single move.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
from pathlib import Path

from nnd_gui.model.document import Document
from nnd_gui.model.document_codec import ReadDocument, document_text, read_document
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.words import tr

__all__ = ["SUFFIX", "load_document", "save_document"]

SUFFIX = ".nndcheck"

_MEGABYTE = 1024 * 1024
# A million weights with all their digits are about 25 megabytes.
_MOST_MEGABYTES = 64


def load_document(file: Path) -> ReadDocument:
    """Read a document.

    Parameters
    ----------
    file : pathlib.Path
        Any file, whatever is in it.

    Returns
    -------
    ReadDocument

    Raises
    ------
    DocumentError
        If it cannot be read or is no document; the only error there is.
    """
    try:
        return read_document(_text_of(file))
    except DocumentError as problem:
        raise DocumentError(
            "“{file}” cannot be opened. {problem}", file=_called(file), problem=problem
        ) from None


def save_document(document: Document, file: Path) -> None:
    """Write a document, or leave the file as it was.

    Parameters
    ----------
    document : Document
        What to write.
    file : pathlib.Path
        Where; a file that is there is replaced, its access rights kept, and behind a
        symbolic link the file that it points to.

    Raises
    ------
    DocumentError
        If it cannot be written. What was there is then still there, untouched.
    """
    content = document_text(document).encode()
    if len(content) > _MOST_MEGABYTES * _MEGABYTE:
        raise DocumentError(
            "“{file}” was not saved. A document can have at most {most} megabytes; this one "
            "needs {needed:,}.",
            file=_called(file),
            most=_MOST_MEGABYTES,
            needed=len(content) // _MEGABYTE + 1,
        )
    try:
        _replace(Path(os.path.realpath(file)), content)
    except (OSError, ValueError) as problem:
        raise DocumentError(
            "“{file}” was not saved: {reason}.", file=_called(file), reason=_reason(problem)
        ) from None


def _text_of(file: Path) -> str:
    try:
        kind = file.stat()
        # A pipe or a device might never end, and is none of ours.
        if not stat.S_ISREG(kind.st_mode):
            raise DocumentError("It is not a file.")
        with file.open("rb") as stream:
            content = stream.read(_MOST_MEGABYTES * _MEGABYTE + 1)
    except FileNotFoundError:
        raise DocumentError("There is no such file.") from None
    except (OSError, ValueError) as problem:
        raise DocumentError("It cannot be read: {reason}.", reason=_reason(problem)) from None
    if len(content) > _MOST_MEGABYTES * _MEGABYTE:
        raise DocumentError(
            "It has more than {most} megabytes, which no document of this program has.",
            most=_MOST_MEGABYTES,
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError("It is not a document of this program.") from None


def _replace(file: Path, content: bytes) -> None:
    """Put content in a file's place, in one move."""
    _look_at(file)
    written = file.with_name(f".nnd-{secrets.token_hex(8)}.part")
    # Readable for whom the person's other new files are.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    handle = os.open(written, flags, 0o666)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            # On the disk before it has the name: after a power cut the name must not point
            # to what was never written.
            os.fsync(stream.fileno())
        if file.exists():
            shutil.copymode(file, written)
        written.replace(file)
    except BaseException:
        with contextlib.suppress(OSError):
            written.unlink(missing_ok=True)
        raise


def _look_at(file: Path) -> None:
    """Refuse what a move would replace although nobody meant that."""
    if not file.exists():
        return
    if not file.is_file():
        raise OSError(errno.EINVAL, tr("there is something of this name that is not a file"))
    if not os.access(file, os.W_OK):
        # Moving another file into its place would not ask for the right to write it.
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _called(file: Path) -> str:
    return file.name or str(file)


def _reason(problem: OSError | ValueError) -> str:
    return getattr(problem, "strerror", None) or str(problem) or type(problem).__name__
