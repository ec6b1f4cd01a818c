"""Brings each catalogue of words in step with the program; says which texts are not translated."""

from __future__ import annotations

import sys

from devtools import catalogues
from devtools.paths import ROOT
from devtools.steps import say
from devtools.texts import texts

_FOLDER = ROOT / "resources" / "words"
_MOST_SHOWN = 20


def main() -> int:
    """Update every catalogue; 1 if a translation is missing."""
    found = list(texts(ROOT))
    left = 0
    for file in sorted(_FOLDER.glob("*.po")):
        catalogue = catalogues.updated(catalogues.read(file, file.stem), found)
        file.write_bytes(catalogues.written(catalogue))
        file.with_suffix(".mo").write_bytes(catalogues.compiled(catalogue))
        missing = catalogues.missing(catalogue)
        left += len(missing)
        say(f"{file.name}: {len(catalogue)} texts, {len(missing)} without a translation")
        for text in missing[:_MOST_SHOWN]:
            say(f"  {text}")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
