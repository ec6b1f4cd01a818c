"""What the activations are called; the engine's own names are their values."""

from __future__ import annotations

from nnd_gui.model.words import tr

__all__ = ["activation_titles"]


def activation_titles() -> dict[str, str]:
    """Title of each activation, translated."""
    return {
        "sigmoid": tr("Sigmoid"),
        "tanh": tr("Tanh"),
        "relu": tr("ReLU"),
        "leaky-relu": tr("Leaky ReLU"),
        "softplus": tr("Softplus"),
        "elu": tr("ELU"),
        "gelu": tr("GELU"),
        "identity": tr("Identity"),
        "softmax": tr("Softmax"),
    }
