"""People's files, tidy and messy, right and wrong: the whole check, in the real child process."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.model.person_target import PersonChoices, fact_notes, person_file
from nnd_gui.model.result import CheckResult
from tests.engine.usercode.asked import BROKEN, CORPUS, RIGHT
from tests.engine.usercode.rows import BROKEN_ROWS, ROWS, Row

# Long enough for a machine that is busy with other things.
_PATIENT = Limits(import_seconds=60, evaluation_seconds=60)


@dataclass
class _Came:
    outcome: str
    said: str
    bugs: frozenset[str] = frozenset()


def _checked(path: Path) -> _Came:
    """Check the best guess of a file, as the window and the command line do."""
    try:
        file, _ = person_file(path, PersonChoices(trusted=True))
    except CheckFailure as failure:
        return _Came(failure.kind, f"{failure.where} {failure}")
    spec = ExperimentSpec(PersonFile(file.plan, limits=_PATIENT, trusted=True))
    result = CheckResult(spec)
    for event in run(check(spec), lambda: False):
        result.add(event)
    assert result.finished is not None
    failed = result.finished.failure
    if failed is not None:
        said = failed.template.format(**failed.values)
        return _Came(failed.kind, f"{failed.where} {said}")
    overall = result.overall
    assert overall is not None
    bugs = frozenset(finding.bug for finding in result.findings)
    return _Came(overall.verdict, " ".join(fact_notes(result)), bugs)


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
    assert came.bugs == (frozenset() if row.bug is None else frozenset([row.bug]))
    if row.said is not None:
        assert row.said in came.said
