"""dev.py itself: what it says, how it fails, and when it sets up anew."""

from __future__ import annotations

import ast
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from devtools import commands, environment, paths, steps, system_libraries
from devtools.paths import ROOT, VENV

_DEV = ROOT / "packaging" / "dev.py"


def _dev(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(_DEV), *arguments], capture_output=True, text=True, check=False
    )


def test_help_names_every_command() -> None:
    done = _dev("--help")
    assert done.returncode == 0
    for name in ("run", "test", "bench", "bundle", "install", "uninstall"):
        assert f"\n  {name} " in done.stdout


def test_unknown_command_is_wrong_usage() -> None:
    done = _dev("rum")
    assert done.returncode == 2
    assert "There is no command 'rum'" in done.stderr


def test_any_python_3_can_read_it() -> None:
    ast.parse(_DEV.read_text(encoding="utf-8"), feature_version=(3, 4))


def test_older_python_gets_a_sentence() -> None:
    pretend = "import runpy, sys; sys.version_info = (3, 9)"
    script = f"{pretend}; runpy.run_path({str(_DEV)!r}, None, '__main__')"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "needs Python 3.11 or newer; this is Python 3.9." in done.stderr
    assert "Traceback" not in done.stderr


def test_uses_the_standard_library_only() -> None:
    """It runs before anything is installed."""
    allowed = sys.stdlib_module_names | {"devtools"}
    # What keeps the catalogues of words is started in the environment that dev.py has made.
    later = {"catalogues.py", "words.py"}
    files = [file for file in (_DEV.parent / "devtools").glob("*.py") if file.name not in later]
    for file in [_DEV, *files]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [str(node.module)]
            assert {name.partition(".")[0] for name in names} <= allowed, file
            assert later.isdisjoint(f"{name.rpartition('.')[2]}.py" for name in names), file


def test_failing_step_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(steps.Failure, match=r"Stopped: types failed after .* \(exit code 3\)\."):
        steps.step("types", [sys.executable, "-c", "raise SystemExit(3)"])
    assert "SystemExit" in capsys.readouterr().out


def test_missing_program_is_one_sentence() -> None:
    with pytest.raises(steps.Failure, match="Cannot start no-such-program"):
        steps.call(["no-such-program"])


