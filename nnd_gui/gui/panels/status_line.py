"""The window's lower edge: what the check took, and what was just done."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget

from nnd_gui.engine.person_file import PersonFile
from nnd_gui.gui.panels.message_line import MessageLine
from nnd_gui.model.numbers import compact, duration
from nnd_gui.model.result import CheckResult
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.words import tr, trn

__all__ = ["StatusLine"]


class StatusLine(MessageLine):
    """Facts of the run on the left; short messages take their place for a while."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts = QLabel(self)
        self.addWidget(self._facts, 1)
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
