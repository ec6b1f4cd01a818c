"""nnd-check: checks a gradient in the terminal. Text in, text or JSON out; never Qt.

Nothing but the standard library is imported before `main`, which limits numpy's threads
first and turns Ctrl+C, also while numpy loads, into an answer.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

__all__ = ["limit_numpy_threads", "main"]

_NOT_CHECKED = 3


def limit_numpy_threads() -> None:
    """Keep linear algebra to one thread; has an effect before numpy is imported only.

    The matrices here are small: several threads would slow them down, and take the
    processor from the window.
    """
    for name in ("OPENBLAS_NUM", "OMP_NUM", "MKL_NUM", "VECLIB_MAXIMUM"):
        os.environ.setdefault(f"{name}_THREADS", "1")


def main(argv: Sequence[str] | None = None) -> int:
    """Run nnd-check.

    Parameters
    ----------
    argv : sequence of str, optional
        The options; those of the process when left out.

    Returns
    -------
    int
        0 agree, 1 disagree, 2 undecided, 3 could not be checked, 4 wrong usage.
    """
    limit_numpy_threads()
    try:
        from nnd_gui.cli.program import run_program

        return run_program(list(sys.argv[1:] if argv is None else argv))
    except KeyboardInterrupt:
        return _NOT_CHECKED
