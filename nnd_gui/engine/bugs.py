"""Deliberate bugs: a rule of backpropagation replaced, and whether that shows."""

from __future__ import annotations

import numpy as np

from nnd_gui.engine.backprop import Rules, gradient
from nnd_gui.engine.bug_names import BUG_TABLE, Bug, parse_bug
from nnd_gui.engine.bug_places import places_of, sample_count
from nnd_gui.engine.bug_rules import RULES_OF_BUG
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.starting_point import point_of
from nnd_gui.engine.subject import Network

__all__ = ["BUG_TABLE", "Bug", "cannot_show", "check_bug", "parse_bug", "rules_for"]

# Up to so many weights times samples, trying a bug takes less than a blink.
_TRIED_UP_TO = 20_000_000
# A gradient that a bug changes by less than these shares could pass for right.
_VISIBLE = {"float64": 1e-4, "float32": 3e-2}


def rules_for(bug: Bug, network: Network) -> Rules:
    """Rules of backpropagation with one bug in them.

    Parameters
    ----------
    bug : Bug
        Without a place it sits where it usually does, without a factor it is as strong
        as it usually is: `wrong-regularization-factor` 2, `factor` 1.5, `single-weight` 1.5
        (on the largest gradient of its block), `mean-or-sum` and
        `missing-half-or-two` the mistake that the cost invites; the two that need a
        learning rate, one that moves the weights by a tenth of their size.
    network : Network
        The network that it is put into.

    Returns
    -------
    Rules

    Raises
    ------
    SpecError
        If it cannot show in this network.
    """
    return RULES_OF_BUG[bug.name](bug, network, places_of(bug, network))


def cannot_show(bug: Bug, network: Network, dtype: str = "float64") -> SpecError | None:
    """Why a bug would change nothing in a network, if that is so.

    Parameters
    ----------
    bug : Bug
        What would be put in.
    network : Network
        With its weights and data: on some of them a mistake changes nothing, such as a
        missing ReLU derivative where every unit is active.
    dtype : str
        The precision of the check.

    Returns
    -------
    SpecError or None
        The sentence for a menu or a command line, not raised.
    """
    try:
        rules = rules_for(bug, network)
    except SpecError as problem:
        return problem
    if network.weight_count * sample_count(network) > _TRIED_UP_TO:
        return None
    cost = CostNetwork(network, dtype)
    with np.errstate(all="ignore"):
        theta = point_of(network).astype(dtype)
        right, wrong = gradient(cost, theta), gradient(cost, theta, rules)
        if not np.all(np.isfinite(right)):
            return None  # the check itself will tell
        seen = np.abs(wrong - right) > _VISIBLE[dtype] * np.maximum(np.abs(wrong), np.abs(right))
        if np.any(seen | ~np.isfinite(wrong)):
            return None
    return SpecError(
        "bug",
        "With these weights and this data the bug “{name}” changes no gradient enough to be "
        "seen. Other weights or data would show it.",
        name=bug.name,
    )


def check_bug(bug: Bug, network: Network, dtype: str = "float64") -> None:
    """Refuse a bug that cannot show in a network.

    Raises
    ------
    SpecError
        With the reason, for the field ``"bug"``.
    """
    problem = cannot_show(bug, network, dtype)
    if problem is not None:
        raise problem
