"""The submission that the person is at: what is said of it, to be copied."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.folder.folder_run import Standing
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.submission_rows import feedback_text
from nnd_gui.model.words import tr

__all__ = ["DetailPart"]

_HEIGHT = 132


class DetailPart(QFrame):
    """Student, file and text of one submission.

    Parameters
    ----------
    themes : ThemeManager
        Sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    open_asked : Signal()
        The person wants to see it in the window.
    copied : Signal(str)
        Whose text was put on the clipboard.
    """

    open_asked = Signal()
    copied = Signal(str)

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("look", "panel")
        self.setAccessibleName(tr("The submission at hand"))
        self._themes = themes
        self._standing: Standing | None = None
        self._name = QLabel(self)
        self._name.setProperty("look", "head")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setMinimumWidth(1)
        self._text = QLabel(self)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._open = QPushButton(tr("&Open in the window"), self)
        self._open.setToolTip(tr("See its bars, its source and where it goes wrong (Enter)"))
        self._copy = QPushButton(tr("Copy &feedback"), self)
        self._copy.setToolTip(tr("Put this text on the clipboard, to be sent"))
        self._open.clicked.connect(self.open_asked)
        self._copy.clicked.connect(self.copy)
        self._build()
        self.show_standing(None)
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_standing(self, standing: Standing | None) -> None:
        """Show one submission; None for none."""
        self._standing = standing
        self._open.setEnabled(standing is not None)
        row = None if standing is None else standing.row
        self._copy.setEnabled(row is not None)
        if standing is None:
            self._name.setText("")
            self._text.setText(tr("Go to a submission to read what is said of it."))
            return
        one = standing.submission
        self._name.setText(tr("{student} · {file}", student=one.student, file=one.name))
        if row is None:
            self._text.setText(tr("Not checked yet."))
            return
        self._text.setText("\n".join(filter(None, (feedback_text(row), row.odd))))

    def show_empty(self) -> None:
        """Say what a folder without submissions could have had."""
        self.show_standing(None)
        self._text.setText(
            tr(
                "A submission is a .py or .ipynb file with a cost and its gradient, in the folder "
                "or below it. Another folder or zip can be dropped on the main window."
            )
        )

    def copy(self) -> None:
        """Put the text for the student on the clipboard."""
        if self._standing is not None and self._standing.row is not None:
            QGuiApplication.clipboard().setText(feedback_text(self._standing.row))
            self.copied.emit(self._standing.submission.student)

    def _build(self) -> None:
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        holder = QWidget(scroll)
        holder.setProperty("look", "panel")
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(self._text)
        scroll.setWidget(holder)
        texts = QVBoxLayout()
        texts.setSpacing(4)
        texts.addWidget(self._name)
        texts.addWidget(scroll, 1)
        buttons = QVBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self._open)
        buttons.addWidget(self._copy)
        buttons.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        row.setSpacing(16)
        row.addLayout(texts, 1)
        row.addLayout(buttons)

    def _restyle(self, _theme: Theme) -> None:
        self.setFixedHeight(round(_HEIGHT * self._themes.scale))
