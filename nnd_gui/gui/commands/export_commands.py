"""What the window writes to files and to the clipboard. A file is complete or not there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QIODevice, QObject, QSaveFile, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from nnd_gui.gui.commands.drawn import image_of, pdf_of, png_of, svg_of
from nnd_gui.gui.dialogs.files import with_suffix
from nnd_gui.gui.dialogs.questions import tell
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.model.export import report_json, table_csv, table_tabs
from nnd_gui.model.page import reports_page
from nnd_gui.model.script import notebook_text, script_text
from nnd_gui.model.settings import SettingsFile
from nnd_gui.model.verdict_text import verdict_text
from nnd_gui.model.words import tr

__all__ = ["ExportCommands"]

_FOR_PRINT = 4.0


@dataclass(frozen=True, slots=True)
class _Form:
    """A kind of file that something can be written as."""

    title: str
    suffix: str
    content: Callable[[], bytes]

    @property
    def choice(self) -> str:
        """How a dialog offers it."""
        return f"{self.title} (*{self.suffix})"


class ExportCommands(QObject):
    """Asks where, writes, and says where or why not.

    Pictures are light, whatever the window is, because they are printed and projected.

    Parameters
    ----------
    window : QWidget
        What is pictured, and the parent of the dialogs.
    store : Store
        Whose result is written.
    stage : Stage
        Whose large picture is.
    themes : ThemeManager
        Makes the window light for a picture of it.
    status : StatusLine
        Where it is said.
    kept : SettingsFile
        Has the folder of the last export.
    """

    def __init__(
        self,
        window: QWidget,
        store: Store,
        stage: Stage,
        themes: ThemeManager,
        status: StatusLine,
        kept: SettingsFile,
    ) -> None:
        super().__init__(window)
        self._window, self._store, self._stage = window, store, stage
        self._themes, self._status, self._kept = themes, status, kept

    def export_report(self) -> None:
        """Save what was found: to be read, or as nnd-check gives it to other programs."""
        result = self._store.result
        if result.finished is None:
            return
        self._ask(
            tr("Export report"),
            [
                _Form(tr("To read and print"), ".html",
                      lambda: reports_page([(result, (), None)]).encode()),
                _Form(tr("For other programs"), ".json", lambda: report_json(result).encode()),
            ],
        )  # fmt: skip

    def export_table(self) -> None:
        """Save every weight's numbers, with all their digits."""
        result = self._store.result
        if result.finished is None:
            return
        table = _Form(tr("Table"), ".csv", lambda: table_csv(result).encode())
        self._ask(tr("Export table"), [table])

    def export_program(self) -> None:
        """Save the check as a program that repeats it with NumPy alone."""
        result = self._store.result
        if not result.completed or result.cover is not None:
            return  # it would have to hold what is covered
        self._ask(
            tr("Export program"),
            [
                _Form(tr("Python program"), ".py", lambda: script_text(result).encode()),
                _Form(tr("Jupyter notebook"), ".ipynb", lambda: notebook_text(result).encode()),
            ],
        )

    def export_picture(self) -> None:
        """Save the large picture as it is seen, in light colours."""
        picture = self._stage.seen_large
        self._ask(tr("Export picture"), _forms(self._themes, picture))

    def export_window(self) -> None:
        """Save the whole window as it is seen, in light colours."""
        self._ask(tr("Export window"), _forms(self._themes, self._window))

    def copy_verdict(self) -> None:
        """Put the verdict, the worst weights and the settings on the clipboard."""
        QGuiApplication.clipboard().setText(verdict_text(self._store.result))
        self._status.tell(tr("Copied: the verdict as text, to be pasted anywhere."))

    def copy_cell(self) -> None:
        """Put the cell at which the keyboard is on the clipboard, with all its digits."""
        table = self._window.focusWidget()
        if isinstance(table, CalmTable) and table.copy_cell():
            self._status.tell(tr("Copied: {text}", text=QGuiApplication.clipboard().text()))
        else:
            self._status.tell(tr("Go to a cell of a table first."))

    def copy_picture(self) -> None:
        """Put the large picture on the clipboard, in light colours."""
        with self._themes.printed():
            image = image_of(self._stage.seen_large)
        QGuiApplication.clipboard().setImage(image)
        self._status.tell(tr("Copied: the picture."))

    def copy_table(self) -> None:
        """Put every weight's numbers on the clipboard, as a spreadsheet takes them."""
        result = self._store.result
        if result.finished is None:
            return
        QGuiApplication.clipboard().setText(table_tabs(result))
        self._status.tell(tr("Copied: the table, with all its digits."))

    def _ask(self, title: str, forms: Sequence[_Form]) -> None:
        """Ask where, and as what; the content is made now, of what is on the screen now."""
        made = {form.choice: form.content() for form in forms}
        name = "gradient-check" + forms[0].suffix
        dialog = QFileDialog(self._window, title, str(self._folder() / name), ";;".join(made))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        suffixes = {form.choice: form.suffix.lstrip(".") for form in forms}
        dialog.setDefaultSuffix(suffixes[forms[0].choice])
        dialog.filterSelected.connect(lambda choice: dialog.setDefaultSuffix(suffixes[choice]))
        dialog.selectFile(name)
        chosen = dialog.selectedFiles() if dialog.exec() else []
        choice = dialog.selectedNameFilter()
        dialog.deleteLater()
        if not chosen:
            return
        file = Path(chosen[0])
        meant = _meant(forms, choice, file)
        # The dialog takes “my.version2” for a name that has its suffix.
        with_suffix(
            self._window, file, suffixes[meant], lambda whole: self._write(whole, made[meant])
        )

    def _folder(self) -> Path:
        """Where something was exported last, or else where people keep what they make."""
        last = Path(self._kept.settings.folder)
        if last.is_absolute() and last.is_dir():
            return last
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        found = Path(QStandardPaths.writableLocation(documents))
        return found if found.is_dir() else Path.home()

    def _write(self, file: Path, content: bytes) -> None:
        # Written beside the file and then put in its place: never half a file.
        target = QSaveFile(str(file))
        written = (
            target.open(QIODevice.OpenModeFlag.WriteOnly)
            and target.write(content) == len(content)
            and target.commit()
        )
        if written:
            self._kept.change(folder=str(file.parent))
            self._status.tell_saved(file)
            return
        tell(
            self._window,
            tr("Not saved"),
            tr("“{file}” could not be saved: {why}.", file=file.name, why=target.errorString()),
        )


def _forms(themes: ThemeManager, widget: QWidget) -> list[_Form]:
    """The forms that a picture can have."""

    def light(draw: Callable[[], bytes]) -> Callable[[], bytes]:
        def drawn() -> bytes:
            with themes.printed():
                return draw()

        return drawn

    return [
        _Form(tr("Picture"), ".png", light(lambda: png_of(widget))),
        _Form(tr("Picture for print"), ".png", light(lambda: png_of(widget, _FOR_PRINT))),
        _Form(tr("Drawing"), ".svg", light(lambda: svg_of(widget))),
        _Form(tr("Page"), ".pdf", light(lambda: pdf_of(widget))),
    ]


def _meant(forms: Sequence[_Form], choice: str, file: Path) -> str:
    """Which form is meant: that of the name's suffix, unless the one chosen has it too."""
    chosen = next((form for form in forms if form.choice == choice), forms[0])
    suffix = file.suffix.lower()
    if suffix == chosen.suffix:
        return chosen.choice
    return next((form.choice for form in forms if form.suffix == suffix), chosen.choice)
