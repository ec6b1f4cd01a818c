"""Random networks, bugs and functions at usual and absurd numbers: no crash, no NaN to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
import pytest

from nnd_gui.engine.chain import chain_of
from nnd_gui.engine.derivative import DerivativeSpec, derivative
from nnd_gui.engine.errors import CheckFailure, SpecError
from nnd_gui.engine.events import Finished
from nnd_gui.engine.functions import Function
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.run import run
from nnd_gui.engine.slice import SliceAsked, slice_along
from nnd_gui.engine.sources import RandomData, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import DTYPES, SCHEMES, STEPS, ExperimentSpec
from nnd_gui.engine.subject import ACTIVATIONS, LOSSES, OUTPUT_OF_LOSS, Network
from nnd_gui.engine.sweep import sweep
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.model.chain_table import chain_tables
from nnd_gui.model.derivative_result import DerivativeResult
from nnd_gui.model.explain_chain import chain_sentence, formula_text
from nnd_gui.model.explain_derivative import believed_sentence, explain_derivative, straightness
from nnd_gui.model.explain_training import explain_training
from nnd_gui.model.explain_valley import band_sentence, epsilon_sentence, guide_sentence
from nnd_gui.model.slice_result import SliceResult, scale_note
from nnd_gui.model.sweep_result import SweepResult, drawn
from nnd_gui.model.training_result import TrainingResult

FUNCTIONS = (
    *("x^2", "1/x", "sqrt(x)", "ln(x)", "tan(x)", "exp(x)", "abs(x)", "x^x", "sin(1/x)"),
    *("1/(x^2-1)", "x^1000", "exp(exp(x))", "asin(x)", "sign(x)", "max(x,1/x)", "cbrt(x)"),
    *("0*x", "x^0.5", "softplus(x)", "2^x/x"),
)

Item = TypeVar("Item")


class Dice:
    def __init__(self, seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def of(self, *items: Item) -> Item:
        return items[int(self._rng.integers(len(items)))]

    def below(self, most: int) -> int:
        return int(self._rng.integers(most))

    def spec(self) -> ExperimentSpec:
        layers = 1 + self.below(3)
        activations = [self.of(*ACTIVATIONS[:-1]) for _ in range(layers)]
        loss = self.of(*LOSSES)
        activations[-1] = OUTPUT_OF_LOSS.get(loss, activations[-1])
        scale = self.of(0.0, 1e-8, 1.0, 1.0, 1.0, 30.0, 1e4, 1e150)
        start = SeededWeights(self.below(1000), scale)
        trained = TrainedWeights(self.below(60), self.of(0.01, 1.0), start)
        network = Network(
            tuple(1 + self.below(4) for _ in range(layers + 1)),
            tuple(activations),
            loss,
            bool(self.below(2)),
            self.of(0.0, 0.0, 0.1, 10.0),
            trained if self.below(7) == 0 else start,
            RandomData(1 + self.below(8), self.below(99)),
        )
        spec = ExperimentSpec(
            network,
            epsilon=self.of(1e-4, 1e-1, 1e-9, 1e-20, 1e3, 1e300),
            scheme=self.of(*SCHEMES),
            step=self.of(*STEPS),
            dtype=self.of(*DTYPES),
        )
        try:
            return replace(spec, bug=draw_bug(self.below(9999), network, spec.dtype))
        except (SpecError, CheckFailure):
            return spec


def _driven(steps: Iterator[Any], result: Any) -> bool:
    """Take in a run; whether it came to its end. A defect of ours is none."""
    for event in run(steps):
        result.add(event)
    end = result.finished
    assert isinstance(end, Finished)
    assert end.failure is None or end.failure.kind != "crashed", end.failure
    return end.outcome == "completed"


@pytest.mark.parametrize("seed", range(60))
def test_networks(seed: int) -> None:
    dice = Dice(seed)
    spec = dice.spec()
    index = dice.below(spec.network.weight_count)
    asked = SliceAsked(index, dice.of(1.0, 1e-4, 1e-12, 1e6, 1e308))
    sliced = SliceResult(spec, asked)
    if not _driven(slice_along(spec, asked), sliced):
        return  # no numbers to begin with: told as bad-input
    assert all(np.isfinite(part).all() for piece in sliced.pieces for part in piece)
    assert np.isfinite(sliced.height).all()
    assert "nan" not in scale_note(sliced)
    swept = SweepResult(spec)
    if _driven(sweep(spec), swept):
        for scheme in SCHEMES:
            _look_at_valleys(swept, scheme, index)
    training_asked = TrainingAsked(dice.of(0.1, 1.0, 1e5), 1 + dice.below(60))
    trained = TrainingResult(training_asked)
    _driven(training(spec, training_asked), trained)
    for side in range(trained.sides):
        assert np.isfinite(trained.curve(side)[1]).all()
    chain = chain_of(spec, index)
    told = [chain_sentence(chain, spec.network), formula_text(chain, spec.network)]
    told.append(explain_training(trained).sentence)
    assert all(text and "{" not in text for text in told)
    for table in chain_tables(chain, spec.network):
        assert all(len(row.cells) == len(table.columns) for row in table.rows)


def _look_at_valleys(swept: SweepResult, scheme: str, index: int) -> None:
    for dtype in swept.dtypes:
        for weight in (None, index):
            valley = swept.valley(scheme, dtype, weight)
            assert valley is not None
            assert all(np.isfinite(y).all() and (y > 0).all() for _, y in drawn(valley).values())
            told = band_sentence(valley) + epsilon_sentence(valley, 1e-5)
            assert "nan" not in told + guide_sentence(valley, scheme)


@pytest.mark.parametrize("seed", range(120))
def test_functions(seed: int) -> None:
    dice = Dice(seed)
    point = dice.of(0.0, 1.0, -1.0, 1e-5, 1e5, 1e300, -1e300, 5e-324, 0.37)
    spec = DerivativeSpec(
        Function(dice.of(*FUNCTIONS), dice.of("", "2x", "1/x", "exp(x)"), point),
        epsilon=dice.of(1e-4, 1e-17, 1.0, 1e300, 5e-324),
        scheme=dice.of(*SCHEMES),
        dtype=dice.of(*DTYPES),
        window=dice.of(1.0, 1e-4, 1e-300, 1e300),
    )
    result = DerivativeResult(spec)
    assert _driven(derivative(spec), result)
    assert result.curve is not None
    assert np.isfinite(result.curve.height).all()
    told = explain_derivative(result).sentence + believed_sentence(result)
    assert "nan" not in told + straightness(result.curve)
    assert result.believed_verdict in (None, 0, 1, 2)
