"""What leaves the program, by keyboard and mouse, and read by others than the program."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.e2e.desktop import until
from tests.e2e.program import Program
from tests.e2e.shown import file_manager

AGREES = r"^agree · ratio 2\.75e-10 — Gradient Checker$"
GRADIENT = [
    -0.01570145, 0.04553206, 0.02332193, -0.01261438, 0.02962221, 0.02384717,
    -0.19123277, -0.24006099, -0.09635695,
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"


def _pixels(file: Path) -> tuple[int, int, list[int]]:
    """Width, height and brightness of a picture, as ImageMagick reads it."""
    words = ["convert", str(file), "-background", "white", "-flatten", "-depth", "8"]
    size = subprocess.run(
        [*words, "-format", "%w %h\n", "info:"],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    width, height = (int(word) for word in size.stdout.split()[:2])
    grey = subprocess.run([*words, "gray:-"], capture_output=True, timeout=60, check=True)
    return width, height, list(grey.stdout)


def _ghostscript(page: Path, device: str) -> tuple[str, str]:
    """What Ghostscript makes of a PDF, and what it says to that."""
    words = ["gs", "-q", "-dNOPAUSE", "-dBATCH", "-dSAFER", f"-sDEVICE={device}"]
    out = [] if device == "bbox" else ["-sOutputFile=-"]
    done = subprocess.run(
        [*words, *out, str(page)], capture_output=True, text=True, timeout=120, check=True
    )
    return done.stdout, done.stderr


def test_numbers_with_all_their_digits(program: Program, tmp_path: Path) -> None:
    program.wait_for_title(AGREES)
    report = program.export()
    table = program.save("ctrl+shift+t", "Export table", tmp_path / "table", ".csv")
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    assert len(rows) == 9
    for row, weight in zip(rows, report["weights"], strict=True):
        for key in ("value", "analytic", "numerical", "uncertainty"):
            assert float(row[key]) == weight[key]
    by_name = sorted(rows, key=lambda row: row["name"])
    assert [round(float(row["analytic"]), 8) for row in by_name] == GRADIENT
    # All of them: a number that is cut to fewer digits is another one.
    assert max(len(row["analytic"].lstrip("-0.")) for row in rows) >= 16
    program.close()
    program.wait_for_end()


@pytest.mark.timeout(300)
def test_a_program_and_a_notebook_get_the_same_bits(program: Program, tmp_path: Path) -> None:
    program.wait_for_title(AGREES)
    report = program.export()
    script = program.save("ctrl+shift+y", "Export program", tmp_path / "again.py")
    book = program.save("ctrl+shift+y", "Export program", tmp_path / "again.ipynb")
    program.close()
    program.wait_for_end()
    found = json.loads(book.read_text(encoding="utf-8"))
    assert (found["nbformat"], found["nbformat_minor"]) >= (4, 0)
    assert found["metadata"]["language_info"]["name"] == "python"
    for cell in found["cells"]:
        assert cell["cell_type"] in ("code", "markdown")
        assert isinstance(cell["metadata"], dict)
        assert all(isinstance(line, str) for line in cell["source"])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    cells = [cell for cell in found["cells"] if cell["cell_type"] == "code"]
    text = "\n".join("".join(cell["source"]) for cell in cells)
    (tmp_path / "cells.py").write_text(text, encoding="utf-8")
    for file in (script, tmp_path / "cells.py"):
        # A Python that knows nothing of this program, nor of its folder.
        tail = (
            "\nimport json as _j, numpy as _n\n"
            "print('FOUND', _j.dumps([float(x).hex() for x in _n.ravel(numerical)]))\n"
        )
        text = file.read_text(encoding="utf-8")
        name = "numerical" if re.search(r"^numerical\b", text, re.MULTILINE) else "numgrad"
        file.write_text(text + tail.replace("numerical", name), encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-I", str(file)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        line = next(line for line in done.stdout.splitlines() if line.startswith("FOUND "))
        by_name = {weight["name"]: weight["numerical"] for weight in report["weights"]}
        expected = [float(by_name[key]).hex() for key in sorted(by_name)]
        assert json.loads(line.removeprefix("FOUND ")) == expected
        assert "2.75" in done.stdout


@pytest.mark.usefixtures("readers")
def test_pictures_open_elsewhere_and_are_light(program: Program, tmp_path: Path) -> None:
    program.wait_for_title(AGREES)
    program.key("ctrl+t")
    until(lambda: program.desktop.brightness() < 0.3, "a dark window")
    picture = program.save_picture("ctrl+shift+p", "Export picture", tmp_path / "picture.png")
    drawing = program.save_picture("ctrl+shift+p", "Export picture", tmp_path / "drawing.svg")
    page = program.save_picture("ctrl+shift+w", "Export window", tmp_path / "page.pdf")
    width, height, grey = _pixels(picture)
    assert (width, height) > (400, 300)
    assert sum(grey) / len(grey) > 200  # printed on white, whatever the window is
    assert program.desktop.brightness() < 0.3
    # As wide as is asked for, which is remembered; twice as large as it is seen until then.
    sized = program.save_picture(
        "ctrl+shift+p", "Export picture", tmp_path / "sized.png", "alt+w", "ctrl+a", "6", "4", "1"
    )
    assert _pixels(sized)[:2] == (641, round(height * 641 / width))
    again = program.save_picture("ctrl+shift+p", "Export picture", tmp_path / "again.png")
    assert _pixels(again)[:2] == _pixels(sized)[:2]
    # Shapes and texts, none of them a picture of the screen.
    root = ET.parse(drawing).getroot()
    assert root.tag == f"{SVG}svg"
    assert list(root.iter(f"{SVG}image")) == []
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    assert "W1 · input → hidden" in " ".join(texts)
    # As dark as the picture of points, drawn by a program that knows less of SVG than Qt does.
    flat = tmp_path / "flat.png"
    subprocess.run(["rsvg-convert", str(drawing), "-o", str(flat)], timeout=60, check=True)
    _, _, drawn = _pixels(flat)
    assert abs(sum(drawn) / len(drawn) - sum(grey) / len(grey)) < 3
    # One page, in which the words are words.
    text, said = _ghostscript(page, "txtwrite")
    assert "2.75e-10" in text
    assert "W2[1,0]" in text
    assert said == ""
    assert _ghostscript(page, "bbox")[1].count("%%BoundingBox") == 1
    program.close()
    program.wait_for_end()


def test_a_report_to_read(program: Program, tmp_path: Path) -> None:
    program.wait_for_title(AGREES)
    file = program.save("ctrl+shift+e", "Export report", tmp_path / "report", ".html")
    text = file.read_text(encoding="utf-8")
    assert "2.75e-10" in text
    assert "<svg" in text
    assert not re.search(r"(src|href)=[\"']?https?:", text)  # whole without a network
    program.close()
    program.wait_for_end()


def test_a_cell_a_row_a_table_a_picture(program: Program) -> None:
    program.wait_for_title(AGREES)
    clipboard = program.desktop.clipboard
    # The cell below the pointer, by the menu that opens there, and by its key.
    x, y = program.reader.find("-0.24006099", "cell").centre
    program.desktop.xdotool("mousemove", x, y, "click", 3)
    program.key("c")
    until(lambda: re.fullmatch(r"-0\.24006\d{11,}", clipboard()), "the cell")
    program.click("W1[0,1]", "cell")
    program.wait_for_focus_on("Results of every weight, the worst first")
    program.key("ctrl+alt+c")
    until(lambda: clipboard() == "W1[0,1]", "the other cell")
    program.wait_for_sentence("0.30919369")
    program.key("ctrl+c")
    until(lambda: clipboard().startswith("W1[0,1]\t0.30919369\t0.0455320"), "the row")
    program.key("ctrl+alt+t")
    table = until(lambda: (text := clipboard()).count("\n") == 10 and text, "the table")
    rows = [line.split("\t") for line in str(table).splitlines()]
    assert rows[0][:4] == ["name", "value", "analytic", "numerical"]
    program.key("ctrl+alt+v")
    until(lambda: "2.75e-10" in clipboard(), "the verdict")
    program.key("ctrl+alt+p")
    words = ["xclip", "-selection", "clipboard", "-out", "-target", "image/png"]

    def image() -> bytes:
        done = subprocess.run(
            words,
            env=program.desktop.environment,
            capture_output=True,
            timeout=30,
            check=False,
        )
        return done.stdout

    assert until(image, "the picture").startswith(b"\x89PNG\r\n")
    program.close()
    program.wait_for_end()


def test_what_was_saved_is_shown_in_its_folder(program: Program, tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    with file_manager(program.desktop, notes) as shown:
        program.wait_for_title(AGREES)
        file = program.save("ctrl+shift+t", "Export table", tmp_path / "a table", ".csv")
        program.click("Show in folder", "push button")
        until(lambda: shown() == file.as_uri(), "the file in its folder")
        # And later, by the menu's key.
        notes.write_text("")
        program.key("ctrl+alt+f")
        until(lambda: shown() == file.as_uri(), "the file in its folder")
    # Offered there again, with the suffix that is due.
    program.key("ctrl+shift+p")
    program.wait_for_dialog("Export picture")
    program.key("Return")
    program.wait_for_dialog("Save picture")
    program.key("Return")
    until((tmp_path / "gradient-check.png").exists, "the picture beside it")
    program.wait_for_focus()
    program.close()
    program.wait_for_end()
