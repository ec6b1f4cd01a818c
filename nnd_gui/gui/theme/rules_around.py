"""The rules for what holds other things: lists, tables and tabs, menus and bars."""

from __future__ import annotations

__all__ = ["CHROME", "LISTS"]

LISTS = """
QAbstractItemView {
    background: $plot; border: 1px solid transparent; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QAbstractItemView:focus { border-color: $focus; }
QListWidget[look="plain"]::item { min-height: 22px; padding: 0 4px; }
QTableView { gridline-color: transparent; }
QTableView[look="number"] { font-family: $mono; font-size: 13px; }
QTableView::item { padding: 0 6px; border: none; }
QTableView::item:hover { background: $hover; }
QTableView::item:selected {
    background: $selection; color: $text;
    border-top: 1px solid $focus; border-bottom: 1px solid $focus;
}
QListView::item { border: 1px solid transparent; border-radius: 3px; }
QListView::item:selected { background: $selection; color: $text; border-color: $focus; }
QHeaderView, QHeaderView::section { background: $plot; }
QHeaderView { qproperty-highlightSections: 0; }
QHeaderView::section {
    font-family: $sans; color: $text_muted; border: none; border-bottom: 1px solid $border;
    padding: 4px 6px;
}
QHeaderView::section:vertical { border-bottom: none; }
QHeaderView::section:hover { color: $text; }
QHeaderView::down-arrow { image: url($images/down.svg); width: 12px; height: 12px; }
QHeaderView::up-arrow { image: url($images/up.svg); width: 12px; height: 12px; }
QTableCornerButton::section { background: $plot; border: none; }

QScrollArea[look="reading"] { background: $window; border: 2px solid $window; }
QScrollArea[look="reading"]:focus { border-color: $focus; }
QScrollArea[look="aside"] { border: none; border-left: 2px solid $surface; }
QScrollArea[look="aside"]:focus { border-left-color: $focus; }
QTabWidget::pane { border: none; border-top: 1px solid $border; background: $plot; }
QTabBar { font-weight: 600; background: transparent; qproperty-drawBase: 0; }
QTabBar::tab {
    background: transparent; color: $text_muted; border: 2px solid transparent;
    padding: 4px 6px; margin-right: 7px;
}
QTabBar::tab:hover { color: $text; border-bottom-color: $border_strong; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; }
QTabBar::tab:selected:focus { border: 2px solid $focus; border-radius: 4px; }
QTabBar::tab:disabled { color: $disabled; }
QTabBar::scroller { width: 26px; }
QTabBar QToolButton {
    background: $plot; border: none; border-radius: 0; padding: 0; margin: 0; min-height: 24px;
}
QTabBar QToolButton:hover { background: $hover; }
QTabBar QToolButton::left-arrow { image: url($images/left.svg); width: 14px; height: 14px; }
QTabBar QToolButton::right-arrow { image: url($images/right.svg); width: 14px; height: 14px; }
QTabBar QToolButton::left-arrow:disabled { image: url($images/left-off.svg); }
QTabBar QToolButton::right-arrow:disabled { image: url($images/right-off.svg); }
"""

CHROME = """
QMenuBar { background: $surface; padding: 2px 8px; border: none; }
QMenuBar::item {
    padding: 4px 8px; border: 1px solid transparent; border-radius: 4px; background: transparent;
}
QMenuBar::item:selected { background: $hover; border-color: $focus; }
QMenuBar::item:pressed { background: $pressed; border-color: $focus; }
QMenu { background: $raised; border: 1px solid $border_strong; padding: 4px; }
QMenu::item {
    padding: 5px 27px 5px 27px; border: 1px solid transparent; border-radius: 4px;
    background: transparent;
}
QMenu::item:selected { background: $selection; color: $text; border-color: $focus; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $border; margin: 4px 8px; }
QMenu::icon { left: 7px; }
QMenu::indicator { width: 14px; height: 14px; left: 7px; }
QMenu::indicator:checked { image: url($images/tick-ink.svg); }
QMenu::right-arrow { image: url($images/right.svg); width: 14px; height: 14px; right: 6px; }
QToolBar { background: $surface; border: none; padding: 4px 16px; spacing: 8px; }
QToolBar::separator { width: 1px; background: $border; margin: 6px 4px; }
QStatusBar { background: $surface; border-top: 1px solid $border; color: $text_muted; }
QStatusBar::item { border: none; }
QStatusBar QLabel { color: $text_muted; font-size: 12px; padding: 2px 8px; }
QDockWidget { titlebar-close-icon: none; titlebar-normal-icon: none; }
QDockWidget::title { background: $surface; padding: 8px 16px; font-weight: 600; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 10px; margin: 0; }
QScrollBar:horizontal { height: 10px; margin: 0; }
QScrollBar::handle { background: $border_strong; border-radius: 3px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $text_faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
"""
