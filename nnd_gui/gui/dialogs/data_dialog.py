"""A file of samples before it is used: its first rows, which columns are X and y, and scaling."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.engine.errors import EngineError, SpecError
from nnd_gui.engine.scaling import suggested_divisor
from nnd_gui.engine.tables import (
    CellsProblem,
    Choice,
    Read,
    Sheet,
    columns_text,
    open_table,
    read_all,
    read_samples,
)
from nnd_gui.gui.dialogs.data_form import DataForm
from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.dialogs.sheet_model import SheetModel
from nnd_gui.gui.dialogs.stepping import Stepping
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.model.data_file import likely_words
from nnd_gui.model.problems import problem_text
from nnd_gui.model.words import tr

__all__ = ["DataDialog"]

# Cells of the preview that are read for the line that says what came out.
_TRIED_CELLS = 40_000
_COLUMN = 96
# What a window manager puts around a dialog.
_AROUND = QSize(16, 48)


class DataDialog(QDialog):
    """Asks what of a file of samples is used; reads it without holding up the window.

    Parameters
    ----------
    themes : ThemeManager
    path : Path
        The file.
    one_hot : bool
        Whether classes are likely to need a column each, as in a network of our own.
    parent : QWidget
        The window.

    Attributes
    ----------
    chosen : Signal(object)
        The `Read` that was made of it.

    Raises
    ------
    CheckFailure
        If the file cannot be read at all.
    """

    chosen = Signal(object)

    def __init__(self, themes: ThemeManager, path: Path, one_hot: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._path, self._one_hot, self._scale = path, one_hot, themes.scale
        self._file = open_table(path)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Data from “{file}”", file=path.name))
        give_help(self, "network")
        self._model = SheetModel(themes.theme, self)
        themes.changed.connect(self._model.set_theme)
        self._table = CalmTable(self)
        self._form = DataForm(self)
        self._said = _sentence("label", self)
        self._problem = _sentence("problem", self)
        self._leave = QPushButton(tr("&Leave such rows out"), self)
        self._use = QPushButton(tr("&Use it"), self)
        self._cancel = QPushButton(tr("&Cancel"), self)
        self._reading: Stepping[Read] = Stepping(self)
        self._lay_out()
        self._show_file(keep=None)
        self._form.changed.connect(self._look)
        self._form.cut_changed.connect(self._cut)
        self._table.horizontalHeader().sectionClicked.connect(self._cycle)
        self._leave.clicked.connect(self._leave_out)
        self._use.clicked.connect(self._read)
        self._cancel.clicked.connect(self.reject)
        self._form.inputs.setFocus()
        # Room for some ten rows, where the screen has it: Qt's own limit is two thirds of it.
        room = self.screen().availableSize() - _AROUND
        self.resize((QSize(780, 640) * self._scale).boundedTo(room))
        self._reading.progressed.connect(self._tell_progress)
        self._reading.done.connect(self._take)
        self._reading.failed.connect(self._refuse)

    def done(self, result: int) -> None:
        """Leave off reading before the dialog goes (called by Qt)."""
        self._reading.stop()
        super().done(result)

    def _lay_out(self) -> None:
        self._table.setModel(self._model)
        self._table.setProperty("look", "number")
        self._table.setAccessibleName(tr("First rows of the file"))
        self._table.verticalHeader().show()
        header = self._table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setDefaultSectionSize(round(_COLUMN * self._scale))
        header.setSectionsClickable(True)
        self._use.setProperty("look", "primary")
        self._use.setDefault(True)
        self._use.setToolTip(tr("Take these samples (Enter)"))
        self._cancel.setToolTip(tr("Leave all as it is (Esc)"))
        self._leave.setToolTip(tr("Take only rows in which every cell that is used has a number"))
        self._leave.setProperty("look", "link")
        self._leave.setAutoDefault(False)
        self._leave.hide()
        beneath = QHBoxLayout()
        beneath.addWidget(self._problem, 1)
        beneath.addWidget(self._leave, 0, Qt.AlignmentFlag.AlignTop)
        # In the order that the system has for them.
        box = QDialogButtonBox(self)
        box.addButton(self._cancel, QDialogButtonBox.ButtonRole.RejectRole)
        box.addButton(self._use, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons = QHBoxLayout()
        buttons.addWidget(self._said, 1)
        buttons.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(12)
        column.addWidget(self._table, 1)
        column.addWidget(self._form)
        column.addLayout(beneath)
        column.addLayout(buttons)
        tab_as_read(self)

    def _show_file(self, keep: Sheet | None) -> None:
        """Show the file as it is cut now; what was chosen stays where it has as many columns."""
        sheet = self._file.sheet
        self._model.set_sheet(sheet)
        self._form.set_sheet(sheet, getattr(self._file, "head", 0))
        if keep is None or keep.columns != sheet.columns:
            self._form.set_value(likely_words(sheet, self._one_hot))
        self._suggest_divisor()
        self._look()

    def _cut(self) -> None:
        before = self._file.sheet
        try:
            self._file = open_table(
                self._path,
                separator=self._form.separator(),
                head=self._form.head(),
                part=self._form.part(),
            )
        except EngineError as problem:
            self._tell_problem(problem)
            return
        self._show_file(before if before.part == self._file.sheet.part else None)

    def _look(self) -> None:
        """Say what comes out, and what is wrong, of the first rows."""
        self._reading.stop()
        sheet = self._file.sheet
        try:
            choice = self._form.value().choice(sheet)
        except SpecError as problem:
            known = self._form.set_problem(problem.field, problem_text(problem))
            self._tell_problem(None if known else problem)
            self._use.setEnabled(False)
            self._said.setText("")
            return
        self._form.set_problem("", "")
        self._use.setEnabled(True)
        cells = len(choice.inputs) + len(choice.targets)
        few = min(choice.most, len(sheet.rows), max(_TRIED_CELLS // cells, 5))
        try:
            read = read_all(self._file, replace(choice, most=max(few, 1), leave_out=True))
            self._mark(choice, few)
            self._said.setText(self._preview_text(read))
        except EngineError as problem:
            self._tell_problem(problem)
            self._use.setEnabled(False)

    def _mark(self, choice: Choice, few: int) -> None:
        """Mark the columns, and the cells of the first rows that hold no number."""
        bad: set[tuple[int, int]] = set()
        self._tell_problem(None)
        try:
            read_all(self._file, replace(choice, most=max(few, 1), leave_out=False))
        except CellsProblem as problem:
            rows = {number: row for row, number in enumerate(self._file.sheet.numbers)}
            bad = {(rows[x.row], x.column) for x in problem.cells if x.row in rows}
            if not choice.leave_out:
                self._tell_problem(problem)
        self._model.set_roles(choice.inputs, choice.targets, bad)

    def _preview_text(self, read: Read) -> str:
        inputs, targets = read.table.samples(read.table.columns - read.outputs)
        return tr(
            "X from {low_x:.4g} to {high_x:.4g}, y from {low_y:.4g} to {high_y:.4g} "
            "in the first {count} rows",
            low_x=float(inputs.min()),
            high_x=float(inputs.max()),
            low_y=float(targets.min()),
            high_y=float(targets.max()),
            count=len(read.table.rows),
        )

    def _suggest_divisor(self) -> None:
        sheet = self._file.sheet
        numbers = []
        for row in sheet.rows:
            for column in sheet.targets:
                try:
                    numbers.append(self._file.number(row[column]))
                except (ValueError, IndexError):
                    continue
        found = np.array([x for x in numbers if np.isfinite(x)])
        self._form.set_divisor(max(suggested_divisor(found), 1.0) if found.size else 100.0)

    def _cycle(self, column: int) -> None:
        """Make a column X, y or neither, in turn."""
        words = self._form.value()
        try:
            choice = words.choice(self._file.sheet)
            inputs, targets = list(choice.inputs), list(choice.targets)
        except SpecError:
            inputs, targets = [], []
        if column in inputs:
            inputs.remove(column)
            targets = sorted([*targets, column])
        elif column in targets:
            targets.remove(column)
        else:
            inputs = sorted([*inputs, column])
        self._form.set_value(
            replace(words, inputs=columns_text(inputs), targets=columns_text(targets))
        )
        self._look()

    def _leave_out(self) -> None:
        self._form.set_value(replace(self._form.value(), leave_out=True))
        self._look()

    def _read(self) -> None:
        try:
            choice = self._form.value().choice(self._file.sheet)
        except SpecError:
            self._look()
            return
        self._use.setEnabled(False)
        self._reading.start(read_samples(self._file, choice))

    def _tell_progress(self, rows: int | None) -> None:
        self._said.setText(tr("Reading: {rows:,} rows…", rows=rows or 0))

    def _take(self, read: Read) -> None:
        self.chosen.emit(read)
        self.accept()

    def _refuse(self, problem: EngineError) -> None:
        self._said.setText("")
        self._use.setEnabled(True)
        if isinstance(problem, SpecError):
            self._form.set_problem(problem.field, problem_text(problem))
        self._tell_problem(problem)

    def _tell_problem(self, problem: EngineError | None) -> None:
        self._problem.setText("" if problem is None else problem_text(problem))
        self._problem.setVisible(problem is not None)
        self._leave.setVisible(isinstance(problem, CellsProblem))


def _sentence(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
