"""Every visible text passes through here, so that it can be translated, Qt or not."""

from __future__ import annotations

import gettext
import os
from collections.abc import Mapping

from nnd_gui import resources

__all__ = [
    "LANGUAGES",
    "choose_language",
    "chosen_language",
    "fitting_language",
    "mark",
    "tr",
    "trn",
]

# Each language by its own name: who cannot read the others must find it.
LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch"}

_ENGLISH = gettext.NullTranslations()  # returns each text as it is written
_catalogue: gettext.NullTranslations = _ENGLISH
_chosen = "en"


def choose_language(name: str) -> None:
    """Speak another language from now on, in the window and the command line alike.

    Parameters
    ----------
    name : str
        One of `LANGUAGES`.

    Raises
    ------
    ValueError
        If there is no such language.
    FileNotFoundError
        If its catalogue is missing, which is a defect of the packaging.
    """
    global _catalogue, _chosen  # noqa: PLW0603 - a program speaks one language at a time
    if name not in LANGUAGES:
        raise ValueError(f"no language {name!r}")
    if name == "en":
        _catalogue = _ENGLISH
    else:
        with resources.path("words", f"{name}.mo").open("rb") as file:
            _catalogue = gettext.GNUTranslations(file)
    _chosen = name


def chosen_language() -> str:
    """The language that is spoken, one of `LANGUAGES`."""
    return _chosen


def fitting_language(wanted: list[str] | None = None) -> str:
    """The first language of a list that there is here, else English.

    Parameters
    ----------
    wanted : list of str, optional
        As a system names them, such as ``"de-AT"`` or ``"de_DE.UTF-8"``, best first. Left out,
        those of the environment, as gettext reads it: LANGUAGE, LC_ALL, LC_MESSAGES, LANG.
    """
    if wanted is None:
        names = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
        wanted = next((os.environ[name] for name in names if os.environ.get(name)), "").split(":")
    for name in wanted:
        language = name.replace("-", "_").split("_")[0].split(".")[0].lower()
        if language in LANGUAGES:
            return language
    return "en"


def mark(text: str, /) -> str:
    """Put a text into the catalogue that reaches `tr` later, as from a table; returns it as it is.

    Parameters
    ----------
    text : str
        The English text.
    """
    return text


def tr(text: str, /, **values: object) -> str:
    """Translate a text, then fill in its values.

    Parameters
    ----------
    text : str
        The English text, which is also the catalogue's key; ``{name}`` marks a value.
    **values : object
        What stands for each ``{name}``. Without values the text is not formatted, so
        that braces in it are kept.

    Returns
    -------
    str
        The text to show.
    """
    translated = _catalogue.gettext(text) if text else ""
    return translated.format(**values) if values else translated


def trn(one: str, many: str, count: int, /, **values: object) -> str:
    """Translate a text that depends on a count, which both forms may name ``{count}``.

    Parameters
    ----------
    one, many : str
        The English singular and plural.
    count : int
        What decides between them, shown with a comma between thousands.
    **values : object
        What stands for each further ``{name}``.

    Returns
    -------
    str
        The text to show.
    """
    translated = _catalogue.ngettext(one, many, count)
    return translated.format(count=f"{count:,}", **values)
