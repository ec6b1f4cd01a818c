"""What each scheme is called, and the formula that it takes a slope by."""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.words import tr

__all__ = ["scheme_entry", "scheme_formula", "scheme_label", "scheme_note", "scheme_title"]


def scheme_entry(name: str) -> str:
    """A scheme as a menu calls it; the letter after ``&`` is its key there."""
    titles = {
        "forward": tr("&Forward"),
        "backward": tr("&Backward"),
        "central": tr("&Central"),
        "four-point": tr("Four-&point"),
        "richardson": tr("&Richardson"),
        "complex-step": tr("Complex &step"),
    }
    return titles[name]


def scheme_title(name: str) -> str:
    """A scheme as a list of choices calls it."""
    return scheme_entry(name).replace("&", "")


def scheme_label(name: str) -> str:
    """A scheme within a sentence."""
    labels = {
        "forward": tr("forward"),
        "backward": tr("backward"),
        "central": tr("central"),
        "four-point": tr("four-point"),
        "richardson": tr("Richardson"),
        "complex-step": tr("complex step"),
    }
    return labels[name]


def scheme_formula(name: str) -> str:
    """The formula of a scheme, as a student would write it."""
    formulas = {
        "forward": tr("(J(w + ε) − J(w)) / ε"),
        "backward": tr("(J(w) − J(w − ε)) / ε"),
        "central": tr("(J(w + ε) − J(w − ε)) / 2ε"),
        "four-point": tr("(8 (J(w + ε) − J(w − ε)) − (J(w + 2ε) − J(w − 2ε))) / 12ε"),
        "richardson": tr("(4 D(ε/2) − D(ε)) / 3, where D is the central difference"),
        "complex-step": tr("Im J(w + iε) / ε"),
    }
    return formulas[name]


# Not analytic where they bend: there an imaginary step says nothing.
_KINKED = ("relu", "leaky-relu", "elu")


def scheme_note(spec: ExperimentSpec) -> str:
    """What is to be known of a scheme with this network; empty where there is nothing."""
    if spec.scheme != "complex-step" or not isinstance(spec.subject, Network):
        return ""
    if not set(_KINKED) & set(spec.subject.activations):
        return ""
    return tr("At a kink the cost is not analytic: real steps are taken there.")
