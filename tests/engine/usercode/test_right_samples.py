"""Every interface that people write in: opened without a change, called as its author calls it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.sources import LessonData
from nnd_gui.engine.subject import Network
from tests.engine.usercode.asked import RIGHT, adapter_of, best_plan, gradient, notes, off_by

# (file, style, blocks); own_form.py belongs to the child's own adapter.
_SAMPLES = {
    "attributes_network.py": ("lesson-class", [(3, 4), (4, 5), (5, 2)]),
    "backprop_lists.py": ("backprop-class", [(4, 1), (2, 1), (4, 3), (2, 4)]),
    "character_rnn.py": ("recurrent", [(12, 8), (12, 12), (8, 12), (12, 1), (8, 1)]),
    "dense_layer.py": ("layer-class", [(3, 4), (1, 4), (5, 3)]),
    "forward_backward_prop.py": ("theta", [(3, 5), (1, 5), (5, 3), (1, 3)]),
    "function_of_x.py": ("function", [(1,)]),
    "layers.py": ("layer-pair", [(4, 3), (3, 2), (2,)]),
    "lesson_network.py": ("lesson-class", [(2, 3), (3, 1)]),
    "lesson_notebook.ipynb": ("lesson-class", [(2, 3), (3, 1)]),
    "logistic_regression.py": ("theta", [(3,)]),
    "network_of_layers.py": ("params-class", [(3, 4), (4,), (4, 2), (2,)]),
    "nn_cost_function.py": ("theta", [(5, 4), (3, 6)]),
    "nn_obj_function.py": ("theta", [(5, 4), (3, 6)]),
    "own_form.py": ("form", None),
    "parameters_table.py": ("parameters-dict", [(4, 3), (4, 1), (1, 4), (1, 1)]),
    "softmax_loss.py": ("matrix", [(4, 3)]),
    "sparse_autoencoder.py": ("theta", [(5, 3), (3, 5), (5, 1), (3, 1)]),
    "two_layer_net.py": ("params-class", [(3, 4), (4,), (4, 2), (2,)]),
}


def test_every_sample_is_listed() -> None:
    assert {path.name for path in RIGHT.iterdir() if path.is_file()} == set(_SAMPLES)


@pytest.mark.parametrize("name", _SAMPLES)
def test_style_is_recognised_without_running(name: str) -> None:
    assert best_plan(RIGHT / name).style == _SAMPLES[name][0]


@pytest.mark.parametrize("name", [name for name, (_, blocks) in _SAMPLES.items() if blocks])
def test_right_gradient_agrees_with_differences_of_the_cost(name: str) -> None:
    adapter = adapter_of(RIGHT / name)
    assert [shape for _, shape in adapter.blocks] == _SAMPLES[name][1]
    assert adapter.start.size == sum(int(np.prod(shape)) for _, shape in adapter.blocks)
    # log(y + 1e-7) in a loss, and the relu's kinks, are as far off as that.
    assert off_by(adapter) < (1e-6 if name == "network_of_layers.py" else 1e-8)


def test_lesson_network_is_our_own_network() -> None:
    """The same cost and gradient as the engine's, at the same weights and the lesson's data."""
    adapter = adapter_of(RIGHT / "lesson_network.py")
    network = CostNetwork(Network((2, 3, 1), ("sigmoid", "sigmoid"), data=LessonData()), "float64")
    assert adapter.facts["X"] == {"name": "X", "source": "file", "shape": [3, 2]}
    assert adapter.value(adapter.start) == pytest.approx(float(network.cost(adapter.start)))


# -- costs written anew, in a form that takes complex numbers ----------------------------------


def _complex_step(cost: Any, theta: Any) -> Any:
    steps = theta + 1e-30j * np.eye(theta.size)
    return np.array([complex(cost(row)).imag for row in steps]) / 1e-30


def _sigmoid(z: Any) -> Any:
    return 1 / (1 + np.exp(-z))


def _cut(theta: Any, adapter: Any) -> list[Any]:
    parts, start = [], 0
    for _, shape in adapter.blocks:
        size = int(np.prod(shape))
        parts.append(theta[start : start + size].reshape(shape))
        start += size
    return parts


def _cs224(theta: Any, adapter: Any) -> Any:
    W1, b1, W2, b2 = _cut(theta, adapter)
    scores = _sigmoid(adapter.X @ W1 + b1) @ W2 + b2
    return np.sum(np.log(np.sum(np.exp(scores), axis=1)) - np.sum(scores * adapter.y, axis=1))


def _coursera(theta: Any, adapter: Any, first: int, penalised: slice) -> Any:
    Theta1, Theta2 = _cut(theta, adapter)
    m = len(adapter.X)
    truth = np.eye(3)[adapter.y.reshape(-1) - first]
    ones = np.ones((m, 1))
    if first:
        hidden = np.hstack((ones, _sigmoid(np.hstack((ones, adapter.X)) @ Theta1.T)))
    else:
        hidden = np.hstack((_sigmoid(np.hstack((adapter.X, ones)) @ Theta1.T), ones))
    h = _sigmoid(hidden @ Theta2.T)
    fit = -np.sum(truth * np.log(h) + (1 - truth) * np.log(1 - h)) / m
    squares = sum(np.sum(T[:, penalised] ** 2) for T in (Theta1, Theta2))
    return fit + 0.1 / (2 * m) * squares


def _table(theta: Any, adapter: Any) -> Any:
    W1, b1, W2, b2 = _cut(theta, adapter)
    a = _sigmoid(W2 @ np.tanh(W1 @ adapter.X + b1) + b2)
    return -np.mean(adapter.y * np.log(a) + (1 - adapter.y) * np.log(1 - a))


def _deep_learning_from_scratch(theta: Any, adapter: Any) -> Any:
    W1, b1, W2, b2 = _cut(theta, adapter)
    scores = _sigmoid(adapter.X @ W1 + b1) @ W2 + b2
    softmax = np.exp(scores) / np.sum(np.exp(scores), axis=1, keepdims=True)
    return -np.sum(adapter.y * np.log(softmax)) / len(adapter.X)


_AGAIN = {
    "forward_backward_prop.py": _cs224,
    "nn_cost_function.py": lambda theta, a: _coursera(theta, a, 1, slice(1, None)),
    "nn_obj_function.py": lambda theta, a: _coursera(theta, a, 0, slice(None)),
    "parameters_table.py": _table,
    "network_of_layers.py": _deep_learning_from_scratch,
}


@pytest.mark.parametrize("name", _AGAIN)
def test_gradient_is_that_of_the_cost_written_anew(name: str) -> None:
    """Complex steps through an independent cost: theta, X, y and lambda reach their places."""
    adapter = adapter_of(RIGHT / name)
    expected = _complex_step(lambda theta: _AGAIN[name](theta, adapter), adapter.start)
    tolerance = 1e-5 if name == "network_of_layers.py" else 1e-12
    np.testing.assert_allclose(gradient(adapter), expected, rtol=tolerance, atol=1e-14)


def test_table_of_weights_is_changed_in_place() -> None:
    """Layers keep the arrays that they were made of: a new array would change nothing."""
    adapter = adapter_of(RIGHT / "network_of_layers.py")
    layer = adapter.thing.layers["Affine1"]
    adapter.value(adapter.start + 1)
    assert adapter.thing.params["W1"] is layer.W
    np.testing.assert_array_equal(adapter.weights(), adapter.start + 1)


def test_what_was_found_out_is_told() -> None:
    adapter = adapter_of(RIGHT / "nn_cost_function.py")
    assert adapter.facts["settings"]["Lambda"] == 0.1
    assert adapter.facts["y"]["form"] == "labels1"
    assert adapter.y.min() == 1
    assert notes(adapter) == [
        "X is random, of the shape (7, 3); y, of (7,), holds classes from 1.",
        "Lambda is 0.1 for this check: at 0 a mistake in the regularisation would not show.",
    ]


def test_the_run_before_is_kept_where_it_fits() -> None:
    kept = np.linspace(-1, 1, 9)
    assert np.array_equal(
        adapter_of(RIGHT / "lesson_network.py", given={"theta": kept}).start, kept
    )
    other = adapter_of(RIGHT / "lesson_network.py", given={"theta": np.ones(4)})
    assert other.start.size == 9


def test_the_same_seed_gives_the_same_check() -> None:
    first, second = (adapter_of(RIGHT / "two_layer_net.py") for _ in range(2))
    np.testing.assert_array_equal(first.start, second.start)
    np.testing.assert_array_equal(first.X, second.X)


@pytest.mark.parametrize("name", ["lesson_network.py", "forward_backward_prop.py"])
def test_fewer_samples_where_they_are_asked_for(name: str) -> None:
    adapter = adapter_of(RIGHT / name, given={"samples": np.array(2)})
    assert adapter.X.shape[0] == 2
    assert adapter.facts["samples"] == 2
    assert off_by(adapter) < 1e-8


def test_chosen_data_is_used_as_it_is() -> None:
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(6, 2)), rng.uniform(size=(6, 1))
    adapter = adapter_of(RIGHT / "lesson_network.py", given={"X": X, "y": y})
    assert np.array_equal(adapter.X, X)
    assert adapter.facts["X"]["source"] == "chosen"


_LESSON = {
    "X": np.array([[0.3, 1.0], [0.5, 0.2], [1.0, 0.4]]),
    "y": np.array([[0.75], [0.82], [0.93]]),
}
_TWO = {
    "X": np.random.default_rng(0).normal(size=(6, 4)),
    "y": (np.arange(6) % 2).reshape(-1, 1).astype(float),
}
_THREE = {
    "X": np.random.default_rng(0).normal(size=(9, 4)),
    "y": (np.arange(9) % 3).reshape(-1, 1).astype(float),
}
_WITH_DATA = [
    "attributes_network.py", "forward_backward_prop.py", "logistic_regression.py",
    "network_of_layers.py", "nn_cost_function.py", "nn_obj_function.py", "parameters_table.py",
    "softmax_loss.py", "sparse_autoencoder.py", "two_layer_net.py",
]  # fmt: skip


@pytest.mark.parametrize("given", [_LESSON, _TWO, _THREE], ids=["lesson", "two", "three"])
@pytest.mark.parametrize("name", _WITH_DATA)
def test_a_chosen_table_takes_the_form_that_the_code_needs(name: str, given: Any) -> None:
    """One-hot, counted from 0 or from 1, in rows or columns; and never a false accusation."""
    adapter = adapter_of(RIGHT / name, given=given)
    assert off_by(adapter) < (1e-5 if name == "network_of_layers.py" else 1e-8)
    source = adapter.facts["X"]["source"]
    if given is _THREE:
        assert source == "chosen"
    if source != "chosen":
        assert any("does not take the chosen data" in note for note in notes(adapter))


@pytest.mark.parametrize("name", ["attributes_network.py", "two_layer_net.py", "function_of_x.py"])
def test_a_complex_step_goes_through_and_leaves_nothing(name: str) -> None:
    adapter = adapter_of(RIGHT / name)
    before = gradient(adapter)
    found = _complex_step(lambda theta: np.asarray(adapter.value(theta)).reshape(())[()],
                          adapter.start)  # fmt: skip
    if name != "two_layer_net.py":  # np.maximum orders complex numbers, and is no derivative
        np.testing.assert_allclose(found, before, rtol=1e-12)
    np.testing.assert_array_equal(gradient(adapter), before)
