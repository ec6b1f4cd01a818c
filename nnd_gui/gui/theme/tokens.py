"""The colours, each named after what it is for."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DARK", "HIGH_CONTRAST", "LIGHT", "Theme"]


@dataclass(frozen=True, kw_only=True)
class Theme:
    """One set of colours, each written ``#rrggbb``.

    The data colours are Okabe and Ito's: blue beside orange, bluish green against vermilion, so
    that they stay apart with every common colour vision deficiency. Each goes with a mark or a
    pattern of its own, as colour never says anything alone. On light ground the orange is darker
    than theirs, whose contrast there is 2.1 : 1.

    Undecided is a violet instead of their reddish purple, which a deuteranope barely tells from
    the bluish green (18 units of L*a*b* apart; the violet is 47).
    """

    name: str
    dark: bool

    # Grounds, from the back to the front.
    window: str
    surface: str
    plot: str
    raised: str
    hover: str
    pressed: str
    border: str
    border_strong: str

    # Ink, each at least 4.5 : 1 on every ground above.
    text: str
    text_muted: str
    text_faint: str
    problem: str
    # What cannot be used now: fainter than any word that can.
    disabled: str

    # The one accent.
    accent: str
    accent_hover: str
    accent_pressed: str
    accent_text: str
    focus: str
    # What has the keyboard among what is filled with the accent.
    accent_ring: str
    link: str

    # Data: marks and lines, never words.
    numerical: str
    analytic: str
    analytic_stripe: str
    agree: str
    disagree: str
    undecided: str
    stale: str
    grid: str
    zero_line: str
    highlight: str
    selection: str

    # The verdict across the window.
    banner_agree: str
    banner_disagree: str
    banner_undecided: str
    banner_running: str
    banner_failed: str
    banner_text: str


LIGHT = Theme(
    name="light",
    dark=False,
    window="#F5F6F7",
    surface="#FFFFFF",
    plot="#F5F6F7",
    raised="#FFFFFF",
    hover="#EDF1F4",
    pressed="#E2E7EC",
    border="#DFE3E7",
    border_strong="#8A939D",
    text="#16191D",
    text_muted="#4E5761",
    text_faint="#59626B",
    problem="#A83F00",
    disabled="#8A939D",
    accent="#0072B2",
    accent_hover="#00639B",
    accent_pressed="#005484",
    accent_text="#FFFFFF",
    focus="#0072B2",
    accent_ring="#16191D",
    link="#00639B",
    numerical="#0072B2",
    analytic="#BD7D00",
    analytic_stripe="#F7DA97",
    agree="#009E73",
    disagree="#D55E00",
    undecided="#7A5CA8",
    stale="#838C96",
    grid="#DFE3E7",
    zero_line="#838C96",
    highlight="#DCE8F0",
    selection="#D3E5F2",
    banner_agree="#00795A",
    banner_disagree="#B24A00",
    banner_undecided="#5B4B8A",
    banner_running="#4F5A66",
    banner_failed="#2B3038",
    banner_text="#FFFFFF",
)

DARK = Theme(
    name="dark",
    dark=True,
    window="#17181B",
    surface="#1E2024",
    plot="#17181B",
    raised="#26292E",
    hover="#2F333A",
    pressed="#383D45",
    border="#33363C",
    border_strong="#7C848E",
    text="#F1F3F5",
    text_muted="#B3BAC3",
    text_faint="#9FA7B1",
    problem="#FF9E66",
    disabled="#7C848E",
    accent="#0072B2",
    accent_hover="#1380BF",
    accent_pressed="#00639B",
    accent_text="#FFFFFF",
    focus="#4AA3DD",
    accent_ring="#F1F3F5",
    link="#6FB8E8",
    numerical="#4AA3DD",
    analytic="#E69F00",
    analytic_stripe="#7A5500",
    agree="#009E73",
    disagree="#D55E00",
    undecided="#A78FDB",
    stale="#6F7781",
    grid="#2B2E34",
    zero_line="#6B727C",
    highlight="#1D2A35",
    selection="#22384A",
    banner_agree="#00795A",
    banner_disagree="#B24A00",
    banner_undecided="#5B4B8A",
    banner_running="#454D57",
    banner_failed="#3A3F48",
    banner_text="#FFFFFF",
)

# Black and white, every line as strong as its text; the data colours are those of the others,
# lightened until each is far from the ground.
HIGH_CONTRAST = Theme(
    name="high-contrast",
    dark=True,
    window="#000000",
    surface="#000000",
    plot="#000000",
    raised="#000000",
    hover="#26262B",
    pressed="#3A3A40",
    border="#C8CCD2",
    border_strong="#FFFFFF",
    text="#FFFFFF",
    text_muted="#F2F4F6",
    text_faint="#E0E4E8",
    problem="#FFB080",
    disabled="#8E959E",
    accent="#FFD84D",
    accent_hover="#FFE680",
    accent_pressed="#F2C200",
    accent_text="#000000",
    focus="#FFD84D",
    accent_ring="#3D6DFF",
    link="#8FD0FF",
    numerical="#8FD2FF",
    analytic="#E69F00",
    analytic_stripe="#6B4A00",
    agree="#4BF0C0",
    disagree="#FF8030",
    undecided="#B79BFF",
    stale="#B8BEC6",
    grid="#5A5F66",
    zero_line="#FFFFFF",
    highlight="#1F2A38",
    selection="#123A5C",
    banner_agree="#006048",
    banner_disagree="#8F3300",
    banner_undecided="#3D2E6B",
    banner_running="#1F242B",
    banner_failed="#2B2B2B",
    banner_text="#FFFFFF",
)
