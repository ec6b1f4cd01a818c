"""Bugs of a known network: the gradient that each would make, beside the one under test."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.activations import Array
from nnd_gui.engine.backprop import RULES, BackwardPass, Rules, go_back, gradient
from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.bug_places import places_of
from nnd_gui.engine.bug_rules import RULES_OF_BUG, usual_rate
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.evidence import Evidence, Floats
from nnd_gui.engine.explanations import ENOUGH_DIGITS, Explanation, Finding
from nnd_gui.engine.fitted_rate import fitted_rate
from nnd_gui.engine.losses import Loss
from nnd_gui.engine.network import CostNetwork, Layer
from nnd_gui.engine.subject import Network

__all__ = ["candidates", "right_gradient", "with_rate"]

# Roundings of one gradient, in units of the last place of the sum of its terms' sizes.
_ROUNDINGS = 64.0
# Weights times samples up to which a rate that is none of these is looked for.
_SEARCHED_UP_TO = 5_000_000


def right_gradient(
    network: CostNetwork, theta: NDArray[Any]
) -> Generator[None, None, tuple[NDArray[Any], Floats]]:
    """Gradient by the correct rules, and how far rounding can have moved it.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The weights.

    Yields
    ------
    None
        Between pieces of work.

    Returns
    -------
    right : ndarray, shape (n,)
    bound : ndarray of float64, shape (n,)
        In proportion to the sum of the sizes of all terms that each was added up from:
        what another order of adding, or a like formula, can make of it.
    """
    sizes = replace(
        RULES,
        output_delta=_sizes_of_output,
        delta_before=lambda delta, matrix: delta @ np.abs(matrix).T,
        through_activation=lambda layer, z, slope: np.abs(
            RULES.through_activation(layer, z, slope)
        ),
        matrix_gradient=lambda a, delta: np.abs(a).T @ delta,
        penalty_gradient=lambda l2, matrix: np.abs(l2 * matrix),
    )
    with np.errstate(over="ignore", invalid="ignore"):
        right = gradient(network, theta)
    yield
    with np.errstate(over="ignore", invalid="ignore"):
        unit = _ROUNDINGS * float(np.finfo(theta.dtype).eps)
        bound = unit * gradient(network, theta, sizes).astype(np.float64)
    return right, bound


def _sizes_of_output(loss: Loss, layer: Layer, z: Array, y_hat: Array, y: Array) -> Array:
    # Where a difference is taken, the size of its terms is their sum.
    slope = np.abs(loss.slope(z, y_hat, -np.abs(y)))
    return slope if loss.from_input else np.abs(RULES.through_activation(layer, z, slope))


@dataclass(frozen=True, slots=True)
class _Trial:
    """A bug put into the network."""

    bug: Bug
    layers: tuple[int, ...]
    rules: Rules


def candidates(
    evidence: Evidence, subject: Network, network: CostNetwork, theta: NDArray[Any]
) -> Iterator[Explanation | None]:
    """Explanations by bugs whose gradient depends on the network.

    Parameters
    ----------
    evidence : Evidence
        At least one of its blocks is wrong.
    subject : Network
        The network.
    network : CostNetwork
        The same with its data, in the precision of the check.
    theta : ndarray, shape (n,)
        The weights.

    Yields
    ------
    Explanation or None
        Of `missing-activation-derivative`, `derivative-of-output`, `wrong-layer-delta` and
        the form of `unbroadcast-bias` that takes one sample; None between pieces of work.
    """
    for trial in _trials(subject):
        if not any(block.layer == trial.layers[-1] for block in evidence.wrong_blocks):
            continue
        yield None
        made = gradient(network, theta, trial.rules).astype(np.float64)
        yield None
        if _makes(evidence, made):
            yield _explanation(evidence, trial, made)
    yield None
    backward = go_back(network, theta)
    yield None
    yield from _one_sample(evidence, backward)
    yield from _wrong_delta(evidence, backward)


def _trials(subject: Network) -> Iterator[_Trial]:
    every = range(1, len(subject.sizes))
    for name in ("missing-activation-derivative", "derivative-of-output"):
        alone = [layer for layer in every if _can_sit(Bug(name, f"W{layer}"), subject)]
        together = [tuple(alone)] if len(alone) > 1 else []
        hidden = tuple(layer for layer in alone if layer < every[-1])
        if 1 < len(hidden) < len(alone):
            together.append(hidden)
        for layers in [(layer,) for layer in alone] + together:
            bug = Bug(name)
            yield _Trial(bug, layers, RULES_OF_BUG[name](bug, subject, layers))


def _can_sit(bug: Bug, subject: Network) -> bool:
    try:
        places_of(bug, subject)
    except SpecError:
        return False
    return True


def _slack(evidence: Evidence, made: Floats) -> Floats:
    """How far the gradient under test may lie from one that a bug has made.

    A mistake can make the terms that are added up larger, and their rounding with them.
    """
    with np.errstate(all="ignore"):
        growth = np.max(np.abs(made)) / np.max(np.abs(evidence.right))
    return evidence.slack(evidence.bound * max(1.0, float(np.nan_to_num(growth, posinf=1.0))))


def _makes(evidence: Evidence, made: Floats) -> bool:
    """Whether a bug makes just what is wrong, in every block that it changes."""
    if not np.all(np.isfinite(made)):
        return False
    slack = _slack(evidence, made)
    changed = [block.name for block in evidence.blocks if block.name in _changed(evidence, made)]
    return bool(changed) and all(
        evidence.explains(made, slack, block) for block in evidence.blocks if block.name in changed
    )


def _changed(evidence: Evidence, made: Floats) -> tuple[str, ...]:
    moved = np.abs(made - evidence.right) > evidence.slack()
    return tuple(block.name for block in evidence.blocks if np.any(moved[block.start : block.stop]))


def _explanation(
    evidence: Evidence, trial: _Trial, made: Floats, rate: float | None = None
) -> Explanation:
    where = _changed(evidence, made)
    return Explanation(
        Finding(trial.bug.name, where, rate, variant=trial.bug.variant, layers=trial.layers),
        whole=True,
    )


def _one_sample(evidence: Evidence, backward: BackwardPass) -> Iterator[Explanation]:
    slack = evidence.slack()
    found = []
    for block in evidence.wrong_blocks:
        if block.is_bias:
            part = slice(block.start, block.stop)
            off = np.abs(backward.deltas[block.layer] - evidence.wrong[part])
            if np.any(np.all(off <= slack[part], axis=1)):
                found.append(block.name)
    if found:
        yield Explanation(Finding("unbroadcast-bias", tuple(found), variant="one-sample"))


def _wrong_delta(evidence: Evidence, backward: BackwardPass) -> Iterator[Explanation | None]:
    found, made = [], evidence.right.copy()
    for block in evidence.wrong_blocks:
        if block.is_bias:
            continue
        layer, part = backward.layers[block.layer - 1], slice(block.start, block.stop)
        a, own = backward.trace.a[block.layer - 1], backward.deltas[block.layer]
        penalty = RULES.penalty_gradient(backward.network.l2, layer.matrix)
        for place, delta in backward.deltas.items():
            if place == block.layer or delta.shape[1] not in (1, own.shape[1]):
                continue
            yield None
            spread = np.broadcast_to(delta, own.shape)
            made[part] = (RULES.matrix_gradient(a, spread) + penalty).ravel()
            if evidence.explains(made, _slack(evidence, made), block):
                found.append(block)
                break
    if found:
        yield Explanation(
            Finding(
                "wrong-layer-delta",
                tuple(block.name for block in found),
                layers=tuple(block.layer for block in found),
            )
        )


def with_rate(
    evidence: Evidence, subject: Network, network: CostNetwork, theta: NDArray[Any]
) -> Iterator[Explanation | None]:
    """Explanations by the two bugs with a learning rate, which is fitted.

    Parameters as for `candidates`. It takes some hundred gradients, so that it is for what
    nothing else explains.
    """
    usual = usual_rate(theta, evidence.right.astype(theta.dtype))
    last = len(subject.sizes) - 1
    wrong_layers = {block.layer for block in evidence.wrong_blocks}
    search = len(theta) * len(network.inputs) <= _SEARCHED_UP_TO
    tried = [("stale-activation", tuple(range(1, last + 1)))] if last in wrong_layers else []
    through = [layer for layer in range(2, last + 1) if layer - 1 in wrong_layers]
    tried += [("updated-weight-used", (layer,)) for layer in through]
    if last > 2 and through:
        tried.append(("updated-weight-used", tuple(range(2, last + 1))))
    for name, places in tried:

        def made_with(rate: float, name: str = name, places: tuple[int, ...] = places) -> Floats:
            rules = RULES_OF_BUG[name](Bug(name, factor=rate), subject, places)
            return gradient(network, theta, rules).astype(np.float64)

        rate = yield from fitted_rate(
            partial(_makes, evidence), made_with, evidence.wrong, usual, search=search
        )
        if rate is not None:
            rules = RULES_OF_BUG[name](Bug(name, factor=rate), subject, places)
            made = made_with(rate)
            digits = evidence.digits(made, _slack(evidence, made))
            # The weight that tells most is what the rate is taken from.
            # Where it is the only one, some rate would always do: one explanation of several.
            alone = np.count_nonzero(evidence.differs) == 1
            if alone or np.sum(digits) - np.max(digits) >= ENOUGH_DIGITS:
                found = _explanation(evidence, _Trial(Bug(name), places, rules), made, rate)
                yield replace(found, fragile=alone)
