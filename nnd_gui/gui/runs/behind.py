"""What is drawn behind a check: the check before it, or a run that was pinned."""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.before import Before, before_of
from nnd_gui.model.result import CheckResult

__all__ = ["Behind"]


class Behind:
    """Follows the newest check that has begun, and gives it what it is compared with.

    Parameters
    ----------
    first : CheckResult
        The first check's result, which has none before it.
    """

    def __init__(self, first: CheckResult) -> None:
        # What is shown may be emptied before the next begins, so it is not asked for it.
        self._newest = first
        self._previous: Before | None = None
        self._pinned: Before | None = None

    @property
    def newest(self) -> CheckResult:
        """The result of the newest check that has begun."""
        return self._newest

    def pin(self, pinned: Before | None) -> bool:
        """Draw a pinned run, or none: then the check before it again; whether that is new."""
        if pinned is None and self._pinned is None:
            return False
        self._pinned = pinned
        self._show()
        return True

    def before_next(self, spec: ExperimentSpec) -> Before | None:
        """What the next check, of an experiment, has before it."""
        self._newest.before = self._previous  # and not what is pinned
        found = before_of(self._newest, spec)
        self._show()
        return found

    def begin(self, result: CheckResult, before: Before | None) -> None:
        """Follow another check."""
        self._newest, self._previous = result, before
        self._show()

    def _show(self) -> None:
        self._newest.before = self._pinned or self._previous
