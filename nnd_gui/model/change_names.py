"""What changed between two experiments, in a few words: what Undo says it will undo."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from nnd_gui.engine.sources import RandomData, SeededWeights, TableData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.model.numbers import compact, epsilon_text
from nnd_gui.model.scheme_words import scheme_label
from nnd_gui.model.sizes_text import write_sizes
from nnd_gui.model.weights_edits import has_lesson_weights
from nnd_gui.model.words import tr, trn

__all__ = ["CHANGE_NAMES", "change_name", "changed_fields"]


def changed_fields(before: ExperimentSpec, after: ExperimentSpec) -> frozenset[str]:
    """Names of the fields that differ: of the experiment, and of a network like ``network.l2``."""
    found = _different(before, after) - {"subject"}
    if type(before.subject) is not type(after.subject):
        return found | {"subject"}
    return found | {f"subject.{name}" for name in _different(before.subject, after.subject)}


def change_name(before: ExperimentSpec, after: ExperimentSpec) -> str:
    """What the change is called: ``epsilon 1e-03``.

    Where several fields differ, those that the others follow from count: another network
    brings other weights with it.
    """
    changed = changed_fields(before, after)
    leading = next((name for name in CHANGE_NAMES if name in changed), None)
    if leading is None:
        return tr("the change of the experiment")
    return CHANGE_NAMES[leading](after)


def _different(before: Any, after: Any) -> frozenset[str]:
    return frozenset(
        field.name
        for field in fields(before)
        if getattr(before, field.name) != getattr(after, field.name)
    )


def _bias(spec: ExperimentSpec) -> str:
    return tr("with biases") if spec.network.bias else tr("without biases")


def _weights(spec: ExperimentSpec) -> str:
    if has_lesson_weights(spec):
        return tr("the lesson's weights")
    weights = spec.network.weights
    if isinstance(weights, SeededWeights):
        return tr("weights from seed {seed}", seed=weights.seed)
    return tr("the weights")


def _data(spec: ExperimentSpec) -> str:
    data = spec.subject.data
    if data is None:
        return tr("the file's own data")
    if isinstance(data, RandomData):
        return trn("{count} random sample", "{count} random samples", data.samples)
    if isinstance(data, TableData):
        return tr("data “{name}”", name=data.name)
    return tr("the lesson's data")


def _bug(spec: ExperimentSpec) -> str:
    # Not which: it may be a riddle.
    return tr("no deliberate bug") if spec.bug is None else tr("deliberate bug")


def _tolerance(spec: ExperimentSpec) -> str:
    return tr("tolerance {value}", value=epsilon_text(spec.tolerance_used))


def _sample(spec: ExperimentSpec) -> str:
    if spec.sample is None:
        return tr("all weights checked")
    if not spec.sample:
        return tr("directions only")
    return trn("{count} weight checked", "{count} weights checked", spec.sample)


def _directions(spec: ExperimentSpec) -> str:
    return trn("{count} random direction", "{count} random directions", spec.directions)


def _step(spec: ExperimentSpec) -> str:
    return tr("relative step") if spec.step == "relative" else tr("absolute step")


def _network(spec: ExperimentSpec) -> str:
    return tr("network {sizes}", sizes=write_sizes(spec.network.sizes))


# The leading change first.
CHANGE_NAMES: dict[str, Callable[[ExperimentSpec], str]] = {
    "subject": lambda _: tr("what is checked"),
    "subject.sizes": _network,
    "subject.loss": lambda spec: tr("cost {name}", name=spec.network.loss),
    "subject.activations": lambda spec: tr(
        "activations {names}", names=", ".join(dict.fromkeys(spec.network.activations))
    ),
    "subject.bias": _bias,
    "subject.data": _data,
    "subject.target_columns": _data,
    "subject.weights": _weights,
    "subject.interpreter": lambda _: tr("another Python"),
    "subject.plan": lambda _: tr("what is checked of the file"),
    "subject.limits": lambda _: tr("limits of time and memory"),
    "subject.l2": lambda spec: tr("L2 {value}", value=compact(spec.network.l2)),
    "bug": _bug,
    "epsilon": lambda spec: tr("epsilon {value}", value=epsilon_text(spec.epsilon)),
    "scheme": lambda spec: tr("{scheme} differences", scheme=scheme_label(spec.scheme)),
    "step": _step,
    "dtype": lambda spec: spec.dtype,
    "tolerance": _tolerance,
    "sample": _sample,
    "directions": _directions,
    "direction_seed": _directions,
}
