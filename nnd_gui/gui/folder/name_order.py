"""Names in the order in which people of the language look them up."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, cmp_to_key
from typing import Any

from PySide6.QtCore import QCollator, QLocale, Qt

from nnd_gui.model.words import chosen_language

__all__ = ["name_key"]


def name_key(name: str) -> Any:
    """What a name is sorted by: Ö beside O in English and German, and hw2 before hw10.

    Parameters
    ----------
    name : str
        A person's or a file's.

    Returns
    -------
    object
        To be compared with another one that was made in the same language.
    """
    return _keys(chosen_language())(name)


@cache
def _keys(language: str) -> Callable[[str], Any]:
    # The window's language, and not Qt's default: that is C, in which Z comes before a.
    order = QCollator(QLocale(language))
    order.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    order.setNumericMode(True)

    def compare(one: str, other: str) -> int:
        return order.compare(one, other)

    return cmp_to_key(compare)
