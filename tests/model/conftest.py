"""Results to look at: of real runs, stopped or spoilt where a test wants it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, Protocol

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.check import check
from nnd_gui.engine.events import DirectionsStarted, Event, Measured, Started, Step, Working
from nnd_gui.engine.parameters import Layout
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.result import CheckResult

Spoil = Callable[[NDArray[Any]], NDArray[Any]]
Bend = Callable[[Measured], Measured]


class Checked(Protocol):
    def __call__(
        self,
        spec: ExperimentSpec,
        *,
        spoil: Spoil | None = None,
        bend: Bend | None = None,
        along: Spoil | None = None,
        stop_after: int | None = None,
    ) -> CheckResult: ...


@pytest.fixture
def checked() -> Checked:
    """Run a check; `spoil` changes its analytic gradient, `bend` what it measured.

    `along` changes the slopes that it says there are along directions.
    """

    def run_check(
        spec: ExperimentSpec,
        *,
        spoil: Spoil | None = None,
        bend: Bend | None = None,
        along: Spoil | None = None,
        stop_after: int | None = None,
    ) -> CheckResult:
        result = CheckResult(spec)
        asked = itertools.count()
        for event in run(_by_block(check(spec)), lambda: next(asked) == stop_after):
            if isinstance(event, DirectionsStarted) and along is not None:
                slopes = replace(event.slopes, analytic=along(event.slopes.analytic))
                result.add(replace(event, slopes=slopes))
            else:
                result.add(_changed(event, spoil, bend))
        return result

    return run_check


def _by_block(steps: Iterator[Step]) -> Iterator[Step]:
    """Cut what is measured at once into blocks: where a stop falls is then the same always."""
    layout = Layout(())
    for event in steps:
        if isinstance(event, Working):
            continue  # how many there are depends on how busy the machine is
        if not isinstance(event, Measured):
            layout = event.layout if isinstance(event, Started) else layout
            yield event
            continue
        for block in layout.blocks:
            here = (event.indices >= block.start) & (event.indices < block.stop)
            if np.any(here):
                yield Measured(event.indices[here], event.steps[here], event.costs[here])


def _changed(event: Event, spoil: Spoil | None, bend: Bend | None) -> Event:
    if isinstance(event, Started) and spoil is not None:
        return replace(event, analytic=spoil(event.analytic.copy()))
    if isinstance(event, Measured) and bend is not None:
        return bend(event)
    return event
