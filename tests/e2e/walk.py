"""A lesson given from the window: what an instructor does, and a picture of each part."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.e2e.desktop import Desktop
from tests.e2e.program import Program
from tests.student import WRONG

__all__ = ["AGREES", "CHAIN", "CODE", "DERIVATIVE", "DIAGRAM", "MATRICES", "PANEL", "SLICE"]
__all__ += ["PINNED", "STEPS", "TRAINING", "VALLEY", "VERDICT", "Album", "opened"]

AGREES = r"^agree · ratio 2\.75e-10 — "

# What the large pictures are called, and what stands over them and beside them.
CHAIN = "The chain rule of the selected weight"
DERIVATIVE = "Plot of a function, its secant and its tangent"
DIAGRAM = "Drawing of the network"
MATRICES = "Heat map of the matrices"
PINNED = "Comparison with a pinned run"
PANEL = "Arithmetic of the selected weight"
SLICE = "Plot of the cost along one weight"
STEPS = "Step through the check"
TRAINING = "Plot of the cost after each step of training"
VALLEY = "Plot of the error at every epsilon"
VERDICT = "Verdict"

CODE = WRONG.replace("NeuralNetwork", "Net")


class Album:
    """Pictures of the screen, kept where ``NND_WALK_PICTURES`` says, if anywhere.

    Parameters
    ----------
    desktop : Desktop
        Whose screen.
    walk : str
        Its pictures' first word.
    """

    def __init__(self, desktop: Desktop, walk: str) -> None:
        self._desktop, self._walk = desktop, walk
        wanted = os.environ.get("NND_WALK_PICTURES")
        self._folder = Path(wanted) if wanted else None

    def take(self, name: str) -> None:
        """Take a picture of what is shown now."""
        if self._folder is not None:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._desktop.screenshot(self._folder / f"{self._walk} {name}.png")


@contextmanager
def opened(program: Program, path: str) -> Iterator[None]:
    """Open a file by the dialog of a menu, by keyboard; what is done inside answers questions."""
    program.key("ctrl+o")
    program.wait_for_dialog("Open")
    program.key("ctrl+a")
    program.type(path)
    program.key("Return")
    yield
    program.wait_for_focus()
