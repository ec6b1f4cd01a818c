"""Nothing of a person's runs before somebody has said that it may."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace

from nnd_gui.cli.streams import is_terminal
from nnd_gui.engine.events import Failure
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.model.spec_options import Request
from nnd_gui.model.words import tr, trn

__all__ = ["asked", "refused", "trusted"]


def trusted(requests: Sequence[Request], trust: bool) -> list[Request]:
    """Requests that may be run; those of untrusted files carry the failure that says so.

    Parameters
    ----------
    requests : sequence of Request
    trust : bool
        Whether ``--trust`` was given; without it a terminal is asked, once for all files, and
        elsewhere they are refused.
    """
    files = [r for r in requests if r.failure is None and isinstance(r.spec.subject, PersonFile)]
    if files and not trust:
        trust = asked(len(files), files[0].target or "")
    return [_settled(request, trust) if request in files else request for request in requests]


def _settled(request: Request, trust: bool) -> Request:
    subject = request.spec.subject
    if not isinstance(subject, PersonFile):
        return request
    if trust:
        return replace(request, spec=replace(request.spec, subject=replace(subject, trusted=True)))
    return refused(request, subject.path.name)


def refused(request: Request, name: str) -> Request:
    """A request that may not be run, as nobody has said that its file may."""
    failure = Failure(
        "not-trusted",
        "“{name}” is a program, and checking it would run it. If you trust it, say so with "
        "--trust.",
        {"name": name},
    )
    return replace(request, failure=failure)


def asked(count: int, first: str) -> bool:
    """Ask on a terminal whether files may be run; False where there is nobody to ask.

    Parameters
    ----------
    count : int
        How many.
    first : str
        What the first of them is called.
    """
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        return False
    what = trn(
        "Checking it runs “{first}” on this computer, in a process of its own, which keeps "
        "mistakes in but is no protection against a malicious program.",
        "Checking them runs {count} files on this computer, each in a process of its own, which "
        "keeps mistakes in but is no protection against a malicious program.",
        count,
        first=first,
    )
    sys.stderr.write(what + "\n" + tr("Run it? [y/N] "))
    sys.stderr.flush()
    yes = tr("yes")
    return sys.stdin.readline().strip().lower() in ("y", "yes", yes[:1], yes)
