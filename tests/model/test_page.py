"""Reports as a page: whole, printable, and with the numbers that were found."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.check import check
from nnd_gui.engine.judge import REASONS
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.export import report
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.page import reports_page
from nnd_gui.model.page.bars_svg import MOST_BARS, bars_svg
from nnd_gui.model.page.table_words import reason_words
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import choose_language

LESSON = lesson_spec()
# Elements that HTML closes by itself.
VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Notes what is nested wrongly, and the words."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, _: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        if tag == "tr":
            self.rows.append([])

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self.open and self.open[-1] in ("td", "th"):
            self.rows[-1].append(data)


def read(page: str) -> Reader:
    reader = Reader()
    # Elements of SVG are closed where they are opened; the reader knows HTML's only.
    reader.feed(re.sub(r"<([a-z]+)([^<>]*)/>", r"<\1\2></\1>", page))
    reader.close()
    assert (reader.open, reader.wrong) == ([], [])
    return reader


def checked(spec: ExperimentSpec) -> CheckResult:
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def test_the_lesson() -> None:
    result = checked(LESSON)
    page = reports_page([(result, ("a note",), None)])
    reader = read(page)
    words = " ".join(reader.words)
    assert "Backpropagation matches the measured slopes" in words
    assert "● agree" in words
    assert "a note" in words
    assert "lesson5" in words
    # Every weight, with all its digits.
    rows = {row[0]: row for row in reader.rows if row}
    for weight in report(result)["weights"]:
        assert float(rows[weight["name"]][2]) == weight["analytic"]
        assert float(rows[weight["name"]][3]) == weight["numerical"]


def test_it_asks_for_nothing_from_anywhere() -> None:
    page = reports_page([(checked(LESSON), (), None)])
    assert not re.search(r"(?:src|href)=|@import|<script|<link", page)
    assert set(re.findall(r"https?://[^\"'\s]+", page)) <= {"http://www.w3.org/2000/svg"}
    assert re.findall(r"url\(([^)]*)\)", page) == ["#stripes"] * 10  # nine bars, and the legend


def test_what_is_wrong_is_said_and_marked() -> None:
    result = checked(replace(LESSON, bug=Bug("sign", "W2")))
    words = " ".join(read(reports_page([(result, (), None)])).words)
    assert "✕ disagree" in words
    assert words.count("It looks like a wrong sign") == 1
    assert "Bug put in" in words


def bars(svg: str) -> list[tuple[float, float, str]]:
    """Height, top and kind of each bar."""
    root = ET.fromstring(svg)
    found = []
    for box in root.iter("{http://www.w3.org/2000/svg}rect"):
        if box.get("height") not in ("6", "12"):
            kind = "analytic" if "stripes" in str(box.get("fill")) else "numerical"
            found.append((float(str(box.get("height"))), float(str(box.get("y"))), kind))
    return found


def test_bars_are_as_long_as_the_gradients() -> None:
    result = checked(replace(LESSON, bug=Bug("sign", "W2")))
    found = bars(bars_svg(result))
    for kind, values in (
        ("numerical", result.weights.numerical),
        ("analytic", result.analytic),
    ):
        lengths = np.array([height for height, _, of in found if of == kind])
        assert np.allclose(
            lengths / lengths.max(), np.abs(values) / np.abs(values).max(), atol=1e-3
        )
    # Above and below the same line.
    ends = [
        top if up else top + height
        for (height, top, _), up in zip(
            [bar for bar in found if bar[2] == "analytic"], result.analytic < 0, strict=True
        )
    ]
    assert np.ptp(ends) < 0.02


def test_the_worst_of_many() -> None:
    network = Network(
        sizes=(10, 12, 4), activations=("tanh", "sigmoid"), weights=SeededWeights(3),
        data=RandomData(5),
    )  # fmt: skip
    result = checked(ExperimentSpec(network, bug=Bug("single-weight", "W2")))
    page = reports_page([(result, (), None)])
    worst = result.layout.name_of(int(result.worst_first()[0]))
    assert worst.startswith("W2")
    svg = re.findall(r"<svg.*?</svg>", page, re.DOTALL)[0]
    assert len(bars(svg)) == 2 * MOST_BARS
    assert worst in svg
    assert f"The {MOST_BARS} worst weights." in page


def test_nothing_finite_to_draw() -> None:
    weights = ExplicitWeights((1e308,) * 9)
    result = checked(
        replace(
            LESSON,
            subject=replace(LESSON.network, activations=("identity", "identity"), weights=weights),
        )
    )
    read(reports_page([(result, (), None)]))


def test_names_are_text_and_never_markup() -> None:
    hostile = '<script>alert("1")</script>.py'
    page = reports_page([(checked(LESSON), ("<b>note</b>",), hostile)] * 2)
    reader = read(page)
    assert hostile in reader.words
    assert "<script" not in page
    assert "<b>" not in page
    assert page.count("<article>") == 2


def test_only_what_is_finished() -> None:
    with pytest.raises(ValueError, match="finished"):
        reports_page([(CheckResult(LESSON), (), None)])


def test_every_reason_has_words_or_needs_none() -> None:
    known = {*reason_words(), "matches", "wrong"}
    assert set(REASONS) - {""} <= known
    network = replace(LESSON.network, sizes=(2, 3, 1), activations=("relu", "sigmoid"))
    dead = replace(network, weights=ExplicitWeights((*(-1.0,) * 6, 0.3, 0.4, 0.5)))
    page = reports_page([(checked(replace(LESSON, subject=dead)), (), None)])
    reader = read(page)
    rows = {row[0]: row for row in reader.rows if row and row[0].startswith("W")}
    assert rows["W1[0,0]"][6:] == ["undecided", "the cost did not react"]


def test_a_page_says_its_language_and_speaks_it() -> None:
    result = checked(replace(LESSON, bug=Bug("sign", "W2")))
    assert '<html lang="en">' in reports_page([(result, (), None)])
    choose_language("de")
    try:
        page = reports_page([(result, (), None)])
    finally:
        choose_language("en")
    assert '<html lang="de">' in page
    rows = {row[0]: row for row in read(page).rows if row and row[0].startswith("W")}
    assert rows["W2[0,0]"][6] == "weicht ab"
    assert rows["W1[0,0]"][6] == "stimmt"
