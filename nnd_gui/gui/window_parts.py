"""The parts of the window, each in its place."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.commands.document_desk import TEXT_PANEL
from nnd_gui.gui.dialogs.guide import PLACE
from nnd_gui.gui.panels.bug_panel import BugPanel
from nnd_gui.gui.panels.check_bar import CheckBar
from nnd_gui.gui.panels.compare_bar import CompareBar
from nnd_gui.gui.panels.file_panel import FilePanel
from nnd_gui.gui.panels.lesson_panel import LessonPanel
from nnd_gui.gui.panels.network_panel import NetworkPanel
from nnd_gui.gui.panels.step_bar import StepBar
from nnd_gui.gui.panels.verdict_bar import VerdictBar
from nnd_gui.gui.panels.weight_panel import WeightPanel
from nnd_gui.gui.stage.pictures import picture_rows
from nnd_gui.gui.stage.side_panels import SidePanels
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.gui.widgets.beside import beside, rule

__all__ = ["WindowParts"]

_WIDTHS = {TEXT_PANEL: 320, "weight": 286, "network": 268}
# What the pictures keep beside a text: on a screen of 1024 pixels the text and the weight's
# numbers have room, on one of 1280 the network's settings have not.
_BESIDE_TEXT = 410


class WindowParts(QWidget):
    """Two bars over the stage, with panels at its sides.

    Parameters
    ----------
    themes : ThemeManager
        Colours and sizes.
    spec : ExperimentSpec
        What the network panel opens on.
    parent : QWidget
        The window.

    Attributes
    ----------
    check_bar, verdict_bar
        What is done most, and what came of it: over everything.
    step_bar
        In the verdict's place while a check is gone through: the verdict is what comes last.
    lesson_panel, network_panel, file_panel, weight_panel, bug_panel
        At the sides of the stage.
    left, right : QStackedWidget
        The network's panel or the file's; the weight's or that of bugs.
    stage : Stage
        The pictures.
    side : SidePanels
        Which panels are there.
    """

    def __init__(self, themes: ThemeManager, spec: ExperimentSpec, parent: QWidget) -> None:
        super().__init__(parent)
        self._themes = themes
        self.check_bar = CheckBar(themes, self)
        self.verdict_bar = VerdictBar(themes, self)
        self.compare_bar = CompareBar(themes, self)
        self.step_bar = StepBar(themes, self)
        self.step_bar.hide()
        self.lesson_panel = LessonPanel(themes, self)
        self.network_panel = NetworkPanel(themes, spec, self)
        self.file_panel = FilePanel(self)
        self.stage = Stage(themes, picture_rows(), self)
        self.weight_panel = WeightPanel(themes, self)
        self.bug_panel = BugPanel(themes, self)
        self.right = QStackedWidget(self)
        self.right.addWidget(self.weight_panel)
        self.right.addWidget(self.bug_panel)
        self._count_height(self.bug_panel, False)
        self.left = QStackedWidget(self)
        self.left.addWidget(self.network_panel)
        self.left.addWidget(self.file_panel)
        # Each with the line between it and the stage, which goes away with it.
        self._beside = {
            TEXT_PANEL: beside(self, self.lesson_panel, rule()),
            "weight": beside(self, rule(), self.right),
            "network": beside(self, self.left, rule()),
        }
        self.side = SidePanels(self.stage, self._beside, self)
        self.side.want(TEXT_PANEL, False)
        self._build(*self._beside.values())
        for part, place in (
            (self.check_bar, "epsilon"),
            (self.verdict_bar, "verdict"),
            (self.step_bar, "step-through"),
            (self.lesson_panel, "lessons"),
            (self.network_panel, "network"),
            (self.file_panel, "your-own-code"),
            (self.weight_panel, "one-weight-explained"),
            (self.bug_panel, "break-it"),
        ):
            part.setProperty(PLACE, place)

    def _build(self, text: QWidget, right: QWidget, network: QWidget) -> None:
        columns = QHBoxLayout()
        columns.setSpacing(0)
        for part, stretch in ((text, 0), (network, 0), (self.stage, 1), (right, 0)):
            columns.addWidget(part, stretch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.check_bar, self.verdict_bar, self.compare_bar, self.step_bar):
            column.addWidget(part)
        column.addLayout(columns, 1)

    def event(self, event: QEvent) -> bool:
        """Look again what has room when a picture needs more or less of it (called by Qt)."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.fit(self.width())
        return super().event(event)

    def focus_picture(self) -> None:
        """Let the arrow keys walk over the weights of the large picture."""
        self.stage.focus_large()

    def show_step(self, step: int | None) -> None:
        """Put the verdict away while a check is gone through."""
        self.verdict_bar.setVisible(step is None)

    def show_bugs(self, shown: bool) -> None:
        """Bring the panel of bugs in the place of the weight's, or put it away."""
        if shown:
            self.side.want("weight", True)
        self.right.setCurrentWidget(self.bug_panel if shown else self.weight_panel)
        self._count_height(self.bug_panel, shown)
        if shown:
            self.bug_panel.go_to_list()
        else:
            self.focus_picture()

    def _count_height(self, panel: QWidget, shown: bool) -> None:
        """Ask for room for a tall panel while it is there only: it is in a stack with others."""
        policy, kinds = panel.sizePolicy(), QSizePolicy.Policy
        policy.setVerticalPolicy(kinds.Preferred if shown else kinds.Ignored)
        panel.setSizePolicy(policy)

    def apply_theme(self, _theme: Theme) -> None:
        """Take on other sizes."""
        scale = self._themes.scale
        for name, width in _WIDTHS.items():
            # With the line beside it.
            self._beside[name].setFixedWidth(round(width * scale) + 1)
        self.fit(self.width())

    def fit(self, width: int) -> None:
        """Put panels away for which a window of this width has no room."""
        # What has no room makes the window wider than its screen, which is no room either.
        width = min(width, self.screen().availableGeometry().width())
        self.side.fit(width, round(_BESIDE_TEXT * self._themes.scale))
