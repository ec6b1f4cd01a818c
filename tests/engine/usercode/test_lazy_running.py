"""Which statements of a file are run: what a check needs, and nothing that only takes time."""

from __future__ import annotations

import textwrap
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.client import Client
from tests.engine.usercode.people import (
    GOOD,
    PATIENT,
    PLAN,
    asked,
    client,
    cost,
    driven,
    failure,
    marked,
    opened,
    written,
)

pytestmark = pytest.mark.usefixtures("sessions")


NOT_RUN = """
import time
import matplotlib.pyplot as plt
from pylab import *
from tqdm import tqdm
from IPython.display import clear_output

{good}

print("training")
name = input("who are you? ")
data = open("no such file.csv").read()
while True:
    time.sleep(1)
for epoch in tqdm(range(10**9)):
    theta0 = theta0 - 0.1 * gradient(theta0)
plt.plot(data)
fig, ax = plt.subplots()
ax[0].set_title("cost")
plt.show()
raise SystemExit
"""


def test_what_is_not_needed_is_not_run(tmp_path: Path) -> None:
    file = written(tmp_path, NOT_RUN.format(good=GOOD))
    with client(file) as one:
        assert asked(one, "value", opened(one).start) == 14.0
    assert one.output() == ""


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        pytest.param("scale = 3.0", 3.0, id="a constant"),
        pytest.param("base = 2\nscale = base ** 3", 8.0, id="a chain"),
        pytest.param("scale = 1.0\nscale = scale + 4", 5.0, id="made of what it was"),
        pytest.param("scale = np.zeros(2)\nscale[1] = 6\nscale = scale.sum()", 6.0, id="an entry"),
        pytest.param("parts = []\nparts.append(7)\nscale = parts[0]", 7.0, id="a method"),
        pytest.param("scale = 0\nfor n in range(5): scale += n", 10.0, id="a loop of data"),
        pytest.param(
            "def twice(x): return factor * x\nfactor = 2.0\nscale = twice(4.5)",
            9.0,
            id="a function that needs a constant below it",
        ),
        pytest.param("if True:\n    scale = 11.0\nelse:\n    scale = 0", 11.0, id="a branch"),
        pytest.param(
            "try: import cPickle as pickle\nexcept ImportError: import pickle\nscale = 12.0",
            12.0,
            id="an import with a way out",
        ),
        pytest.param("if __name__ == '__main__':\n    scale = 13.0", 13.0, id="under main"),
        pytest.param("scale, other = 14.0, 0", 14.0, id="several at once"),
        pytest.param("scale = sum([k for k in (7, 8)])", 15.0, id="a comprehension"),
        pytest.param("def f():\n    global scale\n    scale = 16.0\nf()", 16.0, id="a global"),
        pytest.param("class A:\n    b = 17.0\nscale = A.b", 17.0, id="a class"),
        pytest.param("scale = reduce(lambda a, b: a * b, xrange(1, 4))", 6.0, id="old names"),
        pytest.param("scale = float(np.product(np.array([2.0, 9.0], np.float)))", 18.0, id="numpy"),
        pytest.param("with open('n.txt', 'w') as f: f.write('19')\nscale = 19.0", 19.0, id="with"),
    ],
)
def test_what_is_needed_is_run(lines: str, expected: float, tmp_path: Path) -> None:
    text = GOOD.replace("return np.sum(theta ** 2)", "return scale + 0 * np.sum(theta)")
    file = written(tmp_path, f"import numpy as np\n{lines}\n{text}")
    assert cost(file) == expected


def test_a_loop_of_training_is_not_run(tmp_path: Path) -> None:
    text = GOOD + "\nfor step in range(100):\n    theta0 = theta0 - 0.1 * gradient(theta0)\n"
    with client(written(tmp_path, text)) as one:
        np.testing.assert_array_equal(opened(one).start, [1, 2, 3])


