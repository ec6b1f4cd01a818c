"""Another language is another window over the same work; nothing else may change by it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QRect, Qt, QThread, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QDoubleSpinBox,
    QLineEdit,
    QMainWindow,
    QMessageBox,
)
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.gui.dialogs.failure import FailureDialog
from nnd_gui.gui.dialogs.guide import Guide
from nnd_gui.gui.folder.choice_list import ChoiceList
from nnd_gui.gui.folder.folder_table import FolderTable
from nnd_gui.gui.language import Language
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.panels.results_table import ResultsTable
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.plots.gradient_plot import GradientPlot
from nnd_gui.gui.runs.runner import Runner
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.session import Session
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.epsilon_spin_box import EpsilonSpinBox
from nnd_gui.model.cover import Revealed
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.settings import SettingsFile
from nnd_gui.model.words import choose_language, chosen_language, tr
from tests.gui.faces import SLOW, action, actions, network, only, settle, texts, turn
from tests.gui.test_folder_window import VERDICT, cells
from tests.gui.test_folder_window import opened as opened_folder
from tests.gui.test_person_file import checked, marked_lines, opened
from tests.student import RIGHT, WRONG

LESSON = lesson_spec()
OTHER = replace(LESSON, epsilon=1e-3)


@pytest.fixture
def language(qapp: QApplication) -> Iterator[Language]:
    usual = QLocale()
    made = Language(qapp, "en")
    yield made
    made.choose("en")
    QLocale.setDefault(usual)


@pytest.fixture
def session(
    qtbot: QtBot, themes: ThemeManager, language: Language, tmp_path: Path
) -> Iterator[Session]:
    """The program's one session, shown; whatever it leaves behind fails the test."""
    before = {x for x in QApplication.topLevelWidgets() if isinstance(x, QMainWindow)}
    store = Store(LESSON)
    made = Session(store, themes, language, SettingsFile(tmp_path / "settings.json"), tmp_path)
    made.show()
    qtbot.waitExposed(made.window)
    settle(qtbot, made.window)
    yield made
    window = made.window
    threads = window.findChildren(QThread)
    window.close_without_asking()
    failures = made._failures  # noqa: SLF001 - the hooks of a program that ends here
    assert failures is not None
    failures.uninstall()
    assert not any(thread.isRunning() for thread in threads)
    for thing in (made, store, window):
        thing.deleteLater()
        QCoreApplication.sendPostedEvents(thing, QEvent.Type.DeferredDelete)
    gc.collect()
    left = {x for x in QApplication.topLevelWidgets() if isinstance(x, QMainWindow)}
    assert left - before == set()


def speak(qtbot: QtBot, session: Session, name: str) -> MainWindow:
    """Choose a language in the menu, and come back with the window that is made for it."""
    before = session.window
    action(before, name).trigger()
    qtbot.waitUntil(lambda: session.window is not before)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    turn()
    assert not isValid(before)
    return session.window


def said(window: MainWindow) -> str:
    return " ".join(texts(only(window, VerdictBar)))


def test_the_window_is_another_and_all_of_it_speaks(qtbot: QtBot, session: Session) -> None:
    assert "agree" in session.window.windowTitle()
    window = speak(qtbot, session, "Deutsch")
    assert chosen_language() == "de"
    menus = [x.text().replace("&", "") for x in window.menuBar().actions()]
    assert menus[:2] == ["Datei", "Bearbeiten"]
    assert "stimmt" in window.windowTitle()
    assert "2.75e-10" in window.windowTitle()
    window = speak(qtbot, session, "English")
    assert window.windowTitle().startswith("agree · ratio 2.75e-10")
    assert next(x.text() for x in window.menuBar().actions()) == "&File"


def test_work_and_its_history_stay(qtbot: QtBot, session: Session) -> None:
    store = session.window.store
    store.edit(OTHER)
    settle(qtbot, session.window)
    store.edit(replace(OTHER, scheme="forward"))
    settle(qtbot, session.window)
    runs = store.slot("check").number
    window = speak(qtbot, session, "Deutsch")
    assert window.store is store
    assert window.desk.is_changed
    assert window.isWindowModified()
    # What was found is shown again, and not measured again.
    assert store.slot("check").number == runs
    assert said(window)
    assert only(window, EpsilonSpinBox).value() == OTHER.epsilon
    for expected in (OTHER, LESSON):
        next(x for x in actions(window) if x.shortcut().toString() == "Ctrl+Z").trigger()
        assert store.spec == expected
        settle(qtbot, window)
    assert not window.desk.is_changed


