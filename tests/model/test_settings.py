"""The settings file: readable, and never in the way."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from nnd_gui.model.settings import Settings, SettingsFile


def test_what_is_chosen_comes_back(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "settings.json"
    kept = SettingsFile(file)
    assert kept.settings == Settings()
    kept.change(theme="dark", text_size=1.21)
    kept.change(window=(-5, 10, 900, 700), maximised=True)
    assert SettingsFile(file).settings == Settings("dark", 1.21, (-5, 10, 900, 700), True)
    # Readable by whoever looks.
    assert json.loads(file.read_text(encoding="utf-8"))["theme"] == "dark"
    kept.reset()
    assert not file.exists()
    assert kept.settings == SettingsFile(file).settings == Settings()
    kept.reset()


@pytest.mark.parametrize("text", [
    "", "{", "[]", "null", '{"theme": "sepia"}', '{"text_size": "big"}', '{"text_size": NaN}',
    '{"text_size": 1e99}', '{"text_size": true}', '{"window": [1, 2, 3]}',
    '{"window": [0, 0, 0, 5]}', '{"window": [1e9, 0, 5, 5]}', '{"window": ["a", 0, 5, 5]}',
    '{"maximised": "yes"}', "[" * 5000,
])  # fmt: skip
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(text, encoding="utf-8")
    kept = SettingsFile(file)
    assert kept.settings == Settings()
    kept.change(theme="light")
    assert SettingsFile(file).settings.theme == "light"


def test_the_readable_part_of_a_damaged_file_counts(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "text_size": -3, "later": [1]}', encoding="utf-8")
    kept = SettingsFile(file)
    assert kept.settings == Settings(theme="dark")
    kept.change(text_size=2.0)
    # What a later version has written is still there.
    assert json.loads(file.read_text(encoding="utf-8"))["later"] == [1]


@pytest.mark.parametrize("content", [b'{"theme": "dark", ', b"\xff\xfe\x00", b"[1]", b"hello"])
def test_a_damaged_file_is_put_aside_and_not_written_over(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "settings.json"
    file.write_bytes(content)
    kept = SettingsFile(file)
    assert kept.put_aside == tmp_path / "settings.damaged.json"
    kept.change(theme="light")
    assert kept.put_aside.read_bytes() == content
    assert SettingsFile(file).put_aside is None


@pytest.mark.parametrize("content", [None, b"", b" \n", b"{}", b'{"later": 1}'])
def test_what_is_not_damaged_stays(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "settings.json"
    if content is not None:
        file.write_bytes(content)
    assert SettingsFile(file).put_aside is None
    assert (file.read_bytes() if file.exists() else None) == content


def test_the_editor_of_an_earlier_version_is_taken_over(tmp_path: Path) -> None:
    (tmp_path / "editor.json").write_text('{"editor": "code"}', encoding="utf-8")
    file = tmp_path / "settings.json"
    assert SettingsFile(file).settings.editor == "code"
    SettingsFile(file).change(theme="dark")
    # From then on it is this file that counts.
    SettingsFile(file).change(editor="")
    assert SettingsFile(file).settings == Settings(theme="dark")


@pytest.mark.parametrize("value", [3, None, "a\0b", "a\nb", "x" * 5000, ["code"]])
def test_no_command_but_a_line_of_text(tmp_path: Path, value: object) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"editor": value, "folder": value}), encoding="utf-8")
    assert SettingsFile(file).settings == Settings()


def test_random_damage(tmp_path: Path) -> None:
    file, rng = tmp_path / "settings.json", random.Random(6)
    SettingsFile(file).change(theme="dark", text_size=1.5, window=(1, 2, 300, 400))
    whole = file.read_bytes()
    for _ in range(500):
        torn = bytearray(whole)
        for _ in range(rng.randint(1, 4)):
            torn[rng.randrange(len(torn))] = rng.randrange(256)
        file.write_bytes(bytes(torn[: rng.randint(0, len(torn))]))
        assert isinstance(SettingsFile(file).settings, Settings)


def test_where_nothing_can_be_written_it_holds_till_the_end(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = SettingsFile(tmp_path / "file" / "settings.json")
    kept.change(theme="dark")
    assert kept.settings.theme == "dark"
    kept.reset()
