"""A screen reader on the accessibility bus: what it is told, and what it says by itself."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.announcements import Announcements
from tests.e2e.desktop import until
from tests.e2e.program import Program
from tests.e2e.reader import a11y_address

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"
PLOT = "Plot of the gradients, weight by weight"


@pytest.fixture
def heard(program: Program) -> Iterator[Announcements]:
    """What the program says from now on."""
    program.wait_for_title(AGREES)
    assert program.reader.focus() == PLOT
    found = Announcements(a11y_address(program.desktop.bus))
    yield found
    found.close()


def test_the_verdict_is_announced_when_it_is_another(
    program: Program, heard: Announcements
) -> None:
    program.key("ctrl+Up", "ctrl+Up")
    said = heard.wait_for("ratio 2.75e-06")
    assert "Backpropagation" in said
    program.key("ctrl+Down", "ctrl+Down")
    heard.wait_for("Backpropagation matches the measured slopes", "ratio 2.75e-10")
    # One verdict for two keys; checking again what is known says nothing.
    count = len(heard.said)
    program.key("F5")
    program.wait_for_title(AGREES)
    program.key("ctrl+alt+v")
    heard.wait_for("opied")
    assert len(heard.said) == count + 1


def test_a_number_that_cannot_be_used_is_announced(program: Program, heard: Announcements) -> None:
    program.key("alt+e", "ctrl+a")
    program.type("-1")
    program.key("Return")
    assert "1e-04 is still used" in heard.wait_for("larger than 0")


def test_the_plot_tells_the_weight_that_the_keys_go_to(
    program: Program, heard: Announcements
) -> None:
    program.reader.find(PLOT, "graphic")
    program.key("Home", "Right")
    told = program.wait_for_told(PLOT, "W1[0,1]: numerical +0.04553206, analytic +0.04553206")
    assert "W2: 3 weights, their gradients from -0.24006099 to -0.09635695." in told


def test_a_wrong_gradient_is_heard(program: Program, heard: Announcements) -> None:
    # By the keyboard alone: the panel of bugs, the first of them, and back to the bars.
    program.key("ctrl+b")
    program.wait_for_focus_on("Mistakes to put in")
    program.key("Down")
    program.wait_for_title("^disagree")
    heard.wait_for("disagree")
    program.key("Escape")
    until(lambda: program.reader.focus() == PLOT, "the bars")
    assert "disagree" in program.wait_for_told(PLOT, "disagree")


def test_a_table_is_read_cell_by_cell(program: Program, heard: Announcements) -> None:
    table = program.reader.find("Results of every weight, the worst first", "table")
    cells = [node.name for node in table.visible() if node.role in ("cell", "table cell")]
    heads = [node.name for node in table.visible() if "header" in node.role]
    assert heads[:4] == ["weight", "value", "numerical", "analytic"]
    assert len(cells) >= 12
    row = cells.index("W2[0,0]")
    assert cells[row + 1 : row + 4] == ["+0.33314751", "-0.19123277", "-0.19123277"]
