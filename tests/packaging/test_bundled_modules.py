"""Which modules of the standard library go into the bundle."""

from __future__ import annotations

from devtools.bundled_modules import standard_library


def test_packages_with_what_is_in_them_and_no_tests() -> None:
    found = standard_library(lambda name: [f"{name}.inner", f"{name}.tests.test_it"])
    assert {"sqlite3", "sqlite3.inner", "json", "wave", "xml.inner"} <= set(found)
    assert not {"tkinter", "test", "idlelib", "antigravity", "json.tests.test_it"} & set(found)
    assert "wave.inner" not in found
    assert found == sorted(found)
