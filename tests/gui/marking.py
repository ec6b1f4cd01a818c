"""A language in which the words of each translated text stand in ⟦ ⟧, and its values do not."""

from __future__ import annotations

import gettext
import html
import re
import string

from nnd_gui.model import words

__all__ = ["Marking", "has_unmarked_words", "install"]

# What is no word: numbers with their units, weights, names of dtypes, keys, and of languages.
_NO_WORDS = re.compile(
    r"\d[\d.,]*(e[-+]?\d+)?( (ms|s|min|h)\b)?|\b[Wb]\d+\b|float(64|32)"
    r"|\b(Ctrl|Shift|Alt)\+[^\s<)]+|\bF\d+|\b(Home|End|PgDown|PgUp|Backspace|Space|Esc|Left|Right)\b|e[-+]\d+"
    r"|&?\b(Deutsch|English)\b"
)


class Marking(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        try:
            parts = list(string.Formatter().parse(message))
        except ValueError:
            return f"⟦{message}⟧"
        text = ""
        for literal, field, form, conversion in parts:
            text += f"⟦{literal}⟧" if literal else ""
            if field is not None:
                text += "{" + field + (f"!{conversion}" if conversion else "")
                text += (f":{form}" if form else "") + "}"
        return text

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return self.gettext(msgid1 if n == 1 else msgid2)


def install() -> None:
    """Speak this language; before all other imports, as a text may be made with its module."""
    words._catalogue = Marking()  # noqa: SLF001


def has_unmarked_words(text: str) -> bool:
    """Whether a text has words that were not translated."""
    rest = re.sub(r"⟦[^⟦⟧]*⟧", " ", text)
    rest = html.unescape(re.sub(r"<[^>]*>", " ", rest))
    return bool(re.search(r"[^\W\d_]", _NO_WORDS.sub(" ", rest)))
