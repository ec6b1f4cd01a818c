"""What a check measured, kept so that another tolerance judges the same numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.spec import ExperimentSpec

__all__ = ["KeptCheck"]


@dataclass(frozen=True, slots=True, eq=False)
class KeptCheck:
    """A check's point, and the costs around every weight at the asked step.

    Parameters
    ----------
    spec : ExperimentSpec
        What was checked, and how.
    started : Started
        The point and the gradient under test.
    measured : tuple of Measured
        Every weight that was to be checked, once.
    """

    spec: ExperimentSpec
    started: Started
    measured: tuple[Measured, ...]

    def serves(self, spec: ExperimentSpec) -> bool:
        """Whether another check would measure the same: it differs in nothing but the tolerance.

        A person's file is measured again, because its text may be another one by now.
        """
        if isinstance(spec.subject, PersonFile) or spec.directions_only:
            return False
        return replace(self.spec, tolerance=spec.tolerance) == spec
