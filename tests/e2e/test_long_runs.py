"""A check of many weights: stopped, replaced, and left in its middle."""

from __future__ import annotations

from tests.e2e.program import Program

# Many seconds of work.
BIG = "400-400-400-400-400-400-400"
BIG_WEIGHTS = 6 * 400 * 400
RUNNING = r"^Untitled\* — Gradient Checker$"


def _begin_long_run(program: Program) -> None:
    program.wait_for_title("^agree")
    program.key("alt+z", "ctrl+a")
    program.type(BIG)
    program.key("Return")
    program.wait_for_title(RUNNING)


def test_stop_in_mid_run(program: Program) -> None:
    _begin_long_run(program)
    program.key("ctrl+period")
    program.wait_for_title("^Stopped before the end — ")
    found = program.export()
    assert (found["outcome"], found["verdict"], found["ratio"]) == ("cancelled", None, None)
    assert found["counts"]["total"] in (0, BIG_WEIGHTS)
    assert found["counts"]["checked"] < BIG_WEIGHTS
    assert len(found["weights"]) == min(found["counts"]["checked"], 100_000)
    # And on again from there.
    program.key("ctrl+l")
    program.wait_for_title(r"^agree · ratio 2\.75e-10")
    program.close()
    program.wait_for_end()


def test_another_setting_in_mid_run_starts_anew(program: Program) -> None:
    _begin_long_run(program)
    program.key("ctrl+a")
    program.type("4-5-3")
    program.key("Return")
    program.wait_for_title("^agree · ratio ")
    found = program.export()
    assert found["target"] == "network 4-5-3"
    assert found["counts"]["total"] == found["counts"]["agree"] == 4 * 5 + 5 * 3


def test_close_in_mid_run(program: Program) -> None:
    _begin_long_run(program)
    program.close_unsaved()
    program.wait_for_end(10)


def test_quit_in_mid_run(program: Program) -> None:
    _begin_long_run(program)
    program.key("ctrl+q")
    program.dont_save()
    program.wait_for_end(10)


def test_a_long_run_to_its_end(program: Program) -> None:
    program.wait_for_title("^agree")
    program.key("alt+z", "ctrl+a")
    program.type("100-50-10")
    program.key("Return")
    program.wait_for_sentence("Network 100-50-10")
    program.wait_for_title("^agree · ratio ", 60)
    counts = program.export()["counts"]
    assert counts["total"] == counts["checked"] == 100 * 50 + 50 * 10
