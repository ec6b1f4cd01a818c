"""A document <-> text. The file is JSON, meant to be read, compared and written by people.

The experiment is written whole. A step of a lesson, and a pinned run, have only what differs
from it: a lesson on epsilon reads as a list of epsilons. Keys that this version does not know
are passed over, named to the caller, and not kept when the document is saved again; whatever
changes the meaning of what is known gets a higher version, which older programs refuse.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from nnd_gui.model.bug_codec import MYSTERY, veiled
from nnd_gui.model.cover import Revealed
from nnd_gui.model.document import Document, LessonStep, Pinned, State, View
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.hints import HINTS, LINE
from nnd_gui.model.json_fields import Place, flag, items, lines, name, optional, whole
from nnd_gui.model.json_text import Json, JsonError, Lines, read_json, write_json
from nnd_gui.model.kept_results import read_results
from nnd_gui.model.settings_codec import read_settings, write_settings
from nnd_gui.model.spec_codec import changes, merged, read_spec, write_spec

__all__ = ["FORMAT", "VERSION", "ReadDocument", "document_text", "read_document"]

FORMAT = "nndcheck"
VERSION = 1

_MOST_STEPS = 200
_DOCUMENT = (
    "format",
    "version",
    "title",
    "experiment",
    "view",
    "notes",
    "pinned",
    "steps",
    "results",
)
_PLAIN_VIEW = ("selected", "picture", "covered", "hidden", "hints", "guesses")
_VIEW = (*_PLAIN_VIEW, "revealed", "settings")
_STAGES = {stage.name.lower(): stage for stage in Revealed if stage < Revealed.ALL}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """What a text held.

    Parameters
    ----------
    document : Document
        The document.
    unknown : tuple of str
        Keys that nothing was made of, as ``experiment.dropout``.
    results_lost : bool
        Whether it has results that are damaged, or those of another experiment.
    """

    document: Document
    unknown: tuple[str, ...] = ()
    results_lost: bool = False


def document_text(document: Document) -> str:
    """Write a document; the same document is the same text."""
    base = _experiment(document.state)
    found: dict[str, Json] = {"format": FORMAT, "version": VERSION}
    if document.title:
        found["title"] = document.title
    found["experiment"] = base
    found |= _view(document.state.view)
    if document.notes:
        found["notes"] = Lines(document.notes.split("\n"))
    if document.pinned:
        found["pinned"] = [
            {"name": run.name, "experiment": changes(base, write_spec(run.spec))}
            for run in document.pinned
        ]
    if document.steps:
        found["steps"] = [_step(step, base) for step in document.steps]
    if document.keeps_results:
        found["results"] = _results(document)
    return write_json(found)


def read_document(text: str) -> ReadDocument:
    """Read a document.

    Raises
    ------
    DocumentError
        If it is none, or one of a newer version, or describes what cannot be.
    """
    found = _opened(text)
    place = Place()
    place.object(found, (*_DOCUMENT, "results"))
    if "experiment" not in found:
        raise place.missing("experiment")
    base = found["experiment"]
    if not isinstance(base, dict):
        raise place.at("experiment").wrong("a group of named values", base)
    state = _read_state(base, found.get("view"), place)
    kept = found.get("results")
    # What is covered is not kept in plain sight; whoever wrote it there has not covered it.
    results = None if kept is None or state.is_riddle else read_results(kept, state.spec)
    document = Document(
        state,
        name(found.get("title", ""), place.at("title")),
        lines(found.get("notes", ""), place.at("notes")),
        tuple(_read_pinned(base, *item) for item in _listed(found, "pinned", place)),
        tuple(_read_step(base, *item) for item in _listed(found, "steps", place)),
        "results" in found,
        results,
    )
    lost = kept is not None and results is None
    return ReadDocument(document, tuple(_once(place.unknown)), lost)


def _results(document: Document) -> Json:
    """Results as far as they are there, and those of what is saved; never of what is covered."""
    results, state = document.results, document.state
    fits = results is not None and not state.is_riddle and results.belong_to(state.spec)
    return results.written if results is not None and fits else None


def _once(unknown: list[str]) -> Iterator[str]:
    """The unknown keys without those that a step only has from the experiment."""
    for path in unknown:
        _, of_step, rest = path.partition("].")
        if not (of_step and rest in unknown):
            yield path


def _opened(text: str) -> dict[str, Json]:
    """The outermost object, once it is known to be ours and not newer."""
    try:
        found = read_json(text)
    except JsonError as problem:
        raise _no_json(text, problem.line) from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise _foreign(found)
    version = found.get("version")
    if type(version) is not int or version < 1:
        raise DocumentError("It is damaged: it does not say which version of the format it has.")
    if version > VERSION:
        raise DocumentError(
            "It was saved by a newer version of this program, which can open it. (It has format "
            "{found}, this version reads up to {known}.)",
            found=version if version < 10**6 else "?",
            known=VERSION,
        )
    return found


def _no_json(text: str, line: int | None) -> DocumentError:
    if not text.strip():
        return DocumentError("It is empty.")
    if f'"{FORMAT}"' not in text[:1000]:
        return _foreign(None)
    if line is None:
        return DocumentError("It is damaged: something in it has been changed.")
    return DocumentError(
        "It is damaged at line {line}: it breaks off there, or something has been changed.",
        line=line,
    )


def _foreign(found: Json) -> DocumentError:
    if isinstance(found, dict) and str(found.get("format", "")).startswith("nnd-check/"):
        return DocumentError("It is the report of a check, which cannot be opened as a document.")
    return DocumentError("It is not a document of this program.")


def _experiment(state: State) -> dict[str, Json]:
    found = write_spec(state.spec)
    if found["bug"] is not None and state.is_riddle:
        number = {} if state.mystery is None else {MYSTERY: state.mystery}
        found["bug"] = number | veiled(found["bug"])
    return found


def _read_state(experiment: dict[str, Json], view: Json, place: Place) -> State:
    spec = read_spec(experiment, place.at("experiment"))
    bug = experiment.get("bug")
    mystery = None
    if isinstance(bug, dict) and MYSTERY in bug:
        mystery = whole(bug[MYSTERY], place.at("experiment").at("bug").at(MYSTERY))
    return State(spec, mystery, _read_view(view, place.at("view")))


def _view(view: View) -> dict[str, Json]:
    """What differs from the usual view, if anything does."""
    usual = View()
    found = {
        key: list(value) if isinstance(value, tuple) else value
        for key in _PLAIN_VIEW
        if (value := getattr(view, key)) != getattr(usual, key)
    }
    if view.revealed != usual.revealed:
        found["revealed"] = view.revealed.name.lower()
    if view.settings:
        found["settings"] = write_settings(view.settings)
    return {"view": found} if found else {}


def _read_view(value: Json, place: Place) -> View:
    if value is None:
        return View()
    found = place.object(value, _VIEW)
    hidden = items(found.get("hidden", []), place.at("hidden"))
    return View(
        optional(name)(found.get("selected"), place.at("selected")),
        optional(name)(found.get("picture"), place.at("picture")),
        flag(found.get("covered", False), place.at("covered")),
        tuple(name(item, at) for item, at in hidden),
        read_settings(found.get("settings", {}), place.at("settings")),
        _read_hints(found.get("hints", LINE), place.at("hints")),
        _read_stage(found.get("revealed"), place.at("revealed")),
        tuple(name(item, at) for item, at in items(found.get("guesses", []), place.at("guesses"))),
    )


def _read_stage(value: Json, place: Place) -> Revealed:
    if value is None:
        return Revealed.VERDICT
    if not isinstance(value, str) or value not in _STAGES:
        raise place.wrong(" | ".join(_STAGES), value)
    return _STAGES[value]


def _read_hints(value: Json, place: Place) -> str:
    if value not in HINTS:
        raise place.wrong("“where”, “kind” or “line”", value)
    return str(value)


def _step(step: LessonStep, base: dict[str, Json]) -> dict[str, Json]:
    found: dict[str, Json] = {"name": step.name}
    if step.text:
        found["text"] = Lines(step.text.split("\n"))
    different = changes(base, _experiment(step.state))
    if different:
        found["experiment"] = different
    return found | _view(step.state.view)


def _read_step(base: dict[str, Json], value: Json, place: Place) -> LessonStep:
    found = place.object(value, ("name", "text", "experiment", "view"))
    if "name" not in found:
        raise place.missing("name")
    return LessonStep(
        name(found["name"], place.at("name")),
        lines(found.get("text", ""), place.at("text")),
        _read_state(_merged(base, found, place), found.get("view"), place),
    )


def _read_pinned(base: dict[str, Json], value: Json, place: Place) -> Pinned:
    found = place.object(value, ("name", "experiment"))
    return Pinned(
        name(found.get("name", ""), place.at("name")),
        read_spec(_merged(base, found, place), place.at("experiment")),
    )


def _merged(base: dict[str, Json], found: dict[str, Json], place: Place) -> dict[str, Json]:
    different = found.get("experiment", {})
    if not isinstance(different, dict):
        raise place.at("experiment").wrong("a group of named values", different)
    return merged(base, different)


def _listed(found: dict[str, Json], key: str, place: Place) -> list[tuple[Any, Place]]:
    return items(found.get(key, []), place.at(key), _MOST_STEPS)
