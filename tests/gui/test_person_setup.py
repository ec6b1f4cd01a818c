"""What is set up around a person's file: by hand, with data, by a Python, and trusted."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.sources import TableData
from nnd_gui.gui.dialogs.by_hand import ByHandDialog
from nnd_gui.gui.dialogs.data_dialog import DataDialog
from nnd_gui.gui.main_window import MainWindow
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.widgets.choice_box import ChoiceBox
from nnd_gui.gui.widgets.number_field import NumberField
from nnd_gui.model.kept_by_path import TRUSTED_FILE, own_folder
from tests.gui.conftest import OpenWindow
from tests.gui.faces import only, settle, turn
from tests.gui.test_person_file import answer, checked, opened
from tests.model.test_by_hand_words import STRANGE
from tests.model.test_python_rows import environment
from tests.student import RIGHT

UNSCALED = RIGHT.replace("0.75], [0.82], [0.93", "75], [82], [93").replace(
    "return np.dot(self.a2, self.W2)", "return 1 / (1 + np.exp(-np.dot(self.a2, self.W2)))"
)


def box(parent: QWidget, name: str) -> ChoiceBox:
    return next(x for x in parent.findChildren(ChoiceBox) if x.accessibleName() == name)


def pick(parent: QWidget, name: str, value: str) -> None:
    """Pick a choice, as the person does."""
    chosen = box(parent, name)
    texts = [chosen.itemText(row) for row in range(chosen.count())]
    row = next(row for row, text in enumerate(texts) if value in text)
    chosen.setCurrentIndex(row)
    turn()


def button(parent: QWidget, text: str) -> QPushButton:
    found = [
        x for x in parent.findChildren(QPushButton)
        if text in x.text().replace("&", "") and not x.isHidden()
    ]  # fmt: skip
    assert len(found) == 1, [x.text() for x in found]
    return found[0]


def press(parent: QWidget, text: str) -> None:
    button(parent, text).click()
    turn()


def words(parent: QWidget) -> str:
    return " ".join(x.text() for x in parent.findChildren(QLabel) if not x.isHidden())


def verdict(window: MainWindow) -> str | None:
    overall = window.store.result.overall
    return None if overall is None else overall.verdict


def person(window: MainWindow) -> PersonFile:
    subject = window.store.spec.subject
    assert isinstance(subject, PersonFile)
    return subject


@pytest.fixture
def net(tmp_path: Path) -> Path:
    file = tmp_path / "net.py"
    file.write_text(RIGHT, encoding="utf-8")
    return file


def by_hand(window: MainWindow, qtbot: QtBot) -> ByHandDialog:
    dialog = only(window, ByHandDialog)
    qtbot.waitExposed(dialog)
    return dialog


def choose_two(dialog: ByHandDialog) -> None:
    pick(dialog, "Cost", "one, line")
    pick(dialog, "Gradient", "two, line")
    pick(dialog, "u", "the weights")
    pick(dialog, "v", "X, the inputs")
    pick(dialog, "s", "y, the targets")


def test_what_is_not_found_is_chosen_by_hand_and_remembered(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "strange.py"
    file.write_text(STRANGE, encoding="utf-8")
    window = open_window()
    window.documents.open_file(file)
    assert "no cost with a gradient" in answer(qtbot, window, "Choose by hand…")
    dialog = by_hand(window, qtbot)
    choose_two(dialog)
    # What is still open is said at its row, and nothing can be checked before.
    pick(dialog, "strength", "the file's own")
    assert "What is “strength”?" in words(dialog)
    assert not button(dialog, "Check it").isEnabled()
    pick(dialog, "strength", "this number")
    number = next(x for x in dialog.findChildren(NumberField) if not x.isHidden())
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(number, "3")
    QTest.keyClick(number, Qt.Key.Key_Tab)
    assert "grad = two(u=θ, v=X, s=y, strength=3)" in words(dialog)
    press(dialog, "Check it")
    answer(qtbot, window, "Run it")
    checked(qtbot, window, file)
    assert verdict(window) == "disagree"
    panel = only(window, FilePanel)
    assert box(panel, "What is checked").currentText() == "By hand: one and two"
    # It can be changed, and stays through a save.
    pick(panel, "What is checked", "Choose by hand")
    dialog = by_hand(window, qtbot)
    number = next(x for x in dialog.findChildren(NumberField) if not x.isHidden())
    number.setFocus()
    QTest.keyClick(number, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(number, "1")
    QTest.keyClick(number, Qt.Key.Key_Tab)
    press(dialog, "Check it")
    qtbot.waitUntil(lambda: verdict(window) == "agree", timeout=60_000)
    file.write_text(STRANGE.replace("2 * v.T", "-2 * v.T"), encoding="utf-8")
    qtbot.waitUntil(lambda: verdict(window) == "disagree", timeout=60_000)
    assert box(panel, "What is checked").currentText() == "By hand: one and two"
    # Another window, another day: neither the choice nor the trust is asked for again.
    again = open_window()
    again.documents.open_file(file)
    checked(qtbot, again, file)
    assert verdict(again) == "disagree"


def test_the_dialog_leaves_what_is_cancelled(qtbot: QtBot, window: MainWindow, net: Path) -> None:
    opened(qtbot, window, net)
    before = person(window)
    panel = only(window, FilePanel)
    shown = box(panel, "What is checked").currentText()
    pick(panel, "What is checked", "Choose by hand")
    dialog = by_hand(window, qtbot)
    assert "net = NeuralNetwork(…)" in words(dialog)
    assert "grad = net.costFunctionPrime(X=X, y=y)" in words(dialog)
    assert button(dialog, "Check it").isEnabled()
    dialog.reject()
    turn()
    assert person(window) == before
    assert box(panel, "What is checked").currentText() == shown


def test_trust_is_kept_in_a_readable_file_and_can_be_withdrawn(
    qtbot: QtBot, open_window: OpenWindow, net: Path
) -> None:
    window = open_window()
    opened(qtbot, window, net)
    kept = own_folder() / TRUSTED_FILE
    assert str(net) in kept.read_text(encoding="utf-8")
    later = open_window()
    later.documents.open_file(net)  # does not ask
    checked(qtbot, later, net)
    press(only(later, FilePanel), "Ask again before it runs")
    assert str(net) not in kept.read_text(encoding="utf-8")
    assert not person(later).trusted
    qtbot.waitUntil(lambda: later.store.result.finished is not None, timeout=60_000)
    failure = later.store.result.finished
    assert failure is not None
    assert failure.failure is not None
    assert failure.failure.kind == "not-trusted"
    third = open_window()
    third.documents.open_file(net)
    answer(qtbot, third, "Cancel")
    assert not isinstance(third.store.spec.subject, PersonFile)


def test_what_a_document_names_is_asked_about_each_time(
    qtbot: QtBot, open_window: OpenWindow, net: Path, tmp_path: Path
) -> None:
    window = open_window()
    opened(qtbot, window, net)
    document = tmp_path / "from-elsewhere.nndcheck"
    from nnd_gui.model.document import Document, State
    from nnd_gui.model.document_file import save_document

    save_document(Document(State(window.store.spec)), document)
    for _ in range(2):
        other = open_window()
        other.documents.open_file(document)
        turn()
        settle(qtbot, other)
        assert not person(other).trusted
        press(only(other, FilePanel), "Run it")
        answer(qtbot, other, "Run it")
        checked(qtbot, other, net)
        assert verdict(other) == "agree"


def test_own_data_and_scaling_by_a_click(
    qtbot: QtBot, window: MainWindow, net: Path, tmp_path: Path
) -> None:
    net.write_text(UNSCALED, encoding="utf-8")
    opened(qtbot, window, net)
    panel = only(window, FilePanel)
    assert "y reaches 93" in words(panel)
    press(panel, "Divide y by 100")
    checked(qtbot, window, net)
    qtbot.waitUntil(lambda: "y was divided by 100" in words(panel), timeout=60_000)
    assert "y reaches" not in words(panel)
    # Data of one's own.
    csv = tmp_path / "scores.csv"
    csv.write_text("sleep,study,score\n3,5,75\n5,1,82\n10,2,93\n6,4,88\n", encoding="utf-8")
    pick(panel, "Data", "A file: CSV")
    chooser = next(x for x in window.findChildren(QFileDialog) if x.isVisible())
    chooser.fileSelected.emit(str(csv))
    chooser.reject()
    turn()
    dialog = only(window, DataDialog)
    pick(dialog, "Scale X", "maximum")
    with qtbot.waitSignal(dialog.chosen):
        press(dialog, "Use it")
    checked(qtbot, window, net)
    data = person(window).data
    assert isinstance(data, TableData)
    assert (data.scaling, len(data.rows)) == ("maximum", 4)
    qtbot.waitUntil(lambda: "4 samples · 2 inputs · 1 target · X by its maxima" in words(panel))
    qtbot.waitUntil(lambda: "y reaches 93" in words(panel), timeout=60_000)
    press(panel, "Divide y by 100")
    checked(qtbot, window, net)
    changed = person(window).data
    assert isinstance(changed, TableData)
    assert changed.target_divisor == 100


def test_a_missing_module_offers_the_pythons_that_have_it(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "a" / "b" / "course" / "week"
    folder.mkdir(parents=True)
    monkeypatch.setenv("PATH", str(tmp_path / "nowhere"))
    near = environment(folder / ".venv", "3.12", "numpy")
    far = environment(folder / "other", "3.10", "numpy", "frobnicate")
    file = folder / "net.py"
    cost = "return 0.5 * np.sum"
    assert cost in RIGHT
    file.write_text(
        "import frobnicate\n" + RIGHT.replace(cost, "return frobnicate.half * np.sum"),
        encoding="utf-8",
    )
    settle(qtbot, window)
    window.documents.open_file(file)
    answer(qtbot, window, "Run it")
    panel = only(window, FilePanel)
    listed = [box(panel, "Python").itemText(i) for i in range(box(panel, "Python").count())]
    assert "The program's own" in listed[0]
    assert "without frobnicate" in listed[0]
    assert any("Python 3.12, .venv" in text for text in listed)
    assert listed[-1] == "Browse…"
    settle(qtbot, window)
    press(panel, "Run it by Python 3.10, other")
    assert person(window).interpreter == far
    assert person(window).interpreter != near
    # It is no Python at all: that is said too, and the list goes back.
    settle(qtbot, window)
    pick(panel, "Python", "The program's own")
    assert person(window).interpreter is None
    settle(qtbot, window)
    assert not [x for x in window.findChildren(QMessageBox) if x.isVisible()]
