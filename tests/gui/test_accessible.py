"""Every window and dialog as Qt's accessibility tree has it: what a screen reader is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSlider,
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QMainWindow,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QTabBar,
    QTableView,
    QTextBrowser,
    QWidget,
)
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.matrix_picture import MatrixPicture
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets import spoken
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.model.lessons import lesson_spec
from tests.engine.usercode.conftest import sessions
from tests.gui.faces import action, network, only, settle, turn
from tests.gui.scenes import scenes, wait

__all__ = ["sessions"]

_Role, _Text = QAccessible.Role, QAccessible.Text
_ROLES: dict[type[QWidget], set[QAccessible.Role]] = {
    QCheckBox: {_Role.CheckBox},
    QAbstractButton: {_Role.Button, _Role.CheckBox, _Role.ButtonMenu, _Role.RadioButton},
    QAbstractSpinBox: {_Role.SpinBox},
    QAbstractSlider: {_Role.Slider},
    QComboBox: {_Role.ComboBox},
    QLineEdit: {_Role.EditableText},
    QPlainTextEdit: {_Role.EditableText},
    QTextBrowser: {_Role.StaticText},
    QListView: {_Role.List},
    QTableView: {_Role.Table},
    QTabBar: {_Role.PageTabList},
}
# What Qt puts into its own controls; nobody goes to them.
_INNER = (QAbstractSpinBox, QComboBox, QLineEdit, QTabBar, QTableView, QListView)


@dataclass(frozen=True)
class Heard:
    """One part as a reader meets it."""

    scene: str
    kind: type[QWidget]
    role: QAccessible.Role
    name: str
    value: str
    description: str
    labels: tuple[str, ...]
    called: str
    tip: str
    shown: str
    focusable: bool
    is_control: bool

    def __str__(self) -> str:
        return f"{self.scene}: {self.kind.__name__} “{self.name}”"


def parts(root: QWidget) -> Iterator[tuple[QWidget, QAccessibleInterface]]:
    """Walk down the accessibility tree, over all that is seen of a window."""
    stack = [QAccessible.queryAccessibleInterface(root)]
    while stack:
        face = stack.pop()
        state = face.state()
        if getattr(state, "invisible", False):
            continue
        widget = face.object()
        if isinstance(widget, QWidget):
            yield widget, face
        # A table has a cell for every weight: they are asked for where they are looked at.
        if not isinstance(widget, (QTableView, QListView)):
            children = (face.child(place) for place in range(face.childCount()))
            stack += [x for x in children if x.isValid()]


def heard(scene: str, root: QWidget) -> Iterator[Heard]:
    for widget, face in parts(root):
        if widget.window() is not root or isinstance(widget, QScrollBar):
            continue
        inner = isinstance(widget.parentWidget(), _INNER)
        kind = next((kind for kind in _ROLES if isinstance(widget, kind)), QWidget)
        labels = [
            other.text(_Text.Name)
            for other, relation in face.relations()
            if relation == QAccessible.RelationFlag.Label
        ]
        text = getattr(widget, "text", str)
        yield Heard(
            scene,
            type(widget) if kind is QWidget else kind,
            face.role(),
            face.text(_Text.Name),
            face.text(_Text.Value),
            face.text(_Text.Description),
            tuple(labels),
            widget.accessibleName(),
            widget.toolTip(),
            text() if isinstance(widget, QAbstractButton) else "",
            widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus,
            kind is not QWidget and not inner,
        )


@pytest.fixture(scope="module")
def everything(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Heard]]:
    """Every window and dialog, walked once."""
    folder = tmp_path_factory.mktemp("scenes")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder))
        for kind in ("CONFIG", "CACHE", "DATA", "STATE"):
            patch.setenv(f"XDG_{kind}_HOME", str(folder / kind.lower()))
        themes = ThemeManager("light")
        window = MainWindow(Store(lesson_spec()), themes)
        window.resize(1440, 900)
        window.show()
        found = {name: list(heard(name, root)) for name, root in scenes(window, themes, folder)}
        window.close_without_asking()
        window.deleteLater()
        turn()
    return found


def every(everything: dict[str, list[Heard]]) -> Iterator[Heard]:
    for found in everything.values():
        yield from found


def test_all_windows_were_walked(everything: dict[str, list[Heard]]) -> None:
    assert len(everything) > 25
    controls = [x for x in every(everything) if x.is_control]
    assert len(controls) > 500
    assert {x.kind for x in controls} == set(_ROLES)


def test_everything_that_is_used_has_a_name(everything: dict[str, list[Heard]]) -> None:
    nameless = {str(x) for x in every(everything) if (x.is_control or x.focusable) and not x.name}
    assert nameless == set()


def test_no_name_is_that_of_a_class_or_a_value(everything: dict[str, list[Heard]]) -> None:
    controls = [x for x in every(everything) if x.is_control]
    assert {str(x) for x in controls if re.fullmatch(r"_?[A-Z][a-z]+[A-Z]\w*", x.name)} == set()
    # A row of tabs is called after its current one, and Linux calls a combo box what it shows.
    # What Qt gives for the value of a whole table or list is its name.
    groups = (QComboBox, QTabBar, QTableView, QListView)
    others = [x for x in controls if x.kind not in groups]
    assert {str(x) for x in others if x.value and x.name == x.value} == set()


def test_every_role_fits(everything: dict[str, list[Heard]]) -> None:
    odd = {f"{x} is a {x.role}" for x in every(everything) if x.kind in _ROLES}
    fitting = {
        f"{x} is a {x.role}"
        for x in every(everything)
        if x.kind in _ROLES and x.role in _ROLES[x.kind]
    }
    assert odd - fitting == set()


def test_every_combo_box_says_of_what_it_is_a_choice(everything: dict[str, list[Heard]]) -> None:
    """Where Qt gives what it shows for its name, its label must say the rest."""
    boxes = [x for x in every(everything) if x.kind is QComboBox]
    assert len(boxes) > 100
    assert {str(x) for x in boxes if not x.called} == set()
    unlabelled = {f"{x.scene}: {x.called}" for x in boxes if not "".join(x.labels)}
    assert unlabelled == set()


def test_every_number_has_a_value(everything: dict[str, list[Heard]]) -> None:
    numbers = [x for x in every(everything) if x.kind in (QAbstractSpinBox, QAbstractSlider)]
    assert len(numbers) > 100
    assert {str(x) for x in numbers if not re.search(r"\d", x.value)} == set()


def test_every_picture_says_what_is_seen(everything: dict[str, list[Heard]]) -> None:
    pictures = [x for x in every(everything) if issubclass(x.kind, Picture) and x.focusable]
    assert len({x.kind for x in pictures}) >= 7
    assert {str(x) for x in pictures if len(x.description) < 9} == set()


def test_everything_that_is_used_has_a_tip(everything: dict[str, list[Heard]]) -> None:
    # Over a text, a list or a table it would only be in the way; heads of columns have one,
    # and so has each tab.
    kinds = set(_ROLES) - {QTextBrowser, QPlainTextEdit, QListView, QTableView, QTabBar}
    bare = {str(x) for x in every(everything) if x.kind in kinds and x.is_control and not x.tip}
    assert bare == set()


def test_no_tip_only_says_the_label_again(everything: dict[str, list[Heard]]) -> None:
    def plain(text: str) -> str:
        return re.sub(r"[&….]", "", text).strip().casefold()

    # Of a button with a picture alone the tip is what names it, and says its key.
    empty = {
        f"{x}: {x.tip}"
        for x in every(everything)
        if x.is_control and x.tip and plain(x.tip) in (plain(x.shown), *map(plain, x.labels))
    }
    assert empty == set()


def bare_heads(table: QTableView) -> Iterator[str]:
    """Columns whose heads say nothing to whoever rests the mouse on them."""
    model, across = table.model(), Qt.Orientation.Horizontal
    for column in range(model.columnCount()):
        if not model.headerData(column, across, Qt.ItemDataRole.ToolTipRole):
            yield f"{table.accessibleName()}: {model.headerData(column, across)}"


def test_tables_are_read_cell_by_cell(
    sessions: Path, window: MainWindow, themes: ThemeManager, tmp_path: Path
) -> None:
    read: dict[str, list[str]] = {}
    bare: set[str] = set()
    for scene, root in scenes(window, themes, tmp_path):
        for table in root.findChildren(QTableView):
            if table.isVisible() and table.window() is root and table.model().rowCount():
                bare.update(bare_heads(table))
                read[f"{scene}: {table.accessibleName()}"] = [
                    face.text(_Text.Name) for face in cells(table)
                ]
    assert bare == set()
    names = {name.split(": ")[1] for name in read}
    assert names >= {
        "Results of every weight, the worst first",
        "Named rules on the same numbers",
        "First rows of the file",
        "Submissions",
    }
    # Cells may be empty where there is nothing to say, but never a whole table of them.
    for name, texts in read.items():
        assert sum(map(bool, texts)) > 0.6 * len(texts), name
    lesson = read["lesson: Results of every weight, the worst first"]
    assert {"weight", "numerical", "analytic", "relative error", "verdict"} <= set(lesson)
    assert {"+0.04553206", "W1[0,1]", "agree"} <= set(lesson)


def cells(table: QTableView) -> Iterator[QAccessibleInterface]:
    face = QAccessible.queryAccessibleInterface(table)
    for place in range(min(face.childCount(), 200)):
        child = face.child(place)
        roles = (_Role.Cell, _Role.ColumnHeader)
        if child.isValid() and child.role() in roles:
            yield child


# What is said by itself


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """What a reader is given to say: by which kind of part, and what."""
    heard: list[tuple[str, str]] = []

    def hear(part: QWidget, text: str) -> None:
        if text:
            heard.append((type(part).__name__, text))

    for place in ("panels.verdict_bar", "panels.message_line", "panels.check_bar", "widgets.field"):
        monkeypatch.setattr(f"nnd_gui.gui.{place}.announce", hear)
    return heard


def spoken_by(said: list[tuple[str, str]], kind: type[QWidget]) -> list[str]:
    return [text for name, text in said if name == kind.__name__]


def test_the_verdict_is_said_when_it_is_another(
    qtbot: QtBot, said: list[tuple[str, str]], window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: len(spoken_by(said, VerdictBar)) == 1)
    action(window, "Epsilon ten times larger").trigger()
    action(window, "Epsilon ten times larger").trigger()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(spoken_by(said, VerdictBar)) == 2)
    first, second = spoken_by(said, VerdictBar)
    assert "matches the measured slopes" in first
    assert "ratio 2.75e-10" in first
    # Two keys, one after the other: the verdict between them is not said.
    assert "ratio 2.75e-06" in second
    # The same verdict again is no news.
    action(window, "Check again").trigger()
    settle(qtbot, window)
    action(window, "Epsilon ten times smaller").trigger()
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(spoken_by(said, VerdictBar)) == 3)
    assert "ratio 2.75e-08" in spoken_by(said, VerdictBar)[-1]


def test_nothing_covered_is_said(
    qtbot: QtBot, said: list[tuple[str, str]], window: MainWindow
) -> None:
    qtbot.waitUntil(lambda: len(spoken_by(said, VerdictBar)) == 1)
    action(window, "Cover the answer").trigger()
    window.store.edit(network((2, 4, 1)))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: len(spoken_by(said, VerdictBar)) >= 2)
    for text in spoken_by(said, VerdictBar)[1:]:
        assert "ratio " not in text.replace("their ratio", "")
        assert "matches" not in text


def test_what_was_done_is_said(window: MainWindow, said: list[tuple[str, str]]) -> None:
    action(window, "Copy the verdict as text").trigger()
    message = only(window, StatusLine).currentMessage()
    assert message
    assert spoken_by(said, StatusLine) == [message]


def test_a_number_that_cannot_be_used_is_said(
    window: MainWindow, said: list[tuple[str, str]]
) -> None:
    box = only(window, EpsilonSpinBox)
    box.setFocus()
    box.selectAll()
    QTest.keyClicks(box, "-1")
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert any("larger than 0" in text for text in spoken_by(said, EpsilonSpinBox))


def test_announcements_are_events_of_qts(
    monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    events: list[tuple[QAccessible.Event, object, str]] = []

    class Listener:
        AnnouncementPoliteness = QAccessible.AnnouncementPoliteness
        active = False

        @classmethod
        def isActive(cls) -> bool:
            return cls.active

        @staticmethod
        def updateAccessibility(event: object) -> None:
            events.append((event.type(), event.object(), event.message()))  # type: ignore[attr-defined]

    monkeypatch.setattr(spoken, "QAccessible", Listener)
    bar = only(window, VerdictBar)
    spoken.announce(bar, "agree")
    assert events == []  # nobody listens
    Listener.active = True
    spoken.announce(bar, "")
    spoken.announce(bar, "agree")
    assert events == [(QAccessible.Event.Announcement, bar, "agree")]


# The plot


def test_the_plot_says_the_weight_that_the_keys_go_to(window: MainWindow) -> None:
    plot = only(window, GradientPlot)
    plot.setFocus()
    QTest.keyClick(plot, Qt.Key.Key_Home)
    QTest.keyClick(plot, Qt.Key.Key_Right)
    told = QAccessible.queryAccessibleInterface(plot).text(_Text.Description)
    assert told.startswith("W1[0,1]: numerical +0.04553206, analytic +0.04553206")
    assert "W2: 3 weights, their gradients from -0.24006099 to -0.09635695" in told
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert plot.accessibleDescription().startswith("W1: 6 weights")


def test_the_plot_follows_its_result(qtbot: QtBot, window: MainWindow) -> None:
    plot = only(window, GradientPlot)
    before = plot.accessibleDescription()
    window.store.edit(network((2, 4, 1)))
    settle(qtbot, window)
    qtbot.waitUntil(lambda: "W1: 8 weights" in plot.accessibleDescription())
    assert plot.accessibleDescription() != before


def test_the_heat_map_says_the_cell_and_the_colours(window: MainWindow) -> None:
    stage = only(window, Stage)
    stage.enlarge("matrices")
    picture = only(window, MatrixPicture)
    window.store.select(8)
    turn()
    told = picture.accessibleDescription()
    assert told.startswith("W2[2,0]: numerical -0.09635695")
    assert "Green agrees" in told


def test_a_drawn_picture_is_a_graphic(window: MainWindow) -> None:
    stage = only(window, Stage)
    roles = {}
    for row in stage.rows:
        stage.enlarge(row.name)
        turn()
        picture = stage.picture(row.name)
        face = QAccessible.queryAccessibleInterface(picture)
        roles[row.name] = face.role()
        assert face.text(_Text.Name) == picture.accessibleName()
        assert face.text(_Text.Description) == picture.accessibleDescription()
        # What is in it is met in it.
        assert {face.indexOfChild(face.child(at)) for at in range(face.childCount())} == set(
            range(face.childCount())
        )
    made_of_text = {name for name, role in roles.items() if role != _Role.Graphic}
    assert made_of_text == {"weights", "rules", "source"}


def test_every_tab_has_a_tip(window: MainWindow) -> None:
    tabs = only(window, QTabBar)
    tips = [tabs.tabToolTip(place) for place in range(tabs.count())]
    assert len(tips) == 9
    assert all(re.fullmatch(r"Make “.+” the large picture \(Ctrl\+\w\)", tip) for tip in tips)


def test_a_label_that_nobody_sees_stays_so(window: MainWindow) -> None:
    only(window, Stage).enlarge("matrices")
    turn()
    hidden = [x for x in window.findChildren(QLabel) if isinstance(x.buddy(), QComboBox)]
    assert any(not x.isVisible() for x in hidden)
    assert isinstance(window, QMainWindow)
    wait(lambda: True)
    assert all(x.focusPolicy() == Qt.FocusPolicy.NoFocus for x in window.findChildren(QScrollArea))
