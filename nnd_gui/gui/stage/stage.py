"""The middle of the window: one large picture, and below it the others, as tabs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.gui.dialogs.guide import PLACE
from nnd_gui.gui.stage.halves import Halves
from nnd_gui.gui.stage.lower_bar import LowerBar
from nnd_gui.gui.stage.newest import Newest
from nnd_gui.gui.stage.pictures import PictureRow
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.cover_page import CoverPage
from nnd_gui.gui.widgets.picture import Picture
from nnd_gui.gui.widgets.picture_role import call_pictures_graphics
from nnd_gui.gui.widgets.veil import Veil
from nnd_gui.model.cover import Revealed
from nnd_gui.model.explain_cover import covered_words

__all__ = ["Stage"]


class Stage(QFrame):
    """Arranges the pictures, makes each when it is first looked at, and tells the visible ones.

    Any picture can be made the large one; the one that was large goes back to its own place
    among the tabs, whose order never changes. A hidden picture is told of nothing, and hears
    what has happened meanwhile when it is looked at again.

    Parameters
    ----------
    themes : ThemeManager
        Handed to the pictures.
    rows : sequence of PictureRow
        The pictures: the first is large, and the second below it.
    parent : QWidget, optional
        Owner.

    Attributes
    ----------
    weight_chosen : Signal(int)
        The person has gone to a weight in one of the pictures.
    change_asked : Signal(object)
        The person asks for another experiment by one of them: a `Change`.
    settings_chosen : Signal(str, object)
        The person has chosen other settings of one of them: its name, and these.
    run_asked : Signal(str, bool)
        The person wants a kind of run made again (True), or stopped (False).
    bugs_asked : Signal()
        The person wants to choose a bug.
    wanted_changed : Signal(object)
        Other kinds of run are looked at now: a set of their names.
    arranged : Signal(str)
        Another picture is the large one: its name.
    """

    weight_chosen = Signal(int)
    change_asked = Signal(object)
    settings_chosen = Signal(str, object)
    run_asked = Signal(str, bool)
    bugs_asked = Signal()
    wanted_changed = Signal(object)
    arranged = Signal(str)

    def __init__(
        self, themes: ThemeManager, rows: Sequence[PictureRow], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        call_pictures_graphics()
        self._themes = themes
        self._rows = {row.name: row for row in rows}
        self._made: dict[str, Picture] = {}
        self._newest = Newest()
        self._veils: list[Veil] = []
        self._past = ""
        self._large = self._below = ""
        self._wanted: set[str] = set()
        self._revealed = Revealed.ALL
        self.setProperty("look", "room")
        self._bar = LowerBar(themes, self)
        self._halves = Halves(themes, self)
        self._pages = CoverPage(self), CoverPage(self)
        self._build()
        self._bar.chosen.connect(self.show_below)
        self._bar.enlarged.connect(self.enlarge)
        first, second = list(self._rows)[:2]
        self._arrange(first, second)

    @property
    def rows(self) -> tuple[PictureRow, ...]:
        """The pictures, in the order of their tabs."""
        return tuple(self._rows.values())

    @property
    def large(self) -> str:
        """Name of the large picture."""
        return self._large

    @property
    def below(self) -> str:
        """Name of the picture below it."""
        return self._below

    @property
    def wanted(self) -> set[str]:
        """The kinds of run that the visible pictures show."""
        return set(self._wanted)

    def picture(self, name: str) -> Picture:
        """One of the pictures; made now, if nobody has looked at it yet."""
        if name not in self._made:
            self._made[name] = self._make(self._rows[name])
        return self._made[name]

    def enlarge(self, name: str) -> None:
        """Make a picture the large one, and give it the keyboard."""
        if name != self._large:
            below = self._large if name == self._below else self._below
            self._arrange(name, below)
        self.focus_large()

    @property
    def seen_large(self) -> QWidget:
        """The large picture, or what covers it: what a picture of it may show."""
        return self._pages[0] if self._is_covered(self._large) else self.picture(self._large)

    def focus_large(self) -> None:
        """Give the large picture the keyboard, or what stands in its place."""
        large = self.seen_large
        part = large.keyboard_part if isinstance(large, Picture) else large
        part.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def set_revealed(self, revealed: Revealed) -> None:
        """Cover the pictures that tell more than this; they are told no more either."""
        large = self._made[self._large]
        had_focus = any(x.hasFocus() for x in (self._pages[0], *_focusable(large)))
        self._revealed = revealed
        for name, picture in self._made.items():
            self._newest.tell(picture, self._rows[name])
        self._show_halves()
        if had_focus:
            self.focus_large()

    @property
    def looks(self) -> Mapping[str, object]:
        """How each picture is drawn, where that is not as usual, by their names."""
        looks = {name: made.looks for name, made in self._made.items()}
        return {name: one for name, one in looks.items() if one is not None}

    def take_looks(self, looks: Mapping[str, object]) -> None:
        """Have the pictures look as those of another stage did."""
        for name in looks.keys() & self._rows.keys():
            self.picture(name).take_looks(looks[name])

    def show_below(self, name: str) -> None:
        """Bring a picture to the front of the tabs; nothing if it is the large one."""
        if name not in (self._large, self._below):
            self._arrange(self._large, name)

    def show_result(self, kind: str, result: object) -> None:
        """Give what a kind of run has found to the visible pictures that show it."""
        self._newest.results[kind] = result
        for name in (self._large, self._below):
            if kind in self._rows[name].kinds:
                self._newest.tell_kind(self._made[name], self._rows[name], kind)

    def show_settings(self, name: str, settings: object) -> None:
        """Let a picture take on settings, now or when it is looked at next."""
        if name in self._rows:
            self._newest.settings[name] = settings
            if name in (self._large, self._below):
                self._made[name].show_settings(settings)

    def show_selected(self, index: int) -> None:
        """Mark one weight, or none with -1, in the visible pictures."""
        self._newest.selected = index
        for name in (self._large, self._below):
            self._made[name].show_selected(index)

    def show_spec(self, spec: ExperimentSpec) -> None:
        """Give an experiment to the visible pictures."""
        self._newest.spec = spec
        for name in (self._large, self._below):
            self._made[name].show_spec(spec)

    def show_past(self, text: str) -> None:
        """Dim the pictures, whose numbers are of an earlier version; empty brightens them.

        Parameters
        ----------
        text : str
            Of which version, and why.
        """
        self._past = text
        for veil in self._veils:
            veil.set_text(text)

    def _build(self) -> None:
        self._halves.below.addWidget(self._bar)
        for layout, page in zip((self._halves.above, self._halves.below), self._pages, strict=True):
            layout.addWidget(page, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._halves)

    def _make(self, row: PictureRow) -> Picture:
        made = row.make(self._themes, self)
        made.hide()
        made.setProperty(PLACE, row.guide)
        if row.dims:
            veil = Veil(self._themes, made)
            veil.set_text(self._past)
            self._veils.append(veil)
        made.weight_chosen.connect(self.weight_chosen)
        made.change_asked.connect(self.change_asked)
        # Bound to the stage, and told apart by their sender's row.
        made.settings_chosen.connect(self._settings_chosen)
        made.run_asked.connect(self._run_asked)
        made.bugs_asked.connect(self.bugs_asked)
        return made

    def _settings_chosen(self, settings: object) -> None:
        self.settings_chosen.emit(self._name_of_sender(), settings)

    def _run_asked(self, wanted: bool) -> None:
        self.run_asked.emit(self._rows[self._name_of_sender()].kind, wanted)

    def _name_of_sender(self) -> str:
        sender = self.sender()
        return next(name for name, made in self._made.items() if made is sender)

    def _arrange(self, large: str, below: str) -> None:
        """Put two pictures on the stage, and all others away."""
        before = {self._large, self._below}
        for name in before - {large, below, ""}:
            self._made[name].hide()
        for name, layout in ((large, self._halves.above), (below, self._halves.below)):
            picture = self.picture(name)
            layout.addWidget(picture, 1)
            if name not in before:
                self._newest.tell(picture, self._rows[name])
        moved = large != self._large
        self._large, self._below = large, below
        self._show_halves()
        others = [row for row in self._rows.values() if row.name != large]
        self._bar.show_rows(others, self._rows[below])
        self._order_focus()
        wanted = {kind for name in (large, below) for kind in self._rows[name].kinds}
        if wanted != self._wanted:
            self._wanted = wanted
            self.wanted_changed.emit(set(wanted))
        if moved:
            self.arranged.emit(large)

    def _is_covered(self, name: str) -> bool:
        """Whether a picture would tell more than is revealed."""
        return self._revealed < min(self._rows[name].told_from, Revealed.ALL)

    def _show_halves(self) -> None:
        """Show either picture, or what covers it."""
        for name, page in zip((self._large, self._below), self._pages, strict=True):
            covered = self._is_covered(name)
            page.show_words(covered_words(self._rows[name].told_from))
            # What goes, goes first: for a moment both would need their room.
            shown, gone = (page, self._made[name]) if covered else (self._made[name], page)
            gone.hide()
            shown.show()

    def _order_focus(self) -> None:
        """Tab goes through the large picture, the tabs, and the picture below."""
        chain = [
            self._pages[0],
            *_focusable(self._made[self._large]),
            *self._bar.focus_order,
            self._pages[1],
            *_focusable(self._made[self._below]),
        ]
        for first, second in pairwise(chain):
            QWidget.setTabOrder(first, second)


def _focusable(picture: Picture) -> list[QWidget]:
    """What Tab reaches in a picture, itself first."""
    # Not by the focus chain: Python would take Qt's own widgets in it for its own, and
    # delete them.
    inside = [picture, *picture.findChildren(QWidget)]
    tab = Qt.FocusPolicy.TabFocus
    # The list of a combo box is in a window of its own.
    near = [x for x in inside if x.window() is picture.window()]
    return [x for x in near if x.focusPolicy() & tab == tab and x.focusProxy() is None]
