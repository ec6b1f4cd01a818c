"""Samples: the lesson's, random ones, and a person's file in whatever shape it comes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nnd_gui.engine.datasets import samples_of
from nnd_gui.engine.sources import RandomData, TableData
from nnd_gui.engine.subject import Network
from tests.engine.helpers import LESSON_NETWORK


def test_the_lessons_samples() -> None:
    inputs, targets = samples_of(LESSON_NETWORK)
    assert inputs.tolist() == [[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]]
    assert targets.tolist() == [[0.75], [0.82], [0.93]]


def _random(loss: str = "half-sse", output: str = "tanh", seed: int = 0) -> Network:
    return Network((3, 4), (output,), loss, data=RandomData(50, seed))


def test_random_samples_repeat() -> None:
    network = _random()
    for one, again in zip(samples_of(network), samples_of(replace(network)), strict=True):
        assert one.tobytes() == again.tobytes()
        assert one.dtype == np.float64
    assert [part.shape for part in samples_of(network)] == [(50, 3), (50, 4)]
    assert not np.any(samples_of(network)[0] == samples_of(_random(seed=1))[0])


def test_random_targets_fit_the_cost() -> None:
    _, real = samples_of(_random())
    assert np.all((real >= 0) & (real < 1))
    _, binary = samples_of(_random("binary-cross-entropy", "sigmoid"))
    assert set(binary.ravel()) == {0.0, 1.0}
    _, classes = samples_of(_random("softmax-cross-entropy", "softmax"))
    assert set(classes.ravel()) == {0.0, 1.0}
    assert np.all(classes.sum(axis=1) == 1)
    assert np.all(classes.sum(axis=0) > 0)


def test_a_table_is_cut_into_inputs_and_targets() -> None:
    data = TableData("t", ((1.0, 2.0, 3.0), (4.0, 5.0, 6.0)))
    inputs, targets = samples_of(Network((2, 1), ("tanh",), data=data))
    assert inputs.tolist() == [[1.0, 2.0], [4.0, 5.0]]
    assert targets.tolist() == [[3.0], [6.0]]
