"""For every test: no screen, and nothing of a person's own settings is read or written."""

from __future__ import annotations

import os

# Before anything imports Qt. A test that wants a real screen sets up one of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
