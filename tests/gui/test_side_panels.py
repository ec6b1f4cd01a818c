"""Panels beside the stage: put away by wish, and where there is no room."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from nnd_gui.gui.stage.side_panels import SidePanels


class _Stage(QWidget):
    def minimumSizeHint(self):  # type: ignore[no-untyped-def]
        return self.minimumSize()


def made(hold: Callable[[QWidget], None]) -> tuple[SidePanels, dict[str, QWidget]]:
    window = QWidget()
    hold(window)
    stage = _Stage(window)
    stage.setMinimumSize(400, 10)
    widgets = {name: QWidget(window) for name in ("text", "right", "left")}
    for widget in widgets.values():
        widget.setFixedWidth(300)
    window.show()
    return SidePanels(stage, widgets, window), widgets


def shown(widgets: dict[str, QWidget]) -> list[str]:
    return [name for name, widget in widgets.items() if not widget.isHidden()]


def test_what_has_no_room_gives_way_in_order(hold: Callable[[QWidget], None]) -> None:
    panels, widgets = made(hold)
    for width, expected in (
        (1300, ["text", "right", "left"]),
        (1299, ["text", "right"]),
        (999, ["text"]),
        (699, []),
        (1300, ["text", "right", "left"]),
    ):
        panels.fit(width, 0)
        assert shown(widgets) == expected
        assert all(panels.is_wanted(name) for name in widgets)


def test_a_smaller_panel_takes_the_room_that_is_left(hold: Callable[[QWidget], None]) -> None:
    panels, widgets = made(hold)
    widgets["right"].setFixedWidth(500)
    panels.fit(1050, 0)
    assert shown(widgets) == ["text", "left"]


def test_who_is_called_for_comes(hold: Callable[[QWidget], None]) -> None:
    panels, widgets = made(hold)
    told: list[bool] = []
    panels.changed.connect(lambda: told.append(True))
    panels.fit(1000, 0)
    panels.want("left", True)
    assert shown(widgets) == ["text", "left"]
    panels.want("text", False)
    assert shown(widgets) == ["right", "left"]
    assert len(told) == 2
    panels.want_these({"left": False, "right": False})
    assert shown(widgets) == []
    assert not panels.is_wanted("left")


def test_beside_the_first_the_stage_keeps_more_room(hold: Callable[[QWidget], None]) -> None:
    panels, widgets = made(hold)
    panels.fit(1300, 450)
    assert shown(widgets) == ["text", "right"]
    panels.want("text", False)
    panels.fit(1000, 450)
    assert shown(widgets) == ["right", "left"]
