"""What a process has started, and how much memory it holds."""

from __future__ import annotations

import os
import sys

__all__ = ["of", "resident_bytes"]

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def of(pid: int) -> list[int]:
    """Processes that descend from one, as far as the system tells.

    Linux tells by /proc; elsewhere ``ps`` is asked.
    """
    if os.path.exists("/proc/self/task/%d/children" % os.getpid()):
        return _by_children(pid)
    parents = _parents()
    found: list[int] = []
    waiting = [pid]
    while waiting:
        parent = waiting.pop()
        children = [one for one, its in parents if its == parent]
        found += children
        waiting += children
    return found


def _by_children(pid: int) -> list[int]:
    """The same, where Linux lists the children of each thread: much faster."""
    found: list[int] = []
    waiting = [pid]
    while waiting:
        folder = "/proc/%d/task" % waiting.pop()
        try:
            threads = os.listdir(folder)
        except OSError:
            continue
        for thread in threads:
            try:
                with open("%s/%s/children" % (folder, thread), "rb") as file:
                    children = [int(one) for one in file.read().split()]
            except OSError:
                continue
            found += children
            waiting += children
    return found


def resident_bytes(pid: int) -> int:
    """Memory that a process really holds; 0 where it cannot be known."""
    if not sys.platform.startswith("linux"):
        return _resident_by_ps(pid)
    try:
        with open("/proc/%d/statm" % pid, "rb") as file:
            fields = file.read().split()
        # What is shared with others, such as mapped files, is not what it took.
        return max(int(fields[1]) - int(fields[2]), 0) * _PAGE
    except (OSError, IndexError, ValueError):
        return 0


def _parents() -> list[tuple[int, int]]:
    """Process and its parent, of all processes."""
    if not sys.platform.startswith("linux"):
        return [(int(line[0]), int(line[1])) for line in _ps("pid=,ppid=") if len(line) == 2]
    pairs = []
    for name in os.listdir("/proc"):
        if not name.isdigit():
            continue
        try:
            with open("/proc/%s/stat" % name, "rb") as file:
                text = file.read()
        except OSError:
            continue
        # The name of a program stands in brackets, and may hold anything.
        state, parent = text[text.rindex(b")") + 2 :].split()[:2]
        if state != b"Z" or int(parent) == os.getpid():
            pairs.append((int(name), int(parent)))
    return pairs


def _resident_by_ps(pid: int) -> int:
    lines = _ps("rss=", "-p", str(pid))
    return int(lines[0][0]) * 1024 if lines and lines[0] else 0


def _ps(columns: str, *more: str) -> list[list[str]]:
    import subprocess

    which = more or ("-A",)
    try:
        done = subprocess.run(
            ["ps", "-o", columns, *which], stdout=subprocess.PIPE, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return [line.split() for line in done.stdout.decode("ascii", "replace").splitlines()]
