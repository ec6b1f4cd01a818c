"""Files of samples that numpy wrote."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.tables import CellsProblem, Choice, open_table, read_all, read_table


def npz(folder: Path, **arrays: Any) -> Path:
    file = folder / "data.npz"
    np.savez(file, **arrays)
    return file


def test_x_and_y_by_their_names(tmp_path: Path) -> None:
    X, y = np.arange(12.0).reshape(4, 3), np.array([0, 1, 1, 0])
    file = npz(tmp_path, y=y, extra=np.zeros(7), X=X)
    sheet = open_table(file).sheet
    assert sheet.headings == ("y", "X[0]", "X[1]", "X[2]")
    assert (sheet.inputs, sheet.targets, sheet.total) == ((1, 2, 3), (0,), 4)
    assert sheet.parts == ("y, X", "extra")
    found = np.array(read_table(file).rows)
    np.testing.assert_array_equal(found, np.column_stack([X, y]))


@pytest.mark.parametrize("compressed", [False, True])
def test_images_and_their_labels(tmp_path: Path, compressed: bool) -> None:
    rng = np.random.default_rng(0)
    x_train = rng.integers(0, 256, (300, 8, 8), dtype=np.uint8)
    y_train = rng.integers(0, 10, 300, dtype=np.uint8)
    file = tmp_path / "mnist.npz"
    (np.savez_compressed if compressed else np.savez)(
        file, x_test=x_train[:5], x_train=x_train, y_train=y_train, y_test=y_train[:5]
    )
    opened = open_table(file)
    assert opened.sheet.parts == ("x_train, y_train", "x_test, y_test")
    assert open_table(file, part=1).sheet.total == 5
    read = read_all(opened, Choice(opened.sheet.inputs, opened.sheet.targets, most=120))
    np.testing.assert_array_equal(
        np.array(read.table.rows),
        np.column_stack([x_train.reshape(300, -1), y_train])[:120].astype(float),
    )
    assert read.more


@pytest.mark.parametrize("order", ["C", "F"])
def test_samples_as_columns_and_either_order(tmp_path: Path, order: Any) -> None:
    X = np.asarray(np.arange(10.0).reshape(2, 5), order=order)
    y = np.array([[0.0, 1.0, 0.0, 1.0, 1.0]], order=order)
    found = np.array(read_table(npz(tmp_path, X=X, Y=y)).rows)
    np.testing.assert_array_equal(found, np.vstack([X, y]).T)
    found = np.array(read_table(npz(tmp_path, X=X.T.copy(order=order), Y=y[0])).rows)
    np.testing.assert_array_equal(found, np.vstack([X, y]).T)


def test_one_array_is_a_table(tmp_path: Path) -> None:
    file = tmp_path / "all.npy"
    table = np.random.default_rng(1).normal(size=(6, 4))
    np.save(file, table)
    assert open_table(file).sheet.targets == (3,)
    np.testing.assert_array_equal(np.array(read_table(file).rows), table)


def test_a_cell_that_is_no_number_is_named(tmp_path: Path) -> None:
    X = np.ones((4, 2))
    X[2, 1] = np.nan
    with pytest.raises(CellsProblem, match=r"row 3, column 2 \(“X\[1\]”\) is missing"):
        read_table(npz(tmp_path, X=X, y=np.zeros(4)))


def test_nothing_is_unpickled_and_nothing_else_is_raised(tmp_path: Path) -> None:
    class Trap:
        def __reduce__(self) -> Any:
            return Path.touch, (tmp_path / "ran",)

    objects = np.array([Trap()] * 3, dtype=object)
    whole = npz(tmp_path, X=np.ones((40, 2)), y=np.zeros(40)).read_bytes()
    cut, torn = tmp_path / "cut.npz", tmp_path / "torn.npy"
    cut.write_bytes(whole[:90])
    torn.write_bytes(b"\x93NUMPY\x01\x00\xff\xff{'descr': ")
    book = tmp_path / "book.xlsx"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("xl/workbook.xml", "")
    for file in (npz(tmp_path, X=objects, y=objects), npz(tmp_path, z=np.ones(3, complex)), cut,
                 torn, book):  # fmt: skip
        with pytest.raises(CheckFailure) as caught:
            read_table(file)
        assert caught.value.kind == "bad-input"
    assert not (tmp_path / "ran").exists()


def test_an_array_that_claims_to_be_huge_is_not_made(tmp_path: Path) -> None:
    file = tmp_path / "huge.npy"
    header = b"{'descr': '<f8', 'fortran_order': False, 'shape': (1000000000000, 2), }"
    header = header.ljust(117) + b"\n"
    file.write_bytes(b"\x93NUMPY\x01\x00" + len(header).to_bytes(2, "little") + header + bytes(64))
    with pytest.raises(CheckFailure):
        read_table(file)
