"""Pythons to choose from, by what a file imports."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from nnd_gui.engine.events import Failure
from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.python_rows import python_rows, rows_that_have

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made as on POSIX")


def environment(prefix: Path, version: str, *modules: str) -> str:
    """Something that looks like a Python with modules; it fails when it is started."""
    for name in modules:
        (prefix / "lib" / f"python{version}" / "site-packages" / name).mkdir(parents=True)
    program = prefix / "bin" / "python"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\nexit 99\n", encoding="utf-8")
    program.chmod(0o755)
    (prefix / "pyvenv.cfg").write_text(f"home = /usr\nversion = {version}.4\n", "utf-8")
    return str(program)


def test_the_list_says_what_each_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HOME", "VIRTUAL_ENV", "CONDA_PREFIX", "PATH"):
        monkeypatch.setenv(name, str(tmp_path / "nowhere"))
    folder = tmp_path / "a" / "b" / "course" / "week"
    folder.mkdir(parents=True)
    near = environment(folder / ".venv", "3.12", "numpy", "scipy")
    far = environment(folder.parent / "env", "3.10", "numpy", "scipy", "frobnicate")
    (folder / "helper.py").write_text("", encoding="utf-8")
    file = folder / "net.py"
    file.write_text(
        "import os, numpy as np, matplotlib.pyplot as plt\nimport helper\n"
        "from frobnicate.deep import thing\nfrom scipy import optimize\n",
        encoding="utf-8",
    )
    own, *others = python_rows(read_source(file), "/somewhere/python")
    assert own.path == ""
    assert own.lacks == ("frobnicate",) or "scipy" in own.lacks
    assert [row.path for row in others] == [near, far, "/somewhere/python"]
    assert others[0].text == "Python 3.12, .venv · without frobnicate"
    assert others[1].text == "Python 3.10, ../env · with scipy, frobnicate"
    missing = Failure("missing-module", "{module}", {"module": "frobnicate.deep"})
    assert rows_that_have((own, *others), missing) == (others[1],)
    assert rows_that_have((own, *others), Failure("crashed", "", {})) == ()
    assert rows_that_have((own, *others), None) == ()
