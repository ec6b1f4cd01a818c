"""The lesson's network at every epsilon: never accused, and the advice decides when followed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnd_gui.engine.backprop import RULES
from nnd_gui.engine.spec import DTYPES, SCHEMES, STEPS
from tests.engine.helpers import LESSON, judged

DECADES = range(3, -18, -1)

# What is said from 1e3 down to 1e-17: L too large, A agree, m many undecided, b a block
# untested, S too small.
WORDS = {
    "epsilon-too-large": "L",
    "matches": "A",
    "many-undecided": "m",
    "untested-block": "b",
    "epsilon-too-small": "S",
}
TABLE = {
    ("forward", "float64"): "LLLLLLLAAAAAASSSSSSSS",
    ("forward", "float32"): "LLLLmAbSSSSSSSSSSSSSS",
    ("backward", "float64"): "LLLLLLLAAAAAASSSSSSSS",
    ("backward", "float32"): "LLLLmAbSSSSSSSSSSSSSS",
    ("central", "float64"): "LLLLLAAAAAAAASSSSSSSS",
    ("central", "float32"): "LLLLAAmSSSSSSSSSSSSSS",
    ("four-point", "float64"): "LLLLLAAAAAAAASSSSSSSS",
    ("four-point", "float32"): "LLLLAAbSSSSSSSSSSSSSS",
    ("richardson", "float64"): "LLLLAAAAAAAAASSSSSSSS",
    ("richardson", "float32"): "LLLbAAbSSSSSSSSSSSSSS",
    ("complex-step", "float64"): "LLLLLAAAAAAAAAAAAAAAA",
    ("complex-step", "float32"): "LLLLAAAAAAAAAAAAAAAAA",
}


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_epsilon(scheme: str, dtype: str, step: str) -> None:
    said = ""
    for decade in DECADES:
        spec = replace(LESSON, epsilon=float(f"1e{decade}"), scheme=scheme, dtype=dtype, step=step)
        found = judged(spec)
        assert "disagree" not in found.words
        said += WORDS[found.whole.cause]
        if found.whole.cause == "matches":
            continue
        better = found.whole.better_epsilon
        assert better is not None, spec
        assert judged(replace(spec, epsilon=better)).whole.verdict == "agree", (spec, better)
    if step == "absolute":
        # One decade at most lies on the other side of a line on another processor.
        differ = sum(one != other for one, other in zip(said, TABLE[scheme, dtype], strict=True))
        assert differ <= 1, said


MINUS = replace(RULES, output_delta=lambda *given: -RULES.output_delta(*given))


def test_a_wrong_sign_shows_wherever_anything_does() -> None:
    for scheme in SCHEMES:
        for decade in range(-2, -8, -1):
            spec = replace(LESSON, epsilon=float(f"1e{decade}"), scheme=scheme)
            found = judged(spec, MINUS)
            assert found.whole.verdict == "disagree", spec
