"""The window's lower edge: what the check took, and what was just done."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton, QWidget

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.gui.dialogs.show_in_folder import show_in_folder
from nnd_gui.gui.widgets.spoken import announce
from nnd_gui.model.numbers import compact, duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.words import tr, trn

__all__ = ["StatusLine"]

_MESSAGE_MS = 8000


class StatusLine(QStatusBar):
    """Facts of the run on the left; short messages take their place for a while.

    Attributes
    ----------
    file_saved : Signal()
        A file was written, which `show_file` can show.
    """

    file_saved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self._facts = QLabel(self)
        self.addWidget(self._facts, 1)
        self._saved: Path | None = None
        self._offer = QToolButton(self)
        self._offer.setText(tr("Show in folder"))
        self._offer.setToolTip(tr("Show the file that was saved in the window of its folder"))
        self._offer.clicked.connect(self.show_file)
        self._offer.hide()
        self.addPermanentWidget(self._offer)
        self.messageChanged.connect(self._message_changed)
        self._target = QLabel(self)
        self.addPermanentWidget(self._target)
        self.setAccessibleName(tr("Facts of the check"))

    def show_result(self, result: CheckResult) -> None:
        """Say what the check took."""
        finished, spec = result.finished, result.spec
        scheme = scheme_label(spec.scheme)
        if isinstance(spec.subject, PersonFile):
            self._target.setText(spec.subject.path.name)
        else:
            sizes = "-".join(str(size) for size in spec.network.sizes)
            self._target.setText(tr("Network {sizes}", sizes=sizes))
        if finished is None:
            self._facts.setText(f"{scheme} · {spec.dtype}")
            return
        evaluations = trn(
            "{count} evaluation of the cost",
            "{count} evaluations of the cost",
            finished.evaluations,
        )
        parts = [evaluations, duration(finished.seconds), scheme, spec.dtype]
        if result.as_saved:
            parts.insert(0, tr("as saved with the document"))
        if result.method == "direct":
            parts.append(tr("only what each weight changes is computed"))
        elif result.method == "shared":
            parts.append(tr("weights into one unit share their evaluations"))
        if result.audit is not None:
            parts.append(
                tr(
                    "audit of {count}: off by {most}",
                    count=result.audit.weights,
                    most=compact(result.audit.largest_deviation, 1),
                )
            )
        self._facts.setText(" · ".join(parts))

    def tell_saved(self, file: Path, more: str = "") -> None:
        """Say that a file was written, and offer to show it in its folder."""
        said = tr("Saved as {file}", file=str(file))
        self._saved = file
        said = f"{said}. {more}" if more else said
        self.showMessage(said, 2 * _MESSAGE_MS)
        announce(self, said)
        self._offer.show()
        self.file_saved.emit()

    @property
    def saved(self) -> Path | None:
        """The file that was written last."""
        return self._saved

    def show_file(self) -> None:
        """Show the file that was written last, where it is."""
        if self._saved is not None:
            show_in_folder(self._saved)

    def _message_changed(self, _message: str) -> None:
        # Of what is said next the file is not the subject; `tell_saved` brings it again.
        self._offer.hide()

    def tell(self, message: str) -> None:
        """Show a message for some seconds, and have it read out."""
        self.showMessage(message, _MESSAGE_MS)
        announce(self, message)
