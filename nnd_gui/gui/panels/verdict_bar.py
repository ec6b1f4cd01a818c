"""The verdict, across the window, in letters that a room can read."""

from __future__ import annotations

import time
from dataclasses import replace

from PySide6.QtCore import QEvent, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.theme.icons import icon, pixmap
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.spoken import announce
from nnd_gui.model.cover import Cover, Revealed, reveal_text
from nnd_gui.model.explain import explain
from nnd_gui.model.lessons import LESSON_RATIO
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.progress import progress_share, progress_text
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["VerdictBar"]

_ICON_PX = 28
_PROGRESS = 1000
_SPEECH_MS = 400
# The least width of the whole, and of the sentence where it stands beside the headline.
_LEAST_PX, _WORDS_PX = 460, 150
_ICONS = {
    "agree": "verdict-agree",
    "disagree": "verdict-disagree",
    "undecided": "verdict-undecided",
    "failed": "warning",
    "running": "refresh",
    "covered": "question",
    "stopped": "stop",
}


class VerdictBar(QFrame):
    """One word in colour with its sign, a sentence, and the lesson's ratio.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes, followed live.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    copy_asked : Signal()
        The person wants the verdict as text.
    reveal_asked : Signal()
        The person wants to see the next of what is covered.
    """

    copy_asked = Signal()
    reveal_asked = Signal()

    def __init__(self, themes: ThemeManager, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._themes = themes
        self._kind = "running"
        self._past = self._ratio_known = False
        self._shown: CheckResult | None = None
        self._spoken = ""
        # Whoever steps through epsilons hears the last verdict, not all of them.
        self._speech = QTimer(self)
        self._speech.setSingleShot(True)
        self._speech.setInterval(_SPEECH_MS)
        self._speech.timeout.connect(self._speak)
        self._since = 0.0
        self.setProperty("look", "banner")
        self.setAccessibleName(tr("Verdict"))
        self._icon = QLabel(self)
        self._headline = _label("verdict", self)
        self._detail = _label("label", self)
        self._detail.setWordWrap(True)
        self._detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._ratio = _label("ratio", self)
        self._rule = _label("label", self)
        self._reveal = QPushButton(self)
        self._reveal.setToolTip(tr("Reveal the next (F9)"))
        self._reveal.clicked.connect(self.reveal_asked)
        self._progress = QProgressBar(self)
        self._progress.setTextVisible(False)
        self._progress.setMaximum(_PROGRESS)
        self._progress.setAccessibleName(tr("Progress of the check"))
        self._copy = QToolButton(self)
        self._copy.setProperty("look", "banner")
        self._copy.setToolTip(tr("Copy the verdict as text (Ctrl+Alt+V)"))
        self._copy.setAccessibleName(tr("Copy the verdict as text"))
        self._copy.clicked.connect(self.copy_asked)
        self._build()
        themes.changed.connect(self._restyle)
        self._restyle(themes.theme)

    def show_result(self, result: CheckResult) -> None:
        """Say what has been found, or how far the check has come."""
        if result is not self._shown:
            self._shown, self._since = result, time.monotonic()
        explanation = explain(result)
        detail = explanation.detail
        if result.finished is None and result.total and result.cover is None:
            detail = progress_text(result, time.monotonic() - self._since)
        self._headline.setText(explanation.headline)
        self._detail.setText(detail)
        self._show_ratio(result)
        self._show_cover(result.cover)
        running = result.finished is None and (result.cover is None or not result.cover.ended)
        # A quick check shows no bar at all: it would only flicker.
        self._progress.setVisible(running and result.total > 0)
        if running:
            self._progress.setValue(round(_PROGRESS * progress_share(result)))
        said = replace(explanation, detail=detail).sentence
        said = f"{said} {self._ratio.text()}".strip()
        self.setAccessibleDescription(said)
        if result.finished is not None or (result.cover is not None and result.cover.ended):
            self._speech.start()
        else:
            self._speech.stop()
        self._show_kind(_kind_of(result))

    def show_past(self, past: bool) -> None:
        """Take the colour away while the verdict is on an earlier version, or give it back."""
        if past != self._past:
            self._past = past
            self._restyle(self._themes.theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the progress along the lower edge (called by Qt)."""
        super().resizeEvent(event)
        self._arrange()
        height = self._progress.sizeHint().height()
        self._progress.setGeometry(0, self.height() - height, self.width(), height)

    def event(self, event: QEvent) -> bool:
        """Look again when a text has become longer or shorter (called by Qt)."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """What it can do with when its words stand in lines (called by Qt)."""
        least = super().minimumSizeHint()
        return QSize(round(_LEAST_PX * self._themes.scale), least.height())

    def _arrange(self) -> None:
        """Put the sentence beside the headline, or where that is too narrow, under it."""
        beside = QBoxLayout.Direction.LeftToRight
        letters = self._headline.fontMetrics()
        words = [letters.horizontalAdvance(word) for word in self._headline.text().split()]
        around = [part for part in (self._icon, self._reveal, self._copy) if not part.isHidden()]
        room = self.width() - 36 - sum(part.sizeHint().width() + 14 for part in around)
        numbers = max(part.sizeHint().width() for part in (self._ratio, self._rule)) + 14
        # On a very narrow screen the numbers, which stand elsewhere too, give way to the verdict.
        shown = self._ratio_known and room - numbers >= max(words, default=0)
        for part in (self._ratio, self._rule):
            part.setVisible(shown)
        room -= numbers if shown else 0
        room -= letters.horizontalAdvance(self._headline.text())
        room -= round(_WORDS_PX * self._themes.scale)
        wanted = beside if room >= 0 else QBoxLayout.Direction.TopToBottom
        if wanted != self._words.direction():
            self._words.setDirection(wanted)
            self._words.setSpacing(14 if wanted == beside else 0)
            self._headline.setWordWrap(wanted != beside)
            self.updateGeometry()

    def _build(self) -> None:
        numbers = QVBoxLayout()
        numbers.setSpacing(0)
        for label in (self._ratio, self._rule):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            numbers.addWidget(label)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 8, 18, 8)
        row.setSpacing(14)
        row.addWidget(self._icon)
        # One under the other where both have no room side by side.
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.setSpacing(14)
        self._words.addWidget(self._headline)
        self._words.addWidget(self._detail, 1)
        row.addLayout(self._words, 1)
        row.addWidget(self._reveal)
        row.addLayout(numbers)
        row.addWidget(self._copy)
        self.setMinimumHeight(58)

    def _show_cover(self, cover: Cover | None) -> None:
        self._reveal.setVisible(cover is not None)
        self._reveal.setText("" if cover is None else reveal_text(cover.revealed))

    def _show_ratio(self, result: CheckResult) -> None:
        known = self._ratio_known = result.ratio_told
        self._ratio.setVisible(known)
        self._rule.setVisible(known)
        # Emptied and not only hidden: a screen reader must not be told an old one.
        self._ratio.setText(tr("ratio {value}", value=compact(result.ratio)) if known else "")
        if known:
            holds = result.ratio is not None and result.ratio <= LESSON_RATIO
            words = tr("lesson: ≤ {limit} holds") if holds else tr("lesson: ≤ {limit} fails")
            if result.cover is not None and result.cover.revealed < Revealed.VERDICT:
                words = tr("lesson: ≤ {limit}?")
            self._rule.setText(words.format(limit=epsilon_text(LESSON_RATIO)))

    def _speak(self) -> None:
        """Have the verdict read out, once; while a check is gone through it comes last."""
        said = self.accessibleDescription()
        if self.isVisible() and said != self._spoken:
            self._spoken = said
            announce(self, said)

    def _show_kind(self, kind: str) -> None:
        if kind == self._kind:
            return
        self._kind = kind
        self._restyle(self._themes.theme)

    def _restyle(self, theme: Theme) -> None:
        # Of a version that is past it has no colour of its own.
        self.setProperty("verdict", "past" if self._past else self._kind)
        # A style sheet looks at a property once only, when a widget is polished.
        self.style().unpolish(self)
        self.style().polish(self)
        side = round(_ICON_PX * self._themes.scale)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(pixmap(_ICONS[self._kind], theme.banner_text, side, ratio))
        self._icon.setFixedSize(QSize(side, side))
        self._copy.setIcon(icon("copy", theme, theme.banner_text))


def _kind_of(result: CheckResult) -> str:
    if result.finished is None:
        return "running" if result.cover is None or not result.cover.ended else "covered"
    if result.finished.outcome == "failed":
        return "failed"
    return result.overall.verdict if result.overall is not None else "stopped"


def _label(look: str, parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setProperty("look", look)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
