"""The picture of the network."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QRectF, QSizeF
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.diagram_layout import lay_out
from nnd_gui.gui.widgets.network_diagram import BIAS_ROW, NetworkDiagram

ROOM = QRectF(0, 0, 230, 168)
LABEL = QSizeF(40, 16)
SIZES = [(2, 3, 1), (1, 1), (784, 30, 10), (8, 8), (9, 9), (10_000, 100), (4,) * 64, (1,) * 8]


@pytest.fixture
def diagram(qtbot: QtBot, themes: ThemeManager) -> NetworkDiagram:
    made = NetworkDiagram(themes)
    qtbot.addWidget(made)
    made.resize(230, 168)
    return made


def count_of(image: QImage, colour: str) -> int:
    wanted = QColor(colour)
    return sum(
        image.pixelColor(x, y) == wanted
        for x in range(image.width())
        for y in range(image.height())
    )


@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("bias", [False, True])
@pytest.mark.parametrize("room", [ROOM, QRectF(0, 0, 120, 96), QRectF(10, 20, 900, 120)])
def test_nothing_overlaps_or_sticks_out(sizes: tuple[int, ...], bias: bool, room: QRectF) -> None:
    layout = lay_out(sizes, bias, room, 13.0, LABEL)
    for column in layout.columns.values():
        places = [*column.units.values(), column.dots, column.bias]
        ys = sorted(place.y() for place in places if place is not None)
        assert all(b - a >= 2 * layout.radius for a, b in pairwise(ys))
        for place in places:
            if place is not None:
                r = layout.radius
                box = QRectF(place.x() - r, place.y() - r, 2 * r, 2 * r)
                assert room.contains(box)
    assert layout.bottom <= room.bottom()


def test_wide_layers_and_deep_networks_are_abbreviated() -> None:
    layout = lay_out((784, 8, 10), False, ROOM, 13.0, LABEL)
    assert list(layout.columns[0].units) == [0, 1, 2, 3, 782, 783]
    assert layout.columns[0].dots is not None
    assert len(layout.columns[1].units) == 8
    assert layout.columns[1].dots is None
    # A weight of a unit that is not drawn starts at the dots.
    assert layout.columns[0].place(400) == layout.columns[0].dots
    deep = lay_out((4,) * 64, False, ROOM, 13.0, LABEL)
    assert list(deep.columns) == [0, 1, 2, 3, 62, 63]
    assert deep.gap is not None


def test_selecting_a_weight_shows_it(diagram: NetworkDiagram, themes: ThemeManager) -> None:
    blue = themes.theme.numerical
    assert count_of(diagram.grab().toImage(), blue) == 0
    diagram.set_selected(1, 1, 1)
    assert count_of(diagram.grab().toImage(), blue) > 100
    assert diagram.accessibleDescription().endswith(
        "Selected: the weight from input 2 to unit 2 of hidden layer 1."
    )
    diagram.set_selected(2, 0, 0)
    assert diagram.accessibleDescription().endswith("unit 1 of hidden layer 1 to output 1.")
    diagram.set_selected(None)
    assert count_of(diagram.grab().toImage(), blue) == 0


def test_a_bias_has_a_place_of_its_own(diagram: NetworkDiagram, themes: ThemeManager) -> None:
    diagram.set_network((2, 3, 1), True)
    diagram.set_selected(2, BIAS_ROW, 0)
    assert count_of(diagram.grab().toImage(), themes.theme.numerical) > 60
    assert diagram.accessibleDescription().endswith("Selected: the bias of output 1.")
    assert "with biases" in diagram.accessibleDescription()


@pytest.mark.parametrize("sizes", SIZES)
def test_every_size_is_drawn_and_described(
    diagram: NetworkDiagram, themes: ThemeManager, sizes: tuple[int, ...]
) -> None:
    diagram.set_network(sizes, True)
    diagram.set_selected(len(sizes) - 1, sizes[-2] // 2, sizes[-1] // 2)
    assert count_of(diagram.grab().toImage(), themes.theme.numerical) > 10
    assert f"{sizes[0]:,} input" in diagram.accessibleDescription()


def test_it_follows_the_theme_and_the_scale(diagram: NetworkDiagram, themes: ThemeManager) -> None:
    diagram.set_selected(1, 0, 0)
    least = diagram.minimumSizeHint()
    themes.set_mode("dark")
    assert count_of(diagram.grab().toImage(), themes.theme.numerical) > 100
    themes.set_scale(2.0)
    diagram.ensurePolished()
    assert diagram.minimumSizeHint() == least * 2
    themes.set_scale(1.0)
    themes.set_mode("light")
