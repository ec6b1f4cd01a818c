"""Documents and lessons, by keyboard, in the real program."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.e2e.conftest import Start
from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"


def _epsilon(program: Program, text: str) -> None:
    program.key("alt+e", "ctrl+a")
    program.type(text)
    program.key("Return")


def test_saved_closed_and_opened_again(start: Start, program: Program, tmp_path: Path) -> None:
    file = tmp_path / "my.experiment"
    program.wait_for_title(AGREES)
    _epsilon(program, "1e-1")
    program.wait_for_title(r"^undecided · ratio .* — Untitled\* — Gradient Checker$")
    program.close()
    program.wait_for_dialog("Save changes?")
    program.key("Return")
    program.wait_for_dialog("Save as")
    program.key("ctrl+a")
    program.type(str(file))
    program.key("Return")
    # Asked about once: saved, it closes.
    program.wait_for_end()
    saved = file.with_name("my.experiment.nndcheck")
    found = json.loads(saved.read_text(encoding="utf-8"))
    assert found["experiment"]["epsilon"] == 0.1

    again = start(sys.executable, "-m", "nnd_gui", str(saved))
    again.wait_for_window()
    again.wait_for_title(r"^undecided · ratio .* — my\.experiment — Gradient Checker$")
    _epsilon(again, "1e-2")
    again.wait_for_title(r"^agree · ratio 2\.75e-06 — my\.experiment\* — Gradient Checker$")
    again.wait_for_sentence("ratio 2.75e-06")
    again.key("ctrl+z")
    again.wait_for_title(r"^undecided · ratio .* — my\.experiment — Gradient Checker$")
    again.key("ctrl+shift+z", "ctrl+s")
    again.wait_for_title(r"^agree · ratio 2\.75e-06 — my\.experiment — Gradient Checker$")
    assert json.loads(saved.read_text(encoding="utf-8"))["experiment"]["epsilon"] == 0.01
    # The file opened last is the first of the list.
    again.key("ctrl+n")
    again.wait_for_title(AGREES)
    again.key("alt+f")
    again.reader.find("Open recent", "menu item")
    again.key("c")
    again.reader.find(f"1  {saved.name}", "menu item")
    again.key("1")
    again.wait_for_title(r"my\.experiment — Gradient Checker$")
    again.close()
    again.wait_for_end()


def test_a_file_that_is_none(start: Start, tmp_path: Path) -> None:
    torn = tmp_path / "torn.nndcheck"
    torn.write_text('{"format": "nndcheck",\n"version": 1, "exper', encoding="utf-8")
    program = start(sys.executable, "-m", "nnd_gui", str(torn))
    program.wait_for_first_dialog("Not opened")
    program.wait_for_sentence(
        "“torn.nndcheck” cannot be opened. It is damaged at line 2: it breaks off there, or "
        "something has been changed."
    )
    program.key("Return")
    program.wait_for_window()
    program.wait_for_title(AGREES)
    program.close()
    program.wait_for_end()


def test_a_lesson_walked_with_a_clicker(start: Start) -> None:
    program = start(sys.executable, "-m", "nnd_gui", "--lesson", "epsilon-too-large")
    program.wait_for_window()
    name = "— Epsilon too large — Gradient Checker$"
    program.wait_for_title(rf"^agree · ratio 2\.75e-10 {name}")
    for ratio in ("agree · ratio 2.75e-06", "undecided · ratio 2.75e-04", "undecided · ratio 0.0"):
        program.key("Next")
        program.wait_for_title(f"^{ratio}.*{name}")
    program.wait_for_sentence("4 of 4")
    program.wait_for_sentence("Absurdly large")
    # Also where a field that has a use for the key has the keyboard; and no further.
    program.key("alt+e", "Next", "Prior")
    program.wait_for_title(f"^undecided · ratio 2.75e-04.*{name}")
    # Something tried out, and one key back.
    _epsilon(program, "1e-5")
    program.wait_for_title(f"^agree · ratio .*{name}")
    program.key("ctrl+l")
    program.wait_for_title(f"^undecided · ratio 2.75e-04.*{name}")
    # Nothing of a lesson is unsaved work.
    program.close()
    program.wait_for_end()


def test_a_lesson_from_the_menu_by_mouse_and_by_letters(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("Lessons", "menu item")
    program.key("7")
    program.wait_for_title(r"^agree · ratio .* — Dead units — Gradient Checker$")
    program.click("On to the next step", "push button")
    program.wait_for_title(r"^undecided · .* — Dead units — Gradient Checker$")
    program.click("Back a step", "push button")
    program.wait_for_title(r"^agree · ratio .* — Dead units — Gradient Checker$")


def test_an_instructor_writes_a_lesson(program: Program, tmp_path: Path) -> None:
    file = tmp_path / "mine.nndcheck"
    program.wait_for_title(AGREES)
    program.key("ctrl+shift+a")
    program.reader.find("Text, in Markdown", "text")
    program.type("Look at **W2**.")
    program.key("ctrl+shift+n")
    _epsilon(program, "1e-1")
    program.wait_for_title("^undecided")
    program.key("ctrl+shift+a")
    program.reader.find("Text, in Markdown", "text")
    program.type("Too large.")
    program.key("ctrl+s")
    program.wait_for_dialog("Save as")
    program.key("ctrl+a")
    program.type(str(file))
    program.key("Return")
    until(file.exists, "the file")
    program.wait_for_focus()
    found = json.loads(file.read_text(encoding="utf-8"))
    assert [step["text"] for step in found["steps"]] == [["Look at **W2**."], ["Too large."]]
    assert found["experiment"]["epsilon"] == 1e-4
    assert found["steps"][1]["experiment"] == {"epsilon": 0.1}
    program.key("Prior")
    program.wait_for_title(r"^agree · ratio 2\.75e-10 — mine — Gradient Checker$")
    program.close()
    program.wait_for_end()