def test_what_is_seen_stays(qtbot: QtBot, session: Session, themes: ThemeManager) -> None:
    window, store = session.window, session.window.store
    window.setGeometry(QRect(60, 50, 1180, 760))
    only(window, Stage).enlarge("valley")
    only(window, Stage).show_below("slice")
    store.select(4)
    action(window, "Pin this run").trigger()
    store.edit(OTHER)
    settle(qtbot, window)
    themes.set_mode("dark")
    window = speak(qtbot, session, "Deutsch")
    stage = only(window, Stage)
    assert (stage.large, stage.below) == ("valley", "slice")
    assert store.selected == 4
    assert window.geometry() == QRect(60, 50, 1180, 760)
    assert themes.mode == "dark"
    assert [pin.kept.spec for pin in window._pins.pins] == [LESSON]  # noqa: SLF001
    assert store.slot("check").result is store.result


def test_how_the_plot_is_drawn_and_what_of_it_is_in_view_stays(
    qtbot: QtBot, session: Session
) -> None:
    store = session.window.store
    store.edit(
        replace(
            LESSON,
            subject=replace(
                LESSON.network,
                sizes=(2, 30, 1),
                weights=SeededWeights(1),
                activations=("sigmoid", "sigmoid"),
            ),
        )
    )
    settle(qtbot, session.window)
    plot = only(session.window, GradientPlot)
    for name in ("Each matrix on its own scale", "Bars of the check before"):
        action(session.window, name).trigger()
    for _ in range(2):
        QTest.keyClick(plot, Qt.Key.Key_Plus)
    turn()
    before = plot.looks
    assert before.zoom is not None
    # A picture that is put away keeps it as well.
    only(session.window, Stage).enlarge("valley")
    only(session.window, Stage).show_below("slice")
    window = speak(qtbot, session, "Deutsch")
    for text in (tr("Each matrix on its &own scale"), tr("Bars of the check &before")):
        assert next(x for x in actions(window) if x.text() == text).isChecked()
    only(window, Stage).enlarge("gradients")
    settle(qtbot, window)
    after = only(window, GradientPlot).looks
    assert (after.own, after.ghosts) == (before.own, before.ghosts)
    assert after.zoom is not None
    assert after.zoom[1:] == pytest.approx(before.zoom[1:])


def test_the_table_stays_ordered_and_scrolled(qtbot: QtBot, session: Session) -> None:
    window = session.window
    window.store.edit(network((8, 12, 4)))
    settle(qtbot, window)
    before = only(window, ResultsTable)
    before.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    turn()
    before.verticalScrollBar().setValue(40)
    names = [before.model().index(row, 0).data() for row in range(before.model().rowCount())]
    window = speak(qtbot, session, "Deutsch")
    after = only(window, ResultsTable)
    qtbot.waitUntil(lambda: after.verticalScrollBar().value() == 40)
    assert after is not before
    assert [after.model().index(row, 0).data() for row in range(len(names))] == names
    assert after.looks == (1, Qt.SortOrder.DescendingOrder, 40)


def test_the_guide_stays_open_at_its_section(qtbot: QtBot, session: Session) -> None:
    action(session.window, "Glossary").trigger()
    turn()
    before = only(session.window, Guide)
    before.setGeometry(QRect(90, 80, 640, 480))
    section = before.section
    window = speak(qtbot, session, "Deutsch")
    qtbot.waitUntil(lambda: bool(window.findChildren(Guide)))
    turn()
    guide = only(window, Guide)
    assert guide.isVisible()
    assert guide.windowTitle() == tr("Guide")
    assert (guide.section, guide.geometry()) == (section, QRect(90, 80, 640, 480))


