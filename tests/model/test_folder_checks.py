"""Folders of submissions: kept results, the reference, odd ones, groups, and one bad file alone."""

from __future__ import annotations

import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest

from nnd_gui.engine.usercode.source import read_source
from nnd_gui.model.folder.cache import FolderCache
from nnd_gui.model.folder.checking import Advanced, Begun, Marked, check_folder, unchecked
from nnd_gui.model.folder.choices import FolderChoices, checkable_names
from nnd_gui.model.folder.groups import groups_of, look_yourself
from nnd_gui.model.folder.leading import Noted
from nnd_gui.model.folder.odd import with_odd
from nnd_gui.model.folder.record import record_from, record_json
from nnd_gui.model.page import folder_page
from nnd_gui.model.person_target import PersonChoices
from nnd_gui.model.submission_rows import SubmissionRow, feedback_text, rows_csv, rows_text
from nnd_gui.model.submissions import find_submissions

NET = """import numpy as np


class Net(object):
    def __init__(self):
        self.W1 = np.random.randn(2, 3)
        self.W2 = np.random.randn(3, 1)

    def forward(self, X):
        self.z2 = np.dot(X, self.W1)
        self.a2 = np.tanh(self.z2)
        return np.dot(self.a2, self.W2)

    def costFunction(self, X, y):
        return 0.5 * np.sum((y - self.forward(X)) ** 2)

    def costFunctionPrime(self, X, y):
        delta3 = self.forward(X) - y
        dJdW2 = np.dot(self.a2.T, delta3)
        delta2 = np.dot(delta3, self.W2.T) * (1 - self.a2 ** 2)
        return np.dot(X.T, delta2), dJdW2
"""
FORGOT = NET.replace(" * (1 - self.a2 ** 2)", "")
MEAN = NET.replace("0.5 * np.sum", "0.5 / len(X) * np.sum").replace(
    "delta3 = self.forward(X) - y", "delta3 = (self.forward(X) - y) / len(X)"
)
OTHER_COST = (
    NET.replace("** 2)", "** 4)", 1)
    .replace("0.5 *", "0.25 *")
    .replace("delta3 = self.forward(X) - y", "delta3 = (self.forward(X) - y) ** 3")
)
ENDLESS = NET.replace("        return 0.5", "        while True: pass\n        return 0.5")
WIDE = NET.replace("2, 3", "2, 4").replace("3, 1", "4, 1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "hand-ins"


def put(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "net.py").write_text(text, encoding="utf-8")


def marked(
    folder: Path,
    choices: FolderChoices | None = None,
    cache: Path | None = None,
    *,
    again: bool = False,
) -> dict[str, Marked]:
    found = find_submissions(folder)
    kept = None if cache is None else FolderCache(found, cache)
    events = check_folder(found, (choices or FolderChoices()).trusted, kept, again=again)
    return {found[one.place].student: one for one in events if isinstance(one, Marked)}


def rows(folder: Path, choices: FolderChoices | None = None) -> dict[str, SubmissionRow]:
    done = marked(folder, choices)
    return {row.student: row for row in with_odd([one.record for one in done.values()])}


def test_nothing_runs_before_somebody_says_so(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET + f"\nopen({str(tmp_path / 'was-here')!r}, 'w').close()\n")
    found = find_submissions(folder)
    events = list(check_folder(found, FolderChoices()))
    (one,) = [event for event in events if isinstance(event, Marked)]
    assert one.record.row.failure == "not-trusted"
    assert not (tmp_path / "was-here").exists()


def test_each_is_begun_advances_and_is_marked_once(folder: Path) -> None:
    put(folder, ada=NET, ben=FORGOT, cem="def f(:\n")
    events = list(check_folder(find_submissions(folder), FolderChoices().trusted, at_once=2))
    for kind in (Begun, Marked):
        assert sorted(one.place for one in events if isinstance(one, kind)) == [0, 1, 2]
    last = [one for one in events if isinstance(one, Advanced) and one.place == 0][-1]
    assert (last.checked, last.planned) == (9, 9)


def test_one_bad_file_never_harms_another(folder: Path) -> None:
    put(
        folder,
        ada=NET,
        ben=NET.replace("delta3 = self", "import os; os._exit(3)\n        delta3 = self"),
        cem=ENDLESS,
        dag="\x00\x01",
        eva=NET.replace("(self):", "(self, needed_and_unknown_to_all):", 1).replace(
            "2, 3", "needed_and_unknown_to_all.x, 3"
        ),
        fay=FORGOT,
    )
    choices = FolderChoices(person=PersonChoices(seconds=3.0))
    found = rows(folder, choices)
    assert (found["ada"].verdict, found["fay"].verdict) == ("agree", "disagree")
    failed = {name: row.failure for name, row in found.items() if not row.verdict}
    assert (failed["ben"], failed["cem"]) == ("crashed", "time-out")
    assert set(failed) == {"ben", "cem", "dag", "eva"}
    for name in failed:
        # Never a mark, and never silence.
        assert look_yourself(found[name])
        assert "will look at it" in feedback_text(found[name])
        # Why is told below the table, and a place once.
        assert found[name].sentence in rows_text(list(found.values()))
        places = re.findall(r"[^ (]+[.]py:[0-9]+", found[name].sentence)
        assert len(places) == len(set(places))


def test_only_what_changed_is_checked_again(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET, ben=FORGOT)
    cache = tmp_path / "kept"
    first = marked(folder, cache=cache)
    assert [one.fresh for one in first.values()] == [True, True]
    second = marked(folder, cache=cache)
    assert {name: (one.fresh, one.record) for name, one in second.items()} == {
        name: (False, one.record) for name, one in first.items()
    }
    put(folder, ben=MEAN)
    third = marked(folder, cache=cache)
    assert {name: one.fresh for name, one in third.items()} == {"ada": False, "ben": True}
    assert third["ben"].record.row.verdict == "agree"
    assert all(one.fresh for one in marked(folder, cache=cache, again=True).values())


def test_what_else_a_result_depends_on(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET.replace("import numpy as np", "import numpy as np\nimport helper"))
    (folder / "ada" / "helper.py").write_text("x = 1\n", encoding="utf-8")
    (folder / "ada" / "results.csv").write_text("1\n", encoding="utf-8")
    cache = tmp_path / "kept"

    def fresh(choices: FolderChoices | None = None) -> bool:
        (one,) = marked(folder, choices, cache).values()
        return one.fresh

    assert fresh()
    (folder / "ada" / "results.csv").write_text("2\n", encoding="utf-8")
    assert not fresh()  # nobody reads it
    (folder / "ada" / "helper.py").write_text("x = 22\n", encoding="utf-8")
    assert fresh()
    settings = replace(FolderChoices().settings, epsilon=1e-5)
    assert fresh(FolderChoices(settings=settings))
    assert fresh(FolderChoices(person=PersonChoices(seed=4)))
    assert not fresh()
    # The same file elsewhere, of another person.
    (folder / "ada").rename(folder / "ben")
    (one,) = marked(folder, cache=cache).values()
    assert (one.fresh, one.record.row.student, one.record.row.name) == (False, "ben", "ben/net.py")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[: len(text) // 2],
        lambda _: "",
        lambda _: "[" * 100_000,
        lambda text: json.dumps({**json.loads(text), "row": {"name": 3}}),
        lambda text: json.dumps({**json.loads(text), "report": 7}),
        lambda text: text.replace("nnd-check-row/1", "nnd-check-row/99"),
    ],
)
def test_a_torn_file_does_no_harm(folder: Path, tmp_path: Path, spoil: object) -> None:
    put(folder, ada=FORGOT)
    cache = tmp_path / "kept"
    before = marked(folder, cache=cache)["ada"].record.row
    (file,) = cache.glob("*.json")
    file.write_text(spoil(file.read_text(encoding="utf-8")), encoding="utf-8")  # type: ignore[operator]
    after = marked(folder, cache=cache)["ada"]
    assert after.fresh
    assert replace(after.record.row, seconds=0) == replace(before, seconds=0)
    assert not marked(folder, cache=cache)["ada"].fresh


