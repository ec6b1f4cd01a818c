"""The entry in the menu of applications: valid, put there, and taken away without a trace."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from devtools import desktop
from devtools.paths import APP_ID, ROOT

from tests.packaging.conftest import Tool

pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="desktop entries are Linux's"
)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's own folder of data, with something of theirs in it."""
    folder = tmp_path / "data"
    (folder / "applications").mkdir(parents=True)
    (folder / "applications" / "theirs.desktop").write_text("theirs", encoding="utf-8")
    monkeypatch.setenv("XDG_DATA_HOME", str(folder))
    return folder


def _everything(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_install_then_uninstall_leaves_no_trace(data: Path) -> None:
    before = _everything(data)
    desktop.install()
    assert _everything(data) - before >= {
        f"applications/{APP_ID}.desktop",
        f"icons/hicolor/scalable/apps/{APP_ID}.svg",
        f"icons/hicolor/256x256/apps/{APP_ID}.png",
        f"metainfo/{APP_ID}.metainfo.xml",
    }
    desktop.install()
    desktop.uninstall()
    assert _everything(data) == before


def test_folder_that_was_not_there_goes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "new" / "share"))
    desktop.install()
    desktop.uninstall()
    assert list(tmp_path.iterdir()) == []


def test_uninstall_keeps_what_others_put_beside(data: Path) -> None:
    desktop.install()
    theirs = data / "icons" / "hicolor" / "scalable" / "apps" / "theirs.svg"
    theirs.write_text("theirs", encoding="utf-8")
    desktop.uninstall()
    assert theirs.exists()
    assert not theirs.with_name(f"{APP_ID}.svg").exists()


def test_uninstall_of_nothing_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _everything(data)
    desktop.uninstall()
    assert "nothing was removed" in capsys.readouterr().out
    assert _everything(data) == before


def test_entry_is_valid_and_starts_a_program(data: Path, tool: Tool) -> None:
    desktop.install()
    entry = data / "applications" / f"{APP_ID}.desktop"
    done = subprocess.run(
        [tool("desktop-file-validate"), str(entry)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "")
    lines = entry.read_text(encoding="utf-8").splitlines()
    (command,) = [line.removeprefix("Exec=") for line in lines if line.startswith("Exec=")]
    program, field = shlex.split(command)
    assert Path(program).is_absolute()
    assert field == "%f"
    assert "Terminal=false" in lines


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/opt/a b/x", '"/opt/a b/x"'),
        ("/opt/50%/x", '"/opt/50%%/x"'),
        ("/opt/$a/x", r'"/opt/\\$a/x"'),
        ('/opt/"a"/x', r'"/opt/\\"a\\"/x"'),
        ("/opt/a\\b/x", r'"/opt/a\\\\b/x"'),
    ],
)
def test_path_is_quoted_as_the_specification_has_it(path: str, expected: str) -> None:
    assert desktop.quoted(Path(path)) == expected


def test_metainfo_is_valid(tool: Tool) -> None:
    file = ROOT / "packaging" / f"{APP_ID}.metainfo.xml"
    done = subprocess.run(
        [tool("appstreamcli"), "validate", "--no-net", str(file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
