"""For every test: no screen, English, and nothing of a person's own settings is read or written."""

from __future__ import annotations

import os
from collections.abc import Iterator

# Before anything imports Qt. A test that wants a real screen sets up one of its own.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Before anything is started: programs of a test speak what the test reads.
os.environ["LANGUAGE"] = "en"
import pytest


@pytest.fixture(autouse=True, scope="session")
def _no_cache_of_a_person(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What programs of a test keep for later stays with the tests."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "LOCALAPPDATA"):
            patch.setenv(name, str(tmp_path_factory.mktemp("cache")))
        yield
