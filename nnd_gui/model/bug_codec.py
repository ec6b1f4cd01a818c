"""A deliberate bug <-> JSON: as the command line writes it, or veiled where it is a riddle."""

from __future__ import annotations

import base64
from dataclasses import asdict

from nnd_gui.engine.bug_names import Bug, parse_bug
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.json_fields import Place, name, number, optional, whole
from nnd_gui.model.json_text import Json, read_json, write_json

__all__ = ["MYSTERY", "VEILED", "read_bug", "veiled", "write_bug"]

VEILED = "veiled"
"""Key of a bug that is not in plain sight: who peeps into the file learns nothing by accident."""

MYSTERY = "mystery"
"""Key of the number that a riddle was drawn with, beside its veiled bug."""

_PARTS = ("name", "block", "factor", "variant")


def write_bug(bug: Bug | None) -> Json:
    """A bug as ``"factor@W2=3"``, or in parts where the text would round its factor."""
    if bug is None:
        return None
    text = str(bug)
    return text if parse_bug(text) == bug else asdict(bug)


def read_bug(value: Json, place: Place, spec: ExperimentSpec) -> Bug | None:
    """Read a bug: plain, veiled, or by a riddle's number alone, as a person may write it.

    Raises
    ------
    DocumentError
        If there is no such bug.
    """
    if value is None:
        return None
    if isinstance(value, dict) and VEILED in value:
        return _unveiled(value, place, spec)
    try:
        if isinstance(value, dict) and MYSTERY in value:
            found = place.object(value, (MYSTERY,))
            if not isinstance(spec.subject, Network):
                raise SpecError("bug", "A riddle needs a network of the program's own.")
            number_of = whole(found[MYSTERY], place.at(MYSTERY))
            return draw_bug(number_of, spec.subject, spec.dtype)
        if isinstance(value, str):
            return parse_bug(name(value, place))
        found = place.object(value, _PARTS)
        if "name" not in found:
            raise place.missing("name")
        return Bug(
            name(found["name"], place.at("name")),
            optional(name)(found.get("block"), place.at("block")),
            optional(number)(found.get("factor"), place.at("factor")),
            optional(name)(found.get("variant"), place.at("variant")),
        )
    except SpecError as problem:
        raise place.refused(problem) from None


def veiled(bug: Json) -> dict[str, Json]:
    """What `write_bug` returned, made unreadable to the eye; not to who wants to know."""
    return {VEILED: base64.b64encode(write_json(bug).encode()).decode()}


def _unveiled(value: dict[str, Json], place: Place, spec: ExperimentSpec) -> Bug | None:
    inside = place.at(VEILED)
    code = name(place.object(value, (VEILED, MYSTERY))[VEILED], inside)
    try:
        bug = read_json(base64.b64decode(code, validate=True).decode())
    except ValueError:  # no base64, no UTF-8, no JSON
        raise inside.wrong("what this program wrote", value[VEILED]) from None
    if isinstance(bug, dict) and VEILED in bug:
        raise inside.wrong("what this program wrote", value[VEILED])
    return read_bug(bug, inside, spec)
