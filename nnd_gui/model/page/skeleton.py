"""The frame of every page: its style, and the small parts that its contents are made of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from nnd_gui import __version__
from nnd_gui.model.words import chosen_language, tr

__all__ = ["COLOURS", "escape", "page", "table", "verdict_badge"]

# Those of the light theme (Okabe and Ito's): a page is printed on white.
COLOURS = {
    "numerical": "#0072B2",
    "analytic": "#E69F00",
    "agree": "#00795A",
    "disagree": "#B24A00",
    "undecided": "#5B4B8A",
    "failed": "#2B3038",
    "ink": "#16191D",
    "muted": "#4E5761",
    "line": "#DFE3E7",
}
# A mark beside each colour, which alone says nothing.
_MARKS = {"agree": "●", "disagree": "✕", "undecided": "◇", "failed": "–"}

_STYLE = """\
body { font: 15px/1.5 system-ui, sans-serif; color: #16191D; background: #fff;
  max-width: 60rem; margin: 2.5rem auto; padding: 0 1.5rem; }
h1 { font-size: 1.6rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p { margin: .4rem 0; } .muted { color: #4E5761; }
.badge { display: inline-block; color: #fff; border-radius: .4rem; padding: .1rem .6rem;
  font-weight: 600; }
table { border-collapse: collapse; font-size: 13px; } caption { text-align: left; }
th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #DFE3E7;
  vertical-align: top; }
th { font-weight: 600; color: #4E5761; } .n { text-align: right; }
td.n { white-space: nowrap; }
td.n, code, pre { font-family: ui-monospace, Consolas, monospace; font-variant-numeric:
  tabular-nums; } pre { white-space: pre-wrap; background: #F5F6F7; padding: .8rem; }
svg { max-width: 100%; height: auto; } article + article { border-top: 2px solid #DFE3E7;
  margin-top: 3rem; padding-top: 2rem; }
.scroll { overflow-x: auto; } thead { display: table-header-group; }
@page { margin: 15mm; }
@media print { body { margin: 0; max-width: none; font-size: 13px; padding: 0; }
  table { font-size: 10px; } th, td { padding-right: .6rem; } .scroll { overflow: visible; }
  article { break-before: page; }
  article:first-of-type { break-before: auto; } tr, svg { break-inside: avoid; }
  .badge { -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""


def page(title: str, body: str) -> str:
    """A whole page.

    Parameters
    ----------
    title : str
        Plain text: what the window of a browser says.
    body : str
        HTML.

    Returns
    -------
    str
        HTML that asks for nothing from anywhere.
    """
    foot = tr("Written by Gradient Checker {version}.", version=__version__)
    return (
        f'<!DOCTYPE html>\n<html lang="{chosen_language()}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'{body}\n<p class="muted"><small>{escape(foot)}</small></p>\n</body>\n</html>\n'
    )


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table of plain texts.

    Parameters
    ----------
    heads : sequence of str
        Titles of the columns; none where the first column says what a row is.
    rows : iterable of sequence of str
        The cells.
    numbers : sequence of int
        Columns that are set as numbers are: to the right, in even digits.
    """
    head = "".join(
        f'<th scope="col"{_number_class(place in numbers)}>{escape(text)}</th>'
        for place, text in enumerate(heads)
    )
    body = "\n".join(
        "<tr>"
        + "".join(
            f"<td{_number_class(place in numbers)}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    top = f"<thead><tr>{head}</tr></thead>" if heads else ""
    return f'<div class="scroll"><table>{top}\n<tbody>\n{body}\n</tbody></table></div>'


def _number_class(number: bool) -> str:
    return ' class="n"' if number else ""


def verdict_badge(verdict: str, word: str) -> str:
    """A verdict in its colour and with its mark.

    Parameters
    ----------
    verdict : str
        ``"agree"``, ``"disagree"``, ``"undecided"`` or ``"failed"``.
    word : str
        What it says.
    """
    colour, mark = COLOURS[verdict], _MARKS[verdict]
    return f'<span class="badge" style="background:{colour}">{mark} {escape(word)}</span>'
