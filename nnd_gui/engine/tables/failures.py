"""What can be wrong with a whole file of samples."""

from __future__ import annotations

from pathlib import Path

from nnd_gui.engine.errors import CheckFailure

__all__ = ["no_samples_file", "unreadable"]


def unreadable(path: Path, problem: OSError) -> CheckFailure:
    """A failure for a file that the system does not let be read."""
    if isinstance(problem, FileNotFoundError):
        return CheckFailure("missing-file", "There is no file “{file}”.", file=path.name)
    return CheckFailure(
        "missing-file",
        "“{file}” cannot be read: {reason}.",
        file=path.name,
        reason=problem.strerror or type(problem).__name__,
    )


def no_samples_file(path: Path) -> CheckFailure:
    """A failure for a file that is neither text nor arrays."""
    return CheckFailure("bad-input", "“{file}” is not a text file of numbers.", file=path.name)
