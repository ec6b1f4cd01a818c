"""Whatever an experiment can be told, a document can keep."""

from __future__ import annotations

import typing
from dataclasses import fields

import pytest

from nnd_gui.engine import sources, spec, subject
from nnd_gui.gui.runs.run_kinds import run_kinds
from nnd_gui.gui.stage.pictures import picture_rows
from nnd_gui.model.codec_rows import Kind
from nnd_gui.model.settings_codec import SETTINGS
from nnd_gui.model.spec_codec import EXPERIMENT, KINDS

_NAMES = {**vars(sources), **vars(subject), **vars(spec)}
_EVERY_KIND = [
    EXPERIMENT,
    *(kind for kinds in KINDS.values() for kind in kinds.values()),
    *(row.kind for row in SETTINGS.values()),
]


@pytest.mark.parametrize("kind", _EVERY_KIND, ids=lambda kind: kind.make.__name__)
def test_every_field_has_a_row(kind: Kind) -> None:
    # What is no part of the experiment, such as trust in a file, is in no document.
    parts = {field.name for field in fields(kind.make) if field.compare}
    missing = parts - {row.key for row in kind.rows}
    assert missing == set(), f"give them a row in nnd_gui/model/spec_codec.py: {missing}"


@pytest.mark.parametrize("field", KINDS)
def test_every_kind_has_a_table(field: str) -> None:
    owners = {"subject": spec.ExperimentSpec, "start": sources.TrainedWeights}
    owner = owners.get(field, subject.Network)
    hint = typing.get_type_hints(owner, _NAMES)[field]
    needed = set(typing.get_args(hint)) or {hint}
    missing = needed - {kind.make for kind in KINDS[field].values()}
    assert missing == set(), f"give them a kind in nnd_gui/model/spec_codec.py: {missing}"


def test_settings_belong_to_pictures() -> None:
    pictures = {row.name for row in picture_rows()}
    assert set(SETTINGS) <= pictures
    # What a run is asked with has the name of the picture that chooses it.
    asked = {kind.settings for kind in run_kinds() if kind.picture}
    assert asked <= pictures
