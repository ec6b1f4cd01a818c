"""One function at one point, in words: what the two slopes say of each other."""

from __future__ import annotations

import math

from nnd_gui.engine.derivative import CurveSampled, PointProbed
from nnd_gui.engine.functions import Landmark, Trouble
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.digits import decimals_that_agree
from nnd_gui.model.explanation import Explanation
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr, trn

__all__ = [
    "agreement_text",
    "believed_sentence",
    "explain_derivative",
    "secant_name",
    "straightness",
    "told",
]

# Slopes that differ by less than this share are the same: both are worked out, not measured.
_EXACT = 1e-9
# What is less than this share of a picture's height is not seen.
_SEEN = 0.004


def told(trouble: Trouble) -> str:
    """Why there is no value, translated."""
    return problem_text(trouble)


def agreement_text(one: float, other: float) -> str:
    """How far two numbers agree: ``agree to 12 decimals``."""
    decimals = decimals_that_agree(one, other)
    if decimals is None:
        return tr("agree in every digit")
    if decimals == 0:
        return tr("do not agree in any decimal")
    return trn("agree to {count} decimal", "agree to {count} decimals", decimals)


def explain_derivative(result: DerivativeResult) -> Explanation:
    """What was found at the point."""
    probed, function = result.probed, result.spec.function
    if probed is None:
        return Explanation(tr("Looking…"))
    at = {"f": function.text, "x": compact(probed.point, 6)}
    if probed.trouble is not None:
        return Explanation(tr("{f} has no value at x = {x}", **at), told(probed.trouble))
    if probed.tangent != "smooth":
        return _no_tangent(probed, at)
    if probed.probe_trouble:
        return Explanation(
            tr("A probe has no value"),
            tr(
                "{why} Both probes are needed: take a smaller epsilon, or a scheme that looks "
                "to the other side only.",
                why=told(probed.probe_trouble[0][1]),
            ),
        )
    if probed.between:
        return _something_between(probed)
    return _two_slopes(result, probed)


def _no_tangent(probed: PointProbed, at: dict[str, str]) -> Explanation:
    left, right = probed.left, probed.right
    if probed.tangent == "kink" and left is not None and right is not None:
        detail = tr(
            "The slope is {left} to the left and {right} to the right: there is no one tangent.",
            left=compact(left, 6),
            right=compact(right, 6),
        )
        if probed.secant is not None:
            detail += " " + tr(
                "The secant says {secant}, which is the slope of neither side or of one.",
                secant=compact(probed.secant, 6),
            )
        return Explanation(tr("{f} has a kink at x = {x}", **at), detail)
    if probed.tangent == "vertical" or math.inf in (left, right) or -math.inf in (left, right):
        return Explanation(
            tr("The tangent of {f} is upright at x = {x}", **at),
            tr("Its slope is beyond all numbers, so no difference can come close to it."),
        )
    if (left is None) != (right is None):
        return Explanation(
            tr("{f} ends at x = {x}", **at),
            tr("It goes on to one side only, so there is no slope on both."),
        )
    return Explanation(
        tr("No slope is known for {f} at x = {x}", **at),
        tr("The chain rule does not tell it here: the function jumps, or a part of it bends."),
    )


def _something_between(probed: PointProbed) -> Explanation:
    mark = probed.between[0]
    what = {
        "kink": tr("a kink"),
        "jump": tr("a jump"),
        "pole": tr("a pole"),
        "hole": tr("a hole"),
        "end": tr("the end of the curve"),
    }[mark.kind]
    return Explanation(
        tr("Between the probes there is {what}, at x = {x}", what=what, x=_place(mark)),
        tr(
            "The secant joins one side of it to the other and says nothing of the slope here, "
            "which is {slope}. Take a smaller epsilon.",
            slope=compact(probed.slope, 6),
        ),
    )


def _place(mark: Landmark) -> str:
    return compact(mark.x, 6)


def _two_slopes(result: DerivativeResult, probed: PointProbed) -> Explanation:
    secant, slope = probed.secant, probed.slope
    if secant is None or slope is None:
        return Explanation(
            tr("The secant has no slope"),
            tr("The function is too large there for a computer's number."),
        )
    if probed.secant_taken is None:
        return Explanation(
            tr("The step is lost in rounding"),
            tr(
                "{x} plus {epsilon} is {x} again, so both probes are the point itself.",
                x=compact(probed.point, 6),
                epsilon=epsilon_text(result.spec.epsilon),
            ),
        )
    headline = tr(
        "{name} {secant} and tangent {slope} {agree}",
        name=secant_name(result.spec.scheme),
        secant=repr(secant),
        slope=f"{slope:.17g}",
        agree=agreement_text(secant, slope),
    )
    return Explanation(headline, _cause(result, probed, abs(secant - slope)))


def secant_name(scheme: str) -> str:
    """What the measured slope is called: only two points make a secant."""
    return {
        "four-point": tr("Four points"),
        "richardson": tr("Richardson"),
        "complex-step": tr("Complex step"),
    }.get(scheme, tr("Secant"))


def _cause(result: DerivativeResult, probed: PointProbed, off: float) -> str:
    epsilon = epsilon_text(result.spec.epsilon)
    if off == 0:
        return tr("At this epsilon nothing is lost at all.")
    if not probed.truncation <= probed.rounding:
        return tr(
            "What is left, {off}, is the bend of the curve within the step of {epsilon}: a "
            "smaller epsilon brings them closer.",
            off=compact(off, 2),
            epsilon=epsilon,
        )
    taken = probed.secant_taken
    if taken is not None and probed.slope is not None and abs(taken - probed.slope) < off / 4:
        return tr(
            "What is left, {off}, is the rounding of the step: x + ε is not exactly where it "
            "should be. Divided by the step really taken, the slope is {taken}.",
            off=compact(off, 2),
            taken=f"{taken:.17g}",
        )
    return tr(
        "What is left, {off}, is rounding: the two values have most of their digits in common, "
        "and the division by the step of {epsilon} makes the rest large. A larger epsilon "
        "brings them closer.",
        off=compact(off, 2),
        epsilon=epsilon,
    )


def believed_sentence(result: DerivativeResult) -> str:
    """What to say of the derivative that the person believes in; empty if there is none."""
    probed, curve = result.probed, result.curve
    text = result.spec.function.derivative.strip()
    if probed is None or not text:
        return ""
    if probed.believed_trouble is not None:
        return tr(
            "Your derivative {text} has no value here: {why}",
            text=text,
            why=told(probed.believed_trouble),
        )
    if probed.believed is None or probed.slope is None:
        return ""
    size = max(abs(probed.believed), abs(probed.slope))
    values = {"text": text, "value": compact(probed.believed, 8), "slope": compact(probed.slope, 8)}
    if abs(probed.believed - probed.slope) > _EXACT * size:
        return tr("Your derivative {text} gives {value} here, but the slope is {slope}.", **values)
    if curve is not None and curve.differs_at is not None:
        return tr(
            "Your derivative {text} happens to be right here, but not at x = {x}.",
            text=text,
            x=compact(curve.differs_at, 4),
        )
    return tr("Your derivative {text} gives {value} here, as it should.", **values)


def straightness(curve: CurveSampled) -> str:
    """How straight the curve is at this zoom; empty where there is no tangent."""
    if curve.bend is None:
        return ""
    if curve.bend < _SEEN:
        return tr("At this zoom the curve and its tangent are one line to the eye.")
    return tr(
        "At this zoom the curve leaves its tangent by {share} % of the picture's height.",
        share=compact(100 * curve.bend, 2),
    )
