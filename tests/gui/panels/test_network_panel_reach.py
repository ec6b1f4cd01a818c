"""The network panel by keyboard, by wheel, and at every size."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QScrollArea,
    QWidget,
)

from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.model.lessons import lesson_spec
from tests.gui.panels.faces import (
    control,
    focusable,
    line_of,
    pick,
    press,
    retype,
    shown,
    turn_wheel,
)

LESSON = lesson_spec()


class TestReach:
    def test_every_control_has_a_name(self, panel: NetworkPanel) -> None:
        press(panel, "Add a hidden layer")
        pick(panel, "Data", "Random samples")
        nameless = [
            widget
            for widget in focusable(panel)
            if not (widget.accessibleName() or getattr(widget, "text", str)())
        ]
        assert nameless == []

    def test_tab_goes_in_reading_order(self, panel: NetworkPanel) -> None:
        press(panel, "Add a hidden layer")
        pick(panel, "Data", "Random samples")
        first = line_of(panel, "Layer sizes")
        order: list[QWidget] = [first]
        widget = first.nextInFocusChain()
        while widget is not None and widget is not first:
            if widget in focusable(panel):
                order.append(widget)
            widget = widget.nextInFocusChain()
        # The link in the head comes before the sizes, and so at the end of the round.
        *editors, link = order
        assert getattr(link, "text", str)() == "Back to the lesson"
        places = [widget.mapTo(panel, QPoint(0, widget.height() // 2)) for widget in editors]
        assert len(places) > 15
        assert places == sorted(places, key=lambda place: (place.y() // 12, place.x()))

    def test_each_mnemonic_is_there_once(self, panel: NetworkPanel) -> None:
        pick(panel, "Data", "Random samples")
        marked = [text for text in shown(panel, "label") if "&" in text]
        keys = [text[text.index("&") + 1].lower() for text in marked]
        assert "z" in keys
        assert len(keys) == len(set(keys))
        # Those of the menus.
        assert not set(keys) & set("fectvh")

    def test_alt_z_goes_to_the_sizes(self, panel: NetworkPanel) -> None:
        control(panel, QWidget, "Step").setFocus()
        QTest.keyClick(panel, Qt.Key.Key_Z, Qt.KeyboardModifier.AltModifier)
        assert QApplication.focusWidget() is line_of(panel, "Layer sizes")

    @pytest.mark.parametrize(
        "name", ["Units of hidden layer 1", "Activation of hidden layer 1", "Cost"]
    )
    def test_the_wheel_scrolls_the_panel(
        self, panel: NetworkPanel, told: QSignalSpy, name: str
    ) -> None:
        panel.resize(panel.width(), 500)
        area = panel.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        bar = area.verticalScrollBar()
        assert bar.maximum() > 0
        line_of(panel, "Layer sizes").setFocus()
        turn_wheel(control(panel, QWidget, name), -120)
        assert (panel.value(), told.count()) == (LESSON, 0)
        assert bar.value() > 0

    def test_the_wheel_turns_what_has_the_focus(self, panel: NetworkPanel) -> None:
        units = control(panel, QWidget, "Units of hidden layer 1")
        units.setFocus()
        turn_wheel(units, 120)
        assert panel.value().network.sizes == (2, 4, 1)

    @pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
    def test_nothing_sticks_out(
        self, panel: NetworkPanel, themes: ThemeManager, scale: float
    ) -> None:
        themes.set_scale(scale)
        panel.resize(panel.sizeHint().width(), 760)
        retype(panel, "Layer sizes", "2-3-3-3-3-3-3-3-3-3-3-3-1000-1")
        pick(panel, "Data", "Random samples")
        retype(panel, "Samples", "0")
        retype(panel, "L2", "x")
        QApplication.processEvents()
        right = panel.width() - round(16 * scale)
        for widget in focusable(panel) + panel.findChildren(QLabel):
            if widget.isVisible() and widget.width():
                place = widget.mapTo(panel, QPoint(widget.width(), 0))
                assert place.x() <= right + 2, widget
        # No letter of a label is cut off.
        for label in panel.findChildren(QLabel):
            if label.isVisible() and label.text() and not label.wordWrap():
                assert label.width() >= label.sizeHint().width(), label.text()
