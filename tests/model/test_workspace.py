"""The document at hand, and the files opened last."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from nnd_gui.model.document import Document, LessonStep, State, View
from nnd_gui.model.recent_files import RecentFiles
from nnd_gui.model.workspace import Workspace
from tests.model.documents import LESSON, plain, whole

A, B, C = (State(replace(LESSON, epsilon=epsilon)) for epsilon in (1e-3, 1e-4, 1e-5))


def lesson() -> Document:
    steps = (LessonStep("a", "of a", A), LessonStep("b", "of b", B))
    return Document(A, "Two steps", "", (), steps)


def test_an_experiment_is_its_documents_content() -> None:
    work = Workspace(Document(A))
    assert not work.is_changed(A)
    assert work.is_changed(B)
    assert work.current(B) == Document(B)
    assert not work.is_changed(State(A.spec, view=View("W1[0,0]")))
    work.saved(work.current(B), Path("/tmp/mine.nndcheck"))
    assert (work.name, work.state) == ("mine", B)
    assert not work.is_changed(B)
    assert work.is_changed(A)


def test_trying_something_out_in_a_lesson_does_not_change_it() -> None:
    work = Workspace(plain())
    work.open(lesson())
    assert (work.name, work.heading, work.text, work.state) == ("Two steps", "a", "of a", A)
    assert not work.is_changed(C)
    assert work.current(C) == lesson()


def test_walking() -> None:
    work = Workspace(lesson())
    assert not work.go(-1)
    assert work.go(1)
    assert (work.step, work.heading, work.state) == (1, "b", B)
    assert not work.go(1)
    assert work.go(-1)
    assert work.step == 0
    assert not Workspace(plain()).go(1)
    work.open(plain())
    assert (work.is_lesson, work.step) == (False, 0)


def test_writing_notes_and_steps() -> None:
    work = Workspace(plain())
    work.write("Mine", "# My notes")
    assert work.is_changed(plain().state)
    assert work.document == replace(plain(), title="Mine", notes="# My notes")
    work.add_step("first", B)
    assert work.is_lesson
    # What was written goes along with the first step.
    assert (work.text, work.heading, work.document.state) == ("# My notes", "first", B)
    work.add_step("third", A)
    work.go(-1)
    work.add_step("second", C)
    assert [step.name for step in work.document.steps] == ["first", "second", "third"]
    assert (work.step, work.state) == (1, C)
    work.write("2nd", "two")
    work.retake_step(A)
    assert work.document.steps[1] == LessonStep("2nd", "two", A)
    work.go(-1)
    work.remove_step()
    assert (work.heading, work.document.state) == ("2nd", A)
    work.go(1)
    work.remove_step()
    assert work.heading == "2nd"
    work.remove_step()
    assert (work.is_lesson, work.text) == (False, "# My notes")


def test_its_name() -> None:
    work = Workspace(plain())
    assert work.name == ""
    work.open(whole())
    assert work.name == whole().title
    for name in ("a.b.nndcheck", "a.b.NNDCHECK"):
        work.open(whole(), Path("/x") / name)
        assert work.name == "a.b"
    work.open(whole(), Path("/x/a.json"))
    assert work.name == "a.json"


def test_recent_files_are_kept(tmp_path: Path) -> None:
    kept = tmp_path / "config" / "recent.json"
    recent = RecentFiles(kept)
    assert recent.files == ()
    files = [tmp_path / f"{number}.nndcheck" for number in range(12)]
    for file in files:
        recent.add(file)
    recent.add(files[8])
    expected = (files[8], *(files[number] for number in (11, 10, 9, 7, 6, 5, 4, 3)))
    assert recent.files == RecentFiles(kept).files == expected
    recent.remove(files[8])
    assert RecentFiles(kept).files == expected[1:]
    recent.clear()
    assert RecentFiles(kept).files == ()


def test_two_windows_share_the_list(tmp_path: Path) -> None:
    first, second = (RecentFiles(tmp_path / "recent.json") for _ in range(2))
    first.add(tmp_path / "a")
    second.add(tmp_path / "b")
    assert RecentFiles(tmp_path / "recent.json").files == (tmp_path / "b", tmp_path / "a")


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"[]", b'{"files": 3}', b'{"files": [1, "/a", null]}', b"\xff", b"[" * 99_999,
     b'{"files": ["a\\u0000b", "/a"]}', b" " * 200_000],
)  # fmt: skip
def test_a_damaged_list_is_an_empty_one(content: bytes, tmp_path: Path) -> None:
    kept = tmp_path / "recent.json"
    kept.write_bytes(content)
    recent = RecentFiles(kept)
    assert recent.files in ((), (Path("/a"),))
    recent.add(Path("/b"))
    assert RecentFiles(kept).files[0] == Path("/b").absolute()


def test_where_nothing_can_be_kept_it_is_forgotten(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file where a folder should be")
    recent = RecentFiles(tmp_path / "config" / "recent.json")
    recent.add(Path("/b"))
    assert recent.files == (Path("/b").absolute(),)
