"""The kinds of run, one row each: what each is asked, its generator, and its result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from nnd_gui.engine.chain import tracing
from nnd_gui.engine.check import check
from nnd_gui.engine.derivative import DerivativeSpec, derivative
from nnd_gui.engine.events import Step
from nnd_gui.engine.forward import ForwardAsked, forward_pass
from nnd_gui.engine.kept_check import KeptCheck
from nnd_gui.engine.person_file import PersonFile
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.sweep import MOST_WEIGHTS, affordable_weights, sweep
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.gui.runs.run_kind import (
    CHAIN,
    CHECK,
    DERIVATIVE,
    FORWARD,
    PINNED,
    SLICE,
    SWEEP,
    TRAINING,
    RunKind,
)
from nnd_gui.model.chain_result import ChainResult
from nnd_gui.model.cover import Revealed
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.derivative_settings import DerivativeSettings
from nnd_gui.model.forward_result import ForwardResult
from nnd_gui.model.picture_settings import DrawingSettings, SliceSettings
from nnd_gui.model.result import CheckResult
from nnd_gui.model.slice_result import SliceResult
from nnd_gui.model.sweep_result import SweepResult
from nnd_gui.model.told import told_check
from nnd_gui.model.training_result import TrainingResult

__all__ = ["run_kinds"]


def run_kinds() -> tuple[RunKind, ...]:
    """Every kind, the check first."""
    return (
        RunKind(CHECK, _whole_spec, _check, CheckResult, told=told_check, kept=CheckResult.kept),
        RunKind(SWEEP, _sweep_ask, _sweep, _sweep_result, told_from=Revealed.VERDICT),
        RunKind(SLICE, _slice_ask, _slice, _slice_result, told_from=Revealed.VERDICT),
        RunKind(
            DERIVATIVE, _derivative_ask, _derivative, DerivativeResult, told_from=Revealed.NOTHING
        ),
        RunKind(CHAIN, _chain_ask, _chain, _chain_result),
        RunKind(TRAINING, _training_ask, _training, _training_result, told_from=Revealed.VERDICT),
        RunKind(
            FORWARD, _forward_ask, _forward, _forward_result, "network", told_from=Revealed.NOTHING
        ),
        RunKind(PINNED, _pinned_ask, _check, CheckResult),
    )


def _pinned_ask(
    _spec: ExperimentSpec, _selected: int, settings: ExperimentSpec | None
) -> ExperimentSpec | None:
    return settings


def _whole_spec(spec: ExperimentSpec, _selected: int, _settings: object) -> ExperimentSpec:
    return spec


def _check(spec: ExperimentSpec, kept: KeptCheck | None = None) -> Iterator[Step]:
    return check(spec, kept=kept)


@dataclass(frozen=True, slots=True)
class _SweepAsk:
    """What a sweep depends on: neither the epsilon nor the scheme, as it goes over all of them."""

    spec: ExperimentSpec
    wanted: tuple[int, ...]
    saves: int = 0


def _sweep_ask(spec: ExperimentSpec, selected: int, _settings: object) -> _SweepAsk | None:
    subject = spec.subject
    if not _runs(subject):
        return None
    # A small network is swept whole, so that another selected weight asks for nothing new.
    if isinstance(subject, PersonFile):
        kept = subject.kept
        sampled = kept is not None and kept.weight_count > affordable_weights(kept.seconds)
    else:
        sampled = subject.weight_count > MOST_WEIGHTS
    usual = replace(spec, epsilon=1e-4, scheme="central")
    return _SweepAsk(usual, (selected,) if sampled and selected >= 0 else (), _saves(subject))


def _runs(subject: Network | PersonFile) -> bool:
    """Whether a picture may have anything run for it: what a check asks for is asked once."""
    return not isinstance(subject, PersonFile) or subject.trusted


def _saves(subject: Network | PersonFile) -> int:
    """Which version of a person's file it is: what was found of another is not its."""
    return subject.saves if isinstance(subject, PersonFile) else 0


