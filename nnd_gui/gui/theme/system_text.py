"""How large the system's own text is: whoever has enlarged it there has it large here too."""

from __future__ import annotations

import sys

from PySide6.QtGui import QFontDatabase, QFontInfo

__all__ = ["system_scale"]

# Points of each system's ordinary text as it comes; desktops of Linux have 9 to 12.
_USUAL = {"win32": 9.0, "darwin": 13.0}
_ELSEWHERE, _STILL_USUAL = 11.0, 12.0
_LARGEST = 2.0


def system_scale() -> float:
    """Return how much larger than it comes the system's text has been made; 1 if it has not.

    A scale of the whole screen is not counted: Qt enlarges everything by it itself.
    """
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    points = font.pointSizeF() if font.pointSizeF() > 0 else QFontInfo(font).pointSizeF()
    usual = _USUAL.get(sys.platform, _ELSEWHERE)
    still = _USUAL.get(sys.platform, _STILL_USUAL)
    return min(points / usual, _LARGEST) if points > still else 1.0
