"""A folder of submissions in its window: trusted once, live, filtered, opened, stopped, closed."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, Qt, QThread, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QPushButton,
    QTableView,
    QToolButton,
)
from pytestqt.qtbot import QtBot

from nnd_gui import resources
from nnd_gui.engine.judge import VERDICTS
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.gui.folder.folder_window import FolderWindow
from nnd_gui.gui.folder.name_order import name_key
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.widgets.choice_box import ChoiceBox
from nnd_gui.model.words import choose_language
from tests.engine.usercode.asked import CORPUS
from tests.engine.usercode.conftest import processes_in, sessions
from tests.engine.usercode.rows import BROKEN_ROWS, ROWS
from tests.gui.conftest import OpenWindow
from tests.gui.faces import only, settle, turn
from tests.model.test_folder_checks import ENDLESS, FORGOT, MEAN, NET, put
from tests.model.test_python_rows import environment

__all__ = ["sessions"]

STUDENT, FILE, VERDICT, RATIO, COST, GRADIENT, DIAGNOSIS, TIME = range(8)
_LONG = 120_000


@pytest.fixture
def window(sessions: Path, open_window: OpenWindow) -> MainWindow:
    """The usual window; when it is closed, nothing of what it ran may be left in `sessions`."""
    return open_window()


def shown(window: MainWindow) -> FolderWindow:
    folder = window.folders.folder_window
    assert folder is not None
    return folder


def answer(qtbot: QtBot, folder: FolderWindow, button: str) -> str:
    """Give an answer to the question that is open; what it asked."""

    def is_asked() -> bool:
        return any(box.isVisible() for box in folder.findChildren(QMessageBox))

    qtbot.waitUntil(is_asked, timeout=_LONG)
    box = next(box for box in folder.findChildren(QMessageBox) if box.isVisible())
    text = box.text()
    buttons = {one.text().replace("&", ""): one for one in box.findChildren(QPushButton)}
    QTest.mouseClick(buttons[button], Qt.MouseButton.LeftButton)
    QCoreApplication.sendPostedEvents(None, 0)
    turn()
    return text


def cells(folder: FolderWindow) -> list[list[str]]:
    """What the table shows."""
    model = only(folder, QTableView).model()
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def groups(folder: FolderWindow) -> list[str]:
    found = only(folder, QListWidget)
    return [found.item(row).text().strip() for row in range(found.count())]


def choose(folder: FolderWindow, text: str) -> None:
    found = only(folder, QListWidget)
    found.setCurrentRow(next(i for i, one in enumerate(groups(folder)) if one.startswith(text)))


def button(folder: FolderWindow, text: str) -> QPushButton:
    return next(
        one
        for one in folder.findChildren(QPushButton)
        if one.text().replace("&", "").startswith(text)
    )


def is_done(folder: FolderWindow) -> bool:
    words = ("waiting", "checking")
    return button(folder, "Check everything").isEnabled() and not any(
        row[VERDICT].startswith(words) for row in cells(folder)
    )


def opened(qtbot: QtBot, window: MainWindow, target: Path) -> FolderWindow:
    window.folders.open_any(target)
    folder = shown(window)
    answer(qtbot, folder, "Run them")
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)
    return folder


def test_the_shipped_samples_have_the_right_rows(qtbot: QtBot, window: MainWindow) -> None:
    folder = opened(qtbot, window, resources.path("samples"))
    found = {row[FILE]: row for row in cells(folder)}
    assert len(found) == 24
    for name, row in found.items():
        assert row[VERDICT] == ("disagree" if name in BROKEN_ROWS else "agree"), name
    assert found["hidden_derivative.py"][DIAGNOSIS] == "a missing activation derivative in W1"
    assert "24 submissions · 18 agree · 6 disagree" in texts(folder)
    assert groups(folder)[:2] == ["All submissions  24", "Disagree  6"]
    assert "1 misses f'(z2)" in groups(folder)
    assert groups(folder)[-1] == "Agree  18"
    # Once more: nothing has changed, and nothing is run.
    QTest.mouseClick(button(folder, "Check changes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "24 unchanged since last time" in texts(folder), timeout=_LONG)
    assert {row[FILE]: row for row in cells(folder)} == found


def test_the_corpus_has_the_right_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    # One folder a person, as a course system hands them out: files must not meet each other's.
    wanted = {name: row for name, row in ROWS.items() if "/" not in name}
    for name in wanted:
        own = tmp_path / "all" / Path(name).stem
        own.mkdir(parents=True)
        shutil.copy(CORPUS / name, own)
    folder = opened(qtbot, window, tmp_path / "all")
    found = {Path(row[FILE]).name: row for row in cells(folder)}
    assert set(found) == set(wanted)
    came = {name: row[VERDICT] for name, row in found.items()}
    judged = {name: row.outcome for name, row in wanted.items() if row.outcome in VERDICTS}
    assert {name: came[name] for name in judged} == judged
    # What cannot be checked has no verdict, and is nobody's zero points.
    others = set(wanted) - set(judged)
    assert len(others) >= 8
    assert {came[name] for name in others} & set(VERDICTS) == set()


def texts(folder: FolderWindow) -> str:
    return "\n".join(label.text() for label in folder.findChildren(QLabel))


@pytest.fixture
def hand_ins(tmp_path: Path) -> Path:
    put(tmp_path / "hand-ins", ada=NET, ben=FORGOT, cem=FORGOT, dag="def f(:\n", eva=MEAN)
    return tmp_path / "hand-ins"


def test_nothing_runs_before_the_question_and_it_is_asked_once(
    qtbot: QtBot, window: MainWindow, hand_ins: Path, tmp_path: Path
) -> None:
    mark = tmp_path / "was-here"
    put(hand_ins, fay=NET + f"\nopen({str(mark)!r}, 'w').close()\n")
    window.folders.open_any(hand_ins)
    folder = shown(window)
    said = answer(qtbot, folder, "Cancel")
    assert "6 files of “hand-ins”" in said
    assert {row[VERDICT] for row in cells(folder)} == {"waiting"}
    assert not button(folder, "Export").isEnabled()
    QTest.mouseClick(button(folder, "Check all"), Qt.MouseButton.LeftButton)
    answer(qtbot, folder, "Run them")
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)
    QTest.keyClick(folder, Qt.Key.Key_F5)
    turn()
    assert not any(box.isVisible() for box in folder.findChildren(QMessageBox))
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)


def test_sorted_filtered_and_grouped(qtbot: QtBot, window: MainWindow, hand_ins: Path) -> None:
    folder = opened(qtbot, window, hand_ins)
    assert groups(folder) == [
        "All submissions  5", "Disagree  2", "2 miss f'(z2)", "Look yourself  1",
        "1: syntax error", "Agree  2",
    ]  # fmt: skip
    choose(folder, "2 miss")
    assert [row[STUDENT] for row in cells(folder)] == ["ben", "cem"]
    find = finder(folder)
    QTest.keyClicks(find, "CEM activation")
    assert [row[STUDENT] for row in cells(folder)] == ["cem"]
    find.clear()
    choose(folder, "Look yourself")
    assert [row[VERDICT] for row in cells(folder)] == ["syntax error"]
    choose(folder, "All")
    table = only(folder, QTableView)
    table.sortByColumn(VERDICT, Qt.SortOrder.AscendingOrder)
    verdicts = [row[VERDICT] for row in cells(folder)]
    assert verdicts == ["syntax error", "disagree", "disagree", "agree", "agree"]
    table.sortByColumn(STUDENT, Qt.SortOrder.DescendingOrder)
    assert [row[STUDENT] for row in cells(folder)] == ["eva", "dag", "cem", "ben", "ada"]


@pytest.mark.parametrize("language", ["en", "de"])
def test_names_are_in_the_order_of_a_register(qapp: QApplication, language: str) -> None:
    wanted = ["ada", "Ärn", "Öz", "oz 2", "Oz 10", "Strat", "Strauß", "Zoe"]
    choose_language(language)
    try:
        assert sorted(sorted(wanted), key=name_key) == wanted
        assert name_key("Öz") == name_key("öz")
    finally:
        choose_language("en")


def finder(folder: FolderWindow) -> QLineEdit:
    return next(one for one in folder.findChildren(QLineEdit) if one.accessibleName() == "Find")


def test_one_is_opened_and_the_table_stays(
    qtbot: QtBot, window: MainWindow, hand_ins: Path
) -> None:
    folder = opened(qtbot, window, hand_ins)
    choose(folder, "Disagree")
    table = only(folder, QTableView)
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_End)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened_file(window) is not None)
    result = settle(qtbot, window)
    assert opened_file(window) == hand_ins / "cem" / "net.py"
    assert result.overall is not None
    assert result.overall.verdict == "disagree"
    # Back, with everything as it was; no question about unsaved work, nor about trust.
    window.folders.back()
    assert folder.isVisible()
    assert [row[STUDENT] for row in cells(folder)] == ["ben", "cem"]
    assert "cem · cem/net.py" in texts(folder)
    QTest.keyClick(table, Qt.Key.Key_Up)
    QTest.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: opened_file(window) == hand_ins / "ben" / "net.py")
    settle(qtbot, window)
    assert not [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]


def opened_file(window: MainWindow) -> Path | None:
    """The file that the usual window checks, if it may run."""
    subject = window.store.spec.subject
    return subject.path if isinstance(subject, PersonFile) and subject.trusted else None


def test_one_that_cannot_be_opened_says_why(
    qtbot: QtBot, window: MainWindow, hand_ins: Path
) -> None:
    folder = opened(qtbot, window, hand_ins)
    choose(folder, "Look yourself")
    table = only(folder, QTableView)
    QTest.keyClick(table, Qt.Key.Key_Home)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert "net.py:1" in answer(qtbot, folder, "OK")


def test_the_text_for_a_student_is_copied(qtbot: QtBot, window: MainWindow, hand_ins: Path) -> None:
    folder = opened(qtbot, window, hand_ins)
    table = only(folder, QTableView)
    for row, words in ((1, "missing activation derivative"), (3, "Somebody will look at it.")):
        table.selectRow(row)
        QTest.mouseClick(button(folder, "Copy feedback"), Qt.MouseButton.LeftButton)
        assert words in QGuiApplication.clipboard().text()
        assert QGuiApplication.clipboard().text() in texts(folder)


def test_a_reference_shows_its_columns(
    qtbot: QtBot, window: MainWindow, hand_ins: Path, tmp_path: Path
) -> None:
    folder = opened(qtbot, window, hand_ins)
    table = only(folder, QTableView)
    assert table.isColumnHidden(COST)
    solution = tmp_path / "solution.py"
    solution.write_text(NET, encoding="utf-8")
    folder.set_reference(solution)
    qtbot.waitUntil(lambda: is_done(folder) and cells(folder)[4][COST] != "–", timeout=_LONG)
    assert not table.isColumnHidden(GRADIENT)
    told = {row[STUDENT]: (row[VERDICT], row[COST], row[GRADIENT]) for row in cells(folder)}
    assert told["ada"] == ("agree", "same", "same")
    assert told["ben"] == ("disagree", "same", "differs")
    assert told["eva"] == ("agree", "× 1/3", "× 1/3")
    assert "1 is right for another cost" in groups(folder)
    table.selectRow(4)
    assert "a mean over the samples stands for a sum" in texts(folder)
    solution.write_text("x = 1\n", encoding="utf-8")
    QTest.mouseClick(button(folder, "Check changes"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "reference cannot be used" in texts(folder), timeout=_LONG)
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)
    QTest.mouseClick(button(folder, "Without"), Qt.MouseButton.LeftButton)
    assert table.isColumnHidden(COST)
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)


def test_stopped_and_gone_on(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, sessions: Path
) -> None:
    put(tmp_path / "slow", ada=NET, ben=ENDLESS, cem=ENDLESS, dag=ENDLESS)
    window.folders.open_any(tmp_path / "slow")
    folder = shown(window)
    answer(qtbot, folder, "Run them")
    qtbot.waitUntil(lambda: cells(folder)[0][VERDICT] == "agree", timeout=_LONG)
    QTest.mouseClick(button(folder, "Stop"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: button(folder, "Check the rest").isVisible(), timeout=_LONG)
    qtbot.waitUntil(lambda: processes_in(sessions) == [], timeout=_LONG)
    assert [row[VERDICT] for row in cells(folder)][1:] == ["waiting"] * 3
    assert button(folder, "Export").isEnabled()


def test_closing_ends_all_children(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, sessions: Path
) -> None:
    put(tmp_path / "slow", **{f"s{number}": ENDLESS for number in range(4)})
    window.folders.open_any(tmp_path / "slow")
    folder = shown(window)
    answer(qtbot, folder, "Run them")
    qtbot.waitUntil(lambda: len(processes_in(sessions)) >= 1, timeout=_LONG)
    threads = folder.findChildren(QThread)
    folder.close()
    assert not any(thread.isRunning() for thread in threads)
    assert processes_in(sessions) == []
    assert window.folders.folder_window is None


def test_closing_the_usual_window_ends_all_children(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, sessions: Path
) -> None:
    put(tmp_path / "slow", **{f"s{number}": ENDLESS for number in range(3)})
    window.folders.open_any(tmp_path / "slow")
    answer(qtbot, shown(window), "Run them")
    qtbot.waitUntil(lambda: len(processes_in(sessions)) >= 1, timeout=_LONG)
    window.close_without_asking()
    assert processes_in(sessions) == []
    assert [one for one in QApplication.topLevelWidgets() if one.isVisible()] == []


def test_a_zip_and_what_was_unpacked_of_it(
    qtbot: QtBot, window: MainWindow, hand_ins: Path, tmp_path: Path, sessions: Path
) -> None:
    packed = tmp_path / "week 5.zip"
    with zipfile.ZipFile(packed, "w") as archive:
        for file in hand_ins.rglob("*.py"):
            archive.write(file, file.relative_to(hand_ins))
    shutil.rmtree(hand_ins)
    folder = opened(qtbot, window, packed)
    assert [row[STUDENT] for row in cells(folder)] == ["ada", "ben", "cem", "dag", "eva"]
    rooms = [path for path in sessions.iterdir() if "zip" in path.name]
    assert len(rooms) == 1
    table = only(folder, QTableView)
    table.selectRow(1)
    QTest.keyClick(table, Qt.Key.Key_Return)
    folder.close()
    # The one that is looked at is still there.
    assert rooms[0].exists()
    assert settle(qtbot, window).completed
    window.close_without_asking()
    assert not rooms[0].exists()


def test_a_torn_zip_is_said(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    torn = tmp_path / "torn.zip"
    torn.write_bytes(b"PK\x03\x04 nothing")
    window.folders.open_any(torn)
    assert "“torn.zip” cannot be unpacked" in answer(qtbot, shown(window), "OK")
    assert "There is no .py" in texts(shown(window))


def test_a_folder_is_dropped(qtbot: QtBot, window: MainWindow, hand_ins: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(hand_ins))])
    drop = QDropEvent(
        QPointF(300, 300), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(window.windowHandle(), drop)
    assert drop.isAccepted()
    answer(qtbot, shown(window), "Cancel")
    assert len(cells(shown(window))) == 5


def test_files_are_written(
    qtbot: QtBot,
    window: MainWindow,
    hand_ins: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[Path] = []
    monkeypatch.setattr("nnd_gui.gui.panels.message_line.show_in_folder", seen.append)
    folder = opened(qtbot, window, hand_ins)
    for entry, name in (("Page", "all.html"), ("Table", "all.csv")):
        menu = button(folder, "Export").menu()
        next(a for a in menu.actions() if a.text().replace("&", "").startswith(entry)).trigger()
        qtbot.waitUntil(lambda: any(x.isVisible() for x in folder.findChildren(QFileDialog)))
        dialog = next(x for x in folder.findChildren(QFileDialog) if x.isVisible())
        assert dialog.directory().absolutePath() == str(hand_ins.parent)
        dialog.findChildren(QLineEdit)[0].setText(str(tmp_path / name))
        dialog.accept()
        turn()
        offers = folder.findChildren(QToolButton)
        show = next(x for x in offers if x.text() == "Show in folder" and x.isVisible())
        QTest.mouseClick(show, Qt.MouseButton.LeftButton)
        assert seen[-1] == tmp_path / name
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "a missing activation derivative in W1" in text
        assert "Somebody will look at it." in text


def python_of(folder: FolderWindow) -> str | None:
    return folder.kept.choices.person.interpreter


def test_a_missing_module_offers_the_pythons_that_have_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    course = tmp_path / "a" / "b" / "course"
    near = environment(course / ".venv", "3.12", "numpy")
    needs = "import frobnicate\n" + NET.replace("0.5 * np", "frobnicate.half * np")
    put(course / "hand-ins", ada=needs, ben=NET)
    has = environment(course / "other", "3.10", "numpy", "frobnicate")
    folder = opened(qtbot, window, course / "hand-ins")
    box = next(x for x in folder.findChildren(ChoiceBox) if x.accessibleName() == "Python")
    listed = [box.itemText(i) for i in range(box.count())]
    assert "The program's own" in listed[0]
    assert "without frobnicate" in listed[0]
    assert "Python 3.12, ../.venv · without frobnicate" in listed
    assert "Python 3.10, ../other · with frobnicate" in listed
    assert listed[-1] == "Browse…"
    assert [row[VERDICT] for row in cells(folder)] == ["module missing", "agree"]
    offers = [x.text() for x in folder.findChildren(QPushButton) if "Run them by" in x.text()]
    assert offers == ["Run them by Python 3.10, ../other"]
    assert near not in offers
    # It is taken for all of them; this one is no Python at all, which each row says.
    QTest.mouseClick(button(folder, "Run them by"), Qt.MouseButton.LeftButton)
    assert python_of(folder) == has
    qtbot.waitUntil(lambda: is_done(folder), timeout=_LONG)
    assert "agree" not in [row[VERDICT] for row in cells(folder)]
    assert not [x for x in folder.findChildren(QPushButton) if "Run them by" in x.text()]
    # And back.
    box.setCurrentIndex(0)
    assert python_of(folder) is None
    qtbot.waitUntil(lambda: is_done(folder) and cells(folder)[1][VERDICT] == "agree", timeout=_LONG)


def test_hundreds_of_rows(qtbot: QtBot, window: MainWindow, tmp_path: Path) -> None:
    put(tmp_path / "many", **{f"student {number:03}": NET for number in range(500)})
    window.folders.open_any(tmp_path / "many")
    folder = shown(window)
    answer(qtbot, folder, "Cancel")
    assert len(cells(folder)) == 500
    finder(folder).setText("49 stud")
    found = [f"student {number:03}" for number in range(500) if "49" in f"{number:03}"]
    assert [row[STUDENT] for row in cells(folder)] == found
