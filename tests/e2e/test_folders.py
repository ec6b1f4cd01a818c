"""A folder of submissions, from the command line to the end, in the real program."""

from __future__ import annotations

import csv
import io
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import Start
from tests.e2e.desktop import Desktop, until
from tests.e2e.program import Program
from tests.e2e.shown import file_manager
from tests.model.test_folder_checks import ENDLESS, FORGOT, NET, put

FOLDER = "hand-ins — Submissions"


def _wait_for_folder(program: Program) -> None:
    program.wait_for_dialog(FOLDER)


# Two windows are much for a reader on a busy machine.
@pytest.mark.timeout(300)
def test_a_folder_is_checked_and_one_opened(start: Start, tmp_path: Path) -> None:
    put(tmp_path / "hand-ins", ada=FORGOT, ben=NET, cem="def f(:\n")
    program = start(sys.executable, "-m", "nnd_gui", str(tmp_path / "hand-ins"))
    program.wait_for_first_dialog("Run these submissions?")
    program.key("Return")
    program.wait_for_sentence("3 submissions · 1 agrees · 1 disagrees · look at 1 yourself")
    _wait_for_folder(program)
    # The first row, by keyboard, into the usual window.
    program.key("Home")
    program.key("Return")
    program.wait_for_window_of("ratio")
    program.wait_for_title(r"^disagree · ratio .* — Gradient Checker$")
    # Back to the table: the row that was gone to is still the one at hand, and ben's is next.
    program.key("ctrl+shift+f")
    _wait_for_folder(program)
    program.key("Down", "Return")
    program.wait_for_title(r"^agree · ratio .* — Gradient Checker$")
    program.key("ctrl+shift+f")
    _wait_for_folder(program)
    program.key("ctrl+w")
    until(lambda: not program.shows_window(FOLDER), "the end of the folder's window")
    program.close()
    program.wait_for_end()


@pytest.mark.timeout(300)
def test_what_is_written_of_a_folder_is_shown_where_it_is(
    start: Start, desktop: Desktop, tmp_path: Path
) -> None:
    put(tmp_path / "hand-ins", ada=FORGOT, ben=NET)
    with file_manager(desktop, tmp_path / "notes") as shown:
        program = start(sys.executable, "-m", "nnd_gui", str(tmp_path / "hand-ins"))
        program.wait_for_first_dialog("Run these submissions?")
        program.key("Return")
        program.wait_for_sentence("2 submissions · 1 agrees · 1 disagrees")
        _wait_for_folder(program)
        program.key("alt+e", "t")
        program.wait_for_dialog("Export table")
        program.key("Return")
        table = tmp_path / "hand-ins.csv"
        until(table.exists, "the table beside the folder")
        rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
        assert [(row["student"], row["verdict"]) for row in rows] == [
            ("ada", "disagree"), ("ben", "agree")
        ]  # fmt: skip
        _wait_for_folder(program)
        program.key("ctrl+alt+f")
        until(lambda: shown() == table.as_uri(), "the table in its folder")
    program.key("ctrl+w")
    until(lambda: not program.shows_window(FOLDER), "the end of the folder's window")
    program.wait_for_window_of("ratio")
    program.close()
    program.wait_for_end()


def test_closed_while_it_runs(start: Start, tmp_path: Path) -> None:
    put(tmp_path / "hand-ins", ada=ENDLESS, ben=ENDLESS, cem=ENDLESS)
    program = start(sys.executable, "-m", "nnd_gui", str(tmp_path / "hand-ins"))
    program.wait_for_first_dialog("Run these submissions?")
    program.key("Return")
    program.wait_for_dialog(FOLDER)
    program.wait_for_window_of("ratio")
    # The usual window takes the other with it, and all that runs: nothing is left behind.
    program.close()
    program.wait_for_end()
