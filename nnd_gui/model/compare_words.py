"""Two runs side by side, in words: what differs between them, and what came of each."""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.change_names import CHANGE_NAMES, changed_fields
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["difference_text", "outcome_text", "pin_name"]

_MOST = 3


def difference_text(pinned: ExperimentSpec, now: ExperimentSpec) -> str:
    """What differs between two experiments, in one line: ``epsilon 1e-04 | 1e-08``."""
    if type(pinned.subject) is not type(now.subject):
        return tr("another subject")
    changed = changed_fields(pinned, now)
    told = [_both(name, pinned, now) for name in CHANGE_NAMES if name in changed]
    if not told:
        return tr("the same experiment") if not changed else tr("other settings")
    more = len(told) - _MOST
    if more > 0:
        told[_MOST:] = [tr("{count} more", count=more)]
    return "; ".join(told)


def outcome_text(result: CheckResult | None) -> str:
    """Verdict and ratio of a run, in a few words."""
    if result is None or result.finished is None:
        return tr("on its way")
    if result.overall is None:
        return tr("not checked")
    return tr(
        "{verdict}, ratio {ratio}",
        verdict=tr(result.overall.verdict),
        ratio=compact(result.ratio),
    )


def pin_name(spec: ExperimentSpec) -> str:
    """What a pinned run is called in a list: what is likeliest to be compared."""
    parts = [
        CHANGE_NAMES["epsilon"](spec),
        CHANGE_NAMES["scheme"](spec),
        spec.dtype,
    ]
    if spec.bug is not None:
        parts.append(bug_label(spec.bug.name))
    return " · ".join(parts)


def _both(name: str, pinned: ExperimentSpec, now: ExperimentSpec) -> str:
    first, second = _value(name, pinned), _value(name, now)
    # What both begin with is said once.
    words, others = first.split(" "), second.split(" ")
    same = 0
    while same < min(len(words), len(others)) - 1 and words[same] == others[same]:
        same += 1
    return f"{first} | {' '.join(others[same:])}"


def _value(name: str, spec: ExperimentSpec) -> str:
    if name == "bug":
        return tr("no bug") if spec.bug is None else bug_label(spec.bug.name)
    return CHANGE_NAMES[name](spec)
