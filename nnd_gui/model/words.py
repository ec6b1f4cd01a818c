"""Every visible text passes through here, so that it can be translated, Qt or not."""

from __future__ import annotations

import gettext

__all__ = ["tr", "trn"]

# One catalogue for the window and the command line. Until a second language ships, the
# null catalogue returns each text as it is written.
_catalogue: gettext.NullTranslations = gettext.NullTranslations()


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
    translated = _catalogue.gettext(text)
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
