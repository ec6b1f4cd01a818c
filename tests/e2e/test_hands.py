"""The keyboard alone, and the mouse."""

from __future__ import annotations

from tests.e2e.desktop import until
from tests.e2e.program import Program

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"


def _focus(program: Program, name: str) -> None:
    until(lambda: program.reader.focus() == name, f"the focus on {name!r}")


def test_arrow_keys_select_a_weight(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("Home")
    program.wait_for_sentence("W1[0,0]")
    program.key("Right", "Right")
    program.wait_for_sentence("W1[0,2]")
    program.key("End")
    program.wait_for_sentence("W2[2,0]")
    program.key("Left")
    program.wait_for_sentence("W2[1,0]")
    program.key("Escape")
    until(lambda: not program.reader.shows("W2[1,0]"), "no selection")


def test_everything_is_reached_by_tab(program: Program) -> None:
    program.wait_for_title(AGREES)
    seen: list[str] = []
    for _ in range(60):
        name = program.reader.focus()
        if seen and name == seen[0]:
            break
        if not seen or name != seen[-1]:
            seen.append(name)
        program.key("Tab")
    assert "" not in seen
    for name in (
        "Check again",
        "Epsilon",
        "New random weights",
        "Export report",
        "Layer sizes",
        "Inputs",
        "Units of hidden layer 1",
        "Outputs",
        "L2",
        "Biases",
        "Results of every weight, the worst first",
    ):
        assert name in seen
    # In the order in which they are read: the bar, then the network's panel.
    order = [seen.index(name) for name in ("Check again", "Epsilon", "Export report")]
    assert order == sorted(order)
    order = [seen.index(name) for name in ("Layer sizes", "Inputs", "Outputs", "L2", "Biases")]
    assert order == sorted(order)


def test_every_control_has_a_name(program: Program) -> None:
    program.wait_for_title(AGREES)
    controls = {"push button", "spin box", "text", "check box", "combo box", "table", "menu item"}
    parts = [part for part in program.reader.named() if part[0] in controls]
    assert len(parts) > 20
    assert [role for role, name in parts if not name] == []


def test_a_row_of_the_table_is_copied(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("W1[1,2]", "cell")
    _focus(program, "Results of every weight, the worst first")
    program.key("ctrl+c")
    until(lambda: program.desktop.clipboard().startswith("W1[1,2]\t0.76601828\t"), "the copy")


def test_a_click_selects_and_stays(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("W1[1,2]", "cell")
    program.wait_for_sentence("W1[1,2]")
    program.desktop.xdotool("mousemove", 10, 10)
    program.wait_for_sentence("W1[1,2]")
    program.key("Down")
    until(lambda: not program.reader.shows("W1[1,2]"), "the next weight")


def test_other_sizes(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.key("alt+z", "ctrl+a")
    program.type("4-5-3")
    program.key("Return")
    program.wait_for_title("^agree · ratio (?!2.75e-10)")
    program.wait_for_sentence("Network 4-5-3")
    found = program.export()
    assert found["target"] == "network 4-5-3"
    assert found["counts"]["agree"] == 35
    assert {weight["name"] for weight in found["weights"]} >= {"W1[3,4]", "W2[4,2]"}


def test_new_random_weights_by_the_mouse(program: Program) -> None:
    program.wait_for_title(AGREES)
    program.click("New random weights", "push button")
    program.wait_for_title("^agree · ratio (?!2.75e-10)")
    first = program.export()
    assert first["seed"] is not None
    program.key("ctrl+r")
    until(lambda: program.export()["cost"] != first["cost"], "other weights")
    program.key("ctrl+l")
    program.wait_for_title(AGREES)


def test_light_and_dark(program: Program) -> None:
    program.wait_for_title(AGREES)
    shown = program.desktop.brightness
    light = until(lambda: shown() > 0.5, "a light window")
    program.key("ctrl+t")
    until(lambda: shown() < 0.3, "a dark window")
    program.key("ctrl+t")
    until(lambda: (shown() > 0.5) == light, "a light window again")


def test_larger_text_and_back(program: Program) -> None:
    program.wait_for_title(AGREES)
    narrow = program.reader.find("Layer sizes", "text").centre
    program.key(*["ctrl+plus"] * 4)
    until(lambda: program.reader.find("Layer sizes", "text").centre != narrow, "larger text")
    program.key("ctrl+0")
    until(lambda: program.reader.find("Layer sizes", "text").centre == narrow, "the usual text")


def test_biases_by_a_click(program: Program) -> None:
    program.wait_for_title(AGREES)
    assert not program.reader.find("Biases", "check box").checked
    program.click("Biases", "check box")
    until(lambda: program.reader.find("Biases", "check box").checked, "biases")
    until(lambda: program.export()["counts"]["total"] == 13, "four more weights")
