"""Units and weights in a first-year student's words: *from study to hidden unit 2*.

Units are counted from 1 here, as people count; names such as W1[1,1] count from 0, as the
code does.
"""

from __future__ import annotations

from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData
from nnd_gui.engine.subject import Network
from nnd_gui.model.words import tr

__all__ = ["activation_words", "place_words", "unit_words", "weight_words"]


def place_words(subject: Network | PersonFile, layout: Layout, index: int) -> str:
    """Which units a weight joins; of a person's file, where in their matrix it stands."""
    if isinstance(subject, Network):
        return weight_words(subject, index)
    block, place = layout.block_of(index), layout.position_of(index)
    if len(place) == 2:  # which way round a person's matrix stands is not known
        row, column = place
        return tr("row {row}, column {column} of {block}", row=row + 1, column=column + 1,
                  block=block.name)  # fmt: skip
    return tr("entry {count} of {block}", count=index - block.start + 1, block=block.name)


def unit_words(network: Network, layer: int, unit: int) -> str:
    """Name of a unit.

    Parameters
    ----------
    network : Network
        Its data may have names for inputs and outputs.
    layer : int
        0 for the inputs.
    unit : int
        Its place in the layer, from 0.
    """
    last = len(network.sizes) - 1
    lesson = isinstance(network.data, LessonData)
    if layer == 0:
        return (tr("sleep"), tr("study"))[unit] if lesson else tr("input {count}", count=unit + 1)
    if layer == last:
        return tr("test score") if lesson else tr("output {count}", count=unit + 1)
    if last == 2:
        return tr("hidden unit {count}", count=unit + 1)
    return tr("unit {count} of hidden layer {layer}", count=unit + 1, layer=layer)


def weight_words(network: Network, index: int) -> str:
    """Which units a weight joins, or whose bias it is.

    Parameters
    ----------
    network : Network
    index : int
        The weight's place in the flat vector.
    """
    layout = layout_of(network)
    block, place = layout.block_of(index), layout.position_of(index)
    after = unit_words(network, block.layer, place[-1])
    if block.is_bias:
        return tr("bias of {unit}", unit=after)
    before = unit_words(network, block.layer - 1, place[0])
    return tr("from {before} to {after}", before=before, after=after)


def activation_words(network: Network, layer: int, unit: int) -> str:
    """What a unit gives on: an input is itself, any other has an activation."""
    name = unit_words(network, layer, unit)
    return name if layer == 0 else tr("activation of {unit}", unit=name)
