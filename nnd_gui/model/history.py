"""Undo and redo: a list of experiments, and a place in it.

Experiments are small and frozen, so each is kept whole; going back is exact.
"""

from __future__ import annotations

from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.change_names import change_name, changed_fields

__all__ = ["History"]

_MOST = 500
# Changes of the same number that follow each other this quickly are one: a key held down, a
# handle dragged, digits typed.
_TOGETHER_SECONDS = 0.8
_NUMBERS = frozenset(
    {
        "epsilon",
        "tolerance",
        "subject.sizes",
        "subject.l2",
        "subject.weights",
        "subject.data",
        "sample",
        "directions",
    }
)


class History:
    """Where the experiment has been.

    Parameters
    ----------
    spec : ExperimentSpec
        Where it begins.
    """

    def __init__(self, spec: ExperimentSpec) -> None:
        self._specs = [spec]
        self._at = 0
        self._last = float("-inf")
        self._changing: frozenset[str] = frozenset()

    @property
    def spec(self) -> ExperimentSpec:
        """The experiment as it stands."""
        return self._specs[self._at]

    @property
    def undo_name(self) -> str | None:
        """What would be undone, None for nothing."""
        return self._name(self._at)

    @property
    def redo_name(self) -> str | None:
        """What would be done again, None for nothing."""
        return self._name(self._at + 1)

    def restart(self, spec: ExperimentSpec) -> None:
        """Begin anew, as where another document was opened."""
        self.__init__(spec)  # type: ignore[misc]  # the same as a new one, and stays so

    def record(self, spec: ExperimentSpec, now: float) -> None:
        """Take in a change.

        Parameters
        ----------
        spec : ExperimentSpec
            What the experiment is now.
        now : float
            Seconds of any clock that only goes forward.
        """
        if spec == self.spec:
            return
        changing = changed_fields(self.spec, spec)
        together = (
            now - self._last < _TOGETHER_SECONDS
            and changing == self._changing
            and changing <= _NUMBERS
        )
        del self._specs[self._at + 1 :]
        if together:
            self._specs.pop()
        if not self._specs or self._specs[-1] != spec:
            self._specs.append(spec)
        del self._specs[:-_MOST]
        self._at = len(self._specs) - 1
        self._last, self._changing = now, changing

    def undo(self) -> ExperimentSpec:
        """Go one change back; stay where there is none."""
        return self._go(-1)

    def redo(self) -> ExperimentSpec:
        """Go one change forward again; stay where there is none."""
        return self._go(1)

    def _go(self, by: int) -> ExperimentSpec:
        self._at = min(max(self._at + by, 0), len(self._specs) - 1)
        self._last = float("-inf")
        return self.spec

    def _name(self, at: int) -> str | None:
        """What the change that led to a place is called."""
        if not 1 <= at < len(self._specs):
            return None
        return change_name(self._specs[at - 1], self._specs[at])
