"""Work kept aside."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.kept_work import drop, found, keep
from tests.model.documents import plain, random_document


def test_what_is_kept_is_found(tmp_path: Path) -> None:
    folder = tmp_path / "not there yet" / "unsaved"
    document, file = random_document(random.Random(4)), tmp_path / "größe.nndcheck"
    keep(folder, "a", document, file)
    keep(folder, "b", plain(), None)
    first, second = found(folder, "a"), found(folder, "b")
    assert first is not None
    assert second is not None
    assert (first.document, first.file) == (document, file)
    assert (second.document, second.file) == (plain(), None)
    drop(folder, "a")
    drop(folder, "a")
    assert found(folder, "a") is None
    assert found(folder, "b") is not None


def test_a_torn_one_is_not_offered(tmp_path: Path) -> None:
    keep(tmp_path, "a", plain(), None)
    place = tmp_path / "a.nndcheck"
    place.write_bytes(place.read_bytes()[:-20])
    assert found(tmp_path, "a") is None


@pytest.mark.parametrize(
    "told", [b"", b"[]", b"{", b'{"file": 3}', b"\xff\xfe", b"[" * 9999, b'{"file": "a\\u0000b"}']
)
def test_without_where_it_came_from_the_work_is_still_there(tmp_path: Path, told: bytes) -> None:
    keep(tmp_path, "a", plain(), tmp_path / "x.nndcheck")
    (tmp_path / "a.json").write_bytes(told)
    work = found(tmp_path, "a")
    assert work is not None
    assert (work.document, work.file) == (plain(), None)


def test_a_folder_that_cannot_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(DocumentError):
        keep(tmp_path / "file" / "unsaved", "a", plain(), None)
