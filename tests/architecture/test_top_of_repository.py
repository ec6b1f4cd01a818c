"""The top of the checkout stays small: what a person sees first is all there is."""

from __future__ import annotations

from pathlib import Path

_ROOT = Path(__file__).resolve().parents[2]
_ALLOWED = {"nnd_gui", "resources", "tests", "packaging", "pyproject.toml", "README.md"}


def test_nothing_else_lies_at_the_top() -> None:
    assert {path.name for path in _ROOT.iterdir() if path.name[0] != "."} <= _ALLOWED


def test_packaging_is_no_package() -> None:
    """With an __init__.py the folder would shadow the library of that name."""
    assert not (_ROOT / "packaging" / "__init__.py").exists()
