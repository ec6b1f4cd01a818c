"""Every pair of colours that is read can be read, by everybody."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import combinations

import pytest

from nnd_gui.gui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme
from tests.gui.colour import VISIONS, contrast, distance

THEMES = [LIGHT, DARK, HIGH_CONTRAST]
EACH = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)


@EACH
def test_every_colour_is_written_in_full(theme: Theme) -> None:
    colours = {k: v for k, v in asdict(theme).items() if k not in ("name", "dark")}
    assert [k for k, v in colours.items() if not re.fullmatch("#[0-9A-F]{6}", v)] == []


@EACH
@pytest.mark.parametrize("ink", ["text", "text_muted", "text_faint"])
def test_ink_is_legible_on_every_ground(theme: Theme, ink: str) -> None:
    grounds = ("window", "surface", "plot", "raised", "hover", "highlight", "selection")
    colours = asdict(theme)
    ratios = {ground: contrast(colours[ink], colours[ground]) for ground in grounds}
    assert {ground: ratio for ground, ratio in ratios.items() if ratio < 4.5} == {}


@EACH
def test_other_words_are_legible_too(theme: Theme) -> None:
    pairs = [
        (theme.problem, theme.surface),
        (theme.problem, theme.window),
        (theme.link, theme.surface),
        (theme.accent_text, theme.accent),
        (theme.accent_text, theme.accent_pressed),
        (theme.banner_text, theme.banner_agree),
        (theme.banner_text, theme.banner_disagree),
        (theme.banner_text, theme.banner_undecided),
        (theme.banner_text, theme.banner_running),
        (theme.banner_text, theme.banner_failed),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    # A hovered button is looked at with the pointer on it: large-text contrast does.
    assert contrast(theme.accent_text, theme.accent_hover) > 4


@EACH
def test_whatever_is_drawn_stands_out_from_the_ground(theme: Theme) -> None:
    names = ("numerical", "analytic", "agree", "disagree", "undecided", "stale", "zero_line")
    marks = {name: asdict(theme)[name] for name in names}
    assert {name for name, mark in marks.items() if contrast(mark, theme.plot) < 3} == set()


@EACH
def test_where_one_is_and_what_can_be_used_stands_out(theme: Theme) -> None:
    grounds = (theme.surface, theme.window, theme.plot, theme.raised)
    # A frame of it marks what has the keyboard, and edges what is selected, whose own ground is
    # too faint for that.
    for ground in (*grounds, theme.selection, theme.highlight, theme.hover):
        assert contrast(theme.focus, ground) >= 3, ground
    for ground in (theme.surface, theme.raised):
        assert contrast(theme.border_strong, ground) >= 3  # of fields, boxes and switches
    assert contrast(theme.accent, theme.surface) >= 3


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_numerical_and_analytic_are_told_apart(theme: Theme, vision: str) -> None:
    # CIEDE2000: 1 can just be told apart side by side. In grey their stripes do the rest.
    least = 5 if vision == "grey" else 40
    assert distance(theme.numerical, theme.analytic, vision) > least


@EACH
@pytest.mark.parametrize("vision", [name for name in VISIONS if name != "grey"])
def test_verdicts_are_told_apart_with_every_vision(theme: Theme, vision: str) -> None:
    # In grey they are told apart by their marks and words alone.
    marks = (theme.agree, theme.disagree, theme.undecided)
    banners = (theme.banner_agree, theme.banner_disagree, theme.banner_undecided)
    for colours in (marks, banners):
        assert min(distance(a, b, vision) for a, b in combinations(colours, 2)) > 14


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_what_is_selected_has_another_ground(theme: Theme, vision: str) -> None:
    for ground in (theme.selection, theme.highlight):
        assert distance(ground, theme.plot, vision) > 3
    # Its edges are seen whatever the ground.
    assert distance(theme.focus, theme.selection, vision) > 20


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_what_cannot_be_used_is_fainter_than_what_can(theme: Theme, vision: str) -> None:
    assert contrast(theme.disabled, theme.surface) < 0.8 * contrast(theme.text_faint, theme.surface)
    assert distance(theme.disabled, theme.text, vision) > 15


@EACH
def test_a_stripe_shows_on_its_bar_without_any_colour(theme: Theme) -> None:
    assert contrast(theme.analytic, theme.analytic_stripe) > 1.5


@EACH
def test_verdicts_are_told_apart_in_grey_by_their_marks_or_their_lightness(theme: Theme) -> None:
    # On a grey print colour is gone: the bars of the two gradients must differ by lightness
    # or by their stripes, and the banners are words.
    assert contrast(theme.numerical, theme.analytic) > 1.15


def test_high_contrast_is_high() -> None:
    theme = HIGH_CONTRAST
    grounds = (theme.window, theme.surface, theme.plot, theme.raised, theme.hover)
    inks = (theme.text, theme.text_muted, theme.text_faint, theme.link, theme.problem, theme.focus)
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 7
    banners = [v for k, v in asdict(theme).items() if k.startswith("banner_") and k[7:] != "text"]
    assert min(contrast(theme.banner_text, banner) for banner in banners) >= 7
    marks = (theme.numerical, theme.analytic, theme.agree, theme.disagree, theme.undecided)
    assert min(contrast(mark, theme.plot) for mark in marks) >= 7
    assert contrast(theme.accent_text, theme.accent) >= 7
    assert contrast(theme.border, theme.surface) >= 7
