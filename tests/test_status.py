"""`daybyday status`: counts from files, figures from the last run and trial."""

import json

import pytest

from daybyday import scaffold, status
from daybyday.cli import main
from daybyday.errors import CourseError

TRIAL = {
    "id": "two-sum/contains-duplicate",
    "faults": [],
    "wrong": ["a", "b", "c"],
    "right": 2,
    "mutants": 9,
    "killed": 8,
    "equivalent": {"line 1": "why"},
}


def row(text: str, start: str) -> list[str]:
    """The cells of the first line that begins with `start`."""
    return next(line for line in text.split("\n") if line.startswith(start)).split()


def test_it_counts_by_week_and_track(course_copy):
    before = len(course_copy.published)
    scaffold.new(course_copy, course_copy.lesson("binary-search"))
    text = status.report(course_copy)
    assert text.startswith(f"{before + 1} of 180 lessons are published.")
    assert row(text, "all")[-1] == f"{before + 1}/180"
    assert row(text, "week 2")[2:6] == ["1/7", "0/7", "0/7", "1/21"]
    assert "daybyday run" in text  # nothing was run in this copy
    assert f"Open ({179 - before}, all with" in text


def test_it_shows_the_last_run_and_trial(course_copy):
    build = course_copy.root / "_build"
    build.mkdir()
    lesson = course_copy.lesson("two-sum")
    records = [
        {"path": path.as_posix(), "status": "ok", "seconds": 3.21, "peak_mb": 250.4}
        for path in lesson.files[:3]
    ]
    (build / "run.json").write_text(json.dumps(records))
    (build / "checks.json").write_text(json.dumps([TRIAL]))
    claims = status.claims(course_copy.root / lesson.notebook)
    assert claims >= 3
    text = status.report(course_copy)
    cells = row(text, "day  1  dsa-two-sum")
    assert cells[3:] == ["ok", "3.2", "250", str(claims), "1", "3", "2", "8/9", "(1", "equivalent)"]
    assert row(text, "two-sum/contains-duplicate")
    records[1]["status"] = "kernel died"
    (build / "run.json").write_text(json.dumps(records))
    assert "kernel died" in status.report(course_copy)


@pytest.mark.parametrize("text", ["{", "{}", "[1]"])
def test_a_damaged_record_is_named(course_copy, text):
    (course_copy.root / "_build").mkdir()
    (course_copy.root / "_build/run.json").write_text(text)
    with pytest.raises(CourseError, match=r"run\.json is not a list of records; delete it"):
        status.report(course_copy)


def test_the_command_lists_open_lessons(course_copy, monkeypatch, capsys):
    monkeypatch.chdir(course_copy.root)
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    assert main(["status", "--open"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 180 - len(course_copy.published)
    assert "valid-parentheses" in "".join(lines)
