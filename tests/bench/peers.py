"""How fast are the three ways, beside the lesson's own loop and every peer?

One run, everything interleaved: five rounds, and in each every network, and for each network
every row in another order. A row's ratio is the lesson loop's time over its own, round by
round. Peers that are not installed are named and left out: pip install -e '.[bench]'.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import platform
import random
import statistics
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 5
# A call shorter than this is repeated; the shortest of its repetitions counts.
SHORT = 0.02
MOST_CALLS = 50
LOOP = "the lesson's loop"


def main() -> int:
    """Measure, print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", type=Path, default=ROOT / ".build" / "bench" / "peers.json")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", default="ABCDE", help="which networks, such as AB")
    arguments = parser.parse_args()
    from nnd_gui.cli import limit_numpy_threads

    limit_numpy_threads()
    report = _measure(arguments.rounds, arguments.only)
    _print_table(report)
    arguments.json.parent.mkdir(parents=True, exist_ok=True)
    arguments.json.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    print(f"\nWritten to {arguments.json}")
    return 0


def _measure(rounds: int, only: str) -> dict[str, Any]:
    from tests.bench._bare import bare_rows
    from tests.bench._ours import our_rows
    from tests.bench._peers import LIBRARIES, peer_rows
    from tests.bench._rows import Row
    from tests.bench._workloads import Workload, lesson_loop, workloads

    there = [name for name in LIBRARIES if importlib.util.find_spec(name)]
    for name in LIBRARIES:
        if name not in there:
            print(f"{name} is not installed: left out.")

    def loop_row(workload: Workload) -> Row:
        part = workload.sample if len(workload.sample) < len(workload.theta) else None
        return Row(LOOP, lambda: lesson_loop(workload, workload.sample), part)

    networks: dict[str, Any] = {}
    jobs = []
    for workload in workloads():
        if workload.name not in only:
            continue
        rows = [loop_row(workload), *our_rows(workload), *bare_rows(workload)]
        rows += peer_rows(workload, there)
        wanted = lesson_loop(workload, workload.sample)
        found = networks[workload.name] = {
            "sizes": "-".join(map(str, workload.sizes)),
            "samples": len(workload.inputs),
            "weights": len(workload.theta),
            "rows": {},
        }
        for row in rows:
            scale = 1.0 if row.weights is None else len(workload.theta) / len(row.weights)
            began = time.perf_counter()
            answer = row.call()
            found["rows"][row.name] = {
                "first_call": time.perf_counter() - began,
                "scale": scale,
                "one_direction": row.one_direction,
                "apart": row.apart,
                "deviation": _deviation(answer, wanted, workload.sample),
                "seconds": [],
                "processor_seconds": [],
            }
        jobs.append((workload.name, rows))
    order = random.Random(0)
    for number in range(rounds):
        print(f"round {number + 1} of {rounds}", flush=True)
        for name, rows in jobs:
            for row in order.sample(rows, len(rows)):
                measured = networks[name]["rows"][row.name]
                wall, used = _seconds(row.call)
                measured["seconds"].append(wall * measured["scale"])
                measured["processor_seconds"].append(used * measured["scale"])
    return {"machine": _machine(), "rounds": rounds, "networks": networks}


def _seconds(call: Any) -> tuple[float, float]:
    """Shortest of as many calls as fit a short time: on the clock, and of the processors."""
    best, least, spent, calls = float("inf"), float("inf"), 0.0, 0
    while calls == 0 or (spent < SHORT and calls < MOST_CALLS):
        began, used = time.perf_counter(), time.process_time()
        call()
        taken = time.perf_counter() - began
        least = min(least, time.process_time() - used)
        best, spent, calls = min(best, taken), spent + taken, calls + 1
    return best, least


def _deviation(answer: Any, wanted: Any, sample: Any) -> float | None:
    """Largest difference from the loop's slopes, relative to the largest slope."""
    import numpy as np

    slopes = np.asarray(answer if answer is not None else np.nan, dtype=float).reshape(-1)
    if slopes.size == 1 and wanted.size > 1:
        return None  # no slopes, but a verdict
    some = slopes if slopes.size == wanted.size else slopes[sample]
    return float(np.max(np.abs(some - wanted)) / np.max(np.abs(wanted)))


def _machine() -> dict[str, Any]:
    import numpy as np

    load = os.getloadavg() if hasattr(os, "getloadavg") else ()
    return {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "system": platform.platform(),
        "processors": os.cpu_count(),
        "load": load,
    }


def _print_table(report: dict[str, Any]) -> None:
    print(f"\n{report['machine']}")
    print("ratio: the lesson loop's time over the row's, median of the rounds, from and to; cpu:")
    print("the same of processor time, all threads added, which a busy machine changes less")
    print("~ measured on a sample of the weights and scaled; * checks one random direction only")
    for name, network in report["networks"].items():
        title = f"{network['sizes']}, {network['samples']} samples, {network['weights']:,} weights"
        print(f"\n{name}: {title}")
        heads = (("", 26), ("median", 12), ("ratio", 10), ("from", 9), ("to", 9), ("cpu", 10))
        print("".join(f"{head:>{width}}" for head, width in heads) + f"{'first call':>12}  off by")
        base = network["rows"][LOOP]["seconds"]
        used = network["rows"][LOOP]["processor_seconds"]
        for label, row in network["rows"].items():
            ratios = sorted(b / s for b, s in zip(base, row["seconds"], strict=True))
            row["ratio"] = statistics.median(ratios)
            row["ratio_from"], row["ratio_to"] = ratios[0], ratios[-1]
            row["processor_ratio"] = statistics.median(
                b / s for b, s in zip(used, row["processor_seconds"], strict=True)
            )
            mark = "*" if row["one_direction"] else "~" if row["scale"] > 1 else " "
            off = "" if row["deviation"] is None else f"{row['deviation']:.0e}"
            figures = "".join(
                f"{_ratio(row[key]):>{width}}"
                for key, width in (
                    ("ratio", 10),
                    ("ratio_from", 9),
                    ("ratio_to", 9),
                    ("processor_ratio", 10),
                )
            )
            if row["apart"]:
                figures = " " * 38
            print(
                f"  {label:24}{mark} {_time(statistics.median(row['seconds'])):>11}{figures}"
                f"{_time(row['first_call']):>12}  {off}"
            )


def _ratio(value: float) -> str:
    return f"{value:,.0f}" if value >= 1000 else f"{value:.3g}"


def _time(seconds: float) -> str:
    for unit, factor in (("s", 1.0), ("ms", 1e3)):
        if seconds * factor >= 1:
            return f"{seconds * factor:.3g} {unit}"
    return f"{seconds * 1e6:.3g} us"


if __name__ == "__main__":
    sys.exit(main())