def test_an_object_that_is_trained_by_a_loop(tmp_path: Path) -> None:
    text = """
    import numpy as np
    class Net:
        def __init__(self):
            self.w = np.array([1.0, 2.0])
        def step(self):
            while True: pass
    net = Net()
    for i in range(10):
        net.step()
    theta0 = net.w
    def value(theta): return theta.sum()
    def gradient(theta): return np.ones(2)
    """
    with client(written(tmp_path, text)) as one:
        np.testing.assert_array_equal(opened(one).start, [1, 2])


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        ("data = open('scores.csv').read()  # here", "missing-file"),
        ("data = np.loadtxt('scores.csv')  # here", "missing-file"),
        ("import no_such_module as data  # here", "missing-module"),
        ("from no_such_module import data  # here", "missing-module"),
        ("from no_such_module import *  # here", "missing-module"),
        ("from math import data  # here", "import-failed"),
        ("data = 1 / 0  # here", "import-failed"),
    ],
)
def test_what_fails_matters_only_where_it_is_needed(lines: str, kind: str, tmp_path: Path) -> None:
    head = f"import numpy as np\n{lines}\n"
    assert cost(written(tmp_path, head + GOOD, "unneeded.py")) == 14.0
    # A function that is never called may mention it.
    spare = "def spare():\n    return data\n"
    assert cost(written(tmp_path, head + spare + GOOD, "mentioned.py")) == 14.0
    text = head + GOOD.replace("return np.sum(theta ** 2)", "return data")
    file = written(tmp_path, text, "needed.py")
    problem = failure(file)
    assert problem.kind == kind
    assert problem.where == marked(file)


def test_the_module_that_is_missing_is_named(tmp_path: Path) -> None:
    text = "import no_such_module.inner as inner\n" + GOOD.replace(
        "return np.sum(theta ** 2)", "return inner.f(theta)"
    )
    assert "“no_such_module”" in str(failure(written(tmp_path, text)))


def test_random_numbers_are_those_of_the_seed(tmp_path: Path) -> None:
    text = """
    import random
    import numpy as np
    theta0 = np.array([np.random.randn(), random.random(), np.random.default_rng().random(),
                       float(hash("a") % 1000)])
    order = list({"one", "two", "three", "four", "five"})
    def value(theta): return float(len(order[0])) + 100 * float(len(order[1]))
    def gradient(theta): return theta
    """
    file = written(tmp_path, text)
    starts, costs = [], []
    for seed in (0, 0, 1):
        with client(file) as one:
            found = opened(one, seed)
            starts.append(found.start)
            costs.append(float(asked(one, "value", found.start)))
    np.testing.assert_array_equal(starts[0], starts[1])
    assert np.all(starts[0][:3] != starts[2][:3])
    assert costs[0] == costs[1]


def test_a_file_can_seed_for_itself(tmp_path: Path) -> None:
    text = GOOD.replace("np.array([1.0, 2.0, 3.0])", "np.random.rand(3)")
    file = written(tmp_path, "import numpy as np\nnp.random.seed(42)\n" + text)
    with client(file) as one:
        expected = np.random.RandomState(42).rand(3)
        np.testing.assert_array_equal(opened(one).start, expected)


def test_text_that_is_not_the_files_own(tmp_path: Path) -> None:
    """As of a notebook, whose cells are the text: the file is not read by the child."""
    file = written(tmp_path, '{"cells": []}', "book.ipynb")
    text = textwrap.dedent(GOOD) + "\nimport os\nassert os.path.exists('book.ipynb')\n"
    with Client(file, text, limits=PATIENT, place=lambda line: f"cell 1, line {line}") as one:
        found = driven(one.open(PLAN, 0, {}))
        assert asked(one, "value", found.start) == 14.0
    broken = text.replace("return 2 * theta", "return theta / missing")
    with Client(file, broken, limits=PATIENT, place=lambda line: f"cell 1, line {line}") as one:
        found = driven(one.open(PLAN, 0, {}))
        with pytest.raises(CheckFailure) as raised:
            asked(one, "gradient", found.start)
    line = 1 + broken.split("return theta / missing")[0].count("\n")
    assert raised.value.where == f"cell 1, line {line}"
