"""A folder of submissions: chosen once for all, checked side by side, kept, grouped, reported."""

from __future__ import annotations
