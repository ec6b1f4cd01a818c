"""A check as a Jupyter notebook (nbformat 4.5)."""

from __future__ import annotations

import json
from typing import Any

from nnd_gui.model.result import CheckResult
from nnd_gui.model.script.sections import script_sections

__all__ = ["notebook_text"]


def notebook_text(result: CheckResult) -> str:
    """A completed check of a network as a notebook that needs NumPy alone.

    Parameters
    ----------
    result : CheckResult
        The check.

    Returns
    -------
    str
        JSON; run from the top, it prints every weight's two numbers, and the ratio.

    Raises
    ------
    ValueError
        As of `script_sections`.
    """
    cells = []
    for place, section in enumerate(script_sections(result)):
        level = "##" if place else "#"
        cells.append(_cell("markdown", f"{level} {section.title}\n\n{section.text}".strip()))
        if section.code:
            cells.append(_cell("code", section.code.rstrip("\n")))
    for place, cell in enumerate(cells):
        cell["id"] = f"part-{place}"
    notebook = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def _cell(kind: str, source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": kind,
        "metadata": {},
        "source": source.splitlines(keepends=True),
    }
    if kind == "code":
        cell |= {"execution_count": None, "outputs": []}
    return cell
