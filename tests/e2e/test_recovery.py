"""Work that was not saved comes back after the program was killed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.e2e.conftest import Start
from tests.e2e.desktop import until


def _kept(folder: Path) -> list[Path]:
    return list((folder / "data").rglob("unsaved/*.nndcheck"))


def test_killed_and_started_again(start: Start, tmp_path: Path) -> None:
    first = start(sys.executable, "-m", "nnd_gui")
    first.wait_for_window()
    first.wait_for_title(r"^agree")
    first.key("ctrl+Up", "ctrl+Up")
    until(lambda: _kept(tmp_path), "the work to be kept")
    until(lambda: json.loads(_kept(tmp_path)[0].read_text())["experiment"]["epsilon"] == 1e-2,
          "the last change to be kept")  # fmt: skip
    first.kill()
    second = start(sys.executable, "-m", "nnd_gui")
    # The question may have the keyboard before the window is seen.
    second.wait_for_first_dialog("Unsaved work")
    second.key("Return")
    second.wait_for_window()
    # Not the ratio of the network that it opened on.
    second.wait_for_title(r"ratio (?!2\.75e-10).* — Untitled\* — Gradient Checker$")
    assert second.export()["epsilon"] == 1e-2
    second.close_unsaved()
    second.wait_for_end()
    assert _kept(tmp_path) == []
    # Nothing is left to be offered a second time.
    third = start(sys.executable, "-m", "nnd_gui")
    third.wait_for_window()
    third.wait_for_title(r"^agree")
    third.close()
    third.wait_for_end()
