"""The commands of dev.py."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from devtools import bundle, desktop, system_libraries, system_packages
from devtools.environment import ensure
from devtools.paths import BENCH_VENV, BUILD, CACHE, ROOT, venv_program
from devtools.steps import Failure, call, duration, say, step

__all__ = ["main"]

# Options that the window's program answers without a screen.
_NO_WINDOW_NEEDED = {"--self-test", "--help", "-h", "--version"}
_INTERRUPTED = 130  # what a shell answers for a program ended by Ctrl+C


def run(arguments: list[str]) -> int:
    """Open the window; without a screen, check the lesson's network in the terminal."""
    ensure()
    python = venv_program("python")
    here = Path.cwd()
    screen = _has_screen()
    # Without a screen the libraries are put there if that asks nothing of anybody, else not missed.
    libraries = not (screen or system_packages.is_root()) or system_libraries.ensure_window()
    asked = arguments[:1] == ["check"] or not _NO_WINDOW_NEEDED.isdisjoint(arguments)
    why = ""
    if not screen:
        why = "This machine has no screen (neither DISPLAY nor WAYLAND_DISPLAY is set)"
    elif not libraries:
        why = "The window cannot open without those libraries"
    if why and not asked:
        say(f"{why}, so the check runs here, without a window.\n")
        return call([python, "-m", "nnd_gui", "check", *arguments], folder=here)
    return call([python, "-m", "nnd_gui", *arguments], folder=here)


def test(arguments: list[str]) -> int:
    """Check the style, types, layers, wheel and bundle, then run every test."""
    fast = "--fast" in arguments
    options = [argument for argument in arguments if argument != "--fast"]
    system_libraries.ensure_test_tools()
    if not fast:
        system_libraries.ensure_bundler()
    ensure("test", *([] if fast else ["bundle"]))
    python = venv_program("python")
    start = time.perf_counter()
    seconds = {
        "style": step("style", [python, "-m", "ruff", "check", "."]),
        "format": step("format", [python, "-m", "ruff", "format", "--check", "."]),
        "types": step("types", [python, "-m", "mypy"]),
        "layers": step("layers", [venv_program("lint-imports"), "--cache-dir", ".cache/imports"]),
    }
    if not fast:
        wheels = BUILD / "wheel"
        for old in wheels.glob("*.whl"):
            old.unlink()
        build: list[str | Path] = [
            python,
            "-m",
            "build",
            "--wheel",
            "--no-isolation",
            "--outdir",
            wheels,
            ".",
        ]
        seconds["wheel"] = step("wheel", build)
        seconds["bundle"] = bundle.build()
    choice = ["-m", "not wheel and not bundle"] if fast else []
    fresh = {} if fast else {"NND_WHEEL_IS_FRESH": "1"}
    # pytest keeps the folders of failed tests: below the checkout, like everything else.
    temporary = CACHE / "tests"
    temporary.mkdir(parents=True, exist_ok=True)
    seconds["tests"] = step(
        "tests",
        [python, "-m", "pytest", *choice, *options],
        extra={"PYTEST_DEBUG_TEMPROOT": str(temporary)} | fresh,
    )
    say("\n" + "  ".join(f"{title} {duration(taken)}" for title, taken in seconds.items()))
    left_out = " Wheel and bundle were left out." if fast else ""
    say(
        f"Everything passed: {len(seconds)} steps in "
        f"{duration(time.perf_counter() - start)}.{left_out}"
    )
    return 0


def bench(arguments: list[str]) -> int:
    """Compare with every peer, or run the named benchmarks of tests/bench."""
    names = sorted(script.stem for script in (ROOT / "tests" / "bench").glob("[!_]*.py"))
    chosen, options = [], list(arguments)
    while options and not options[0].startswith("-"):
        chosen.append(options.pop(0))
    unknown = [name for name in chosen if name not in names]
    if unknown:
        raise Failure(f"There is no benchmark {unknown[0]!r}. There are: {', '.join(names)}.", 2)
    ensure("bench", venv=BENCH_VENV)
    for name in chosen or ["peers"]:
        python = venv_program("python", BENCH_VENV)
        step(name, [python, "-m", f"tests.bench.{name}", *options])
    return 0


def words(arguments: list[str]) -> int:
    """Bring the catalogues of words in step with the program's texts."""
    _no_more(arguments)
    ensure("test")
    return call([venv_program("python"), "-m", "devtools.words"], folder=ROOT / "packaging")


def make_bundle(arguments: list[str]) -> int:
    """Make the folder that runs on a machine without Python."""
    _no_more(arguments)
    system_libraries.ensure_bundler()
    ensure("bundle")
    bundle.build()
    return 0


def install(arguments: list[str]) -> int:
    """Put the program into this person's menu of applications."""
    _no_more(arguments)
    ensure()
    desktop.install()
    return 0


def uninstall(arguments: list[str]) -> int:
    """Take the program out of the menu again."""
    _no_more(arguments)
    desktop.uninstall()
    return 0


class _Command(NamedTuple):
    does: Callable[[list[str]], int]
    arguments: str
    summary: str


_COMMANDS = {
    "run": _Command(run, "[...]", "open the window; arguments go to the program"),
    "test": _Command(test, "[--fast] [...]", "every check and test; arguments go to pytest"),
    "bench": _Command(bench, "[NAME ...]", "speed beside every peer, or what tests/bench has"),
    "words": _Command(words, "", "put new texts into the other languages' catalogues"),
    "bundle": _Command(make_bundle, "", "a folder that runs without Python, in .build/bundle"),
    "install": _Command(install, "", "put the program into your menu of applications"),
    "uninstall": _Command(uninstall, "", "take it out of the menu again"),
}

_HELP = """usage: python3 packaging/dev.py COMMAND

{commands}

The first command makes .venv in this folder and installs the project into it. Nothing outside the
folder is touched, except system packages (as root on Debian or Ubuntu; elsewhere you are told what
to install) and, for install, your own menu of applications. --fast leaves out wheel and bundle."""


def main(arguments: Sequence[str]) -> int:
    """Run one command.

    Parameters
    ----------
    arguments : sequence of str
        The command's name and its arguments.

    Returns
    -------
    int
        0 if all went well, 2 for wrong usage, 130 after Ctrl+C, else what the command says.
    """
    lines = [
        f"  {f'{name} {command.arguments}':22}{command.summary}"
        for name, command in _COMMANDS.items()
    ]
    usage = _HELP.format(commands="\n".join(lines))
    name, *rest = arguments or ["--help"]
    if name in {"-h", "--help", "help"}:
        say(usage)
        return 0
    if name not in _COMMANDS:
        print(f"There is no command {name!r}.\n\n{usage}", file=sys.stderr)
        return 2
    try:
        return _COMMANDS[name].does(rest)
    except KeyboardInterrupt:
        say("\nStopped.")
        return _INTERRUPTED
    except Failure as failure:
        say(f"\n{failure}")
        return failure.code
    except OSError as error:
        say(f"\nStopped: {error.strerror or error}: {error.filename or ''}".rstrip(": "))
        return 1


def _has_screen() -> bool:
    if sys.platform in {"win32", "darwin"}:
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _no_more(arguments: list[str]) -> None:
    if arguments:
        raise Failure(f"This command takes no arguments: {' '.join(arguments)}", code=2)
