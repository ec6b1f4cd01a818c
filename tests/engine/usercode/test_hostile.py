"""What a person's code may do to the process it runs in, and what they are told of it."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

from nnd_gui.engine.errors import CheckFailure
from nnd_gui.engine.usercode.limits import Limits
from tests.engine.usercode.people import (
    GOOD,
    HASTY,
    HASTY_AT_IMPORT,
    PATIENT,
    asked,
    client,
    driven,
    failure,
    marked,
    opened,
    written,
)

pytestmark = pytest.mark.usefixtures("sessions")
_LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")


def _value(*lines: str) -> str:
    """A file whose cost does something before it answers."""
    body = "\n".join(f"    {line}" for line in lines)
    head, tail = GOOD.split("    return np.sum", 1)
    return f"{head}{body}\n    return np.sum{tail}"


@pytest.mark.parametrize(
    ("text", "kind", "limits"),
    [
        pytest.param(
            # In one line: either of two could be running when the time is over.
            "def forever():\n    n = 0\n    while True: n = n + 1  # here\n\n"
            + GOOD.replace("[1.0, 2.0, 3.0]", "[1.0, 2.0, forever()]"),
            "time-out",
            HASTY_AT_IMPORT,
            id="endless loop at import",
        ),
        pytest.param(
            _value("while True: pass  # here"), "time-out", HASTY, id="endless loop in the cost"
        ),
        pytest.param(
            "import time\n" + _value("time.sleep(1000)  # here"), "time-out", HASTY, id="sleep"
        ),
        pytest.param(
            "import sys\n" + _value("sys.exit(0)  # here"), "crashed", PATIENT, id="sys.exit"
        ),
        pytest.param(
            "import sys\nfirst = sys.exit('no')  # here\n"
            + GOOD.replace("[1.0, 2.0, 3.0]", "[1.0, 2.0, first]"),
            "crashed",
            PATIENT,
            id="sys.exit at import",
        ),
        pytest.param(
            "import os\n" + _value("os._exit(0)  # here"), "crashed", PATIENT, id="os._exit"
        ),
        pytest.param("" + _value("exit()  # here"), "crashed", PATIENT, id="exit"),
        pytest.param(
            "import ctypes\n" + _value("ctypes.string_at(0)  # here"),
            "crashed",
            PATIENT,
            id="segmentation fault",
        ),
        pytest.param(
            "import os\n" + _value("os.abort()  # here"), "crashed", PATIENT, id="os.abort"
        ),
        pytest.param("import os\n" + _value("os.fork()  # here"), "crashed", PATIENT, id="os.fork"),
        pytest.param(
            "import os\n" + _value("while True: os.fork()  # here"),
            "crashed",
            PATIENT,
            id="forks without end",
        ),
        pytest.param(
            "import sys\nsys.setrecursionlimit(10**9)\ndef deep(n): return deep(n + 1)  # here\n"
            + _value("deep(0)"),
            "too-much-memory",
            Limits(import_seconds=60, evaluation_seconds=60, memory_mb=300),
            id="recursion without end",
        ),
        pytest.param(
            _value("held = [np.ones(8_000_000) for _ in range(150)]  # here"),
            "too-much-memory",
            Limits(import_seconds=60, evaluation_seconds=60, memory_mb=300),
            id="ten gigabytes, of a smaller limit",
        ),
        pytest.param(
            _value("held = np.ones(10**15)  # here"),
            "too-much-memory",
            PATIENT,
            id="more than there is",
        ),
        pytest.param(_value("input('go on? ')  # here"), "user-exception", PATIENT, id="input"),
        pytest.param(
            "import urllib.request\n"
            + _value("urllib.request.urlopen('http://192.0.2.1/', timeout=1)  # here"),
            "user-exception",
            PATIENT,
            id="network",
        ),
        pytest.param(
            _value("open('/proc/self/nothing', 'w')  # here"), "missing-file", PATIENT, id="no file"
        ),
        pytest.param(
            _value("raise KeyboardInterrupt  # here"), "crashed", PATIENT, id="KeyboardInterrupt"
        ),
        pytest.param(
            "class Odd(BaseException):\n    def __str__(self):\n        raise ValueError\n"
            + _value("raise Odd  # here"),
            "user-exception",
            PATIENT,
            id="an exception that cannot say what it is",
        ),
    ],
)
def test_is_survived_and_told_with_its_line(
    text: str, kind: str, limits: Limits, tmp_path: Path
) -> None:
    file = written(tmp_path, text)
    problem = failure(file, limits)
    assert problem.kind == kind
    assert problem.where == marked(file)
    assert marked(file) in str(problem)


def test_a_process_that_ends_without_a_word(tmp_path: Path) -> None:
    text = _value("ctypes.CDLL(None)._exit(7)")
    problem = failure(written(tmp_path, "import ctypes\n" + text))
    assert problem.kind == "crashed"
    assert "7" in str(problem)


def test_a_process_that_kills_itself(tmp_path: Path) -> None:
    text = _value("os.kill(os.getpid(), signal.SIGKILL)")
    problem = failure(written(tmp_path, "import os, signal\n" + text))
    assert problem.kind == "crashed"
    assert "SIGKILL" in str(problem)


def test_a_process_that_kills_its_keeper(tmp_path: Path) -> None:
    text = _value("os.kill(os.getppid(), signal.SIGKILL)", "import time; time.sleep(1000)")
    assert failure(written(tmp_path, "import os, signal\n" + text)).kind == "crashed"


def test_foreign_bytes_in_the_pipe(tmp_path: Path) -> None:
    text = _value("for number in range(3, 20):", "    try: os.write(number, b'x' * 100)")
    text = text.replace("b'x' * 100)", "b'x' * 100)\n        except OSError: pass")
    problem = failure(written(tmp_path, "import os\n" + text))
    assert problem.kind == "crashed"
    assert "pipe" in str(problem)


def test_a_forged_answer_with_a_bomb_for_a_template(tmp_path: Path) -> None:
    """A sentence that would fill the memory when it is formatted."""
    forged = """
