"""Where a file runs: in a copy of its folder, in an environment of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.engine.usercode.people import (
    GOOD,
    cost,
    failure,
    marked,
    written,
)

pytestmark = pytest.mark.usefixtures("sessions")


def test_files_are_written_into_a_copy(tmp_path: Path) -> None:
    (tmp_path / "scores.csv").write_text("1,2\n", encoding="utf-8")
    before = {path.name for path in tmp_path.iterdir()}
    text = """
    import numpy as np
    table = np.loadtxt("scores.csv", delimiter=",")
    theta0 = np.array([1.0, 2.0])
    def value(theta):
        np.savetxt("scores.csv", theta)
        open("new.txt", "a").write("x")
        return float(table.sum())
    def gradient(theta): return theta
    """
    file = written(tmp_path, text)
    assert cost(file) == 3.0
    assert (tmp_path / "scores.csv").read_text(encoding="utf-8") == "1,2\n"
    assert {path.name for path in tmp_path.iterdir()} == before | {"student.py"}


def test_a_file_in_the_temporary_folder(sessions: Path) -> None:
    """Its neighbour is the session itself, which is neither copied nor protected."""
    text = GOOD.replace(
        "return np.sum(theta ** 2)", "open('new.txt', 'w').write('x'); return float(len(theta))"
    )
    file = written(sessions, text)
    assert cost(file) == 3.0
    file.unlink()


def test_large_data_is_linked_and_kept_as_it_is(tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    large.write_bytes(bytes(8 * 1024 * 1024))
    (tmp_path / "images").mkdir()
    (tmp_path / "images" / "one.txt").write_text("4", encoding="utf-8")
    text = """
    import os
    import numpy as np
    theta0 = np.array([1.0])
    def value(theta):
        assert os.path.getsize("large.bin") == 8 * 1024 * 1024
        return float(open("images/one.txt").read())
    def gradient(theta):
        open("large.bin", "w")  # here
    """
    file = written(tmp_path, text)
    assert cost(file) == 4.0
    problem = failure(file)
    assert problem.where == marked(file)
    assert "large.bin" in str(problem)
    assert large.stat().st_size == 8 * 1024 * 1024


@pytest.mark.parametrize(
    "line",
    [
        "os.remove('images/one.txt')",
        "os.rename('images/one.txt', 'images/two.txt')",
        "os.rename('images/one.txt', 'two.txt')",
        "shutil.move('images/one.txt', 'two.txt')",
        "shutil.rmtree('images/inner')",
        "os.mkdir('images/new')",
        "os.truncate('images/one.txt', 0)",
        "open('images/new.txt', 'w')",
        "np.save('images/new.npy', theta)",
        "pathlib.Path('images/one.txt').unlink()",
    ],
)
def test_nothing_behind_a_link_is_changed(line: str, tmp_path: Path) -> None:
    folder = tmp_path / "course" / "images"
    (folder / "inner").mkdir(parents=True)
    for name in ("one.txt", "inner/deep.txt"):
        (folder / name).write_text("4", encoding="utf-8")
    head = "import os, pathlib, shutil\n"
    text = GOOD.replace("return np.sum", f"{line}  # here\n    return np.sum")
    file = written(tmp_path / "course", head + text)
    problem = failure(file)
    assert problem.kind == "user-exception"
    assert problem.where == marked(file)
    assert (folder / "one.txt").read_text(encoding="utf-8") == "4"
    found = sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))
    assert found == ["inner", "inner/deep.txt", "one.txt"]


def test_a_link_itself_may_go(tmp_path: Path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "large.bin").write_bytes(bytes(8 * 1024 * 1024))
    lines = "if os.path.exists('images'): os.remove('images'); os.remove('large.bin')"
    text = GOOD.replace("return np.sum", f"{lines}\n    return np.sum")
    assert cost(written(tmp_path, "import os\n" + text)) == 14.0
    assert (tmp_path / "images").is_dir()
    assert (tmp_path / "large.bin").is_file()


def test_what_lies_around_is_no_hindrance(tmp_path: Path) -> None:
    """Repositories and environments are left out; a pipe is not read from."""
    written(tmp_path, "raise RuntimeError", ".git/hook.py")
    written(tmp_path, "raise RuntimeError", "venv/lib.py")
    (tmp_path / "loose").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    text = "import os\n" + GOOD.replace("np.sum(theta ** 2)", "float(len(os.listdir('.')))")
    assert cost(written(tmp_path, text)) == 1.0


def test_the_environment_holds_no_secrets(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_TOKEN", "swordfish")
    monkeypatch.setenv("PYTHONPATH", "/tmp/elsewhere")
    text = """
    import os, sys
    import numpy as np
    theta0 = np.array([1.0])
    def value(theta):
        said = repr(dict(os.environ)) + repr(sys.path)
        assert "swordfish" not in said and "elsewhere" not in said, said
        assert os.path.realpath(os.path.expanduser("~")).startswith(os.path.dirname(os.getcwd()))
        return 1.0
    def gradient(theta): return theta
    """
    assert cost(written(tmp_path, text)) == 1.0
