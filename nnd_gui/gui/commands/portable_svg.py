"""Makes Qt's SVG one that looks the same elsewhere.

Seen in librsvg 2.54 and Chromium 156: librsvg knows no ``vector-effect``, so that a hair line in
the scale of a plot is drawn a hundred times as wide; letters of another font need another width,
and run into what stands beside them; and Qt writes either no clips, so that bars leave their
plot, or (SVG 1.1) clips in other places than those where they were set.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from copy import copy
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QTransform

__all__ = ["Plot", "portable_svg"]

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_COSMETIC = "vector-effect"
_PAIR = re.compile(r"(-?[\d.]+(?:e[+-]?\d+)?),(-?[\d.]+(?:e[+-]?\d+)?)")
# A quarter of a circle by one Bézier curve.
_ROUND = 0.5522847498

Matrix = tuple[float, float, float, float, float, float]


class Plot(NamedTuple):
    """A plot within what is written.

    Parameters
    ----------
    scale : QTransform
        From the plot's numbers to places.
    room : QRectF
        Outside which nothing of it is seen.
    """

    scale: QTransform
    room: QRectF


def portable_svg(text: str, others: dict[str, str], plots: Sequence[Plot]) -> str:
    """Put plots' scales into their lines, widths into texts, and leave out what is empty.

    Parameters
    ----------
    text : str
        What `QSvgGenerator` has written.
    others : dict of str to str
        For a family that is not installed elsewhere, those that may stand in for it.
    plots : sequence of Plot
        What is drawn by their scales stays within their rooms.
    """
    ET.register_namespace("", _SVG)
    ET.register_namespace("xlink", _XLINK)
    root = ET.fromstring(text)
    _without_empty(root)
    _add_rooms(root, plots)
    for parent in list(root.iter()):
        for place, child in reversed(list(enumerate(parent))):
            if child.tag == _name("g") and any(x.get(_COSMETIC) for x in child):
                matrix = _matrix(child.get("transform", ""))
                parent[place : place + 1] = _within(_unscaled(child, matrix), matrix, plots)
    metrics: dict[tuple[str, ...], QFontMetricsF] = {}
    for one in root.iter(_name("text")):
        _hold_width(one, metrics)
    for one in root.iter():
        family = one.get("font-family")
        if family:
            one.set("font-family", ", ".join(filter(None, (family, others.get(family, "")))))
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _name(tag: str) -> str:
    return f"{{{_SVG}}}{tag}"


def _without_empty(parent: ET.Element) -> None:
    for child in list(parent):
        _without_empty(child)
        if child.tag == _name("g") and not len(child):
            parent.remove(child)


def _add_rooms(root: ET.Element, plots: Sequence[Plot]) -> None:
    defs = ET.Element(_name("defs"))
    for place, (_, room) in enumerate(plots):
        clip = ET.SubElement(defs, _name("clipPath"), {"id": f"plot{place}"})
        sides = {"x": room.x(), "y": room.y(), "width": room.width(), "height": room.height()}
        ET.SubElement(clip, _name("rect"), {name: f"{side:.6g}" for name, side in sides.items()})
    root.insert(0, defs)


def _unscaled(group: ET.Element, matrix: Matrix) -> list[ET.Element]:
    """The group, cut where its transformation is put into the shapes themselves."""
    made = []
    for cosmetic, shapes in groupby(group, lambda x: x.get(_COSMETIC) == "non-scaling-stroke"):
        part = ET.Element(group.tag, group.attrib)
        part.text, part.tail = group.text, group.tail
        for shape in shapes:
            shape.attrib.pop(_COSMETIC, None)
            part.append(_moved(shape, matrix) if cosmetic else shape)
        if cosmetic:
            part.attrib.pop("transform", None)
        made.append(part)
    return made


def _within(groups: list[ET.Element], matrix: Matrix, plots: Sequence[Plot]) -> list[ET.Element]:
    """What is drawn by a plot's scale, within its room."""
    for place, (scale, _) in enumerate(plots):
        of_plot = (scale.m11(), scale.m12(), scale.m21(), scale.m22(), scale.dx(), scale.dy())
        # Qt writes six digits.
        if all(abs(x - y) <= 1e-4 * abs(y) + 0.01 for x, y in zip(matrix, of_plot, strict=True)):
            clipped = ET.Element(_name("g"), {"clip-path": f"url(#plot{place})"})
            clipped.extend(groups)
            return [clipped]
    return groups


