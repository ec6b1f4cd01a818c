"""An experiment as one short text: to be copied, sent, pasted, and where it is simple, typed.

``lesson5 bug 4711`` is the lesson's network with riddle 4711; ``lesson5 epsilon 1e-3 dtype
float32`` has the command line's options without their dashes; ``relu-kink step 2`` is a step
of a shipped lesson. What cannot be said in such words, as given weights, is packed:
``nnd1:`` and letters that survive any mail.
"""

from __future__ import annotations

import base64
import zlib
from dataclasses import fields, replace

from nnd_gui.engine.errors import SpecError
from nnd_gui.engine.riddle import draw_bug
from nnd_gui.engine.sources import LessonData, RandomData, SeededWeights
from nnd_gui.engine.subject import Network
from nnd_gui.model.document import Document, LessonStep, State, View
from nnd_gui.model.document_codec import document_text, read_document
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.lesson_list import load_lesson, shipped_lessons
from nnd_gui.model.lessons import lesson_spec
from nnd_gui.model.sizes_text import write_sizes
from nnd_gui.model.spec_options import SpecOptions, read_request

__all__ = ["read_short_text", "short_text"]

_LESSON = "lesson5"
_PACKED = "nnd1:"
_LONGEST = 20_000_000
_LONGEST_UNPACKED = 64 * 1024 * 1024
_MOST_DIGITS = 18
_KEYS = tuple(field.name for field in fields(SpecOptions))


def short_text(state: State) -> str:
    """Write what is checked as one line: in words where they say all of it, else packed."""
    words = _words(state)
    if words is not None and _same(words, state):
        return words
    plain = Document(State(state.spec, state.mystery, _shown(state.view)))
    packed = zlib.compress(document_text(plain).encode(), 9)
    return _PACKED + base64.urlsafe_b64encode(packed).decode()


def read_short_text(text: str) -> Document:
    """Read such a text, whatever was pasted.

    Returns
    -------
    Document
        A lesson's, where the text names one.

    Raises
    ------
    DocumentError
        If it is none; the sentence says what a text can be.
    """
    text = text.strip()
    if len(text) > _LONGEST:
        raise DocumentError("The text is too long to be an experiment.")
    if text.startswith(_PACKED):
        return _unpacked(text.removeprefix(_PACKED))
    words = text.split()
    if words and words[0] in {entry.name for entry in shipped_lessons()}:
        return _step_of(words)
    if words and words[0] == _LESSON and len(words) < 100:
        return Document(_stated(words[1:]))
    raise DocumentError(
        "This text is no experiment. One begins with “{lesson}”, as in “{example}”, or with "
        "the name of a lesson.",
        lesson=_LESSON,
        example="lesson5 bug 4711",
    )


def _unpacked(letters: str) -> Document:
    try:
        packed = base64.b64decode("".join(letters.split()), altchars=b"-_", validate=True)
        # A few kilobytes can unfold into gigabytes.
        unfolding = zlib.decompressobj()
        content = unfolding.decompress(packed, _LONGEST_UNPACKED)
        if unfolding.unconsumed_tail or not unfolding.eof:
            raise ValueError("cut off, or too long")
        text = content.decode()
    except (ValueError, zlib.error):
        raise DocumentError(
            "This text is damaged: a part of it may not have been copied."
        ) from None
    return read_document(text).document


def _step_of(words: list[str]) -> Document:
    document = load_lesson(words[0])
    if len(words) == 1:
        return document
    number = words[2] if len(words) == 3 and words[1] == "step" else ""
    if not (number.isascii() and number.isdigit() and 1 <= int(number[:9]) <= len(document.steps)):
        raise DocumentError(
            "The lesson “{name}” has the steps 1 to {most}; write “{name} step 2”.",
            name=words[0],
            most=len(document.steps),
        )
    step: LessonStep = document.steps[int(number) - 1]
    return Document(step.state, step.name, step.text)


def _stated(words: list[str]) -> State:
    """The lesson's experiment, changed as the words say."""
    found = _options(words)
    number = found.pop("bug") if str(found.get("bug", "")).isdecimal() else None
    try:
        request = read_request(SpecOptions(**found))  # type: ignore[arg-type]
        spec = request.spec
        if number is None:
            return State(spec)
        bug = draw_bug(int(str(number)[:_MOST_DIGITS]), spec.network, spec.dtype)
        return State(replace(spec, bug=bug), int(number), View(covered=True))
    except SpecError as problem:
        raise DocumentError("{problem}", problem=problem) from None


def _options(words: list[str]) -> dict[str, str | bool]:
    """Words in pairs, as the command line's options."""
    found: dict[str, str | bool] = {}
    given = iter(words)
    for word in given:
        key = word.replace("-", "_")
        if key not in _KEYS or key in found:
            raise _not_understood(word)
        value = True if key == "bias" else next(given, None)
        if value is None:
            raise DocumentError("“{word}” needs a value behind it.", word=word)
        if key == "data" and value != "lesson" and str(value).partition(":")[0] != "random":
            # No text that was pasted has a say in which files are read.
            raise _not_understood(str(value))
        found[key] = value
    return found


def _not_understood(word: str) -> DocumentError:
    return DocumentError("“{word}” is not understood in this text.", word=word[:60])


def _words(state: State) -> str | None:
    """What might say all of it; whether it does is seen by reading it."""
    spec, lesson = state.spec, lesson_spec()
    if not isinstance(spec.subject, Network):
        return None
    network, usual = spec.subject, lesson.network
    words = [_LESSON, *_network_words(network, usual)]
    for key in ("epsilon", "scheme", "step", "dtype", "tolerance"):
        if getattr(spec, key) != getattr(lesson, key):
            words += [key, _plain(getattr(spec, key))]
    if state.mystery is not None:
        words += ["bug", str(state.mystery)]
    elif spec.bug is not None:
        words += ["bug", str(spec.bug)]
    return " ".join(words)


def _network_words(network: Network, usual: Network) -> list[str]:
    words = []
    if network.sizes != usual.sizes:
        words += ["network", write_sizes(network.sizes)]
    if network.activations != usual.activations:
        words += ["activation", ",".join(network.activations)]
    if network.loss != usual.loss:
        words += ["loss", network.loss]
    if network.bias:
        words.append("bias")
    if network.l2:
        words += ["l2", _plain(network.l2)]
    if isinstance(network.weights, SeededWeights):
        words += ["seed", str(network.weights.seed)]
        if network.weights.scale != 1:
            words += ["weights-scale", _plain(network.weights.scale)]
    if isinstance(network.data, RandomData):
        words += ["data", f"random:{network.data.samples}"]
    elif isinstance(network.data, LessonData) and network.sizes != usual.sizes:
        words += ["data", "lesson"]
    return words


def _plain(value: object) -> str:
    return repr(float(value)) if isinstance(value, int | float) else str(value)


def _same(words: str, state: State) -> bool:
    try:
        found = read_short_text(words).state
    except DocumentError:
        return False
    view = found.view == _shown(state.view)
    return view and (found.spec, found.mystery) == (state.spec, state.mystery)


def _shown(view: View) -> View:
    """What of a view goes with an experiment: what may be told of it."""
    return View(hints=view.hints).with_told(view.told)
