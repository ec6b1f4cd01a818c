"""A frozen value <-> JSON by a table: one row a field.

What a file leaves out has its default. A key that no row knows is passed over and noted in
`Place.unknown`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from typing import Any

from nnd_gui.engine.errors import SpecError
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.json_fields import Place, name, number
from nnd_gui.model.json_text import Json

__all__ = [
    "Kind",
    "Owners",
    "Row",
    "number_row",
    "one_of",
    "optional_one_of",
    "plain_row",
    "read_thing",
    "thing_row",
    "write_thing",
]

Owners = tuple[Any, ...]
"""What has a field, what has that, and so on outwards."""
Write = Callable[[Any, Owners], Json]
Read = Callable[[Json, Place, Owners], Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One field of a thing.

    Parameters
    ----------
    key : str
        Its name, in the file and in the dataclass.
    write : callable
        ``(value, owners)`` to JSON.
    read : callable
        ``(json, place, owners)`` to the value. The first owner is None, as it is still being
        made; of a `late` row it is the thing without this field.
    late : bool
        Whether it can be read only when all others are, as weights that need the sizes.
    """

    key: str
    write: Write
    read: Read
    late: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """A dataclass and its fields; where a field can be of several, its JSON has a ``kind``."""

    make: type
    rows: tuple[Row, ...] = ()


def plain_row(key: str, read: Callable[[Json, Place], Any]) -> Row:
    """Row of a field whose value is the same in JSON, tuples apart."""
    return Row(
        key,
        lambda value, _: list(value) if isinstance(value, tuple) else value,
        lambda value, place, _: read(value, place),
    )


def number_row(key: str, read: Callable[[Json, Place], Any] = number) -> Row:
    """Row of a number, or none: a whole one is written as what it is read as."""
    return Row(
        key,
        lambda value, _: None if value is None else float(value),
        lambda value, place, _: read(value, place),
    )


def one_of(field: str, kinds: Mapping[str, Kind], *, late: bool = False) -> Row:
    """Row of a field that can be one of several kinds, by the names that files have for them."""
    return Row(
        field,
        lambda value, owners: _write_kind(kinds, value, owners),
        lambda value, place, owners: _read_kind(kinds, value, place, owners),
        late,
    )


def optional_one_of(field: str, kinds: Mapping[str, Kind]) -> Row:
    """Row of a field that can be one of several kinds, or none."""
    row = one_of(field, kinds)
    return Row(
        field,
        lambda value, owners: None if value is None else row.write(value, owners),
        lambda value, place, owners: None if value is None else row.read(value, place, owners),
    )


def thing_row(key: str, kind: Kind) -> Row:
    """Row of a field that is another thing with a table."""
    return Row(
        key,
        lambda value, owners: _write(kind, value, owners),
        lambda value, place, owners: _read(kind, value, place, owners),
    )


def write_thing(kind: Kind, value: Any) -> dict[str, Json]:
    """Any frozen value as JSON, by its table."""
    return _write(kind, value, ())


def read_thing(kind: Kind, value: Json, place: Place) -> Any:
    """Read any frozen value by its table.

    Raises
    ------
    DocumentError
        If it cannot be one.
    """
    return _read(kind, value, place, ())


def _write(kind: Kind, value: Any, outer: Owners) -> dict[str, Json]:
    owners = (value, *outer)
    return {row.key: row.write(getattr(value, row.key), owners) for row in kind.rows}


def _read(kind: Kind, value: Json, place: Place, outer: Owners, *also: str) -> Any:
    """Make the thing that an object describes."""
    found = place.object(value, [*also, *(row.key for row in kind.rows)])
    for field in fields(kind.make):
        needed = field.default is MISSING and field.default_factory is MISSING
        if needed and field.name not in found:
            raise place.missing(field.name)
    rows = sorted((row for row in kind.rows if row.key in found), key=lambda row: row.late)
    made: Any = None
    values: dict[str, Any] = {}
    for row in rows:
        if row.late and made is None:
            made = _made(kind, values, place)
        values[row.key] = row.read(found[row.key], place.at(row.key), (made, *outer))
    return _made(kind, values, place)


def _made(kind: Kind, values: dict[str, Any], place: Place) -> Any:
    try:
        return kind.make(**values)
    except SpecError as problem:
        raise place.refused(problem) from None


def _write_kind(kinds: Mapping[str, Kind], value: Any, owners: Owners) -> dict[str, Json]:
    called = next(key for key, kind in kinds.items() if kind.make is type(value))
    return {"kind": called, **_write(kinds[called], value, owners)}


def _read_kind(kinds: Mapping[str, Kind], value: Json, place: Place, owners: Owners) -> Any:
    if not isinstance(value, dict):
        raise place.wrong("a group of named values", value)
    if "kind" not in value:
        raise place.missing("kind")
    called = name(value["kind"], place.at("kind"))
    if called not in kinds:
        raise DocumentError(
            "“{place}” is “{found}”, which this version does not know; it can be {known}.",
            place=place.at("kind").path,
            found=called,
            known=", ".join(kinds),
        )
    return _read(kinds[called], value, place, owners, "kind")
