"""The facts that a run reports, in the order in which they happen.

A run is one `Started`, any number of `Measured` and `LookedCloser`, and exactly one
`Finished`; where random directions are checked, a `DirectionsStarted` and what follows from
it come before the end. Arrays in
events are never written to again after they are sent: another thread may be reading them.
"""

from __future__ import annotations

from nnd_gui.engine.events.course import Failure, Finished, Outcome, Phase, Started, Working
from nnd_gui.engine.events.directions import (
    DirectionsMeasured,
    DirectionsStarted,
    RemainderMeasured,
)
from nnd_gui.engine.events.found import Advised, Audited, Diagnosed, FirstWrong
from nnd_gui.engine.events.measured import (
    Acquitted,
    LookedCloser,
    Measured,
    in_a_row,
    nothing_measured,
)

__all__ = [
    "Acquitted",
    "Advised",
    "Audited",
    "Diagnosed",
    "DirectionsMeasured",
    "DirectionsStarted",
    "Event",
    "Failure",
    "Finished",
    "FirstWrong",
    "LookedCloser",
    "Measured",
    "Outcome",
    "Phase",
    "RemainderMeasured",
    "Started",
    "Step",
    "Working",
    "in_a_row",
    "nothing_measured",
]

# What a run is made of: everything but its end, which `run` adds.
Step = (
    Started
    | Measured
    | Phase
    | LookedCloser
    | Acquitted
    | Audited
    | Advised
    | DirectionsStarted
    | DirectionsMeasured
    | RemainderMeasured
    | Diagnosed
    | Working
)
Event = Step | Finished
