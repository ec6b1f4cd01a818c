"""Costs and their slopes against mpmath, where a plain formula would overflow or cancel."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest
from mpmath import mpf
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE
from nnd_gui.engine.losses import LOSS_TABLE
from nnd_gui.engine.subject import LOSSES, OUTPUT_OF_LOSS

Array = NDArray[Any]
Number = Any  # mpmath's numbers have no types

OUTPUTS = {"half-sse": "identity", "mse": "identity", **OUTPUT_OF_LOSS}


@pytest.fixture(autouse=True)
def _digits() -> Iterator[None]:
    with mpmath.workdps(320):  # a slope of 1e-300 is left of the difference of two numbers near 1
        yield


def _capped_exp(z: Number) -> Number:
    return mpmath.exp(max(z, mpf(-20000)))


def _softplus(z: Number) -> Number:
    return max(z, mpf(0)) + mpmath.log1p(_capped_exp(-abs(z)))


def _log_softmax(row: list[Number], place: int) -> Number:
    top = max(row)
    return row[place] - top - mpmath.log(sum(_capped_exp(z - top) for z in row))


def _true_cost(loss: str, z: Array, y: Array) -> Number:
    samples, outputs = y.shape
    rows = [[mpf(value) for value in row] for row in z.tolist()]
    total = mpf(0)
    for i in range(samples):
        for k in range(outputs):
            target = mpf(float(y[i, k]))
            if loss in ("half-sse", "mse"):
                total += (target - rows[i][k]) ** 2
            elif loss == "binary-cross-entropy":
                total += target * _softplus(-rows[i][k]) + (1 - target) * _softplus(rows[i][k])
            else:
                total -= target * _log_softmax(rows[i], k)
    return total * {"half-sse": mpf(0.5), "mse": 1 / mpf(y.size)}.get(loss, 1 / mpf(samples))


def _true_slope(loss: str, z: Array, y: Array) -> list[Number]:
    """dJ/dz from the closed form, each term without cancellation."""
    samples, outputs = y.shape
    found = []
    for i in range(samples):
        row = [mpf(value) for value in z[i].tolist()]
        for k in range(outputs):
            target = mpf(float(y[i, k]))
            if loss in ("half-sse", "mse"):
                share = 1 if loss == "half-sse" else 2 / mpf(y.size)
                found.append((row[k] - target) * share)
            elif loss == "binary-cross-entropy":
                high, low = (mpmath.exp(-_softplus(sign * row[k])) for sign in (-1, 1))
                found.append(((1 - target) * high - target * low) / samples)
            else:
                p = [mpmath.exp(_log_softmax(row, place)) for place in range(outputs)]
                weight = mpmath.fsum(float(value) for value in y[i])
                found.append((weight * p[k] - target) / samples)
    return found


def _computed(loss: str, z: Array, y: Array) -> tuple[float, Array]:
    row = LOSS_TABLE[loss]
    y_hat = ACTIVATION_TABLE[OUTPUTS[loss]].value(z)
    return float(row.value(z, y_hat, y)), row.slope(z, y_hat, y)


def _targets(loss: str, rng: np.random.Generator, shape: tuple[int, int]) -> Array:
    if loss == "softmax-cross-entropy":
        return np.eye(shape[1])[rng.integers(shape[1], size=shape[0])]
    return (
        rng.random(shape) if loss != "binary-cross-entropy" else rng.integers(2, size=shape) * 1.0
    )


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("scale", [1.0, 30.0, 400.0, 1e4])
def test_costs_and_slopes(loss: str, scale: float) -> None:
    rng = np.random.default_rng(7)
    for shape in ((1, 1), (1, 4), (5, 3)):
        z, y = rng.standard_normal(shape) * scale, _targets(loss, rng, shape)
        cost, slope = _computed(loss, z, y)
        assert cost == pytest.approx(float(_true_cost(loss, z, y)), rel=1e-13, abs=1e-300)
        wanted = [float(value) for value in _true_slope(loss, z, y)]
        # Relative to each, so also where the output has all but reached its target.
        assert slope.ravel().tolist() == pytest.approx(wanted, rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("loss", ["binary-cross-entropy", "softmax-cross-entropy"])
def test_targets_between_0_and_1(loss: str) -> None:
    rng = np.random.default_rng(8)
    z, y = rng.standard_normal((4, 3)) * 5, rng.random((4, 3))
    cost, slope = _computed(loss, z, y)
    assert cost == pytest.approx(float(_true_cost(loss, z, y)), rel=1e-13)
    wanted = [float(value) for value in _true_slope(loss, z, y)]
    assert slope.ravel().tolist() == pytest.approx(wanted, rel=1e-12, abs=1e-14)


@pytest.mark.parametrize("loss", LOSSES)
@pytest.mark.parametrize("scale", [1.0, 6.0])
def test_slope_is_the_derivative_of_the_value(loss: str, scale: float) -> None:
    rng = np.random.default_rng(9)
    z, y = rng.standard_normal((3, 4)) * scale, _targets(loss, rng, (3, 4))
    row, output = LOSS_TABLE[loss], ACTIVATION_TABLE[OUTPUTS[loss]]
    by_step = np.empty_like(z)
    for place in np.ndindex(z.shape):
        moved = z.astype(complex)
        moved[place] += 1e-30j
        by_step[place] = row.value(moved, output.value(moved), y).imag / 1e-30
    assert row.slope(z, output.value(z), y) == pytest.approx(by_step, rel=1e-12, abs=1e-16)


def test_right_and_certain_costs_almost_nothing_but_not_nothing() -> None:
    # exp(-100), which 1 + exp(-100) would round away.
    one, zero = np.array([[1.0]]), np.array([[0.0]])
    wanted = float(mpmath.exp(-100))
    assert _computed("binary-cross-entropy", np.array([[100.0]]), one)[0] == pytest.approx(wanted)
    assert _computed("binary-cross-entropy", np.array([[-100.0]]), zero)[0] == pytest.approx(wanted)
    cost, slope = _computed(
        "softmax-cross-entropy", np.array([[100.0, 0.0]]), np.array([[1.0, 0.0]])
    )
    assert cost == pytest.approx(wanted)
    assert slope.tolist() == [[pytest.approx(-wanted), pytest.approx(wanted)]]


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_absurd_inputs_cost_a_finite_sum(dtype: type[np.floating[Any]]) -> None:
    huge = dtype(1e300 if dtype is np.float64 else 1e37)
    z = np.array([[huge, -huge]], dtype=dtype)
    for loss in ("binary-cross-entropy", "softmax-cross-entropy"):
        right, wrong = (np.array([row], dtype=dtype) for row in ([1, 0], [0, 1]))
        row, y_hat = LOSS_TABLE[loss], ACTIVATION_TABLE[OUTPUTS[loss]].value(z)
        assert float(row.value(z, y_hat, right)) == 0
        assert float(row.value(z, y_hat, wrong)) == pytest.approx(2 * float(huge))
        slope = row.slope(z, y_hat, wrong)
        assert slope.dtype == dtype
        assert slope.tolist() == [[1.0, -1.0]]


@pytest.mark.parametrize("loss", LOSSES)
def test_copies_cost_what_each_costs_alone(loss: str) -> None:
    rng = np.random.default_rng(10)
    z, y = rng.standard_normal((6, 5, 3)), _targets(loss, rng, (5, 3))
    row, output = LOSS_TABLE[loss], ACTIVATION_TABLE[OUTPUTS[loss]]
    together = row.value(z, output.value(z), y)
    assert together.shape == (6,)
    alone = [float(row.value(copy, output.value(copy), y)) for copy in z]
    assert together.tolist() == alone


def test_every_loss_is_here() -> None:
    assert set(LOSS_TABLE) == set(LOSSES) == set(OUTPUTS)