def test_a_cache_that_cannot_be_written(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET)
    (tmp_path / "kept").write_text("not a folder", encoding="utf-8")
    assert marked(folder, cache=tmp_path / "kept")["ada"].record.row.verdict == "agree"


def test_what_may_pass_is_not_kept(folder: Path, tmp_path: Path) -> None:
    put(
        folder,
        ada=ENDLESS,
    )
    choices = FolderChoices(person=PersonChoices(seconds=1.0))
    for _ in range(2):
        one = marked(folder, choices, tmp_path / "kept")["ada"]
        assert (one.fresh, one.record.row.failure) == (True, "time-out")


def test_a_stop_keeps_what_is_done(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET, ben=NET, cem=NET)
    found = find_submissions(folder)
    events = check_folder(found, FolderChoices().trusted, FolderCache(found, tmp_path / "k"))
    for event in events:
        if isinstance(event, Marked):
            break
    events.close()  # type: ignore[attr-defined]
    again = marked(folder, cache=tmp_path / "k")
    assert sum(not one.fresh for one in again.values()) >= 1
    stopped = unchecked(found[2]).row
    assert (stopped.verdict, stopped.failure) == ("", "")
    assert look_yourself(stopped)


@pytest.fixture
def reference(tmp_path: Path) -> Path:
    file = tmp_path / "solution.py"
    file.write_text(NET, encoding="utf-8")
    return file


