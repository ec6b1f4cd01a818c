"""The rules of the style sheet.

A widget asks for another look than its kind's by the dynamic property ``look``: on a label
``title``, ``head``, ``section``, ``label``, ``muted``, ``faint``, ``number``, ``verdict``,
``ratio``, ``covered`` or ``problem``; on a button ``primary``, ``quiet``, ``link`` or ``icon``;
on a check box ``switch``; on a spin box ``large`` or ``tight``; on a combo box ``tight``; on a
frame ``panel``, ``room``, ``rule``, ``bar`` or ``banner``, the last with a ``verdict``.
The property ``problem`` marks an editor whose text cannot be used.
"""

from __future__ import annotations

from nnd_gui.gui.theme.rules_around import CHROME, LISTS

__all__ = ["RULES"]

_WORDS = """
* { font-family: $sans; }
QWidget { font-size: 13px; color: $text; }
QMainWindow, QDialog { background: $window; }
QMainWindow::separator { background: $border; width: 1px; height: 1px; }
QSplitter::handle { background: $border; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QLabel { background: transparent; }
QLabel:disabled { color: $disabled; }
QLabel[look="head"] { font-size: 15px; font-weight: 700; }
QLabel[look="title"] { font-size: 18px; font-weight: 700; }
QLabel[look="section"] { font-weight: 600; color: $text_muted; }
QLabel[look="label"] { font-size: 12px; color: $text_muted; }
QLabel[look="muted"] { color: $text_muted; }
QLabel[look="faint"] { color: $text_faint; }
QLabel[look="number"] { font-family: $mono; }
QLabel[look="problem"] { font-size: 12px; color: $problem; }
QLabel[look="covered"] { font-size: 64px; font-weight: 700; color: $border_strong; }
QLabel[look="preview"] { background: $surface; border: 1px solid $border; }
QLabel[look="verdict"] { font-size: 24px; font-weight: 700; }
QLabel[look="ratio"] { font-family: $mono; font-size: 18px; font-weight: 700; }

QFrame[look="panel"], QFrame[look="bar"] { background: $surface; border: none; }
QFrame[look="room"] { background: $plot; border: none; }
QFrame[look="banner"] { background: $banner_running; border: none; }
QFrame[look="banner"][verdict="agree"] { background: $banner_agree; }
QFrame[look="banner"][verdict="disagree"] { background: $banner_disagree; }
QFrame[look="banner"][verdict="undecided"] { background: $banner_undecided; }
QFrame[look="banner"][verdict="failed"] { background: $banner_failed; }
QFrame[look="banner"] QLabel { color: $banner_text; }
QFrame[look="banner"] QLabel[look="label"] { font-size: 14px; }
QLabel[look="card"] {
    background: $raised; border: 1px solid $border_strong; border-radius: 6px; padding: 8px 10px;
}
QFrame[look="rule"] { background: $border; border: none; max-width: 1px; min-width: 1px; }
QFrame[look="line"] { background: $border; border: none; max-height: 1px; min-height: 1px; }
QScrollArea, QScrollArea > QWidget > QWidget[look="panel"] { background: $surface; border: none; }
QGroupBox { border: none; margin-top: 24px; font-weight: 600; color: $text_muted; }
QGroupBox::title { subcontrol-origin: margin; left: 0; padding: 0 0 4px 0; }
QToolTip { background: $raised; color: $text; border: 1px solid $border_strong; padding: 5px 8px; }
"""

