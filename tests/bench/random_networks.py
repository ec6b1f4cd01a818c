"""Check many random networks whose gradient is right, and print every accusation.

Run from the checkout's root: ``python -m tests.bench.random_networks [N [SEED [SCHEME]]]``.
With ``sane`` for a scheme they are what people check as a rule: smooth activations, float64,
the central scheme with absolute steps of 1e-4 to 1e-6. How many agree is printed for each
precision and epsilon, and with ``sane`` every network that does not.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import replace

from nnd_gui.engine.check import check
from nnd_gui.engine.judge import DISAGREE, REASONS
from nnd_gui.engine.run import run
from nnd_gui.engine.spec import SCHEMES, ExperimentSpec
from nnd_gui.model.result import CheckResult
from tests.engine.randoms import SMOOTH, random_spec


def _sane(seed: int) -> ExperimentSpec:
    spec = random_spec(seed, SMOOTH, range(-6, -3), ("central",))
    return replace(spec, dtype="float64", step="absolute")


def main(count: int = 10_000, first: int = 0, *schemes: str) -> int:
    """Print counts and every `disagree`; the exit code is 1 if there was one."""
    words: Counter[tuple[str, str]] = Counter()
    reasons: Counter[tuple[str, str]] = Counter()
    agreeing: Counter[tuple[str, str]] = Counter()
    sane = schemes == ("sane",)
    for seed in range(first, first + count):
        spec = _sane(seed) if sane else random_spec(seed, schemes=schemes or SCHEMES)
        result = CheckResult(spec)
        for event in run(check(spec)):
            result.add(event)
        if result.overall is None:
            words["failed", str(result.finished)] += 1
            continue
        words[result.overall.verdict, result.overall.cause] += 1
        agreeing[spec.dtype, f"{spec.epsilon:.0e} {result.overall.verdict}"] += 1
        if sane and result.overall.verdict == "undecided":
            print(seed, result.overall.cause, result.overall.blocks, spec)
        for code in result.weights.reason.tolist():
            reasons["", REASONS[code]] += 1
        if result.count(DISAGREE):
            print("DISAGREE", seed, result.overall.blocks, result.count(DISAGREE), spec)
    for name, counter in (
        ("networks", words),
        ("networks", agreeing),
        ("weights", reasons),
    ):
        for key, number in sorted(counter.items(), key=lambda item: -item[1]):
            print(f"{number:9,} {name} {' '.join(key)}")
    return int(any(word == "disagree" for word, _ in words))


if __name__ == "__main__":
    arguments = sys.argv[1:]
    count, first = (int(text) for text in [*arguments[:2], *("10000", "0")[len(arguments) :]])
    sys.exit(main(count, first, *arguments[2:]))
