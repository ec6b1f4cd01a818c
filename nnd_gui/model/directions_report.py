"""A check along directions as part of the report, and as rows of a table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nnd_gui.engine.judge import AGREE, DISAGREE, REASONS, UNDECIDED, UNJUDGED, VERDICTS
from nnd_gui.model.directions_result import DirectionsResult, Followed
from nnd_gui.model.numbers import plain_number

__all__ = ["directions_report", "slope_name", "slope_rows"]

Row = dict[str, Any]


def directions_report(along: DirectionsResult) -> Row:
    """What the report's ``directions`` holds.

    Parameters
    ----------
    along : DirectionsResult
        Of a run that has finished.

    Returns
    -------
    dict
        Ready for JSON. ``blind_share`` is how large a mistake in one weight may be, as a
        share of the typical gradient beside it, and not show.
    """
    slopes = along.slopes
    return {
        "count": along.count,
        "seed": along.seed,
        "verdict": along.verdict,
        "counts": {
            "total": slopes.total,
            "checked": slopes.checked,
            "agree": slopes.count(AGREE),
            "disagree": slopes.count(DISAGREE),
            "undecided": slopes.count(UNDECIDED),
            "untested": slopes.count_reason("zero-both"),
        },
        "lost_weights": along.lost,
        "blind_share": along.blind_share(),
        "slopes": list(slope_rows(along)),
        "remainders": [_remainder(one) for one in along.remainders],
    }


def slope_name(along: DirectionsResult, slope: int) -> str:
    """Name of a slope, such as ``direction 0`` or ``direction 0 in W1``."""
    block = along.part_of(slope)
    name = f"direction {slope % along.count}"
    return name if block is None else f"{name} in {block}"


def slope_rows(along: DirectionsResult) -> Iterator[Row]:
    """Each slope that was measured, the worst first, as the report's weights are."""
    found = along.slopes.weights
    for slope in along.slopes.worst_first().tolist():
        verdict = int(found.verdict[slope])
        yield {
            "name": slope_name(along, slope),
            "direction": slope % along.count,
            "block": along.part_of(slope),
            "analytic": plain_number(along.slopes.analytic[slope]),
            "numerical": plain_number(found.numerical[slope]),
            "uncertainty": plain_number(found.uncertainty[slope]),
            "relative_error": plain_number(found.relative_error[slope]),
            "verdict": VERDICTS[verdict] if verdict != UNJUDGED else None,
            "reason": REASONS[found.reason[slope]],
        }


def _remainder(one: Followed) -> Row:
    return {
        "direction": one.direction,
        "kind": one.found.kind,
        "slope": one.found.slope,
        "share": one.found.share,
        "steps": [plain_number(step) for step in one.steps],
        "remainders": [plain_number(left) for left in one.left],
        "rounding": [plain_number(floor) for floor in one.floor],
    }
