"""Imports run downwards only, and only the window knows Qt."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

_ROOT = Path(__file__).resolve().parents[2]
_PACKAGE = _ROOT / "nnd_gui"


def test_import_contracts_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(_ROOT)
    assert lint_imports(cache_dir=str(_ROOT / ".cache" / "imports")) == EXIT_STATUS_SUCCESS


@pytest.mark.parametrize("module", ["nnd_gui.engine", "nnd_gui.model", "nnd_gui.cli"])
def test_without_the_window_no_qt_is_loaded(module: str) -> None:
    """Every module below, in a fresh interpreter."""
    script = f"""
import importlib, pkgutil, sys
package = importlib.import_module({module!r})
for found in pkgutil.walk_packages(getattr(package, "__path__", []), {module!r} + "."):
    importlib.import_module(found.name)
print(sorted(n for n in sys.modules if n.split(".")[0] in ("PySide6", "shiboken6", "pyqtgraph")))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=_ROOT,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("floor", ["engine", "model"])
def test_needs_only_numpy_and_the_standard_library(floor: str) -> None:
    allowed = sys.stdlib_module_names | {"numpy", "nnd_gui"}
    strangers = {
        f"{file.relative_to(_PACKAGE)}: {name}"
        for file in (_PACKAGE / floor).rglob("*.py")
        for name in _imported(file)
        if name.partition(".")[0] not in allowed
    }
    assert strangers == set()


def _imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module)
    return names