def test_a_right_gradient_of_a_wrong_cost(folder: Path, reference: Path) -> None:
    put(folder, ada=NET, ben=OTHER_COST, cem=MEAN, dag=FORGOT, eva=WIDE)
    alone = rows(folder)
    assert {name: row.verdict for name, row in alone.items()} == {
        "ada": "agree", "ben": "agree", "cem": "agree", "dag": "disagree", "eva": "agree",
    }  # fmt: skip
    # Without a reference the text says what it cannot know.
    assert "Whether the cost is the one" in feedback_text(alone["ben"])
    found = rows(folder, FolderChoices(reference=reference))
    told = {name: (row.verdict, row.cost, row.gradient) for name, row in found.items()}
    assert told == {
        "ada": ("agree", "same", "same"),
        "ben": ("agree", "differs", "differs"),
        "cem": ("agree", "× 1/3", "× 1/3"),
        "dag": ("disagree", "same", "differs"),
        "eva": ("agree", "–", "–"),
    }
    assert "the check of the gradient alone cannot see" in found["ben"].compared
    assert "a mean over the samples stands for a sum" in found["cem"].compared
    assert "other shapes" in found["eva"].compared
    assert [look_yourself(found[name]) for name in sorted(found)] == [
        False,
        True,
        True,
        False,
        False,
    ]
    assert "W1 2×4" in found["eva"].odd
    assert "right for another cost" in " ".join(g.text for g in groups_of(list(found.values())))


def test_data_of_their_own_has_the_reference_asked_there(folder: Path, reference: Path) -> None:
    # Weights of its own that it never changes: the reference takes these.
    own = NET.replace("np.random.randn(2, 3)", "np.array([[1., 2, 3], [4, 5, 6]]) / 9")
    put(folder, ada=own, ben=own.replace("0.5 *", "1.0 *"))
    found = rows(folder, FolderChoices(reference=reference))
    assert (found["ada"].cost, found["ada"].gradient) == ("same", "same")
    assert (found["ben"].cost, found["ben"].gradient) == ("× 2", "same")


def test_a_reference_that_is_none(folder: Path, tmp_path: Path) -> None:
    put(folder, ada=NET)
    for text, said in (("x = 1\n", "cost with a gradient"), ("def f(:\n", "solution.py:1")):
        file = tmp_path / "solution.py"
        file.write_text(text, encoding="utf-8")
        choices = FolderChoices(reference=file).trusted
        events = list(check_folder(find_submissions(folder), choices))
        (noted,) = [one for one in events if isinstance(one, Noted)]
        assert "cannot be used" in noted.sentence
        assert said in noted.sentence
        (one,) = [one for one in events if isinstance(one, Marked)]
        assert (one.record.row.verdict, one.record.row.cost) == ("agree", "")


