"""Data that a network cannot reach, or that saturates it: noticed, with what would help."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.scaling import suggested_divisor
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.subject import Network
from nnd_gui.model.words import tr

__all__ = ["ScalingOffer", "offers_for", "offers_of_facts", "person_with_offer", "with_offer"]

# Where these are flat for a float, weights of the usual sizes leave nothing to be tested.
_LARGE_INPUT = 50.0
_BOUNDED = ("sigmoid", "tanh", "softmax")


@dataclass(frozen=True, slots=True)
class ScalingOffer:
    """Something that would bring data to the size of a network.

    Parameters
    ----------
    what : str
        ``"y"`` or ``"X"``.
    sentence : str
        What was noticed, translated; empty where it is told already.
    text : str
        What would be done: a button's text, translated.
    by : float
        What y would be divided by.
    """

    what: str
    sentence: str
    text: str
    by: float = 1.0


def offers_for(network: Network) -> tuple[ScalingOffer, ...]:
    """What would help data that comes from a file, and does not fit a network's output."""
    data = network.data
    if not isinstance(data, TableData):
        return ()
    inputs, targets = data.samples(network.sizes[0])
    found = []
    output, top = network.activations[-1], float(np.abs(targets).max())
    if output in _BOUNDED and top > 1 and data.target_scaling != "standard":
        sentence = tr(
            "y reaches {top:.4g}, but the output, {activation}, ends at 1.",
            top=top,
            activation=output,
        )
        found.append(_divide_y(sentence, suggested_divisor(targets)))
    high = float(np.abs(inputs).max())
    if high > _LARGE_INPUT and network.activations[0] != "identity":
        sentence = tr(
            "X reaches {high:.4g}: activations are flat there, and little can be tested.",
            high=high,
        )
        found.append(_divide_x(sentence))
    return tuple(found)


def offers_of_facts(facts: Mapping[str, Any] | None) -> tuple[ScalingOffer, ...]:
    """What would help the data of a person's file, as its check has noticed."""
    told = (facts or {}).get("offers")
    found = []
    for offer in told if isinstance(told, Sequence) else ():
        by = offer.get("by") if isinstance(offer, dict) else None
        if offer.get("what") == "y" and isinstance(by, float) and by > 0:
            found.append(_divide_y("", by))
        elif offer.get("what") == "X":
            found.append(_divide_x(""))
    return tuple(found)


def with_offer(data: TableData, offer: ScalingOffer) -> TableData:
    """A table with what was offered done to it."""
    if offer.what == "X":
        return replace(data, scaling="maximum")
    return replace(data, target_divisor=data.target_divisor * offer.by)


def person_with_offer(file: PersonFile, offer: ScalingOffer) -> PersonFile:
    """A person's file with what was offered done to the data that it is given."""
    if isinstance(file.data, TableData):
        return replace(file, data=with_offer(file.data, offer))
    own = dict(file.plan.data)
    if offer.what == "X":
        own["divide_X"] = True
    else:
        own["divide_y"] = float(own.get("divide_y", 1.0)) * offer.by
    return replace(file, plan=replace(file.plan, data=own))


def _divide_y(sentence: str, by: float) -> ScalingOffer:
    return ScalingOffer("y", sentence, tr("Divide y by {by:g}", by=by), by)


def _divide_x(sentence: str) -> ScalingOffer:
    return ScalingOffer("X", sentence, tr("Divide X by its largest values"))
