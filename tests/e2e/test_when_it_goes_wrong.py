"""A fault of the program itself: said once, logged, the work kept; and no streams to write to."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.e2e import faulty
from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop, until
from tests.e2e.program import Program
from tests.e2e.shown import file_manager

DIALOG = "The program has failed"


def _faulty(start: Start, where: str) -> Program:
    return start(sys.executable, faulty.__file__, where)


def _log(folder: Path) -> Path:
    return folder / "data" / "gradient-checker" / "log.txt"


def _ends(program: Program) -> None:
    """It has said what went wrong on its streams too, and ends as it should."""
    assert program.process.wait(20) == 0
    assert faulty.WORDS in program.output()
    assert program.session() == []


@pytest.mark.parametrize("where", ["slot", "paint", "timer", "thread"])
def test_said_in_one_dialog_however_often(start: Start, tmp_path: Path, where: str) -> None:
    program = _faulty(start, where)
    program.wait_for_first_dialog(DIALOG)
    if where in ("slot", "timer"):
        until(lambda: any("It has happened" in name for _, name in program.reader.named()), "more")
    assert program.count(DIALOG) == 1
    program.wait_for_dialog(DIALOG)
    assert faulty.WORDS in program.reader.find("What happened", "text").text
    # To be sent to whoever can mend it.
    program.key("alt+c")
    copied = until(lambda: faulty.WORDS in (text := program.desktop.clipboard()) and text, "a copy")
    assert str(copied).startswith("Gradient Checker ")
    assert faulty.WORDS in _log(tmp_path).read_text(encoding="utf-8")
    program.key("Escape")
    if where == "thread":
        program.wait_for_window()
        program.wait_for_title(r"^agree · ratio 2\.75e-10 — Gradient Checker$")
        program.close()
        _ends(program)


def test_the_work_is_kept_and_one_goes_on(start: Start, tmp_path: Path) -> None:
    program = _faulty(start, "key")
    program.wait_for_window()
    program.wait_for_title("^agree")
    program.key("ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-08 — Untitled\*")
    program.key("ctrl+alt+v")
    program.wait_for_dialog(DIALOG)
    kept = list((tmp_path / "data").rglob("unsaved/*.nndcheck"))
    assert [json.loads(file.read_text())["experiment"]["epsilon"] for file in kept] == [1e-3]
    program.key("Return")
    program.wait_for_focus()
    # The rest is as before.
    program.key("ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-06")
    # A second one later is said again.
    program.key("ctrl+alt+v")
    program.wait_for_dialog(DIALOG)
    program.key("Return")
    program.wait_for_focus()
    program.close_unsaved()
    _ends(program)


def test_the_log_is_shown_in_its_folder(start: Start, tmp_path: Path, desktop: Desktop) -> None:
    with file_manager(desktop, tmp_path / "notes") as shown:
        program = _faulty(start, "thread")
        program.wait_for_first_dialog(DIALOG)
        program.key("alt+l")
        until(lambda: shown() == _log(tmp_path).as_uri(), "the log in its folder")
        program.key("Return")
        program.wait_for_window()


def test_a_fault_in_the_engine_is_a_sentence_in_the_window(start: Start) -> None:
    program = _faulty(start, "engine")
    program.wait_for_window()
    program.wait_for_sentence(faulty.WORDS)
    program.wait_for_sentence("This is a fault of the program.")
    assert program.count(DIALOG) == 0
    # What needs no check still works.
    program.key("ctrl+5")
    program.wait_for_told("Plot of a function, its secant and its tangent", "2.9999999999996696")
    program.close()
    program.wait_for_end()


def test_the_log_does_not_grow_for_ever(start: Start, tmp_path: Path) -> None:
    log = _log(tmp_path)
    log.parent.mkdir(parents=True)
    log.write_text("x" * 300_000, encoding="utf-8")
    program = _faulty(start, "thread")
    program.wait_for_first_dialog(DIALOG)
    until(lambda: log.exists() and log.stat().st_size < 100_000, "a new log")
    assert log.with_name("log.txt.1").stat().st_size == 300_000
    assert faulty.WORDS in log.read_text(encoding="utf-8")


def test_where_the_log_cannot_be_written_it_is_still_said(start: Start, tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way", encoding="utf-8")
    program = _faulty(start, "thread")
    program.wait_for_first_dialog(DIALOG)
    program.key("Return")
    program.wait_for_window()


@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", "</dev/null >/dev/full 2>/dev/full"])
def test_without_streams(start: Start, tmp_path: Path, streams: str) -> None:
    """As a windowed program of Windows is started, and where nothing can be written to them."""
    program = start("sh", "-c", f'exec "$0" -m nnd_gui {streams}', sys.executable)
    program.wait_for_window()
    program.wait_for_title("^agree")
    program.key("ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-08")
    assert program.export()["epsilon"] == 1e-3
    program.close_unsaved()
    program.wait_for_end()


@pytest.mark.parametrize("streams", ["<&- >&- 2>&-", "</dev/null >/dev/full 2>/dev/full"])
def test_a_fault_without_streams(start: Start, tmp_path: Path, streams: str) -> None:
    program = start("sh", "-c", f'exec "$0" "$1" key {streams}', sys.executable, faulty.__file__)
    program.wait_for_window()
    program.wait_for_title("^agree")
    program.key("ctrl+alt+v")
    program.wait_for_dialog(DIALOG)
    until(lambda: faulty.WORDS in _log(tmp_path).read_text(encoding="utf-8"), "the log")
    program.key("Return")
    program.wait_for_focus()
    program.close()
    # 120 is Python's own, where it cannot write at its end what it could not write before.
    assert program.process.wait(20) in (0, 120)
    assert program.session() == []