def test_another_reference_is_another_result(folder: Path, reference: Path, tmp_path: Path) -> None:
    put(folder, ada=NET)
    choices, cache = FolderChoices(reference=reference), tmp_path / "kept"
    assert marked(folder, choices, cache)["ada"].fresh
    assert not marked(folder, choices, cache)["ada"].fresh
    reference.write_text(MEAN, encoding="utf-8")
    one = marked(folder, choices, cache)["ada"]
    assert (one.fresh, one.record.row.cost) == (True, "× 3")


def test_weights_for_all(folder: Path) -> None:
    literal = NET.replace("np.random.randn(3, 1)", "np.array([[1.], [2], [3]])")
    put(folder, ada=NET, ben=NET, cem=literal)
    apart = rows(folder)
    assert [bool(apart[name].odd) for name in ("ada", "ben", "cem")] == [False, False, True]
    assert "other weights" in apart["cem"].odd
    together = marked(folder, FolderChoices(same_weights=True))
    assert len({one.record.point for one in together.values()}) == 1


def test_a_name_for_all(folder: Path) -> None:
    put(folder, ada=NET, ben=NET.replace("class Net", "class Other") + NET.split("np\n", 1)[1])
    put(folder, cem=NET.replace("class Net", "class Mine"))
    found = rows(folder, FolderChoices(person=PersonChoices(named="Net")))
    assert [bool(found[name].odd) for name in ("ada", "ben", "cem")] == [False, False, True]
    assert "“Net”" in found["cem"].odd
    assert list(checkable_names(read_source(folder / "ben" / "net.py"))) == ["Net", "Other"]


def test_groups_count_what_came_to_the_same(folder: Path) -> None:
    put(folder, ada=FORGOT, ben=FORGOT, cem=NET, dag="def f(:\n")
    texts = [group.text for group in groups_of(list(rows(folder).values()))]
    assert texts == ["2 miss f'(z2)", "1: syntax error", "1 agrees"]


def test_a_page_for_people(folder: Path) -> None:
    put(folder, ada=FORGOT, ben=NET, **{"<b>eve": "def f(:\n"})
    page = folder_page("week <5>", list(rows(folder).values()))
    assert "week &lt;5&gt;" in page
    assert "&lt;b&gt;eve" in page
    assert "<b>eve" not in page
    assert "1 misses f&#x27;(z2)" in page
    assert "http" not in page.replace("https://www.w3.org", "")
    for row in rows(folder).values():
        assert row.sentence.split("“")[0].split("'")[0] in page


def test_a_table_for_a_spreadsheet_holds_no_formula() -> None:
    row = SubmissionRow("=1+1.py", "@eve", "agree", "", 1e-9, "", 0.1, "-fine")
    line = rows_csv([row]).splitlines()[1]
    assert line.startswith("'=1+1.py,'@eve,agree,,1e-09,,0.1,'-fine")


def test_a_record_is_what_was_written(folder: Path) -> None:
    put(folder, ada=FORGOT)
    (submission,) = find_submissions(folder)
    record = marked(folder)["ada"].record
    text = json.dumps(record_json(record), allow_nan=False)
    assert record_from(json.loads(text), submission) == record


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="needs to know its cores")
def test_no_more_children_than_cores(folder: Path) -> None:
    put(folder, **{f"s{number}": NET for number in range(6)})
    running: set[int] = set()
    most = 0
    for event in check_folder(find_submissions(folder), FolderChoices().trusted):
        if isinstance(event, Begun):
            running.add(event.place)
        elif isinstance(event, Marked):
            running.discard(event.place)
        most = max(most, len(running))
    assert most <= len(os.sched_getaffinity(0))
