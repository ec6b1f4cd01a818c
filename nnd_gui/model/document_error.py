"""What is wrong with a document, told in a sentence."""

from __future__ import annotations

from nnd_gui.engine.errors import EngineError
from nnd_gui.model.words import tr

__all__ = ["DocumentError", "document_problem"]


class DocumentError(EngineError):
    """A document that cannot be read or written.

    Parameters
    ----------
    template, **values
        As for `EngineError`; a value may itself be an `EngineError`, whose sentence then
        becomes a part of this one.
    """


def document_problem(problem: EngineError) -> str:
    """The sentence, and each that is a part of it, translated."""
    values = {
        name: document_problem(value) if isinstance(value, EngineError) else value
        for name, value in problem.values.items()
    }
    return tr(problem.template, **values)