def _sweep(ask: _SweepAsk) -> Iterator[Any]:
    return sweep(ask.spec, ask.wanted)


def _sweep_result(ask: _SweepAsk) -> SweepResult:
    return SweepResult(ask.spec)


@dataclass(frozen=True, slots=True)
class _SliceAsk:
    """What a slice depends on."""

    spec: ExperimentSpec
    asked: SliceAsked
    saves: int = 0


def _slice_ask(
    spec: ExperimentSpec, selected: int, settings: SliceSettings | None
) -> _SliceAsk | None:
    subject = spec.subject
    if isinstance(subject, PersonFile):
        # Known as soon as its check has begun.
        count = 0 if subject.kept is None else subject.kept.weight_count
    else:
        count = subject.weight_count
    if not _runs(subject) or not 0 <= selected < count:
        return None
    window = (settings or SliceSettings()).window
    return _SliceAsk(spec, SliceAsked(selected, window), _saves(subject))


def _slice(ask: _SliceAsk) -> Iterator[Any]:
    return slice_along(ask.spec, ask.asked)


def _slice_result(ask: _SliceAsk) -> SliceResult:
    return SliceResult(ask.spec, ask.asked)


def _derivative_ask(
    spec: ExperimentSpec, _selected: int, settings: DerivativeSettings | None
) -> DerivativeSpec:
    return (settings or DerivativeSettings()).asked(spec)


def _derivative(ask: DerivativeSpec) -> Iterator[Any]:
    return derivative(ask)


@dataclass(frozen=True, slots=True)
class _TrainingAsk:
    """What a training depends on: nothing of how a slope is measured."""

    spec: ExperimentSpec
    asked: TrainingAsked
    saves: int = 0


def _training_ask(
    spec: ExperimentSpec, _selected: int, settings: TrainingAsked | None
) -> _TrainingAsk | None:
    if not _runs(spec.subject):
        return None
    plain = ExperimentSpec(spec.subject, dtype=spec.dtype, bug=spec.bug)
    return _TrainingAsk(plain, settings or TrainingAsked(), _saves(spec.subject))


def _training(ask: _TrainingAsk) -> Iterator[Any]:
    return training(ask.spec, ask.asked)


def _training_result(ask: _TrainingAsk) -> TrainingResult:
    return TrainingResult(ask.asked, of_person=not isinstance(ask.spec.subject, Network))


@dataclass(frozen=True, slots=True)
class _ForwardAsk:
    """What a forward pass depends on: of the experiment only its network and precision."""

    spec: ExperimentSpec
    asked: ForwardAsked


def _forward_ask(
    spec: ExperimentSpec, _selected: int, settings: DrawingSettings | None
) -> _ForwardAsk | None:
    sample = (settings or DrawingSettings()).sample
    if sample is None or not isinstance(spec.subject, Network):
        return None
    return _ForwardAsk(ExperimentSpec(spec.subject, dtype=spec.dtype), ForwardAsked(sample))


def _forward(ask: _ForwardAsk) -> Iterator[Any]:
    return forward_pass(ask.spec, ask.asked)


def _forward_result(_ask: _ForwardAsk) -> ForwardResult:
    return ForwardResult()


@dataclass(frozen=True, slots=True)
class _ChainAsk:
    """What a chain depends on: nothing of how a slope is measured."""

    spec: ExperimentSpec
    index: int


def _chain_ask(spec: ExperimentSpec, selected: int, _settings: object) -> _ChainAsk | None:
    subject = spec.subject
    if not isinstance(subject, Network) or not 0 <= selected < subject.weight_count:
        return None  # of a person's code the factors are not known
    return _ChainAsk(ExperimentSpec(subject, dtype=spec.dtype, bug=spec.bug), selected)


def _chain(ask: _ChainAsk) -> Iterator[Any]:
    return tracing(ask.spec, ask.index)


def _chain_result(ask: _ChainAsk) -> ChainResult:
    return ChainResult(ask.spec.network, ask.index)
