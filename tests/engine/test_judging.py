"""A verdict is made once for whoever asks the same, and anew for whoever asks something else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnd_gui.engine.events import Measured, Started
from nnd_gui.engine.judging import judge_measured
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.verdicts import DISAGREE
from tests.engine.helpers import LESSON_NETWORK, events_of


def test_what_is_kept_of_a_verdict_is_not_given_to_another_question() -> None:
    spec = ExperimentSpec(LESSON_NETWORK)
    events = events_of(spec)
    started = next(event for event in events if isinstance(event, Started))
    measured = next(event for event in events if isinstance(event, Measured))
    twisted = replace(started, analytic=started.analytic * 1.001)
    questions = [
        (spec, started), (spec, twisted), (replace(spec, tolerance=0.01), twisted), (spec, started),
    ]  # fmt: skip
    wrong = []
    for asked, point in questions:
        found = judge_measured(asked, point, measured)
        fresh = judge_measured(asked, point, replace(measured))
        assert found is judge_measured(asked, point, measured)
        assert np.array_equal(found.verdict, fresh.verdict)
        assert np.array_equal(found.relative_error, fresh.relative_error)
        wrong.append(int(np.count_nonzero(found.verdict == DISAGREE)))
    assert wrong == [0, 9, 0, 0]
