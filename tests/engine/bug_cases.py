"""Networks and bugs of the bug table, and a check of a network with a wrong gradient."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nnd_gui.engine.bugs import BUG_TABLE, Bug, cannot_show, parse_bug, rules_for
from nnd_gui.engine.check import check
from nnd_gui.engine.diagnose import Facts, Finding, diagnose, diagnosis_of_network, network_facts
from nnd_gui.engine.driven import driven
from nnd_gui.engine.events import Started
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.result import CheckResult
from tests.engine.helpers import LESSON

SPECS: dict[str, ExperimentSpec] = {
    "lesson": LESSON,
    "sigmoid": ExperimentSpec(
        Network((3, 4, 2), ("sigmoid", "sigmoid"), bias=True, data=RandomData(7))
    ),
    "tanh deep l2": ExperimentSpec(
        Network((4, 5, 5, 3), ("tanh",) * 3, bias=True, l2=0.3, data=RandomData(6))
    ),
    "relu": ExperimentSpec(
        Network((3, 6, 2), ("relu", "identity"), bias=True, data=RandomData(10)), epsilon=1e-5
    ),
    "softmax": ExperimentSpec(
        Network(
            (3, 5, 3),
            ("tanh", "softmax"),
            "softmax-cross-entropy",
            bias=True,
            data=RandomData(9),
        )
    ),
    "binary l2": ExperimentSpec(
        Network(
            (3, 4, 2),
            ("sigmoid", "sigmoid"),
            "binary-cross-entropy",
            bias=True,
            l2=0.1,
            data=RandomData(8),
        )
    ),
    "mse": ExperimentSpec(
        Network((3, 3, 3), ("elu", "sigmoid"), "mse", bias=True, data=RandomData(5))
    ),
    "two samples": ExperimentSpec(
        Network((2, 3, 2), ("tanh", "identity"), bias=True, data=RandomData(2))
    ),
    "many samples": ExperimentSpec(
        Network((3, 4, 2), ("softplus", "sigmoid"), "mse", bias=True, l2=0.01, data=RandomData(200))
    ),
    "float32": ExperimentSpec(
        Network((3, 4, 2), ("tanh", "sigmoid"), bias=True, l2=0.1, data=RandomData(6)),
        epsilon=1e-2,
        dtype="float32",
    ),
    "one layer": ExperimentSpec(Network((3, 2), ("sigmoid",), bias=True, data=RandomData(5))),
    "one sample": ExperimentSpec(
        Network((3, 4, 2), ("gelu", "tanh"), bias=True, data=RandomData(1))
    ),
}

BUGS: tuple[Bug, ...] = (
    *(Bug(name) for name in BUG_TABLE),
    *(Bug(name, variant=form) for name, row in BUG_TABLE.items() for form in row.variants[1:]),
    *(
        parse_bug(text)
        for text in (
            *("sign@W2", "sign@b1", "factor@W1=3", "factor=0.1", "factor@b2=7", "zero-layer@W2"),
            *("zero-bias@b2", "missing-activation-derivative@W2", "derivative-of-output@W2"),
            *("transposed@W2", "swapped-layers@W1", "wrong-regularization-factor=0.5"),
            *("stale-activation=0.5", "updated-weight-used=0.5", "updated-weight-used@W2"),
            *("single-weight@b1", "missing-half-or-two=2", "missing-half-or-two=0.5"),
            *("unbroadcast-bias@b2", "missing-regularization@W1", "regularized-bias@b1"),
        )
    ),
)


@dataclass(frozen=True)
class Checked:
    """A finished check of a network whose gradient was replaced."""

    spec: ExperimentSpec
    result: CheckResult
    facts: Facts

    @property
    def wrong_blocks(self) -> tuple[str, ...]:
        assert self.result.overall is not None
        assert self.result.overall.verdict == "disagree", self.result.overall
        return self.result.overall.blocks

    def known(self, bug: Bug | None = None) -> list[Finding]:
        """Diagnosis with the network known; with a bug, also on other samples."""

        def again(spec: ExperimentSpec) -> NDArray[Any]:
            assert bug is not None
            rules = rules_for(bug, spec.network)
            return NetworkObjective(spec, rules).gradient(self.facts.theta)

        return driven(diagnosis_of_network(self.spec, self.facts, again if bug else None))

    def by_numbers(self) -> list[Finding]:
        """Diagnosis of the same numbers, of which nothing is known."""
        return diagnose(replace(self.facts, samples=None, l2=None))

    def with_hints(self) -> list[Finding]:
        """Diagnosis of the numbers, beside the number of samples and lambda."""
        return diagnose(self.facts)


def checked(spec: ExperimentSpec, analytic: NDArray[Any] | None = None) -> Checked:
    """Check an experiment, with another gradient in place of its own."""
    result = CheckResult(spec)
    for event in run(check(spec)):
        is_start = isinstance(event, Started) and analytic is not None
        result.add(replace(event, analytic=analytic) if is_start else event)  # type: ignore[arg-type]
    assert result.completed
    facts = network_facts(spec, result.layout, result.values, result.analytic, result.weights)
    return Checked(spec, result, facts)


def right_gradient(spec: ExperimentSpec) -> NDArray[Any]:
    objective = NetworkObjective(spec)
    return objective.gradient(objective.point)


def buggy_gradient(spec: ExperimentSpec, bug: Bug) -> NDArray[Any]:
    objective = NetworkObjective(spec, rules_for(bug, spec.network))
    return objective.gradient(objective.point)


def shows(bug: Bug, spec: ExperimentSpec) -> bool:
    return cannot_show(bug, spec.network, spec.dtype) is None


def changed_blocks(spec: ExperimentSpec, wrong: NDArray[Any]) -> tuple[str, ...]:
    """Blocks in which a gradient differs from the right one by more than a check's tolerance."""
    layout = NetworkObjective(spec).layout
    right = right_gradient(spec)
    off = np.abs(wrong - right) > 3 * spec.tolerance_used * np.maximum(abs(wrong), abs(right))
    return tuple(block.name for block in layout.blocks if np.any(off[block.start : block.stop]))
