"""What a folder of hand-ins holds: whose, which file, and what is left alone."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.model.submissions import find_submissions, is_many, unpacked

NET = """
def value(theta):
    return theta @ theta


def gradient(theta):
    return 2 * theta


theta0 = [1.0, 2.0]
"""
HELPER = "def double(x):\n    return 2 * x\n"
USES = "from helper import double\n\n\n" + NET.replace("2 * theta", "double(theta)")


def put(folder: Path, *names: str, text: str = NET) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def names(folder: Path) -> list[str]:
    return [one.name for one in find_submissions(folder)]


def test_whose_it_is_as_course_systems_say_it(tmp_path: Path) -> None:
    put(
        tmp_path,
        "Ada Lovelace_4711_assignsubmission_file_/net.py",
        "hoppergrace_102_9981_homework.py",
        "turingalan_LATE_103_9982_net.py",
        "noether/week 5/net.py",
        "plain.py",
    )
    found = {one.name: one.student for one in find_submissions(tmp_path)}
    assert found == {
        "Ada Lovelace_4711_assignsubmission_file_/net.py": "Ada Lovelace",
        "hoppergrace_102_9981_homework.py": "hoppergrace",
        "turingalan_LATE_103_9982_net.py": "turingalan",
        "noether/week 5/net.py": "noether",
        "plain.py": "plain",
    }


def test_what_nobody_handed_in_is_left_alone(tmp_path: Path) -> None:
    put(
        tmp_path,
        "a/net.py",
        "__MACOSX/a/._net.py",
        "a/.ipynb_checkpoints/net-checkpoint.ipynb",
        "a/venv/lib/python3.11/site-packages/numpy/core.py",
        "a/__pycache__/net.py",
        ".git/hooks/x.py",
        "a/notes.txt",
    )
    assert names(tmp_path) == ["a/net.py"]


def test_a_folder_that_belongs_together_is_one_submission(tmp_path: Path) -> None:
    put(tmp_path, "ada/helper.py", text=HELPER)
    put(tmp_path, "ada/net.py", text=USES)
    assert names(tmp_path) == ["ada/net.py"]


def test_files_that_know_nothing_of_each_other_are_each_one(tmp_path: Path) -> None:
    put(tmp_path, "all/one.py", "all/two.py", "three.py")
    put(tmp_path, "helper.py", text=HELPER)
    assert names(tmp_path) == ["three.py", "all/one.py", "all/two.py"]


def test_one_that_cannot_be_read_keeps_its_row(tmp_path: Path) -> None:
    put(tmp_path, "torn.py", text="def value(theta:\n    return 1\n")
    put(tmp_path, "bob/empty.py", text="")
    assert names(tmp_path) == ["torn.py", "bob/empty.py"]


def packed(path: Path, entries: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in entries.items():
            archive.writestr(name, text)
    return path


def test_a_zip_with_zips_inside(tmp_path: Path) -> None:
    inner = packed(tmp_path / "inner.zip", {"net.py": NET})
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.write(inner, "ada_1_assignsubmission_file_/hand-in.zip")
        archive.writestr("__MACOSX/._x.py", NET)
    room = tmp_path / "room"
    found = find_submissions(unpacked(tmp_path / "all.zip", room))
    assert [(one.name, one.student) for one in found] == [
        ("ada_1_assignsubmission_file_/hand-in/net.py", "ada")
    ]


@pytest.mark.parametrize("name", ["../escaped.py", "/escaped.py", "a/../../escaped.py", "C:/x.py"])
def test_nothing_of_a_zip_lands_outside(tmp_path: Path, name: str) -> None:
    archive = packed(tmp_path / "evil.zip", {name: NET, "net.py": NET})
    room = tmp_path / "deep" / "room"
    unpacked(archive, room)
    outside = [path for path in tmp_path.rglob("*.py") if not path.is_relative_to(room)]
    assert outside == []
    assert not Path("/escaped.py").exists()
    assert names(room) == ["net.py"]


def test_what_is_no_zip(tmp_path: Path) -> None:
    fake = tmp_path / "fake.zip"
    with pytest.raises(CheckFailure, match=r"no file “fake\.zip”") as missing:
        unpacked(fake, tmp_path / "room")
    assert missing.value.kind == "missing-file"
    fake.write_text("not a zip", encoding="utf-8")
    with pytest.raises(CheckFailure, match="cannot be unpacked") as wrong:
        unpacked(fake, tmp_path / "room")
    assert wrong.value.kind == "bad-input"
    assert is_many(fake)
    assert is_many(tmp_path)
    assert not is_many(tmp_path / "net.py")
