"""What the choices of the network panel are called; the engine's own names are their values."""

from __future__ import annotations

from nnd_gui.engine.spec import DTYPES, SCHEMES
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES
from nnd_gui.model.activation_titles import activation_titles
from nnd_gui.model.scheme_words import scheme_title
from nnd_gui.model.words import tr

__all__ = ["activations", "dtypes", "losses", "schemes", "steps"]


def activations(*, output: bool) -> list[tuple[str, str]]:
    """Choices of a layer's activation, the softmax for an output only."""
    names = activation_titles()
    return [(name, names[name]) for name in ACTIVATIONS if output or name != "softmax"]


def losses() -> list[tuple[str, str]]:
    """Choices of the cost."""
    names = {
        "half-sse": tr("½ Σ (y − ŷ)²"),
        "mse": tr("Mean of (y − ŷ)²"),
        "binary-cross-entropy": tr("Binary cross-entropy"),
        "softmax-cross-entropy": tr("Softmax cross-entropy"),
    }
    return [(name, names[name]) for name in LOSSES]


def dtypes() -> list[tuple[str, str]]:
    """Choices of the precision, called by the names that numpy gives them."""
    return [(name, name) for name in DTYPES]


def schemes() -> list[tuple[str, str]]:
    """Choices of how a slope is taken."""
    return [(name, scheme_title(name)) for name in SCHEMES]


def steps() -> list[tuple[str, str]]:
    """Choices of what epsilon is measured in."""
    return [("absolute", tr("Absolute")), ("relative", tr("Relative"))]
