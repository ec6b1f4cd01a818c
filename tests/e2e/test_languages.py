"""The second language in the real program: chosen by keyboard, spoken at once, kept."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from tests.e2e.desktop import Desktop, until
from tests.e2e.program import NAME, Program

ENGLISH = r"^agree · ratio 2\.75e-10 — "
TO_GERMAN, TO_ENGLISH = ("Language", "Deutsch"), ("Sprache (Language)", "English")
GERMAN = "^stimmt · .*2[.]75e-10 — "


def open_lesson(start: Callable[..., Program], *options: str) -> Program:
    program = start(sys.executable, "-m", "nnd_gui", "--lesson", "part-5", *options)
    program.wait_for_window()
    return program


def choose(program: Program, view: str, entries: tuple[str, str], title: str) -> None:
    """Choose in the menus by their letters, and go on with the window that comes."""
    before = program.window
    program.key(view)
    for entry, letter in zip(entries, ("l", entries[1][0].lower()), strict=True):
        # A letter that comes before its menu would be somebody else's.
        program.reader.find(entry, "menu item")
        program.key(letter)
    until(lambda: before not in program.windows(NAME), "the window before to go")
    program.wait_for_window_of(title)
    program.wait_for_title(title)


def test_the_lesson_is_given_in_german_and_in_english_again(
    start: Callable[..., Program], desktop: Desktop, tmp_path: Path
) -> None:
    program = open_lesson(start)
    # The lesson's first step is nothing but its verdict.
    program.wait_for_title(ENGLISH + "Lesson 5")
    program.key("Next")
    program.wait_for_sentence("2 of 6")
    choose(program, "alt+v", TO_GERMAN, GERMAN)
    program.wait_for_sentence("2 von 6")
    assert not program.shows_window("Lesson 5")
    settings = tmp_path / "config" / "gradient-checker" / "settings.json"
    assert json.loads(settings.read_text(encoding="utf-8"))["language"] == "de"
    # It goes on where it was: a bug, and back.
    program.key("Prior", "ctrl+1", "ctrl+b")
    until(lambda: program.reader.focus() == "Fehler zum Einbauen", "the list of bugs")
    program.key("Down")
    program.wait_for_title("^weicht ab")
    program.key("Escape", "ctrl+z")
    program.wait_for_title(GERMAN)
    choose(program, "alt+a", TO_ENGLISH, ENGLISH)
    program.wait_for_sentence("1 of 6")
    program.close()
    program.wait_for_end()


def test_it_is_spoken_again_at_the_next_start(
    start: Callable[..., Program], tmp_path: Path
) -> None:
    program = open_lesson(start, "--language", "en")
    program.wait_for_title(ENGLISH)
    choose(program, "alt+v", TO_GERMAN, GERMAN)
    program.close()
    program.wait_for_end()
    again = start(sys.executable, "-m", "nnd_gui")
    again.wait_for_window()
    again.wait_for_title(GERMAN)
    # A file dialog has Qt's own words.
    again.key("ctrl+o")
    again.reader.find("Abbrechen", "push button")
    again.key("Escape")
    again.wait_for_focus()
    again.close()
    again.wait_for_end()


def test_a_german_desktop_has_a_german_window_and_numbers_of_c(
    start: Callable[..., Program], desktop: Desktop
) -> None:
    words = ["LANGUAGE=de"]
    there = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    if "de_DE.utf8" in there.split():
        words.append("LC_ALL=de_DE.UTF-8")  # where it is missing, Qt says so on every start
    program = start("env", *words, sys.executable, "-m", "nnd_gui")
    program.wait_for_window()
    program.wait_for_title(GERMAN)
    program.wait_for_sentence("0.41242559")
    program.key("alt+e", "ctrl+a")
    program.type("2.5e-5")
    program.key("Return")
    # A number that was typed with a point, and one that is shown with it.
    program.wait_for_title(r"^stimmt · Verhältnis 1\.84e-11 — ")
    program.key("ctrl+1", "ctrl+z")
    program.wait_for_title(GERMAN)
    program.close()
    program.wait_for_end()
