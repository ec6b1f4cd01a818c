"""An experiment <-> JSON, by tables: one row a field, one table a kind of thing.

Whoever gives an experiment another field adds a row to its table here; a test holds the
tables to the fields of the dataclasses.
"""

from __future__ import annotations

from collections.abc import Callable
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
from nnd_gui.model.codec_rows import (
    Kind,
    Owners,
    Row,
    number_row,
    one_of,
    optional_one_of,
    plain_row,
    read_thing,
    thing_row,
    write_thing,
)
from nnd_gui.model.json_fields import Place, flag, items, name, number, numbers, optional, whole
from nnd_gui.model.json_text import Json
from nnd_gui.model.weights_codec import read_blocks, write_blocks

__all__ = ["EXPERIMENT", "KINDS", "changes", "merged", "read_spec", "write_spec"]


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


_LIMITS = Kind(
    Limits,
    (
        number_row("import_seconds"),
        number_row("evaluation_seconds"),
        plain_row("memory_mb", whole),
        plain_row("file_mb", whole),
    ),
)

_DATA = {
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
}

_STARTS = {
    "seeded": Kind(SeededWeights, (plain_row("seed", whole), number_row("scale"))),
    "given": Kind(ExplicitWeights, (Row("values", write_blocks, read_blocks),)),
}

_WEIGHTS = _STARTS | {
    "trained": Kind(
        TrainedWeights, (plain_row("steps", whole), number_row("rate"), one_of("start", _STARTS))
    ),
}

_SUBJECTS = {
    "network": Kind(
        Network,
        (
            plain_row("sizes", _tuple_of(whole)),
            plain_row("activations", _tuple_of(name)),
            plain_row("loss", name),
            plain_row("bias", flag),
            number_row("l2"),
            one_of("data", _DATA),
            one_of("weights", _WEIGHTS, late=True),
        ),
    ),
    "file": Kind(
        PersonFile,
        (
            Row("plan", lambda value, _: value.to_json(), _plan),
            plain_row("interpreter", optional(name)),
            optional_one_of("data", _DATA),
            plain_row("target_columns", whole),
            thing_row("limits", _LIMITS),
        ),
    ),
}

EXPERIMENT = Kind(
    ExperimentSpec,
    (
        one_of("subject", _SUBJECTS),
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

KINDS = {"subject": _SUBJECTS, "data": _DATA, "weights": _WEIGHTS, "start": _STARTS}
"""For each field that can be one of several kinds, these by the names that files have for them."""


def write_spec(spec: ExperimentSpec) -> dict[str, Json]:
    """An experiment as JSON, whole: what is left out later may have another default."""
    return write_thing(EXPERIMENT, spec)


def read_spec(value: Json, place: Place) -> ExperimentSpec:
    """Read an experiment, and see that its bug can show.

    Raises
    ------
    DocumentError
        If it describes none.
    """
    spec: ExperimentSpec = read_thing(EXPERIMENT, value, place)
    if spec.bug is not None:
        try:
            check_bug(spec.bug, spec.network, spec.dtype)
        except SpecError as problem:
            raise place.at("bug").refused(problem) from None
    return spec


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
