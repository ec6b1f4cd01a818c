"""What a save may change without the weights and data of the run before being given up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.check import check
from nnd_gui.engine.events import Started
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.usercode.candidates import find_candidates
from nnd_gui.engine.usercode.source import source_of
from nnd_gui.engine.usercode.starts import same_start
from nnd_gui.model.person_target import PersonChoices, person_file

FILE = """import numpy as np

np.random.seed(0)
count = 4
X = np.random.rand(count, 2)
y = np.random.rand(count, 1)
unused = 3


class NeuralNetwork:
    hidden = 3

    def __init__(self):
        self.draw()

    def draw(self):
        self.W1 = np.random.randn(2, self.hidden)
        self.W2 = np.random.randn(self.hidden, 1)

    def forward(self, X):
        self.a2 = np.tanh(X @ self.W1)
        return self.a2 @ self.W2

    def costFunction(self, X, y):
        return 0.5 * np.sum((y - self.forward(X)) ** 2)

    def costFunctionPrime(self, X, y):
        delta3 = self.forward(X) - y
        dJdW2 = self.a2.T @ delta3
        delta2 = delta3 @ self.W2.T * (1 - self.a2 ** 2)
        return X.T @ delta2, dJdW2
"""
PATH = Path("net.py")


def stays(old: str, new: str) -> bool:
    assert old in FILE
    before, now = source_of(PATH, FILE), source_of(PATH, FILE.replace(old, new))
    return same_start(before, now, find_candidates(before)[0].plan)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("1 - self.a2 ** 2", "1 - self.a2"),
        ("delta3 = self", "delta3 = -self"),
        ("\n\nclass", "\n\n# another line, and a comment\n\n\nclass"),
        ("unused = 3", "noise = np.random.rand(7)"),
        ("import numpy as np\n", "import numpy as np\nimport math\n"),
        ("unused = 3", "print(X)"),
    ],
)
def test_what_is_done_with_them_may_change(old: str, new: str) -> None:
    assert stays(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count = 4", "count = 5"),
        ("y = np.random.rand(count, 1)", "y = np.random.rand(count, 1) / 100"),
        ("unused = 3", "X /= 10"),
        ("unused = 3", "X[0] = 0"),
        ("np.random.seed(0)", "np.random.seed(1)"),
        ("self.draw()", "self.draw()\n        self.W1 *= 0.1"),
        ("np.random.randn(2, self.hidden)", "np.random.rand(2, self.hidden)"),
        ("hidden = 3", "hidden = 4"),
        ("seed(0)\n", "seed(0)\n(\n"),
    ],
)
def test_what_they_are_made_of_may_not(old: str, new: str) -> None:
    assert not stays(old, new)


def test_a_function_that_makes_them_counts() -> None:
    text = (
        FILE.replace("np.random.rand(count, 2)", "made(count)")
        + "\n\ndef made(n):\n    return {}\n"
    )
    before = source_of(PATH, text.format("np.ones((n, 2))"))
    plan = find_candidates(before)[0].plan
    assert same_start(before, before, plan)
    assert not same_start(before, source_of(PATH, text.format("np.zeros((n, 2))")), plan)


def test_weights_and_data_of_the_run_before(tmp_path: Path) -> None:
    """By another seed all that is random is another, unless it is kept."""
    file = tmp_path / "net.py"
    text = FILE.replace("np.random.seed(0)\n", "")
    file.write_text(text, encoding="utf-8")
    first, fresh = _started(file, 0), _started(file, 1)
    again = _started(file, 1, first)
    assert not np.array_equal(fresh.values, first.values)
    np.testing.assert_array_equal(again.values, first.values)
    assert again.cost == first.cost != fresh.cost
    # Of another shape they are of no use.
    file.write_text(text.replace("hidden = 3", "hidden = 4"), encoding="utf-8")
    assert _started(file, 1, first).layout.size == 12


def _started(file: Path, seed: int, before: Started | None = None) -> Started:
    subject, _ = person_file(file, PersonChoices(trusted=True, seed=seed))
    spec = ExperimentSpec(replace(subject, kept=None if before is None else before.kept))
    return next(event for event in run(check(spec)) if isinstance(event, Started))
