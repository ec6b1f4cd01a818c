"""What a check found, kept within a document, so that it opens showing it without a run.

Kept are the facts of the run, not its verdicts: whoever opens the document judges them anew, by
the same rules as a run that was just made. A seal binds them to their experiment. Results that
are torn, edited, or of another experiment are left out, and the check is simply run again.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, replace

from nnd_gui.engine.events import Event
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.arithmetic import method_lines, ratio_lines, weight_lines
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.export import report
from nnd_gui.model.json_fields import Place
from nnd_gui.model.json_text import Json
from nnd_gui.model.result import CheckResult
from nnd_gui.model.results_codec import read_events, write_events
from nnd_gui.model.spec_codec import write_spec
from nnd_gui.model.words import tr

__all__ = [
    "MOST_KEPT",
    "KeptResults",
    "kept_results",
    "read_results",
    "why_not_kept",
]

MOST_KEPT = 20_000
"""Of so many weights at most results are kept: some ten megabytes of text."""

_SEAL = "seal"
_LOOKED_AT = 50
# Whatever numbers that no run gives may lead to, in whoever takes them for a run's.
_CANNOT_BE = (DocumentError, ValueError, TypeError, LookupError, ArithmeticError, AttributeError)


@dataclass(frozen=True, slots=True)
class KeptResults:
    """Results as they stand in a document.

    Parameters
    ----------
    written : dict
        Their JSON, the seal among it.
    events : tuple of Event
        The same as the run reported it.
    """

    written: dict[str, Json] = field(hash=False)
    events: tuple[Event, ...] = field(compare=False)

    def belong_to(self, spec: ExperimentSpec) -> bool:
        """Whether they are those of an experiment, in everything that it is."""
        return self.written.get(_SEAL) == _seal(self.written, spec)


def why_not_kept(result: CheckResult) -> str:
    """Why a check's results cannot stand in a document; empty where they can.

    Those of a person's file cannot: its text is not in the document, and may be another one
    when that is opened.
    """
    spec = result.spec
    if not isinstance(spec.subject, Network):
        return tr("a file of code may be another one when this is opened, and is checked again.")
    if spec.directions:
        return tr("random directions are measured again.")
    if result.cover is not None:
        return tr("what is covered is not to be read in a file.")
    if not result.completed:
        return tr("the check has not ended.")
    if result.planned > MOST_KEPT:
        return tr("of more than {most:,} weights they are measured again.", most=MOST_KEPT)
    return ""


def kept_results(result: CheckResult) -> KeptResults | None:
    """A check's results for a document; None where they cannot be kept."""
    if why_not_kept(result) or not result.record:
        return None
    events = tuple(result.record)
    written = write_events(events, result.spec)
    return KeptResults({_SEAL: _seal(written, result.spec), **written}, events)


def read_results(value: Json, spec: ExperimentSpec) -> KeptResults | None:
    """Read results; None where they are damaged, or those of something else."""
    if not isinstance(value, dict) or value.get(_SEAL) != _seal(value, spec):
        return None
    if not isinstance(spec.subject, Network) or spec.directions:
        return None
    try:
        events = read_events(value, spec, Place("results"))
        _try(spec, events)
    except _CANNOT_BE:
        # Sealed by somebody else than this program.
        return None
    return KeptResults(value, events)


def _try(spec: ExperimentSpec, events: tuple[Event, ...]) -> None:
    """Tell all that a window would: what cannot be told must not come that far."""
    # Without its bug, whose name has nothing to do with the numbers.
    result = CheckResult(replace(spec, bug=None))
    for event in events:
        result.add(event)
    report(result)
    for weight in result.worst_first()[:_LOOKED_AT]:
        weight_sentence(result, int(weight))
        weight_lines(result, int(weight))
    ratio_lines(result)
    method_lines(result)
    if why_not_kept(result):
        raise ValueError("not what a check leaves")


def _seal(written: dict[str, Json], spec: ExperimentSpec) -> str:
    found = {key: value for key, value in written.items() if key != _SEAL}
    text = json.dumps([write_spec(spec), found], sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]
