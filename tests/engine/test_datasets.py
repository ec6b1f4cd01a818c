"""Samples: the lesson's, random ones, and a person's file in whatever shape it comes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.datasets import read_table, samples_of
from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.sources import RandomData, TableData
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK


def test_the_lessons_samples() -> None:
    inputs, targets = samples_of(LESSON_NETWORK)
    assert inputs.tolist() == [[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]]
    assert targets.tolist() == [[0.75], [0.82], [0.93]]


def _random(loss: str = "half-sse", output: str = "tanh", seed: int = 0) -> Network:
    return Network((3, 4), (output,), loss, data=RandomData(50, seed))


def test_random_samples_repeat() -> None:
    network = _random()
    for one, again in zip(samples_of(network), samples_of(replace(network)), strict=True):
        assert one.tobytes() == again.tobytes()
        assert one.dtype == np.float64
    assert [part.shape for part in samples_of(network)] == [(50, 3), (50, 4)]
    assert not np.any(samples_of(network)[0] == samples_of(_random(seed=1))[0])


def test_random_targets_fit_the_cost() -> None:
    _, real = samples_of(_random())
    assert np.all((real >= 0) & (real < 1))
    _, binary = samples_of(_random("binary-cross-entropy", "sigmoid"))
    assert set(binary.ravel()) == {0.0, 1.0}
    _, classes = samples_of(_random("softmax-cross-entropy", "softmax"))
    assert set(classes.ravel()) == {0.0, 1.0}
    assert np.all(classes.sum(axis=1) == 1)
    assert np.all(classes.sum(axis=0) > 0)


def test_a_table_is_cut_into_inputs_and_targets() -> None:
    data = TableData("t", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    inputs, targets = samples_of(Network((2, 1), ("tanh",), data=data))
    assert inputs.tolist() == [[1.0, 2.0], [4.0, 5.0]]
    assert targets.tolist() == [[3.0], [6.0]]


def _file(folder: Path, content: bytes | str) -> Path:
    file = folder / "scores.csv"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return file


TWO_ROWS = ((1.5, 2.0), (-3.0, 4e-3))


@pytest.mark.parametrize(
    "content",
    [
        "1.5,2\n-3,4e-3",
        "1.5,2\r\n-3,4e-3\r\n",
        "1.5,2\r-3,4e-3\r",
        " 1.5 , 2 \n\n  \n-3,4e-3\n\n",
        "sleep,score\n1.5,2\n-3,4e-3\n",
        "\n\nsleep,score\n1.5,2\n-3,4e-3\n",
        '"sleep, in hours","score"\n"1.5","2"\n-3,4e-3\n',
        '"two\nlines",score\n1.5,2\n-3,4e-3\n',
        "1,5;2\n-3;4e-3\n",
        "Schlaf;Punkte\n1,5;2,0\n-3;0,004\n",
        "1.5;2\n-3;0.004",
        "1.5\t2\n-3\t4e-3\n",
        "1,5\t2\n-3\t0,004\n",
        b"\xef\xbb\xbf1.5,2\n-3,4e-3\n",
        b"\xef\xbb\xbfsleep,score\n1.5,2\n-3,4e-3\n",
    ],
)
def test_tables_that_can_be_read(tmp_path: Path, content: bytes | str) -> None:
    assert read_table(_file(tmp_path, content)) == TableData("scores.csv", TWO_ROWS)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("1,2\n3\n", "Line 2"),
        ("a,b\n1,2\n\n3,4,5\n", "Line 4"),
        ("1,2\n3,x\n", "Line 2"),
        ("1,2\n3,\n", "Line 2"),
        ("a,b\nc,d\n1,2\n", "Line 2"),
        ("1 2\n3 4\n", "Line 2"),
        ('1,2\n"' + "3" * 200_000 + '",4\n', "Line 2"),
        ("1,2\n3,4\n", None),
        (bytes(range(256)), "not a text file"),
        ("1,2\n3,4\n".encode("utf-16"), "not a text file"),
        ("1,2\n3,4\n".encode("utf-16-be") + b"\xff", "not a text file"),
        (b"1,2\n\xe9,4\n", "not a text file"),
    ],
)
def test_tables_that_cannot(tmp_path: Path, content: bytes | str, says: str | None) -> None:
    file = _file(tmp_path, content)
    if says is None:
        assert read_table(file).columns == 2
        return
    with pytest.raises(CheckFailure, match=says) as caught:
        read_table(file)
    assert caught.value.kind == "bad-input"
    assert "scores.csv" in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


@pytest.mark.parametrize("content", ["", "\n\n", "sleep,score\n", "nan,1\n", "1,inf\n", "1e999,1"])
def test_tables_that_are_no_data(tmp_path: Path, content: str) -> None:
    with pytest.raises(SpecError, match=r"scores\.csv") as caught:
        read_table(_file(tmp_path, content))
    assert caught.value.field == "data"


def test_too_many_rows(tmp_path: Path) -> None:
    with pytest.raises(SpecError, match="100,001 samples"):
        read_table(_file(tmp_path, "1,2\n" * 100_001))


def test_no_file_and_a_folder(tmp_path: Path) -> None:
    for place, says in ((tmp_path / "none.csv", "no file"), (tmp_path, "cannot be read")):
        with pytest.raises(CheckFailure, match=says) as caught:
            read_table(place)
        assert caught.value.kind == "missing-file"
        assert str(tmp_path.parent) not in str(caught.value)
