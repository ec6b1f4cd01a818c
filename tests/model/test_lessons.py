"""The shipped lessons: each can be opened, and what each says is what the engine finds."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

import numpy as np
import pytest

from nnd_gui import resources
from nnd_gui.engine.backprop import gradient
from nnd_gui.engine.bug_names import BUG_TABLE, Bug, parse_bug
from nnd_gui.engine.bugs import rules_for
from nnd_gui.engine.check import check
from nnd_gui.engine.judge import AGREE, REASONS, VERDICTS
from nnd_gui.engine.network import CostNetwork
from nnd_gui.engine.parameters import initial_weights, layout_of
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.run import run
from nnd_gui.model.bug_words import bug_label
from nnd_gui.model.document import Document, LessonStep
from nnd_gui.model.document_codec import document_text
from nnd_gui.model.explain import explain
from nnd_gui.model.explain_weight import weight_sentence
from nnd_gui.model.lesson_list import LessonEntry, load_lesson, shipped_lessons
from nnd_gui.model.lessons import LESSON_WEIGHTS, lesson_spec
from nnd_gui.model.result import CheckResult

NAMES = [entry.name for entry in shipped_lessons()]


class Claim(NamedTuple):
    """What a step's text says of its check."""

    verdict: str
    cause: str
    least: float = 0.0  # the ratio is between these
    most: float = 1e-8
    finding: str = ""


_RIGHT = Claim("agree", "matches")
CLAIMS = {
    "part-5": [*[_RIGHT] * 5, Claim("disagree", "wrong", 0.2, 0.3, "sign")],
    "epsilon-too-large": [
        _RIGHT,
        Claim("agree", "matches", 2.6e-6, 2.9e-6),
        Claim("undecided", "epsilon-too-large", 2.6e-4, 2.9e-4),
        Claim("undecided", "epsilon-too-large", 0.026, 0.027),
    ],
    "epsilon-too-small": [
        _RIGHT,
        Claim("agree", "matches", 1e-8, 1e-6),
        Claim("undecided", "epsilon-too-small", 1e-6, 1e-2),
        Claim("undecided", "epsilon-too-small", 1e-2, 1.0),
    ],
    "float32": [
        _RIGHT,
        Claim("undecided", "epsilon-too-small", 1e-5, 1e-2),
        Claim("agree", "matches", 1e-7, 1e-3),
    ],
    "saturated-sigmoid": [_RIGHT, _RIGHT, Claim("undecided", "flat", 0.0, 2.0)],
    "relu-kink": [_RIGHT, _RIGHT, Claim("agree", "matches", 0.1288, 0.1290)],
    "dead-units": [_RIGHT, Claim("undecided", "untested-block", 0.0, 0.0), _RIGHT],
    "trained-minimum": [
        _RIGHT,
        Claim("undecided", "flat", 0.99, 1.01),
        Claim("agree", "matches", 0.0, 1e-6),
    ],
    "why-training-hides-it": [
        _RIGHT,
        Claim("disagree", "wrong", 0.37, 0.39, "missing-activation-derivative"),
        Claim("disagree", "wrong", 0.1, 0.11, "zero-layer"),
        Claim("disagree", "wrong", 1e6, 1e12, "sign"),
    ],
    "riddle-1": [Claim("disagree", "wrong", 0.01, 10.0, "sign")] * 3,
    "riddle-2": [Claim("disagree", "wrong", 0.01, 10.0, "mean-or-sum")] * 3,
    "riddle-3": [Claim("disagree", "wrong", 0.01, 10.0, "missing-activation-derivative")] * 3,
    "riddle-4": [Claim("disagree", "wrong", 0.01, 10.0, "unbroadcast-bias")] * 3,
    "riddle-5": [Claim("disagree", "wrong", 0.01, 10.0, "transposed")] * 3,
}
STEPS = [(name, at) for name in NAMES for at in range(len(CLAIMS[name]))]


@cache
def lesson(name: str) -> Document:
    return load_lesson(name)


@cache
def found(name: str, at: int) -> CheckResult:
    spec = lesson(name).steps[at].state.spec
    result = CheckResult(spec)
    for event in run(check(spec)):
        result.add(event)
    return result


def step(name: str, title: str) -> tuple[LessonStep, CheckResult]:
    at = [x.name for x in lesson(name).steps].index(title)
    return lesson(name).steps[at], found(name, at)


def weight(result: CheckResult, name: str) -> int:
    return next(at for at in range(result.total) if result.layout.name_of(at) == name)


