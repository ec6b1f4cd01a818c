"""Makes the shipped fonts from the full ones: fewer characters, and names of their own.

The names are changed for two reasons: a font of the same name that happens to be installed can
never take the place of ours, so the program looks the same everywhere; and neither licence lets
a changed font keep every name that the original may carry.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

# Latin, Greek, punctuation, super- and subscripts, letters and fractions, arrows,
# mathematics, and the marks that the program draws as text.
RANGES = [
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x02C6, 0x02DD), (0x0302, 0x0304), (0x0370, 0x03FF),
    (0x1D2C, 0x1D6A), (0x2000, 0x206F), (0x2070, 0x209F), (0x20AC, 0x20AC), (0x2100, 0x215F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x23CE, 0x23CF), (0x25A0, 0x25FF), (0x2713, 0x2718),
    (0x27F2, 0x27F9), (0x2E22, 0x2E25), (0xFFFD, 0xFFFD),
]  # fmt: skip

# The full font's file -> the shipped file, its family, style and weight.
FONTS = {
    "Inter-Regular.otf": ("Sans-Regular.otf", "Gradient Checker Sans", "Regular"),
    "Inter-SemiBold.otf": ("Sans-SemiBold.otf", "Gradient Checker Sans", "SemiBold"),
    "Inter-Bold.otf": ("Sans-Bold.otf", "Gradient Checker Sans", "Bold"),
    "DejaVuSansMono.ttf": ("Mono-Regular.ttf", "Gradient Checker Mono", "Regular"),
    "DejaVuSansMono-Bold.ttf": ("Mono-Bold.ttf", "Gradient Checker Mono", "Bold"),
}


def subset(source: Path, target: Path, family: str, style: str) -> None:
    """Write the shipped font of one full font.

    Parameters
    ----------
    source, target : pathlib.Path
        The full font and the shipped one.
    family, style : str
        The shipped font's names.
    """
    font = TTFont(source)
    options = Options()
    # Without "calt", which draws the typed "2x3" as a multiplication and "->" as an arrow:
    # an editor shows what was typed.
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "tnum", "case", "frac"]
    options.hinting = False
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[c for low, high in RANGES for c in range(low, high + 1)])
    subsetter.subset(font)
    rename(font, family, style)
    font.save(target)
    sys.stdout.write(f"{target.name}: {target.stat().st_size / 1024:.0f} KiB\n")


def rename(font: TTFont, family: str, style: str) -> None:
    """Give a font its shipped names.

    Parameters
    ----------
    font : fontTools.ttLib.TTFont
        The font to change.
    family, style : str
        Its new family and style.
    """
    # One family of three weights for every reader: the semibold is no family of its own, as it
    # would be to one that knows only four styles to a family.
    postscript = f"{family.replace(' ', '')}-{style}"
    full = f"{family} {style}"
    names = {1: family, 2: style, 3: postscript, 4: full, 6: postscript}
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    for identity, text in names.items():
        table.setName(text, identity, 3, 1, 0x409)
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [postscript]
        cff.topDictIndex[0].FullName = full
        cff.topDictIndex[0].FamilyName = family


def main() -> None:
    """Subset every font from the folder that is named on the command line."""
    if len(sys.argv) != 2:
        sys.exit("usage: python subset.py FOLDER_WITH_THE_FULL_FONTS")
    here = Path(__file__).resolve().parent
    for name, (target, family, style) in FONTS.items():
        found = sorted(Path(sys.argv[1]).rglob(name))
        if not found:
            sys.exit(f"subset.py: {name} is not in {sys.argv[1]}")
        subset(found[0], here / target, family, style)


if __name__ == "__main__":
    main()
