"""What stands over the window: the verdict, the document, the program."""

from __future__ import annotations

from nnd_gui.model.explain import explain
from nnd_gui.model.numbers import compact
from nnd_gui.model.result import CheckResult
from nnd_gui.model.words import tr

__all__ = ["window_title"]


def window_title(result: CheckResult | None, name: str, changed: bool) -> str:
    """Say the verdict in the title too, which is read out and seen in the task bar.

    Parameters
    ----------
    result : CheckResult, optional
        What was found; None while it is on its way.
    name : str
        Of the document; empty if it has none.
    changed : bool
        Whether something in it is not saved.

    Returns
    -------
    str
        With ``[*]`` where Qt puts the system's mark of what is not saved.
    """
    parts = [tr("Gradient Checker")]
    if name or changed:
        parts.insert(0, (name or tr("Untitled")).replace("[*]", "") + "[*]")
    if result is not None:
        parts.insert(0, _found(result))
    return " — ".join(parts)


def _found(result: CheckResult) -> str:
    if result.overall is None:
        return explain(result).headline
    return tr(
        "{verdict} · ratio {ratio}",
        verdict=tr(result.overall.verdict),
        ratio=compact(result.ratio),
    )
