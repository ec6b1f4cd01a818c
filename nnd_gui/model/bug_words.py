"""What each bug is called, and how its factor is written."""

from __future__ import annotations

import math

from nnd_gui.engine.diagnose import UNKNOWN
from nnd_gui.model.numbers import compact
from nnd_gui.model.words import tr

__all__ = ["bug_label", "factor_text"]


def bug_label(name: str) -> str:
    """A bug as a menu calls it, and a sentence that lists it."""
    labels = {
        "sign": tr("a wrong sign"),
        "factor": tr("a constant factor"),
        "mean-or-sum": tr("a mean and a sum over the samples confused"),
        "missing-half-or-two": tr("a forgotten 2 or 1/2"),
        "zero-layer": tr("a forgotten layer"),
        "zero-bias": tr("a forgotten bias gradient"),
        "unbroadcast-bias": tr("a bias gradient that is not summed over the samples"),
        "single-weight": tr("a single weight off"),
        "missing-activation-derivative": tr("a missing activation derivative"),
        "derivative-of-output": tr("a derivative taken at the output"),
        "transposed": tr("a transposed matrix"),
        "swapped-layers": tr("layers in the wrong order"),
        "missing-regularization": tr("missing regularisation"),
        "wrong-regularization-factor": tr("regularisation of the wrong strength"),
        "regularized-bias": tr("a regularised bias"),
        "wrong-layer-delta": tr("another layer's delta"),
        "stale-activation": tr("activations of the weights before"),
        "updated-weight-used": tr("weights that were already updated"),
        UNKNOWN: tr("no known mistake"),
    }
    return labels[name]


def factor_text(factor: float) -> str:
    """A factor as a person would write it: ``3``, ``1/7``, ``-1``, ``0.05``."""
    if not math.isfinite(factor):
        return compact(factor)
    upside_down = 1 / factor if factor else 0.0
    count = round(upside_down)
    if abs(count) > 1 and abs(upside_down - count) < 1e-6 * abs(count):
        return f"1/{count}" if count > 0 else f"-1/{-count}"
    return compact(round(factor, 9), 5)
