"""The first minute: the lesson's result at once, another epsilon, and out again."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"

# What the lesson's hand-out prints, W1 row by row and then W2.
PRINTED = [
    "-0.01570145",
    "+0.04553206",
    "+0.02332193",
    "-0.01261438",
    "+0.02962221",
    "+0.02384717",
    "-0.19123277",
    "-0.24006099",
    "-0.09635695",
]


def test_the_lessons_result_is_there_at_once(any_program: Program) -> None:
    program = any_program
    program.wait_for_title(AGREES)
    found = program.export()
    assert (found["target"], found["outcome"], found["verdict"]) == ("lesson", "completed", "agree")
    weights = sorted(found["weights"], key=lambda weight: weight["name"])
    assert [f"{weight['analytic']:+.8f}" for weight in weights] == PRINTED
    assert [f"{weight['numerical']:+.8f}" for weight in weights] == PRINTED
    program.close()
    program.wait_for_end()


def test_it_can_be_read(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.wait_for_sentence("Backpropagation matches the measured slopes")
    program.wait_for_sentence("ratio 2.75e-10")
    cells = [name for role, name in program.reader.named() if role == "cell"]
    # The worst weight first; its numerical and its analytic gradient.
    assert cells[0] == "W2[1,0]"
    assert cells[2] == cells[3] == "-0.24006099"
    assert cells[5] == "agree"


@pytest.mark.parametrize(
    ("epsilon", "headline"),
    [
        ("1e-1", "Undecided: epsilon is too large to tell"),
        ("10^-15", "Undecided: epsilon is too small to tell"),
    ],
)
def test_another_epsilon(epsilon: str, headline: str, any_program: Program) -> None:
    program = any_program
    program.wait_for_title(AGREES)
    program.key("alt+e", "ctrl+a")
    program.type(epsilon)
    program.key("Return")
    program.wait_for_title("^undecided · ratio ")
    found = program.export()
    assert found["verdict"] == "undecided"
    assert found["epsilon"] == float(epsilon.replace("10^", "1e"))
    assert found["sentence"].startswith(headline)
    assert found["sentence"].endswith("Try 1e-05.")
    # What it advises helps.
    program.key("alt+e", "ctrl+a")
    program.type("1e-5")
    program.key("Return")
    program.wait_for_title(r"^agree · ratio 1\.6")
    program.close_unsaved()
    program.wait_for_end()


def test_epsilon_by_its_keys(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+e", "Up", "Up")
    program.wait_for_title("^agree · ratio .*e-06|^undecided · ratio .*e-06")
    assert program.export()["epsilon"] == 1e-2
    program.key("ctrl+Down", "ctrl+Down")
    program.wait_for_title(AGREES)


def test_quitting_by_the_keys(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("ctrl+q")
    program.wait_for_end()


def test_a_small_screen(tmp_path: Path) -> None:
    with Desktop(tmp_path, (1280, 720)) as desktop:
        program = Program(desktop, (sys.executable, "-m", "nnd_gui"), tmp_path)
        try:
            program.wait_for_window()
            program.wait_for_title(AGREES)
            width, height = program.size()
            assert width <= 1280
            assert height <= 720
            program.close()
            program.wait_for_end()
        finally:
            program.kill()


@pytest.mark.parametrize("display", [{}, {"DISPLAY": ":9999"}], ids=["none", "dead"])
def test_without_a_display_it_says_so_in_one_line(display: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "nnd_gui"],
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8", **display},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert " display" in done.stderr
    assert "nnd-check" in done.stderr