_BUTTONS = """
QPushButton, QToolButton {
    background: $raised; border: 1px solid $border; border-radius: 5px;
    padding: 0 12px; min-height: 30px;
}
QPushButton, QToolButton, QMenu, QTabBar, QTableView { icon-size: 16px; }
QToolButton { padding: 0 8px; max-height: 30px; }
QPushButton:hover, QToolButton:hover { background: $hover; border-color: $border_strong; }
QPushButton:pressed, QToolButton:pressed, QPushButton:checked, QToolButton:checked,
QPushButton:open, QToolButton:open { background: $pressed; border-color: $border_strong; }
QPushButton:focus, QToolButton:focus {
    border: 2px solid $focus; padding: 0 11px; min-height: 28px;
}
QToolButton:focus { padding: 0 7px; max-height: 28px; }
QToolButton[look="line"] { padding: 0 6px; min-height: 18px; max-height: 18px; }
QToolButton[look="line"]:focus { padding: 0 5px; min-height: 16px; max-height: 16px; }
QToolButton[look="icon"] { padding: 0; min-width: 30px; max-width: 30px; }
QToolButton[look="icon"]:focus { padding: 0; min-width: 28px; max-width: 28px; }
QPushButton:disabled, QToolButton:disabled {
    color: $disabled; background: transparent; border-color: $border;
}
QDialogButtonBox { dialogbuttonbox-buttons-have-icons: 0; } /* the system's have other colours */
QPushButton::menu-indicator {
    image: url($images/down.svg); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 8px;
}
QToolButton::menu-indicator {
    image: url($images/down.svg); width: 14px; height: 14px;
    subcontrol-origin: padding; subcontrol-position: center right; right: 6px;
}
QToolButton[popupMode="2"] { padding-right: 26px; }
QToolButton[popupMode="2"]:focus { padding-right: 25px; }

QPushButton[look="primary"], QToolButton[look="primary"] {
    background: $accent; border-color: $accent; color: $accent_text; font-weight: 600;
}
QPushButton[look="primary"]:hover, QToolButton[look="primary"]:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton[look="primary"]:pressed, QToolButton[look="primary"]:pressed {
    background: $accent_pressed; border-color: $accent_pressed;
}
QPushButton[look="primary"]:focus, QToolButton[look="primary"]:focus {
    border-color: $accent_ring;
}
QPushButton[look="primary"]:disabled, QToolButton[look="primary"]:disabled {
    background: $pressed; border-color: $pressed; color: $text_faint;
}
QPushButton[look="quiet"], QToolButton[look="quiet"] {
    background: transparent; border-color: transparent;
}
QPushButton[look="quiet"]:hover, QToolButton[look="quiet"]:hover { background: $hover; }
QPushButton[look="quiet"]:pressed, QToolButton[look="quiet"]:pressed { background: $pressed; }
QPushButton[look="quiet"]:focus, QToolButton[look="quiet"]:focus { border-color: $focus; }

QToolButton[look="banner"] {
    background: transparent; border-color: transparent; padding: 0;
    min-width: 30px; max-width: 30px;
}
QToolButton[look="banner"]:hover { background: rgba(255, 255, 255, 40); }
QToolButton[look="banner"]:pressed { background: rgba(255, 255, 255, 70); }
QToolButton[look="banner"]:focus {
    border-color: $banner_text; padding: 0; min-width: 28px; max-width: 28px;
}

QPushButton[look="link"] {
    background: transparent; border: 2px solid transparent; border-radius: 4px;
    color: $link; padding: 0; min-height: 20px;
}
QPushButton[look="link"]:hover { text-decoration: underline; }
QPushButton[look="link"]:pressed { color: $text; }
QPushButton[look="link"]:focus { border-color: $focus; padding: 0; }

QCheckBox, QRadioButton {
    spacing: 8px; min-height: 20px; background: transparent;
    border: 2px solid transparent; border-radius: 4px;
}
QCheckBox:focus, QRadioButton:focus { border-color: $focus; }
QCheckBox:disabled, QRadioButton:disabled { color: $disabled; }
QCheckBox::indicator {
    width: 14px; height: 14px; border: 1px solid $border_strong; border-radius: 4px;
    background: $raised;
}
QCheckBox::indicator:hover { border-color: $text_muted; }
QCheckBox::indicator:checked {
    background: $accent; border-color: $accent; image: url($images/tick.svg);
}
QCheckBox::indicator:disabled { background: $window; border-color: $border; }
QCheckBox::indicator:checked:disabled { image: url($images/tick-off.svg); }
QRadioButton::indicator { width: 16px; height: 16px; image: url($images/radio-off.svg); }
QRadioButton::indicator:checked { image: url($images/radio-on.svg); }
QCheckBox[look="switch"] { min-height: 26px; }
QCheckBox[look="switch"]::indicator {
    width: 28px; height: 16px; border: none; background: transparent;
    image: url($images/switch-off.svg);
}
QCheckBox[look="switch"]::indicator:checked { image: url($images/switch-on.svg); }
"""

