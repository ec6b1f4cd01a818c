"""What two curves of training show, in words; and weights that are trained, edited and kept."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import Bug
from nnd_gui.engine.run import run
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights, TrainedWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.engine.training import TrainingAsked, training
from nnd_gui.model.edits import with_bias, with_sizes
from nnd_gui.model.explain_training import explain_training
from nnd_gui.model.json_fields import Place
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.spec_codec import read_spec, write_spec
from nnd_gui.model.trained_edit import with_trained_weights
from nnd_gui.model.training_result import TrainingResult
from nnd_gui.model.weights_edits import new_random_weights, with_seed

LESSON = lesson_spec()


def _result(spec: ExperimentSpec, rate: float = 1.0, steps: int = 300) -> TrainingResult:
    asked = TrainingAsked(rate, steps)
    result = TrainingResult(asked)
    assert explain_training(result).headline == "Training…"
    for event in run(training(spec, asked)):
        result.add(event)
    assert result.finished is not None
    for side in range(result.sides):
        steps_drawn, costs = result.curve(side)
        assert np.isfinite(costs).all()
        assert len(steps_drawn) == len(costs) >= 1
    return result


@pytest.mark.parametrize(
    ("bug", "rate", "headline"),
    [
        (None, 1.0, "The cost falls from 0.412 to"),
        (Bug("sign"), 1.0, "With the wrong gradient nothing is learned"),
        (Bug("missing-half-or-two"), 1.0, "Training hides the mistake"),
        (Bug("updated-weight-used"), 1.0, "Training hides the mistake"),
        (Bug("zero-layer", "W2"), 0.05, "The wrong gradient learns as well, only less"),
    ],
)
def test_the_lesson(bug: Bug | None, rate: float, headline: str) -> None:
    told = explain_training(_result(replace(LESSON, bug=bug), rate))
    assert told.headline.startswith(headline)
    assert told.detail
    assert "nan" not in told.sentence


def test_what_gets_out_of_hand() -> None:
    network = Network((1, 1), ("identity",), weights=SeededWeights(1), data=RandomData(3))
    wrong = _result(ExperimentSpec(network, bug=Bug("factor", factor=1e6)), 0.01)
    assert explain_training(wrong).headline == "With the wrong gradient the cost gets out of hand"
    assert wrong.diverged(0) is None
    both = _result(ExperimentSpec(network), 1e3)
    assert explain_training(both).headline == "This learning rate is too large"
    assert both.diverged(0) is not None


@pytest.mark.parametrize("start", [SeededWeights(2, 0.5), ExplicitWeights(tuple(range(9)))])
def test_a_document_keeps_trained_weights(start: SeededWeights | ExplicitWeights) -> None:
    spec = LESSON.with_network(weights=TrainedWeights(70, 0.5, start))
    assert read_spec(write_spec(spec), Place("experiment")) == spec


def test_edits_of_trained_weights() -> None:
    trained = with_trained_weights(LESSON, 100, 0.5).spec
    assert trained.network.weights == TrainedWeights(100, 0.5, LESSON.network.weights)  # type: ignore[arg-type]
    assert with_trained_weights(trained, 0, 1.0).spec == LESSON
    more = with_trained_weights(trained, 200, 0.5).spec.network.weights
    assert more == TrainedWeights(200, 0.5, LESSON.network.weights)  # type: ignore[arg-type]
    biased = with_bias(trained, True).spec
    assert isinstance(biased.network.weights, TrainedWeights)
    assert with_bias(biased, False).spec == trained
    wider = with_sizes(trained, (2, 5, 1)).spec.network.weights
    assert wider == TrainedWeights(100, 0.5, SeededWeights(0))
    assert with_seed(trained, 7).spec.network.weights == TrainedWeights(100, 0.5, SeededWeights(7))
    drawn = with_seed(trained, 7).spec
    assert new_random_weights(drawn).spec.network.weights == TrainedWeights(
        100, 0.5, SeededWeights(8)
    )
