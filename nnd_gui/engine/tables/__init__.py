"""Files of samples: text with separators and numpy's arrays, looked at first and then read."""

from nnd_gui.engine.tables.bad_cells import CellsProblem
from nnd_gui.engine.tables.opening import all_columns, open_table, read_all, read_table
from nnd_gui.engine.tables.reading import (
    MOST_NUMBERS,
    TARGETS_AS,
    Choice,
    Read,
    read_samples,
)
from nnd_gui.engine.tables.sheet import Sheet, TableFile
from nnd_gui.engine.tables.wanted import columns_of, columns_text

__all__ = [
    "MOST_NUMBERS",
    "TARGETS_AS",
    "CellsProblem",
    "Choice",
    "Read",
    "Sheet",
    "TableFile",
    "all_columns",
    "columns_of",
    "columns_text",
    "open_table",
    "read_all",
    "read_samples",
    "read_table",
]
