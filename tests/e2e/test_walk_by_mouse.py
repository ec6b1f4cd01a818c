"""The whole of a lesson by mouse alone."""

from __future__ import annotations

import pytest

from tests.e2e.desktop import Desktop, until
from tests.e2e.program import Program
from tests.e2e.walk import (
    AGREES,
    DERIVATIVE,
    DIAGRAM,
    MATRICES,
    PANEL,
    PINNED,
    SLICE,
    STEPS,
    TRAINING,
    VALLEY,
    VERDICT,
    Album,
)

INK = (0x16, 0x19, 0x1D)


@pytest.mark.timeout(1200)
def test_a_lesson_is_given_by_mouse_alone(desktop: Desktop, program: Program) -> None:
    album = Album(desktop, "mouse")
    program.wait_for_title(AGREES)
    _the_derivative(program, album)
    _one_weight(program, album)
    _the_valley(program, album)
    _break_it(program, album)
    _predict_then_reveal(program, album)
    _the_network(program, album)
    _step_through(program, album)
    _why_it_matters(program, album)
    _compare(program, album)
    _presentation(program, album)
    _a_lesson(program, album)
    # As it was opened: nothing of a lesson is unsaved work.
    program.close()
    program.wait_for_end()


def _the_derivative(program: Program, album: Album) -> None:
    program.enlarge("Derivative")
    program.wait_for_told(DERIVATIVE, "2.9999999999996696")
    program.click("x^2", "combo box")
    program.click("sin(x)", "list item")
    program.wait_for_told(DERIVATIVE, "Your derivative cos(x)", "as it should")
    # Near, until the curve is a line: a click beside the slider's handle goes a step.
    x, y, width, height = program.reader.find("Zoom", "slider").box
    for _ in range(6):
        program.desktop.xdotool("mousemove", x + width - 4, y + height // 2, "click", 1)
    program.wait_for_told(DERIVATIVE, "one line to the eye")
    album.take("01 derivative")


def _one_weight(program: Program, album: Album) -> None:
    program.enlarge("One weight")
    program.click("Weights", "page tab")
    program.click("W1[0,1]", "cell")
    program.wait_for_told(SLICE, "by 0.0455321")
    program.wait_for_sentence("from sleep to hidden unit 2")
    for _ in range(4):
        program.click("Nearer", "push button")
    program.wait_for_sentence("w ± 0.01")
    album.take("02 one weight")


def _the_valley(program: Program, album: Album) -> None:
    program.enlarge("Epsilon valley")
    program.wait_for_told(VALLEY, "At 1e-04")
    left, top, width, height = program.reader.find(VALLEY).box
    y = top + height // 3
    # The handle: the one line of ink from top to bottom.
    rows = [program.desktop.row(row) for row in (y - 9, y, y + 9)]
    ink = [x for x in range(left + 80, left + width) if all(row[x] == INK for row in rows)]
    assert ink, "no handle"
    program.drag((ink[0], y), (left + width * 2 // 5, y))
    until(lambda: "At 1e-04" not in program.reader.told(VALLEY), "the handle to be moved")
    epsilon = program.reader.find("Epsilon", "spin box")
    album.take("03 valley")
    # And back by the arrows of the spin box.
    x, top, width, height = epsilon.box
    for _ in range(12):
        if "At 1e-04" in program.reader.told(VALLEY):
            break
        before = program.reader.told(VALLEY)
        program.desktop.xdotool("mousemove", x + width - 14, top + height // 3, "click", 1)
        _wait_for_other(program, before)
    program.wait_for_told(VALLEY, "At 1e-04")


def _wait_for_other(program: Program, before: str) -> None:
    until(lambda: program.reader.told(VALLEY) != before, "another epsilon")


def _break_it(program: Program, album: Album) -> None:
    program.enlarge("Gradients")
    program.click("Break it", "check box")
    program.click("Wrong sign", "list item")
    program.wait_for_title("^disagree")
    program.wait_for_sentence("It looks like a wrong sign")
    album.take("04 break it")
    program.click("No bug", "list item")
    program.wait_for_title("^agree · ratio 2.75e-10")
    program.click("Close", "push button")
    program.click("Teach", "menu item")
    program.click("Mystery bug…", "menu item")
    program.wait_for_dialog("Mystery bug")
    program.click("Begin", "push button")
    program.wait_for_focus()
    program.wait_for_title("^disagree")
    album.take("04 riddle")
    program.click("Reveal the diagnosis", "push button")
    program.wait_for_sentence("It looks like")
    program.click("Edit", "menu item")
    until(lambda: any(n.startswith("Undo") for _, n in program.reader.named()), "the menu")
    undo = next(name for role, name in program.reader.named() if name.startswith("Undo"))
    program.click(undo, "menu item")
    program.wait_for_title("^agree · ratio 2.75e-10")


def _predict_then_reveal(program: Program, album: Album) -> None:
    program.click("Teach", "menu item")
    program.click("Cover the answer", "menu item")
    program.wait_for_title("^What do you expect")
    for name in ("numerical gradient", "analytic gradient", "ratio", "verdict", "diagnosis"):
        program.click(f"Reveal the {name}", "push button")
        album.take(f"04 revealed, {name}")
    program.wait_for_title("^agree · ratio 2.75e-10")
    program.wait_for_told(VERDICT, "All 9 weights match")


def _step_through(program: Program, album: Album) -> None:
    program.click("Step through the weights", "check box")
    program.wait_for_told(STEPS, "0 of 9")
    for _ in range(2):
        program.click("One weight on", "push button")
    program.wait_for_told(STEPS, "2 of 9. W1[0,1]")
    program.click("Play", "push button")
    program.wait_for_told(STEPS, "9 of 9. W2[2,0]")
    album.take("07 step through")
    program.click("Leave", "push button")
    program.wait_for_title("^agree · ratio 2.75e-10")


def _the_network(program: Program, album: Album) -> None:
    program.enlarge("Diagram")
    program.wait_for_told(DIAGRAM, "sample 1 of 3")
    x, y, width, height = program.reader.find(DIAGRAM).box
    # The edge from the second hidden unit to the output lies across, near the middle.
    for down in range(-40, 41, 8):
        at = (x + width * 7 // 10, y + height // 2 + down)
        program.desktop.xdotool("mousemove", *at, "click", 1)
        if "W2[1,0]" in program.reader.told(PANEL):
            break
    program.wait_for_told(DIAGRAM, "W2[1,0]: from hidden unit 2 to test score.")
    album.take("06 diagram")
    program.enlarge("Matrices")
    x, y, width, height = program.reader.find(MATRICES).box
    program.desktop.xdotool("mousemove", x + 60, y + 100, "click", 1)
    program.wait_for_told(PANEL, "W1[0,0]")
    album.take("06 matrices")


def _why_it_matters(program: Program, album: Album) -> None:
    program.enlarge("Why it matters")
    program.wait_for_told(TRAINING, "This gradient has no bug")
    program.click("Break it", "push button")
    program.click("Missing f′(z)", "list item")
    program.wait_for_told(TRAINING, "broken gradient")
    album.take("05 training")
    program.click("Close", "push button")
    program.click("Teach", "menu item")
    program.click("Take the bug out", "menu item")
    program.wait_for_title(r"^agree · ratio 2\.75e-10")
    program.wait_for_told(TRAINING, "This gradient has no bug")


def _a_lesson(program: Program, album: Album) -> None:
    program.click("Lessons", "menu item")
    entry = next(
        name for role, name in program.reader.named() if name.endswith("Epsilon too small")
    )
    program.click(entry, "menu item")
    program.wait_for_sentence("1 of 4")
    for step in (2, 3, 4):
        program.click("On to the next step", "push button")
        program.wait_for_sentence(f"{step} of 4")
    program.wait_for_title("^undecided")
    program.wait_for_told(VALLEY, "At 1e-15")
    album.take("09 lesson")
    program.click("Back a step", "push button")
    program.wait_for_sentence("3 of 4")


def _compare(program: Program, album: Album) -> None:
    program.enlarge("Gradients")
    program.click("Check", "menu item")
    program.click("Pin this run", "menu item")
    x, top, width, height = program.reader.find("Epsilon", "spin box").box
    program.desktop.xdotool("mousemove", x + width - 14, top + height // 3, "click", 1)
    program.wait_for_told(PINNED, "epsilon 1e-04 | 1e-03", "ratio 2.75e-10 | now")
    album.take("08 compare")
    program.click("Swap", "push button")
    program.wait_for_told(PINNED, "epsilon 1e-03 | 1e-04")
    program.click("Unpin", "push button")
    program.wait_for_title(AGREES)


def _presentation(program: Program, album: Album) -> None:
    before = program.size()
    program.click("View", "menu item")
    program.click("Present", "menu item")
    until(lambda: program.size() == program.desktop.size, "the whole screen")
    until(lambda: not program.reader.shows("Layer sizes"), "the panels to go")
    album.take("10 presentation")
    program.click("Leave the presentation (Esc)", "push button")
    until(lambda: program.size() == before, "the size that it had")
    until(lambda: program.reader.shows("Layer sizes"), "the panels")