def test_the_list_is_the_folder() -> None:
    files = {file.stem for file in resources.path("lessons").iterdir()}
    assert files == set(NAMES) == set(CLAIMS)
    assert len(NAMES) == len(files)


@pytest.mark.parametrize("entry", shipped_lessons(), ids=lambda entry: entry.name)
def test_each_is_as_the_program_would_write_it(entry: LessonEntry) -> None:
    document = lesson(entry.name)
    assert document.title == entry.title
    text = resources.path("lessons", f"{entry.name}.nndcheck").read_text(encoding="utf-8")
    assert document_text(document) == text
    # It opens on its first step.
    assert document.state == document.steps[0].state


@pytest.mark.parametrize(("name", "at"), STEPS)
def test_each_step_says_something_of_what_is_there(name: str, at: int) -> None:
    one = lesson(name).steps[at]
    assert one.name
    assert 40 < len(one.text) < 1_400
    names = [block.name for block in layout_of(one.state.spec.network).blocks]
    for block in re.findall(r"\b[Wb][1-9]\b", one.text):
        assert block in names
    selected = one.state.view.selected
    assert selected is None or weight(found(name, at), selected) >= 0
    assert set(one.state.view.hidden) <= {"network", "weight"}


@pytest.mark.parametrize("name", NAMES)
def test_there_are_as_many_steps_as_claims(name: str) -> None:
    assert len(lesson(name).steps) == len(CLAIMS[name])


@pytest.mark.parametrize(("name", "at"), STEPS)
def test_the_engine_finds_what_the_step_says(name: str, at: int) -> None:
    claim, result = CLAIMS[name][at], found(name, at)
    assert result.overall is not None
    assert (result.overall.verdict, result.overall.cause) == (claim.verdict, claim.cause)
    assert claim.least <= (result.ratio or 0.0) <= claim.most
    findings = [finding.bug for finding in result.findings[:1]]
    assert findings == ([claim.finding] if claim.finding else [])


@pytest.mark.parametrize(("name", "at"), STEPS)
def test_every_ratio_in_a_text_is_the_engines(name: str, at: int) -> None:
    text = lesson(name).steps[at].text
    for about, number in re.findall(r"ratio is (about )?([0-9.]+(?:e-[0-9]+)?)", text):
        found_ratio = found(name, at).ratio
        assert found_ratio == pytest.approx(float(number), rel=0.5 if about else 0.005)
    for number in re.findall(r"The cost is ([0-9.]+[0-9])", text):
        assert found(name, at).cost == pytest.approx(float(number), abs=0.0005)


def test_part_5_is_the_lessons_own() -> None:
    steps = lesson("part-5").steps
    assert [one.state.spec for one in steps[:5]] == [lesson_spec()] * 5
    assert "2.75e-10" in steps[4].text
    result = found("part-5", 4)
    assert tuple(result.values) == LESSON_WEIGHTS
    assert result.ratio == pytest.approx(2.75e-10, rel=2e-3)
    assert result.largest_error() < 1e-8  # "agree to eight decimals and more"
    x, e = 1.5, 1e-4
    assert f"{((x + e) ** 2 - (x - e) ** 2) / (2 * e)!r}" in steps[1].text
    wrong = found("part-5", 5)
    verdicts = [VERDICTS[code] for code in wrong.weights.verdict]
    assert verdicts == ["disagree"] * 6 + ["agree"] * 3


def test_errors_grow_with_the_square_of_epsilon() -> None:
    ratios = [found("epsilon-too-large", at).ratio or 0.0 for at in range(3)]
    assert ratios[1] / ratios[0] == pytest.approx(1e4, rel=0.02)
    assert ratios[2] / ratios[1] == pytest.approx(1e2, rel=0.02)
    sentence = explain(found("epsilon-too-large", 2)).sentence
    assert "epsilon is too large to tell" in sentence
    assert "Try 1e-0" in sentence


def test_digits_run_out() -> None:
    shared = []
    for at in range(4):
        result = found("epsilon-too-small", at)
        plus, minus = (
            f"{cost:.17g}" for cost in result.taken.costs_of(weight(result, "W1[0,0]"))[:2]
        )
        pairs = zip(plus, minus, strict=False)
        shared.append(next((i for i, (a, b) in enumerate(pairs) if a != b), len(plus)))
    assert shared == sorted(shared)
    last = found("epsilon-too-small", 3)
    costs = np.array([last.taken.costs_of(index) for index in range(last.total)])
    assert np.any(costs[:, 0] == costs[:, 1])
    assert "Try 1e-05" in explain(found("epsilon-too-small", 2)).sentence


