"""The options of nnd-check that say how a file of samples is read."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.scaling import SCALINGS
from nnd_gui.engine.sources import MAX_SAMPLES
from nnd_gui.engine.tables import TARGETS_AS, Read
from nnd_gui.model.data_file import DataWords, read_data
from nnd_gui.model.option_values import number_of, whole_of

__all__ = ["DATA_OPTIONS", "INCOMPLETE", "read_asked", "refuse_columns"]

INCOMPLETE = ("refuse", "leave-out")
"""What is done with a row in which a number is missing."""

DATA_OPTIONS = {
    "inputs": "--inputs",
    "target_columns": "--targets",
    "targets_as": "--targets-as",
    "scaling": "--scaling",
    "target_scaling": "--target-scaling",
    "divide_targets": "--divide-targets",
    "samples": "--samples",
    "incomplete": "--incomplete",
}
"""Options that say how a file of samples is read, by the names of their fields."""


class DataOptions(Protocol):
    """Options as they were typed; None where left out."""

    @property
    def inputs(self) -> str | None:
        """Columns of X."""

    @property
    def target_columns(self) -> str | None:
        """Columns of y."""

    @property
    def targets_as(self) -> str | None:
        """One of `TARGETS_AS`."""

    @property
    def scaling(self) -> str | None:
        """One of `SCALINGS`, of X."""

    @property
    def target_scaling(self) -> str | None:
        """One of `SCALINGS`, of y."""

    @property
    def divide_targets(self) -> str | None:
        """By what y is divided."""

    @property
    def samples(self) -> str | None:
        """How many at most."""

    @property
    def incomplete(self) -> str | None:
        """One of `INCOMPLETE`."""


def refuse_columns(options: DataOptions) -> None:
    """Refuse options for a file of samples where there is none.

    Raises
    ------
    SpecError
        If one was given.
    """
    for name, option in DATA_OPTIONS.items():
        if getattr(options, name) is not None:
            raise SpecError(name, "{option} is for a file of samples: --data FILE.", option=option)


def read_asked(path: Path, options: DataOptions, outputs: int | None = None) -> Read:
    """Read a file of samples as the options say.

    Parameters
    ----------
    path : Path
    options : DataOptions
    outputs : int, optional
        How many columns are targets, where that is known of the network.

    Raises
    ------
    CheckFailure
        If it cannot be read, or has cells without a number.
    SpecError
        If an option cannot be (its field is the option's), or the file holds no samples
        (``data``).
    """
    divisor, most = options.divide_targets, options.samples
    words = DataWords(
        "",
        "",
        MAX_SAMPLES if most is None else whole_of("samples", "--samples", most),
        _one_of("incomplete", options.incomplete, INCOMPLETE) == "leave-out",
        _one_of("targets_as", options.targets_as, TARGETS_AS),
        _one_of("scaling", options.scaling, SCALINGS),
        _one_of("target_scaling", options.target_scaling, SCALINGS),
        1.0 if divisor is None else number_of("divide_targets", "--divide-targets", divisor),
    )
    return read_data(
        path, inputs=options.inputs, targets=options.target_columns, outputs=outputs, words=words
    )


def _one_of(name: str, given: str | None, known: tuple[str, ...]) -> str:
    if given is None:
        return known[0]
    if given not in known:
        raise SpecError(
            name,
            "{option} can be {known}, not “{given}”.",
            option=DATA_OPTIONS[name],
            known=", ".join(known),
            given=given,
        )
    return given
