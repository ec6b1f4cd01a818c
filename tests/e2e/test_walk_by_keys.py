"""The whole of a lesson by keyboard alone: every part of the instrument, seen to answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.e2e.desktop import Desktop, until
from tests.e2e.program import Program
from tests.e2e.walk import (
    AGREES,
    CHAIN,
    CODE,
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
    opened,
)


@pytest.mark.timeout(1200)
def test_a_lesson_is_given_by_keyboard_alone(
    desktop: Desktop, program: Program, tmp_path: Path
) -> None:
    album = Album(desktop, "keys")
    program.wait_for_title(AGREES)
    album.take("00 opening")
    _the_derivative(program, album)
    _one_weight(program, album)
    _the_valley(program, album)
    _break_it(program, album)
    _predict_then_reveal(program, album)
    _why_it_matters(program, album)
    _the_network(program, album)
    _step_through(program, album)
    _compare(program, album)
    _presentation(program, album)
    _documents(program, album, tmp_path)
    _a_students_file(program, album, tmp_path)
    program.close()
    program.wait_for_end()


def _the_derivative(program: Program, album: Album) -> None:
    program.key("ctrl+5")
    program.wait_for_focus_on(DERIVATIVE)
    program.wait_for_told(DERIVATIVE, "2.9999999999996696", "agree to 12 decimals")
    album.take("01 derivative")
    # Until the curve is a line.
    program.key("plus", "plus", "plus")
    program.wait_for_told(DERIVATIVE, "one line to the eye")
    album.take("01 derivative, near")
    program.key("0")
    # A function that is typed, with a derivative that is wrong.
    program.tab_to("The function f(x)")
    program.key("ctrl+a")
    program.type("sin(x)/x")
    program.key("Return", "Tab", "ctrl+a")
    program.type("cos(x)")
    program.key("Return")
    program.wait_for_told(DERIVATIVE, "cos(x)", "0.0707372")
    album.take("01 derivative, typed")
    # Nothing that is typed is run.
    program.key("shift+Tab", "ctrl+a")
    program.type("__import__('os')")
    program.wait_for_sentence("cannot be read: an expression has numbers, x")
    album.take("01 derivative, refused")
    program.key("Escape")
    # Another epsilon of the check is taken here too.
    program.key("ctrl+5", "ctrl+Up")
    program.wait_for_title(r"^agree · ratio 2\.75e-08")
    program.key("ctrl+Down")
    program.wait_for_title(AGREES.rstrip("— "))


def _one_weight(program: Program, album: Album) -> None:
    program.key("ctrl+6")
    program.wait_for_focus_on(SLICE)
    program.key("Right", "Right", "Right", "Right", "Right")
    program.wait_for_sentence("from study to hidden unit 2")
    program.wait_for_told(SLICE, "by 0.0296222", "not to scale")
    program.wait_for_told(PANEL, "W1[1,1]", "0.029622")
    # Traced back through the chain rule, sample by sample.
    program.wait_for_told(CHAIN, "dJ/dW1[1,1]", "0.02962221", "sample 3")
    album.take("02 one weight")
    program.key(*["plus"] * 8)
    program.wait_for_sentence("w ± 1e-04")
    program.wait_for_told(SLICE, "by 0.0296222")
    album.take("02 one weight, near")


def _the_valley(program: Program, album: Album) -> None:
    program.key("ctrl+4")
    program.wait_for_focus_on(VALLEY)
    told = program.wait_for_told(VALLEY, "an epsilon can decide", "At 1e-04")
    assert "falls with the power 2 of epsilon" in told
    album.take("03 valley")
    program.key("Left", "Left", "Left", "Left")
    program.wait_for_told(VALLEY, "At 1e-08")
    assert program.export()["epsilon"] == 1e-8
    album.take("03 valley, too small")
    program.key("Right", "Right", "Right", "Right")
    program.wait_for_told(VALLEY, "At 1e-04")
    # The ratio of all, where no weight is selected.
    program.key("ctrl+1", "Escape")
    program.key("ctrl+4")
    program.wait_for_sentence("ratio of all weights")


def _break_it(program: Program, album: Album) -> None:
    program.key("ctrl+1", "ctrl+b")
    program.wait_for_focus_on("Mistakes to put in")
    program.key("Down")
    program.wait_for_title("^disagree")
    program.wait_for_sentence("It looks like a wrong sign")
    album.take("04 break it")
    program.key("Escape")
    until(lambda: program.reader.focus() != "Mistakes to put in", "the panel to close")
    # The same riddle for the whole class, by its number.
    program.key("ctrl+shift+m")
    program.wait_for_dialog("Mystery bug")
    program.key("ctrl+a")
    program.type("4711")
    program.key("Return")
    program.wait_for_focus()
    until(lambda: "4711" not in program.reader.focus(), "the riddle")
    album.take("04 riddle, covered")
    # Back to what the lesson opens on.
    program.key("ctrl+n")
    program.dont_save()
    program.wait_for_focus()
    program.wait_for_title(AGREES)


def _predict_then_reveal(program: Program, album: Album) -> None:
    """While it is covered nothing tells; then it is revealed in the lesson's order."""
    program.key("ctrl+1", "ctrl+shift+c")
    program.wait_for_title("^What do you expect")
    program.wait_for_told(VERDICT, "Both gradients, their ratio, the verdict and the diagnosis")
    assert "2.75e-10" not in " ".join(name for _, name in program.reader.named())
    album.take("04 covered")
    for expected, told in (
        ("numerical", "measured"),
        ("analytic", "backpropagation gives"),
        ("ratio", "2.75e-10"),
    ):
        program.key("F9")
        program.wait_for_told(VERDICT, told)
        album.take(f"04 revealed, {expected}")
    program.key("F9")
    program.wait_for_title("^agree")
    program.key("F9")
    program.wait_for_title(AGREES)


