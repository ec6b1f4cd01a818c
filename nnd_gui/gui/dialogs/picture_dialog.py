"""As what a picture is written, and how large; with a small one of what it will be."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from nnd_gui.gui.dialogs.guide import give_help
from nnd_gui.gui.widgets.choice_box import ChoiceBox, ChoiceModel
from nnd_gui.gui.widgets.count_spin_box import CountSpinBox
from nnd_gui.gui.widgets.field import Field
from nnd_gui.model.picture_size import (
    SCALES,
    PictureChoice,
    largest_ratio,
    pixels_of,
    ratio_of,
    size_text,
)
from nnd_gui.model.words import tr

__all__ = ["PictureDialog"]

_PREVIEW = QSize(340, 240)
_FRAME = QSize(2, 2)
_FIELDS_PX = 240
_OTHER = "other"
_NARROWEST = 50


class PictureDialog(QDialog):
    """Asks for a `PictureChoice`.

    Parameters
    ----------
    title : str
        Translated.
    seen : QImage
        The picture as large as it is seen.
    choice : PictureChoice
        The choice so far.
    parent : QWidget
        The window.

    Attributes
    ----------
    chosen : Signal(object)
        The `PictureChoice` that is to be written.
    """

    chosen = Signal(object)

    def __init__(self, title: str, seen: QImage, choice: PictureChoice, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        give_help(self, "documents-and-exports")
        self._size = seen.width(), seen.height()
        self._choice = choice
        self._form = ChoiceBox(tr("Form"), ChoiceModel([
            ("png", tr("Picture (PNG)")),
            ("svg", tr("Drawing (SVG)")),
            ("pdf", tr("Page (PDF)")),
        ], self), self)  # fmt: skip
        self._form.setToolTip(
            tr("A picture has points; a drawing and a page have lines and letters")
        )
        largest = largest_ratio(self._size)
        scales = ChoiceModel([], self)
        for scale in SCALES:
            across, down = pixels_of(scale, self._size)
            scales.add(str(scale), f"{scale:g}×  ({across} × {down})")
            if scale > largest:
                scales.set_obstacle(str(scale), tr("More points than a picture can have"))
        scales.add(_OTHER, tr("As wide as below"))
        self._scale = ChoiceBox(tr("Size"), scales, self)
        self._scale.setToolTip(tr("How many points for each that is seen on a usual screen"))
        most = pixels_of(largest, self._size)[0]
        self._width = CountSpinBox(
            tr("The width"), self._size[0], low=min(_NARROWEST, most), high=most, parent=self
        )
        self._width.setToolTip(tr("Points from left to right; the height follows"))
        self._said = QLabel(self)
        self._said.setProperty("look", "muted")
        self._said.setWordWrap(True)
        self._save = QPushButton(tr("&Save…"), self)
        self._build(seen)
        self._form.set_value(choice.form)
        self._show()
        self._form.value_changed.connect(self._take_form)
        self._scale.value_changed.connect(self._take_scale)
        self._width.value_changed.connect(self._take_width)
        self._width.problem_changed.connect(self._take_problem)

    def _build(self, seen: QImage) -> None:
        preview = QLabel(self)
        preview.setAccessibleName(tr("What it will look like"))
        preview.setToolTip(tr("Exports are light, whatever the window is"))
        preview.setProperty("look", "preview")
        preview.setAlignment(Qt.AlignmentFlag.AlignCenter)
        dense = self.devicePixelRatioF()
        small = seen.scaled(
            _PREVIEW * dense,
            Qt.AspectRatioMode.KeepAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        small.setDevicePixelRatio(dense)
        preview.setPixmap(QPixmap.fromImage(small))
        preview.setFixedSize(small.deviceIndependentSize().toSize() + _FRAME)
        buttons = QDialogButtonBox(self)
        cancel = QPushButton(tr("&Cancel"), self)
        cancel.setToolTip(tr("Leave all as it is (Esc)"))
        cancel.clicked.connect(self.reject)
        self._save.setProperty("look", "primary")
        self._save.setDefault(True)
        self._save.setToolTip(tr("Ask where, and write it (Enter)"))
        self._save.clicked.connect(self._choose)
        buttons.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
        buttons.addButton(self._save, QDialogButtonBox.ButtonRole.AcceptRole)
        fields = QVBoxLayout()
        fields.setSpacing(12)
        for label, editor in (
            (tr("&Form"), self._form),
            (tr("S&ize"), self._scale),
            (tr("&Width in pixels"), self._width),
        ):
            editor.setMinimumWidth(_FIELDS_PX)
            fields.addWidget(Field(label, editor, self))
        fields.addWidget(self._said)
        fields.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(preview, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(fields, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(16)
        column.addLayout(row, 1)
        column.addWidget(buttons)

    def _show(self) -> None:
        choice = self._choice
        ratio = ratio_of(choice, self._size)
        pixels = pixels_of(ratio, self._size)
        fits = not choice.width and str(ratio) in map(str, SCALES)
        self._scale.set_value(str(ratio) if fits else _OTHER)
        self._width.set_value(pixels[0])
        points = choice.form == "png"
        self._scale.setEnabled(points)
        self._width.setEnabled(points)
        self._said.setText(size_text(pixels) if points else tr("Sharp at every size"))

    def _take_form(self, form: str) -> None:
        self._take(PictureChoice(form, self._choice.scale, self._choice.width))

    def _take_scale(self, scale: str) -> None:
        choice = self._choice
        width = self._width.value() if scale == _OTHER else 0
        self._take(PictureChoice(
            choice.form, choice.scale if scale == _OTHER else float(scale), width
        ))  # fmt: skip

    def _take_width(self, width: object) -> None:
        if isinstance(width, int):
            self._take(PictureChoice(self._choice.form, self._choice.scale, width))

    def _take(self, choice: PictureChoice) -> None:
        self._choice = choice
        self._show()

    def _take_problem(self, problem: str) -> None:
        self._save.setEnabled(not problem)

    def _choose(self) -> None:
        self._width.commit()  # it may still be being typed
        if self._save.isEnabled():
            choice = self._choice
            self.accept()
            self.chosen.emit(choice)
