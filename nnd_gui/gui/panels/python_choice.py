"""Which Python runs somebody's code: those found, and those that have what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.field import Field
from nnd_gui.gui.widgets.reading_order import tab_as_read
from nnd_gui.model.python_rows import PythonRow, rows_that_have
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["PythonChoice"]

_BROWSE = "browse"


class PythonChoice(QWidget):
    """Shows and asks for the Python.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.
    many : bool
        Whether it runs many files, and not the person's one.

    Attributes
    ----------
    python_chosen : Signal(str)
        Its program; empty for the program's own.
    browse_asked : Signal()
        The person wants to look for one.
    """

    python_chosen = Signal(str)
    browse_asked = Signal()

    def __init__(self, parent: QWidget | None = None, *, many: bool = False) -> None:
        super().__init__(parent)
        self._many = many
        self._rows: tuple[PythonRow, ...] = ()
        self._chosen = ""
        self._offered: tuple[PythonRow, ...] = ()
        self._box = ChoiceBox(tr("Python"), ChoiceModel([], self), self)
        self._used = QLabel(self)
        self._used.setProperty("look", "label")
        self._used.setWordWrap(True)
        self._used.setTextFormat(Qt.TextFormat.PlainText)
        self._used.setMinimumWidth(1)
        self._used.hide()
        self._offers: list[QPushButton] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(Field(tr("&Python"), self._box, self))
        self._column.addWidget(self._used)
        self._box.value_changed.connect(self._picked)

    def set_value(self, chosen: str | None, rows: Sequence[PythonRow]) -> None:
        """Show which one is chosen, and what there is."""
        self._chosen = chosen or ""
        if tuple(rows) != self._rows:
            self._rows = tuple(rows)
            choices = [(row.path, row.text) for row in rows]
            model = ChoiceModel([*choices, (_BROWSE, tr("Browse…"))], self)
            for row in rows:
                tip = row.path or tr("The Python that this program itself runs on")
                model.item(model.row_of(row.path)).setToolTip(tip)
            self._box.set_choices(model, self._chosen)
        self._box.set_value(self._chosen)
        chosen = self._box.currentText()
        mine = tr("What runs your file: {chosen}", chosen=chosen)
        self._box.setToolTip(tr("What runs them: {chosen}", chosen=chosen) if self._many else mine)

    def show_result(self, result: CheckResult, used: str) -> None:
        """Say which one was used, and offer others where a module was missing.

        Parameters
        ----------
        result : CheckResult
        used : str
            A sentence; empty where nothing ran yet.
        """
        self._used.setText(used)
        self._used.setVisible(bool(used))
        failure = None if result.finished is None else result.finished.failure
        self.show_offers(rows_that_have(self._rows, failure))

    def show_offers(self, offers: Sequence[PythonRow]) -> None:
        """Offer Pythons that have what was missing."""
        if tuple(offers) == self._offered:
            return
        self._offered = tuple(offers)
        for button in self._offers:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._offers = []
        for row in offers:
            mine = tr("Run it by {python}", python=row.short)
            all_of_them = tr("Run them by {python}", python=row.short)
            button = QPushButton(all_of_them if self._many else mine, self)
            button.setProperty("look", "link")
            button.setToolTip(row.path)
            # A long path is cut off, not a reason for the panel to be wide.
            button.setMinimumWidth(1)
            button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            button.setStyleSheet("text-align: left;")
            button.clicked.connect(partial(self._offer_taken, row.path))
            self._column.addWidget(button)
            self._offers.append(button)
        tab_as_read(self)

    def _offer_taken(self, path: str) -> None:
        self.python_chosen.emit(path)

    def _picked(self, path: str) -> None:
        if path == _BROWSE:
            self._box.set_value(self._chosen)  # until one was chosen
            self.browse_asked.emit()
        else:
            self.python_chosen.emit(path)
