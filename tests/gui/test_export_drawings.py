"""A drawing that the window saves, as other programs than Qt see it."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET

import pytest
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import (
    QWidget,
)

from nnd_gui.gui.commands.drawn import svg_of
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.theme.manager import ThemeManager
from tests.gui.faces import only, turn

SVG = "{http://www.w3.org/2000/svg}"


def drawing(window: MainWindow, themes: ThemeManager, widget: QWidget) -> ET.Element:
    turn(6)
    with themes.printed():
        return ET.fromstring(svg_of(widget))


def test_lines_of_a_drawing_are_as_wide_in_every_program(
    window: MainWindow, themes: ThemeManager
) -> None:
    root = drawing(window, themes, window)
    assert not [x for x in root.iter() if x.get("vector-effect") == "non-scaling-stroke"]
    # What has a line is not drawn by a scale, which would make it wider.
    for group in root.iter(f"{SVG}g"):
        scale = re.match(r"matrix\(([^,]*),([^,]*),([^,]*),([^,]*),", group.get("transform", ""))
        if scale is not None and len(group) and group.get("stroke", "none") != "none":
            a, b, c, d = map(float, scale.groups())
            assert abs(a * d - b * c) == pytest.approx(1, rel=0.5), ET.tostring(group)[:300]


def test_texts_of_a_drawing_are_as_wide_in_another_font(
    window: MainWindow, themes: ThemeManager
) -> None:
    root = drawing(window, themes, only(window, GradientPlot))
    texts = [x for x in root.iter(f"{SVG}text") if len(x.text or "") > 1]
    assert len(texts) > 20
    for text in texts:
        font = QFont(str(text.get("font-family")).split(",")[0])
        font.setPixelSize(int(str(text.get("font-size"))))
        font.setWeight(QFont.Weight(int(str(text.get("font-weight")))))
        drawn = QFontMetricsF(font).horizontalAdvance(text.text or "")
        assert float(str(text.get("textLength"))) == pytest.approx(drawn, abs=0.01)
        assert text.get("lengthAdjust") == "spacingAndGlyphs"


def test_bars_of_a_drawing_stay_in_their_plot(window: MainWindow, themes: ThemeManager) -> None:
    plot = only(window, GradientPlot)
    root = drawing(window, themes, plot)
    rooms = {
        f"url(#{clip.get('id')})": [float(str(clip[0].get(side))) for side in ("y", "height")]
        for clip in root.iter(f"{SVG}clipPath")
    }
    assert len(rooms) == 2
    clipped = [group for group in root.iter(f"{SVG}g") if group.get("clip-path") in rooms]
    # The shades of the uncertainty end far below their plot, and are cut off at its end.
    deepest: dict[str, float] = {}
    for group in clipped:
        name = str(group.get("clip-path"))
        pairs = re.findall(r",(-?[\d.]+)", " ".join(x.get("d", "") for x in group.iter()))
        deepest[name] = max([deepest.get(name, 0.0), *map(float, pairs)])
    assert set(deepest) == set(rooms)
    assert max(deepest[name] - sum(rooms[name]) for name in rooms) > 20
    shades = [x for x in root.iter() if x.get("d") and x not in set(clipped)]
    held = {x for group in clipped for x in group.iter()}
    for path in shades:
        if path not in held:
            y = [float(pair) for pair in re.findall(r",(-?[\d.]+)", path.get("d", ""))]
            assert max(y, default=0) <= plot.height() + 1
