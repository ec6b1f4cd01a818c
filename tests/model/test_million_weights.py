"""A million weights, end to end through the command line, within bounded memory.

Each runs in a process of its own, whose largest resident size is that of the run alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from nnd_gui.model.export import MOST_WEIGHTS

NETWORK = [
    "--network",
    "784-1199-48-10",
    "--bias",
    "--data",
    "random:16",
    "--weights-scale",
    "0.05",
]
WEIGHTS = 999_305

# Runs nnd-check and then says the most memory that this process ever had, in bytes.
# VmHWM belongs to the program that runs; ru_maxrss would begin with that of whoever started it.
PROGRAM = """
import sys
from nnd_gui import cli
code = cli.main(sys.argv[1:])
try:
    status = open("/proc/self/status").read()
    most = int(status.split("VmHWM:")[1].split()[0]) * 1024
except OSError:
    try:
        import resource
    except ImportError:
        most = 0
    else:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print("most", most, file=sys.stderr)
sys.exit(code)
"""


def _check(*options: str) -> tuple[dict[str, Any], int]:
    """Report of a check, and the most memory that it took."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, *options, "--json", "-"],
        capture_output=True, text=True, check=True, timeout=600,
        cwd=Path(__file__).parents[2], env=os.environ | {"PYTHONUTF8": "1"},
    )  # fmt: skip
    found: dict[str, Any] = json.loads(done.stdout)
    return found, int(done.stderr.split("most")[1])


@pytest.fixture(scope="module")
def base() -> int:
    """Memory of a check of nine weights: what Python and numpy take."""
    return _check()[1]


def _bound(base: int, bytes_a_weight: int, most: int) -> None:
    if not most:
        pytest.fail("this system does not tell how much memory a process took")
    assert most - base < bytes_a_weight * WEIGHTS


@pytest.mark.timeout(600)
def test_every_weight(base: int) -> None:
    found, most = _check(*NETWORK)
    assert found["verdict"] == "agree"
    assert found["counts"]["total"] == found["counts"]["checked"] == WEIGHTS
    assert found["method"] == "shared"
    assert len(found["weights"]) == MOST_WEIGHTS
    assert "Only the worst 100,000 weights are listed." in found["notes"]
    # Measured: 330 bytes a weight, and 80 for the report on standard output. What is kept of
    # each is its gradients, its uncertainty and its costs, here and in the stage that looks
    # closer; a single further copy of the costs would be 32.
    _bound(base, 550, most)


@pytest.mark.timeout(600)
def test_a_sample_and_directions(base: int) -> None:
    found, most = _check(*NETWORK, "--sample", "2000", "--directions", "3:1")
    assert found["verdict"] == "agree"
    assert found["counts"]["total"] == WEIGHTS
    assert found["counts"]["checked"] == len(found["weights"]) == 2000
    assert found["directions"]["counts"]["agree"] == 3 * 7
    _bound(base, 300, most)


@pytest.mark.timeout(600)
def test_directions_alone(base: int) -> None:
    found, most = _check(*NETWORK, "--directions", "3:1")
    assert found["verdict"] == "agree"
    assert found["counts"]["checked"] == 0
    # A few vectors of a number a weight: no list of weights at all.
    _bound(base, 200, most)