@pytest.mark.parametrize(
    "place",
    [
        "nnd_gui.gui.main_window.StatusLine",
        "nnd_gui.gui.main_window.WindowShows",
        "nnd_gui.gui.session.WorkKeeper",
    ],
)
def test_where_no_other_window_can_be_made_the_old_one_and_all_work_stay(
    qtbot: QtBot,
    session: Session,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("no window today")

    window, store = session.window, session.window.store
    store.edit(OTHER)
    settle(qtbot, window)
    action(window, "Pin this run").trigger()
    windows = set(QApplication.topLevelWidgets())
    with monkeypatch.context() as patched:
        patched.setattr(place, broken)
        action(window, "Deutsch").trigger()
        qtbot.waitUntil(lambda: bool(window.findChildren(FailureDialog)))
        turn()
    assert "no window today" in capsys.readouterr().err
    # Said once, and the work is kept aside.
    only(window, FailureDialog).reject()
    assert len(list((tmp_path / "unsaved").glob("*.nndcheck"))) == 1
    # The window is the one of before, in its language, and nothing of the other is left.
    assert session.window is window
    assert window.isVisible()
    left = {x for x in QApplication.topLevelWidgets() if isinstance(x, QMainWindow)}
    assert left <= windows
    assert chosen_language() == "en"
    assert action(window, "English").isChecked()
    assert SettingsFile(tmp_path / "settings.json").settings.language != "de"
    assert store.spec == OTHER
    assert window.desk.is_changed
    assert [pin.kept.spec for pin in window._pins.pins] == [OTHER]  # noqa: SLF001
    # It goes on: checks are run and told, changes taken back.
    store.edit(replace(OTHER, scheme="forward"))
    settle(qtbot, window)
    assert said(window)
    for expected in (OTHER, LESSON):
        next(x for x in actions(window) if x.shortcut().toString() == "Ctrl+Z").trigger()
        assert store.spec == expected
        settle(qtbot, window)
    # And the next try, of a program that is well again, succeeds.
    assert speak(qtbot, session, "Deutsch") is session.window
    assert chosen_language() == "de"


def test_a_maximised_window_stays_so(qtbot: QtBot, session: Session) -> None:
    session.window.showMaximized()
    turn()
    window = speak(qtbot, session, "Deutsch")
    assert window.isMaximized()


def test_a_lesson_goes_on_at_its_step_in_the_other_language(qtbot: QtBot, session: Session) -> None:
    session.window.documents.open_lesson("part-5")
    session.window.lessons.next_step()
    settle(qtbot, session.window)
    english = session.window.desk.page
    window = speak(qtbot, session, "Deutsch")
    page = window.desk.page
    assert (page.step, page.steps) == (1, english.steps)
    assert page.text != english.text
    assert page.title == tr("Lesson 5, part by part")
    assert only(window, LessonPanel).isVisible()
    assert not window.desk.is_changed
    window = speak(qtbot, session, "English")
    assert window.desk.page == english


def test_a_lesson_that_was_written_in_keeps_its_words(qtbot: QtBot, session: Session) -> None:
    session.window.documents.open_lesson("part-5")
    settle(qtbot, session.window)
    session.window.lessons.write("Mine", "My own words.")
    window = speak(qtbot, session, "Deutsch")
    assert (window.desk.page.heading, window.desk.page.text) == ("Mine", "My own words.")
    assert window.desk.is_changed


def test_what_is_covered_stays_covered(qtbot: QtBot, session: Session) -> None:
    store = session.window.store
    store.cover.set_revealed(Revealed.NOTHING)
    store.edit(replace(LESSON, bug=Bug("sign")))
    settle(qtbot, session.window)
    window = speak(qtbot, session, "Deutsch")
    assert store.cover.revealed is Revealed.NOTHING
    assert store.result.overall is None
    assert tr("disagree") not in said(window)
    assert tr("a wrong sign") not in said(window)


def test_a_check_goes_on_meanwhile(qtbot: QtBot, session: Session) -> None:
    store = session.window.store
    store.edit(SLOW)
    check = store.slot("check")
    qtbot.waitUntil(lambda: check.number is not None and store.result.checked > 0, timeout=20_000)
    number = check.number
    window = speak(qtbot, session, "Deutsch")
    assert store.running
    assert check.number == number
    stop = next(x for x in actions(window) if x.text() == tr("&Stop"))
    assert stop.isEnabled()
    stop.trigger()
    settle(qtbot, window)


def test_unsaved_work_is_kept_aside_all_the_while(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    session.window.store.edit(OTHER)
    window = speak(qtbot, session, "Deutsch")
    assert len(list((tmp_path / "unsaved").glob("*.nndcheck"))) == 1
    settle(qtbot, window)


def test_the_choice_is_kept_and_marked(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    window = speak(qtbot, session, "Deutsch")
    assert SettingsFile(tmp_path / "settings.json").settings.language == "de"
    assert action(window, "Deutsch").isChecked()
    # Choosing what is spoken already makes no window.
    action(window, "Deutsch").trigger()
    turn()
    assert session.window is window
    window.reset_asked.emit()
    turn()
    assert SettingsFile(tmp_path / "settings.json").settings.language == "system"


def test_nothing_of_the_window_before_is_left(
    qtbot: QtBot, session: Session, themes: ThemeManager
) -> None:
    threads = len(session.window.findChildren(QThread))
    listening = themes.receivers("2changed(PyObject)")
    # The runner goes over.
    mine = session.window.findChildren(QTimer)
    old = [*(x for x in mine if not isinstance(x.parent(), Runner)), session.window]
    for name in ("Deutsch", "English", "Deutsch"):
        window = speak(qtbot, session, name)
    assert not any(isValid(x) for x in old)
    assert len(window.findChildren(QThread)) == threads
    gc.collect()
    assert themes.receivers("2changed(PyObject)") == listening
    windows = [x for x in QApplication.topLevelWidgets() if isinstance(x, QMainWindow)]
    assert windows == [window]
    # Nobody who is gone hears of it.
    themes.set_mode("dark")
    window.store.edit(OTHER)
    settle(qtbot, window)


def test_the_words_of_qt_follow(qtbot: QtBot, session: Session) -> None:
    def cancel() -> str:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        text = box.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "")
        box.deleteLater()
        return text

    assert cancel() == "Cancel"
    speak(qtbot, session, "Deutsch")
    assert cancel() == "Abbrechen"
    speak(qtbot, session, "English")
    assert cancel() == "Cancel"


def test_numbers_stay_as_programs_write_them(qtbot: QtBot, session: Session) -> None:
    window = speak(qtbot, session, "Deutsch")
    box = QDoubleSpinBox()
    box.setValue(0.5)
    assert box.text() == "0.50"
    box.deleteLater()
    assert only(window, EpsilonSpinBox).text() == "1e-04"
    assert any("0.41243" in text for text in texts(window)) or "2.75e-10" in said(window)
    plot = only(window, GradientPlot)
    assert plot.accessibleDescription().count(",") < 50


def test_a_language_that_is_gone_is_asked_for_no_more(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="no language"):
        choose_language("xx")


def test_questions_have_german_buttons(qtbot: QtBot, session: Session) -> None:
    window = speak(qtbot, session, "Deutsch")
    window.store.edit(OTHER)
    settle(qtbot, window)
    window.documents.new()
    turn()
    (box,) = (x for x in window.findChildren(QMessageBox) if x.isVisible())
    labels = {x.text().replace("&", "") for x in box.buttons()}
    assert "Abbrechen" in labels
    assert not labels & {"Cancel", "Save", "Don't save"}
    box.reject()
    turn()


def test_a_persons_file_is_still_watched_and_not_asked_about(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    file = tmp_path / "net.py"
    file.write_text(WRONG, encoding="utf-8")
    found = opened(qtbot, session.window, file)
    assert found.overall is not None
    assert found.overall.verdict == "disagree"
    lines = marked_lines(session.window)
    assert lines
    store = session.window.store
    run = store.slot("check").number
    window = speak(qtbot, session, "Deutsch")
    assert (store.slot("check").number, store.result) == (run, found)
    assert only(window, FilePanel).isVisible()
    assert marked_lines(window) == lines
    # A save checks again, in this window.
    file.write_text(RIGHT, encoding="utf-8")
    qtbot.waitUntil(lambda: store.slot("check").number not in (run, None), timeout=60_000)
    result = checked(qtbot, window, file)
    assert result.overall is not None
    assert result.overall.verdict == "agree"
    assert window.windowTitle().startswith(tr("agree"))


def test_submissions_come_along_and_are_run_without_another_question(
    qtbot: QtBot, session: Session, tmp_path: Path
) -> None:
    room = tmp_path / "handed in"
    room.mkdir()
    (room / "ada.py").write_text(RIGHT, encoding="utf-8")
    (room / "bob.py").write_text(WRONG, encoding="utf-8")
    before = opened_folder(qtbot, session.window, room)
    before.resize(1100, 640)
    verdicts = [row[VERDICT] for row in cells(before)]
    assert sorted(verdicts) == ["agree", "disagree"]
    # Ordered by verdict, one looked for, its group chosen, and its row gone to.
    before.findChildren(FolderTable)[0].sortByColumn(VERDICT, Qt.SortOrder.DescendingOrder)
    search = next(x for x in before.findChildren(QLineEdit) if x.placeholderText())
    search.setText("bob")
    groups = before.findChildren(ChoiceList)[0]
    group = next(row for row in range(groups.count()) if "Disagree" in groups.item(row).text())
    groups.setCurrentRow(group)
    rows = before.findChildren(FolderTable)[0]
    rows.setCurrentIndex(rows.model().index(0, 0))
    window = speak(qtbot, session, "Deutsch")
    after = window.folders.folder_window
    assert after is not None
    assert after is not before
    assert (after.target, after.width()) == (room, 1100)
    qtbot.waitUntil(lambda: [row[VERDICT] for row in cells(after)] == [tr("disagree")])
    table, groups = after.findChildren(FolderTable)[0], after.findChildren(ChoiceList)[0]
    qtbot.waitUntil(lambda: table.place() >= 0)
    assert table.currentIndex().siblingAtColumn(0).data() == "bob"
    assert table.order == (VERDICT, Qt.SortOrder.DescendingOrder)
    assert tr("Disagree") in groups.currentItem().text()
    assert "bob" in [x.text() for x in after.findChildren(QLineEdit)]
    next(x for x in after.findChildren(QLineEdit) if x.text() == "bob").clear()
    groups.setCurrentRow(0)
    wanted = [tr("disagree"), tr("agree")]
    qtbot.waitUntil(lambda: sorted(row[VERDICT] for row in cells(after)) == sorted(wanted))
    assert not [x for x in after.findChildren(QMessageBox) if x.isVisible()]
    assert isValid(window)
    window.folders.shut_down()
    turn()
