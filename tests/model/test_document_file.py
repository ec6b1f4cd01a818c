"""Documents as files: an original is never lost, and no file stops the program."""

from __future__ import annotations

import errno
import os
import random
import stat
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from nnd_gui.engine.sources import ExplicitWeights, RandomData
from nnd_gui.engine.spec import ExperimentSpec
from nnd_gui.engine.subject import Network
from nnd_gui.model.document import Document, State
from nnd_gui.model.document_codec import document_text
from nnd_gui.model.document_error import DocumentError
from nnd_gui.model.document_file import load_document, save_document
from nnd_gui.model.problems import problem_text
from tests.model.documents import of_a_persons_file, plain, random_document, whole, with_results

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has none of these")


def told(file: Path) -> str:
    with pytest.raises(DocumentError) as raised:
        load_document(file)
    return problem_text(raised.value)


def not_saved(document: Document, file: Path) -> str:
    with pytest.raises(DocumentError) as raised:
        save_document(document, file)
    return problem_text(raised.value)


def test_saved_and_opened(tmp_path: Path) -> None:
    file = tmp_path / "Größe ∇.nndcheck"
    for document in (plain(), whole()):
        save_document(document, file)
        assert load_document(file).document == document
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


def test_a_million_weights(tmp_path: Path) -> None:
    network = Network((1000, 1000), ("sigmoid",), data=RandomData(2))
    rng = random.Random(1)
    values = tuple(rng.gauss(0, 1) for _ in range(network.weight_count))
    spec = ExperimentSpec(replace(network, weights=ExplicitWeights(values)))
    file = tmp_path / "large.nndcheck"
    save_document(Document(State(spec)), file)
    assert load_document(file).document.state.spec == spec


def test_one_that_no_program_would_open_again_is_not_saved(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nnd_gui.model.document_file._MOST_MEGABYTES", 1)
    file = tmp_path / "a.nndcheck"
    save_document(plain(), file)
    assert "at most 1 megabytes" in not_saved(
        replace(plain(), notes="x" * 1_000_000 + "\n" * 99_999), file
    )
    assert load_document(file).document == plain()


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "“a.nndcheck” cannot be opened. It is empty."),
        (b"\xff\xfe{\x00", "“a.nndcheck” cannot be opened. It is not a document of this program."),
        (b"\x89PNG\r\n", "“a.nndcheck” cannot be opened. It is not a document of this program."),
        (document_text(whole()).encode()[:700], None),
    ],
)
def test_a_foreign_or_torn_file(content: bytes, sentence: str | None, tmp_path: Path) -> None:
    file = tmp_path / "a.nndcheck"
    file.write_bytes(content)
    found = told(file)
    assert found == sentence or "It is damaged at line " in found
    assert file.read_bytes() == content


def test_with_a_byte_order_mark_and_the_line_ends_of_windows(tmp_path: Path) -> None:
    file = tmp_path / "a.nndcheck"
    file.write_bytes(b"\xef\xbb\xbf" + document_text(whole()).replace("\n", "\r\n").encode())
    assert load_document(file).document == whole()


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "huge.nndcheck"
    with file.open("wb") as stream:
        stream.truncate(3 * 1024**3)  # takes no room on the disk
    assert told(file) == (
        "“huge.nndcheck” cannot be opened. It has more than 64 megabytes, which no document of "
        "this program has."
    )


def test_what_is_no_file(tmp_path: Path) -> None:
    assert told(tmp_path / "none.nndcheck").endswith("There is no such file.")
    assert told(tmp_path).endswith("It is not a file.")
    assert told(Path("a\0b")).startswith("“a\0b” cannot be opened.")


@posix
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert told(tmp_path / "pipe").endswith("It is not a file.")
    assert told(Path("/dev/zero")).endswith("It is not a file.")
    not_saved(plain(), tmp_path / "pipe")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_it_cannot_be_saved_there(tmp_path: Path) -> None:
    assert not_saved(plain(), tmp_path / "none" / "a.nndcheck").startswith("“a.nndcheck” was not")
    assert not_saved(plain(), tmp_path).startswith(f"“{tmp_path.name}” was not saved: ")
    not_saved(plain(), tmp_path / ("x" * 300 + ".nndcheck"))
    not_saved(plain(), Path("a\0b"))
    assert list(tmp_path.iterdir()) == []


@posix
def test_a_saved_file_keeps_its_rights_and_a_link_stays_one(tmp_path: Path) -> None:
    real, link = tmp_path / "real.nndcheck", tmp_path / "link.nndcheck"
    save_document(plain(), real)
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE(real.stat().st_mode) == 0o666 & ~umask
    real.chmod(0o640)
    link.symlink_to(real)
    save_document(whole(), link)
    assert link.is_symlink()
    assert load_document(real).document == whole()
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_protected_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.nndcheck"
    save_document(plain(), file)
    # Whoever may do everything, as the tests may, is asked by no file's rights.
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert not_saved(whole(), file) == "“a.nndcheck” was not saved: Permission denied."
    assert load_document(file).document == plain()


