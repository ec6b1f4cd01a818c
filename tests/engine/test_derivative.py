"""The lesson's opening: one function, two probes, secant and tangent."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.derivative import CurveSampled, DerivativeSpec, PointProbed, derivative
from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.events import Finished
from nnd_gui.engine.functions import SHIPPED, Function
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import SCHEMES


def _looked(spec: DerivativeSpec) -> tuple[PointProbed, CurveSampled]:
    probed, curve, end = list(run(derivative(spec)))
    assert isinstance(probed, PointProbed)
    assert isinstance(curve, CurveSampled)
    assert isinstance(end, Finished)
    assert end.outcome == "completed"
    assert end.evaluations == probed.evaluations + curve.evaluations
    return probed, curve


def _at(text: str, point: float, believed: str = "", **settings: object) -> DerivativeSpec:
    return DerivativeSpec(Function(text, believed, point), **settings)  # type: ignore[arg-type]


def test_the_lesson_opens_with_x_squared() -> None:
    probed, curve = _looked(DerivativeSpec())
    assert probed.secant == 2.9999999999996696
    assert probed.secant_taken == 3.0
    assert probed.slope == probed.believed == 3.0
    assert probed.value == 2.25
    assert probed.values[0] == 1.5001**2
    assert probed.between == ()
    assert curve.differs_at is None
    (x, y) = curve.pieces[0]
    np.testing.assert_allclose(y, (1.5 + x) ** 2 - 2.25, atol=1e-14)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("function", SHIPPED, ids=lambda function: function.text)
def test_every_scheme_finds_the_slope_within_its_own_bound(function: Function, scheme: str) -> None:
    probed, _ = _looked(DerivativeSpec(function, scheme=scheme))
    assert probed.slope is not None
    assert probed.secant_taken is not None
    off = abs(probed.secant_taken - probed.slope)
    assert off <= probed.truncation + probed.rounding
    assert probed.truncation + probed.rounding < 1e-3


def test_rounding_wins_at_a_small_epsilon_and_the_step_can_be_lost() -> None:
    probed, _ = _looked(replace(DerivativeSpec(), epsilon=1e-12))
    assert probed.secant is not None
    assert 1e-7 < abs(probed.secant - 3) < probed.rounding
    lost, _ = _looked(replace(DerivativeSpec(), epsilon=1e-17))
    assert lost.secant == 0.0  # (f - f) / 2e
    assert lost.secant_taken is None
    assert np.all(lost.steps == 0)


def test_single_precision_is_kept() -> None:
    probed, _ = _looked(replace(DerivativeSpec(), dtype="float32"))
    above, below = np.float32(1.5) + np.float32(1e-4), np.float32(1.5) - np.float32(1e-4)
    assert list(probed.values[:2]) == [float(above * above), float(below * below)]


def test_kinks_have_no_tangent() -> None:
    probed, curve = _looked(_at("abs(x)", 0.0, "sign(x)"))
    assert (probed.tangent, probed.slope) == ("kink", None)
    assert (probed.left, probed.right) == (-1.0, 1.0)
    assert [mark.kind for mark in probed.between] == ["kink"]
    assert 0.0 in curve.pieces[0][0]
    assert curve.bend is None


def test_a_kink_between_the_probes_is_told() -> None:
    probed, _ = _looked(_at("abs(x)", 5e-5))
    assert probed.slope == 1.0
    assert [mark.kind for mark in probed.between] == ["kink"]
    assert probed.secant == pytest.approx(0.5)
    clear, _ = _looked(_at("abs(x)", 2e-4))
    assert clear.between == ()


def test_a_pole_at_the_point() -> None:
    probed, curve = _looked(_at("1/x", 0.0))
    assert probed.value is None
    assert "divided by 0" in str(probed.trouble)
    assert (probed.secant, probed.tangent) == (None, "none")
    assert len(curve.pieces) == 2
    assert all(np.isfinite(part).all() for piece in curve.pieces for part in piece)
    assert max(abs(limit) for limit in curve.height) < 100


def test_a_pole_between_the_probes() -> None:
    probed, _ = _looked(_at("1/x", 5e-5))
    assert [mark.kind for mark in probed.between] == ["pole"]
    assert probed.slope == pytest.approx(-1 / 5e-5**2)


def test_outside_the_domain() -> None:
    probed, curve = _looked(_at("sqrt(x)", -1.5))
    assert "no square root" in str(probed.trouble)
    assert [i for i, _ in probed.probe_trouble] == [0, 1]
    assert curve.pieces == ()
    assert curve.height[0] < curve.height[1]


def test_at_the_end_of_the_domain() -> None:
    probed, curve = _looked(_at("sqrt(x)", 0.0))
    assert probed.value == 0.0
    assert (probed.left, probed.right) == (None, math.inf)
    assert [i for i, _ in probed.probe_trouble] == [1]
    assert probed.secant is None
    assert curve.pieces[0][0][0] == 0.0


@pytest.mark.parametrize("text", ["exp(x)", "1/x", "tan(x)", "sin(1/x)", "x^x", "0/x", "ln(x)^-1"])
def test_nothing_that_is_drawn_is_not_a_number(text: str) -> None:
    for point in (-700.0, -1.0, 0.0, 1e-5, 1.0, math.pi / 2, 709.7, 1e300):
        for window in (1e-12, 1.0, 1e6):
            _, curve = _looked(_at(text, point, window=window))
            assert all(np.isfinite(part).all() for piece in curve.pieces for part in piece)
            assert all(len(x) == len(y) > 1 for x, y in curve.pieces)
            assert np.isfinite(curve.height).all()
            assert curve.height[0] < curve.height[1]


def test_zooming_in_makes_the_curve_a_line() -> None:
    bends = [_looked(replace(DerivativeSpec(), window=10.0**-k))[1].bend for k in range(6)]
    assert all(bend is not None for bend in bends)
    for wide, narrow in itertools.pairwise(bends):
        assert narrow == pytest.approx(wide / 10, rel=0.4)  # type: ignore[operator]


def test_a_wrong_derivative_is_found_even_where_it_happens_to_agree() -> None:
    probed, curve = _looked(_at("x^2", 2.0, "x^3/2"))  # 4 at x = 2, as 2x is
    assert probed.believed == probed.slope == 4.0
    assert curve.differs_at is not None
    assert abs(curve.differs_at - 2) > 0.1
    _, right = _looked(_at("x sin(x)", 0.3, "sin(x) + x cos(x)"))
    assert right.differs_at is None


def test_a_derivative_without_a_value_is_told() -> None:
    probed, _ = _looked(_at("x^2", 0.0, "1/x"))
    assert probed.believed is None
    assert "divided by 0" in str(probed.believed_trouble)


@pytest.mark.parametrize(
    ("field", "value"),
    [("epsilon", 0.0), ("epsilon", math.nan), ("window", -1.0), ("scheme", "x"), ("dtype", "x")],
)
def test_settings_are_checked(field: str, value: object) -> None:
    with pytest.raises(SpecError) as problem:
        replace(DerivativeSpec(), **{field: value})  # type: ignore[arg-type]
    assert problem.value.field == field


def test_a_stop_ends_the_run_between_events() -> None:
    stops = iter([False, True])
    seen = list(run(derivative(DerivativeSpec()), lambda: next(stops)))
    assert [type(event) for event in seen] == [PointProbed, Finished]
    assert isinstance(seen[-1], Finished)
    assert seen[-1].outcome == "cancelled"
