"""Help at the place where the person is, and what can be copied of it."""

from __future__ import annotations

import re

from nnd_gui import __version__
from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"


def _heading(program: Program) -> str:
    """The guide's heading, as it stands at the top of its text."""
    text = program.reader.find("Text of the guide").text
    return text.strip().splitlines()[0] if text.strip() else ""


def _helped(program: Program) -> str:
    program.key("F1")
    program.wait_for_dialog("Guide")
    found = until(lambda: _heading(program), "a section")
    program.key("Escape")
    program.wait_for_focus()
    return found


def test_f1_where_one_is(program: Program) -> None:
    program.wait_for_title(AGREES)
    seen = {}
    for keys in (("alt+e",), ("alt+z",), ("ctrl+3",), ("ctrl+5",), ("ctrl+b",)):
        program.key(*keys)
        seen[keys[0]] = _helped(program)
    # Not one and the same for all of them.
    assert len(set(seen.values())) == len(seen), seen
    # Within a dialog that waits for an answer too.
    program.key("ctrl+shift+m")
    program.wait_for_dialog("Mystery bug")
    program.key("F1")
    program.wait_for_dialog("Guide")
    until(lambda: _heading(program) == "Break it", "the dialog's section")
    program.key("Escape")
    program.wait_for_dialog("Mystery bug")
    program.key("Escape")
    program.wait_for_focus()
    program.key("shift+F1")
    program.wait_for_dialog("Guide")
    until(lambda: _heading(program) == "Glossary", "the glossary")
    program.key("Escape")
    program.wait_for_focus()
    program.close()
    program.wait_for_end()


def test_about_has_versions_that_can_be_copied(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+h", "a")
    program.wait_for_dialog("About")
    program.key("alt+v")
    clipboard = program.desktop.clipboard
    found = until(lambda: __version__ in (text := clipboard()) and text, "versions")
    for name in ("Python", "numpy", "Qt for Python", "pyqtgraph"):
        assert re.search(rf"{name} \d+\.\d+", str(found)), found
    program.key("Escape")
    program.wait_for_focus()
    program.close()
    program.wait_for_end()
