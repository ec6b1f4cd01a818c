"""The program as a person has it: started, looked at, typed into, and closed."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tests.e2e.desktop import Desktop, end_process, end_with_us, until
from tests.e2e.reader import Reader, a11y_address

__all__ = ["NAME", "Program"]

NAME = "Gradient Checker"
_GONE = "qt.accessibility.atspi: Could not find accessible on path"


class Program:
    """One running program and its main window.

    Parameters
    ----------
    desktop : Desktop
        Where it opens.
    command : sequence of str
        What to start.
    folder : pathlib.Path
        Where its output and exports go.
    environment : dict
        Its environment; the desktop's when left out.
    """

    def __init__(
        self,
        desktop: Desktop,
        command: Sequence[str],
        folder: Path,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.desktop = desktop
        self._folder = folder
        self._exports = 0
        self._output = folder / "output.txt"
        with self._output.open("wb") as output:
            self.process = subprocess.Popen(
                list(command),
                cwd=folder,
                env=desktop.environment if environment is None else environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=end_with_us,  # noqa: PLW1509  # no other thread is running here
            )
        self.window = 0
        self._reader: Reader | None = None

    # What it shows

    def wait_for_window(self) -> None:
        """Wait until its main window is there and takes the keyboard."""
        self.window = until(self._find_window, "the main window", 40)
        self.activate()

    def title(self) -> str:
        """Return the window's title: the verdict, the ratio and the program's name."""
        return self.desktop.xdotool("getwindowname", self.window)

    def wait_for_title(self, pattern: str, seconds: float = 20) -> str:
        """Wait until the window's title matches a regular expression, and return it."""
        expression = re.compile(pattern)

        def matching() -> str:
            title = self.title()
            return title if expression.search(title) else ""

        try:
            return until(matching, f"a title like {pattern!r}", seconds)
        except TimeoutError as problem:
            raise TimeoutError(f"{problem}; it is {self.title()!r}") from None

    def export(self, *keys: str) -> dict[str, Any]:
        """Export the report through the window, by keyboard, and read it."""
        file = self._folder / f"report {self._exports}.json"
        while file.exists():  # of another program of the same test
            self._exports += 1
            file = self._folder / f"report {self._exports}.json"
        self.key(*(keys or ("ctrl+shift+e",)))
        self.wait_for_dialog("Export report")
        self.key("ctrl+a")
        self.type(str(file))
        self.key("Return")
        until(file.exists, f"the file {file.name}")
        until(lambda: not self._windows("Export report"), "the end of the dialog")
        self.wait_for_focus()
        # A file is complete or not there: reading it needs no second try.
        found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        return found

    def save(self, key: str, title: str, file: Path, suffix: str = "") -> Path:
        """Save something by a key and its dialog, by keyboard; returns the file, once it is there.

        Parameters
        ----------
        key : str
            Opens the dialog.
        title : str
            The dialog's.
        file : pathlib.Path
            What is typed.
        suffix : str
            What the dialog is to append.
        """
        whole = file.with_name(file.name + suffix)
        assert not whole.exists()
        self.key(key)
        self.wait_for_dialog(title)
        self.key("ctrl+a")
        self.type(str(file))
        self.key("Return")
        until(whole.exists, f"the file {whole.name}")
        until(lambda: not self._windows(title), "the end of the dialog")
        self.wait_for_focus()
        return whole

    def save_picture(self, key: str, title: str, file: Path, *keys: str) -> Path:
        """Save a picture by its two dialogs, by keyboard; returns the file, once it is there.

        Parameters
        ----------
        key : str
            Opens the first dialog.
        title : str
            That dialog's.
        file : pathlib.Path
            What is typed in the second; its suffix says what is written.
        *keys : str
            Pressed in the first one, which is left by its button's key.
        """
        assert not file.exists()
        self.key(key)
        self.wait_for_dialog(title)
        for one in keys:
            self.key(one)
        self.key("alt+s")
        self.wait_for_dialog("Save picture")
        self.key("ctrl+a")
        self.type(str(file))
        self.key("Return")
        until(file.exists, f"the file {file.name}")
        until(lambda: not self._windows("Save picture"), "the end of the dialog")
        self.wait_for_focus()
        return file

    @property
    def reader(self) -> Reader:
        """What a screen reader is told of it."""
        if self._reader is None:
            self._reader = Reader(a11y_address(self.desktop.bus), self.process.pid)
        return self._reader

    def wait_for_sentence(self, sentence: str) -> None:
        """Wait until a sentence can be read in the window."""
        until(lambda: self.reader.shows(sentence), f"the sentence {sentence!r}")

    def wait_for_told(self, name: str, *parts: str) -> str:
        """Wait until what is told of a part of the window holds some texts, and return it."""

        def told() -> str:
            found = self.reader.told(name)
            return found if all(part in found for part in parts) else ""

        try:
            return until(told, f"{parts!r} of {name!r}")
        except TimeoutError as problem:
            raise TimeoutError(f"{problem}; it tells {self.reader.told(name)!r}") from None

    def wait_for_focus_on(self, name: str) -> None:
        """Wait until a part of the window has the keyboard."""
        until(lambda: self.reader.focus() == name, f"the focus on {name!r}")

    def tab_to(self, name: str, most: int = 40) -> None:
        """Press Tab until a part of the window has the keyboard."""
        for _ in range(most):
            before = self.reader.focus()
            if before == name:
                return
            self.key("Tab")
            self._wait_for_other_focus(before)
        raise AssertionError(f"Tab does not come to {name!r}")

    def _wait_for_other_focus(self, before: str) -> None:
        until(lambda: self.reader.focus() != before, f"the focus to leave {before!r}")

    def wait_for_dialog(self, title: str) -> None:
        """Wait until a dialog has the keyboard."""
        # The system adds the program's name to it.
        until(lambda: self._active_name().startswith(title), f"the dialog {title!r}")

    def wait_for_window_of(self, name: str) -> None:
        """Wait for the window with a name, which is the main one from then on."""
        self.window = until(lambda: next(iter(self._windows(name)), 0), f"the window {name!r}")
        self.activate()

    def windows(self, name: str) -> list[int]:
        """Windows of the program that can be seen, by their name."""
        return self._windows(name)

    def shows_window(self, name: str) -> bool:
        """Whether there is a window with a name."""
        return bool(self._windows(name))

    def count(self, name: str) -> int:
        """How many windows have a name."""
        return len(self._windows(name))

    def wait_for_first_dialog(self, title: str) -> None:
        """Wait until a dialog that opens with the window has the keyboard."""
        until(lambda: self._windows(title), f"the dialog {title!r}")
        self.wait_for_dialog(title)

    def wait_for_focus(self) -> None:
        """Wait until the main window has the keyboard."""
        until(lambda: self._active() == str(self.window), "the main window's focus")

    # What is done to it

    def activate(self) -> None:
        """Give the main window the keyboard."""
        self.desktop.xdotool("windowactivate", self.window)
        self.wait_for_focus()

    def key(self, *keys: str) -> None:
        """Press keys, such as ``"ctrl+shift+e"``, in whatever window has the keyboard."""
        self.desktop.xdotool("key", "--clearmodifiers", "--delay", 20, *keys)

    def type(self, text: str) -> None:
        """Type a text of ASCII letters; others would have to be put on the keyboard first."""
        assert text.isascii()
        if text:
            self.desktop.xdotool("type", "--clearmodifiers", "--delay", 8, "--", text)

    def click(self, name: str, role: str = "") -> None:
        """Click what has a name, and a role if one is given, with the mouse."""
        x, y = self.reader.find(name, role).centre
        self.desktop.xdotool("mousemove", x, y, "click", 1)

    def enlarge(self, picture: str) -> None:
        """Make a picture the large one, with the mouse."""
        self.click(picture, "page tab")
        self.click(f"Make “{picture}” the large picture", "push button")

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the mouse at a place of the screen, move it in steps, and let go."""
        (x, y), (to_x, to_y) = start, end
        self.desktop.xdotool("mousemove", x, y, "mousedown", 1)
        for step in range(1, 9):
            at = (x + (to_x - x) * step // 8, y + (to_y - y) * step // 8)
            self.desktop.xdotool("mousemove", *at)
        self.desktop.xdotool("mouseup", 1)

    def size(self) -> tuple[int, int]:
        """Width and height of the main window."""
        text = self.desktop.xdotool("getwindowgeometry", "--shell", self.window)
        found = dict(line.split("=") for line in text.splitlines() if "=" in line)
        return int(found["WIDTH"]), int(found["HEIGHT"])

    # Its end

    def close(self) -> None:
        """Close the window as a person does, by its manager."""
        self.activate()
        self.key("alt+F4")

    def close_unsaved(self) -> None:
        """Close it, and let go of the changes that it asks about."""
        self.close()
        self.dont_save()

    def dont_save(self) -> None:
        """Let go of the changes that it asks about."""
        self.wait_for_dialog("Save changes?")
        self.key("alt+d")

    def wait_for_end(self, seconds: float = 20) -> None:
        """Wait until it has ended, and see that it ended well.

        Raises
        ------
        AssertionError
            If its exit code is not 0, if it said anything, or left a process behind.
        """
        try:
            code = self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise AssertionError(f"the program still runs after {seconds:g} s") from None
        # A reader that asks for a part that has gone meanwhile is told so by Qt, here too.
        lines = self.output().splitlines(keepends=True)
        said = "".join(line for line in lines if not line.startswith(_GONE))
        assert said == "", f"the program said:\n{said}"
        assert code == 0, f"the program ended with {code}"
        left = self.session()
        assert left == [], f"the program left behind: {left}"

    def output(self) -> str:
        """Return what it has written to standard output and error so far."""
        return self._output.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        """End it and all that it has started, whatever state it is in."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        end_process(self.process)

    def session(self) -> list[str]:
        """Return the command lines of the processes that it has started and that still run."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                # The name, in brackets, may hold spaces; after it: state, parent, group, session.
                state, _, _, session = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode().strip()
            except OSError:
                continue  # it has just ended
            if int(session) == self.process.pid and state != "Z":
                found.append(command)
        return found

    def _find_window(self) -> int:
        if self.process.poll() is not None:
            code = self.process.returncode
            raise AssertionError(f"the program ended with {code}, and said:\n{self.output()}")
        found = self._windows(NAME)
        return found[0] if found else 0

    def _windows(self, name: str) -> list[int]:
        words = ("search", "--all", "--onlyvisible", "--pid", self.process.pid, "--name", name)
        return [int(line) for line in self.desktop.xdotool(*words).split()]

    def _active(self) -> str:
        return self.desktop.xdotool("getactivewindow")

    def _active_name(self) -> str:
        """Name of the window that the manager says is active, once it really has the keys."""
        active = self.desktop.xdotool("getactivewindow", "getwindowname")
        return active if self.desktop.xdotool("getwindowfocus", "getwindowname") == active else ""
