"""What is written in and under the drawing of a network."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nnd_gui.engine.judge import DISAGREE
from nnd_gui.engine.subject import Network
from nnd_gui.model.activation_titles import activation_titles
from nnd_gui.model.drawn_network import BIAS_UNIT, DrawnNetwork
from nnd_gui.model.forward_result import ForwardResult
from nnd_gui.model.result import CheckResult
from nnd_gui.model.unit_words import unit_words, weight_words
from nnd_gui.model.words import tr, trn

__all__ = [
    "DrawnNames",
    "edges_words",
    "hidden_words",
    "names_of",
    "path_words",
    "sample_words",
    "shared_words",
    "wanted_words",
]


@dataclass(frozen=True, slots=True)
class DrawnNames:
    """What the drawing calls its parts.

    Parameters
    ----------
    inputs, outputs : tuple of str
        Names of the first and of the last layer's units; empty where they have none.
    layers : tuple of str
        What stands over each layer; a part behind `` · `` may be left out.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    layers: tuple[str, ...]


def names_of(drawn: DrawnNetwork, network: Network | None) -> DrawnNames:
    """Names for a network's drawing; of a person's file little is known."""
    sizes = drawn.sizes
    last = len(sizes) - 1
    if network is None:
        middle = (tr("Layer {count}", count=layer) for layer in range(1, last))
        return DrawnNames((), (), (tr("Input"), *middle, tr("Output")))
    titles = activation_titles()
    heads = [tr("Input")]
    for layer in range(1, last + 1):
        head = tr("Output") if layer == last else tr("Hidden {count}", count=layer)
        heads.append(f"{head} · {titles[network.activations[layer - 1]]}")
    inputs, outputs = (
        tuple(unit_words(network, layer, unit) for unit in range(sizes[layer]))
        for layer in (0, last)
    )
    return DrawnNames(inputs, outputs, tuple(heads))


def wanted_words(target: str) -> str:
    """What an output should be."""
    return tr("wanted {target}", target=target)


def shared_words(count: int) -> str:
    """That an edge stands for several weights."""
    return trn("{count} weight on this line", "one of {count} on this line", count)


def edges_words(kind: str) -> str:
    """What an edge's width and colour tell."""
    if kind == "error":
        return tr(
            "Green agrees, the thicker the larger its error; orange with a cross disagrees; violet "
            "with a diamond is undecided."
        )
    what = {
        "value": tr("The thicker an edge, the larger its weight"),
        "analytic": tr("The thicker an edge, the larger its analytic gradient"),
        "numerical": tr("The thicker an edge, the larger its numerical gradient"),
    }[kind]
    return tr(
        "{what}, each matrix on its own scale; orange is positive, blue and dashed negative.",
        what=what,
    )


def sample_words(values: ForwardResult | None) -> str:
    """Whose values stand in the units."""
    passed = values.passed if values is not None else None
    if passed is None:
        return ""
    return tr(
        "In the units: sample {sample:,} of {samples:,}.",
        sample=passed.sample + 1,
        samples=passed.samples,
    )


def path_words(
    drawn: DrawnNetwork, network: Network | None, result: CheckResult, index: int
) -> str:
    """Where the selected weight leads, in words."""
    edge = drawn.edge(index)
    if edge is None:
        return ""
    layer, source, target = edge
    name = result.layout.name_of(index)
    if network is not None:
        what = tr("{name}: {words}.", name=name, words=weight_words(network, index))
    elif source == BIAS_UNIT:
        what = tr("{name}: bias of unit {unit}.", name=name, unit=target + 1)
    else:
        what = tr(
            "{name}: from unit {source} to unit {unit}.",
            name=name,
            source=source + 1,
            unit=target + 1,
        )
    behind = drawn.sizes[layer + 1 :]
    if not behind:
        return what + " " + tr("A change of it reaches the cost through this output alone.")
    reached = sum(behind)
    return (
        what
        + " "
        + trn(
            "A change of it goes on to one unit, and so to the cost.",
            "A change of it goes on to {count} units, and so to the cost.",
            reached,
        )
    )


def hidden_words(result: CheckResult, alone: set[int]) -> str:
    """What of a large network is not drawn by itself: how much, and whether any of it is wrong.

    Parameters
    ----------
    result : CheckResult
        The check.
    alone : set of int
        The weights that have an edge of their own.
    """
    hidden = result.total - len(alone)
    if hidden <= 0:
        return ""
    text = tr(
        "{count:,} of {total:,} weights share dotted lines, which show their largest or worst.",
        count=hidden,
        total=result.total,
    )
    wrong = np.flatnonzero(result.weights.verdict == DISAGREE)
    count = len(wrong) - len(alone.intersection(wrong.tolist()))
    if count:
        text += " " + trn("One of them disagrees.", "{count} of them disagree.", count)
    return text
