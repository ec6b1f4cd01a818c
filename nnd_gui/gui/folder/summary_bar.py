"""How far a folder is checked and what came of it, with what can be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.folder.folder_run import Standing
from nnd_gui.gui.widgets.elided_label import ElidedLabel
from nnd_gui.model.folder.groups import look_yourself
from nnd_gui.model.words import tr, trn

__all__ = ["SummaryBar"]

_PROGRESS = 1000


class SummaryBar(QFrame):
    """Name of the folder, counts, progress, and the buttons for all of it.

    Parameters
    ----------
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    check_asked, stop_asked, again_asked : Signal()
        Check what has changed; stop; check everything again.
    table_asked, page_asked : Signal()
        Write a table, or a page.
    """

    check_asked = Signal()
    stop_asked = Signal()
    again_asked = Signal()
    table_asked = Signal()
    page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "bar")
        self._running = False
        self._name = ElidedLabel(self)
        self._name.setProperty("look", "title")
        self._said = ElidedLabel(self)
        self._said.setProperty("look", "muted")
        self._check = QPushButton(tr("Check &all"), self)
        self._check.setProperty("look", "primary")
        self._check.setToolTip(tr("Run what is new or has changed (F5)"))
        self._stop = QPushButton(tr("&Stop"), self)
        self._stop.setToolTip(tr("What has been found stays (Ctrl+.)"))
        self._again = QPushButton(tr("Check everything a&gain"), self)
        self._again.setToolTip(tr("Also what has not changed since it was checked last (Ctrl+F5)"))
        self._write = QPushButton(tr("&Export"), self)
        self._write.setToolTip(tr("Write down what was found of all of them"))
        menu = QMenu(self._write)
        menu.addAction(tr("Page with all texts (&HTML)…"), self.page_asked.emit)
        menu.addAction(tr("&Table (CSV)…"), self.table_asked.emit)
        self._write.setMenu(menu)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setMaximum(_PROGRESS)
        self._progress.setAccessibleName(tr("Progress of the folder"))
        self._check.clicked.connect(self.check_asked)
        self._stop.clicked.connect(self.stop_asked)
        self._again.clicked.connect(self.again_asked)
        self._build()
        self.show_running(False)

    def show_folder(self, target: Path) -> None:
        """Say which folder it is."""
        self._name.setText(target.name or str(target))
        self._name.setToolTip(str(target))

    def show_running(self, running: bool) -> None:
        """Offer to stop, or to begin."""
        self._running = running
        self._stop.setVisible(running)
        self._check.setVisible(not running)
        self._again.setEnabled(not running)

    def show_standings(self, standings: Sequence[Standing], *, listing: bool) -> None:
        """Say how far it is, and what came of it."""
        done = [one for one in standings if one.row is not None]
        share = sum(1.0 if one.row else one.share for one in standings) / max(len(standings), 1)
        self._progress.setValue(round(_PROGRESS * share) if self._running else 0)
        self._check.setEnabled(bool(standings) and not listing)
        self._again.setEnabled(bool(done) and not self._running)
        self._write.setEnabled(bool(done))
        texts = tr("Check &all"), tr("Check the &rest"), tr("Check &changes")
        self._check.setText(texts[0 if not done else 1 if len(done) < len(standings) else 2])
        text = _counts(standings, done, listing)
        self._said.setText(text)
        self._said.setToolTip(text)

    def _build(self) -> None:
        texts = QVBoxLayout()
        texts.setSpacing(1)
        texts.addWidget(self._name)
        texts.addWidget(self._said)
        row = QHBoxLayout()
        row.setContentsMargins(16, 10, 16, 10)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        for button in (self._write, self._again, self._stop, self._check):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._progress)


def _counts(standings: Sequence[Standing], done: Sequence[Standing], listing: bool) -> str:
    total = len(standings)
    if listing:
        found = trn("{count} submission found", "{count} submissions found", total)
        return tr("Looking… {found}", found=found)
    if not total:
        return tr("There is no .py or .ipynb file with anything to check in it.")
    if not done:
        return trn("{count} submission", "{count} submissions", total)
    rows = [one.row for one in done if one.row is not None]
    parts = []
    if len(done) < total:
        parts.append(tr("{done:,} of {total:,} checked", done=len(done), total=total))
    else:
        parts.append(trn("{count} submission", "{count} submissions", total))
    agree = sum(row.verdict == "agree" for row in rows)
    wrong = sum(row.verdict == "disagree" for row in rows)
    look = sum(look_yourself(row) for row in rows)
    parts.append(trn("{count} agrees", "{count} agree", agree))
    parts.append(trn("{count} disagrees", "{count} disagree", wrong))
    if look:
        parts.append(trn("look at {count} yourself", "look at {count} yourself", look))
    kept = sum(not one.fresh for one in done)
    if kept:
        parts.append(tr("{count} unchanged since last time", count=f"{kept:,}"))
    return " · ".join(parts)
