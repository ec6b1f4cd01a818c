"""Lessons in the window: opened in one click, walked, left clean again, and written."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QFontInfo, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.plots.slice_picture import SlicePicture
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.gui.widgets.markdown_view import MarkdownView
from nnd_gui.model.document import Document, LessonStep, State, View
from nnd_gui.model.document_file import load_document, save_document
from nnd_gui.model.lesson_list import LessonEntry, load_lesson, shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from tests.gui.conftest import OpenWindow
from tests.gui.faces import action, actions, only, settle, turn
from tests.gui.test_main_window import stays_cut_off

LESSON = lesson_spec()
SIZES = [(1024, 640, 1.0), (1280, 720, 1.0), (1920, 1080, 2.0)]
NO_KEY = Qt.KeyboardModifier.NoModifier
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def read(window: MainWindow) -> str:
    return only(window, MarkdownView).toPlainText()


def headings(window: MainWindow) -> list[str]:
    panel = only(window, LessonPanel)
    return [x.text() for x in panel.findChildren(QLabel) if x.isVisible() and x.text()]


def open_lesson(qtbot: QtBot, window: MainWindow, title: str) -> None:
    entry = next(x for x in actions(window) if x.text()[4:] == title)
    entry.trigger()
    settle(qtbot, window)


def test_a_text_that_waited_to_be_seen_begins_at_its_beginning(
    qtbot: QtBot, themes: ThemeManager
) -> None:
    view = MarkdownView(themes)
    qtbot.addWidget(view)
    view.show_markdown("\n\n".join(f"Paragraph {n}, of some words." for n in range(40)))
    view.resize(280, 300)
    with qtbot.waitExposed(view):
        view.show()
    bar = view.verticalScrollBar()
    assert bar.maximum() > 0
    assert bar.value() == 0
    bar.setValue(50)
    themes.set_mode("dark")
    assert bar.value() == 50  # who has read on stays there


def test_a_window_opens_without_a_text(window: MainWindow) -> None:
    assert not only(window, LessonPanel).isVisible()
    for name in ("Next step", "Previous step", "Remove this step"):
        assert not action(window, name).isEnabled()


@pytest.mark.parametrize("entry", shipped_lessons(), ids=lambda entry: entry.name)
def test_every_lesson_opens_by_one_click_and_is_walked_by_a_clicker(
    entry: LessonEntry, qtbot: QtBot, window: MainWindow
) -> None:
    open_lesson(qtbot, window, entry.title)
    steps = load_lesson(entry.name).steps
    plot = window.findChildren(GradientPlot)[0]
    for number, step in enumerate(steps, start=1):
        assert headings(window) == [entry.title, step.name, f"{number} of {len(steps)}"]
        plain = read(window).split()
        assert plain[:3] == step.text.replace("*", "").replace("`", "").lstrip("- ").split()[:3]
        assert window.store.spec == step.state.spec
        assert only(window, NetworkPanel).isVisible() == ("network" not in step.state.view.hidden)
        assert only(window, WeightPanel).isVisible() == ("weight" not in step.state.view.hidden)
        assert only(window, Stage).large == (step.state.view.picture or "gradients")
        result = settle(qtbot, window)
        selected = window.store.selected
        name = None if selected < 0 else result.layout.name_of(selected)
        assert name == step.state.view.selected
        QTest.keyClick(plot, Qt.Key.Key_PageDown)
    assert headings(window)[1] == steps[-1].name
    assert not action(window, "Next step").isEnabled()
    for step in reversed(steps[:-1]):
        QTest.keyClick(plot, Qt.Key.Key_PageUp)
        assert headings(window)[1] == step.name
    settle(qtbot, window)
    assert not window.isWindowModified()


@pytest.mark.parametrize("key", [(Qt.Key.Key_L, CTRL), (Qt.Key.Key_Backspace, NO_KEY)])
def test_one_key_back_to_the_clean_state(
    key: tuple[Qt.Key, Qt.KeyboardModifier], qtbot: QtBot, window: MainWindow
) -> None:
    open_lesson(qtbot, window, "Epsilon too small")
    action(window, "Next step").trigger()
    clean = settle(qtbot, window)
    before = (window.store.spec, window.store.selected)
    action(window, "Epsilon ten times larger").trigger()
    action(window, "New random weights").trigger()
    action(window, "Network").trigger()
    settle(qtbot, window)
    window.store.select(-1)
    QTest.keyClick(only(window, GradientPlot), *key)
    again = settle(qtbot, window)
    assert (window.store.spec, window.store.selected) == before
    assert not only(window, NetworkPanel).isVisible()
    assert again.ratio == clean.ratio
    assert headings(window)[1] == "The digits run out"
    # And that can be undone.
    undo = next(x for x in actions(window) if x.text().startswith("&Undo"))
    undo.trigger()
    assert window.store.spec != before[0]
    settle(qtbot, window)


def test_the_networks_link_leads_back_to_the_step(qtbot: QtBot, window: MainWindow) -> None:
    panel = only(window, NetworkPanel)

    def links() -> list[QPushButton]:
        found = [x for x in panel.findChildren(QPushButton) if x.text().startswith("Back to")]
        return [x for x in found if x.isVisible()]

    open_lesson(qtbot, window, "A kink in ReLU")
    # Its network is not the one that the program opens on; yet nothing was changed.
    assert window.store.spec != LESSON
    assert links() == []
    step = window.store.spec
    only(window, EpsilonSpinBox).stepUp()
    settle(qtbot, window)
    (link,) = links()
    assert link.text() == "Back to this step"
    QTest.mouseClick(link, Qt.MouseButton.LeftButton)
    settle(qtbot, window)
    assert window.store.spec == step
    assert links() == []
    # Of an experiment of the person's own it leads to what the program opens on.
    action(window, "New").trigger()
    settle(qtbot, window)
    assert links() == []
    only(window, EpsilonSpinBox).stepUp()
    settle(qtbot, window)
    (link,) = links()
    assert link.text() == "Back to the lesson"


def test_backspace_is_no_key_outside_a_lesson(qtbot: QtBot, window: MainWindow) -> None:
    action(window, "New random weights").trigger()
    spec = settle(qtbot, window).spec
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_Backspace)
    assert window.store.spec == spec


def test_the_clickers_keys_work_from_a_field(qtbot: QtBot, window: MainWindow) -> None:
    open_lesson(qtbot, window, "Epsilon too large")
    field = only(window, EpsilonSpinBox)
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert window.store.spec.epsilon == 1e-2
    QTest.keyClick(field, Qt.Key.Key_Backspace)
    assert headings(window)[1] == "A hundred times larger"
    settle(qtbot, window)
    action(window, "New").trigger()
    # Without a lesson they are the field's own.
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_PageDown)
    assert window.store.spec.epsilon == 1e-7
    settle(qtbot, window)


def test_walking_by_mouse(qtbot: QtBot, window: MainWindow) -> None:
    open_lesson(qtbot, window, "Dead units")
    back, on = (
        next(x for x in window.findChildren(QToolButton) if x.accessibleName() == name)
        for name in ("Back a step", "On to the next step")
    )
    assert (back.isEnabled(), on.isEnabled()) == (False, True)
    QTest.mouseClick(on, Qt.MouseButton.LeftButton)
    assert headings(window)[1] == "All dead"
    QTest.mouseClick(on, Qt.MouseButton.LeftButton)
    assert (back.isEnabled(), on.isEnabled()) == (True, False)
    QTest.mouseClick(back, Qt.MouseButton.LeftButton)
    assert headings(window)[1] == "All dead"
    settle(qtbot, window)


def test_the_text_is_put_away_and_brought_back(qtbot: QtBot, window: MainWindow) -> None:
    open_lesson(qtbot, window, "Dead units")
    box = action(window, "Text of the lesson, or notes")
    assert box.isChecked()
    box.trigger()
    assert not only(window, LessonPanel).isVisible()
    # Walking goes on.
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_PageDown)
    box.trigger()
    assert headings(window)[1] == "All dead"
    action(window, "New").trigger()
    assert not only(window, LessonPanel).isVisible()
    assert not box.isChecked()
    settle(qtbot, window)


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(1024, 640, 1.0), (1280, 720, 1.0), (1920, 1080, 2.0)]
)
def test_no_text_is_cut_off_beside_a_lesson(
    width: int,
    height: int,
    scale: float,
    qtbot: QtBot,
    open_window: OpenWindow,
    themes: ThemeManager,
) -> None:
    themes.set_scale(scale)
    window = open_window(size=(width, height))
    for entry in shipped_lessons():
        window.documents.open_lesson(entry.name)
        for _ in load_lesson(entry.name).steps:
            settle(qtbot, window)
            turn()  # words that came last are laid out
            assert (window.width(), window.height()) == (width, height), entry
            cut = set(stays_cut_off(window))
            if width == 1024:
                # Beside a text and the numbers this picture's head has too little room there.
                slices = window.findChildren(SlicePicture)
                cut -= {label.text() for x in slices for label in x.findChildren(QLabel)}
            assert cut == set(), entry
            window.lessons.next_step()
    settle(qtbot, window)


def families(view: MarkdownView) -> dict[str, set[str]]:
    """Which face each kind of text is really drawn with."""
    found: dict[str, set[str]] = {}
    block = view.document().begin()
    while block.isValid():
        parts = block.begin()
        while not parts.atEnd():
            look = parts.fragment().charFormat()
            kind = "code" if look.fontFixedPitch() else "text"
            found.setdefault(kind, set()).add(QFontInfo(look.font()).family())
            parts += 1
        block = block.next()
    return found


TEXT = """# Head

