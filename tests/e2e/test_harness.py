"""The tests' own tools: what they claim to see, they see."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.e2e.desktop import Desktop, end_process, until
from tests.e2e.program import Program

if TYPE_CHECKING:
    from tests.e2e.conftest import Start

STAND_IN = (sys.executable, str(Path(__file__).with_name("stand_in.py")))


def _opened(start: Start, *words: str) -> Program:
    program = start(*STAND_IN, *words)
    program.wait_for_window()
    return program


def test_typing_is_seen_and_closing_ends_it(start: Start) -> None:
    program = _opened(start)
    program.type('1e-4 & "x"')
    assert program.wait_for_title("^1e-4") == '1e-4 & "x" — Gradient Checker'
    assert program.session() != []
    program.close()
    program.wait_for_end()
    assert program.session() == []


def test_an_export_is_read_back(start: Start) -> None:
    program = _opened(start)
    program.type("abc")
    program.wait_for_title("^abc ")
    assert program.export("ctrl+shift+s") == {"typed": "abc"}
    program.type("d")
    program.wait_for_title("^abcd ")
    assert program.export("ctrl+shift+s") == {"typed": "abcd"}


@pytest.mark.parametrize(
    ("word", "sentence"), [("noisy", "a warning"), ("leak", "left behind: .*sleep 60")]
)
def test_a_program_that_does_not_end_well(word: str, sentence: str, start: Start) -> None:
    program = _opened(start, word)
    program.close()
    with pytest.raises(AssertionError, match=sentence):
        program.wait_for_end()
    program.kill()
    # A process that was killed is listed until init has collected it.
    until(lambda: program.session() == [], "the end of all processes")


def test_a_program_that_does_not_end(start: Start) -> None:
    program = _opened(start, "stubborn")
    program.close()
    with pytest.raises(AssertionError, match="still runs"):
        program.wait_for_end(0.5)


def test_a_program_that_does_not_start(start: Start) -> None:
    program = start(*STAND_IN, "crash")
    with pytest.raises(AssertionError, match="ended with 7"):
        program.wait_for_window()


def test_a_title_that_never_comes_is_told_with_the_one_that_is_there(start: Start) -> None:
    program = _opened(start)
    with pytest.raises(TimeoutError, match="it is 'Gradient Checker'"):
        program.wait_for_title("agree", 0.1)


def test_screenshots_and_copies(desktop: Desktop, start: Start, tmp_path: Path) -> None:
    program = _opened(start)
    program.type("copied")
    program.wait_for_title("^copied")
    program.key("ctrl+a", "ctrl+c")
    until(lambda: desktop.clipboard() == "copied", "the copy")
    desktop.screenshot(tmp_path / "screen.png")
    assert (tmp_path / "screen.png").read_bytes().startswith(b"\x89PNG")


def test_a_screen_reader_and_the_mouse(start: Start) -> None:
    program = _opened(start)
    typed = program.reader.find("Typed", "text")
    assert typed.description == "What the title repeats."
    program.click("Typed")
    program.type("abc")
    program.wait_for_title("^abc")
    assert typed.text == "abc"
    assert program.reader.focus() == "Typed"
    assert not program.reader.shows("abc")


def test_pasting(desktop: Desktop, start: Start) -> None:
    program = _opened(start)
    desktop.copy("x" * 5000)
    program.key("ctrl+v")
    program.wait_for_title("^x{5000} ")


def test_two_desktops_do_not_meet(desktop: Desktop, tmp_path: Path) -> None:
    with Desktop(tmp_path) as other:
        assert other.display != desktop.display
        processes = list(other._processes)  # noqa: SLF001
    for process in processes:
        assert process.poll() is not None
        end_process(process)
