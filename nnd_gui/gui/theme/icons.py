"""The icons, coloured by the theme and crisp at every density."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from nnd_gui.gui.theme.icon_shapes import SHAPES, WIDTHS
from nnd_gui.gui.theme.tokens import Theme

__all__ = ["ICON_NAMES", "icon", "pixmap", "svg"]

ICON_NAMES = tuple(SHAPES)
"""Every icon's name."""

# Sides in dots: 16, 20 and 24 pixels at densities of 1, 1.25, 1.5, 2 and 3.
_DOTS = (16, 20, 24, 30, 32, 40, 48, 72)


def svg(name: str, colour: str, *, line: float = 1.4) -> str:
    """SVG text of one icon.

    Parameters
    ----------
    name : str
        One of `ICON_NAMES`.
    colour : str
        The colour of its lines, ``#rrggbb``.
    line : float
        Width of its lines on the grid of 16.

    Returns
    -------
    str
        The text of the file.
    """
    shape = SHAPES[name].replace('"C"', f'"{colour}"')
    width = WIDTHS.get(name, 16)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="16" '
        f'viewBox="0 0 {width} 16">'
        f'<g fill="none" stroke="{colour}" stroke-width="{line}" stroke-linecap="round" '
        f'stroke-linejoin="round">{shape}</g></svg>'
    )


def pixmap(name: str, colour: str, px: float = 16, ratio: float = 2.0) -> QPixmap:
    """Picture of one icon.

    Parameters
    ----------
    name : str
        One of `ICON_NAMES`.
    colour : str
        The colour of its lines, ``#rrggbb``.
    px : float
        Its side, in density-independent pixels.
    ratio : float
        How many dots there are to a pixel.

    Returns
    -------
    QPixmap
        The picture, which knows its ratio.
    """
    dots = round(px * ratio)
    picture = QPixmap(dots, dots)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg(name, colour).encode())).render(painter, QRectF(0, 0, dots, dots))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(name: str, theme: Theme, colour: str | None = None) -> QIcon:
    """Icon for a button or a menu.

    Parameters
    ----------
    name : str
        One of `ICON_NAMES`.
    theme : Theme
        Gives the colours: its ink, and its faint ink where the icon is disabled.
    colour : str, optional
        Another colour than the theme's ink, such as ``theme.accent_text`` on a primary button.

    Returns
    -------
    QIcon
        An icon that holds a picture for each usual size.
    """
    made = QIcon()
    for dots in _DOTS:
        picture = pixmap(name, colour or theme.text, dots, 1.0)
        made.addPixmap(picture, QIcon.Mode.Normal)
        # In a row that is selected the style would tint it until it is hardly seen.
        made.addPixmap(picture, QIcon.Mode.Selected)
        made.addPixmap(pixmap(name, theme.disabled, dots, 1.0), QIcon.Mode.Disabled)
    return made
