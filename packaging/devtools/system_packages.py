"""Installs packages of the system: only as root, only with apt; elsewhere it gives the command."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Sequence

from devtools.steps import call, say

__all__ = ["command", "install", "is_root"]

_APT_OPTIONS = ["--yes", "--no-install-recommends", "--quiet"]


def is_root() -> bool:
    """Whether this is the administrator of a POSIX system."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def command(packages: Sequence[str]) -> str:
    """Return the line that installs Debian packages, for a person to type."""
    sudo = "" if is_root() else "sudo "
    return f"{sudo}apt-get install {shlex.join(packages)}"


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages, if this is root on a system with apt.

    Parameters
    ----------
    packages : sequence of str
        Names of packages.

    Returns
    -------
    bool
        True if they are installed now; False if that is left to the person.
    """
    if not is_root() or shutil.which("apt-get") is None:
        return False
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    say(f"Installing system packages: {' '.join(packages)}")
    # A failed update may leave lists that are good enough; the installation tells.
    call(["apt-get", "update", "--quiet"], extra=quiet)
    return call(["apt-get", "install", *_APT_OPTIONS, *packages], extra=quiet) == 0
