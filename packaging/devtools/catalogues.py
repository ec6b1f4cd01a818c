"""Keeps the catalogues of words in step with the program's texts."""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from devtools.texts import Text

__all__ = ["compiled", "missing", "read", "updated", "written"]

# Written here and not by Babel, whose header has dates and versions: where no word has changed,
# the file has not.
_HEADER = """\
# The words of Gradient Checker. "python3 packaging/dev.py words" puts new texts in, takes old ones
# out, and makes the file that the program reads.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""

_NO_DATE = datetime(2000, 1, 1, tzinfo=UTC)


def read(file: Path, language: str) -> Catalog:
    """The catalogue of one language, empty where there is none yet."""
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language, abort_invalid=True)


def updated(old: Catalog, found: Iterable[Text]) -> Catalog:
    """The catalogue with every text of the program, translated where the old one has it.

    Texts that the program no longer has are left out: version control remembers them.
    """
    new = Catalog(locale=old.locale)
    for words, place in found:
        known = old.get(words if isinstance(words, str) else words[0])
        translated = known.string if known is not None and _fits(known, words) else ""
        # Babel joins the places of a text that stands in several files.
        new.add(words, translated or ("" if isinstance(words, str) else ("", "")), [(place, 1)])
    return new


def _fits(known: Message, words: str | tuple[str, str]) -> bool:
    return isinstance(known.string, str) == isinstance(words, str)


def missing(catalogue: Catalog) -> list[str]:
    """The texts that have no translation."""
    left = []
    for message in catalogue:
        forms = [message.string] if isinstance(message.string, str) else message.string
        if message.id and not all(forms or [""]):
            left.append(message.id if isinstance(message.id, str) else message.id[0])
    return left


def written(catalogue: Catalog) -> bytes:
    """The file for people: texts in order of their places, and without line numbers."""
    file = io.BytesIO()
    write_po(file, catalogue, width=100, omit_header=True, include_lineno=False, sort_by_file=True)
    header = _HEADER.format(language=catalogue.locale, plural=catalogue.plural_forms)
    return header.encode() + file.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The file for the program."""
    plain = Catalog(locale=catalogue.locale, creation_date=_NO_DATE, revision_date=_NO_DATE)
    for message in catalogue:
        if message.id:
            plain.add(message.id, message.string)
    file = io.BytesIO()
    write_mo(file, plain)
    return file.getvalue()
