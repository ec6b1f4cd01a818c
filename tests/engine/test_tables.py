"""Files of samples in whatever shape they come: text with separators."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.sources import TableData
from nnd_gui.engine.tables import (
    CellsProblem,
    Choice,
    columns_of,
    columns_text,
    open_table,
    read_all,
    read_samples,
    read_table,
)

TWO_ROWS = ((1.5, 2.0), (-3.0, 4e-3))


def file_of(folder: Path, content: bytes | str) -> Path:
    file = folder / "scores.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


@pytest.mark.parametrize(
    "content",
    [
        "1.5,2\n-3,4e-3",
        "1.5,2\r\n-3,4e-3\r\n",
        "1.5,2\r-3,4e-3\r",
        " 1.5 , 2 \n\n  \n-3,4e-3\n\n",
        "sleep,score\n1.5,2\n-3,4e-3\n",
        "\n\nsleep,score\n1.5,2\n-3,4e-3\n",
        "Scores of last year\n\nsleep,score\n1.5,2\n-3,4e-3\n",
        "# sleep score\n1.5 2\n-3 4e-3\n",
        '"sleep, in hours","score"\n"1.5","2"\n-3,4e-3\n',
        '"two\nlines",score\n1.5,2\n-3,4e-3\n',
        "1,5;2\n-3;4e-3\n",
        "Schlaf;Punkte\n1,5;2,0\n-3;0,004\n",
        "1.5;2\n-3;0.004",
        "1.5\t2\n-3\t4e-3\n",
        "1,5\t2\n-3\t0,004\n",
        "1.5 2\n-3    4e-3\n",
        "  1.5\t 2\n -3\t4e-3\n",
        "1.5|2\n-3|4e-3\n",
        b"\xef\xbb\xbf1.5,2\n-3,4e-3\n",
        b"\xef\xbb\xbfsleep,score\n1.5,2\n-3,4e-3\n",
        "sleep\tscore\n1.5\t2\n-3\t4e-3\n".encode("utf-16"),
        "Größe;Punkte\n1,5;2\n-3;0,004\n".encode("latin-1"),
    ],
)
def test_tables_that_can_be_read(tmp_path: Path, content: bytes | str) -> None:
    found = read_table(file_of(tmp_path, content))
    assert (found.name, found.rows) == ("scores.csv", TWO_ROWS)


def test_what_columns_are_called_is_kept(tmp_path: Path) -> None:
    assert read_table(file_of(tmp_path, "sleep,score\n1,2\n")).headings == ("sleep", "score")
    assert read_table(file_of(tmp_path, "1,2\n3,4\n")).headings == ()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("1,2\n3\n", "Row 2 has 1 cells, the others have 2"),
        ("a,b\n1,2\n\n3,4,5\n", "Row 4"),
        ("1,2\n3,x\n", "row 2, column 2 is “x”, no number"),
        ("1,2\n3,\n", "row 2, column 2 is empty"),
        ("sleep,score\n1,2\n3,NA\n", r"row 3, column 2 \(“score”\) is missing \(“NA”\)"),
        ("1,2\n3,1_000\n", "“1_000”"),
        ("1,2\nnan,1\n", "row 2, column 1 is missing"),
        ("1,2\n1,inf\n", "inf, not a finite number"),
        ("1,2\n1e999,1\n", "1e999, not a finite number"),
        ('1,2\n"' + "3" * 200_000 + '",4\n', "Row 2"),
        (b"1,2\n\xe9,4\n", "“é”"),
        (bytes(range(256)), "not a text file"),
        ("1,2\n3,4\n".encode("utf-16-be") + b"\xff", "not a text file"),
        ("1,2\n" * 40_000 + "7" * (1 << 22), "more than 4,194,304 letters"),
    ],
)
def test_tables_that_cannot(tmp_path: Path, content: bytes | str, says: str) -> None:
    with pytest.raises(CheckFailure, match=says) as caught:
        read_table(file_of(tmp_path, content))
    assert caught.value.kind == "bad-input"
    assert "scores.csv" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("content", ["", "\n\n", "sleep,score\n", "1\n2\n"])
def test_tables_that_are_no_data(tmp_path: Path, content: str) -> None:
    with pytest.raises(SpecError, match=r"scores\.csv") as caught:
        read_table(file_of(tmp_path, content))
    assert caught.value.field == "data"


def test_too_many_rows(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="more than 100,000 samples"):
        read_table(file_of(tmp_path, "1,2\n" * 100_001))


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for place, says in ((tmp_path / "none.csv", "no file"), (tmp_path, "cannot be read")):
        with pytest.raises(CheckFailure, match=says) as caught:
            read_table(place)
        assert caught.value.kind == "missing-file"
        assert str(tmp_path.parent) not in str(caught.value)


IRIS = "id,length,width,species\n" + "".join(
    f"{i},{4 + i / 10},{i % 3},{('setosa', 'virginica', 'versicolor')[i % 3]}\n" for i in range(9)
)


def test_x_and_y_are_guessed(tmp_path: Path) -> None:
    sheet = open_table(file_of(tmp_path, IRIS)).sheet
    assert sheet.headings == ("id", "length", "width", "species")
    assert (sheet.inputs, sheet.targets) == ((1, 2), (3,))  # not the counter
    assert (sheet.numbers, sheet.separator) == (tuple(range(2, 11)), ",")
    sheet = open_table(file_of(tmp_path, "y,a,b\n1,2,3\n4,5,6\n")).sheet
    assert (sheet.inputs, sheet.targets) == ((1, 2), (0,))
    sheet = open_table(file_of(tmp_path, "1,2,3\n4,5,6\n")).sheet
    assert (sheet.inputs, sheet.targets) == ((0, 1), (2,))


def test_what_was_found_out_can_be_said_otherwise(tmp_path: Path) -> None:
    file = file_of(tmp_path, "1990,1991\n1,2\n3,4\n")
    assert open_table(file).sheet.headings == ("", "")
    sheet = open_table(file, head=1).sheet
    assert (sheet.headings, sheet.rows[0]) == (("1990", "1991"), ("1", "2"))
    assert open_table(file, separator=";").sheet.columns == 1


def test_classes_that_are_words(tmp_path: Path) -> None:
    file = open_table(file_of(tmp_path, IRIS))
    labels = read_all(file, Choice((1, 2), (3,), targets_as="labels"))
    assert [row[-1] for row in labels.table.rows[:3]] == [0, 2, 1]  # in the alphabet's order
    ones = read_all(file, Choice((1, 2), (3,), targets_as="one-hot"))
    assert ones.outputs == 3
    assert ones.table.rows[1] == (4.1, 1.0, 0.0, 0.0, 1.0)
    assert ones.table.headings[-1] == "species virginica"
    with pytest.raises(CellsProblem, match=r"row 2, column 4 \(“species”\) is “setosa”"):
        read_all(file, Choice((1, 2), (3,)))


def test_rows_that_are_not_complete_are_left_out_if_asked(tmp_path: Path) -> None:
    file = open_table(file_of(tmp_path, "a,y\n1,2\n,3\n4,x\n5\n6,7\n"))
    with pytest.raises(CellsProblem, match="such a cell: 3") as caught:
        read_all(file, Choice((0,), (1,)))
    assert [(cell.row, cell.column) for cell in caught.value.cells] == [(3, 0), (4, 1), (5, 1)]
    read = read_all(file, Choice((0,), (1,), leave_out=True))
    assert (read.table.rows, read.left_out) == (((1.0, 2.0), (6.0, 7.0)), 3)


def test_only_as_much_is_read_as_is_asked_for(tmp_path: Path) -> None:
    # What stands after it is not even looked at.
    file = open_table(file_of(tmp_path, "1,2\n" * 60_000 + "broken"))
    steps = read_samples(file, Choice((0,), (1,), most=500))
    counts = []
    while True:
        try:
            counts.append(next(steps))
        except StopIteration as end:
            read = end.value
            break
    assert counts == list(range(50, 501, 50))
    assert (len(read.table.rows), read.more) == (500, True)


@pytest.mark.parametrize(
    ("inputs", "targets", "field"),
    [((), (1,), "inputs"), ((0,), (), "targets"), ((0, 1), (1,), "targets")],
)
def test_choices_that_cannot_be(
    inputs: tuple[int, ...], targets: tuple[int, ...], field: str
) -> None:
    with pytest.raises(SpecError) as caught:
        Choice(inputs, targets)
    assert caught.value.field == field


def test_columns_as_people_write_them() -> None:
    names = ("a", "b", "c", "x-y", "e")
    assert columns_of("1-3, 5", names) == (0, 1, 2, 4)
    assert columns_of("c; X-Y", names) == (2, 3)
    assert columns_of(" 2 .. 3 ", names) == (1, 2)
    assert columns_of("", names) == ()
    assert columns_text((0, 1, 2, 4)) == "1-3, 5"
    for columns in ((), (3,), (4, 0, 1), (0, 2, 4)):
        assert columns_of(columns_text(columns), names) == columns
    for wrong in ("0", "6", "3-1", "z", "1,1", "1-2,b"):
        with pytest.raises(SpecError):
            columns_of(wrong, names)


def test_scaling_is_the_lessons_and_the_textbooks() -> None:
    rows = ((3.0, 5.0, 75.0), (5.0, 1.0, 82.0), (10.0, 2.0, 93.0))
    X, y = TableData("t", rows, scaling="maximum", target_divisor=100).samples(2)
    assert X.tolist() == [[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]]
    assert y.tolist() == [[0.75], [0.82], [0.93]]
    X, y = TableData("t", rows, scaling="standard", target_scaling="standard").samples(2)
    table = np.array(rows)
    expected = (table - table.mean(axis=0)) / table.std(axis=0)
    np.testing.assert_allclose(np.hstack([X, y]), expected, rtol=1e-13)
    # Nothing is divided by nothing, and nothing overflows.
    odd = ((0.0, 0.1, -1e300), (0.0, 0.1, 1e300), (0.0, 0.1, 1e300))
    for how in ("maximum", "standard"):
        X, _ = TableData("t", (*odd,), scaling=how).samples(2)
        assert np.isfinite(X).all()
        X, y = TableData("t", odd, scaling=how, target_scaling=how).samples(1)
        assert np.isfinite(y).all()
        assert y[0, 1] < 0 < y[1, 1]
    for wrong in ({"scaling": "log"}, {"target_divisor": 0.0}, {"target_divisor": float("inf")}):
        with pytest.raises(SpecError):
            TableData("t", rows, **wrong)
