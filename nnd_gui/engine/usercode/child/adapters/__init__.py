"""Ways of calling a person's code, one small file a style."""

from __future__ import annotations

import importlib
from typing import Any, Dict

from ..problem import Problem

__all__ = ["Problem", "build"]


def build(plan: Dict[str, Any], space: Any, given: Dict[str, Any]) -> Any:
    """Make ready what a plan says, by calling the person's code as its style does.

    Parameters
    ----------
    plan : dict
        The plan's JSON; a style named ``"a-b"`` is the module ``a_b``.
    space : mapping
        The person's module, run as far as names of it are asked for.
    given : dict of ndarray
        Chosen data and what is kept from the run before; what does not fit is ignored.

    Raises
    ------
    Problem
        If it cannot be called. What the person's code raises passes through.
    """
    name = str(plan.get("style", "")).replace("-", "_")
    if not name.isidentifier():
        raise Problem("no-objective", "There is no way of calling “{style}”.", {"style": name})
    try:
        module = importlib.import_module("." + name, __name__)
    except ImportError:
        raise Problem(
            "no-objective", "There is no way of calling “{style}”.", {"style": name}
        ) from None
    return module.build(plan, space, given)
