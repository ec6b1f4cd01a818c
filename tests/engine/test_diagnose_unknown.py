"""What no bug of the table makes is unknown, never a wrong name; several bugs are told apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from nnd_gui.engine.backprop import RULES, BackwardPass, Rules
from nnd_gui.engine.bugs import Bug, parse_bug
from nnd_gui.engine.diagnose import Finding, diagnose, samples_to_ask
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from tests.engine.bug_cases import SPECS, Checked, buggy_gradient, checked, right_gradient

Array = NDArray[Any]

SQUARE = ExperimentSpec(Network((4, 4, 4, 3), ("tanh",) * 3, bias=True, l2=0.2, data=RandomData(9)))
FALLIBLE = {**SPECS, "square": SQUARE}
DEEP = SPECS["tanh deep l2"]


def _layered(change: Callable[[Rules, BackwardPass, int], Rules]) -> Rules:
    return replace(RULES, at_layer=change)


def _input_of_next_layer(rules: Rules, backward: BackwardPass, place: int) -> Rules:
    """A matrix made with the activations after it, where they fit."""

    def matrix_gradient(a: Array, delta: Array) -> Array:
        after = backward.trace.a[place]
        return RULES.matrix_gradient(after if after.shape == a.shape else np.abs(a), delta)

    return replace(rules, matrix_gradient=matrix_gradient)


def _bias_from_matrix(rules: Rules, backward: BackwardPass, place: int) -> Rules:
    a = backward.trace.a[place - 1]
    return replace(rules, bias_gradient=lambda delta: np.asarray((a.T @ delta).sum(axis=0)))


def _squared_derivative(layer: Any, z: Array, slope: Array) -> Array:
    return RULES.through_activation(layer, z, RULES.through_activation(layer, z, slope))


def _derivative_of_double(layer: Any, z: Array, slope: Array) -> Array:
    return RULES.through_activation(layer, 2 * z, slope)


# Mistakes that people make, none of which is in the table.
WRONG_RULES: dict[str, Rules] = {
    "derivative squared": replace(RULES, through_activation=_squared_derivative),
    "derivative of 2z": replace(RULES, through_activation=_derivative_of_double),
    "absolute delta carried back": replace(
        RULES, delta_before=lambda delta, matrix: np.abs(delta) @ matrix.T
    ),
    "absolute weights": replace(RULES, delta_before=lambda delta, matrix: delta @ np.abs(matrix).T),
    "delta averaged over samples": replace(
        RULES,
        delta_before=lambda delta, matrix: np.broadcast_to(
            (delta @ matrix.T).mean(axis=0), (len(delta), len(matrix))
        ),
    ),
    "largest sample only": replace(RULES, matrix_gradient=lambda a, d: a[:1].T @ d[:1]),
    "one sample left out": replace(RULES, matrix_gradient=lambda a, d: a[1:].T @ d[1:]),
    "input of the next layer": _layered(_input_of_next_layer),
    "bias from the matrix": _layered(_bias_from_matrix),
    "clipped": replace(
        RULES,
        write_out=lambda layout, parts: np.clip(RULES.write_out(layout, parts), -0.02, 0.02),
    ),
    "shifted by one": replace(
        RULES, write_out=lambda layout, parts: np.roll(RULES.write_out(layout, parts), 1)
    ),
    "sum of squares added": replace(
        RULES, penalty_gradient=lambda _l2, m: np.full_like(m, 0.1 * np.sum(m**2))
    ),
    "absolute regularisation": replace(RULES, penalty_gradient=lambda l2, m: l2 * np.sign(m)),
    "ones in the bias": replace(RULES, bias_gradient=lambda delta: delta.sum(axis=0) + 0.1),
    "sorted": replace(
        RULES, write_out=lambda layout, parts: np.sort(RULES.write_out(layout, parts))
    ),
    "upside down": replace(
        RULES,
        write_out=lambda layout, parts: RULES.write_out(
            layout, {name: part[::-1] for name, part in parts.items()}
        ),
    ),
    "cosine of it": replace(
        RULES, write_out=lambda layout, parts: np.cos(RULES.write_out(layout, parts))
    ),
}


# Where a mistake makes the right gradient: no layer below, no bias, no L2, or a derivative of
# 0 and 1 only.
_ONE_LAYER, _NO_L2 = {"one layer"}, {"lesson", "sigmoid", "relu", "softmax", "mse", "two samples"}
CHANGES_NOTHING: dict[str, set[str]] = {
    "derivative squared": {"relu", "one layer"},
    "derivative of 2z": {"relu", "one layer"},
    "absolute delta carried back": _ONE_LAYER,
    "absolute weights": _ONE_LAYER,
    "delta averaged over samples": _ONE_LAYER,
    "input of the next layer": {"lesson"},
    "bias from the matrix": {"lesson"},
    "absolute regularisation": _NO_L2 | _ONE_LAYER,
    "ones in the bias": {"lesson"},
}
# All targets lie on one side of the outputs, so that every delta has one sign.
TURNS_A_LAYER = {
    ("absolute delta carried back", "lesson"),
    ("absolute delta carried back", "two samples"),
}


def _with_rules(spec: ExperimentSpec, rules: Rules) -> Checked | None:
    """None if the rules make the right gradient, to the last bit."""
    objective = NetworkObjective(spec, rules)
    wrong = objective.gradient(objective.point).astype(spec.dtype)
    right = right_gradient(spec)
    if np.array_equal(wrong, right):
        return None
    # What is told apart below has to be seen.
    assert not np.allclose(wrong, right, rtol=2e-2, atol=1e-9)
    return checked(spec, wrong)


def _names(findings: list[Finding]) -> set[str]:
    return {finding.bug for finding in findings}


@pytest.mark.parametrize("name", [name for name in FALLIBLE if name != "one sample"])
@pytest.mark.parametrize("mistake", WRONG_RULES)
def test_a_mistake_that_is_not_in_the_table_is_unknown(mistake: str, name: str) -> None:
    spec = FALLIBLE[name]
    found = _with_rules(spec, WRONG_RULES[mistake])
    if found is None:
        assert name in CHANGES_NOTHING.get(mistake, set())
        return
    assert name not in CHANGES_NOTHING.get(mistake, set())
    if (mistake, name) in TURNS_A_LAYER:
        # Only signs are other, and those of one layer in all: the mistake has that name here.
        right = right_gradient(spec)
        assert np.all(np.isin(found.result.analytic / right, (1, -1)))
        for findings in (found.known(), found.with_hints(), found.by_numbers()):
            (one,) = findings
            assert one.bug == "sign"
            assert {*one.where} <= {"W1", "b1"}
        return
    assert _names(found.known()) == {"unknown"}, found.known()
    assert _names(found.with_hints()) == {"unknown"}, found.with_hints()
    assert _names(found.by_numbers()) == {"unknown"}, found.by_numbers()


@pytest.mark.parametrize("name", FALLIBLE)
def test_garbage_is_unknown(name: str) -> None:
    spec = FALLIBLE[name]
    right = right_gradient(spec)
    rng = np.random.default_rng(5)
    for _ in range(4):
        garbage = (rng.standard_normal(right.shape) * np.std(right)).astype(right.dtype)
        found = checked(spec, garbage)
        for findings in (found.known(), found.with_hints(), found.by_numbers()):
            assert _names(findings) == {"unknown"}, findings


@pytest.mark.parametrize("name", FALLIBLE)
def test_one_weight_off_is_a_single_weight(name: str) -> None:
    spec = FALLIBLE[name]
    right = right_gradient(spec)
    rng = np.random.default_rng(6)
    visible = np.flatnonzero(np.abs(right) > 1e-2 * np.max(np.abs(right)))
    for index in rng.choice(visible, 6, replace=False).tolist():
        wrong = right.copy()
        wrong[index] *= wrong.dtype.type(rng.uniform(1.1, 3))
        found = checked(spec, wrong)
        block = found.result.layout.block_of(index)
        for findings in (found.known(), found.with_hints(), found.by_numbers()):
            assert [(one.bug, one.where, one.weight) for one in findings] == [
                ("single-weight", (block.name,), index)
            ]


@pytest.mark.parametrize(
    "bugs",
    [
        ("sign@b1", "zero-bias@b2"),
        ("transposed@W2", "factor@W3=5"),
        ("zero-layer@W1", "sign@W3"),
        ("unbroadcast-bias@b2", "single-weight@W1"),
        ("missing-regularization@W1", "wrong-regularization-factor@W3=3"),
        ("regularized-bias@b1", "factor@W2=0.3"),
    ],
)
def test_bugs_in_different_blocks_are_told_one_by_one(bugs: tuple[str, str]) -> None:
    layout = NetworkObjective(DEEP).layout
    wrong, right = right_gradient(DEEP), right_gradient(DEEP)
    for text in bugs:
        other = buggy_gradient(DEEP, parse_bug(text))
        wrong = np.where(other != right, other, wrong)
    found = checked(DEEP, wrong)
    names = [text.partition("@")[0] for text in bugs]
    for findings in (found.known(), found.with_hints()):
        assert sorted(_names(findings)) == sorted(names), findings
        assert sorted(name for one in findings for name in one.where) == sorted(
            block.name
            for block in layout.blocks
            if np.any(wrong[block.start : block.stop] != right[block.start : block.stop])
        )


def test_a_bug_of_the_network_beside_one_of_a_block() -> None:
    wrong = buggy_gradient(DEEP, Bug("missing-activation-derivative"))
    wrong[-3:] = 0
    found = checked(DEEP, wrong).known()
    assert {one.bug: one.where for one in found} == {
        "missing-activation-derivative": ("W1", "b1"),
        "zero-bias": ("b3",),
    }


def test_what_is_known_is_named_beside_what_is_not() -> None:
    wrong = right_gradient(DEEP)
    layout = NetworkObjective(DEEP).layout
    first, last = layout.blocks[0], layout.blocks[-2]
    wrong[last.start : last.stop] = np.random.default_rng(1).standard_normal(last.size)
    wrong[first.start : first.stop] *= -1
    found = checked(DEEP, wrong)
    for findings in (found.known(), found.by_numbers()):
        assert [(one.bug, one.where) for one in findings] == [
            ("sign", ("W1",)),
            ("unknown", ("W3",)),
        ]


def test_a_gradient_that_is_not_finite_is_unknown() -> None:
    wrong = right_gradient(DEEP)
    wrong[3] = np.nan
    found = checked(DEEP, wrong)
    assert _names(found.known()) == _names(found.by_numbers()) == {"unknown"}


def test_a_factor_of_the_number_of_samples_is_told_by_other_samples() -> None:
    spec = SPECS["sigmoid"]
    once = checked(spec, buggy_gradient(spec, Bug("factor", factor=7.0)))
    first = once.with_hints()
    assert (first[0].bug, first[0].alternatives) == ("mean-or-sum", ("factor",))
    asked = []

    def again(samples: int) -> Any:
        asked.append(samples)
        fewer = replace(spec, subject=replace(spec.network, data=RandomData(samples)))
        return checked(fewer, 7 * right_gradient(fewer)).facts

    found = diagnose(once.facts, again)
    assert [(one.bug, one.alternatives, one.factor) for one in found] == [("factor", (), 7.0)]
    assert asked == [6] == [samples_to_ask(first, 7)]
    assert samples_to_ask(found, 7) is None


@pytest.mark.parametrize("seed", range(8))
def test_random_networks_get_no_wrong_name(seed: int) -> None:
    rng = np.random.default_rng(seed)
    hidden = str(rng.choice(["sigmoid", "tanh", "softplus", "elu", "gelu"]))
    layers = int(rng.integers(2, 4))
    sizes = tuple(int(size) for size in rng.integers(2, 6, layers + 1))
    spec = ExperimentSpec(
        Network(
            sizes,
            (hidden,) * (layers - 1) + ("sigmoid",),
            str(rng.choice(["half-sse", "mse", "binary-cross-entropy"])),
            bias=bool(rng.integers(2)),
            l2=float(rng.choice([0, 0.1])),
            weights=SeededWeights(seed, 0.8),
            data=RandomData(int(rng.integers(2, 12)), seed),
        )
    )
    for text in ("sign@W2", "zero-layer", "transposed", "missing-activation-derivative", "factor"):
        found = checked(spec, buggy_gradient(spec, parse_bug(text)))
        name = text.partition("@")[0]
        assert _names(found.known()) == {name}
        assert _names(found.with_hints()) <= {name, "unknown"}
