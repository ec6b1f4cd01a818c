"""Reports as one HTML page each: light, printable, and whole without any other file."""

from __future__ import annotations

from nnd_gui.model.page.folder_page import folder_page
from nnd_gui.model.page.report_page import reports_page

__all__ = ["folder_page", "reports_page"]
