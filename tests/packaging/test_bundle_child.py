"""A person's file in the bundle's own Python."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from devtools.paths import bundle_program

from nnd_gui.engine.usercode import process
from nnd_gui.engine.usercode.interpreter import CHILD_FLAG
from tests.engine.usercode.people import (
    GOOD,
    HASTY,
    PATIENT,
    asked,
    client,
    failure,
    marked,
    opened,
    written,
)

pytestmark = [pytest.mark.bundle, pytest.mark.timeout(300), pytest.mark.usefixtures("frozen")]

# From all over the library; people's files import them.
_LIBRARY = (
    "argparse asyncio bz2 csv ctypes dataclasses decimal email.mime.text fractions getpass gzip "
    "hashlib html.parser http.client imaplib logging.handlers lzma mailbox multiprocessing "
    "numpy.fft numpy.ma numpy.polynomial numpy.random pdb pickle pprint queue shelve sqlite3 "
    "statistics tarfile telnetlib timeit unittest.mock urllib.request uuid wave webbrowser "
    "xml.dom.minidom xmlrpc.client zipfile zoneinfo"
)


@pytest.fixture
def frozen(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the child be started as the bundle starts it."""
    monkeypatch.setattr(
        process, "command", lambda session, _: [str(bundle), CHILD_FLAG, str(session)]
    )


def test_a_file_is_run(tmp_path: Path) -> None:
    with client(written(tmp_path, GOOD)) as one:
        assert asked(one, "value", opened(one).start) == 14.0


def test_the_whole_library_is_there(tmp_path: Path) -> None:
    imports = "\n".join(f"import {name}" for name in _LIBRARY.split())
    names = ", ".join(sorted({name.partition(".")[0] for name in _LIBRARY.split()}))
    text = GOOD.replace("return np.sum", f"assert len(({names}))\n    return np.sum")
    with client(written(tmp_path, f"{imports}\n{text}")) as one:
        assert asked(one, "value", opened(one).start) == 14.0


def test_sets_have_the_same_order_at_every_start(tmp_path: Path) -> None:
    text = GOOD.replace("np.sum(theta ** 2)", "hash('a') % 1000.0")
    costs = set()
    for _ in range(2):
        with client(written(tmp_path, text)) as one:
            costs.add(float(asked(one, "value", opened(one).start)))
    assert len(costs) == 1


def test_nnd_check_runs_a_file(bundle: Path, tmp_path: Path) -> None:
    """As a person does who has no Python: a right file, and one that never ends."""
    file = written(tmp_path, GOOD)
    endless = GOOD.replace("    return np.sum", "    while True: pass  # here\n    return np.sum")
    loop = written(tmp_path, endless, "loop.py")
    for path, code, kind in ((file, 0, None), (loop, 3, "time-out")):
        done = subprocess.run(
            [bundle_program("nnd-check"), path, "--trust", "--timeout", "5", "--json", "-"],
            cwd=tmp_path,
            env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == code, done.stderr
        report = json.loads(done.stdout)
        assert (report["failure"] or {"kind": None})["kind"] == kind
        if kind is not None:
            assert report["failure"]["where"] == marked(loop)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("while True: pass  # here", "time-out"),
        ("import ctypes; ctypes.string_at(0)  # here", "crashed"),
        ("import os; os._exit(3)  # here", "crashed"),
        ("import torch  # here", "missing-module"),
    ],
)
def test_what_goes_wrong_is_told_with_its_line(line: str, kind: str, tmp_path: Path) -> None:
    file = written(tmp_path, GOOD.replace("    return np.sum", f"    {line}\n    return np.sum"))
    problem = failure(file, HASTY if kind == "time-out" else PATIENT)
    assert problem.kind == kind
    assert problem.where == marked(file)
