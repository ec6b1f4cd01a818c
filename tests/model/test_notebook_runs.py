"""The exported notebook in Jupyter's own runner: the same numbers, no warning, nothing left."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from subprocess import run as run_process
from typing import Any

import numpy as np
import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.sources import RandomData, SeededWeights
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.script import notebook_text
from tests.engine.usercode.conftest import processes_in
from tests.model.test_script import LESSON, checked

# A kernel listens on sockets in its folder, and on no port of this computer.
_RUN = """
import sys
import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

notebook = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(notebook)
sockets = Config(KernelManager={"transport": "ipc"})
NotebookClient(notebook, kernel_name="python3", config=sockets, timeout=120).execute()
nbformat.write(notebook, sys.argv[1])
"""

_OTHER = Network(
    sizes=(3, 4, 2), activations=("relu", "softmax"), loss="softmax-cross-entropy", bias=True,
    l2=0.05, weights=SeededWeights(3, 0.8), data=RandomData(5, 2),
)  # fmt: skip


def executed(notebook: Path) -> list[dict[str, Any]]:
    """Run a notebook in place, away from this program; its cells afterwards."""
    place = notebook.parent
    environment = {
        **os.environ,
        "TMPDIR": str(place),
        "HOME": str(place),
        "JUPYTER_RUNTIME_DIR": str(place / "runtime"),
        "IPYTHONDIR": str(place / "ipython"),
        "PYTHONWARNINGS": "default",
    }
    environment.pop("PYTHONPATH", None)
    done = run_process(
        [sys.executable, "-P", "-c", _RUN, str(notebook)],
        cwd=place, env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    assert processes_in(place) == []
    cells: list[dict[str, Any]] = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return cells


def printed(cells: list[dict[str, Any]]) -> list[str]:
    """The lines that its cells print; nothing else comes of them, no warning and no error."""
    lines: list[str] = []
    for cell in cells:
        for output in cell.get("outputs", ()):
            assert (output["output_type"], output.get("name")) == ("stream", "stdout"), output
            lines += "".join(output["text"]).splitlines()
    return lines


@pytest.mark.skipif(sys.platform == "win32", reason="its kernel is asked for sockets of files")
@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "spec",
    [LESSON, replace(LESSON, bug=Bug("sign", "W2")), ExperimentSpec(_OTHER, epsilon=1e-5)],
    ids=["lesson", "bug", "softmax"],
)
def test_a_notebook_runs_in_jupyter_and_gets_the_same_numbers(
    spec: ExperimentSpec, tmp_path: Path
) -> None:
    result = checked(spec)
    file = tmp_path / "again.ipynb"
    file.write_text(notebook_text(result), encoding="utf-8")
    *rows, last = printed(executed(file))
    words = [row.split() for row in rows]
    assert [word[0] for word in words] == [result.layout.name_of(i) for i in range(result.total)]
    numerical = np.array([float(word[4]) for word in words])
    analytic = np.array([float(word[2]) for word in words])
    if spec.subject == LESSON.subject:
        # 17 digits: the numbers are these, to the last bit.
        assert np.array_equal(numerical, result.weights.numerical)
    allowed = 2 * result.weights.uncertainty + 1e-13
    assert np.all(np.abs(numerical - result.weights.numerical) <= allowed)
    assert np.allclose(analytic, result.analytic, rtol=1e-12, atol=1e-14)
    assert last.startswith("ratio ")
    assert result.ratio is not None
    assert float(last.split()[1].rstrip(";")) == pytest.approx(result.ratio, rel=0.01)
