"""What a file manager is asked to show."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from tests.e2e.desktop import Desktop, end_process, end_with_us, until

__all__ = ["file_manager"]

# Run by itself, where nothing of ours need be found.
_SCRIPT = Path(__file__).with_name("file_manager.py")


@contextmanager
def file_manager(desktop: Desktop, notes: Path) -> Iterator[Callable[[], str]]:
    """Run it on a desktop; gives what it was asked to show last."""
    process = subprocess.Popen(
        [sys.executable, str(_SCRIPT), str(notes)],
        env=desktop.environment,
        start_new_session=True,
        preexec_fn=end_with_us,  # noqa: PLW1509  # no other thread is running here
    )
    try:
        until(notes.exists, "the file manager")
        yield partial(notes.read_text, "utf-8")
    finally:
        end_process(process)
