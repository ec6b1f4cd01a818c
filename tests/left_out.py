"""Tests that a machine cannot run: left out there, and failed where all of them must be proved."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest

__all__ = ["left_out"]


def left_out(why: str) -> NoReturn:
    """Skip for what a machine lacks; fail on one that says, by ``CI``, that it lacks nothing."""
    if os.environ.get("CI", "").lower() not in ("", "0", "false"):
        pytest.fail(why)
    pytest.skip(why)
