"""Functions of one variable: the shipped ones, and those that a person types."""

from __future__ import annotations

from nnd_gui.engine.functions.evaluate import Trouble, one_sided_slopes, trouble_at, value_of
from nnd_gui.engine.functions.landmarks import Landmark, landmarks_of
from nnd_gui.engine.functions.reading import ExpressionError, read_expression
from nnd_gui.engine.functions.subject import SHIPPED, Function

__all__ = [
    "SHIPPED",
    "ExpressionError",
    "Function",
    "Landmark",
    "Trouble",
    "landmarks_of",
    "one_sided_slopes",
    "read_expression",
    "trouble_at",
    "value_of",
]
