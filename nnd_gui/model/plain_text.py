"""A result as plain text: a table, worst first, and what it comes to."""

from __future__ import annotations

from collections.abc import Iterator

from nnd_gui.engine.judge import AGREE, DISAGREE, UNDECIDED
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData, RandomData, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.directions_report import slope_name
from nnd_gui.model.explain import explain, verdict_word
from nnd_gui.model.explain_directions import directions_note, remainder_sentence, sample_note
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.lessons import LESSON_RATIO
from nnd_gui.model.numbers import compact, duration, epsilon_text, gradient_text, share_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.sizes_text import write_sizes
from nnd_gui.model.words import tr, trn

__all__ = ["directions_text", "experiment_text", "summary_text", "table_text"]

_GAP = "  "


def experiment_text(spec: ExperimentSpec) -> str:
    """What is checked and how, in two lines or three."""
    return "\n".join(filter(None, (" · ".join(_what(spec)), _how(spec), _extent(spec))))


def _what(spec: ExperimentSpec) -> list[str]:
    if isinstance(spec.subject, PersonFile):
        data = spec.subject.data
        if isinstance(data, TableData):
            return [spec.subject.path.name, data.name]
        return [spec.subject.path.name, *([] if data is None else [tr("the lesson's data")])]
    network = spec.network
    names = network.activations
    parts = [
        tr("{sizes} network", sizes=write_sizes(network.sizes)),
        names[0] if len(set(names)) == 1 else ", ".join(names),
        network.loss,
        tr("with biases") if network.bias else tr("without biases"),
    ]
    if network.l2:
        parts.append(tr("L2 {l2}", l2=compact(network.l2)))
    if isinstance(network.data, LessonData):
        parts.append(tr("the lesson's data"))
    elif isinstance(network.data, RandomData):
        samples = trn("{count} random sample", "{count} random samples", network.data.samples)
        parts.append(samples)
    else:
        parts.append(network.data.name)
    return parts


def _how(spec: ExperimentSpec) -> str:
    return tr(
        "epsilon {epsilon}, {step}, {scheme} differences, {dtype}, tolerance {tolerance}",
        epsilon=epsilon_text(spec.epsilon),
        step=tr("relative") if spec.step == "relative" else tr("absolute"),
        scheme=scheme_label(spec.scheme),
        dtype=spec.dtype,
        tolerance=epsilon_text(spec.tolerance_used),
    )


def _extent(spec: ExperimentSpec) -> str:
    """How much of the gradient is checked, where it is not just every weight."""
    parts = []
    if spec.sample:
        parts.append(tr("a sample of {sample:,} weights", sample=spec.sample))
    elif spec.sample is None and spec.directions:
        parts.append(tr("every weight"))
    if spec.directions:
        parts.append(trn("{count} random direction", "{count} random directions", spec.directions))
    return " · ".join(parts)


def table_text(result: CheckResult, most: int | None = None) -> str:
    """Each weight a line, worst first.

    Parameters
    ----------
    result : CheckResult
        What to show; its measured weights only.
    most : int, optional
        Show that many lines at most, and say in a last one what the others are.

    Returns
    -------
    str
        Empty if nothing was measured.
    """
    order = result.worst_first()
    if not len(order):
        return ""
    shown = order if most is None or len(order) <= most else order[:most]
    rows = [_heads(), *(_cells(result, index) for index in shown.tolist())]
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = [_line(row, widths) for row in rows]
    if len(shown) < len(order):
        lines.append(_others(result, shown.tolist(), len(order) - len(shown)))
    return "\n".join(lines)


def summary_text(result: CheckResult) -> str:
    """The verdict and what it rests on, a line each."""
    return "\n".join(_summary(result))


def directions_text(result: CheckResult, most: int | None = None) -> str:
    """Each slope along a direction a line, worst first; empty where there are none."""
    along = result.directions
    if along is None or not along.slopes.checked:
        return ""
    order = along.slopes.worst_first().tolist()
    shown = order[:most]
    heads = (tr("direction"), *_heads()[2:])
    rows = [heads, *((slope_name(along, i), *_cells(along.slopes, i)[2:]) for i in shown)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(heads))]
    lines = [_line(row, widths) for row in rows]
    if len(shown) < len(order):
        lines.append(_others(along.slopes, shown, len(order) - len(shown)))
    return "\n".join(lines)


def _heads() -> tuple[str, ...]:
    return (
        tr("weight"),
        tr("value"),
        tr("numerical"),
        tr("analytic"),
        tr("relative error"),
        tr("verdict"),
    )


def _cells(result: CheckResult, index: int) -> tuple[str, ...]:
    found = result.weights
    return (
        result.layout.name_of(index),
        gradient_text(float(result.values[index])),
        gradient_text(float(found.numerical[index])),
        gradient_text(float(result.analytic[index])),
        share_text(float(found.relative_error[index])),
        verdict_word(int(found.verdict[index])),
    )


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    """Names and words to the left, numbers to the right."""
    last = len(cells) - 1
    return _GAP.join(
        cell.ljust(width) if place in (0, last) else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ).rstrip()


def _others(result: CheckResult, shown: list[int], count: int) -> str:
    """What the lines that are left out would show."""
    left = {
        verdict: result.count(verdict) - sum(result.weights.verdict[i] == verdict for i in shown)
        for verdict in (DISAGREE, UNDECIDED, AGREE)
    }
    kinds = [(number, verdict_word(verdict)) for verdict, number in left.items() if number]
    if len(kinds) == 1:
        text = tr("… and {count:,} more, all {word}", count=count, word=kinds[0][1])
    else:
        listed = ", ".join(f"{number:,} {word}" for number, word in kinds)
        text = tr("… and {count:,} more: {listed}", count=count, listed=listed)
    return tr("{text} (--csv FILE writes them all)", text=text)


def _summary(result: CheckResult) -> Iterator[str]:
    yield explain(result).sentence
    finished = result.finished
    if finished is None:
        return
    if result.checked:
        worst = int(result.worst_first()[0])
        if result.weights.verdict[worst] != AGREE:
            yield f"{result.layout.name_of(worst)}: {weight_sentence(result, worst)}"
        if result.completed:
            yield _rule(result.ratio)
    notes = sample_note(result), directions_note(result)
    remainder = result.directions and remainder_sentence(result.directions)
    yield from filter(None, (*notes, remainder))
    if not finished.evaluations:
        return
    yield trn(
        "{count} evaluation of the cost in {time}.",
        "{count} evaluations of the cost in {time}.",
        finished.evaluations,
        time=duration(finished.seconds),
    )


def _rule(ratio: float | None) -> str:
    most = epsilon_text(LESSON_RATIO)
    if ratio is None:
        return tr("The lesson's ratio is not a number here (its rule: at most {most}).", most=most)
    if ratio <= LESSON_RATIO:
        return tr(
            "Ratio {ratio}: the lesson's rule, at most {most}, holds.",
            ratio=compact(ratio),
            most=most,
        )
    return tr(
        "Ratio {ratio}: the lesson's rule, at most {most}, does not hold.",
        ratio=compact(ratio),
        most=most,
    )
