"""The shipped fonts: one face for words, one of fixed width for numbers."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QFont, QFontDatabase

from nnd_gui import resources

__all__ = ["BASE_PX", "MONO_FAMILIES", "SANS_FAMILIES", "load_fonts", "number_font", "ui_font"]

BASE_PX = 13
"""Size of the ordinary text, in pixels that do not depend on the screen's density."""

SANS_FAMILIES = ["Gradient Checker Sans", "Gradient Checker Mono"]
"""The face for words, and where the signs come from that it lacks (∇, ⊙, ᵀ)."""

MONO_FAMILIES = ["Gradient Checker Mono", "Gradient Checker Sans"]
"""The face for numbers and formulas, and its help."""

_FILES = (
    "Sans-Regular.otf",
    "Sans-SemiBold.otf",
    "Sans-Bold.otf",
    "Mono-Regular.ttf",
    "Mono-Bold.ttf",
)


@cache
def load_fonts() -> tuple[str, ...]:
    """Give Qt the shipped fonts, the first time only.

    Returns
    -------
    tuple of str
        The families that Qt found in them.
    """
    families: set[str] = set()
    for name in _FILES:
        # By path: Qt then reads the file itself, and nothing is held twice in memory.
        identity = QFontDatabase.addApplicationFont(str(resources.path("fonts", name)))
        families.update(QFontDatabase.applicationFontFamilies(identity))
    return tuple(sorted(families))


def ui_font(
    px: float = BASE_PX, *, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal
) -> QFont:
    """Font for words.

    Parameters
    ----------
    px : float
        Size at a scale of 1, in density-independent pixels.
    scale : float
        The person's own enlargement, `ThemeManager.scale`.
    weight : QFont.Weight
        Normal, DemiBold or Bold.

    Returns
    -------
    QFont
        The font.
    """
    return _font(SANS_FAMILIES, px * scale, weight)


def number_font(
    px: float = BASE_PX, *, scale: float = 1.0, weight: QFont.Weight = QFont.Weight.Normal
) -> QFont:
    """Font of fixed width, for numbers and formulas.

    Parameters
    ----------
    px : float
        Size at a scale of 1, in density-independent pixels.
    scale : float
        The person's own enlargement, `ThemeManager.scale`.
    weight : QFont.Weight
        Normal or Bold.

    Returns
    -------
    QFont
        The font.
    """
    font = _font(MONO_FAMILIES, px * scale, weight)
    font.setStyleHint(QFont.StyleHint.Monospace)
    font.setFixedPitch(True)
    return font


def _font(families: list[str], px: float, weight: QFont.Weight) -> QFont:
    load_fonts()
    font = QFont(families)
    font.setPixelSize(max(1, round(px)))
    font.setWeight(weight)
    # The same shapes and widths at every density and on every system.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font
