"""Schemes, deliberate bugs, named rules and the stage, in the real window."""

from __future__ import annotations

from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — "


def _focus(program: Program, name: str) -> None:
    until(lambda: program.reader.focus() == name, f"the focus on {name!r}")


def test_every_bug_by_the_arrow_keys(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("ctrl+b")
    _focus(program, "Mistakes to put in")
    program.key("Down")
    program.wait_for_title("^disagree")
    found = program.export()
    assert [row["bug"] for row in found["diagnosis"]] == ["sign"]
    assert found["diagnosis"][0]["where"] == ["W1", "W2"]
    program.wait_for_sentence("It looks like a wrong sign")
    # Down to one that cannot show here: it says why, and the bug before it stays in.
    program.key("Down", "Down", "Down", "Down", "Down")
    program.wait_for_sentence("This network has no biases.")
    until(lambda: program.export()["diagnosis"][0]["bug"] == "zero-layer", "a forgotten layer")
    program.key("Escape")
    until(lambda: program.reader.focus() != "Mistakes to put in", "the panel to close")
    program.key("ctrl+shift+b")
    program.wait_for_title(AGREES)


def test_broken_and_repaired_by_the_mouse(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("Break it", "check box")
    program.click("Missing f′(z)", "list item")
    program.wait_for_title("^disagree")
    program.wait_for_sentence("the delta of layer 1 was not multiplied by f'(z)")
    program.click("No bug", "list item")
    program.wait_for_title(AGREES)
    program.click("Close", "push button")
    program.wait_for_sentence("The whole gradient")


def test_schemes_by_keyboard(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+m")
    # On Linux a combo box is called what it shows, and its label says what it is.
    _focus(program, "Central")
    program.key("End")
    program.wait_for_sentence("complex step")
    found = program.export()
    assert (found["scheme"], found["verdict"]) == ("complex-step", "agree")
    program.key("Home")
    program.wait_for_title("^agree · ratio 1.77e-06")
    assert program.export()["scheme"] == "forward"
    # The lesson's line is too fine for forward differences, and the window says so.
    program.wait_for_sentence("lesson: ≤ 1e-08 fails")


def test_rules_and_pictures_by_key_and_mouse(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("Named rules", "page tab")
    program.click("Make “Named rules” the large picture", "push button")
    program.wait_for_sentence("5 of 5 named rules hold.")
    _focus(program, "Named rules on the same numbers")
    program.key("Down", "Down")
    program.wait_for_sentence("One ratio for all weights")
    program.key("ctrl+2")
    _focus(program, "Results of every weight, the worst first")
    program.key("ctrl+1")
    _focus(program, "Plot of the gradients, weight by weight")
    program.key("Right")
    program.wait_for_sentence("W1[0,0]")


def test_a_sample_and_directions(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+z", "ctrl+a")
    program.type("20-30-2")
    program.key("Return")
    program.wait_for_sentence("Network 20-30-2")
    # By its neighbour: it stands at the end of a panel that is longer than the window.
    program.key("alt+r", "Tab")
    _focus(program, "All")
    program.key("Down", "Down")
    program.wait_for_sentence("100 of 660 weights are a sample")
    assert program.export()["counts"]["checked"] == 100
