"""Every pair of colours that is read can be read, by everybody."""

from __future__ import annotations

import math
import re
from dataclasses import asdict
from itertools import combinations

import pytest

from nnd_gui.gui.theme.tokens import DARK, HIGH_CONTRAST, LIGHT, Theme

THEMES = [LIGHT, DARK, HIGH_CONTRAST]
EACH = pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)

# Machado, Oliveira and Fernandes 2009, full severity, for linear RGB.
VISIONS = {
    "common": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return tuple(p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)


def contrast(one: str, other: str) -> float:
    """WCAG's ratio, 1 to 21."""
    lights = []
    for colour in (one, other):
        red, green, blue = linear(colour)
        lights.append(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def lab(rgb: tuple[float, ...]) -> tuple[float, float, float]:
    red, green, blue = (min(1.0, max(0.0, part)) for part in rgb)
    xyz = (
        (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047,
        0.2126 * red + 0.7152 * green + 0.0722 * blue,
        (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883,
    )
    x, y, z = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def distance(one: str, other: str, vision: str) -> float:
    """CIE76: about 2 can just be told apart side by side, 20 across a room."""
    seen = []
    for colour in (one, other):
        rgb = linear(colour)
        rows = VISIONS[vision]
        seen.append(lab(tuple(sum(m * c for m, c in zip(r, rgb, strict=True)) for r in rows)))
    return math.dist(*seen)


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
def test_marks_and_focus_stand_out_from_the_ground(theme: Theme) -> None:
    # The analytic colour is left out: bars of it carry stripes and an edge beside a blue twin.
    marks = (theme.numerical, theme.agree, theme.disagree, theme.undecided)
    assert [mark for mark in marks if contrast(mark, theme.plot) < 3] == []
    assert contrast(theme.focus, theme.surface) >= 3
    assert contrast(theme.border_strong, theme.surface) >= 3


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_verdicts_are_told_apart_with_every_vision(theme: Theme, vision: str) -> None:
    marks = (theme.agree, theme.disagree, theme.undecided)
    banners = (theme.banner_agree, theme.banner_disagree, theme.banner_undecided)
    for colours in (marks, banners):
        assert min(distance(a, b, vision) for a, b in combinations(colours, 2)) > 25


@EACH
@pytest.mark.parametrize("vision", VISIONS)
def test_numerical_and_analytic_are_told_apart(theme: Theme, vision: str) -> None:
    assert distance(theme.numerical, theme.analytic, vision) > 40


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
    inks = (theme.text, theme.text_muted, theme.text_faint, theme.link, theme.problem)
    assert min(contrast(ink, ground) for ink in inks for ground in grounds) >= 7
    banners = [v for k, v in asdict(theme).items() if k.startswith("banner_") and k[7:] != "text"]
    assert min(contrast(theme.banner_text, banner) for banner in banners) >= 7
    marks = (theme.numerical, theme.analytic, theme.agree, theme.disagree, theme.undecided)
    assert min(contrast(mark, theme.plot) for mark in marks) >= 7
    assert contrast(theme.accent_text, theme.accent) >= 7
    assert contrast(theme.border, theme.surface) >= 7