import json, os, struct

def forge():
    text = json.dumps({"kind": "failed", "arrays": [], "failure": {
        "kind": "crashed", "template": "{x:>99999999999}", "values": {"x": 1}}}).encode()
    frame = struct.pack("<4sIQ", b"NND1", len(text), 0) + text
    for number in range(3, 20):
        try:
            os.write(number, frame)
        except OSError:
            pass
"""
    problem = failure(written(tmp_path, forged + _value("forge()")))
    assert problem.kind == "crashed"
    assert len(str(problem)) < 200


def test_a_gigabyte_of_prints_leaves_the_last_lines(tmp_path: Path) -> None:
    text = _value("for n in range(100): print('x' * 10_000_000)", "print('last words')")
    with client(written(tmp_path, text)) as one:
        found = opened(one)
        assert asked(one, "value", found.start) == 14.0
    assert one.output().endswith("last words\n")
    assert len(one.output()) <= 64 * 1024


def test_prints_of_a_process_that_crashes_are_kept(tmp_path: Path) -> None:
    text = "import ctypes\n" + _value("print('before')", "ctypes.string_at(0)")
    with client(written(tmp_path, text)) as one:
        found = opened(one)
        with pytest.raises(CheckFailure):
            asked(one, "value", found.start)
    assert "before" in one.output()


def test_an_exception_in_the_thousandth_evaluation(tmp_path: Path) -> None:
    text = "calls = [0]\n" + _value(
        "calls[0] += 1", "if calls[0] == 1000: theta = np.dot(np.ones((2, 3)), theta[:2])  # here"
    )
    file = written(tmp_path, text)
    with client(file) as one:
        found = opened(one)
        values = np.linspace(1, 2, 3 * 500).reshape(3, 500)
        with pytest.raises(CheckFailure) as raised:
            list(one.costs(found.start, np.arange(3), values))
        assert raised.value.kind == "user-exception"
        assert raised.value.where == marked(file)
        assert "not aligned" in str(raised.value)
        # The process is still there, and answers.
        assert asked(one, "value", found.start) == 14.0


@_LINUX
def test_what_is_started_ends_with_it(tmp_path: Path) -> None:
    """A plain child, one in its own session, and one whose parent has ended."""
    daemon = (
        "subprocess.Popen(['sleep', '1000'])\n"
        "subprocess.Popen(['sleep', '1001'], start_new_session=True)\n"
        "subprocess.Popen(['sh', '-c', 'sleep 1002 & setsid sleep 1003 &'])\n"
    )
    lines = [line.strip() for line in daemon.strip().splitlines()]
    file = written(tmp_path, "import subprocess\n" + _value(*lines))
    with client(file) as one:
        assert asked(one, "value", opened(one).start) == 14.0
    # The fixture sees that none of them is left.


def test_libraries_may_make_copies(tmp_path: Path) -> None:
    """Those that go their own way: processes of multiprocessing, which come back with results."""
    text = """
    import multiprocessing
    import numpy as np
    theta0 = np.array([1.0, 2.0])
    def square(x): return x * x
    def value(theta):
        with multiprocessing.get_context("fork").Pool(2) as pool:
            return float(sum(pool.map(square, theta.tolist())))
    def gradient(theta): return 2 * theta
    """
    with client(written(tmp_path, text)) as one:
        assert asked(one, "value", opened(one).start) == 5.0


@_LINUX
def test_what_is_started_ends_when_the_file_crashes(tmp_path: Path) -> None:
    text = _value("subprocess.Popen(['sleep', '1000'], start_new_session=True)", "os.abort()")
    assert failure(written(tmp_path, "import os, subprocess\n" + text)).kind == "crashed"


def test_a_child_that_stops_reading_is_ended(tmp_path: Path) -> None:
    text = _value("os.kill(os.getpid(), signal.SIGSTOP)")
    problem = failure(written(tmp_path, "import os, signal\n" + text), HASTY)
    assert problem.kind == "time-out"


def test_closing_in_the_middle_of_a_request(tmp_path: Path) -> None:
    with client(written(tmp_path, _value("while True: pass"))) as one:
        found = opened(one)
        waiting = one.ask({"kind": "value"}, {"theta": found.start})
        for _ in range(3):
            next(waiting)
        waiting.close()


def test_closing_before_anything(tmp_path: Path) -> None:
    one = client(written(tmp_path, GOOD))
    steps = one.open({"style": "form"}, 0, {})
    next(steps)
    steps.close()
    one.close()
    one.close()


def test_too_large_a_file_is_an_exception(tmp_path: Path) -> None:
    text = _value("open('large', 'wb').write(bytes(3_000_000))  # here")
    file = written(tmp_path, text)
    problem = failure(file, Limits(import_seconds=60, evaluation_seconds=60, file_mb=1))
    assert problem.kind == "user-exception"
    assert problem.where == marked(file)


def test_reading_from_the_terminal_finds_nothing(tmp_path: Path) -> None:
    file = written(tmp_path, "import sys\n" + _value("assert sys.stdin.read() == ''"))
    with client(file) as one:
        found = opened(one)
        assert driven(one.ask({"kind": "value"}, {"theta": found.start})).arrays["value"] == 14.0
