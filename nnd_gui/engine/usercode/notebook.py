"""The code cells of a notebook, read as one program."""

from __future__ import annotations

import json
from typing import Any

__all__ = ["NotebookError", "code_cells"]


class NotebookError(ValueError):
    """Not a notebook, or only half of one."""


def code_cells(text: str) -> list[str]:
    """What the code cells hold, in the order in which the notebook shows them.

    Parameters
    ----------
    text : str
        The file's own text, which is JSON: the present format, or that of 2014 and before
        (``worksheets``).

    Raises
    ------
    NotebookError
        If it is not JSON, as a half-written file is not, or holds no cells.
    """
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise NotebookError(str(error)) from None
    if not isinstance(document, dict):
        raise NotebookError("no document")
    sheets = document.get("worksheets")
    holders = sheets if isinstance(sheets, list) else [document]
    found: list[str] = []
    any_cells = False
    for holder in holders:
        cells = holder.get("cells") if isinstance(holder, dict) else None
        if not isinstance(cells, list):
            continue
        any_cells = True
        found.extend(
            _text_of(cell.get("source", cell.get("input", "")))
            for cell in cells
            if isinstance(cell, dict) and cell.get("cell_type") == "code"
        )
    if not any_cells:
        raise NotebookError("no cells")
    return found


def _text_of(source: Any) -> str:
    if isinstance(source, list):
        source = "".join(line for line in source if isinstance(line, str))
    if not isinstance(source, str):
        return ""
    return source.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
