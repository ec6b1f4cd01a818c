"""Where the program starts: decides, before Qt is imported, between window and terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from nnd_gui import cli
from nnd_gui.engine.usercode.interpreter import CHILD_FLAG, run_child

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Start the program.

    Parameters
    ----------
    argv : sequence of str, optional
        ``check`` and its options for the command line, the flag of a child process, else
        what the window takes; those of the process when left out.

    Returns
    -------
    int
        The exit code.
    """
    words = list(sys.argv[1:] if argv is None else argv)
    if words[:1] == [CHILD_FLAG]:
        return run_child(words[1:])
    if words[:1] == ["check"]:
        return cli.main(words[1:])
    cli.limit_numpy_threads()
    from nnd_gui.gui.app import main as open_window

    return open_window(words)


if __name__ == "__main__":
    sys.exit(main())
