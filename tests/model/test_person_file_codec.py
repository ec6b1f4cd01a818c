"""A person's file as a document keeps it."""

from __future__ import annotations

import json

import pytest

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import LessonData, RandomData, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.limits import Limits
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.model.json_fields import Place
from nnd_gui.model.spec_codec import read_spec, write_spec

_PLAN = Plan("net.py", "form", {"value": "J", "gradient": "dJ", "theta": "theta0"}, seed=3)
_TABLE = TableData("scores.csv", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))


@pytest.mark.parametrize(
    "file",
    [
        PersonFile(_PLAN),
        PersonFile(_PLAN, "/usr/bin/python3", LessonData(), limits=Limits(5, 2, 100, 10)),
        PersonFile(_PLAN, None, _TABLE, 2),
    ],
)
def test_comes_back_as_it_was(file: PersonFile) -> None:
    spec = ExperimentSpec(file, epsilon=1e-5)
    text = json.dumps(write_spec(spec))
    assert read_spec(json.loads(text), Place()) == spec


def test_trust_is_in_no_document() -> None:
    written = write_spec(ExperimentSpec(PersonFile(_PLAN, trusted=True)))
    assert "trust" not in json.dumps(written)
    found = read_spec(written, Place())
    assert isinstance(found.subject, PersonFile)
    assert not found.subject.trusted


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(SpecError):
        PersonFile(_PLAN, data=TableData("one.csv", ((1.0,),)))
    with pytest.raises(SpecError):
        PersonFile(_PLAN, data=RandomData())  # type: ignore[arg-type]
    with pytest.raises(SpecError):
        Limits(import_seconds=0)
    with pytest.raises(TypeError):
        _ = ExperimentSpec(PersonFile(_PLAN)).network
