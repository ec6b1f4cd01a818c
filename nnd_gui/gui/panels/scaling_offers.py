"""What would bring data to the size of a network: a sentence, and a button that does it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from nnd_gui.model.unscaled import ScalingOffer

__all__ = ["ScalingOffers"]


class ScalingOffers(QWidget):
    """Shows offers; takes no room where there are none.

    Attributes
    ----------
    taken : Signal(object)
        The person wants a `ScalingOffer`.
    """

    taken = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offers: tuple[ScalingOffer, ...] = ()
        self._shown: list[QWidget] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.hide()

    def set_offers(self, offers: Sequence[ScalingOffer]) -> None:
        """Show other offers."""
        if tuple(offers) == self._offers:
            return
        self._offers = tuple(offers)
        for widget in self._shown:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._shown = []
        for offer in self._offers:
            if offer.sentence:
                label = QLabel(offer.sentence, self)
                label.setProperty("look", "label")
                label.setWordWrap(True)
                label.setTextFormat(Qt.TextFormat.PlainText)
                self._column.addWidget(label)
                self._shown.append(label)
            button = QPushButton(offer.text, self)
            button.setProperty("look", "link")
            button.clicked.connect(partial(self._take, offer))
            self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
            self._shown.append(button)
        self.setVisible(bool(self._offers))

    def _take(self, offer: ScalingOffer) -> None:
        self.taken.emit(offer)