@pytest.mark.parametrize("call", ["open", "fdopen", "fsync", "replace", "copymode"])
def test_whatever_fails_the_original_is_there(
    call: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "a.nndcheck"
    save_document(plain(), file)

    def fail(*args: Any, **named: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    places = {"copymode": "shutil.copymode", "replace": "pathlib.Path.replace"}
    with monkeypatch.context() as patched:
        patched.setattr(places.get(call, f"nnd_gui.model.document_file.os.{call}"), fail)
        assert not_saved(whole(), file) == "“a.nndcheck” was not saved: No space left on device."
    assert load_document(file).document == plain()
    assert list(tmp_path.iterdir()) == [file]


@posix
def test_a_full_disk_in_the_middle_of_writing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    resource = pytest.importorskip("resource")
    import signal

    file = tmp_path / "a.nndcheck"
    save_document(plain(), file)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (600, limits[1]))
    try:
        assert not_saved(whole(), file).startswith("“a.nndcheck” was not saved: ")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        signal.signal(signal.SIGXFSZ, before)
    assert load_document(file).document == plain()
    assert list(tmp_path.iterdir()) == [file]


# What a file can be spoilt with

_HOSTILE = [
    b"NaN", b"-Infinity", b"1e999", b"9" * 6000, b"-0", b"true", b"null", b'""', b"[]", b"{}",
    b"[[[[", b"]" * 50, b'"\\ud800"', b'"\\u0000"', b"\x00", b"\xff", b"\xed\xa0\x80", b"1.5",
    b"-1", b"99999999999999999999", b'"W9"', b'{"kind": "lesson"}', b'{"kind": "table"}',
    b'"version": 7', b'"steps": [{}]', b"[" * 20_000, b'{"a":' * 20_000, b"\xe2\x80\xa8",
]  # fmt: skip


def corruptions(content: bytes, rng: random.Random) -> Iterator[bytes]:
    """Spoil a file, ever again in another way."""
    while True:
        spoilt = bytearray(content)
        for _ in range(rng.choice([1, 1, 1, 2, 5])):
            at = rng.randrange(len(spoilt) + 1)
            end = min(len(spoilt), at + rng.choice([1, 1, 4, 30, 300]))
            kind = rng.randrange(7)
            if kind == 0 and at < len(spoilt):
                spoilt[at] ^= 1 << rng.randrange(8)
            elif kind == 1:
                del spoilt[at:end]
            elif kind == 2:
                spoilt[at:at] = rng.choice(_HOSTILE)
            elif kind == 3:
                spoilt[at:end] = rng.choice(_HOSTILE)
            elif kind == 4:
                spoilt[at:at] = spoilt[at:end]
            elif kind == 5:
                del spoilt[at:]
            else:
                _replace_a_value(spoilt, rng)
        yield bytes(spoilt)


def _replace_a_value(spoilt: bytearray, rng: random.Random) -> None:
    """Put something hostile where a value is: the file is still JSON, more often than not."""
    colons = [place for place, letter in enumerate(spoilt) if letter == ord(":")]
    if not colons:
        return
    start = rng.choice(colons) + 1
    ends = [place for place in range(start, len(spoilt)) if spoilt[place] in b",\n"]
    spoilt[start : ends[0] if ends else len(spoilt)] = rng.choice(_HOSTILE)


@pytest.mark.parametrize("seed", range(7))
def test_two_thousand_spoilt_files(seed: int, tmp_path: Path) -> None:
    rng = random.Random(seed)
    others = [random_document(rng) for _ in range(3)]
    document = [plain(), whole(), of_a_persons_file(), *others, with_results()][seed]
    content = document_text(document).encode()
    file, copy = tmp_path / "a.nndcheck", tmp_path / "b.nndcheck"
    refused, sentences = 0, set()
    spoilt_files = corruptions(content, rng)
    for _ in range(2_000):
        spoilt = next(spoilt_files)
        file.write_bytes(spoilt)
        try:
            found = load_document(file).document
        except DocumentError as problem:
            refused += 1
            sentences.add(problem_text(problem))
        else:
            # What can be opened can be saved, and is then what was opened.
            save_document(found, copy)
            assert load_document(copy).document == found
        assert file.read_bytes() == spoilt
    assert 500 < refused < 2_000
    assert {found.name for found in tmp_path.iterdir()} <= {"a.nndcheck", "b.nndcheck"}
    assert [x for x in sentences if not x.startswith("“a.nndcheck” cannot be opened. ")] == []
