"""nnd-check as a process: pipes, terminals, interrupts, and what it loads."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

CHECK = (sys.executable, "-m", "nnd_gui", "check")
# Some seconds of work, so that there is progress to see, and time to interrupt it.
LONG = ("--network", "50-50-50-50-50-10", "--data", "random:2000")
WEIGHTS = 4 * 50 * 50 + 50 * 10

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals")


def _run(
    words: Sequence[str], *, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*CHECK, *words],
        env={**os.environ, **(environment or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=100,
        check=False,
    )


def test_it_needs_no_qt() -> None:
    code = (
        "import sys; from nnd_gui.cli import main; code = main(['--quiet']);"
        "qt = [name for name in sys.modules if 'PySide' in name or 'pyqtgraph' in name];"
        "sys.exit(code or len(qt))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_can_show_it(encoding: str) -> None:
    done = _run(["--data", "nö “file”.csv"], environment={"PYTHONIOENCODING": encoding})
    assert (done.returncode, done.stderr) == (3, b"")
    assert "There is no file " in done.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_a_report_is_right_in_any_encoding(encoding: str) -> None:
    done = _run(["--data", "nö “∞”.csv", "--json", "-"], environment={"PYTHONIOENCODING": encoding})
    assert json.loads(done.stdout.decode(encoding))["failure"]["text"] == (
        "There is no file “nö “∞”.csv”."
    )


def test_a_reader_that_stops_is_no_failure() -> None:
    with subprocess.Popen(
        [*CHECK, "--network", "60-60-1"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(60) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no /dev/full")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*CHECK, "--quiet"], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 3
    assert done.stderr.startswith(b"nnd-check: The result cannot be shown: ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="closed descriptors are POSIX")
def test_no_output_at_all_is_fine() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'"{sys.executable}" -m nnd_gui check >&- 2>&-'], check=False
    )
    assert done.returncode == 0


@posix
def test_ctrl_c_gives_the_report_of_a_stopped_run(tmp_path: Path) -> None:
    table = tmp_path / "table.csv"
    words = [*LONG, "--csv", str(table)]
    with _in_a_terminal(words, stdout=subprocess.PIPE) as (process, terminal):
        _read_until(terminal, b" left")
        process.send_signal(signal.SIGINT)
        out, _ = process.communicate(timeout=60)
        rest = _read_all(terminal)
    lines = out.decode().splitlines()
    assert process.returncode == 3
    # Below it may stand a line on the worst weight, if that is undecided so far.
    (told,) = [line for line in lines if line.startswith("Stopped before the end.")]
    checked = int(told.split()[4].replace(",", ""))
    assert 0 < checked < WEIGHTS
    assert f"of {WEIGHTS:,} weights were checked; none of them disagrees." in told
    assert len(table.read_text().splitlines()) == checked + 1
    assert b"Traceback" not in rest


@posix
def test_a_terminal_gets_progress_and_a_short_table() -> None:
    with _in_a_terminal(LONG, stdout=None) as (process, terminal):
        text = _read_all(terminal).decode()
        assert process.wait(60) == 0
    progress, _, rest = text.rpartition("\r50-")
    assert f" of {WEIGHTS:,} weights, " in progress
    assert progress.endswith(" ")
    assert " left" not in rest
    assert len(rest.splitlines()) < 55
    assert f"… and {WEIGHTS - 40:,} more" in rest
    assert "(--csv FILE writes them all)" in rest


@contextlib.contextmanager
def _in_a_terminal(
    words: Sequence[str], stdout: int | None
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run nnd-check with standard error, and output if it is None, on a pseudo-terminal."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [*CHECK, *words],
        stdin=subprocess.DEVNULL,
        stdout=theirs if stdout is None else stdout,
        stderr=theirs,
    ) as process:
        os.close(theirs)
        try:
            yield process, ours
        finally:
            process.kill()
            os.close(ours)


def _read_until(terminal: int, wanted: bytes) -> None:
    text = b""
    while wanted not in text:
        text += os.read(terminal, 65536)


def _read_all(terminal: int) -> bytes:
    text = b""
    with contextlib.suppress(OSError):  # Linux's word for the end of a terminal
        while part := os.read(terminal, 65536):
            text += part
    return text
