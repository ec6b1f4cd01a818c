"""What a document keeps, and what cannot be lost: results, panels, unsaved work, bad files."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e import drag_source
from tests.e2e.conftest import Start
from tests.e2e.desktop import end_process, end_with_us, until
from tests.e2e.program import Program
from tests.e2e.walk import opened

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"
PLAIN = r"^agree · ratio 2\.75e-08 — mine"


def _saved(program: Program, tmp_path: Path, *keys: str) -> Path:
    """The lesson at another epsilon, saved."""
    program.wait_for_title(AGREES)
    program.key("ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-08 — Untitled\*")
    if keys:
        program.key(*keys)
    return program.save("ctrl+s", "Save as", tmp_path / "mine", ".nndcheck")


def _read(file: Path) -> dict[str, object]:
    found: dict[str, object] = json.loads(file.read_text(encoding="utf-8"))
    return found


def test_results_come_back_without_a_run(start: Start, program: Program, tmp_path: Path) -> None:
    file = _saved(program, tmp_path, "ctrl+alt+s")
    program.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    first = program.export()
    results = _read(file)["results"]
    assert isinstance(results, dict)
    row = results["measured"][3]
    assert row["weight"] == "W1[1,0]"
    assert [0 < abs(step) < 1e-2 for step in row["steps"]] == [True] * 4
    program.close()
    program.wait_for_end()

    again = start(sys.executable, "-m", "nnd_gui", str(file))
    again.wait_for_window()
    again.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    again.wait_for_sentence("as saved with the document")
    assert again.export() == first | {"seconds": first["seconds"]}
    # Measured anew where that is wanted.
    again.key("F5")
    until(lambda: not again.reader.shows("as saved with the document"), "numbers of its own")
    again.close()
    again.wait_for_end()

    # A number of another gradient is not believed.
    results["analytic"]["W2"][0][0] = 1.0
    file.write_text(json.dumps(_read(file) | {"results": results}), encoding="utf-8")
    third = start(sys.executable, "-m", "nnd_gui", str(file))
    third.wait_for_window()
    third.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    assert not third.reader.shows("as saved with the document")
    third.close()
    third.wait_for_end()


def test_a_panel_that_was_put_away_stays_away(
    start: Start, program: Program, tmp_path: Path
) -> None:
    file = _saved(program, tmp_path, "ctrl+shift+1")
    assert _read(file)["view"] == {"hidden": ["network"]}
    program.close()
    program.wait_for_end()
    again = start(sys.executable, "-m", "nnd_gui", str(file))
    again.wait_for_window()
    again.wait_for_title(PLAIN)
    again.reader.find("Epsilon")
    until(lambda: ("text", "Layer sizes") not in again.reader.named(), "no panel")
    again.key("ctrl+shift+1")
    again.reader.find("Layer sizes", "text")
    again.close()
    again.wait_for_end()


def test_revert_goes_back_to_the_file(program: Program, tmp_path: Path) -> None:
    _saved(program, tmp_path)
    program.key("ctrl+Up")
    program.wait_for_title(r"— mine\* — Gradient Checker$")
    program.key("alt+f", "v")
    program.wait_for_dialog("Revert")
    # Losing something is never the answer of the Enter key.
    program.key("Return")
    program.wait_for_focus()
    assert "mine*" in program.title()
    program.key("alt+f", "v")
    program.wait_for_dialog("Revert")
    program.key("alt+r")
    program.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    program.close()
    program.wait_for_end()


def test_unsaved_work_is_asked_about_once(program: Program, tmp_path: Path) -> None:
    file = _saved(program, tmp_path)
    before = file.read_bytes()
    program.key("ctrl+Up")
    program.wait_for_title(r"— mine\*")
    # Escape stays, and nothing is lost.
    program.key("ctrl+n")
    program.wait_for_dialog("Save changes?")
    program.key("Escape")
    program.wait_for_focus()
    assert "mine*" in program.title()
    program.key("ctrl+n")
    program.dont_save()
    program.wait_for_title(AGREES)
    assert file.read_bytes() == before
    # Looking around is no work.
    program.key("ctrl+3", "Right", "ctrl+shift+2", "ctrl+shift+2")
    program.close()
    program.wait_for_end()


_HUGE = """{"format": "nndcheck", "version": 1, "experiment": {"subject": {"kind": "network",
 "sizes": [9000, 9000, 9000], "activations": ["sigmoid", "sigmoid"]}}}"""
BAD = {
    "torn.nndcheck": ("{mine}", "It is damaged at line"),
    "foreign.nndcheck": ("a letter to my aunt", "It is not a document of this program."),
    "empty.nndcheck": ("", "It is empty."),
    "newer.nndcheck": (
        '{"format": "nndcheck", "version": 7}',
        "It was saved by a newer version of this program, which can open it.",
    ),
    "report.nndcheck": ('{"format": "nnd-check/1"}', "It is the report of a check"),
    "hostile.nndcheck": (_HUGE, "at most"),
    "deep.nndcheck": ('{"format": "nndcheck", "a": ' + "[" * 50_000, "It is damaged"),
}


def test_a_bad_file_gives_a_sentence_and_changes_nothing(program: Program, tmp_path: Path) -> None:
    mine = _saved(program, tmp_path)
    title = program.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    for name, (content, sentence) in BAD.items():
        file = tmp_path / name
        text = content.replace("{mine}", mine.read_text(encoding="utf-8")[:500])
        file.write_text(text, encoding="utf-8")
        with opened(program, str(file)):
            program.wait_for_dialog("Not opened")
            program.wait_for_sentence(f"“{name}” cannot be opened. ")
            program.wait_for_sentence(sentence)
            program.key("Return")
        assert program.title() == title
        assert file.read_text(encoding="utf-8") == text
    program.key("ctrl+Up")
    program.wait_for_title(r"— mine\*")
    program.close_unsaved()
    program.wait_for_end()


@pytest.mark.parametrize("place", ["Layer sizes", "Results of every weight, the worst first"])
def test_a_file_is_dropped_anywhere(
    program: Program, start: Start, tmp_path: Path, place: str
) -> None:
    mine = _saved(program, tmp_path)
    program.key("ctrl+n")
    program.wait_for_title(AGREES)
    desktop = program.desktop
    folder = subprocess.Popen(
        [sys.executable, drag_source.__file__, str(mine)],
        env=desktop.environment,
        start_new_session=True,
        preexec_fn=end_with_us,  # noqa: PLW1509  # no other thread is running here
    )
    try:
        words = ("search", "--onlyvisible", "--pid", folder.pid, "--name", drag_source.NAME)
        window = until(lambda: desktop.xdotool(*words).split(), "the window of the folder")[0]
        until(lambda: desktop.xdotool("getactivewindow") == window, "it to be active")
        found = dict(
            line.split("=")
            for line in desktop.xdotool("getwindowgeometry", "--shell", window).splitlines()
        )
        middle = (int(found["X"]) + 100, int(found["Y"]) + 60)
        program.drag(middle, program.reader.find(place).centre)
        program.wait_for_title(rf"{PLAIN} — Gradient Checker$")
    finally:
        end_process(folder)
    program.close()
    program.wait_for_end()


def test_undo_has_a_name(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-08")
    program.key("alt+i")
    program.reader.find("Undo epsilon 1e-03", "menu item")
    program.key("Escape", "Escape", "ctrl+z")
    program.wait_for_title(AGREES)
    program.key("alt+i")
    program.reader.find("Redo epsilon 1e-03", "menu item")
    program.key("Escape", "Escape", "ctrl+shift+z")
    program.wait_for_title(r"^agree · ratio 2\.75e-08")
    program.close_unsaved()
    program.wait_for_end()


def test_a_short_text_is_copied_pasted_and_typed(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("ctrl+Up", "ctrl+shift+x")
    # Not what the test before has left there.
    until(lambda: program.desktop.clipboard().startswith("lesson5 eps"), "the text")
    text = program.desktop.clipboard()
    program.key("ctrl+n")
    program.dont_save()
    program.wait_for_title(AGREES)
    program.desktop.copy(text)
    program.key("ctrl+shift+v")
    program.wait_for_title(r"^agree · ratio 2\.75e-08")
    # As a person types it on a sheet for a class.
    program.desktop.copy("lesson5 bug 4711")
    program.key("ctrl+shift+v")
    program.wait_for_title(r"^(?!agree)(?!disagree).*Gradient Checker$")
    program.desktop.copy("good morning")
    program.key("ctrl+shift+v")
    program.wait_for_dialog("Not pasted")
    program.key("Return")
    program.wait_for_focus()


def test_what_is_there_is_asked_about_once(program: Program, tmp_path: Path) -> None:
    file = _saved(program, tmp_path)
    before = file.read_bytes()
    program.key("ctrl+Up")
    program.wait_for_title(r"— mine\*")
    for keys, kept in (("alt+n", True), ("alt+y", False)):
        program.key("ctrl+shift+s")
        program.wait_for_dialog("Save as")
        windows = program.count("Save as")
        program.key("ctrl+a")
        # Without its suffix, which is not forgotten in the question.
        program.type(str(file.with_suffix("")))
        program.key("Return")
        until(lambda n=windows: program.count("Save as") > n, "the question")  # type: ignore[misc]
        program.key(keys)
        if kept:
            until(lambda n=windows: program.count("Save as") == n, "its end")  # type: ignore[misc]
            assert file.read_bytes() == before
            program.key("Escape")
            program.wait_for_focus()
    program.wait_for_title(r"— mine — Gradient Checker$")
    assert file.read_bytes() != before
    program.close()
    program.wait_for_end()
