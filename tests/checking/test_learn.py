"""The learner's day on the command line, in a course of its own."""

import json
import os
import subprocess
import sys

import nbformat
import pytest

from daybyday import curriculum, learning, progress
from daybyday.checking import registry
from daybyday.cli import main

TOTAL = len(registry.of_lesson("two-sum"))
RIGHT = "def contains_duplicate(nums):\n    return len(set(nums)) < len(nums)\n"


@pytest.fixture
def daybyday(course, capsys):
    """The command: gives status, output and error output."""

    def run(*arguments):
        status = main(list(arguments))
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def answer(course, function, code):
    """Write an answer into the learner's notebook."""
    file = course / "work" / "day01" / "dsa-two-sum.ipynb"
    notebook = nbformat.read(file, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code" and f" {function}(" in cell.source and "Todo" in cell.source:
            cell.source = code
            break
    else:
        raise AssertionError(f"no cell defines {function}")
    nbformat.write(notebook, file)


def test_a_day_from_start_to_review(course, daybyday, monkeypatch):
    monkeypatch.setenv("DAYBYDAY_TODAY", "2026-01-01")
    status, out, _ = daybyday("start", "1")
    assert (status, out.splitlines()[0]) == (0, "work/day01/dsa-two-sum.ipynb: copied")
    copied = (course / "work/day01/dsa-two-sum.ipynb").read_bytes()
    assert copied == (course / "exercises/day01/dsa-two-sum.ipynb").read_bytes()

    answer(course, "contains_duplicate", RIGHT)
    mine = (course / "work/day01/dsa-two-sum.ipynb").read_bytes()
    status, out, _ = daybyday("start", "1", "dsa")
    assert "there already" in out
    assert (course / "work/day01/dsa-two-sum.ipynb").read_bytes() == mine

    status, out, _ = daybyday("check", "1")
    assert status == 1
    assert "✓ passed · two-sum/contains-duplicate" in out
    assert "○ not started · two-sum/ransom-note" in out
    assert f"1 of {TOTAL} passed." in out

    status, out, _ = daybyday("check", "two-sum/contains-duplicate")
    assert status == 0
    assert "ransom" not in out

    entry = progress.Book(course / "work/progress.json").read()["exercises"]
    assert list(entry) == ["two-sum/contains-duplicate"]
    assert entry["two-sum/contains-duplicate"]["passes"] == ["2026-01-01"]

    status, out, _ = daybyday("progress")
    assert status == 0
    assert f"1 of {TOTAL} published exercises passed" in out
    assert "Streak: 1 day." in out
    assert "◧" in out

    monkeypatch.setenv("DAYBYDAY_TODAY", "2026-01-02")
    status, out, _ = daybyday("review")
    assert out.startswith("two-sum/contains-duplicate  due since 2026-01-02")
    status, out, _ = daybyday("next")
    assert "Two Sum" in out
    assert f"1 of {TOTAL} exercises passed." in out
    assert "Your copy: work/day01/dsa-two-sum.ipynb" in out


def test_starting_again_makes_a_further_copy(course, daybyday):
    daybyday("start", "1")
    answer(course, "contains_duplicate", RIGHT)
    for name in ("dsa-two-sum-2.ipynb", "dsa-two-sum-3.ipynb"):
        assert f"work/day01/{name}: copied" in daybyday("start", "1", "--again")[1]
    assert RIGHT.splitlines()[1].strip() in (course / "work/day01/dsa-two-sum.ipynb").read_text()


def test_a_terminal_without_the_signs_gets_question_marks(course):
    script = "from daybyday import check\ncheck('two-sum/contains-duplicate', lambda nums: 'ü✗')"
    done = subprocess.run(
        [sys.executable, "-c", script],
        env={**os.environ, "PYTHONIOENCODING": "latin-1"},
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode("latin-1").startswith("? wrong")


def test_a_broken_cell_and_a_wrong_answer_are_reported(course, daybyday):
    daybyday("start", "1")
    answer(course, "contains_duplicate", "def contains_duplicate(nums):\n    return True\nbroken")
    answer(course, "ransom_note", "def ransom_note(note, magazine):\n    return False\n")
    status, out, _ = daybyday("check", "work/day01/dsa-two-sum.ipynb")
    assert status == 1
    assert ": NameError: name 'broken' is not defined" in out
    assert "✗ wrong · two-sum/contains-duplicate" in out
    assert "✗ wrong · two-sum/ransom-note" in out


def test_checking_the_courses_own_solutions_is_no_pass(course, daybyday):
    status, out, _ = daybyday("check", "solutions/day01/dsa-two-sum.ipynb")
    assert status == 0, out
    assert f"{TOTAL} of {TOTAL} passed." in out
    assert not (course / "work").exists()


def test_hints_are_counted_and_the_solution_waits_for_an_attempt(course, daybyday):
    numbers = [daybyday("hint", "two-sum/ransom-note")[1][:11] for _ in range(4)]
    assert numbers == ["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Hint 3 of 3"]
    status, out, _ = daybyday("solution", "two-sum/ransom-note")
    assert status == 1
    assert "def ransom_note" not in out
    status, out, _ = daybyday("solution", "two-sum/ransom-note", "--reveal")
    assert status == 0
    assert "def ransom_note" in out
    assert "one pass over the magazine" in out
    entry = progress.Book(course / "work/progress.json").read()["exercises"]["two-sum/ransom-note"]
    assert entry["hints"] == 3
    assert "solution" in entry
    assert "attempts" not in entry
    assert "Hints used: 3. Solutions seen: 1." in daybyday("progress")[1]


def test_a_record_is_carried_from_one_course_to_another(course, daybyday, tmp_path, monkeypatch):
    book = progress.Book(course / "work/progress.json")
    book.change(
        lambda record: progress.note_check(progress.own_entry(record, "a/b"), "passed", "f")
    )
    status, _, _ = daybyday("progress", "--export", str(tmp_path / "out.json"))
    assert status == 0
    monkeypatch.setenv("DAYBYDAY_PROGRESS", str(tmp_path / "other" / "progress.json"))
    status, out, _ = daybyday("progress", "--import", str(tmp_path / "out.json"))
    assert (status, "1 exercise merged" in out) == (0, True)
    other = json.loads((tmp_path / "other" / "progress.json").read_text())
    assert other == json.loads((tmp_path / "out.json").read_text())


def test_what_the_book_exports_is_imported(course, daybyday, tmp_path):
    browser = {
        "version": 1,
        "exercises": {},
        "lessons": {"two-sum": {"done": "2026-01-01T10:11:12Z"}},
    }
    (tmp_path / "browser.json").write_text(json.dumps(browser))
    assert daybyday("progress", "--import", str(tmp_path / "browser.json"))[0] == 0
    assert "1 lesson marked as read" in daybyday("progress")[1]


def test_an_exercise_that_changed_keeps_its_pass_and_says_so(course, daybyday):
    book = progress.Book(course / "work/progress.json")
    book.change(
        lambda record: record["exercises"].update(
            {"two-sum/ransom-note": {"passes": ["2026-01-01"], "fingerprint": "an older one"}}
        )
    )
    out = daybyday("progress")[1]
    assert f"1 of {TOTAL} published exercises passed" in out
    assert "Changed since you passed: two-sum/ransom-note." in out


def test_a_damaged_record_is_said_on_the_command_line(course, daybyday):
    (course / "work").mkdir()
    (course / "work/progress.json").write_text("{")
    status, out, error = daybyday("progress")
    assert status == 1
    assert f"0 of {TOTAL}" in out
    assert "set aside" in error


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("start", "99"), "There is no day 99"),
        (("start", "1", "rust"), "one of dsa, ml, speech"),
        (("start", "2"), "no exercises yet"),
        (("check", "1"), "daybyday start 1"),
        (("check", "two-sum/contains-duplicate"), "daybyday start 1"),
        (("check", "two-sun"), "Did you mean 'two-sum'?"),
        (("check", "nowhere.ipynb"), "no such file"),
        (("hint", "two-sum/ransom"), "Did you mean 'two-sum/ransom-note'?"),
        (("progress", "--import", "nowhere.json"), "cannot be read"),
        (("progress", "--import", "curriculum.yml"), "no record of progress"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(course, daybyday, arguments, words):
    status, _, error = daybyday(*arguments)
    assert status in (1, 2)
    assert words in error
    assert not (course / "work").exists()


def test_the_grid_has_a_sign_for_each_lesson(course):
    record = progress.empty()
    record["lessons"]["two-sum"] = {"done": "2026-01-01"}
    the_map = curriculum.load()
    lines = learning.overview(the_map, record, progress.today(), ascii_only=True).splitlines()
    assert all(character.isascii() for character in "".join(lines))
    for track, line in zip(the_map.tracks, lines[1:4], strict=True):
        assert line.split()[0] == track
        assert len("".join(line.split()[1:])) == 60
    assert lines[1].split()[1].startswith("+")


def test_what_a_lesson_builds_on(course):
    the_map = curriculum.load()
    speech = the_map.lesson("streaming-asr")
    assert learning.prerequisites(the_map, speech) == ["two-sum"]
    later = next(lesson for lesson in the_map.lessons if len(lesson.prerequisites) > 1)
    assert set(later.prerequisites) <= set(learning.prerequisites(the_map, later))


def test_everything_done_says_so(course):
    the_map = curriculum.load()
    record = progress.empty()
    for exercise in learning.exercises_of(the_map.lesson("two-sum")):
        progress.note_check(
            progress.own_entry(record, exercise.id), "passed", exercise.fingerprint()
        )
    assert learning.following(the_map, record).startswith("All that is published is done.")