def test_times_are_told_in_words() -> None:
    said = [steps.duration(seconds) for seconds in (0.44, 12.3, 185)]
    assert said == ["0.4 s", "12 s", "3 min 05 s"]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What `ensure` does, without doing it; its stamp lies in a folder of the test."""
    done: list[str] = []

    def step(title: str, command: steps.Command, *, advice: str = "") -> float:
        done.append(f"{title}: {command[-1]}")
        assert advice
        return 0.0

    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "_STAMP", "stamp.json")
    monkeypatch.setattr(environment, "works", lambda _command: True)
    monkeypatch.setattr(environment, "_create", lambda _venv: done.append("created"))
    python = paths.venv_program("python", tmp_path)
    python.parent.mkdir()
    python.touch()
    monkeypatch.setattr(environment, "step", step)
    return done


def test_set_up_once_then_only_for_more(calls: list[str]) -> None:
    environment.ensure("test")
    environment.ensure("test")
    environment.ensure()
    assert len([call for call in calls if call.startswith("installing")]) == 1
    environment.ensure("bundle")
    assert calls[-1] == "installing the project: .[bundle,test]"
    environment.ensure("test", "bundle")
    assert len([call for call in calls if call.startswith("installing")]) == 2


@pytest.mark.parametrize(
    ("key", "value"), [("finished", False), ("python", "cpython-3.8"), ("root", "/elsewhere")]
)
def test_set_up_anew_after_an_interruption_or_a_move(
    calls: list[str], tmp_path: Path, key: str, value: object
) -> None:
    environment.ensure()
    stamp = json.loads((tmp_path / "stamp.json").read_text(encoding="utf-8"))
    (tmp_path / "stamp.json").write_text(json.dumps(stamp | {key: value}), encoding="utf-8")
    calls.clear()
    environment.ensure()
    assert calls == ["created", "installing the project: ."]


def test_changed_project_is_installed_without_starting_over(
    calls: list[str], tmp_path: Path
) -> None:
    environment.ensure()
    stamp = json.loads((tmp_path / "stamp.json").read_text(encoding="utf-8"))
    stamp["project"] = "another"
    (tmp_path / "stamp.json").write_text(json.dumps(stamp), encoding="utf-8")
    calls.clear()
    environment.ensure()
    assert calls == ["installing the project: ."]


def test_the_peers_of_the_benchmark_stay_out_of_the_programs_environment(
    calls: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment.ensure("test")
    started: list[list[str]] = []
    monkeypatch.setattr(commands, "BENCH_VENV", tmp_path / "apart")
    monkeypatch.setattr(
        commands, "step", lambda _, command: started.append([str(word) for word in command[1:]])
    )
    (tmp_path / "apart").mkdir()
    assert commands.main(["bench"]) == 0
    assert commands.main(["bench", "stops", "peers", "--rounds", "1"]) == 0
    assert started == [
        ["-m", "tests.bench.peers"],
        ["-m", "tests.bench.stops", "--rounds", "1"],
        ["-m", "tests.bench.peers", "--rounds", "1"],
    ]
    assert calls[-1] == "installing the project: .[bench]"
    environment.ensure()
    assert calls.count("installing the project: .[test]") == 1
    assert commands.main(["bench", "speed"]) == 2


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are Linux's")
def test_missing_library_is_named_with_the_command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lost = system_libraries.Need("libnone.so.7", "libnone7", "none-libs", "none")
    monkeypatch.setattr(system_libraries, "_LIBRARIES", (lost,))
    monkeypatch.setattr("devtools.system_packages.is_root", lambda: False)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert not system_libraries.ensure_window()
    said = capsys.readouterr().out
    assert "libnone.so.7" in said
    assert "sudo apt-get install libnone7" in said
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert not system_libraries.ensure_window()
    assert "sudo dnf install none-libs" in capsys.readouterr().out


def test_without_a_screen_the_check_runs_in_the_terminal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(commands, "ensure", lambda: None)
    monkeypatch.setattr(system_libraries, "ensure_window", lambda: True)
    monkeypatch.setattr(commands, "_has_screen", lambda: False)

    def call(command: steps.Command, *, folder: Path) -> int:
        assert folder == Path.cwd()
        started.append([str(word) for word in command[2:]])
        return 0

    monkeypatch.setattr(commands, "call", call)
    commands.main(["run"])
    assert "no screen" in capsys.readouterr().out
    commands.main(["run", "--quiet"])
    commands.main(["run", "--self-test"])
    monkeypatch.setattr(commands, "_has_screen", lambda: True)
    commands.main(["run", "file"])
    assert started == [
        ["nnd_gui", "check"],
        ["nnd_gui", "check", "--quiet"],
        ["nnd_gui", "--self-test"],
        ["nnd_gui", "file"],
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_ends_without_a_traceback(tmp_path: Path) -> None:
    started = tmp_path / "started"
    script = f"""
import sys
sys.path.insert(0, {str(ROOT / "packaging")!r})
from devtools import commands, steps
def wait(arguments):
    child = "import pathlib, time; pathlib.Path({str(started)!r}).touch(); time.sleep(60)"
    return steps.call([sys.executable, "-c", child])
commands._COMMANDS["run"] = commands._COMMANDS["run"]._replace(does=wait)
sys.exit(commands.main(["run"]))
"""
    with subprocess.Popen(
        [sys.executable, "-c", script],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the child's own traceback, as it is a bare time.sleep
        text=True,
        start_new_session=True,
    ) as process:
        deadline = time.monotonic() + 30
        while not started.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)
        os.killpg(process.pid, signal.SIGINT)
        said, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    assert said.rstrip().endswith("Stopped.")


def test_nothing_is_cached_outside_the_checkout() -> None:
    variables = paths.environment()
    for name in ("PIP_CACHE_DIR", "PYINSTALLER_CONFIG_DIR", "VIRTUAL_ENV"):
        assert Path(variables[name]).is_relative_to(ROOT)
    assert variables["PATH"].startswith(str(VENV))
    assert "PYTHONPATH" not in variables
