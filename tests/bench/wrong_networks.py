"""Check many random networks of whose gradient one weight is wrong, and print every one missed.

Run from the checkout's root: ``python -m tests.bench.wrong_networks [N [SEED [SHARE]]]``. The
weight is off by SHARE of itself (1e-4). Where the right gradient's check knows the weight's slope
well enough to see that, the weight must be accused, nothing else may be, and the gradient as a
whole must disagree.
"""

from __future__ import annotations

import sys
from collections import Counter

from tests.engine.one_wrong import OneWrong, one_wrong

__all__ = ["main"]


def main(count: int = 1_000, first: int = 0, share: float = 1e-4) -> int:
    """Print counts and every miss; the exit code is 1 if there was one."""
    words: Counter[str] = Counter()
    for seed in range(first, first + count):
        found = one_wrong(seed, share)
        words[found.word] += 1
        if found.word in (OneWrong.MISSED, OneWrong.OTHERS):
            print(found.word.upper(), seed, found.name, found.spec)
    for word, number in words.most_common():
        print(f"{number:9,} networks {word}")
    return int(bool(words[OneWrong.MISSED] + words[OneWrong.OTHERS]))


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [*given, *("1000", "0", "1e-4")[len(given) :]]
    sys.exit(main(int(numbers[0]), int(numbers[1]), float(numbers[2])))
