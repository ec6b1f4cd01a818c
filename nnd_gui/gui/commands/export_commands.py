"""What the window writes to files and to the clipboard. A file is complete or not there."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from nnd_gui.gui.commands.drawn import image_of, pdf_of, png_of, svg_of
from nnd_gui.gui.dialogs.picture_dialog import PictureDialog
from nnd_gui.gui.dialogs.save_file import FileSaver, Form
from nnd_gui.gui.panels.status_line import StatusLine
from nnd_gui.gui.runs.store import Store
from nnd_gui.gui.stage.stage import Stage
from nnd_gui.gui.theme.manager import ThemeManager
from nnd_gui.gui.widgets.calm_table import CalmTable
from nnd_gui.model.export import report_json, table_csv, table_tabs
from nnd_gui.model.page import reports_page
from nnd_gui.model.picture_size import PictureChoice, ratio_of
from nnd_gui.model.script import notebook_text, script_text
from nnd_gui.model.settings import SettingsFile
from nnd_gui.model.verdict_text import verdict_text
from nnd_gui.model.words import tr

__all__ = ["ExportCommands"]


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
        Has the folder of the last export, and how large a picture was.
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
        self._saver = FileSaver(window, self._note_saved)

    def export_report(self) -> None:
        """Save what was found: to be read, or as nnd-check gives it to other programs."""
        result = self._store.result
        if result.finished is None:
            return
        page = reports_page([(result, (), None)]).encode()
        self._ask(
            tr("Export report"),
            [
                Form(tr("To read and print"), ".html", page),
                Form(tr("For other programs"), ".json", report_json(result).encode()),
            ],
        )

    def export_table(self) -> None:
        """Save every weight's numbers, with all their digits."""
        result = self._store.result
        if result.finished is None:
            return
        self._ask(tr("Export table"), [Form(tr("Table"), ".csv", table_csv(result).encode())])

    def export_program(self) -> None:
        """Save the check as a program that repeats it with NumPy alone."""
        result = self._store.result
        if not result.completed or result.cover is not None:
            return  # it would have to hold what is covered
        self._ask(
            tr("Export program"),
            [
                Form(tr("Python program"), ".py", script_text(result).encode()),
                Form(tr("Jupyter notebook"), ".ipynb", notebook_text(result).encode()),
            ],
        )

    def export_picture(self) -> None:
        """Save the large picture as it is seen, in light colours."""
        self._ask_picture(tr("Export picture"), self._stage.seen_large)

    def export_window(self) -> None:
        """Save the whole window as it is seen, in light colours."""
        self._ask_picture(tr("Export window"), self._window)

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

    def _ask_picture(self, title: str, widget: QWidget) -> None:
        """Ask as what and how large, and then where; neither holds up the program."""
        with self._themes.printed():
            seen = image_of(widget, 1.0)
        dialog = PictureDialog(title, seen, self._kept.settings.picture, self._window)
        dialog.chosen.connect(partial(self._draw, widget))
        dialog.open()

    def _draw(self, widget: QWidget, choice: PictureChoice) -> None:
        self._kept.change(picture=choice)
        ratio = ratio_of(choice, (widget.width(), widget.height()))
        with self._themes.printed():
            drawn = {
                "png": (tr("Picture"), png_of(widget, ratio)),
                "svg": (tr("Drawing"), svg_of(widget)),
                "pdf": (tr("Page"), pdf_of(widget)),
            }
        forms = [Form(title, f".{form}", content) for form, (title, content) in drawn.items()]
        forms.sort(key=lambda form: form.suffix != f".{choice.form}")  # the chosen one first
        self._ask(tr("Save picture"), forms)

    def _ask(self, title: str, forms: Sequence[Form]) -> None:
        self._saver.ask(title, forms, self._folder() / "gradient-check")

    def _folder(self) -> Path:
        """Where something was exported last, or else where people keep what they make."""
        last = Path(self._kept.settings.folder)
        if last.is_absolute() and last.is_dir():
            return last
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        found = Path(QStandardPaths.writableLocation(documents))
        return found if found.is_dir() else Path.home()

    def _note_saved(self, file: Path) -> None:
        self._kept.change(folder=str(file.parent))
        self._status.tell_saved(file)
