"""Widgets beside each other, with thin lines between columns."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

__all__ = ["beside", "rule"]


def beside(window: QWidget, *parts: QWidget) -> QWidget:
    """Widgets side by side; in their window all the while, or Tab would find them last."""
    row = QWidget(window)
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    return row


def rule() -> QFrame:
    """A thin line between two columns."""
    line = QFrame()
    line.setProperty("look", "rule")
    return line
