"""What of a file can be checked, found in its syntax tree: the best guess first."""

from __future__ import annotations

import re
from dataclasses import replace

from nnd_gui.engine.usercode.candidate import Candidate
from nnd_gui.engine.usercode.find_classes import find_classes
from nnd_gui.engine.usercode.find_functions import find_functions
from nnd_gui.engine.usercode.find_layers import find_layers
from nnd_gui.engine.usercode.outline import outline_of
from nnd_gui.engine.usercode.partners import with_partners
from nnd_gui.engine.usercode.plan import Plan
from nnd_gui.engine.usercode.source import Source

__all__ = ["Candidate", "find_candidates"]

# From here on a file has what it needs itself.
_SURE = 50

# One class for each sample, told by a softmax, a hinge, or y as an index.
_CLASSES = re.compile(
    r"softmax|exp\(.*\)\s*/\s*.*exp\(.*\.sum|exp\(.*\)\s*/\s*np\.sum|/=.*\.sum\(|svm|hinge"
    r"|argmax|range\([^)]*\), *\w*(y|t|labels?)\b|\[ *y\[i\]"
)
# A name of its strength, or a sum of squared weights: without both there is surely none.
_PENALTY = re.compile(
    r"lambd|lmbd|\blam|lamda|reg|l2|decay|penalt|norm|square|ridge|alpha"
    r"|([Ww]|[Tt]heta|weight|param)\w*(\[[^\]]*\])?\s*\*\*\s*2"
    r"|\b(([Ww]|[Tt]heta)\w*)\s*\*\s*\3\b"
)


def find_candidates(source: Source) -> tuple[Candidate, ...]:
    """What can be checked in a file, without running any of it.

    Parameters
    ----------
    source : Source
        The file, as `read_source` has it.

    Returns
    -------
    tuple of Candidate
        The best guess first; empty where there is nothing, or the file cannot be read.
    """
    if source.tree is None:
        return ()
    try:
        return _found(source)
    except RecursionError:  # a formula of thousands of terms: nobody's network
        return ()


def _found(source: Source) -> tuple[Candidate, ...]:
    assert source.tree is not None
    outline, path = outline_of(source.tree), str(source.path)
    found = [
        *find_classes(outline, path),
        *find_functions(outline, path),
        *find_layers(outline, path),
    ]
    if not any(one.score > _SURE for one in found):
        found += with_partners(source, outline)
    if not _may_be_penalised(source):
        found = [replace(one, plan=_unpenalised(one.plan)) for one in found]
    if _CLASSES.search(source.text) is not None:
        # What y of a table may be: a softmax's delta is right only for a single 1 in each row.
        found = [replace(one, plan=_with_call(one.plan, classes=True)) for one in found]
    return tuple(sorted(found, key=lambda one: -one.score))


def _may_be_penalised(source: Source) -> bool:
    """Whether a regularisation of the weights may be somewhere in a file."""
    return _PENALTY.search(source.text) is not None


def _unpenalised(plan: Plan) -> Plan:
    # What another file does is not looked at.
    return plan if plan.partners else _with_call(plan, l2=0)


def _with_call(plan: Plan, **more: object) -> Plan:
    return replace(plan, call={**plan.call, **more})