_EDITORS = """
QLineEdit, QComboBox, QAbstractSpinBox {
    background: $raised; border: 1px solid $border_strong; border-radius: 4px;
    padding: 0 9px; min-height: 30px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit:hover, QComboBox:hover, QAbstractSpinBox:hover { border-color: $text_muted; }
QLineEdit QToolButton, QLineEdit QToolButton:hover, QLineEdit QToolButton:pressed {
    background: transparent; border: none; padding: 0; min-height: 0;
}
QLineEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {
    border: 2px solid $focus; padding: 0 8px; min-height: 28px;
}
QLineEdit[problem="true"], QComboBox[problem="true"], QAbstractSpinBox[problem="true"] {
    border: 2px solid $problem; padding: 0 8px; min-height: 28px;
}
QLineEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {
    color: $disabled; background: $window; border-color: $border;
}
QLineEdit[look="number"] { font-family: $mono; }

QComboBox { padding-right: 4px; combobox-popup: 0; }
QComboBox:on { border-color: $border_strong; }
QComboBox::drop-down { border: none; width: 24px; subcontrol-position: center right; }
QComboBox::down-arrow { image: url($images/down.svg); width: 14px; height: 14px; }
QComboBox::down-arrow:disabled { image: url($images/down-off.svg); }
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {
    background: $raised; border: 1px solid $border_strong; padding: 3px; outline: none;
    selection-background-color: $selection; selection-color: $text;
}
QComboBox QAbstractItemView::item {
    min-height: 26px; padding: 0 6px; border: 1px solid transparent; border-radius: 3px;
}
QComboBox QAbstractItemView::item:selected, QComboBox QAbstractItemView::item:hover {
    background: $selection; color: $text; border-color: $focus;
}
QComboBox QAbstractItemView::item:disabled { color: $disabled; background: transparent; }

QAbstractSpinBox { padding-right: 0; }
QAbstractSpinBox:focus { padding-right: 0; }
QAbstractSpinBox[problem="true"] { padding-right: 0; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {
    background: transparent; border: none; padding: 0; min-height: 0; border-radius: 0;
}
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button {
    subcontrol-origin: border; width: 22px; border: none; background: transparent; margin: 2px;
    border-radius: 3px;
}
QAbstractSpinBox::up-button { subcontrol-position: top right; margin-bottom: 0; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; margin-top: 0; }
QAbstractSpinBox::up-button:hover, QAbstractSpinBox::down-button:hover { background: $hover; }
QAbstractSpinBox::up-button:pressed, QAbstractSpinBox::down-button:pressed {
    background: $pressed;
}
QAbstractSpinBox::up-button:off, QAbstractSpinBox::down-button:off,
QAbstractSpinBox::up-button:disabled, QAbstractSpinBox::down-button:disabled {
    background: transparent;
}
QAbstractSpinBox::up-arrow { image: url($images/spin-up.svg); width: 11px; height: 11px; }
QAbstractSpinBox::down-arrow { image: url($images/spin-down.svg); width: 11px; height: 11px; }
QAbstractSpinBox::up-arrow:hover { image: url($images/spin-up-on.svg); }
QAbstractSpinBox::down-arrow:hover { image: url($images/spin-down-on.svg); }
QAbstractSpinBox::up-arrow:off, QAbstractSpinBox::up-arrow:disabled {
    image: url($images/spin-up-off.svg);
}
QAbstractSpinBox::down-arrow:off, QAbstractSpinBox::down-arrow:disabled {
    image: url($images/spin-down-off.svg);
}
QAbstractSpinBox[look="large"] {
    font-family: $mono; font-size: 20px; font-weight: 700; min-height: 38px; border-radius: 5px;
}
QAbstractSpinBox[look="large"]:focus, QAbstractSpinBox[look="large"][problem="true"] {
    min-height: 36px;
}
QAbstractSpinBox[look="large"]::up-arrow, QAbstractSpinBox[look="large"]::down-arrow {
    width: 15px; height: 15px;
}
QAbstractSpinBox[look="large"]::up-button, QAbstractSpinBox[look="large"]::down-button {
    width: 28px;
}

QComboBox[look="tight"] { padding: 0 2px 0 7px; }
QComboBox[look="tight"]:focus { padding: 0 1px 0 6px; }
QComboBox[look="tight"]::drop-down { width: 20px; }
QAbstractSpinBox[look="tight"] { padding: 0 0 0 6px; }
QAbstractSpinBox[look="tight"]:focus, QAbstractSpinBox[look="tight"][problem="true"] {
    padding: 0 0 0 5px;
}
QAbstractSpinBox[look="tight"]::up-button, QAbstractSpinBox[look="tight"]::down-button {
    width: 18px;
}

QSlider { min-height: 24px; background: transparent; }
QSlider::groove:horizontal { height: 4px; border-radius: 2px; background: $border; }
QSlider::sub-page:horizontal { border-radius: 2px; background: $accent; }
QSlider::handle:horizontal {
    width: 14px; height: 14px; margin: -7px 0; border-radius: 8px;
    background: $raised; border: 2px solid $accent;
}
QSlider::handle:horizontal:focus { background: $accent; border-color: $text; }
QProgressBar {
    border: none; border-radius: 2px; background: $border; max-height: 4px; min-height: 4px;
    color: transparent;
}
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $surface; border: 1px solid $border_strong; border-radius: 4px; padding: 6px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QPlainTextEdit:focus, QTextEdit:focus, QTextBrowser:focus {
    border: 2px solid $focus; padding: 5px;
}
QPlainTextEdit[look="number"] { font-family: $mono; }
QTextBrowser[look="reading"] {
    background: $surface; border: none; border-left: 2px solid $surface; padding: 0;
}
QTextBrowser[look="reading"]:focus { border: none; border-left: 2px solid $focus; padding: 0; }
"""

RULES = _WORDS + _BUTTONS + _EDITORS + LISTS + CHROME
"""All rules: ``$name`` is a colour, ``$images`` a folder, ``$sans`` and ``$mono`` the fonts."""
