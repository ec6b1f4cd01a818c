"""The costs of many perturbed weights at once, by one of three ways.

``loop``
    Each cost is that of the whole network, as the lesson's loop computes it.
``direct``
    Each cost is evaluated, but only what the weight moves is computed, and its change is
    taken sample by sample: the same number up to rounding, of which it has far less.
``shared``
    The costs of all weights that lead into one unit are read from one function of the
    unit's input, evaluated at a few places: the same numbers again, but not an evaluation
    for each, and the program says so.

No way reads anything of the gradient under test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.perturbation.around import Around
from nnd_gui.engine.perturbation.copies import plan_of
from nnd_gui.engine.perturbation.direct import direct_probes
from nnd_gui.engine.perturbation.fast_rows import KINKED
from nnd_gui.engine.perturbation.loop import loop_probes
from nnd_gui.engine.perturbation.parts import Pace, quiet
from nnd_gui.engine.perturbation.probe import Probe
from nnd_gui.engine.perturbation.scattered import scattered_probes
from nnd_gui.engine.perturbation.shared import shared_probes

__all__ = ["FAST_FROM", "METHODS", "Pace", "Probe", "audit_probes", "method_for", "probes"]

# From this many weights on a fast way is chosen: below it, the numbers shown are the plain
# loop's own.
FAST_FROM = 5_000

_Way = Callable[[CostNetwork, NDArray[Any], NDArray[Any], bool], Iterator[Probe]]


def _fast(way: Callable[[Around], Iterator[Probe]]) -> _Way:
    def probes_of(
        network: CostNetwork, theta: NDArray[Any], values: NDArray[Any], bounds: bool
    ) -> Iterator[Probe]:
        around, pace = Around(network, theta, values, bounds), Pace()
        for _ in around.prepare():
            if pace.due():
                yield around.nothing()
        yield from way(around)

    return probes_of


def _loop(
    network: CostNetwork, theta: NDArray[Any], values: NDArray[Any], _bounds: bool
) -> Iterator[Probe]:
    return loop_probes(network, theta, values)


_WAYS: dict[str, _Way] = {
    "loop": _loop,
    "direct": _fast(direct_probes),
    "shared": _fast(shared_probes),
}
METHODS = tuple(_WAYS)


def method_for(weights: int, activations: Sequence[str]) -> str:
    """Way that suits a network.

    Parameters
    ----------
    weights : int
        How many it has.
    activations : sequence of str
        Their names.

    Returns
    -------
    str
        One of `METHODS`.
    """
    if weights < FAST_FROM:
        return "loop"
    return "shared" if KINKED.isdisjoint(activations) else "direct"


def probes(
    network: CostNetwork,
    theta: NDArray[Any],
    values: NDArray[Any],
    method: str,
    bounds: bool = True,
    indices: NDArray[np.intp] | None = None,
) -> Iterator[Probe]:
    """Costs around a point, one weight changed at a time.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    values : ndarray, shape (k, s)
        What each weight is set to, in the dtype of the point.
    method : str
        One of `METHODS`.
    bounds : bool
        Whether the fast ways are to tell how far their changes can be off.
    indices : ndarray of int, shape (k,), optional
        Which weights, in rising order; all of them when left out. Of some weights none
        shares the evaluations of another: ``"shared"`` is ``"direct"`` then, and tells
        its bounds always.

    Yields
    ------
    Probe
        Every weight once, a few milliseconds of work at a time. A probe of no weights
        says that work goes on.
    """
    if indices is not None:
        if method == "loop":
            return quiet(loop_probes(network, theta, values, indices))
        return quiet(scattered_probes(network, theta, indices, values))
    if method == "loop":
        plan = plan_of(network, values.shape[1])
        if plan is not None:
            return plan.probe(theta, values)
    return quiet(_WAYS[method](network, theta, values, bounds))


def audit_probes(
    network: CostNetwork, theta: NDArray[Any], indices: NDArray[np.intp], values: NDArray[Any]
) -> Iterator[Probe]:
    """Costs of some weights by the plain loop, to hold a fast way to.

    Parameters
    ----------
    network : CostNetwork
        The network, its data and its cost.
    theta : ndarray, shape (n,)
        The point.
    indices : ndarray of int, shape (k,)
        Which weights, in rising order.
    values : ndarray, shape (k, s)
        What each is set to, in the dtype of the point.

    Yields
    ------
    Probe
        Without changes, which the loop does not know.
    """
    return quiet(loop_probes(network, theta, values, indices))
