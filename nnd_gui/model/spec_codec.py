"""An experiment <-> JSON, by tables: one row a field, one table a kind of thing.

Whoever gives an experiment another field adds a row to its table here; a test holds the
tables to the fields of the dataclasses. What a file leaves out has its default. A key that no
row knows is passed over and noted in `Place.unknown`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from typing import Any

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.bugs import check_bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import (
    MAX_SAMPLES,
    ExplicitWeights,
    LessonData,
    RandomData,
    SeededWeights,
    TableData,
    TrainedWeights,
)
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.model.bug_codec import read_bug, write_bug
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.json_fields import Place, flag, items, name, number, numbers, optional, whole
from nnd_gui.model.json_text import Json
from nnd_gui.model.weights_codec import read_blocks, write_blocks

__all__ = [
    "EXPERIMENT",
    "KINDS",
    "Kind",
    "Row",
    "changes",
    "merged",
    "number_row",
    "plain_row",
    "read_spec",
    "read_thing",
    "write_spec",
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


def _one_of(field: str, *, late: bool = False) -> Row:
    """Row of a field that can be one of several kinds."""
    return Row(
        field,
        lambda value, owners: _write_kind(KINDS[field], value, owners),
        lambda value, place, owners: _read_kind(field, value, place, owners),
        late,
    )


def _optional_one_of(field: str) -> Row:
    """Row of a field that can be one of several kinds, or none."""
    row = _one_of(field)
    return Row(
        field,
        lambda value, owners: None if value is None else row.write(value, owners),
        lambda value, place, owners: None if value is None else row.read(value, place, owners),
    )


def _plan(value: Json, place: Place, _: Owners) -> Plan:
    try:
        return Plan.from_json(value)
    except SpecError as problem:
        raise place.refused(problem) from None


def _tuple_of(read: Callable[[Json, Place], Any]) -> Callable[[Json, Place], Any]:
    return lambda value, place: tuple(read(item, at) for item, at in items(value, place))


def _table(value: Json, place: Place) -> tuple[tuple[float, ...], ...]:
    rows = items(value, place, MAX_SAMPLES)
    return tuple(tuple(numbers(row, at)) for row, at in rows)


def _headings(value: Json, place: Place) -> tuple[str, ...]:
    return tuple(name(item, at) for item, at in items(value, place, MAX_SAMPLES))


def _bug(value: Json, place: Place, owners: Owners) -> Bug | None:
    return read_bug(value, place, owners[0])


EXPERIMENT = Kind(
    ExperimentSpec,
    (
        _one_of("subject"),
        number_row("epsilon"),
        plain_row("scheme", name),
        plain_row("step", name),
        plain_row("dtype", name),
        number_row("tolerance", optional(number)),
        # A riddle's number alone means a bug of this very network.
        Row("bug", lambda bug, _: write_bug(bug), _bug, late=True),
        plain_row("sample", optional(whole)),
        plain_row("directions", whole),
        plain_row("direction_seed", optional(whole)),
    ),
)
"""The experiment itself."""

_LIMITS = Kind(
    Limits,
    (
        number_row("import_seconds"),
        number_row("evaluation_seconds"),
        plain_row("memory_mb", whole),
        plain_row("file_mb", whole),
    ),
)

KINDS: dict[str, dict[str, Kind]] = {
    "subject": {
        "network": Kind(
            Network,
            (
                plain_row("sizes", _tuple_of(whole)),
                plain_row("activations", _tuple_of(name)),
                plain_row("loss", name),
                plain_row("bias", flag),
                number_row("l2"),
                _one_of("data"),
                _one_of("weights", late=True),
            ),
        ),
        "file": Kind(
            PersonFile,
            (
                Row("plan", lambda value, _: value.to_json(), _plan),
                plain_row("interpreter", optional(name)),
                _optional_one_of("data"),
                plain_row("target_columns", whole),
                Row(
                    "limits",
                    lambda value, owners: _write(_LIMITS, value, owners),
                    lambda value, place, owners: _read(_LIMITS, value, place, owners),
                ),
            ),
        ),
    },
    "data": {
        "lesson": Kind(LessonData),
        "random": Kind(RandomData, (plain_row("samples", whole), plain_row("seed", whole))),
        "table": Kind(
            TableData,
            (
                plain_row("name", name),
                plain_row("rows", _table),
                plain_row("headings", _headings),
                plain_row("scaling", name),
                plain_row("target_scaling", name),
                number_row("target_divisor"),
            ),
        ),
    },
    "weights": {
        "seeded": Kind(SeededWeights, (plain_row("seed", whole), number_row("scale"))),
        "given": Kind(ExplicitWeights, (Row("values", write_blocks, read_blocks),)),
        "trained": Kind(
            TrainedWeights, (plain_row("steps", whole), number_row("rate"), _one_of("start"))
        ),
    },
    "start": {
        "seeded": Kind(SeededWeights, (plain_row("seed", whole), number_row("scale"))),
        "given": Kind(ExplicitWeights, (Row("values", write_blocks, read_blocks),)),
    },
}
"""For each field that can be one of several kinds, these by the names that files have for them."""


def write_spec(spec: ExperimentSpec) -> dict[str, Json]:
    """An experiment as JSON, whole: what is left out later may have another default."""
    return _write(EXPERIMENT, spec, ())


def read_spec(value: Json, place: Place) -> ExperimentSpec:
    """Read an experiment, and see that its bug can show.

    Raises
    ------
    DocumentError
        If it describes none.
    """
    spec: ExperimentSpec = _read(EXPERIMENT, value, place, ())
    if spec.bug is not None:
        try:
            check_bug(spec.bug, spec.network, spec.dtype)
        except SpecError as problem:
            raise place.at("bug").refused(problem) from None
    return spec


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


def changes(base: dict[str, Json], other: dict[str, Json]) -> dict[str, Json]:
    """What of an experiment's JSON differs from another's: what `merged` needs of it."""
    found = {key: item for key, item in other.items() if base.get(key, ...) != item}
    before, now = base.get("subject"), other.get("subject")
    if "subject" in found and before["kind"] == now["kind"]:  # type: ignore[index]
        found["subject"] = {
            key: item
            for key, item in now.items()  # type: ignore[union-attr]
            if before.get(key, ...) != item  # type: ignore[union-attr]
        }
    return found


def merged(base: dict[str, Json], changed: dict[str, Json]) -> dict[str, Json]:
    """An experiment's JSON with changes: a ``subject`` without a ``kind`` changes in parts."""
    found = {**base, **changed}
    before, now = base.get("subject"), changed.get("subject")
    if isinstance(before, dict) and isinstance(now, dict) and "kind" not in now:
        found["subject"] = {**before, **now}
    return found


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


def _write_kind(kinds: dict[str, Kind], value: Any, owners: Owners) -> dict[str, Json]:
    called = next(key for key, kind in kinds.items() if kind.make is type(value))
    return {"kind": called, **_write(kinds[called], value, owners)}


def _read_kind(field: str, value: Json, place: Place, owners: Owners) -> Any:
    if not isinstance(value, dict):
        raise place.wrong("a group of named values", value)
    if "kind" not in value:
        raise place.missing("kind")
    called = name(value["kind"], place.at("kind"))
    if called not in KINDS[field]:
        raise DocumentError(
            "“{place}” is “{found}”, which this version does not know; it can be {known}.",
            place=place.at("kind").path,
            found=called,
            known=", ".join(KINDS[field]),
        )
    return _read(KINDS[field][called], value, place, owners, "kind")
