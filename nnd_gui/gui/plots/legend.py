"""What the plots' colours and marks mean, drawn as they are drawn there."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnd_gui.gui.theme.fonts import ui_font
from nnd_gui.gui.theme.tokens import Theme
from nnd_gui.model.words import tr

__all__ = ["Legend"]

_SWATCH = 12.0
_SPACE = 7.0
_BETWEEN = 18.0


class Legend(QWidget):
    """A row of swatches with their names.

    Parameters
    ----------
    kinds : tuple of str
        Any of ``numerical``, ``analytic``, ``agree``, ``undecided``, ``disagree``,
        ``uncertainty``, ``secant``, ``tangent``, ``before``, ``pinned`` and
        ``pinned-error``, from left to right.
    theme : Theme
        Colours.
    parent : QWidget, optional
        Owner.
    """

    def __init__(self, kinds: tuple[str, ...], theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "numerical": tr("numerical"),
            "analytic": tr("analytic"),
            "agree": tr("agree"),
            "undecided": tr("undecided"),
            "disagree": tr("disagree"),
            "uncertainty": tr("uncertainty"),
            "secant": tr("secant"),
            "tangent": tr("tangent"),
            "before": tr("before"),
            "pinned": tr("pinned"),
            "pinned-error": tr("pinned"),
        }
        self._entries = [(kind, names[kind]) for kind in kinds]
        self._theme = theme
        self._scale = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(tr("Legend: {names}", names=", ".join(n for _, n in self._entries)))

    def apply_theme(self, theme: Theme, scale: float) -> None:
        """Take on other colours and another size."""
        self._theme, self._scale = theme, scale
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for all entries in one row (called by Qt)."""
        metrics = QFontMetricsF(ui_font(scale=self._scale))
        words = sum(metrics.horizontalAdvance(name) for _, name in self._entries)
        signs = len(self._entries) * (_SWATCH + _SPACE) + (len(self._entries) - 1) * _BETWEEN
        return QSize(round(words + signs * self._scale) + 2, round(metrics.height()) + 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the row (called by Qt)."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = ui_font(scale=self._scale)
        painter.setFont(font)
        metrics = QFontMetricsF(font)
        swatch, x = _SWATCH * self._scale, 1.0
        middle = self.height() / 2
        for kind, name in self._entries:
            self._draw(painter, kind, QRectF(x, middle - swatch / 2, swatch, swatch))
            x += swatch + _SPACE * self._scale
            painter.setPen(QColor(self._theme.text))
            baseline = middle + (metrics.ascent() - metrics.descent()) / 2
            painter.drawText(QPointF(x, baseline), name)
            x += metrics.horizontalAdvance(name) + _BETWEEN * self._scale
        painter.end()

    def _draw(self, painter: QPainter, kind: str, box: QRectF) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if kind in ("numerical", "analytic", "uncertainty"):
            colour = {"numerical": theme.numerical, "analytic": theme.analytic}.get(kind)
            painter.fillRect(box, QColor(colour or theme.grid))
            if kind == "uncertainty":
                painter.setPen(QPen(QColor(theme.zero_line), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            if kind == "analytic":
                third = box.width() / 3
                stripe = box.adjusted(third, 0, -third, 0)
                painter.fillRect(stripe, QColor(theme.analytic_stripe))
            return
        if kind == "pinned-error":
            painter.setPen(QPen(QColor(theme.text_faint), 1.6 * self._scale))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(2, 2, -2, -2))
            return
        if kind in ("before", "pinned"):
            fill = QColor(theme.text_faint)
            fill.setAlpha(70)
            painter.fillRect(box, fill)
            painter.setPen(QPen(QColor(theme.text_faint), 1))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            return
        if kind in ("secant", "tangent"):
            # As they are drawn: a line, and a dashed one.
            pen = QPen(QColor(theme.numerical if kind == "secant" else theme.analytic), 2)
            if kind == "tangent":
                pen.setDashPattern([1.6, 1.2])
            painter.setPen(pen)
            middle = box.center().y()
            painter.drawLine(QPointF(box.left() - 2, middle), QPointF(box.right() + 2, middle))
            return
        inner = box.adjusted(2, 2, -2, -2)
        if kind == "agree":
            painter.setBrush(QColor(theme.agree))
            painter.drawEllipse(inner)
            return
        colour = theme.undecided if kind == "undecided" else theme.disagree
        painter.setPen(QPen(QColor(colour), 2 * self._scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if kind == "undecided":
            centre = box.center()
            reach = box.width() / 2 - 1
            corners = [QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0), QPointF(0, -reach)]
            painter.drawPolygon([centre + corner for corner in corners])
        else:
            painter.drawLine(inner.topLeft(), inner.bottomRight())
            painter.drawLine(inner.topRight(), inner.bottomLeft())
