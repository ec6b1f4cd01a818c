"""An experiment as one short text: typed, copied, pasted, and damaged on the way."""

from __future__ import annotations

import base64
import random
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from nnd_gui.engine.bug_names import Bug
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.sources import ExplicitWeights, RandomData, SeededWeights
from nnd_gui.model.document import Document, State, View
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.lesson_list import load_lesson
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.problems import problem_text
from nnd_gui.model.short_text import read_short_text, short_text
from tests.model.documents import random_spec, whole

LESSON = lesson_spec()
NETWORK = LESSON.network
assert NETWORK is not None

TYPED = {
    "lesson5": State(LESSON),
    "lesson5 epsilon 0.001": State(replace(LESSON, epsilon=1e-3)),
    "lesson5 bug sign@W1": State(replace(LESSON, bug=Bug("sign", "W1"))),
    "lesson5 bug 4711": State(
        replace(LESSON, bug=draw_bug(4711, NETWORK)), 4711, View(covered=True)
    ),
    "lesson5 bias seed 3 dtype float32": State(
        replace(LESSON, dtype="float32").with_network(bias=True, weights=SeededWeights(3))
    ),
    "lesson5 network 3-2-2 activation tanh,identity seed 1 data random:7 scheme forward": State(
        replace(LESSON, scheme="forward").with_network(
            sizes=(3, 2, 2), activations=("tanh", "identity"), weights=SeededWeights(1),
            data=RandomData(7, 1),
        )
    ),
}  # fmt: skip


@pytest.mark.parametrize("text", TYPED)
def test_what_is_simple_can_be_typed(text: str) -> None:
    assert read_short_text(text) == Document(TYPED[text])
    assert short_text(TYPED[text]) == text


def test_as_a_person_types_it() -> None:
    assert read_short_text("  lesson5   epsilon 10^-3 \n").state.spec.epsilon == 1e-3
    assert read_short_text("lesson5 weights-scale 2 seed 0").state.spec != LESSON


def test_a_lesson_or_one_of_its_steps() -> None:
    lesson = load_lesson("relu-kink")
    assert read_short_text("relu-kink") == lesson
    step = lesson.steps[1]
    assert read_short_text("relu-kink step 2") == Document(step.state, step.name, step.text)


def test_any_experiment_there_and_back() -> None:
    rng = random.Random(8)
    for _ in range(200):
        spec = random_spec(rng)
        text = short_text(State(spec))
        assert "\n" not in text
        assert read_short_text(text).state.spec == spec
    given = LESSON.with_network(weights=ExplicitWeights((0.1 + 0.2,) * 9))
    text = short_text(State(given))
    assert text.startswith("nnd1:")
    # As a mail may bring it.
    broken = "\r\n".join(text[at : at + 60] for at in range(0, len(text), 60))
    assert read_short_text(f"\n {broken} ").state.spec == given


def test_a_riddle_is_not_told_by_its_text() -> None:
    covered = State(replace(LESSON, bug=Bug("sign")), None, View(covered=True))
    text = short_text(covered)
    assert text.startswith("nnd1:")
    assert read_short_text(text).state == covered
    assert b"sign@" not in base64.urlsafe_b64decode(text[5:])


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", None),
        ("hello", None),
        ("lesson6", None),
        ("lesson5 hello", "“hello” is not understood in this text."),
        ("lesson5 epsilon", "“epsilon” needs a value behind it."),
        ("lesson5 epsilon 0", "Epsilon must be larger than 0."),
        ("lesson5 epsilon 1 epsilon 2", "“epsilon” is not understood in this text."),
        ("lesson5 bug moths", None),
        ("lesson5 bug zero-bias", "This network has no biases."),
        ("lesson5 network 2-0-1", None),
        ("lesson5 data /etc/passwd", "“/etc/passwd” is not understood in this text."),
        ("lesson5 data x:y", None),
        ("lesson5 data lesson:3", None),
        ("lesson5 bug 99999999999999999999999", None),
        ("lesson5 " + "bias " * 1_000, None),
        ("relu-kink step", None),
        ("relu-kink step 9", None),
        ("relu-kink step ²", None),
        ("relu-kink 2", None),
        ("nnd1:", "This text is damaged: a part of it may not have been copied."),
        ("nnd1:!!!", "This text is damaged: a part of it may not have been copied."),
        ("x" * 30_000_000, "The text is too long to be an experiment."),
    ],
    ids=range(22),
)  # fmt: skip
def test_what_is_none(text: str, sentence: str | None) -> None:
    with pytest.raises(DocumentError) as raised:
        read_short_text(text)
    told = problem_text(raised.value)
    assert told == sentence or (sentence is None and told)
    assert len(told) < 1_000


def test_a_packed_text_damaged_at_random() -> None:
    rng = random.Random(2)
    text = short_text(State(whole().state.spec))
    for _ in range(2_000):
        letters = list(text)
        for _ in range(rng.choice([1, 2, 9])):
            at = rng.randrange(len(letters))
            letters[at : at + rng.choice([0, 1, 5])] = rng.choice(["", "A", "_", "é", "=", "\0"])
        try:
            read_short_text("".join(letters))
        except DocumentError as problem:
            assert problem_text(problem)  # noqa: PT017


@pytest.mark.parametrize("content", [b"\0" * 200_000_000, b"[" * 1_000_000, b"\xff", b"{}"])
def test_a_text_that_unfolds_into_something_else(content: bytes) -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(content, 9)).decode()
    with pytest.raises(DocumentError):
        read_short_text(f"nnd1:{packed}")


def test_no_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "random:x").write_text("1,2,3\n")
    with pytest.raises(DocumentError):
        read_short_text("lesson5 data random:x")
