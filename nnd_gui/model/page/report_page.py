"""The report of one check, or of several, as a page."""

from __future__ import annotations

from collections.abc import Sequence

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.document import State
from nnd_gui.model.explain import explain
from nnd_gui.model.export import report
from nnd_gui.model.findings_text import findings_told
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.page.bars_svg import MOST_BARS, bars_svg
from nnd_gui.model.page.skeleton import escape, page, table, verdict_badge
from nnd_gui.model.page.table_words import reason_words, verdict_words
from nnd_gui.model.result import CheckResult
from nnd_gui.model.rule_rows import rule_rows
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.short_text import short_text
from nnd_gui.model.sizes_text import write_sizes
from nnd_gui.model.words import tr

__all__ = ["reports_page"]

_MOST_ROWS = 500
# A short text that a person would type; a packed one is for machines, and too long to print.
_LONGEST_TEXT = 200

Checked = tuple[CheckResult, tuple[str, ...], str | None]
"""A finished check, what else is to be known of it, and the file that was checked."""


def reports_page(checked: Sequence[Checked]) -> str:
    """Checks as one page.

    Parameters
    ----------
    checked : sequence of (CheckResult, notes, target)
        Finished checks; notes and target as of `report`.

    Returns
    -------
    str
        HTML, whole without any other file.

    Raises
    ------
    ValueError
        If a check has not finished.
    """
    articles = [_article(*one) for one in checked]
    return page(tr("Gradient check"), "\n".join(articles))


def _article(result: CheckResult, notes: tuple[str, ...], target: str | None) -> str:
    told, data = explain(result), report(result, notes, target)
    verdict = data["verdict"] or "failed"
    word = verdict_words()[verdict]
    parts = [
        "<article>",
        f'<p class="muted">{escape(str(data["target"]))}</p>',
        f"<h1>{escape(told.headline)}</h1>",
        f"<p>{verdict_badge(verdict, word)} {escape(told.detail)}</p>",
    ]
    where = data["failure"] and data["failure"]["where"]
    if where:
        parts.append(f"<p>{escape(tr('In {place}.', place=where))}</p>")
    # What is wrong alone stands in the detail already.
    told_more = [text for text in findings_told(result) if text not in told.detail]
    parts += [f"<p>{escape(text)}</p>" for text in told_more]
    if result.checked:
        shown = tr("The {count} worst weights.", count=MOST_BARS)
        parts.append(f"<h2>{escape(tr('The two gradients'))}</h2>{bars_svg(result)}")
        if result.checked > MOST_BARS:
            parts.append(f'<p class="muted">{escape(shown)}</p>')
    parts += [_rules(result), _experiment(result, data), _weights(data)]
    if data["notes"]:
        items = "".join(f"<li>{escape(note)}</li>" for note in data["notes"])
        parts.append(f"<h2>{escape(tr('Notes'))}</h2><ul>{items}</ul>")
    parts.append("</article>")
    return "\n".join(part for part in parts if part)


def _rules(result: CheckResult) -> str:
    rows = rule_rows(result)
    if not rows:
        return ""
    cells = [(row.title, row.formula, row.value, row.limit, row.said) for row in rows]
    heads = (tr("Rule"), tr("Takes"), tr("Value"), tr("Limit"), tr("Says"))
    return f"<h2>{escape(tr('Named rules, on the same numbers'))}</h2>{table(heads, cells)}"


def _experiment(result: CheckResult, data: dict[str, object]) -> str:
    spec = result.spec
    rows = [
        *_subject_rows(spec),
        (tr("Scheme"), scheme_label(spec.scheme)),
        (tr("Epsilon"), f"{epsilon_text(spec.epsilon)} ({spec.step})"),
        (tr("Precision"), spec.dtype),
        (tr("Tolerance"), epsilon_text(spec.tolerance_used)),
        (tr("Cost"), repr(data["cost"])),
        (tr("Ratio"), repr(data["ratio"])),
        (tr("Cost evaluations"), f"{data['evaluations']:,}"),
    ]
    again = _again(spec)
    if again:
        rows.append((tr("To repeat it, paste this into the window"), again))
    return f"<h2>{escape(tr('The experiment'))}</h2>{table((), rows)}"


def _subject_rows(spec: ExperimentSpec) -> list[tuple[str, str]]:
    if isinstance(spec.subject, PersonFile):
        return [(tr("File"), str(spec.subject.path)), (tr("Seed"), str(spec.subject.seed))]
    network = spec.subject
    rows = [
        (tr("Network"), write_sizes(network.sizes)),
        (tr("Activations"), ", ".join(network.activations)),
        (tr("Cost function"), network.loss),
        (tr("Biases"), tr("yes") if network.bias else tr("no")),
        (tr("L2"), f"{network.l2:g}"),
    ]
    if spec.bug is not None:
        rows.append((tr("Bug put in"), bug_label(spec.bug.name)))
    return rows


def _again(spec: ExperimentSpec) -> str:
    if isinstance(spec.subject, PersonFile):
        return ""
    text = short_text(State(spec))
    return text if len(text) <= _LONGEST_TEXT else ""


def _weights(data: dict[str, object]) -> str:
    weights = data["weights"]
    if not isinstance(weights, list) or not weights:
        return ""
    columns = ("name", "value", "analytic", "numerical")
    words = verdict_words()
    why = reason_words()
    heads: tuple[str, ...] = (
        tr("Weight"),
        tr("Value"),
        tr("Analytic"),
        tr("Numerical"),
        tr("Uncertainty"),
        tr("Relative error"),
        tr("Verdict"),
        tr("Why"),
    )
    rows: list[tuple[str, ...]] = [
        (
            *(_cell(row[column]) for column in columns),
            # How large they are is all that they tell.
            *(compact(row[column], 2) for column in ("uncertainty", "relative_error")),
            words.get(row["verdict"], "–"),
            why.get(row["reason"], ""),
        )
        for row in weights[:_MOST_ROWS]
    ]
    if not any(row[-1] for row in rows):
        heads, rows = heads[:-1], [row[:-1] for row in rows]
    title = tr("The weights, worst first")
    more = ""
    if len(weights) > _MOST_ROWS:
        text = tr("The first {count} of them; a table (CSV) has all.", count=_MOST_ROWS)
        more = f'<p class="muted">{escape(text)}</p>'
    return f"<h2>{escape(title)}</h2>{table(heads, rows, range(1, 6))}{more}"


def _cell(value: object) -> str:
    if value is None:
        return "–"
    return value if isinstance(value, str) else repr(value)
