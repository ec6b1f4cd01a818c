"""A person's file read without running it: encodings, cells, magics, Python 2, half a save."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnd_gui.engine.usercode.magics import PYLAB, lines_within, without_magics
from nnd_gui.engine.usercode.source import read_source


def _notebook(*cells: str, **more: Any) -> str:
    listed = [{"cell_type": "code", "source": cell.splitlines(keepends=True)} for cell in cells]
    return json.dumps({"cells": [{"cell_type": "markdown", "source": "# A"}, *listed], **more})


def _read(folder: Path, text: str | bytes, name: str = "student.py") -> Any:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return read_source(path)


@pytest.mark.parametrize(
    "raw",
    [
        "# Größe\nx = 1\n".encode(),
        "\ufeff# Größe\nx = 1\n".encode(),
        "# Größe\r\nx = 1\r\n".encode("cp1252"),
        "# -*- coding: latin-1 -*-\n# Größe\nx = 1\n".encode("latin-1"),
        b"# -*- coding: no-such-thing -*-\nx = 1\n",
        "# Größe\nx = 1\n".encode("utf-16"),
        b"x = 1\r",
    ],
)
def test_text_in_any_encoding(tmp_path: Path, raw: bytes) -> None:
    source = _read(tmp_path, raw)
    assert source.problem is None
    assert source.text.rstrip().endswith("x = 1")
    assert "\r" not in source.text


@pytest.mark.parametrize(
    ("text", "kind", "unfinished"),
    [
        (b"\x7fELF\0\0\0", "bad-input", False),
        (b"", "syntax-error", True),
        (b"  \n", "syntax-error", True),
        (b"x = (1,\n", "syntax-error", True),
        (b"def f(x):\n", "syntax-error", True),
        (b"x = 'abc\ny = 2\n", "syntax-error", True),
        (b"x = = 2\ny = 3\n", "syntax-error", False),
        (b"return 3\nx = 1\n", "syntax-error", False),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, text: bytes, kind: str, unfinished: bool) -> None:
    problem = _read(tmp_path, text).problem
    assert (problem.kind, problem.unfinished) == (kind, unfinished)
    assert "student.py" in str(problem)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    missing, folder = read_source(tmp_path / "none.py").problem, read_source(tmp_path).problem
    assert missing is not None
    assert missing.kind == "missing-file"
    assert folder is not None
    assert folder.kind == "bad-input"


def test_strange_escapes_are_no_warning(tmp_path: Path) -> None:
    assert _read(tmp_path, 'pattern = "\\d"\n').problem is None


@pytest.mark.parametrize(
    ("line", "instead"),
    [
        ('print "cost", J', "print(...)"),
        ("print J", "print(...)"),
        ("for i in r: print i", "print(...)"),
        ("try: pass\nexcept ValueError, e: pass", "except Error as name:"),
        ('raise ValueError, "no"', "raise Error(...)"),
        ('exec "x = 1"', "exec(...)"),
        ("if a <> b: pass", "!="),
        ("x = `y`", "repr(...)"),
        ("mode = 0777", "0o..."),
        ("n = 10L", "the number without L"),
    ],
)
def test_python_2_is_named_with_its_line(tmp_path: Path, line: str, instead: str) -> None:
    source = _read(tmp_path, f"import numpy as np\n\n{line}\nx = 1\n")
    at = 3 + line.count("\n")
    assert source.problem is not None
    assert "Python 2" in str(source.problem)
    assert f"student.py:{at}" in str(source.problem)
    assert instead in str(source.problem)


def test_old_tabs_beside_an_old_print_are_python_2(tmp_path: Path) -> None:
    source = _read(tmp_path, 'if True:\n        x = 1\n\ty = 2\n\tprint "y"\n')
    assert "Python 2" in str(source.problem)


def test_mixed_tabs_and_spaces_alone_are_told_as_such(tmp_path: Path) -> None:
    source = _read(tmp_path, "if True:\n        x = 1\n\ty = 2\n")
    assert "tabs" in str(source.problem)
    assert "student.py:3" in str(source.problem)


# -- notebooks ---------------------------------------------------------------------------------


def test_cells_are_one_program_with_places(tmp_path: Path) -> None:
    source = _read(tmp_path, _notebook("x = 1\ny = 2", "", "z = 3"), "n.ipynb")
    assert source.text.split("\n") == ["x = 1", "y = 2", "", "z = 3"]
    assert [source.place(line) for line in (1, 2, 3, 4)] == [
        "cell 1, line 1", "cell 1, line 2", "cell 2, line 1", "cell 3, line 1",
    ]  # fmt: skip
    assert [source.places.line_at(*source.places.cell_of(n)) for n in range(1, 5)] == [1, 2, 3, 4]


def test_the_format_of_2014(tmp_path: Path) -> None:
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1\n", "y = 2"]}]}]}
    assert _read(tmp_path, json.dumps(old), "old.ipynb").text == "x = 1\ny = 2"


@pytest.mark.parametrize("text", ['{"cells": [{"cell_ty', "[]", '{"a": 1}', "not json"])
def test_not_a_notebook(tmp_path: Path, text: str) -> None:
    problem = _read(tmp_path, text, "n.ipynb").problem
    assert problem.kind == "bad-input"
    assert problem.unfinished == (not text.endswith("}"))


def test_one_unfinished_cell_does_not_hide_the_others(tmp_path: Path) -> None:
    source = _read(tmp_path, _notebook("x = 1", "def f(x:\n    pass", "y = 2"), "n.ipynb")
    assert source.problem is None
    assert source.text.split("\n") == ["x = 1", "", "", "y = 2"]
    (note,) = source.notes
    assert str(note).startswith("cell 2, line 1 cannot be read, so the cell is left out")


def test_no_cell_can_be_read(tmp_path: Path) -> None:
    source = _read(tmp_path, _notebook("def f(x:"), "n.ipynb")
    assert "cell 1, line 1" in str(source.problem)


def test_a_save_that_changes_nothing_has_the_same_digest(tmp_path: Path) -> None:
    first = _read(tmp_path, _notebook("x = 1", metadata={"a": 1}), "n.ipynb")
    second = _read(tmp_path, _notebook("x = 1", metadata={"a": 2}), "n.ipynb")
    third = _read(tmp_path, _notebook("x = 2"), "n.ipynb")
    assert first.digest == second.digest != third.digest


@pytest.mark.parametrize(
    ("cell", "plain"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1"),
        ("!pip install numpy\nx = 1", "pass\nx = 1"),
        ("x = 1\nx?", "x = 1\npass"),
        ("?np.dot", "pass"),
        ("if x:\n    %time f(x)", "if x:\n    f(x)"),
        ("%timeit f(x)", "pass"),
        ("%run partFour.py", "from partFour import *"),
        ("files = !ls", "files = []"),
        ("x = %sql select", "x = None"),
        ("%%time\nx = 1", "\nx = 1"),
        ("%%writefile net.py\nx = 1", "\nx = 1"),
        ("%%bash\nls -l\necho", "\n\n"),
        ("%%html\n<b>x</b>", "\n"),
        ('"""\n% of units\n"""\n%pwd', '"""\n% of units\n"""\npass'),
        ("x = (a\n% b)\n!ls", "x = (a\n% b)\npass"),
        ("x = a \\\n% b\n!ls", "x = a \\\n% b\npass"),
        ("get_ipython().magic(u'matplotlib inline')", "pass"),
        ("get_ipython().run_line_magic('time', 'f(x)')", "f(x)"),
    ],
)
def test_magics(cell: str, plain: str) -> None:
    assert without_magics(cell) == plain
    compile(plain, "cell", "exec")


def test_pylab_means_what_it_imports(tmp_path: Path) -> None:
    source = _read(tmp_path, _notebook("%pylab inline\nx = 1"), "n.ipynb")
    assert source.text.split("\n") == [PYLAB, "x = 1"]
    names: dict[str, Any] = {}
    exec(PYLAB.partition("; import matplotlib")[0], names)
    assert names["sum"] is np.sum
    assert names["norm"] is np.linalg.norm
    assert names["randn"] is not None
    assert names["np"] is np
    assert (names["max"], names["abs"], names["round"]) == (max, abs, round)


def test_a_file_exported_from_a_notebook(tmp_path: Path) -> None:
    text = "# In[1]:\nget_ipython().run_line_magic('pylab', 'inline')\nx = 1\n"
    assert _read(tmp_path, text).text.split("\n")[1:3] == [PYLAB, "x = 1"]


def test_a_string_of_three_quotes_may_hold_anything() -> None:
    text = "x = '''a\n%b\n'''; y = \"#\"\nz = [1,\n%c\n]\nw = 'it''s'\n%d"
    assert lines_within(text) == {2, 3, 5, 6}


def test_nothing_is_run(tmp_path: Path) -> None:
    _read(tmp_path, "import sys\nsys.person_was_here = True\n")
    assert not hasattr(sys, "person_was_here")
