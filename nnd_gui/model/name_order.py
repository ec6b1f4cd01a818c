"""Names in an order that people find them in, without knowing their language's rules."""

from __future__ import annotations

import unicodedata

__all__ = ["plain_name_key"]


def plain_name_key(name: str) -> tuple[str, str]:
    """What a name is sorted by: as if it had no accents, so that Ö is beside O.

    Parameters
    ----------
    name : str
        A person's or a file's.

    Returns
    -------
    tuple of str
        Its plain letters, and then the name itself: the order of two names is always the same.
    """
    apart = unicodedata.normalize("NFKD", name)
    return "".join(x for x in apart if not unicodedata.combining(x)).casefold(), name
