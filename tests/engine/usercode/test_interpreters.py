"""Pythons are found by their files, and none is started for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.interpreters import interpreters_for, with_offers

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="made as on POSIX")


def _environment(prefix: Path, version: str, *modules: str, venv: bool = True) -> Path:
    """Something that looks like a Python with modules; it fails when it is started."""
    library = prefix / "lib" / f"python{version}" / "site-packages"
    for name in modules:
        (library / name).mkdir(parents=True)
    library.mkdir(parents=True, exist_ok=True)
    program = prefix / "bin" / "python"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nexit 99\n", encoding="utf-8")
    program.chmod(0o755)
    if venv:
        (prefix / "pyvenv.cfg").write_text(f"home = /usr\nversion = {version}.4\n", "utf-8")
    return program


def _near(folder: Path) -> Path:
    """A file so deep that nothing above the folder is looked at."""
    return folder / "course" / "week" / "mine" / "net.py"


def test_the_nearest_environment_comes_first(tmp_path: Path) -> None:
    file = _near(tmp_path)
    file.parent.mkdir(parents=True)
    outer = _environment(tmp_path / "course" / ".venv", "3.9", "numpy", "scipy")
    inner = _environment(file.parent / "any", "3.12", "numpy")
    active = _environment(tmp_path / "active", "3.10", "numpy")
    pyenv = _environment(tmp_path / ".pyenv" / "versions" / "3.11.2", "3.11", "numpy", venv=False)
    variables = {"HOME": str(tmp_path), "VIRTUAL_ENV": str(tmp_path / "active"), "PATH": ""}
    found = interpreters_for(file, variables)
    assert [one.path for one in found] == [inner, outer, active, pyenv]
    assert [one.version for one in found] == [(3, 12), (3, 9), (3, 10), (3, 11)]
    assert [one.has("scipy.optimize") for one in found] == [False, True, False, False]


def test_what_cannot_run_a_file_is_left_out(tmp_path: Path) -> None:
    _environment(tmp_path / "old", "3.7", "numpy")
    _environment(tmp_path / "bare", "3.12", "scipy")
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "pyvenv.cfg").write_bytes(b"\xff\xfe\x00")
    assert interpreters_for(_near(tmp_path), {}) == []


def test_one_python_under_several_names_is_one(tmp_path: Path) -> None:
    program = _environment(tmp_path / "usr", "3.11", "numpy", venv=False)
    numbered = program.with_name("python3.11")
    program.rename(numbered)
    for name in ("python", "python3"):
        program.with_name(name).symlink_to(numbered)
    (tmp_path / "shims").mkdir()
    (tmp_path / "shims" / "python").write_text("#!/bin/sh\n", encoding="utf-8")
    path = f"{tmp_path / 'shims'}:{program.parent}:/nowhere"
    (found,) = interpreters_for(None, {"PATH": path})
    assert found.version == (3, 11)


def test_a_real_environment_is_read_aright(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(tmp_path / "env")], check=True
    )
    (library,) = (tmp_path / "env" / "lib").glob("python3.*/site-packages")
    (library / "numpy").mkdir()
    (found,) = interpreters_for(_near(tmp_path), {})
    assert found.version == sys.version_info[:2]


def test_a_missing_module_is_offered_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _environment(tmp_path / "env", "3.10", "numpy", "torch")
    monkeypatch.setattr(os, "environ", {})
    failure = CheckFailure("missing-module", "{where} needs {module}.", where="a:1", module="torch")
    told = with_offers(failure.at("a:1"), _near(tmp_path))
    assert str(program) in str(told)
    assert told.where == "a:1"
    for other in (
        CheckFailure("missing-module", "{module}", module="tensorflow"),
        CheckFailure("time-out", "{module}", module="torch"),
    ):
        assert with_offers(other, _near(tmp_path)) is other
