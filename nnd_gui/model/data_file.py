"""A file of samples as data: what is asked of it in words, read, and put into an experiment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from nnd_gui.engine.sources import MAX_SAMPLES, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.tables import (
    Choice,
    Read,
    Sheet,
    all_columns,
    columns_of,
    columns_text,
    open_table,
    read_all,
)
from nnd_gui.model.edit_result import Edit
from nnd_gui.model.edits import with_data, with_sizes
from nnd_gui.model.words import tr, trn

__all__ = [
    "DATA_SUFFIXES",
    "DataWords",
    "data_notes",
    "likely_words",
    "read_data",
    "table_text",
    "with_table",
]

DATA_SUFFIXES = (".csv", ".tsv", ".npz", ".npy")
"""Ends of the names of files of samples."""

_MANY_SAMPLES = 1_000
_FEW_CLASSES = 20


@dataclass(frozen=True, slots=True)
class DataWords:
    """What is wanted of a file of samples, as people write it.

    Parameters
    ----------
    inputs, targets : str
        Columns, as ``1-3, 5`` or by name.
    most, leave_out, targets_as, scaling, target_scaling, target_divisor
        As for the engine's `Choice`.
    """

    inputs: str
    targets: str
    most: int = MAX_SAMPLES
    leave_out: bool = False
    targets_as: str = "numbers"
    scaling: str = "none"
    target_scaling: str = "none"
    target_divisor: float = 1.0

    def choice(self, sheet: Sheet) -> Choice:
        """The same for the engine.

        Raises
        ------
        SpecError
            With the field that it belongs to.
        """
        return Choice(
            columns_of(self.inputs, sheet.headings, "inputs"),
            columns_of(self.targets, sheet.headings, "targets"),
            self.most,
            self.leave_out,
            self.targets_as,
            self.scaling,
            self.target_scaling,
            self.target_divisor,
        )


def likely_words(sheet: Sheet, one_hot: bool = False) -> DataWords:
    """What is most likely wanted of a file.

    Parameters
    ----------
    sheet : Sheet
    one_hot : bool
        Whether classes are to have a column each, as a network of our own takes them; code
        of a person's is given them by number, and tries the other forms itself.
    """
    most = MAX_SAMPLES if sheet.total is None else sheet.total
    words = DataWords(
        columns_text(sheet.inputs), columns_text(sheet.targets), min(most, _MANY_SAMPLES)
    )
    if len(sheet.targets) != 1:
        return words
    cells = [row[sheet.targets[0]] for row in sheet.rows if sheet.targets[0] < len(row)]
    words_in = sum(_is_word(cell) for cell in cells)
    if words_in > len(cells) / 2 and len(set(cells)) <= _FEW_CLASSES:
        return replace(words, targets_as="one-hot" if one_hot and len(set(cells)) > 2 else "labels")
    return words


def read_data(
    path: Path,
    *,
    inputs: str | None = None,
    targets: str | None = None,
    outputs: int | None = None,
    words: DataWords | None = None,
) -> Read:
    """Read a file of samples at once, for who cannot be asked.

    Parameters
    ----------
    path : Path
    inputs, targets : str, optional
        Columns. Of both left out all columns are used, the last ones as targets; of one, the
        other is the rest.
    outputs : int, optional
        How many columns are targets where none are named; one, or what the arrays' names say,
        when left out.
    words : DataWords, optional
        All else that is wanted.

    Raises
    ------
    CheckFailure, SpecError
        As the engine's `read_samples`.
    """
    file = open_table(path)
    sheet = file.sheet
    places = all_columns(sheet)
    named = {
        "inputs": columns_of(inputs or "", sheet.headings, "inputs"),
        "targets": columns_of(targets or "", sheet.headings, "targets"),
    }
    if not named["targets"]:
        left = tuple(place for place in places if place not in named["inputs"])
        count = outputs or (len(sheet.targets) if sheet.parts else 1)
        named["targets"] = left if named["inputs"] else places[-count:]
    if not named["inputs"]:
        named["inputs"] = tuple(place for place in places if place not in named["targets"])
    wanted = words or DataWords("", "")
    choice = replace(wanted, inputs=columns_text(named["inputs"]),
                     targets=columns_text(named["targets"])).choice(sheet)  # fmt: skip
    return read_all(file, choice)


def data_notes(read: Read) -> tuple[str, ...]:
    """What was not used of a file."""
    notes = []
    if read.left_out:
        notes.append(
            trn(
                "{count} row of “{file}” is not complete, and was left out.",
                "{count} rows of “{file}” are not complete, and were left out.",
                read.left_out,
                file=read.table.name,
            )
        )
    if read.more:
        notes.append(
            trn(
                "“{file}” goes on after its first sample, which is used alone.",
                "“{file}” goes on after its first {count} samples, which are used.",
                len(read.table.rows),
                file=read.table.name,
            )
        )
    return tuple(notes)


def with_table(spec: ExperimentSpec, table: TableData, outputs: int) -> Edit:
    """Use samples of a file; the layers at both ends follow where they do not fit.

    Parameters
    ----------
    spec : ExperimentSpec
        Of a network of our own.
    table : TableData
    outputs : int
        How many of its columns, the last ones, are targets.

    Raises
    ------
    SpecError
        If the network cannot have them.
    """
    sizes = (table.columns - outputs, *spec.network.sizes[1:-1], outputs)
    if sizes == spec.network.sizes:
        return with_data(spec, table)
    resized = with_sizes(spec, sizes)
    edit = with_data(resized.spec, table)
    notes = [note for note in (*resized.notes, *edit.notes) if note.field != "data"]
    return Edit(edit.spec, tuple(notes))


def table_text(table: TableData, outputs: int) -> str:
    """What a table holds, and what is done to it, in a line."""
    inputs = table.columns - outputs
    parts = [
        trn("{count} sample", "{count} samples", len(table.rows)),
        trn("{count} input", "{count} inputs", inputs),
        trn("{count} target", "{count} targets", outputs),
    ]
    scalings = {"maximum": tr("X by its maxima"), "standard": tr("X standardised")}
    if table.scaling in scalings:
        parts.append(scalings[table.scaling])
    scalings = {"maximum": tr("y by its maxima"), "standard": tr("y standardised")}
    if table.target_scaling in scalings:
        parts.append(scalings[table.target_scaling])
    if table.target_divisor != 1:
        parts.append(tr("y by {divisor:g}", divisor=table.target_divisor))
    return " · ".join(parts)


def _is_word(cell: str) -> bool:
    try:
        float(cell.replace(",", "."))
    except ValueError:
        return bool(cell)
    return False
