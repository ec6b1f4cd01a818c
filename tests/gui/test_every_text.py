"""Every text that is seen or read out passes through the catalogue."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

_READ = """
from tests.gui.marking import install
install()
from tests.gui.marked_words import main
main()
"""


def test_every_text_is_translated() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", _READ],
        cwd=root,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=100,
        check=False,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["seen"] > 1_000
    assert found["unmarked"] == {}
