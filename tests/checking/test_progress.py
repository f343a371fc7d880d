"""The record: safe with several writers, never lost, merged the same whatever the order."""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from daybyday import progress
from daybyday.errors import CourseError

WRITER = """
import sys
from daybyday import progress
book = progress.Book(sys.argv[1])
for number in range(int(sys.argv[3])):
    book.change(lambda record: progress.note_check(
        progress.own_entry(record, f"{sys.argv[2]}/{number}"), "passed", "f"))
"""


def passed(record, identity, **more):
    record["exercises"][identity] = {"passes": ["2026-01-02"], "fingerprint": "f", **more}


def test_two_writers_at_once_lose_no_record(tmp_path):
    file = tmp_path / "work" / "progress.json"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, file, name, "60"]) for name in ("a", "b")
    ]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    record = progress.Book(file).read()
    assert len(record["exercises"]) == 120
    assert [p.name for p in file.parent.iterdir() if "damaged" in p.name] == []


def test_a_writer_killed_at_any_moment_leaves_a_whole_record(tmp_path):
    file = tmp_path / "progress.json"
    sizes = []
    for _ in range(12):
        writer = subprocess.Popen([sys.executable, "-c", WRITER, file, "x", "100000"])
        while not file.exists():
            time.sleep(0.005)
        time.sleep(0.05)
        writer.send_signal(signal.SIGKILL)
        writer.wait(30)
        sizes.append(len(progress.parse(file.read_text())["exercises"]))
    assert sizes == sorted(sizes)
    assert sizes[0] > 0
    progress.Book(file).change(lambda record: None)  # the lock died with its holder


def test_dying_between_writing_and_renaming_leaves_the_old_record(tmp_path):
    file = tmp_path / "progress.json"
    progress.Book(file).change(lambda record: passed(record, "a/b"))
    child = os.fork()
    if child == 0:
        os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
        progress.Book(file).change(lambda record: record["exercises"].clear())
        os._exit(0)
    assert os.waitpid(child, 0)[1] == signal.SIGKILL
    assert list(progress.Book(file).read()["exercises"]) == ["a/b"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1"),
        ('{"version": 1, "exercises": {', "line 1"),
        ("[]", "version"),
        ('{"version": 1, "exercises": []}', "exercises"),
        ('{"version": 1, "exercises": {"a/b": {"attempts": "3"}}}', "attempts"),
        ('{"version": 1, "exercises": {"a/b": {"passes": ["soon"]}}}', "no date"),
        ('{"version": 1, "lessons": {"a": {"done": 3}}}', "no date"),
        (b"\xff\xfe\x00", "utf-8"),
    ],
)
@pytest.mark.parametrize("way", ["read", "change"])
def test_a_damaged_record_is_set_aside_and_said_so(tmp_path, text, reason, way):
    file = tmp_path / "progress.json"
    data = text if isinstance(text, bytes) else text.encode()
    file.write_bytes(data)
    book = progress.Book(file)
    if way == "read":
        assert book.read() == progress.empty()
    else:
        book.change(lambda record: passed(record, "a/b"))
        assert list(book.read()["exercises"]) == ["a/b"]
    [aside] = tmp_path.glob("progress.damaged-*.json")
    assert aside.read_bytes() == data
    assert len(book.notices) == 1
    assert reason in book.notices[0]
    assert aside.name in book.notices[0]


def test_two_damaged_records_in_a_second_are_both_kept(tmp_path):
    file = tmp_path / "progress.json"
    for text in ("one", "two"):
        file.write_text(text)
        progress.Book(file).read()
    assert {path.read_text() for path in tmp_path.glob("progress.damaged-*")} == {"one", "two"}


def test_a_record_of_a_later_version_is_left_alone(tmp_path):
    file = tmp_path / "progress.json"
    file.write_text('{"version": 99}')
    with pytest.raises(CourseError, match="version 99"):
        progress.Book(file).change(lambda record: None)
    assert file.read_text() == '{"version": 99}'


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "work").write_text("a file")
    with pytest.raises(CourseError, match="cannot be written"):
        progress.Book(tmp_path / "work" / "progress.json").change(lambda record: None)


def test_unknown_keys_survive_a_change(tmp_path):
    file = tmp_path / "progress.json"
    file.write_text('{"version": 1, "theme": "dark", "exercises": {"a/b": {"note": "x"}}}')
    progress.Book(file).change(lambda record: passed(record, "c/d"))
    record = json.loads(file.read_text())
    assert record["theme"] == "dark"
    assert record["exercises"]["a/b"] == {"note": "x"}