def test_single_precision_never_meets_the_rule() -> None:
    spec = lesson("float32").steps[1].state.spec
    assert spec.dtype == "float32"
    assert found("float32", 2).count(AGREE) == 9
    assert np.finfo(np.float32).eps > 1e-8


def test_slopes_vanish_with_the_weights() -> None:
    largest = []
    for at in range(3):
        result = found("saturated-sigmoid", at)
        inner = result.layout.blocks[0]
        largest.append(np.abs(result.analytic[inner.start : inner.stop]).max())
    assert largest[1] < largest[0] / 1_000
    assert np.abs(found("saturated-sigmoid", 2).analytic).max() < 1e-12
    assert "flat point cannot tell" in explain(found("saturated-sigmoid", 2)).sentence


def test_the_kink() -> None:
    _, away = step("relu-kink", "Away from the kink")
    assert away.largest_error() < 1e-10
    _, over = step("relu-kink", "A step over the kink")
    sentence = weight_sentence(over, weight(over, "W1[0,1]"))
    assert "bends sharply, as at a kink; the step taken" in sentence
    _, on = step("relu-kink", "On the kink")
    at = weight(on, "W1[0,1]")
    assert REASONS[on.weights.reason[at]] == "subgradient"
    assert "0 on the left and -0.901 on the right" in weight_sentence(on, at)
    assert on.analytic[at] == 0


def test_dead_units() -> None:
    _, one = step("dead-units", "One dead unit")
    dead = [weight(one, name) for name in ("W1[0,1]", "W1[1,1]", "W2[1,0]")]
    assert [REASONS[one.weights.reason[at]] for at in dead] == ["zero-both"] * 3
    assert one.count_reason("zero-both") == 3
    _, every = step("dead-units", "All dead")
    assert every.count_reason("zero-both") == every.total == 9
    assert "nothing could be tested" in explain(every).sentence
    _, leaky = step("dead-units", "A way out: leaky ReLU")
    assert leaky.count(AGREE) == 9


def test_the_trained_minimum_is_one() -> None:
    one, result = step("trained-minimum", "After training")
    assert result.cost < 1e-16
    assert np.abs(result.analytic).max() < 1e-9
    network = one.state.spec.network
    cost = CostNetwork(network, "float64")
    outputs = cost.forward(cost.layers(initial_weights(network))).a[-1]
    assert outputs[:, 0] == pytest.approx([0.75, 0.82, 0.93], abs=1e-8)


def trained(bug: Bug | None, steps: int = 500, rate: float = 1.0) -> list[float]:
    """Costs of plain gradient descent with a right or a wrong gradient."""
    network = lesson_spec().network
    cost = CostNetwork(network, "float64")
    theta = initial_weights(network)
    costs = []
    for _ in range(steps):
        costs.append(float(cost.cost(theta)))
        slope = (
            gradient(cost, theta) if bug is None else gradient(cost, theta, rules_for(bug, network))
        )
        theta = theta - rate * slope
    return costs


@pytest.mark.parametrize("bug", [None, "missing-activation-derivative@W1", "zero-layer@W1"])
def test_training_hides_these(bug: str | None) -> None:
    costs = trained(None if bug is None else parse_bug(bug))
    assert costs[-1] < 0.1 * costs[0]


def test_training_does_not_hide_a_wrong_sign() -> None:
    costs = trained(parse_bug("sign"))
    assert costs[-1] > costs[0]


def test_the_bugs_of_training_are_those_of_the_lesson() -> None:
    bugs = [str(one.state.spec.bug) for one in lesson("why-training-hides-it").steps]
    assert bugs == ["None", "missing-activation-derivative@W1", "zero-layer@W1", "sign"]


@pytest.mark.parametrize("entry", [x for x in shipped_lessons() if x.riddle], ids=lambda x: x.name)
def test_a_riddle_keeps_its_secret(entry: LessonEntry) -> None:
    document = lesson(entry.name)
    assert [one.state.view.covered for one in document.steps] == [True, True, False]
    assert len({one.state.spec for one in document.steps}) == 1
    bug = document.state.spec.bug
    assert bug is not None
    # The number alone leads to it, for whoever types it in.
    network = document.state.spec.network
    assert network is not None
    assert document.state.mystery is not None
    assert draw_bug(document.state.mystery, network) == bug
    text = document_text(document)
    for secret in (*BUG_TABLE, bug_label(bug.name), str(bug)):
        if secret not in ("sign", "factor", "transposed"):  # words of English, too
            assert secret not in text
    assert f'"{bug}"' not in text
