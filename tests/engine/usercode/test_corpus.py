"""People's files, tidy and messy, right and wrong, through the real child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.client import Client
from nnd_gui.engine.usercode.source import read_source
from tests.engine.usercode.asked import BROKEN, CORPUS, RIGHT
from tests.engine.usercode.people import PATIENT, asked, driven
from tests.engine.usercode.rows import BROKEN_ROWS, ROWS, Row


@dataclass
class _Came:
    outcome: str
    said: str


def _checked(path: Path) -> _Came:
    """Set a file up as its best guess says, and compare its gradient with differences."""
    source = read_source(path)
    if source.problem is not None:
        return _Came(source.problem.kind, str(source.problem))
    found = find_candidates(source)
    if not found:
        return _Came("no-objective", "")
    with Client(path, source.text, limits=PATIENT, place=source.place) as one:
        try:
            opened = driven(one.open(found[0].plan.to_json(), 0, {}))
            start = opened.start
            first, again = (float(asked(one, "value", start)) for _ in range(2))
            if first != again:
                return _Came("not-repeatable", "")
            analytic = asked(one, "gradient", start)
            values = start[:, np.newaxis] + 1e-3 * np.array([-2, -1, 1, 2])
            batches = one.costs(start, np.arange(start.size), values)
            costs = np.concatenate([batch for batch in batches if batch is not None])
        except CheckFailure as failure:
            return _Came(failure.kind, str(failure))
    numerical = costs @ np.array([1, -8, 8, -1]) / 12e-3
    notes = [one["template"].format(**one["values"]) for one in opened.facts["notes"]]
    # Of scores that were never scaled hardly anything is left, and of that the cost's last
    # places: 12,000 against gradients of 1e-3.
    worst = np.max(np.abs(analytic - numerical)) / max(np.max(np.abs(numerical)), 1e-3)
    return _Came("agree" if worst < 1e-5 else "disagree", " ".join(notes))


def test_every_file_has_its_row() -> None:
    found = {str(path.relative_to(CORPUS)) for path in CORPUS.rglob("*.*") if path.is_file()}
    assert {name for name in found if "__pycache__" not in name} == set(ROWS)
    assert {path.name for path in BROKEN.iterdir() if path.is_file()} == set(BROKEN_ROWS)
    assert len(ROWS) >= 20


@pytest.mark.parametrize("name", ROWS)
def test_corpus(name: str, sessions: Path) -> None:
    _holds(ROWS[name], _checked(CORPUS / name))


@pytest.mark.parametrize("name", BROKEN_ROWS)
def test_broken_samples(name: str, sessions: Path) -> None:
    _holds(BROKEN_ROWS[name], _checked(BROKEN / name))


@pytest.mark.parametrize("path", sorted(p for p in RIGHT.iterdir() if p.is_file()), ids=str)
def test_right_samples(path: Path, sessions: Path) -> None:
    assert _checked(path).outcome == "agree"


def _holds(row: Row, came: _Came) -> None:
    assert came.outcome == row.outcome, came.said
    if row.said is not None:
        assert row.said in came.said
