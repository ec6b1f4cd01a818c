"""A widget drawn for a file: as points, or as lines and letters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pyqtgraph as pg
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPoint, QRect, QSizeF
from PySide6.QtGui import QImage, QPageSize, QPaintDevice, QPainter, QPdfWriter, QTransform
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QGraphicsView, QWidget

from nnd_gui.gui.commands.portable_svg import Plot, portable_svg
from nnd_gui.gui.theme.fonts import MONO_FAMILIES, SANS_FAMILIES
from nnd_gui.gui.widgets.focus_frame import FocusFrame
from nnd_gui.model.picture_size import pixels_of
from nnd_gui.model.words import tr

__all__ = ["image_of", "pdf_of", "png_of", "svg_of"]

_RATIO = 2.0
# A pixel of the window is that of a usual screen: 96 to an inch.
_DPI = 96
_METRES_AN_INCH = 0.0254
# Our fonts are not installed elsewhere: those that come next to them in width follow.
_OTHERS = {
    SANS_FAMILIES[0]: "Helvetica, Arial, sans-serif",
    MONO_FAMILIES[0]: "Menlo, Consolas, monospace",
}


def image_of(widget: QWidget, ratio: float = _RATIO) -> QImage:
    """Draw a widget anew at a multiple of its resolution."""
    image = QImage(*pixels_of(ratio, (widget.width(), widget.height())), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    # As large on paper, and in a text, as on a usual screen, however dense it is.
    dots = round(ratio * _DPI / _METRES_AN_INCH)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    with _as_shapes(widget):
        widget.render(image)
    return image


def png_of(widget: QWidget, ratio: float = _RATIO) -> bytes:
    """A widget as PNG, at a multiple of its resolution."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image_of(widget, ratio).save(buffer, "PNG")  # type: ignore[call-overload]  # stubs want bytes
    return bytes(buffer.data().data())


def svg_of(widget: QWidget) -> bytes:
    """A widget as SVG: its texts are texts, and its lines lines."""
    buffer = QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_DPI)
    generator.setSize(widget.size())
    generator.setViewBox(QRect(QPoint(0, 0), widget.size()))
    generator.setTitle(tr("Gradient Checker"))
    _draw(widget, generator)
    written = bytes(buffer.data().data()).decode()
    return portable_svg(written, _OTHERS, _plots_in(widget)).encode()


def _plots_in(widget: QWidget) -> list[Plot]:
    """Where plots are in a widget, and how their scales lie on it."""
    found = []
    views = [widget] if isinstance(widget, pg.GraphicsView) else []
    for view in (*views, *widget.findChildren(pg.GraphicsView)):
        if not view.isVisible():
            continue
        at = view.viewport().mapTo(widget, QPoint(0, 0))
        on_widget = view.viewportTransform() * QTransform.fromTranslate(at.x(), at.y())
        for box in (x for x in view.scene().items() if isinstance(x, pg.ViewBox)):
            scale = box.childGroup.sceneTransform() * on_widget
            found.append(Plot(scale, on_widget.mapRect(box.sceneBoundingRect())))
    return found


def pdf_of(widget: QWidget) -> bytes:
    """A widget as a PDF of one page, of its own size."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(tr("Gradient Checker"))
    size = QSizeF(widget.width() / _DPI, widget.height() / _DPI)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    _draw(widget, writer)
    return bytes(buffer.data().data())


def _draw(widget: QWidget, device: QPaintDevice) -> None:
    painter = QPainter(device)
    with _as_shapes(widget):
        widget.render(painter, QPoint(0, 0))
    painter.end()


@contextmanager
def _as_shapes(widget: QWidget) -> Iterator[None]:
    """Have plots draw each mark as a shape, and nothing that is of the keyboard.

    For the screen pyqtgraph copies marks from one image, which is coarse when enlarged, and of
    which Qt's SVG writer takes all for each of them. It also keeps the ground below as an image.
    """
    plots = [widget] if isinstance(widget, pg.GraphicsView) else []
    plots += widget.findChildren(pg.GraphicsView)
    items = [item for plot in plots for item in plot.scene().items()]
    drawn = [item for item in items if isinstance(item, pg.ScatterPlotItem)]
    for item in drawn:
        item.setExportMode(True, {"antialias": True})
    frames = [x for x in (widget, *widget.findChildren(FocusFrame)) if isinstance(x, FocusFrame)]
    for frame in frames:
        frame.set_drawn_for_others(True)
    cached = [(plot, plot.cacheMode()) for plot in plots]
    for plot in plots:
        plot.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
    try:
        yield
    finally:
        for plot, mode in cached:
            plot.setCacheMode(mode)
        for item in drawn:
            item.setExportMode(False)
        for frame in frames:
            frame.set_drawn_for_others(False)
