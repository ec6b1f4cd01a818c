"""Sets up this checkout, then runs, tests, bundles or installs the program.

This file alone is written so that any Python 3 can read it: an older one gets a sentence, not a
SyntaxError. Everything else is in the folder devtools.
"""

import shutil
import sys


def _too_old():
    # type: () -> str
    """Sentence for a Python that is too old, naming a newer one of this machine if there is one."""
    parts = ["Gradient Checker needs Python 3.11 or newer; this is Python"]
    parts.append(".".join(str(number) for number in sys.version_info[:2]) + ".")
    for minor in (14, 13, 12, 11):
        newer = "python3." + str(minor)
        if shutil.which(newer):
            parts.append("This machine has one: " + newer + " " + " ".join(sys.argv))
            break
    return " ".join(parts)


if __name__ == "__main__":
    if sys.version_info < (3, 11):  # noqa: UP036 - the one place where an older Python may arrive
        sys.exit(_too_old())

    from devtools.commands import main

    sys.exit(main(sys.argv[1:]))
