"""The events of a finished check of one of our own networks <-> JSON.

Read in a diff: a line of numbers for what was measured at each weight, under its name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, get_args

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.better_epsilon import Cause
from nnd_gui.engine.bug_names import BUG_TABLE
from nnd_gui.engine.differences import SCHEME_TABLE
from nnd_gui.engine.events import (
    Acquitted,
    Advised,
    Audited,
    Diagnosed,
    Event,
    Finished,
    LookedCloser,
    Measured,
    Started,
)
from nnd_gui.engine.explanations import UNKNOWN, Finding
from nnd_gui.engine.judge import REASONS
from nnd_gui.engine.parameters import Layout, layout_of
from nnd_gui.engine.spec import STEPS, ExperimentSpec
from nnd_gui.model.json_fields import Place, flag, items, name, number, optional, whole
from nnd_gui.model.json_numbers import (
    Floats,
    all_items,
    need,
    objects,
    read_blocks,
    read_number,
    read_row,
    read_weights,
    write_blocks,
    write_number,
    write_row,
)
from nnd_gui.model.json_text import Json

__all__ = ["read_events", "write_events"]

_METHODS = ("loop", "direct", "shared")
_MOST_LEVELS = 200
# Why an accusation that was withdrawn is undecided, where nothing else is said.
_USUAL = "below-resolution"

Names = dict[str, int]


def write_events(events: Sequence[Event], spec: ExperimentSpec) -> dict[str, Json]:
    """The events of a check that has completed as JSON.

    Parameters
    ----------
    events : sequence of Event
        In their order; the first a `Started`, the last a `Finished`.
    spec : ExperimentSpec
        What was checked.
    """
    started, finished = events[0], events[-1]
    if not isinstance(started, Started) or not isinstance(finished, Finished):
        raise ValueError("a check has a start and an end")
    layout = layout_of(spec.network)
    names = [layout.name_of(index) for index in range(layout.size)]
    measured = [row for x in events if isinstance(x, Measured) for row in _measured(x, names)]
    after = [_write_after(x, names) for x in events if isinstance(x, LookedCloser | Acquitted)]
    found: dict[str, Json] = {
        "cost": write_number(started.cost),
        "noise": write_number(started.noise),
        "method": started.method,
        "evaluations": [started.evaluations, finished.evaluations],
        "seconds": finished.seconds,
        "values": write_blocks(started.values, layout),
        "analytic": write_blocks(started.analytic, layout),
        "penalty": None if started.penalty is None else write_blocks(started.penalty, layout),
        "sample": None if started.sample is None else [int(at) for at in started.sample],
        "sample_seed": started.sample_seed,
        "measured": measured,
    }
    if after:
        found["then"] = after
    for event in events:
        found |= _write_found(event)
    return found


def read_events(value: dict[str, Json], spec: ExperimentSpec, place: Place) -> tuple[Event, ...]:
    """Read what `write_events` wrote.

    Raises
    ------
    DocumentError, ValueError, KeyError, TypeError
        If it is not what a check of this experiment gives.
    """
    layout = layout_of(spec.network)
    names = {layout.name_of(index): index for index in range(layout.size)}
    first, last = (whole(item, at) for item, at in items(value["evaluations"], place, 2))
    seconds = number(value["seconds"], place)
    need(0 <= first <= last and seconds >= 0)
    points = len(SCHEME_TABLE[spec.scheme].multiples)
    events: list[Event] = [
        _read_started(value, spec, layout, first, place),
        _read_measured(value["measured"], names, points, place),
    ]
    started, measured = events
    planned = getattr(started, "sample", None)
    expected = np.arange(layout.size) if planned is None else planned
    need(np.array_equal(np.sort(getattr(measured, "indices", ())), expected))
    for item, at in objects(value.get("then", []), place):
        if "acquitted" in item:
            reason = item.get("reason", _USUAL)
            need(reason in REASONS)
            indices = read_weights(item["acquitted"], names, at)
            events.append(Acquitted(indices, reason=reason))
        else:
            events.append(_read_closer(item, names, at))
    if "audit" in value:
        weights, evaluations, most = value["audit"]
        most = read_number(most, place)
        events.append(Audited(whole(weights, place), most, whole(evaluations, place)))
    if "advice" in value:
        events.append(_read_advice(value["advice"], place))
    if "diagnosis" in value:
        rows = objects(value["diagnosis"], place)
        events.append(Diagnosed(tuple(_read_finding(row, layout, at) for row, at in rows)))
    return (*events, Finished("completed", last, seconds))


def _read_started(
    value: dict[str, Json], spec: ExperimentSpec, layout: Layout, evaluations: int, place: Place
) -> Started:
    kind = np.dtype(spec.dtype)

    def vector(key: str) -> NDArray[Any]:
        # Too large a number is not one that this precision can have given.
        with np.errstate(over="raise"):
            return read_blocks(value[key], layout, place.at(key)).astype(kind)

    sample = None
    if value["sample"] is not None:
        sample = np.array(
            [whole(item, at) for item, at in all_items(value["sample"], place)], dtype=np.intp
        )
        inside = not sample.size or (sample[0] >= 0 and sample[-1] < layout.size)
        need(inside and bool(np.all(np.diff(sample) > 0)))
    need(value["method"] in _METHODS)
    return Started(
        layout,
        vector("values"),
        vector("analytic"),
        number(value["cost"], place.at("cost")),
        value["method"],
        number(value["noise"], place.at("noise")),
        evaluations,
        None if value["penalty"] is None else vector("penalty"),
        None,
        sample,
        optional(whole)(value["sample_seed"], place),
    )


def _measured(event: Measured, names: list[str]) -> list[Json]:
    rows: list[Json] = []
    for row, index in enumerate(event.indices):
        found: dict[str, Json] = {"weight": names[index]}
        for key in ("steps", "costs", "changes", "noise"):
            values = getattr(event, key)
            if values is not None:
                found[key] = write_row(values[row])
        rows.append(found)
    return rows


def _read_measured(value: Json, names: Names, points: int, place: Place) -> Measured:
    rows = objects(value, place)
    indices = np.array([names[row["weight"]] for row, _ in rows], dtype=np.intp)

    def column(key: str) -> Floats:
        found = [read_row(row[key], at, points) for row, at in rows]
        return np.array(found, dtype=np.float64).reshape(len(rows), points)

    with_changes = bool(rows) and "changes" in rows[0][0]
    changes = column("changes") if with_changes else None
    noise = column("noise") if with_changes and "noise" in rows[0][0] else None
    return Measured(indices, column("steps"), column("costs"), changes, noise)


def _write_found(event: Event) -> dict[str, Json]:
    """What was found out beside the slopes."""
    if isinstance(event, Audited):
        return {"audit": [event.weights, event.evaluations, write_number(event.largest_deviation)]}
    if isinstance(event, Advised):
        keys = ("epsilon", "step", "cause", "evaluations")
        return {"advice": {key: getattr(event, key) for key in keys}}
    if isinstance(event, Diagnosed):
        return {"diagnosis": [_write_finding(finding) for finding in event.findings]}
    return {}


def _write_after(event: LookedCloser | Acquitted, names: list[str]) -> Json:
    """What came after every weight was measured once."""
    if isinstance(event, Acquitted):
        told: dict[str, Json] = {"acquitted": [names[at] for at in event.indices]}
        return told if event.reason == _USUAL else told | {"reason": event.reason}
    rows: list[Json] = []
    for row, index in enumerate(event.indices):
        found: dict[str, Json] = {"weight": names[index]}
        if event.sizes is not None:
            found["size"] = write_number(event.sizes[row])
        found["steps"] = [write_row(level) for level in event.steps[row]]
        found["costs"] = [write_row(level) for level in event.costs[row]]
        rows.append(found)
    return {"asked": event.asked, "evaluations": event.evaluations, "closer": rows}


def _read_closer(value: dict[str, Json], names: Names, place: Place) -> LookedCloser:
    rows = objects(value["closer"], place)
    indices = np.array([names[row["weight"]] for row, _ in rows], dtype=np.intp)
    levels = len(rows[0][0]["steps"])
    need(0 < levels <= _MOST_LEVELS and len(set(indices.tolist())) == len(indices))
    # A search goes through them in their order.
    need(bool(np.all(np.diff(indices) > 0)))

    def block(key: str) -> Floats:
        found = [
            [read_row(level, at, 4) for level, at in items(row[key], at, levels)]
            for row, at in rows
        ]
        return np.array(found, dtype=np.float64).reshape(len(rows), levels, 4)

    asked = whole(value["asked"], place)
    need(0 <= asked < levels)
    sizes = None
    if "size" in rows[0][0]:
        sizes = np.array([read_number(row["size"], at) for row, at in rows])
    evaluations = whole(value["evaluations"], place)
    return LookedCloser(indices, block("steps"), block("costs"), evaluations, asked, sizes)


def _read_advice(value: dict[str, Json], place: Place) -> Advised:
    epsilon, cause = optional(number)(value["epsilon"], place), value["cause"]
    need(value["step"] in STEPS and (cause is None or cause in get_args(Cause)))
    need(epsilon is None or epsilon > 0)
    return Advised(epsilon, value["step"], cause, whole(value["evaluations"], place))


def _write_finding(finding: Finding) -> Json:
    return {
        key: list(value) if isinstance(value, tuple) else value
        for key in Finding.__slots__
        if (value := getattr(finding, key)) not in (None, (), False)
    }


def _read_finding(value: dict[str, Json], layout: Layout, place: Place) -> Finding:
    known = {*BUG_TABLE, UNKNOWN}
    blocks = {block.name for block in layout.blocks}
    layers = {block.layer for block in layout.blocks}
    where, others = tuple(value.get("where", ())), tuple(value.get("alternatives", ()))
    need(value["bug"] in known and set(others) <= known and set(where) <= blocks)
    at_layers, weight = tuple(value.get("layers", ())), optional(whole)(value.get("weight"), place)
    need(set(at_layers) <= layers and (weight is None or 0 <= weight < layout.size))
    return Finding(
        value["bug"],
        where,
        optional(number)(value.get("factor"), place),
        others,
        optional(number)(value.get("coefficient"), place),
        optional(name)(value.get("variant"), place),
        weight,
        at_layers,
        flag(value.get("data_only", False), place),
    )
