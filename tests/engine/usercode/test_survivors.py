"""What is left when the program itself is killed: nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from nnd_gui.engine.usercode.interpreter import environment
from tests.engine.usercode.conftest import processes_in
from tests.engine.usercode.people import GOOD, written

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="asks /proc, and needs what Linux alone has"
)

_PROGRAM = """
import sys, tempfile, threading, time
from pathlib import Path
tempfile.tempdir = sys.argv[2]
from tests.engine.usercode.people import asked, client, opened
one = client(Path(sys.argv[1]))
# On a thread, as in the window; that it ends does no harm.
found = []
thread = threading.Thread(target=lambda: found.append(opened(one)))
thread.start()
thread.join()
asked(one, "value", found[0].start)
print("ready", flush=True)
time.sleep(1000)
"""


def test_nothing_survives_a_program_that_is_killed(tmp_path: Path, sessions: Path) -> None:
    starts = "subprocess.Popen(['sleep', '1000'], start_new_session=True)"
    text = GOOD.replace("return np.sum", f"{starts}\n    return np.sum")
    file = written(tmp_path, "import subprocess\n" + text)
    command = [sys.executable, "-c", textwrap.dedent(_PROGRAM), str(file), str(sessions)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
        # Keeper, worker, and what the file started.
        assert len(processes_in(sessions)) >= 3
        program.send_signal(signal.SIGKILL)
    end = time.monotonic() + 30
    while (processes_in(sessions) or any(sessions.iterdir())) and time.monotonic() < end:
        time.sleep(0.01)
    # The fixture looks once more.


def test_a_bundles_libraries_are_not_another_pythons(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = {
        "LD_LIBRARY_PATH": "/bundle",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/lib",
        "PATH": "/usr/bin",
        "PYTHONHOME": "/bundle",
        "AWS_SECRET": "x",
    }
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    other = environment(tmp_path, own=False, variables=mine)
    assert other["LD_LIBRARY_PATH"] == "/usr/local/lib"
    assert environment(tmp_path, own=True, variables=mine)["LD_LIBRARY_PATH"] == "/bundle"
    del mine["LD_LIBRARY_PATH_ORIG"]
    assert "LD_LIBRARY_PATH" not in environment(tmp_path, own=False, variables=mine)
    assert not {"PYTHONHOME", "AWS_SECRET"} & set(other)
    assert other["PATH"] == "/usr/bin"
    assert other["HOME"].startswith(str(tmp_path))
