"""First file of the bundle: the windowed program and, under its second name, the command line."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from nnd_gui.engine.usercode.interpreter import CHILD_FLAG, run_child


def _open_missing_streams() -> None:
    """Give a program that was started without a terminal streams to write to.

    On Windows a windowed program has none, and where a launcher closed them, the next file opened
    would take their numbers and receive whatever a library writes to standard error.
    """
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is not None:
            continue
        nowhere = os.open(os.devnull, os.O_RDWR)
        mode = "r" if number == 0 else "w"
        setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8", closefd=False))


def _main() -> int:
    if sys.argv[1:2] == [CHILD_FLAG]:
        # Before the streams are touched, which are the child's pipes.
        return run_child(sys.argv[2:])
    _open_missing_streams()
    if Path(sys.executable).stem == "nnd-check":
        from nnd_gui.cli import main as check

        return check()
    from nnd_gui.__main__ import main

    return main()


if __name__ == "__main__":
    sys.exit(_main())
