from __future__ import annotations

import gettext

import pytest

from nnd_gui.model import words
from nnd_gui.model.words import tr, trn


def test_a_text_without_values_keeps_its_braces() -> None:
    assert tr("a {b} c") == "a {b} c"


def test_values_may_have_any_name() -> None:
    # A failure carries names of its own: "text" was once the parameter's.
    assert tr("{text} {one} {count:,}", text="a", one=1, count=2000) == "a 1 2,000"


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 weights a"), (1, "1 weight a"), (2000, "2,000 weights a")]
)
def test_plural(count: int, text: str) -> None:
    assert trn("{count} weight {one}", "{count} weights {one}", count, one="a") == text


def test_every_text_passes_through_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.upper()

        def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
            return msgid1 if n == 1 else msgid2.replace("weights", "Gewichte")

    monkeypatch.setattr(words, "_catalogue", Shouting())
    assert tr("agree") == "AGREE"
    assert trn("{count} weight", "{count} weights", 3) == "3 Gewichte"
