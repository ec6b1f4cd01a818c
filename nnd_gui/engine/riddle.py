"""A mystery bug: drawn from a seed, the same for a whole class, on every computer.

numpy promises the streams of its generators for one version only, so that the draw is made
with SHA-256. Each bug is given a rank by the seed and its own name, and the first that can show
on the network is taken: a bug that is added to the table later, or one that just cannot show
here, changes only the riddles that it would have won.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.backprop import Rules, gradient
from nnd_gui.engine.bug_places import places_of
from nnd_gui.engine.bugs import BUG_TABLE, Bug, cannot_show, rules_for
from nnd_gui.engine.differences import Floats
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import Block, layout_of
from nnd_gui.engine.starting_point import point_of
from nnd_gui.engine.subject import Network

__all__ = ["MAX_SEED", "Guess", "Judgement", "draw_bug", "judge_guess"]

MAX_SEED = 999_999_999

Item = TypeVar("Item")
Judgement = Literal["right", "twin", "other-place", "wrong"]

# Strengths that a riddle can have; 2 and 1/2 have a name of their own, and so have 0 and -1.
_FACTORS: dict[str, tuple[float, ...]] = {
    "factor": (3.0, 1.5, 0.1, -2.0, 10.0),
    "missing-half-or-two": (2.0, 0.5),
    "single-weight": (-1.0, 0.0, 2.0, 0.5),
    "wrong-regularization-factor": (2.0, 0.5, 10.0, -1.0),
}
# Gradients closer than this, as a share of the larger, are the same: nobody could tell.
_TWINS = 1e-7


@dataclass(frozen=True, slots=True)
class Guess:
    """What somebody takes a mystery bug for.

    Parameters
    ----------
    name : str
        One of `BUG_TABLE`.
    block : str, optional
        Where; left out, the name alone is judged.
    """

    name: str
    block: str | None = None


def draw_bug(seed: int, network: Network, dtype: str = "float64") -> Bug:
    """Draw the mystery bug of a seed.

    Parameters
    ----------
    seed : int
        From 0 to `MAX_SEED`.
    network : Network
        What it is to show on.
    dtype : str
        The precision of the check.

    Returns
    -------
    Bug
        With its place and strength.

    Raises
    ------
    SpecError
        If the seed is not one, or no bug at all can show on this network.
    """
    if not 0 <= seed <= MAX_SEED:
        raise SpecError("bug", "The number of a riddle must be from 0 to {most:,}.", most=MAX_SEED)
    for name in _ranked(seed, tuple(BUG_TABLE)):
        for bug in _forms(seed, name, network):
            if cannot_show(bug, network, dtype) is None:
                return bug
    raise SpecError("bug", "No bug can show on this network: there is nothing to guess.")


def _forms(seed: int, name: str, network: Network) -> Iterator[Bug]:
    """All places of one bug in the seed's order, each with one strength or form."""
    row = BUG_TABLE[name]
    variants: Sequence[str | None] = row.variants or (None,)
    factors: Sequence[float | None] = _FACTORS.get(name, (None,))
    for place in _ranked(seed, tuple(_places(seed, name, network))):
        salt = f"{name}@{place}"
        variant = _ranked(seed, tuple(variants), salt)[0]
        factor = None if variant else _ranked(seed, tuple(factors), salt)[0]
        yield Bug(name, place, factor, variant)


def _places(seed: int, name: str, network: Network) -> Iterator[str | None]:
    kind = BUG_TABLE[name].place
    blocks = layout_of(network).blocks
    if kind == "none" or name == "swapped-layers":
        yield None
    elif kind == "part":
        yield None
        yield from (block.name for block in blocks)
    elif kind == "layer":
        yield from (block.name for block in blocks if not block.is_bias)
    else:
        yield from (f"{block.name}[{_within(seed, block)}]" for block in blocks)


def _within(seed: int, block: Block) -> str:
    position = np.unravel_index(_number(f"{seed}/{block.name}") % block.size, block.shape)
    return ",".join(str(int(at)) for at in position)


def _ranked(seed: int, items: tuple[Item, ...], salt: str = "") -> list[Item]:
    return sorted(items, key=lambda item: _number(f"{seed}/{salt}/{item}"))