def _why_it_matters(program: Program, album: Album) -> None:
    program.key("ctrl+7")
    program.wait_for_focus_on(TRAINING)
    program.wait_for_told(TRAINING, "The cost falls from 0.412")
    program.key("ctrl+b")
    program.wait_for_focus_on("Mistakes to put in")
    program.key("m", "i", "s")  # the first letters of Missing f′(z)
    program.wait_for_title("^disagree")
    program.key("Escape")
    program.wait_for_told(TRAINING, "Cost at the start 0.4124")
    album.take("05 training")
    program.key("ctrl+shift+b")
    program.wait_for_title(AGREES.rstrip("— "))


def _the_network(program: Program, album: Album) -> None:
    program.key("ctrl+i")
    program.wait_for_focus_on(DIAGRAM)
    program.key("Right", "Right", "Right", "Right", "Right")
    program.wait_for_told(DIAGRAM, "from study to hidden unit 2", "sample 1 of 3")
    program.key("Up")
    program.wait_for_told(DIAGRAM, "sample 2 of 3")
    album.take("06 diagram")
    program.key("ctrl+3")
    program.wait_for_focus_on(MATRICES)
    program.wait_for_told(MATRICES, "Green agrees")
    album.take("06 matrices")
    program.key("ctrl+1")


def _step_through(program: Program, album: Album) -> None:
    program.key("ctrl+i", "F8")
    program.wait_for_told(STEPS, "0 of 9. Before the first step")
    program.key("Right", "Right")
    program.wait_for_told(STEPS, "2 of 9. W1[0,1], from sleep to hidden unit 2.", "0.04553206")
    program.wait_for_told(DIAGRAM, "W1[0,1]: from sleep to hidden unit 2.")
    album.take("07 step through")
    # Back exactly, then to the end by itself.
    program.key("Left")
    program.wait_for_told(STEPS, "1 of 9. W1[0,0]", "-0.01570145")
    program.key("End")
    program.wait_for_told(STEPS, "9 of 9. W2[2,0]", "-0.09635695")
    program.key("Home")
    program.wait_for_told(STEPS, "0 of 9")
    program.key("Escape")
    program.wait_for_title(AGREES)


