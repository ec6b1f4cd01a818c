"""The numerical gradient in NumPy: one loop over the weights, by the experiment's scheme."""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["numerical_source"]

# The slope by each scheme, where `at(step)` is the cost after a step along weight i, and
# `secant(step)` the slope between that and the same step back.
_SLOPES = {
    "forward": "(at(theta, i, step) - cost(theta)) / taken(theta, i, step)",
    "backward": "(cost(theta) - at(theta, i, -step)) / -taken(theta, i, -step)",
    "central": "secant(theta, i, step)",
    "four-point": "(4 * secant(theta, i, step) - secant(theta, i, 2 * step)) / 3",
    "richardson": "(4 * secant(theta, i, step / 2) - secant(theta, i, step)) / 3",
}
_MOVED = """\
def moved(theta, i, step):
    return theta.dtype.type(theta[i] + theta.dtype.type(step))


def taken(theta, i, step):
    # Rounding leaves another step than the one asked for: the slope is taken over this one.
    return float(moved(theta, i, step)) - float(theta[i])


def at(theta, i, step):
    perturbed = theta.copy()
    perturbed[i] = moved(theta, i, step)
    return float(cost(perturbed))


"""
_SECANT = """\
def secant(theta, i, step):
    width = taken(theta, i, step) - taken(theta, i, -step)
    return (at(theta, i, step) - at(theta, i, -step)) / width


"""
_COMPLEX = """\
def slope_at(theta, i, step):
    perturbed = theta.astype(np.result_type(theta.dtype, np.complex64))
    perturbed[i] += 1j * step
    return float(cost(perturbed).imag) / step


"""


def numerical_source(spec: ExperimentSpec) -> str:
    """``numerical_gradient(theta, which)``, one slope for each weight asked for."""
    if spec.scheme == "complex-step":
        parts, slope = [_COMPLEX], "slope_at(theta, i, step)"
    else:
        slope = _SLOPES[spec.scheme]
        parts = [_MOVED, _SECANT] if "secant" in slope else [_MOVED]
    step = "EPSILON"
    if spec.step == "relative":
        step = "EPSILON * abs(float(theta[i])) if theta[i] != 0 else EPSILON"
    parts.append(f"""\
def numerical_gradient(theta, which):
    slopes = []
    for i in which:
        step = {step}
        slopes.append({slope})
    return np.array(slopes)
""")
    return "".join(parts)
