"""The first wrong line of a gradient is named, and never a right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.client import Client
from nnd_gui.engine.usercode.intermediates import Intermediates
from nnd_gui.engine.usercode.source import read_source
from tests.engine.usercode.asked import BROKEN, CORPUS, RIGHT, adapter_of, gradient, quiet
from tests.engine.usercode.people import PATIENT, driven

# File: variable that is blamed, text of its line, what it is instead, factor.
_WRONG = {
    BROKEN / "hidden_derivative.py": ("delta2", "delta2 = delta3 @ self.W2.T", "a2", 1),
    BROKEN / "regularization.py": ("Theta1_grad", "Theta1_grad = d2.T @ a1 / m", None, None),
    BROKEN / "sum_for_mean.py": ("dZ2", 'dZ2 = cache["A2"] - Y', "Z2", 7),
    BROKEN / "sign.py": ("gradW2", "gradW2 = h.T @ d2", "W2", -1),
    BROKEN / "updated_weights.py": ("dW1", "dW1 = X.T @ delta2", None, None),
    BROKEN / "bias_sums.py": ("grads['b2']", '"b2": dscores.sum(),', None, None),
    CORPUS / "checker_inside_class.py": (
        "delta3",
        "delta3 = np.multiply((y-self.yHat), self.sigmoidPrime(self.z3))",
        "z3",
        -1,
    ),
    CORPUS / "wrong_bias_column.py": (
        "d2",
        "d2 = d3.dot(self.W2[:-1].T) * a2 * (1 - a2)",
        None,
        None,
    ),
    # A matrix that lies on its side in theta is still known by its name.
    CORPUS / "coursera_order_f.py": (
        "Theta2_grad",
        "Theta2_grad = d3.T.dot(a2) / m",
        None,
        None,
    ),
    CORPUS / "gradient_check_n.py": ("dW2", "dW2 = 1./m * np.dot(dZ2, A1.T) * 2", "W2", 2),
    CORPUS / "svm_two_versions.py": ("dW", "dW /= X.shape[0]", None, None),
}


def _found(path: Path) -> Intermediates:
    adapter = adapter_of(path)
    with quiet():
        return Intermediates.from_told(adapter.intermediates(adapter.start))


@pytest.mark.parametrize("path", _WRONG, ids=lambda path: path.name)
def test_first_wrong_line(path: Path) -> None:
    name, text, matches, factor = _WRONG[path]
    found = _found(path)
    wrong = found.first_wrong
    assert wrong is not None
    lines = read_source(path).text.split("\n")
    assert (wrong.name, lines[wrong.line - 1].strip()) == (name, text)
    assert wrong.matches == matches
    assert wrong.factor == (None if factor is None else pytest.approx(factor, rel=1e-6))
    # Nothing before it was called wrong that is right.
    assert not any(one.holds is False for one in found.quantities if one.line < wrong.line)


@pytest.mark.parametrize(
    "path", [p for p in RIGHT.iterdir() if p.is_file() and p.name != "own_form.py"], ids=str
)
def test_a_right_gradient_has_no_wrong_line(path: Path) -> None:
    found = _found(path)
    assert found.first_wrong is None
    assert found.sentence(str) is None
    assert not any(one.holds is False for one in found.quantities)


def test_the_deltas_of_the_lesson_are_the_derivatives_of_its_sums() -> None:
    found = {one.name: one for one in _found(RIGHT / "lesson_network.py").quantities}
    assert {(name, one.of) for name, one in found.items()} >= {("delta3", "z3"), ("delta2", "z2")}
    assert all(one.factor == pytest.approx(1, rel=1e-6) for one in found.values())


def test_looking_leaves_no_trace() -> None:
    adapter = adapter_of(RIGHT / "lesson_network.py")
    codes = [adapter.thing.forward.__func__.__code__, adapter.thing.costFunction.__func__.__code__]
    before = gradient(adapter).tolist()
    with quiet():
        adapter.intermediates(adapter.start)
    assert gradient(adapter).tolist() == before
    assert adapter.thing.forward.__func__.__code__ is codes[0]
    assert adapter.thing.costFunction.__func__.__code__ is codes[1]
    assert "__look_at__" not in vars(adapter.space.module)


_SAID = {
    "hidden_derivative.py": "hidden_derivative.py:36 is the first line that goes wrong: delta2 is "
    "the derivative of the cost with respect to a2, not z2.",
    "sum_for_mean.py": "sum_for_mean.py:31 is the first line that goes wrong: dZ2 is 7 times the "
    "derivative of the cost with respect to Z2.",
    "updated_weights.py": "updated_weights.py:22 makes better_W2, which is W2 after a step of "
    "learning (0.01). What comes after it has to use W2 as it was.",
    "regularization.py": "regularization.py:28 is still right, regularization.py:29 is not: "
    "there, Theta1_grad is not the derivative of the cost with respect to Theta1.",
    "sign.py": "sign.py:30 is the first line that goes wrong: gradW2 is the derivative of the "
    "cost with respect to W2 with its sign turned.",
}


@pytest.mark.parametrize(("name", "said"), _SAID.items())
def test_sentence_through_the_child(name: str, said: str, sessions: Path) -> None:
    path = BROKEN / name
    source = read_source(path)
    plan = find_candidates(source)[0].plan
    with Client(path, source.text, limits=PATIENT, place=source.place) as one:
        opened = driven(one.open(plan.to_json(), 0, {}))
        frame = driven(one.ask({"kind": "intermediates"}, {"theta": opened.start}))
    told = Intermediates.from_told(frame.header["found"]).sentence(source.place)
    assert told is not None
    assert told[0].format(**told[1]) == said


@pytest.mark.parametrize("told", [None, 3, {}, {"quantities": [{}]}, {"quantities": 3}])
def test_what_makes_no_sense_is_no_hint(told: object) -> None:
    assert Intermediates.from_told(told) == Intermediates()
