"""A check as a program of its own, for those who want to repeat it without this one."""

from __future__ import annotations

from nnd_gui.model.script.notebook import notebook_text
from nnd_gui.model.script.program import script_text
from nnd_gui.model.script.sections import can_be_repeated

__all__ = ["can_be_repeated", "notebook_text", "script_text"]
