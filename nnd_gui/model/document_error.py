"""What is wrong with a document, told in a sentence."""

from __future__ import annotations

from nnd_gui.engine.errors import EngineError

__all__ = ["DocumentError"]


class DocumentError(EngineError):
    """A document that cannot be read or written.

    Parameters
    ----------
    template, **values
        As for `EngineError`; a value may itself be an `EngineError`, whose sentence then
        becomes a part of this one.
    """
