"""A folder of submissions in a window of its own."""

from __future__ import annotations
