"""What only the operating system can do, and does not do everywhere: each says whether it did."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

__all__ = [
    "adopt_orphans",
    "die_with_parent",
    "leave_network",
    "limit_files",
    "no_core_files",
]

_SET_PARENT_DEATH_SIGNAL = 1
_SET_CHILD_SUBREAPER = 36
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000


def adopt_orphans() -> bool:
    """Become the parent of every descendant whose own parent ends (Linux)."""
    libc = _linux_libc()
    return libc is not None and libc.prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0) == 0


def die_with_parent(parent: int) -> bool:
    """Be killed when the parent ends; the parent must have one thread only (Linux)."""
    libc = _linux_libc()
    if libc is None or libc.prctl(_SET_PARENT_DEATH_SIGNAL, int(signal.SIGKILL), 0, 0, 0):
        return False
    if os.getppid() != parent:  # it ended before we asked
        os.kill(os.getpid(), signal.SIGKILL)
    return True


def leave_network() -> bool:
    """Have no network at all, not even this computer's own, nor have what is started (Linux).

    Where users may not do this, which some systems decide, nothing happens.
    """
    libc = _linux_libc()
    if libc is None:
        return False
    user, group = os.getuid(), os.getgid()
    if user != 0 and libc.unshare(_NEW_USER | _NEW_NETWORK) == 0:
        # Files go on belonging to the same user.
        for name, text in (
            ("setgroups", "deny"),
            ("uid_map", "%d %d 1" % (user, user)),
            ("gid_map", "%d %d 1" % (group, group)),
        ):
            try:
                with open("/proc/self/" + name, "w") as file:
                    file.write(text)
            except OSError:
                pass
        return True
    return bool(user == 0 and libc.unshare(_NEW_NETWORK) == 0)


def limit_files(most_bytes: int) -> bool:
    """Let no file grow beyond a size; writing more is an OSError."""
    try:
        import resource
    except ImportError:
        return False
    return _limit(resource.RLIMIT_FSIZE, most_bytes)


def no_core_files() -> bool:
    """Leave no copy of the memory behind when a program crashes."""
    try:
        import resource
    except ImportError:
        return False
    return _limit(resource.RLIMIT_CORE, 0)


def _limit(what: int, most: int) -> bool:
    import resource

    _, hard = resource.getrlimit(what)
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    try:
        resource.setrlimit(what, (allowed, allowed))
    except (OSError, ValueError):
        return False
    return True


def _linux_libc() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    try:
        import ctypes

        return ctypes.CDLL(None, use_errno=True)
    except (ImportError, OSError):
        return None
