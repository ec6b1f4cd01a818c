"""What runs a person's file can be run by any Python from 3.8 on, and needs nothing of ours."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

from nnd_gui.engine.usercode.interpreter import child_folder

_FILES = sorted(child_folder().rglob("*.py"))
# The keeper is there in a few milliseconds: these take as long as all the rest.
_HEAVY = {"numpy", "pathlib", "subprocess", "tempfile", "asyncio", "typing_extensions"}
_KEEPER = ("main", "keeper", "descendants", "system", "settings", "tail")


def _name(file: Path) -> str:
    return str(file.relative_to(child_folder()))


def _imports(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name.partition(".")[0] for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [str(node.module).partition(".")[0]]
    return []


@pytest.mark.parametrize("file", _FILES, ids=_name)
def test_reads_in_python_3_8_and_imports_only_numpy_and_the_library(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 8))
    found = {name for node in ast.walk(tree) for name in _imports(node)}
    assert found <= set(sys.stdlib_module_names) | {"numpy"}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            # Never out of the folder.
            depth = len(file.relative_to(child_folder()).parts)
            assert node.level <= depth


@pytest.mark.parametrize("name", _KEEPER)
def test_the_keeper_loads_nothing_heavy_at_its_start(name: str) -> None:
    tree = ast.parse((child_folder() / f"{name}.py").read_text(encoding="utf-8"))
    assert not {name for node in tree.body for name in _imports(node)} & _HEAVY


def test_the_first_file_can_be_read_by_any_python() -> None:
    """Python 2 among them, so that an old one says that it is too old."""
    text = (child_folder() / "main.py").read_text(encoding="utf-8")
    assert text.isascii()
    assert 'f"' not in text
    assert "annotations" not in text
