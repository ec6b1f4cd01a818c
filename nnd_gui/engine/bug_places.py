"""Where a deliberate bug can sit in a network, where it usually does, and why it cannot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nnd_gui.engine.bug_names import BUG_TABLE, Bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.losses import LOSS_TABLE
from nnd_gui.engine.parameters import layout_of
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.subject import Network

__all__ = ["delta_donor", "places_of", "sample_count"]

# f'(a) is f'(z) for these: they are straight on either side of 0, and a has the sign of z.
_STRAIGHT = ("identity", "relu", "leaky-relu")


@dataclass(frozen=True, slots=True)
class _Site:
    """Where one bug can sit.

    Parameters
    ----------
    layers : callable
        ``(network)`` to the layers, counted from 1, in which it shows.
    nowhere : str
        Why it shows in none of them.
    not_here : str
        Why it does not show in one, ``{place}``, although in another.
    everywhere : bool
        Whether it sits in all of them, or in the first, where it is given no place.
    """

    layers: Callable[[Network], Sequence[int]]
    nowhere: str
    not_here: str = "There is nothing at {place} for this bug to change."
    everywhere: bool = True


def sample_count(network: Network) -> int:
    """How many samples a network's cost is measured on."""
    data = network.data
    return len(data.rows) if isinstance(data, TableData) else data.samples


def _every(network: Network) -> Sequence[int]:
    return range(1, len(network.sizes))


def _if(condition: Callable[[Network], bool]) -> Callable[[Network], Sequence[int]]:
    return lambda network: _every(network) if condition(network) else ()


def _with_derivative(network: Network, without: tuple[str, ...]) -> list[int]:
    """Layers whose activation's derivative is a factor of its own in backpropagation."""
    last = len(network.activations)
    return [
        layer
        for layer, name in enumerate(network.activations, start=1)
        if name not in without and not (layer == last and LOSS_TABLE[network.loss].from_input)
    ]


def _transposable(network: Network) -> list[int]:
    return [layer for layer in _every(network) if min(network.sizes[layer - 1 : layer + 1]) > 1]


def delta_donor(network: Network, layer: int) -> int | None:
    """Find the layer whose delta can stand in for another's without an error.

    Its delta must be as wide, or one column, which numpy spreads over all units. The layer
    above comes first: its delta is the one at hand.
    """
    others = sorted(
        (other for other in _every(network) if other != layer),
        key=lambda other: (abs(other - layer), -other),
    )
    fitting = (network.sizes[layer], 1)
    return next((other for other in others if network.sizes[other] in fitting), None)


_NO_BIAS = "This network has no biases."
_NO_L2 = "This cost has no L2 term: its lambda is 0."
_ONE_SAMPLE = "With one sample, a sum and a mean are the same."
_ONE_LAYER = "This network has one layer of weights only."

_SITES: dict[str, _Site] = {
    "sign": _Site(_every, ""),
    "factor": _Site(_every, ""),
    "mean-or-sum": _Site(_if(lambda network: sample_count(network) > 1), _ONE_SAMPLE),
    "missing-half-or-two": _Site(_every, ""),
    "zero-layer": _Site(_every, "", everywhere=False),
    "zero-bias": _Site(_if(lambda network: network.bias), _NO_BIAS, everywhere=False),
    "unbroadcast-bias": _Site(_if(lambda network: network.bias), _NO_BIAS),
    "single-weight": _Site(_every, "", everywhere=False),
    "missing-activation-derivative": _Site(
        lambda network: _with_derivative(network, ("identity",)),
        "No layer of this network has an activation derivative that could be left out.",
        "At {place} there is no activation derivative that could be left out.",
        everywhere=False,
    ),
    "derivative-of-output": _Site(
        lambda network: _with_derivative(network, _STRAIGHT),
        "In this network f'(a) is the same as f'(z), or is not needed.",
        "At {place}, f'(a) is the same as f'(z), or is not needed.",
        everywhere=False,
    ),
    "transposed": _Site(
        _transposable,
        "Every matrix of this network is a single row or column: written out, it is the same "
        "either way.",
        "{place} is a single row or column: written out, it is the same either way.",
        everywhere=False,
    ),
    "swapped-layers": _Site(_if(lambda network: len(network.sizes) > 2), _ONE_LAYER),
    "missing-regularization": _Site(_if(lambda network: network.l2 > 0), _NO_L2),
    "wrong-regularization-factor": _Site(_if(lambda network: network.l2 > 0), _NO_L2),
    "regularized-bias": _Site(
        _if(lambda network: network.bias and network.l2 > 0),
        "It takes biases and an L2 term, and this network lacks one of them.",
    ),
    "wrong-layer-delta": _Site(
        lambda network: [layer for layer in _every(network) if delta_donor(network, layer)],
        "No layer's delta has the shape of another's, so that numpy would refuse it.",
        "No other layer's delta has the shape of that at {place}, so that numpy would refuse it.",
        everywhere=False,
    ),
    "stale-activation": _Site(_every, ""),
    "updated-weight-used": _Site(
        lambda network: _every(network)[1:],
        _ONE_LAYER,
        "Nothing is carried back through {place}.",
    ),
}


def places_of(bug: Bug, network: Network) -> tuple[int, ...]:
    """Layers, counted from 1, in which a bug sits.

    Parameters
    ----------
    bug : Bug
        With a place or without; without one it sits where it usually does: in all
        layers in which it shows, or in the first of them (`zero-layer`, `zero-bias`,
        `single-weight`, the two about derivatives, `transposed`, `wrong-layer-delta`).
    network : Network
        The network that it is put into.

    Returns
    -------
    tuple of int

    Raises
    ------
    SpecError
        If the network has no such place, or the bug cannot show there.
    """
    site = _SITES[bug.name]
    shows = tuple(site.layers(network))
    if not shows:
        raise SpecError("bug", site.nowhere)
    if bug.name == "unbroadcast-bias":
        shows = _summing(bug, network, shows)
    if bug.block is None:
        return shows if site.everywhere else shows[:1]
    layer = _layer_of(bug, network)
    if layer not in shows:
        raise SpecError("bug", site.not_here, place=bug.block)
    return (layer,)


def _summing(bug: Bug, network: Network, layers: tuple[int, ...]) -> tuple[int, ...]:
    """Layers whose bias gradient would differ if it were not a sum for each unit."""
    if bug.variant == "one-number":
        wide = tuple(layer for layer in layers if network.sizes[layer] > 1)
        if not wide:
            raise SpecError("bug", "Every bias of this network is a single number.")
        return wide
    if sample_count(network) == 1:
        raise SpecError("bug", _ONE_SAMPLE)
    return layers


def _layer_of(bug: Bug, network: Network) -> int:
    name, _, inside = str(bug.block).partition("[")
    block = next((block for block in layout_of(network).blocks if block.name == name), None)
    if block is None:
        raise SpecError("bug", "This network has no {place}.", place=name)
    if inside:
        position = tuple(int(text) for text in inside.rstrip("]").split(","))
        if len(position) != len(block.shape) or any(
            at >= size for at, size in zip(position, block.shape, strict=True)
        ):
            raise SpecError("bug", "This network has no {place}.", place=bug.block)
    if block.is_bias and BUG_TABLE[bug.name].place == "layer" and bug.name in _OF_MATRICES:
        raise SpecError("bug", "This bug sits in a matrix, not in {place}.", place=name)
    return block.layer


# For these a bias would not stand for its layer, but for something that they leave alone.
_OF_MATRICES = (
    "transposed",
    "missing-regularization",
    "wrong-regularization-factor",
    "wrong-layer-delta",
    "updated-weight-used",
)
