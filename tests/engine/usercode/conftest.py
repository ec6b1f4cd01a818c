"""Person's files for tests, and the promise that nothing of them survives a test."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

_PATIENCE_SECONDS = 10.0


@pytest.fixture
def sessions(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Folder in which the sessions of this test lie; empty, and with no process, at its end."""
    folder = tmp_path_factory.mktemp("sessions")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    end = time.monotonic() + _PATIENCE_SECONDS
    while (left := processes_in(folder)) and time.monotonic() < end:
        time.sleep(0.01)
    assert left == []
    assert list(folder.iterdir()) == []


def processes_in(folder: Path) -> list[str]:
    """Processes that were given a session's folder as their temporary one."""
    if not sys.platform.startswith("linux"):
        return []
    mark = os.fsencode(str(folder))
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            state = (entry / "stat").read_bytes().rpartition(b")")[2].split()[0]
            told = (entry / "environ").read_bytes() + (entry / "cmdline").read_bytes()
        except OSError:
            continue
        if mark in told and state != b"Z" and int(entry.name) != os.getpid():
            found.append(f"{entry.name} {(entry / 'cmdline').read_bytes()!r}")
    return found
