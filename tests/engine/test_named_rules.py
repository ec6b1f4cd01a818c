"""The named rules against their formulas, and what each of them is known to get wrong."""

from __future__ import annotations

import numpy as np
import pytest

from nnd_gui.engine.judge import lesson_ratio
from nnd_gui.engine.named_rules import NAMED_RULES, apply_rules
from nnd_gui.engine.sources import SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from tests.engine.helpers import LESSON, LESSON_NETWORK, Judged, judged

A = np.array([1.0, -2.0, 3e-3, 0.0])
N = np.array([1.0 + 1e-6, -2.0, 3e-3 - 2e-9, 1e-9])


def values(analytic: np.ndarray, numerical: np.ndarray) -> dict[str, float | None]:
    return {rule.name: rule.value for rule in apply_rules(analytic, numerical)}


def holds(analytic: np.ndarray, numerical: np.ndarray) -> dict[str, bool]:
    return {rule.name: rule.holds for rule in apply_rules(analytic, numerical)}


def holds_for(found: Judged) -> dict[str, bool]:
    return holds(found.analytic, found.weights.numerical)


def test_formulas() -> None:
    norm = np.linalg.norm
    ratio = norm(A - N) / norm(A + N)
    each = [abs(a - n) / max(abs(a), abs(n)) for a, n in zip(A, N, strict=True)]
    allowed = [abs(a - n) / (1e-5 + 1e-3 * abs(n)) for a, n in zip(A, N, strict=True)]
    found = values(A, N)
    assert found["lesson"] == found["coursera"] == pytest.approx(ratio, rel=1e-14)
    assert found["lesson"] == lesson_ratio(A, N)
    assert found["cs231n"] == pytest.approx(max(each), rel=1e-14) == 1.0
    assert found["deeplearning.ai"] == pytest.approx(norm(A - N) / (norm(A) + norm(N)), rel=1e-14)
    assert found["torch"] == pytest.approx(max(allowed), rel=1e-14)


def test_thresholds() -> None:
    wanted = {
        "lesson": 1e-8,
        "cs231n": 1e-7,
        "coursera": 1e-9,
        "deeplearning.ai": 2e-7,
        "torch": 1.0,
    }
    assert {rule.name: rule.threshold for rule in NAMED_RULES} == wanted


@pytest.mark.parametrize("share", [0.5, 2.0])
def test_lines(share: float) -> None:
    one = np.ones(1)
    for rule in NAMED_RULES:
        off = rule.threshold * share
        if rule.name in {"lesson", "coursera", "deeplearning.ai"}:
            off *= 2
        if rule.name == "torch":
            off = share * (1e-5 + 1e-3)
        assert holds(one + off, one)[rule.name] is (share < 1)


def test_what_is_not_a_number_does_not_hold() -> None:
    for analytic in (np.array([np.nan]), np.array([np.inf])):
        for rule in apply_rules(analytic, np.ones(1)):
            assert (rule.value, rule.holds) == (None, False)
    zero = {rule.name: rule for rule in apply_rules(np.zeros(2), np.zeros(2))}
    assert zero["lesson"].value is None
    assert zero["cs231n"].holds
    assert zero["torch"].holds


def test_ratio_of_a_constant_factor() -> None:
    g = np.array([0.3, -2.0, 1e-3])
    for factor in (2.0, 0.5, 3.0, 1 / 3, 0.0):
        wanted = abs(factor - 1) / abs(factor + 1)
        assert values(factor * g, g)["lesson"] == pytest.approx(wanted, rel=1e-12)
    # -1 and 0 are the same to the rule that adds the norms.
    assert values(-g, g)["deeplearning.ai"] == values(0 * g, g)["deeplearning.ai"] == 1.0


def test_right_gradients_that_rules_fail() -> None:
    saturated = judged(ExperimentSpec(LESSON_NETWORK_SATURATED))
    assert not holds_for(saturated)["lesson"]
    assert holds_for(saturated)["torch"]
    single = judged(ExperimentSpec(LESSON_NETWORK, dtype="float32", epsilon=1e-2))
    assert single.whole.verdict == "agree"
    failing = {"lesson", "cs231n", "coursera", "deeplearning.ai"}
    assert {name for name, held in holds_for(single).items() if not held} == failing
    # A kink: 0 and 1 on either side, of which a central difference is the mean.
    assert not any(holds(np.array([1.0, 2.0]), np.array([0.5, 2.0])).values())


LESSON_NETWORK_SATURATED = LESSON.with_network(weights=SeededWeights(0, 50.0)).network


def test_wrong_gradients_that_rules_pass() -> None:
    # One faint row with its sign turned.
    right = np.array([1.0, 0.5, 1e-9])
    turned = np.array([1.0, 0.5, -1e-9])
    assert holds(turned, right) == {
        "lesson": True,
        "cs231n": False,
        "coursera": True,
        "deeplearning.ai": True,
        "torch": True,
    }
    # Below torch's absolute tolerance anything goes.
    assert holds(np.array([-1e-6]), np.array([1e-6])) == {
        "lesson": False,
        "cs231n": False,
        "coursera": False,
        "deeplearning.ai": False,
        "torch": True,
    }
    # A tenth of the data's part, beside a regularisation a thousand million times as large.
    drowned = np.array([1e9, -2e9]) + 1.1 * np.array([0.3, 0.2])
    assert all(holds(drowned, np.array([1e9, -2e9]) + np.array([0.3, 0.2])).values())
