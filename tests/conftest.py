"""For every test: no screen, no settings of a person's own, English, and no text is unknown."""

from __future__ import annotations

import gettext
import os
import string
from collections.abc import Iterator
from pathlib import Path

# Before anything imports Qt. A test that wants a real screen sets up one of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Before anything is started: programs of a test speak what the test reads.
os.environ["LANGUAGE"] = "en"
import pytest

from nnd_gui.model import words

# Made up by tests of the translating itself.
_OWN_TEXTS = {"It broke ({kind}: {text}).", "a {b} c", "{a} and {b:,}", "{count} weight {one}"}
_WORDS = Path(__file__).resolve().parents[1] / "resources" / "words"


@pytest.fixture(autouse=True, scope="session")
def _no_cache_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs of a test keep for later stays with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("cache")))
        yield


class _Noticing(gettext.NullTranslations):
    """English, which keeps what is asked for and no catalogue has."""

    def __init__(self, known: set[str]) -> None:
        super().__init__()
        self._known = known
        self.missed: set[str] = set()

    def gettext(self, message: str) -> str:
        if message not in self._known and _has_words(message):
            self.missed.add(message)
        return message

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.gettext(msgid1)
        return super().ngettext(msgid1, msgid2, n)


def _has_words(template: str) -> bool:
    try:
        parts = list(string.Formatter().parse(template))
    except ValueError:
        return True
    return any(letter.isalpha() for literal, *_ in parts for letter in literal)


@pytest.fixture(autouse=True, scope="session")
def _every_text_is_in_the_catalogue(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever is to be translated anywhere in the tests can be.

    The devtool finds texts by how they are written. This finds those that come another way,
    as through a table: they want `mark`.
    """
    with (_WORDS / "de.mo").open("rb") as file:
        german = gettext.GNUTranslations(file)
    keys = german._catalog  # type: ignore[attr-defined]  # noqa: SLF001 - it has no other face
    noticing = _Noticing({key if isinstance(key, str) else key[0] for key in keys})
    usual = words._ENGLISH  # noqa: SLF001
    words._ENGLISH = words._catalogue = noticing  # noqa: SLF001
    yield
    words._ENGLISH = words._catalogue = usual  # noqa: SLF001
    missed = sorted(noticing.missed - _OWN_TEXTS)
    assert not missed, "These texts are in no catalogue:\n" + "\n".join(map(repr, missed))
