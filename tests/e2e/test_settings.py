"""Settings: chosen at once, kept in one readable file, and never in the way of a start."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.conftest import Start
from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"


def _file(folder: Path) -> Path:
    return folder / "config" / "gradient-checker" / "settings.json"


def _settings(folder: Path) -> dict[str, Any]:
    file = _file(folder)
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _begun(start: Start) -> Program:
    program = start(sys.executable, "-m", "nnd_gui")
    program.wait_for_window()
    program.wait_for_title(AGREES)
    return program


def _ended(program: Program) -> None:
    program.close()
    program.wait_for_end()


def test_chosen_kept_and_reset(start: Start, tmp_path: Path) -> None:
    first = _begun(start)
    usual = first.reader.find("Layer sizes", "text").box
    first.key("ctrl+t")
    until(lambda: _settings(tmp_path).get("theme") == "dark", "the theme in the file")
    first.key("ctrl+plus", "ctrl+plus")
    until(lambda: _settings(tmp_path).get("text_size", 1) > 1.2, "the size in the file")
    first.desktop.xdotool("windowsize", "--sync", first.window, 1200, 800)
    until(lambda: first.size() == (1200, 800), "the size")
    _ended(first)
    assert _settings(tmp_path)["window"][2:] == [1200, 800]
    # One line for each setting, to be read.
    lines = _file(tmp_path).read_text(encoding="utf-8").splitlines()
    assert '  "theme": "dark",' in lines

    second = _begun(start)
    until(lambda: second.desktop.brightness() < 0.3, "a dark window")
    until(lambda: second.size() == (1200, 800), "the same size")
    second.key("alt+v", "r")
    until(lambda: second.desktop.brightness() > 0.4, "a light window")
    until(lambda: second.reader.find("Layer sizes", "text").box[2:] == usual[2:], "usual text")
    second.wait_for_focus()
    _ended(second)
    assert _settings(tmp_path)["theme"] == "system"


@pytest.mark.parametrize("content", [b'{"theme": "da', b"\xff\x00", b"[[[[[", b'"theme"'])
def test_a_damaged_file_is_put_aside_and_said(start: Start, tmp_path: Path, content: bytes) -> None:
    file = _file(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    program = _begun(start)
    aside = file.with_name("settings.damaged.json")
    assert aside.read_bytes() == content
    program.key("ctrl+t")
    until(lambda: file.exists() and _settings(tmp_path)["theme"], "settings anew")
    _ended(program)
    assert aside.read_bytes() == content


@pytest.mark.parametrize("window", [[9000, 4000, 1200, 800], [-3000, -3000, 900, 700]])
def test_it_never_opens_on_a_screen_that_is_gone(
    start: Start, tmp_path: Path, window: list[int]
) -> None:
    file = _file(tmp_path)
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps({"window": window}), encoding="utf-8")
    program = _begun(start)
    x, y, width, height = program.reader.find("Check again", "push button").box
    most_x, most_y = program.desktop.size
    assert 0 <= x <= most_x - width
    assert 0 <= y <= most_y - height
    _ended(program)


def test_where_nothing_can_be_kept_it_still_works(start: Start, tmp_path: Path) -> None:
    (tmp_path / "config").write_text("in the way", encoding="utf-8")
    program = _begun(start)
    program.key("ctrl+t", "ctrl+t")
    _ended(program)