def _matrix(text: str) -> Matrix:
    found = re.fullmatch(r"matrix\(([^)]*)\)", text)
    if found is None:
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    a, b, c, d, e, f = map(float, found[1].split(","))
    return a, b, c, d, e, f


def _moved(shape: ET.Element, matrix: Matrix) -> ET.Element:
    """A shape where a transformation takes it."""
    made = copy(shape)
    tag = shape.tag.removeprefix(_name(""))
    if tag in ("polyline", "polygon"):
        made.set("points", _pairs(shape.get("points", ""), matrix))
    elif tag == "path":
        made.set("d", _pairs(shape.get("d", ""), matrix))
    elif tag in ("rect", "circle", "ellipse"):
        made = ET.Element(_name("path"), shape.attrib)
        for name in ("x", "y", "width", "height", "cx", "cy", "r", "rx", "ry"):
            made.attrib.pop(name, None)
        made.set("d", _pairs(_box(shape) if tag == "rect" else _oval(shape), matrix))
    return made


def _pairs(text: str, matrix: Matrix) -> str:
    a, b, c, d, e, f = matrix

    def moved(pair: re.Match[str]) -> str:
        x, y = float(pair[1]), float(pair[2])
        return f"{a * x + c * y + e:.6g},{b * x + d * y + f:.6g}"

    return _PAIR.sub(moved, text)


def _number(shape: ET.Element, name: str) -> float:
    return float(shape.get(name, "0"))


def _box(shape: ET.Element) -> str:
    x, y = _number(shape, "x"), _number(shape, "y")
    right, bottom = x + _number(shape, "width"), y + _number(shape, "height")
    return f"M{x!r},{y!r} L{right!r},{y!r} L{right!r},{bottom!r} L{x!r},{bottom!r} Z"


def _oval(shape: ET.Element) -> str:
    x, y = _number(shape, "cx"), _number(shape, "cy")
    wide = _number(shape, "r") or _number(shape, "rx")
    tall = _number(shape, "r") or _number(shape, "ry")
    w, t = wide * _ROUND, tall * _ROUND
    return (
        f"M{x + wide!r},{y!r} "
        f"C{x + wide!r},{y + t!r} {x + w!r},{y + tall!r} {x!r},{y + tall!r} "
        f"C{x - w!r},{y + tall!r} {x - wide!r},{y + t!r} {x - wide!r},{y!r} "
        f"C{x - wide!r},{y - t!r} {x - w!r},{y - tall!r} {x!r},{y - tall!r} "
        f"C{x + w!r},{y - tall!r} {x + wide!r},{y - t!r} {x + wide!r},{y!r} Z"
    )


def _hold_width(text: ET.Element, metrics: dict[tuple[str, ...], QFontMetricsF]) -> None:
    """Say how wide a text is in our font, so that it is as wide in another."""
    look = tuple(text.get(f"font-{x}", "") for x in ("family", "size", "weight", "style"))
    family, size, weight, style = look
    words = text.text or ""
    if len(words) < 2 or not size:
        return
    if look not in metrics:
        font = QFont(family)
        font.setPixelSize(max(1, round(float(size))))
        font.setWeight(QFont.Weight(int(weight or 400)))
        font.setItalic(style == "italic")
        metrics[look] = QFontMetricsF(font)
    text.set("textLength", f"{metrics[look].horizontalAdvance(words):.2f}")
    text.set("lengthAdjust", "spacingAndGlyphs")
