"""What went wrong, as a sentence in the person's language."""

from __future__ import annotations

from nnd_gui.engine.errors import EngineError
from nnd_gui.engine.events import Failure
from nnd_gui.model.words import tr

__all__ = ["problem_text"]


def problem_text(problem: EngineError | Failure) -> str:
    """The sentence, translated, and each sentence that is a part of it."""
    values = {
        name: problem_text(value) if isinstance(value, EngineError) else value
        for name, value in problem.values.items()
    }
    return tr(problem.template, **values)