def _number(text: str) -> int:
    digest = hashlib.sha256(f"nnd riddle 1/{text}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def judge_guess(guess: Guess, drawn: Bug, network: Network, dtype: str = "float64") -> Judgement:
    """Judge a guess.

    Parameters
    ----------
    guess : Guess
    drawn : Bug
        What the riddle was.
    network : Network
        Where it was put in.
    dtype : str
        The precision of the check.

    Returns
    -------
    {"right", "twin", "other-place", "wrong"}
        A twin makes the very same gradient on this network, so that no check can tell them
        apart; with another place the name is right.
    """
    if guess.name == drawn.name:
        if guess.block is None or _same_place(guess, drawn, network):
            return "right"
        return "twin" if _is_twin(guess, drawn, network, dtype) else "other-place"
    return "twin" if _is_twin(guess, drawn, network, dtype) else "wrong"


def _same_place(guess: Guess, drawn: Bug, network: Network) -> bool:
    if guess.block == drawn.block:
        return True
    try:
        guessed = places_of(Bug(guess.name, guess.block), network)
    except SpecError:
        return False
    # A bias that is named stands for itself alone, where a part can be told.
    alone = BUG_TABLE[guess.name].place in ("part", "weight")
    if alone and "b" in (str(guess.block)[0], str(drawn.block or " ")[0]):
        return False
    inside = "[" in str(guess.block) and "[" in str(drawn.block)
    return not inside and guessed == places_of(drawn, network)


def _is_twin(guess: Guess, drawn: Bug, network: Network, dtype: str) -> bool:
    """Whether any form of the guess makes the gradient that was drawn."""
    cost = CostNetwork(network, dtype)
    with np.errstate(all="ignore"):
        theta = point_of(network).astype(dtype)
        right = gradient(cost, theta).astype(np.float64)
        wrong = gradient(cost, theta, rules_for(drawn, network)).astype(np.float64)
        places = [guess.block]
        if guess.block is None:
            places += [block.name for block in layout_of(network).blocks]
        for place in places:
            for rules in _rules_of(guess.name, place, network, (right, wrong, theta)):
                if _same(gradient(cost, theta, rules).astype(np.float64), wrong):
                    return True
    return False


def _same(one: Floats, other: Floats) -> bool:
    largest = float(np.max(np.abs(other), initial=0.0))
    return bool(np.all(np.abs(one - other) <= _TWINS * np.maximum(np.abs(other), 1e-3 * largest)))


def _rules_of(
    name: str,
    place: str | None,
    network: Network,
    gradients: tuple[Floats, Floats, NDArray[np.float64]],
) -> Iterator[Rules]:
    """Rules of one bug at one place, in every form and at the strength that fits best."""
    try:
        plain = Bug(name, place)
        layers = places_of(plain, network)
    except SpecError:
        return
    row = BUG_TABLE[name]
    forms = [replace(plain, variant=variant) for variant in row.variants] or [plain]
    if row.fits is not None:
        factors = _fitting(name, layers, network, gradients)
        forms += [replace(plain, factor=factor) for factor in factors if row.fits(factor)]
    for form in forms:
        try:
            yield rules_for(form, network)
        except SpecError:
            continue


def _fitting(
    name: str,
    layers: tuple[int, ...],
    network: Network,
    gradients: tuple[Floats, Floats, NDArray[np.float64]],
) -> list[float]:
    """Strengths with which a bug would come closest to the wrong gradient."""
    right, wrong, theta = gradients
    if name == "missing-half-or-two":
        return [2.0, 0.5]
    off = np.abs(wrong - right) > _TWINS * np.maximum(np.abs(wrong), np.abs(right))
    for block in layout_of(network).blocks:
        if block.layer not in layers:
            off[block.start : block.stop] = False
    if not off.any():
        return []
    if name == "wrong-regularization-factor":
        weights = network.l2 * theta[off]
        return [
            _tidy(1 + float(np.dot(wrong[off] - right[off], weights) / np.dot(weights, weights)))
        ]
    return [_tidy(float(np.dot(wrong[off], right[off]) / np.dot(right[off], right[off])))]


def _tidy(factor: float) -> float:
    """The number that was meant: without the rounding of how it was found."""
    return float(f"{factor:.9g}") if abs(factor) > 1e-9 else 0.0
