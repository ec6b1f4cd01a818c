"""A result as files: the report of the contract, and a table that keeps every digit."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from typing import Any

from nnd_gui.engine.judge import AGREE, DISAGREE, REASONS, UNDECIDED, UNJUDGED, VERDICTS
from nnd_gui.engine.named_rules import apply_rules
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.model.directions_report import directions_report, slope_rows
from nnd_gui.model.explain import explain
from nnd_gui.model.explain_bug import diagnosis_rows
from nnd_gui.model.explain_directions import directions_note, sample_note
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.numbers import plain_number
from nnd_gui.model.person_target import fact_notes
from nnd_gui.model.problems import problem_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = [
    "MOST_WEIGHTS",
    "as_json",
    "json_parts",
    "report",
    "report_json",
    "table_csv",
    "table_lines",
    "table_tabs",
    "tables_lines",
]

FORMAT = "nnd-check/1"
# A report of more weights holds the worst of them only.
MOST_WEIGHTS = 100_000

_COLUMNS = (
    "name",
    "value",
    "analytic",
    "numerical",
    "uncertainty",
    "relative_error",
    "verdict",
    "reason",
)

Row = dict[str, Any]


def report(result: CheckResult, notes: tuple[str, ...] = (), target: str | None = None) -> Row:
    """A result as the command line's report.

    Parameters
    ----------
    result : CheckResult
        A run that has finished.
    notes : tuple of str
        What else the reader should know.
    target : str, optional
        The file that was checked; what was checked, in words, where there is none.

    Returns
    -------
    dict
        Ready for JSON: a number that is not finite is None. Fields that this check does
        not fill are None or empty.

    Raises
    ------
    ValueError
        If the run has not finished.
    """
    finished = result.finished
    if finished is None:
        raise ValueError("only a finished run has a report")
    spec = result.spec
    failure = finished.failure
    if result.checked > MOST_WEIGHTS:
        most = tr("Only the worst {most:,} weights are listed.", most=MOST_WEIGHTS)
        notes = (*notes, most)
    extents = filter(None, (sample_note(result), directions_note(result)))
    notes = (*notes, *extents, *fact_notes(result))
    return {
        "format": FORMAT,
        "target": target or _target(result),
        "outcome": finished.outcome,
        "failure": failure
        and {"kind": failure.kind, "text": problem_text(failure), "where": failure.where},
        "verdict": result.overall and result.overall.verdict,
        "sentence": explain(result).sentence,
        "ratio": result.ratio,
        "cost": plain_number(result.cost),
        "epsilon": spec.epsilon,
        "scheme": spec.scheme,
        "step": spec.step,
        "dtype": spec.dtype,
        "seed": _seed(result),
        "tolerance": spec.tolerance_used,
        "method": result.method if result.planned else None,
        "audit": _audit(result),
        "evaluations": finished.evaluations,
        "seconds": finished.seconds,
        "rules": _rules(result),
        "directions": result.directions and directions_report(result.directions),
        "counts": _counts(result),
        "notes": list(notes),
        "diagnosis": diagnosis_rows(list(result.findings), result.layout),
        "weights": list(_weights(result, MOST_WEIGHTS)),
    }


def report_json(
    result: CheckResult, notes: tuple[str, ...] = (), *, ascii_only: bool = False
) -> str:
    """The report as JSON text; `ascii_only` escapes letters for a stream that lacks them."""
    return as_json(report(result, notes), ascii_only=ascii_only)


def as_json(found: Row | list[Row], *, ascii_only: bool = False) -> str:
    """A report, or those of several targets, as JSON text."""
    return "".join(json_parts(found, ascii_only=ascii_only))


def json_parts(found: Row | list[Row], *, ascii_only: bool = False) -> Iterator[str]:
    """The same text in parts, for a file."""
    encoder = json.JSONEncoder(ensure_ascii=ascii_only, allow_nan=False, indent=1)
    yield from encoder.iterencode(found)
    yield "\n"


def table_csv(result: CheckResult) -> str:
    """Every measured weight as comma-separated text, worst first, with all its digits."""
    return "".join(table_lines(result))


def table_lines(result: CheckResult) -> Iterator[str]:
    """The same table line by line, for a file: a million rows are never held at once."""
    return _lines(_COLUMNS, _rows(result))


def table_tabs(result: CheckResult) -> str:
    """The same table with tabs between the columns, as a spreadsheet takes it when pasted."""
    rows = csv.reader(table_lines(result))
    return "".join("\t".join(row) + "\n" for row in rows)


def tables_lines(results: Sequence[tuple[str, CheckResult]]) -> Iterator[str]:
    """The weights of several targets, each row led by the name of its target."""
    rows = ({"target": target, **row} for target, result in results for row in _rows(result))
    return _lines(("target", *_COLUMNS), rows)


def _rows(result: CheckResult) -> Iterator[Row]:
    """All weights, and then all slopes along directions, which have no value."""
    yield from _weights(result)
    if result.directions is not None:
        for row in slope_rows(result.directions):
            yield {column: row.get(column) for column in _COLUMNS}


def _lines(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    line = io.StringIO()
    writer = csv.DictWriter(line, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        yield line.getvalue()
        line.seek(0)
        line.truncate()
        writer.writerow(row)
    yield line.getvalue()


def _target(result: CheckResult) -> str:
    if isinstance(result.spec.subject, PersonFile):
        return str(result.spec.subject.path)
    network = result.spec.network
    if network == lesson_spec().network:
        return "lesson"
    return "network " + "-".join(str(size) for size in network.sizes)


def _seed(result: CheckResult) -> int | None:
    if isinstance(result.spec.subject, PersonFile):
        return result.spec.subject.seed
    network = result.spec.network
    if isinstance(network.weights, SeededWeights):
        return network.weights.seed
    return network.data.seed if isinstance(network.data, RandomData) else None


def _rules(result: CheckResult) -> list[Row]:
    if not result.completed or not result.planned:
        return []
    at = result.measured
    return [asdict(rule) for rule in apply_rules(result.analytic[at], result.weights.numerical[at])]


def _audit(result: CheckResult) -> Row | None:
    audit = result.audit
    if audit is None:
        return None
    return {"weights": audit.weights, "largest_deviation": audit.largest_deviation}


def _counts(result: CheckResult) -> Row:
    return {
        "total": result.total,
        "checked": result.checked,
        "agree": result.count(AGREE),
        "disagree": result.count(DISAGREE),
        "undecided": result.count(UNDECIDED),
        "untested": result.count_reason("zero-both"),
    }


def _weights(result: CheckResult, most: int | None = None) -> Iterator[Row]:
    found = result.weights
    uncertainty = found.uncertainty
    for index in map(int, result.worst_first()[:most]):
        verdict = int(found.verdict[index])
        yield {
            "name": result.layout.name_of(index),
            "value": plain_number(result.values[index]),
            "analytic": plain_number(result.analytic[index]),
            "numerical": plain_number(found.numerical[index]),
            "uncertainty": plain_number(uncertainty[index]),
            "relative_error": plain_number(found.relative_error[index]),
            "verdict": VERDICTS[verdict] if verdict != UNJUDGED else None,
            "reason": REASONS[found.reason[index]],
        }
