"""Activations and their derivatives against mpmath, at ordinary and at absurd inputs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import mpmath  # type: ignore[import-untyped]
import numpy as np
import pytest
from mpmath import mp, mpf
from numpy.typing import NDArray

from nnd_gui.engine.activations import ACTIVATION_TABLE
from nnd_gui.engine.subject import ACTIVATIONS

Number = Any  # mpmath's numbers have no types

_EXTREMES = (0, 5e-324, 1e-300, 1e-8, 36.7, 37.5, 40, 41, 88, 89, 709, 710, 745, 1e4, 1e100, 1e308)
_ORDINARY = np.concatenate([np.linspace(-60, 60, 241), np.linspace(-3, 3, 101)])
POINTS = np.concatenate([np.array([s * x for x in _EXTREMES for s in (1, -1)]), _ORDINARY])
FLOAT32_POINTS = np.array(
    [0, 1e-45, 1e-38, 1e-3, 17, 40, 87, 88, 89, 103, 1e4, 3.4e38], dtype=np.float32
)
FLOAT32_POINTS = np.concatenate([FLOAT32_POINTS, -FLOAT32_POINTS, _ORDINARY.astype(np.float32)])

_GELU_CUBE = mpf("0.044715")


def _exp(z: Number) -> Number:
    # Beyond this, far below or above any float, mpmath would compute digits for a long time.
    return mpmath.exp(max(z, mpf(-5000))) if mpmath.im(z) == 0 else mpmath.exp(z)


def _sigmoid(z: Number) -> Number:
    positive = mpmath.re(z) >= 0
    return 1 / (1 + _exp(-z)) if positive else _exp(z) / (1 + _exp(z))


def _softplus(z: Number) -> Number:
    return z + mpmath.log1p(_exp(-z)) if mpmath.re(z) > 0 else mpmath.log1p(_exp(z))


def _gelu_inside(z: Number) -> Number:
    return 2 * mpmath.sqrt(2 / mp.pi) * (z + _GELU_CUBE * z**3)


def _gelu_derivative(z: Number) -> Number:
    inside = _gelu_inside(z)
    inside_slope = 2 * mpmath.sqrt(2 / mp.pi) * (1 + 3 * _GELU_CUBE * z**2)
    return _sigmoid(inside) + z * _sigmoid(inside) * _sigmoid(-inside) * inside_slope


VALUES: dict[str, Callable[[Number], Number]] = {
    "sigmoid": _sigmoid,
    "tanh": mpmath.tanh,
    "relu": lambda z: z if mpmath.re(z) > 0 else mpf(0),
    "leaky-relu": lambda z: z if mpmath.re(z) > 0 else mpf(0.01) * z,
    "softplus": _softplus,
    "elu": lambda z: z if mpmath.re(z) > 0 else mpmath.expm1(z),
    "gelu": lambda z: z * _sigmoid(_gelu_inside(z)),
    "identity": lambda z: z,
}
DERIVATIVES: dict[str, Callable[[Number], Number]] = {
    "sigmoid": lambda z: _sigmoid(z) * _sigmoid(-z),
    "tanh": lambda z: 4 * _sigmoid(2 * z) * _sigmoid(-2 * z),
    "relu": lambda z: mpf(z > 0),
    "leaky-relu": lambda z: mpf(1) if z > 0 else mpf(0.01),
    "softplus": _sigmoid,
    "elu": lambda z: mpf(1) if z > 0 else _exp(z),
    "gelu": _gelu_derivative,
    "identity": lambda _z: mpf(1),
}


@pytest.fixture(autouse=True)
def _digits() -> Any:
    with mpmath.workdps(60):
        yield


def _assert_close(
    found: NDArray[Any], points: NDArray[Any], truth: Callable[[Number], Number], relative: float
) -> None:
    # Held against both its own size and the smallest normal number: below it, floats have
    # no relative precision.
    kind = np.finfo(points.dtype)
    assert found.dtype == points.dtype
    for z, value in zip(points.tolist(), found.tolist(), strict=True):
        wanted = truth(mpf(z))
        allowed = relative * abs(wanted) + 2 * mpf(float(kind.tiny))
        assert abs(mpf(value) - wanted) <= allowed, (z, value, wanted)


# sigmoid holds z where exp(-z) would overflow; gelu's gate is a sigmoid of up to some
# hundreds, whose own rounding the exponential turns into that many units of the last place.
_ROUNDINGS = {"gelu": 2000.0}


@pytest.mark.parametrize("name", sorted(VALUES))
@pytest.mark.parametrize("points", [POINTS, FLOAT32_POINTS], ids=["float64", "float32"])
def test_values(name: str, points: NDArray[Any]) -> None:
    unit = float(np.finfo(points.dtype).eps)
    found = ACTIVATION_TABLE[name].value(points)
    _assert_close(found, points, VALUES[name], _ROUNDINGS.get(name, 4.0) * unit)


@pytest.mark.parametrize("name", sorted(DERIVATIVES))
@pytest.mark.parametrize("points", [POINTS, FLOAT32_POINTS], ids=["float64", "float32"])
def test_derivatives(name: str, points: NDArray[Any]) -> None:
    unit = float(np.finfo(points.dtype).eps)
    derivative = ACTIVATION_TABLE[name].derivative
    assert derivative is not None
    found = derivative(points)
    if name == "gelu":
        # It crosses 0 near -0.75, where only its terms have digits, not their sum.
        scale = 1 + np.abs(np.array([float(DERIVATIVES[name](mpf(z))) for z in points.tolist()]))
        wanted = [float(DERIVATIVES[name](mpf(z))) for z in points.tolist()]
        assert np.max(np.abs(found - np.array(wanted)) / scale) <= 8 * unit
        crossing = (points > -1.5) & (points < 0)
        found, points = found[~crossing], points[~crossing]
    _assert_close(found, points, DERIVATIVES[name], _ROUNDINGS.get(name, 8.0) * unit)


def test_every_activation_is_held_against_mpmath() -> None:
    assert {*VALUES, "softmax"} == set(ACTIVATIONS) == set(ACTIVATION_TABLE)
    assert set(DERIVATIVES) == set(VALUES)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_infinities_are_limits_and_nan_stays(name: str) -> None:
    with np.errstate(all="ignore"):  # an infinity arrives here only from an overflow
        low, high, lost = ACTIVATION_TABLE[name].value(np.array([-np.inf, np.inf, np.nan]))
    limits = {
        "sigmoid": (0, 1),
        "tanh": (-1, 1),
        "identity": (-np.inf, np.inf),
        "elu": (-1, np.inf),
    }
    wanted_low, wanted_high = limits.get(name, (0, np.inf))
    if name == "leaky-relu":
        wanted_low = -np.inf
    assert (low, high) == pytest.approx((wanted_low, wanted_high), abs=1e-300)
    assert np.isnan(lost)


@pytest.mark.parametrize("name", sorted(VALUES))
def test_complex_values_continue_the_real_ones(name: str) -> None:
    points = np.array([x + 1j * y for x in np.linspace(-6, 6, 41) for y in (1e-3, -0.2, 0.4)])
    found = ACTIVATION_TABLE[name].value(points)
    assert found.dtype == np.complex128
    wanted = [complex(VALUES[name](mpmath.mpc(z.real, z.imag))) for z in points]
    assert np.max(np.abs(found - np.array(wanted)) / (1e-3 + np.abs(wanted))) < 1e-12


@pytest.mark.parametrize("name", sorted(VALUES))
def test_complex_step_gives_the_derivative(name: str) -> None:
    points = np.linspace(-5.05, 5.05, 100)
    derivative = ACTIVATION_TABLE[name].derivative
    assert derivative is not None
    by_step = ACTIVATION_TABLE[name].value(points + 1e-30j).imag / 1e-30
    assert by_step == pytest.approx(derivative(points), rel=1e-13, abs=1e-15)


def test_no_slope_of_relu_at_the_kink() -> None:
    for name, wanted in (("relu", 0.0), ("leaky-relu", 0.01), ("elu", 1.0)):
        derivative = ACTIVATION_TABLE[name].derivative
        assert derivative is not None
        assert derivative(np.array([0.0, -0.0])).tolist() == [wanted, wanted]


def test_softmax_rows_are_probabilities() -> None:
    softmax = ACTIVATION_TABLE["softmax"]
    assert softmax.derivative is None
    rows = np.array([[1000.0, 1000.0, 0.0], [-1e300, 1e300, 0.0], [1.0, 2.0, 4.0]])
    found = softmax.value(rows)
    assert found[:2].tolist() == [[0.5, 0.5, 0.0], [0.0, 1.0, 0.0]]
    exponentials = [mpmath.exp(z) for z in (1, 2, 4)]
    wanted = [float(e / sum(exponentials)) for e in exponentials]
    assert found[2] == pytest.approx(wanted, rel=1e-15)
    copies = softmax.value(np.stack([rows, rows + 5.0]))
    assert copies[0].tolist() == found.tolist()
    assert copies[1] == pytest.approx(found, rel=1e-13)