def test_checks_hints_and_solutions_are_entered(monkeypatch):
    monkeypatch.setenv("DAYBYDAY_TODAY", "2026-03-04")
    entry = {}
    progress.note_check(entry, "not started", "f1")
    assert entry == {}
    progress.note_check(entry, "wrong", "f1")
    assert (entry["attempts"], entry["verdict"], entry["fingerprint"]) == (1, "wrong", "f1")
    progress.note_check(entry, "passed", "f2")
    progress.note_check(entry, "passed", "f2")
    assert entry["passes"] == ["2026-03-04"]
    progress.note_check(entry, "wrong", "f3")
    assert entry["fingerprint"] == "f2", "a pass is of the exercise as it was then"
    assert (entry["attempts"], entry["verdict"]) == (4, "wrong")
    assert [progress.note_hint(entry, 2) for _ in range(3)] == [1, 2, 2]
    progress.note_solution(entry)
    first = entry["solution"]
    progress.note_solution(entry)
    assert entry["solution"] == first


def test_a_renamed_exercise_keeps_its_record():
    record = progress.empty()
    passed(record, "old/name", attempts=2, hints=1)
    assert progress.entry_of(record, "new/name", ("old/name",))["attempts"] == 2
    entry = progress.own_entry(record, "new/name", ("old/name",))
    progress.note_check(entry, "passed", "g")
    assert list(record["exercises"]) == ["new/name"]
    assert record["exercises"]["new/name"]["attempts"] == 3
    assert "2026-01-02" in record["exercises"]["new/name"]["passes"]


days = st.dates(date(2026, 1, 1), date(2026, 1, 9)).map(date.isoformat)
entries = st.fixed_dictionaries(
    {},
    optional={
        "attempts": st.integers(0, 3),
        "hints": st.integers(0, 3),
        "verdict": st.sampled_from(["passed", "wrong"]),
        "last": days.map(lambda day: f"{day}T00:00:00Z"),
        "passes": st.lists(days, max_size=3, unique=True).map(sorted),
        "fingerprint": st.sampled_from("fg"),
        "solution": days.map(lambda day: f"{day}T00:00:00Z"),
    },
)
records = st.fixed_dictionaries(
    {
        "version": st.just(1),
        "exercises": st.dictionaries(st.sampled_from(["a/b", "c/d"]), entries),
        "lessons": st.dictionaries(
            st.sampled_from("ab"), st.fixed_dictionaries({}, optional={"done": days})
        ),
    }
)


@settings(derandomize=True, database=None, deadline=None)
@given(records, records)
def test_merging_loses_nothing_and_twice_is_once(one, other):
    merged = progress.merge(one, other)
    assert progress.parse(json.dumps(merged))
    again = progress.merge(merged, other)
    assert progress.merge(merged, merged) == merged == again
    back = progress.merge(other, one)
    for name in {*one["exercises"], *other["exercises"]}:
        mine, theirs = merged["exercises"][name], back["exercises"][name]
        assert mine == theirs
        for side in (one, other):
            entry = side["exercises"].get(name, {})
            assert set(entry.get("passes", [])) <= set(mine.get("passes", []))
            assert entry.get("attempts", 0) <= mine.get("attempts", 0)
            assert entry.get("hints", 0) <= mine.get("hints", 0)
            assert "solution" not in entry or mine["solution"] <= entry["solution"]
    assert merged["lessons"] == back["lessons"]


@pytest.mark.parametrize(
    ("passes", "due"),
    [
        ([], None),
        (["2026-01-01"], "2026-01-02"),
        (["2026-01-01", "2026-01-02"], "2026-01-09"),
        (["2026-01-01", "2026-01-05"], "2026-01-12"),
        (["2026-01-01", "2026-01-02", "2026-01-03"], "2026-01-09"),
        (["2026-01-01", "2026-01-02", "2026-01-09"], "2026-01-30"),
        (["2026-01-01", "2026-01-02", "2026-01-09", "2026-01-30"], None),
    ],
)
def test_repetition_is_due_after_1_7_and_21_days(passes, due):
    found = progress.due({"passes": passes})
    assert found == (date.fromisoformat(due) if due else None)


def test_the_streak_counts_days_in_a_row():
    record = progress.empty()
    record["exercises"]["a/b"] = {"passes": ["2026-01-03", "2026-01-05"]}
    record["lessons"]["a"] = {"done": "2026-01-04T22:00:00Z"}
    assert progress.streak(record, date(2026, 1, 5)) == 3
    assert progress.streak(record, date(2026, 1, 6)) == 3, "today may still come"
    assert progress.streak(record, date(2026, 1, 7)) == 0
    assert progress.streak(progress.empty(), date(2026, 1, 7)) == 0
