"""What a file imports: its neighbours, libraries, and never the one for the other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.engine.usercode.people import (
    GOOD,
    asked,
    client,
    cost,
    failure,
    marked,
    opened,
    written,
)

pytestmark = pytest.mark.usefixtures("sessions")


def test_modules_beside_the_file(tmp_path: Path) -> None:
    """Each runs what defines things, and the rest when it is asked for."""
    written(
        tmp_path,
        """
        import numpy as np
        from deeper.inside import factor
        print("never")
        data = open("nothing.csv")
        scale = factor * 2.0
        def cost(theta): return scale * np.sum(theta ** 2)
        while True: pass
        """,
        "partner.py",
    )
    written(tmp_path, "", "deeper/__init__.py")
    written(tmp_path, "factor = 3.0", "deeper/inside.py")
    written(tmp_path, "START = [1.0, 2.0]\nfor n in range(10**12): pass", "stars.py")
    file = written(
        tmp_path,
        """
        import numpy as np
        import partner
        from stars import *
        theta0 = np.array(START)
        def value(theta): return partner.cost(theta)
        def gradient(theta): return 2 * partner.scale * theta
        """,
    )
    with client(file) as one:
        found = opened(one)
        assert asked(one, "value", found.start) == 30.0
        np.testing.assert_array_equal(asked(one, "gradient", found.start), [12.0, 24.0])
    assert one.output() == ""


def test_a_failure_in_a_module_beside_the_file_names_that_file(tmp_path: Path) -> None:
    partner = written(
        tmp_path,
        """
        import numpy as np
        def cost(theta):
            return np.dot(np.ones((2, 2)), theta)  # here
        """,
        "partner.py",
    )
    text = "from partner import cost\n" + GOOD.replace("np.sum(theta ** 2)", "cost(theta)")
    problem = failure(written(tmp_path, text))
    assert problem.where == marked(partner)
    assert "theta is (3,)" in str(problem)


def test_a_partner_that_is_python_2(tmp_path: Path) -> None:
    written(tmp_path, "print 'hello'\nx = 1\n", "old.py")
    text = "from old import x\n" + GOOD.replace("np.sum(theta ** 2)", "x")
    problem = failure(written(tmp_path, text))
    assert problem.kind == "syntax-error"
    assert problem.where == "old.py:1"


def test_a_file_within_a_package(tmp_path: Path) -> None:
    written(tmp_path, "", "project/nets/__init__.py")
    written(tmp_path, "def square(x): return x ** 2", "project/nets/parts.py")
    written(tmp_path, "two = 2", "project/common.py")
    text = "from .parts import square\nfrom nets import parts\nfrom common import two\n"
    text += GOOD.replace("theta ** 2", "square(theta)")
    file = written(tmp_path, text, "project/nets/student.py")
    assert cost(file) == 14.0


@pytest.mark.parametrize(
    "name", ["random", "numpy", "json", "frames", "main", "keeper", "adapters"]
)
def test_a_file_beside_it_does_not_stand_in_for_a_library(name: str, tmp_path: Path) -> None:
    """Neither for Python's, nor for what runs the file."""
    written(tmp_path, "raise RuntimeError('the wrong module')", f"{name}.py")
    text = "import random, json\n" + GOOD.replace("np.sum", "0 * random.random() + np.sum")
    assert cost(written(tmp_path, text)) == 14.0


def test_a_module_beside_the_file_comes_before_an_installed_one(tmp_path: Path) -> None:
    written(tmp_path, "value = 5.0", "pytest.py")
    text = "import pytest\n" + GOOD.replace("np.sum(theta ** 2)", "pytest.value")
    assert cost(written(tmp_path, text)) == 5.0
