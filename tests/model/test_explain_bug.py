"""What a diagnosis says, and that a report can hold it."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from nnd_gui.engine.bugs import BUG_TABLE, Bug, parse_bug
from nnd_gui.engine.diagnose import UNKNOWN, Finding
from nnd_gui.engine.objective import NetworkObjective
from nnd_gui.model.bug_words import bug_label, factor_text
from nnd_gui.model.explain_bug import diagnosis_rows, explain_finding
from tests.engine.bug_cases import SPECS, buggy_gradient, checked, right_gradient, shows

DEEP = SPECS["tanh deep l2"]
LAYOUT = NetworkObjective(DEEP).layout


def _sentence(name: str, text: str) -> str:
    spec, bug = SPECS[name], parse_bug(text)
    found = checked(spec, buggy_gradient(spec, bug))
    findings = found.known(bug)
    assert len(findings) == 1
    return explain_finding(findings[0], found.result.layout)


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        (
            "lesson",
            "sign@W1",
            "It looks like a wrong sign: in W1 the gradient is -1 times what it should be.",
        ),
        (
            "lesson",
            "factor=0.2",
            (
                "It looks like a constant factor: in W1 and W2 the gradient is 1/5 times what it "
                "should be."
            ),
        ),
        (
            "softmax",
            "mean-or-sum",
            (
                "It looks like a sum over the samples taken for a mean: the data term is 9 times "
                "too large, and 9 is the number of samples."
            ),
        ),
        (
            "lesson",
            "mean-or-sum",
            (
                "It looks like a mean over the samples taken for a sum: the data term is 1/3 of "
                "what it should be, and 3 is the number of samples."
            ),
        ),
        (
            "lesson",
            "missing-half-or-two",
            (
                "It looks like a forgotten 2 or 1/2: the data term is 2 times what it should be. "
                "The square in the cost brings a 2 when it is differentiated; the 1/2 before it "
                "takes that away. The same numbers would come from a constant factor."
            ),
        ),
        (
            "sigmoid",
            "zero-layer",
            "It looks like a forgotten layer: in W1 and b1 the gradient is 0 everywhere.",
        ),
        (
            "sigmoid",
            "unbroadcast-bias",
            (
                "It looks like a bias gradient that is not summed over the samples: in b1 and b2 "
                "it is the mean of delta over the samples, not the sum."
            ),
        ),
        (
            "sigmoid",
            "single-weight@W2[1,0]=3",
            (
                "It looks like a single weight off: only W2[1,0] is off, 3 times what it should "
                "be; the rest of its block is right."
            ),
        ),
        (
            "lesson",
            "missing-activation-derivative",
            (
                "It looks like a missing activation derivative: the delta of layer 1 was not "
                "multiplied by f'(z)."
            ),
        ),
        (
            "lesson",
            "derivative-of-output@W2",
            (
                "It looks like a derivative taken at the output: in layer 2 f' was taken at the "
                "activation a, where z was due."
            ),
        ),
        (
            "tanh deep l2",
            "missing-regularization",
            "It looks like missing regularisation: in W1, W2 and W3 0.3*w is missing.",
        ),
        (
            "tanh deep l2",
            "wrong-regularization-factor@W2=3",
            "It looks like regularisation of the wrong strength: in W2 lambda*w is there 3 times.",
        ),
        (
            "tanh deep l2",
            "regularized-bias@b1",
            "It looks like a regularised bias: 0.3*b was added in b1, which the cost does not do.",
        ),
        (
            "tanh deep l2",
            "updated-weight-used=0.5",
            (
                "It looks like weights that were already updated: delta was carried back through "
                "W - 0.5*dW in layers 2 and 3, where W was due."
            ),
        ),
        (
            "tanh deep l2",
            "stale-activation=0.5",
            (
                "It looks like activations of the weights before: the forward pass belongs to the "
                "weights before the last step (of learning rate 0.5)."
            ),
        ),
    ],
)
def test_the_sentence(name: str, text: str, sentence: str) -> None:
    assert _sentence(name, text) == sentence


@pytest.mark.parametrize("known", ["known", "with_hints", "by_numbers"])
@pytest.mark.parametrize("name", BUG_TABLE)
def test_every_finding_can_be_said_and_reported(name: str, known: str) -> None:
    for spec in SPECS.values():
        for variant in BUG_TABLE[name].variants or (None,):
            bug = Bug(name, variant=variant)
            if not shows(bug, spec):
                continue
            found = checked(spec, buggy_gradient(spec, bug))
            rows = diagnosis_rows(getattr(found, known)(), found.result.layout)
            assert json.loads(json.dumps(rows, allow_nan=False)) == rows
            assert rows
            for row in rows:
                if row["bug"] not in (UNKNOWN, "mean-or-sum"):
                    assert bug_label(row["bug"]) in row["sentence"]
                assert row["sentence"].endswith(".")
                assert "{" not in row["sentence"]


def test_more_than_lambda_is_told_where_lambda_is_not_known() -> None:
    found = checked(DEEP, buggy_gradient(DEEP, Bug("wrong-regularization-factor")))
    assert [explain_finding(one, LAYOUT) for one in found.by_numbers()] == [
        (
            "It looks like regularisation of the wrong strength: in W1, W2 and W3 there is 0.3*w "
            "too much."
        )
    ]


@pytest.mark.parametrize(
    ("where", "advice"),
    [
        (tuple(block.name for block in LAYOUT.blocks), "Every block is wrong"),
        (("b1", "b3"), "Only biases are wrong"),
        (("W2",), "The rest is right, and with it the delta there"),
        (("W1", "b1", "W2", "b2"), "Everything above layer 2 is right"),
        (("W1",), "The rest is right"),
    ],
)
def test_the_place_of_unknown_errors_says_where_to_look(
    where: tuple[str, ...], advice: str
) -> None:
    sentence = explain_finding(Finding(UNKNOWN, where), LAYOUT)
    assert "like no mistake known here." in sentence
    assert advice in sentence
    assert advice not in explain_finding(Finding(UNKNOWN, where), LAYOUT, alone=False)


def test_without_biases_the_step_back_is_not_the_only_suspect() -> None:
    layout = NetworkObjective(SPECS["lesson"]).layout
    assert "or what it is multiplied by" in explain_finding(Finding(UNKNOWN, ("W1",)), layout)


def test_many_places_are_counted() -> None:
    names = tuple(block.name for block in LAYOUT.blocks)
    assert "W1, b1, W2 and 3 more" in explain_finding(Finding("sign", names, -1.0), LAYOUT)


@pytest.mark.parametrize(
    ("factor", "text"),
    [(3.0, "3"), (1 / 7, "1/7"), (-1.0, "-1"), (-0.5, "-1/2"), (0.3, "0.3"), (0.0, "0")],
)
def test_a_factor_is_written_as_a_person_would(factor: float, text: str) -> None:
    assert factor_text(factor) == text


def test_a_sign_of_the_data_term_says_that_the_rest_is_right() -> None:
    wrong = -right_gradient(DEEP)
    objective = NetworkObjective(DEEP)
    for block in objective.layout.blocks:
        if not block.is_bias:
            part = slice(block.start, block.stop)
            wrong[part] += 2 * np.float64(DEEP.network.l2) * objective.point[part]
    found = checked(replace(DEEP), wrong)
    for findings in (found.known(), found.with_hints(), found.by_numbers()):
        assert [(one.bug, one.data_only) for one in findings] == [("sign", True)]
        assert "the L2 term is right" in explain_finding(findings[0], LAYOUT)
