"""One way to explain wrong blocks, and how several of them cover all that is wrong."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nnd_gui.engine.bug_names import BUG_TABLE
from nnd_gui.engine.parameters import Block

__all__ = ["ENOUGH_DIGITS", "FEW", "UNKNOWN", "Explanation", "Finding", "cover"]

UNKNOWN = "unknown"
# An explanation that an accident of one in a thousand could have made is none.
ENOUGH_DIGITS = 3.0
# Fewer weights than this may have one ratio, or be 0, because they hang on one unit or sample.
FEW = 3

# The likelier first, of those that explain the same blocks equally well: what has a number
# to be fitted comes after what has none.
_LIKELIER = (
    "zero-layer",
    "zero-bias",
    "sign",
    "missing-half-or-two",
    "mean-or-sum",
    "unbroadcast-bias",
    "missing-regularization",
    "wrong-regularization-factor",
    "regularized-bias",
    "transposed",
    "swapped-layers",
    "missing-activation-derivative",
    "derivative-of-output",
    "wrong-layer-delta",
    "updated-weight-used",
    "stale-activation",
    "factor",
    "single-weight",
)
_FITTED = (*("wrong-regularization-factor", "updated-weight-used", "stale-activation", "factor"),)
_MAY_BE_PART = ("factor", "unbroadcast-bias", "single-weight", "wrong-regularization-factor")
assert set(_LIKELIER) == set(BUG_TABLE)


@dataclass(frozen=True, slots=True)
class Finding:
    """What the errors of some blocks look like.

    Parameters
    ----------
    bug : str
        One of `BUG_TABLE`, or ``"unknown"``.
    where : tuple of str
        The blocks whose gradient it spoils, in order.
    factor : float, optional
        Its strength: what the gradient, or with the names about regularisation lambda,
        is multiplied by; the learning rate of the two bugs that have one.
    alternatives : tuple of str
        Other names that fit exactly as well.
    coefficient : float, optional
        Of what is added per unit of the weight itself, as regularisation would.
    variant : str, optional
        Which form of the bug.
    weight : int, optional
        Place of the one weight that is off.
    layers : tuple of int
        The layers that the mistake itself sits in, where that is known.
    data_only : bool
        Whether only the data term is multiplied, and the L2 term right.
    """

    bug: str
    where: tuple[str, ...]
    factor: float | None = None
    alternatives: tuple[str, ...] = ()
    coefficient: float | None = None
    variant: str | None = None
    weight: int | None = None
    layers: tuple[int, ...] = ()
    data_only: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """A bug that would spoil some blocks exactly as they are spoiled.

    Parameters
    ----------
    finding : Finding
        What it would be called.
    whole : bool
        Whether it stands or falls with all its blocks. Otherwise it holds for each of
        them by itself.
    fragile : bool
        Whether it rests on a weight or two, so that it counts only where nothing else is
        wrong for reasons unknown.
    """

    finding: Finding
    whole: bool = False
    fragile: bool = False

    @property
    def rank(self) -> int:
        """Place in the order of what is likelier.

        To any one weight some number fits: that says less than that the weight is off.
        """
        place = _LIKELIER.index(self.finding.bug)
        weak = self.fragile and self.finding.bug in _FITTED
        return place + len(_LIKELIER) if weak else place


def cover(
    wrong: tuple[Block, ...], explanations: Iterable[Explanation], likelier: tuple[str, ...] = ()
) -> list[Finding]:
    """Explain all wrong blocks by as few bugs as possible.

    Parameters
    ----------
    wrong : tuple of Block
        What to explain, in order.
    explanations : iterable of Explanation
        All that hold.
    likelier : tuple of str
        Bugs that this cost makes likelier than usual.

    Returns
    -------
    list of Finding
        What is left unexplained comes last, as ``"unknown"``.
    """
    known = sorted(explanations, key=lambda one: (one.finding.bug not in likelier, one.rank))
    left, found = {block.name for block in wrong}, []
    while left:
        fitting = [one for one in known if _reach(one, left)]
        if not fitting:
            break
        best = max(fitting, key=lambda one: len(_reach(one, left)))  # the first of the largest
        taken = _reach(best, left)
        twins = {
            one.finding.bug: None for one in fitting if _reach(one, left) >= taken
        } | dict.fromkeys([best.finding.bug])
        alternatives = tuple(name for name in twins if name != best.finding.bug)
        found.append((best, replace(best.finding, alternatives=alternatives), taken))
        left -= taken
    if left:
        # The same unknown cause may leave one weight wrong in another block, or one ratio in
        # a small one, or in the bias of a matrix that it spoils: no bugs of their own.
        layer_of = {block.name: block.layer for block in wrong}
        layers = {layer_of[name] for name in left}
        for best, finding, taken in found:
            beside = finding.bug in _MAY_BE_PART and layers & {layer_of[name] for name in taken}
            left |= taken if best.fragile or beside else set()
    findings = [
        replace(finding, where=_in_order(wrong, taken))
        for _, finding, taken in found
        if not taken <= left
    ]
    if left:
        findings.append(Finding(UNKNOWN, _in_order(wrong, left)))
    return findings


def _in_order(wrong: tuple[Block, ...], names: set[str]) -> tuple[str, ...]:
    return tuple(block.name for block in wrong if block.name in names)


def _reach(one: Explanation, left: set[str]) -> set[str]:
    """Blocks of those left that an explanation accounts for."""
    blocks = set(one.finding.where)
    if one.whole and not blocks <= left:
        return set()
    return blocks & left
