"""The icons' shapes: thin lines on a grid of 16."""

from __future__ import annotations

__all__ = ["SHAPES", "WIDTHS"]

# What stands inside <svg>. A line takes the icon's colour by itself; fill="C" fills with it.
SHAPES: dict[str, str] = {
    "check": '<path d="M3 8.5l3.3 3.3L13 4.8"/>',
    "plus": '<path d="M8 3.6v8.8M3.6 8h8.8"/>',
    "minus": '<path d="M3.6 8h8.8"/>',
    "refresh": '<path d="M13 8a5 5 0 1 1-1.6-3.7"/><path d="M13.2 2.2v3h-3"/>',
    "stop": '<rect x="4" y="4" width="8" height="8" rx="1.2" fill="C"/>',
    "play": '<path d="M5 3.6v8.8l7-4.4z" fill="C"/>',
    "pause": '<path d="M5.5 3.8v8.4M10.5 3.8v8.4" stroke-width="2"/>',
    "step-back": '<path d="M3.8 3.6v8.8"/><path d="M12 3.6v8.8L5.6 8z" fill="C"/>',
    "step-forward": '<path d="M12.2 3.6v8.8"/><path d="M4 3.6v8.8L10.4 8z" fill="C"/>',
    "to-first": (
        '<path d="M3 3.6v8.8"/><path d="M13.2 3.6v8.8L8.6 8z" fill="C"/>'
        '<path d="M8.4 3.6v8.8L3.8 8z" fill="C"/>'
    ),
    "to-last": (
        '<path d="M13 3.6v8.8"/><path d="M2.8 3.6v8.8L7.4 8z" fill="C"/>'
        '<path d="M7.6 3.6v8.8L12.2 8z" fill="C"/>'
    ),
    "dice": (
        '<rect x="2.6" y="2.6" width="10.8" height="10.8" rx="2.2"/>'
        '<g fill="C" stroke="none"><circle cx="5.6" cy="5.6" r="1.1"/>'
        '<circle cx="10.4" cy="5.6" r="1.1"/><circle cx="8" cy="8" r="1.1"/>'
        '<circle cx="5.6" cy="10.4" r="1.1"/><circle cx="10.4" cy="10.4" r="1.1"/></g>'
    ),
    "zoom-fit": (
        '<path d="M2.8 6V2.8H6M10 2.8h3.2V6M13.2 10v3.2H10M6 13.2H2.8V10"/>'
        '<path d="M5.5 10.2V8.4M8 10.2V5.6M10.5 10.2V7.2"/>'
    ),
    "export": '<path d="M8 9.6V2.6M5.2 5.2L8 2.4l2.8 2.8"/><path d="M2.8 9.4v3.8h10.4V9.4"/>',
    "copy": (
        '<rect x="5.6" y="5.6" width="7.8" height="7.8" rx="1.4"/>'
        '<path d="M10.4 3.4V2.6H2.6v7.8h.8"/>'
    ),
    "open": ('<path d="M2.4 12.4V4h4l1.4 1.8h5.8v6.6z"/>'),
    "close": '<path d="M4.4 4.4l7.2 7.2M11.6 4.4l-7.2 7.2"/>',
    "bug": (
        '<ellipse cx="8" cy="9" rx="3.2" ry="4.2"/><path d="M5.8 4.6a2.3 2.3 0 0 1 4.4 0"/>'
        '<path d="M8 5.2v7.8M4.8 7.6L2.4 6.2M11.2 7.6l2.4-1.4M4.8 10.8l-2.4 1.4'
        'M11.2 10.8l2.4 1.4"/>'
    ),
    "scale": (
        '<path d="M2.4 11h11.2M2.6 9.2V11M6.2 9.2V11M9.8 9.2V11M13.4 9.2V11"/>'
        '<circle cx="5" cy="5.4" r="1.8" fill="C" stroke="none"/><path d="M10 3v5"/>'
    ),
    "pen": '<path d="M10.8 2.8l2.4 2.4-7.6 7.6-3.2.8.8-3.2z"/><path d="M9.2 4.4l2.4 2.4"/>',
    "enlarge": '<path d="M9.4 2.8h3.8v3.8M13 3L9.2 6.8M6.6 13.2H2.8V9.4M3 13l3.8-3.8"/>',
    "bars": '<path d="M2.6 8h10.8"/><path d="M4.8 8V3.4M8 8V5.4M11.2 8v4.6" stroke-width="2"/>',
    "table": (
        '<rect x="2.6" y="3" width="10.8" height="10" rx="1"/>'
        '<path d="M2.6 6.4h10.8M2.6 9.7h10.8"/>'
    ),
    "valley": '<path d="M2.4 3.4L7 11.6l2 .2 4.6-7.4"/><path d="M2.4 13.4h11.2"/>',
    "slice": '<path d="M2.4 3.2c2 10.4 7.4 10.6 11.2 1.4"/><path d="M2.4 12.6L13.6 8.4"/>',
    "descent": (
        '<path d="M2.4 3c.8 6 3 8.6 11.2 9.2"/>'
        '<path d="M2.4 3c3 1.6 6 2.4 11.2 2.8" stroke-dasharray="2 1.6"/>'
    ),
    "matrix": (
        '<rect x="2.6" y="2.6" width="10.8" height="10.8" rx="1"/>'
        '<path d="M6.2 2.6v10.8M9.8 2.6v10.8M2.6 6.2h10.8M2.6 9.8h10.8"/>'
        '<rect x="6.2" y="6.2" width="3.6" height="3.6" fill="C" stroke="none"/>'
    ),
    "network": (
        '<path d="M4.2 5L11.6 8M4.2 11L11.6 8"/><circle cx="3.8" cy="4.6" r="1.7"/>'
        '<circle cx="3.8" cy="11.4" r="1.7"/><circle cx="12" cy="8" r="1.9" fill="C"/>'
    ),
    "tangent": (
        '<path d="M2.4 4.2c1.2 9 6.4 9 11.2-1.6"/>'
        '<path d="M4.6 13.6l8.8-6.4" stroke-dasharray="2 1.6"/>'
    ),
    "source": '<path d="M5.6 4.2L2.2 8l3.4 3.8M10.4 4.2L13.8 8l-3.4 3.8"/>',
    "sun": (
        '<circle cx="8" cy="8" r="2.7"/><path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6'
        'M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M3.5 12.5l1.1-1.1M11.4 4.6l1.1-1.1"/>'
    ),
    "moon": '<path d="M13.2 9.6A5.6 5.6 0 0 1 6.4 2.8a5.6 5.6 0 1 0 6.8 6.8z"/>',
    "system": '<circle cx="8" cy="8" r="5.4"/><path d="M8 2.6a5.4 5.4 0 0 1 0 10.8z" fill="C"/>',
    "screen": (
        '<rect x="2.2" y="3" width="11.6" height="7.8" rx="1"/><path d="M5.4 13.4h5.2M8 11v2"/>'
    ),
    "help": (
        '<circle cx="8" cy="8" r="5.6"/>'
        '<path d="M6.3 6.4a1.7 1.7 0 1 1 2.5 1.5c-.6.3-.8.6-.8 1.2"/>'
        '<circle cx="8" cy="11.2" r=".8" fill="C" stroke="none"/>'
    ),
    "warning": (
        '<path d="M8 2.6l6 10.6H2z"/><path d="M8 6.4v3.4"/>'
        '<circle cx="8" cy="11.5" r=".75" fill="C" stroke="none"/>'
    ),
    "chevron-down": '<path d="M4 6.2l4 4 4-4"/>',
    "chevron-up": '<path d="M4 9.8l4-4 4 4"/>',
    "chevron-right": '<path d="M6.2 4l4 4-4 4"/>',
    "chevron-left": '<path d="M9.8 4l-4 4 4 4"/>',
    "arrow-up": '<path d="M8 4.6l4 6.4H4z" fill="C" stroke-width=".8"/>',
    "arrow-down": '<path d="M8 11.4l4-6.4H4z" fill="C" stroke-width=".8"/>',
    # The marks of the verdicts, as in the plots and the table.
    "mark-agree": '<circle cx="8" cy="8" r="4.4" fill="C" stroke="none"/>',
    "mark-disagree": '<path d="M4.2 4.2l7.6 7.6M11.8 4.2l-7.6 7.6" stroke-width="2"/>',
    "mark-undecided": '<path d="M8 2.8L13.2 8 8 13.2 2.8 8z" stroke-width="1.6"/>',
    # The same for the verdict across the window, large.
    "verdict-agree": '<circle cx="8" cy="8" r="6.2"/><path d="M5 8.2l2.2 2.2L11.2 6"/>',
    "verdict-disagree": (
        '<circle cx="8" cy="8" r="6.2"/><path d="M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8"/>'
    ),
    "question": (
        '<circle cx="8" cy="8" r="6"/><path d="M6.2 6.4a1.9 1.9 0 1 1 2.6 1.7c-.6.3-.8.7-.8 1.3"/>'
        '<circle cx="8" cy="11.4" r=".7" fill="C" stroke="none"/>'
    ),
    "verdict-undecided": (
        '<path d="M8 1.4L14.6 8 8 14.6 1.4 8z"/>'
        '<path d="M6.5 6.8a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.5-.7 1"/>'
        '<circle cx="8" cy="10.8" r=".75" fill="C" stroke="none"/>'
    ),
    "dot": '<circle cx="8" cy="8" r="4" fill="C" stroke="none"/>',
    "radio-off": '<circle cx="8" cy="8" r="6.9"/>',
    "radio-on": (
        '<circle cx="8" cy="8" r="6.9" fill="C"/><circle cx="8" cy="8" r="3" fill="#FFFFFF" '
        'stroke="none"/>'
    ),
    "switch-off": (
        '<rect x=".7" y=".7" width="26.6" height="14.6" rx="7.3"/>'
        '<circle cx="8" cy="8" r="4.2" fill="C" stroke="none"/>'
    ),
    "switch-on": (
        '<rect x=".7" y=".7" width="26.6" height="14.6" rx="7.3" fill="C"/>'
        '<circle cx="20" cy="8" r="4.6" fill="#FFFFFF" stroke="none"/>'
    ),
}

WIDTHS = {"switch-off": 28, "switch-on": 28}
"""How wide a shape is that is not 16 wide."""