Text, **bold**, *slanted*, `code(x)`.

- one
- two

## Smaller

```
fenced = 1
```

[a page](https://example.org/a) and [a file](file:///etc/passwd)

![picture](/dev/zero) <b>markup</b> <img src="file:///dev/zero">
"""


@pytest.fixture
def written(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> MainWindow:
    """The window with a document that has notes of every kind."""
    file = tmp_path / "notes.nndcheck"
    save_document(Document(State(LESSON), notes=TEXT), file)
    window.documents.open_file(file)
    settle(qtbot, window)
    return window


def test_notes_are_drawn_in_our_own_fonts(written: MainWindow, themes: ThemeManager) -> None:
    view = only(written, MarkdownView)
    assert only(written, LessonPanel).isVisible()
    for _ in range(2):
        found = families(view)
        assert found["code"] == {"Gradient Checker Mono"}
        assert found["text"] == {"Gradient Checker Sans"}
        themes.set_mode("dark")
        themes.set_scale(1.5)
        turn()


def test_notes_grow_with_the_text_size(written: MainWindow, themes: ThemeManager) -> None:
    view = only(written, MarkdownView)

    def height() -> float:
        cursor = QTextCursor(view.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        return view.document().documentLayout().blockBoundingRect(cursor.block()).bottom()

    before = height()
    themes.set_scale(2.0)
    turn()
    assert height() > 1.7 * before


def test_notes_open_web_pages_only(written: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    view = only(written, MarkdownView)
    for link in ("file:///etc/passwd", "javascript:1", "https://example.org/a", "lesson:1"):
        view.anchorClicked.emit(QUrl(link))
    assert opened == ["https://example.org/a"]
    # Markup is shown as it is written, and no picture is fetched.
    assert "<b>markup</b>" in read(written)


def pen(window: MainWindow) -> QToolButton:
    buttons = window.findChildren(QToolButton)
    return next(x for x in buttons if x.accessibleName() == "Write this text")


def test_notes_are_written(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_N, CTRL | SHIFT)
    panel = only(window, LessonPanel)
    assert panel.isVisible()
    editor = only(window, QPlainTextEdit)
    editor.setFocus()
    QTest.keyClicks(editor, "Look at **W2**.")
    heading = next(x for x in panel.findChildren(QLineEdit) if x.isVisible())
    heading.setFocus()
    QTest.keyClicks(heading, "Mine")
    assert window.isWindowModified()
    assert action(window, "Write the text").isChecked()
    pen(window).click()
    assert read(window) == "Look at W2."
    assert headings(window) == ["Mine"]
    file = tmp_path / "a.nndcheck"
    save_document(load_document(_saved(window, file)).document, file)
    assert load_document(file).document == Document(State(LESSON), "Mine", "Look at **W2**.")
    # Undo in the text is the text's own.
    pen(window).click()
    editor.setFocus()
    QTest.keyClicks(editor, "x")
    QTest.keyClick(editor, Qt.Key.Key_Z, CTRL)
    assert "x" not in editor.toPlainText()
    assert window.store.spec == LESSON
    settle(qtbot, window)


def _saved(window: MainWindow, file: Path) -> Path:
    """Save a window's document without the dialog."""
    save_document(Document(State(LESSON)), file)
    window.documents._write_to(file, lambda: None)  # noqa: SLF001  # what the dialog would call
    return file


def test_a_lesson_is_written(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    add = action(window, "Add what is shown as a step")
    add.trigger()
    editor = only(window, QPlainTextEdit)
    QTest.keyClicks(editor, "The first.")
    action(window, "Epsilon ten times larger").trigger()
    settle(qtbot, window)
    window.store.select(3)
    action(window, "Network").trigger()
    add.trigger()
    QTest.keyClicks(editor, "The second.")
    # What was tried out since does not belong to it, until it is taken in.
    action(window, "Epsilon ten times larger").trigger()
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_PageUp)
    assert editor.toPlainText() == "The first."
    assert window.store.spec == LESSON
    action(window, "Epsilon ten times smaller").trigger()
    action(window, "Let this step show what is shown").trigger()
    settle(qtbot, window)
    file = _saved(window, tmp_path / "a.nndcheck")
    found = load_document(file).document
    view = View("W1[1,0]", hidden=("network",))
    assert found.steps == (
        LessonStep("Step 1", "The first.", State(replace(LESSON, epsilon=1e-5))),
        LessonStep("Step 2", "The second.", State(replace(LESSON, epsilon=1e-3), None, view)),
    )
    assert found.state == found.steps[0].state
    action(window, "Remove this step").trigger()
    assert window.store.spec == replace(LESSON, epsilon=1e-3)
    action(window, "Remove this step").trigger()
    assert not action(window, "Remove this step").isEnabled()
    settle(qtbot, window)


def test_each_step_that_is_added_can_be_written_at_once(window: MainWindow) -> None:
    for step in range(2):
        only(window, GradientPlot).setFocus()
        action(window, "Add what is shown as a step").trigger()
        editor = only(window, QPlainTextEdit)
        assert editor.hasFocus()
        assert editor.toPlainText() == ""
        QTest.keyClicks(editor, f"Text {step}.")
    QTest.keyClick(only(window, GradientPlot), Qt.Key.Key_PageUp)
    assert only(window, QPlainTextEdit).toPlainText() == "Text 0."


def test_what_is_being_written_keeps_its_cursor(window: MainWindow) -> None:
    action(window, "Write the text").trigger()
    editor: QWidget = only(window, QPlainTextEdit)
    editor.setFocus()
    QTest.keyClicks(editor, "abc")
    QTest.keyClick(editor, Qt.Key.Key_Left)
    QTest.keyClicks(editor, "x")
    assert only(window, QPlainTextEdit).toPlainText() == "abxc"