def _compare(program: Program, album: Album) -> None:
    """A run is pinned, and the next one stands beside it."""
    program.key("ctrl+1")
    program.wait_for_title(AGREES)
    program.key("ctrl+p", "ctrl+Up", "ctrl+Up")
    program.wait_for_told(PINNED, "epsilon 1e-04 | 1e-02", "ratio 2.75e-10 | now")
    album.take("08 compare")
    # The other way round, and without.
    program.key("ctrl+k")
    program.wait_for_told(PINNED, "epsilon 1e-02 | 1e-04", "| now agree, ratio 2.75e-10")
    program.key("ctrl+shift+k")
    until(lambda: not program.reader.told(PINNED), "the comparison to go")
    program.wait_for_title(AGREES)


def _presentation(program: Program, album: Album) -> None:
    """One key, and Escape gives back what was there."""
    program.key("ctrl+i")
    program.wait_for_focus_on(DIAGRAM)
    before = program.size()
    program.key("shift+F5")
    until(lambda: program.size() == program.desktop.size, "the whole screen")
    until(lambda: not program.reader.shows("Layer sizes"), "the panels to go")
    # All of it goes on: the weights, the pictures, the darkness and the zoom.
    program.key("Right")
    program.wait_for_told(DIAGRAM, "W1[")
    album.take("10 presentation")
    light = program.desktop.brightness()
    program.key("ctrl+t")
    until(lambda: program.desktop.brightness() < light / 2, "the darkness")
    program.key("ctrl+1")
    album.take("10 presentation, dark")
    program.key("ctrl+t")
    until(lambda: program.desktop.brightness() > light / 2, "the light")
    program.key("Escape")
    until(lambda: program.size() == before, "the size that it had")
    until(lambda: program.reader.shows("Layer sizes"), "the panels")


def _documents(program: Program, album: Album, folder: Path) -> None:
    """Notes are written, a function typed, all of it saved, and found again."""
    file = folder / "my lesson.nndcheck"
    program.key("ctrl+5")
    program.tab_to("The function f(x)")
    program.key("ctrl+a")
    program.type("x^3")
    program.key("Return", "Tab", "ctrl+a")
    program.type("3x^2")
    program.key("Return")
    program.wait_for_told(DERIVATIVE, "Your derivative 3x^2 gives 6.75 here, as it should")
    program.key("ctrl+shift+a")
    program.wait_for_focus_on("Text, in Markdown")
    program.type("What is the *slope* of x^3?")
    program.key("ctrl+1", "ctrl+shift+a")
    program.wait_for_focus_on("Text, in Markdown")
    program.type("Now all **nine**.")
    program.key("ctrl+shift+n")
    album.take("09 lesson, written")
    program.key("ctrl+s")
    program.wait_for_dialog("Save as")
    program.key("ctrl+a")
    program.type(str(file))
    program.key("Return")
    until(file.exists, "the file")
    program.wait_for_focus()
    steps = json.loads(file.read_text(encoding="utf-8"))["steps"]
    assert steps[0]["view"]["settings"]["derivative"]["function"]["text"] == "x^3"
    program.key("ctrl+n")
    program.wait_for_title(AGREES + "Gradient Checker$")
    with opened(program, str(file)):
        pass
    program.wait_for_title(AGREES + "my lesson — Gradient Checker$")
    program.wait_for_told(DERIVATIVE, "Your derivative 3x^2 gives 6.75 here, as it should")
    program.wait_for_sentence("1 of 2")
    album.take("09 lesson, opened")
    program.key("Next")
    program.wait_for_sentence("2 of 2")
    program.key("ctrl+n")
    program.wait_for_title(AGREES + "Gradient Checker$")


def _a_students_file(program: Program, album: Album, folder: Path) -> None:
    file = folder / "student.py"
    file.write_text(CODE, encoding="utf-8")
    with opened(program, str(file)):
        program.wait_for_dialog("Run")
        album.take("06 a person's file, asked")
        program.key("Return")
    program.wait_for_title("^disagree", 40)
    program.key("ctrl+i")
    program.wait_for_focus_on(DIAGRAM)
    program.key("Right")
    program.wait_for_told(DIAGRAM, "W1[0,0]: from unit 1 to unit 1")
    album.take("06 diagram of a person's file")
