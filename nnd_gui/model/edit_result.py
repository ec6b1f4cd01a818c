"""What an edit returns, and how one settles what it has upset."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from nnd_gui.engine.bug_places import places_of
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.sources import Data, LessonData, RandomData, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr, trn

__all__ = ["Change", "Edit", "Note", "settled"]

_STAND_IN_DATA = RandomData(20)


@dataclass(frozen=True, slots=True)
class Note:
    """One side effect, told.

    Parameters
    ----------
    field : str
        What changed, named as in `SpecError.field`: the place where the sentence belongs.
    text : str
        The sentence, translated.
    """

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What became of an experiment.

    Parameters
    ----------
    spec : ExperimentSpec
        The changed experiment.
    notes : tuple of Note
        What changed with it unasked.
    """

    spec: ExperimentSpec
    notes: tuple[Note, ...] = ()


Change = Callable[[ExperimentSpec], Edit]
"""An edit whose details are settled: what an editor asks for."""


def settled(spec: ExperimentSpec, changes: dict[str, Any], notes: Sequence[Note] = ()) -> Edit:
    """Change a network; data that no longer fits, unless itself asked for, is replaced.

    Parameters
    ----------
    spec : ExperimentSpec
        What to start from.
    changes : dict
        The network's fields that change.
    notes : sequence of Note
        What is to be told already.

    Returns
    -------
    Edit

    Raises
    ------
    SpecError
        If there can be no such network.
    """
    notes = list(notes)
    try:
        changed = spec.with_network(**changes)
    except SpecError as problem:
        if problem.field != "data" or "data" in changes:
            raise
        changed = spec.with_network(**changes, data=_STAND_IN_DATA)
        notes.append(Note("data", _data_text(spec.network.data, changed.network)))
    if _is_constant(changed.network) and not _is_constant(spec.network):
        text = tr("With one output, a softmax is always 1: the cost never changes.")
        notes.append(Note("loss", text))
    if changed.bug is not None:
        try:
            places_of(changed.bug, changed.network)
        except SpecError as problem:
            text = tr("The bug was taken out.")
            notes.append(Note("bug", f"{problem_text(problem)} {text}"))
            changed = replace(changed, bug=None)
    return Edit(changed, tuple(notes))


def _is_constant(network: Network) -> bool:
    """Whether the output is the same whatever the weights: legal, but nothing to see."""
    return network.activations[-1] == "softmax" and network.sizes[-1] == 1


def _data_text(data: Data, network: Network) -> str:
    inputs, outputs = network.sizes[0], network.sizes[-1]
    if isinstance(data, LessonData):
        return tr("The lesson's data has 2 inputs and 1 output, so random data is used now.")
    if isinstance(data, TableData) and data.columns != inputs + outputs:
        return trn(
            "“{name}” has {count} column, but {needed:,} are needed, so random data is used now.",
            "“{name}” has {count} columns, but {needed:,} are needed, so random data is used now.",
            data.columns,
            name=data.name,
            needed=inputs + outputs,
        )
    if isinstance(data, TableData):
        return tr(
            "“{name}” has targets outside 0 to 1, so random data is used now.", name=data.name
        )
    raise TypeError("random data fits every network")
