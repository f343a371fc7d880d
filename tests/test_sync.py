"""`daybyday sync`: what it writes, what it names, and that it loses nothing."""

import json
import shutil

import pytest

from daybyday import notebooks
from daybyday.book import pages
from daybyday.cli import main
from daybyday.errors import CourseError
from daybyday.syncing import sync

LESSON = "notebooks/day01/dsa-two-sum.ipynb"
SOLUTION = "solutions/day01/dsa-two-sum.ipynb"
EXERCISE = "exercises/day01/dsa-two-sum.ipynb"


@pytest.fixture
def synced(course_copy):
    """A course copy in which nothing is left to sync."""
    sync(course_copy)
    return course_copy


def changed(course, *paths, write=False) -> list[str]:
    return [path.as_posix() for path in sync(course, paths, write=write).changed]


def shake(course, path: str) -> None:
    """Store a notebook as a careless editor does."""
    file = course.root / path
    book = json.loads(file.read_text())
    for number, cell in enumerate(book["cells"]):
        cell["id"] = f"{number:08x}"
        if cell["cell_type"] == "code":
            cell["execution_count"] = number
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
    book["metadata"]["widgets"] = {"state": {}}
    file.write_text(json.dumps(book))


def test_the_course_is_in_sync(course):
    """Where this fails, `make sync` and a commit of what it writes put it right."""
    outcome = sync(course, write=False)
    assert not outcome.changed
    assert not outcome.removed
    assert not outcome.findings


def test_a_second_sync_writes_nothing(synced):
    assert changed(synced, write=True) == []


def test_every_derived_file_is_written(course_copy):
    (course_copy.root / EXERCISE).unlink()
    written = changed(course_copy, write=True)
    assert EXERCISE in written
    assert "_toc.yml" in written
    assert "pages/days/day-60.md" in written
    assert (course_copy.root / EXERCISE).is_file()
    toc = (course_copy.root / "_toc.yml").read_text()
    assert "exercises/day01/dsa-two-sum" in toc  # it was derived before the contents were made


def test_a_careless_save_is_undone(synced):
    before = {path: (synced.root / path).read_text() for path in (LESSON, SOLUTION, EXERCISE)}
    for path in before:
        shake(synced, path)
    assert changed(synced, write=True) == list(before)
    after = {path: (synced.root / path).read_text() for path in before}
    assert "x" not in [cell.get("outputs") for cell in json.loads(after[LESSON])["cells"]]
    strip = str.maketrans("", "", "0123456789")
    # All is as before but for the numbers of cells that had come between others.
    assert {p: t.translate(strip) for p, t in after.items()} == {
        p: t.translate(strip) for p, t in before.items()
    }


def test_a_changed_answer_does_not_change_the_exercise_but_a_changed_task_does(synced):
    book = notebooks.read(synced.root / SOLUTION)
    cell = next(c for c in book["cells"] if "### BEGIN SOLUTION" in notebooks.source(c))
    marked = notebooks.source(cell)
    cell["source"] = marked.replace("### BEGIN SOLUTION\n", "### BEGIN SOLUTION\n    print()\n", 1)
    notebooks.write(synced.root / SOLUTION, book)
    assert changed(synced) == []
    cell["source"] = marked.replace("def ", "def my_", 1)
    notebooks.write(synced.root / SOLUTION, book)
    assert changed(synced) == [EXERCISE]


def test_with_paths_only_they_and_their_exercises_are_touched(synced):
    for path in (LESSON, SOLUTION):
        shake(synced, path)
    (synced.root / "_toc.yml").unlink()
    assert changed(synced, LESSON) == [LESSON]
    assert changed(synced, EXERCISE) == changed(synced, SOLUTION) == [SOLUTION]
    (synced.root / EXERCISE).unlink()
    assert changed(synced, SOLUTION) == [SOLUTION, EXERCISE]


def test_check_writes_nothing_and_names_what_would_change(synced, monkeypatch, capsys):
    monkeypatch.chdir(synced.root)
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    shake(synced, LESSON)
    stale = synced.root / pages.DERIVED_FOLDERS[0] / "week-99.md"
    stale.write_text("# Old\n")
    text = (synced.root / LESSON).read_text()
    assert main(["sync", "--check"]) == 1
    shown = capsys.readouterr()
    assert f"{LESSON}: would be written" in shown.out
    assert "week-99.md: would be removed" in shown.out
    assert "make sync" in shown.err
    assert (synced.root / LESSON).read_text() == text
    assert main(["sync"]) == 0
    assert f"{LESSON}: written" in capsys.readouterr().out
    assert not stale.exists()
    assert main(["sync", "--check"]) == 0
    assert capsys.readouterr().out == ""


def test_a_faulty_solution_stops_no_other_file(synced):
    shake(synced, LESSON)
    book = notebooks.read(synced.root / SOLUTION)
    number, cell = next(
        (number, cell)
        for number, cell in enumerate(book["cells"], 1)
        if "### END SOLUTION" in notebooks.source(cell)
    )
    cell["source"] = notebooks.source(cell).replace("### END SOLUTION", "")
    notebooks.write(synced.root / SOLUTION, book)
    exercise = (synced.root / EXERCISE).read_text()
    outcome = sync(synced)
    assert [path.as_posix() for path in outcome.changed] == [LESSON]
    assert f"{SOLUTION}: cell {number}, line " in str(outcome.findings[0])
    assert "never closed" in str(outcome.findings[0])
    assert (synced.root / EXERCISE).read_text() == exercise


def test_a_broken_notebook_is_left_as_it_is_and_named(synced, monkeypatch, capsys):
    monkeypatch.chdir(synced.root)
    monkeypatch.delenv("DAYBYDAY_COURSE", raising=False)
    (synced.root / LESSON).write_text("{\n<<<<<<< HEAD\n}")
    assert main(["sync"]) == 1
    assert f"{LESSON}: line 2: a merge conflict's marker" in capsys.readouterr().err
    assert (synced.root / LESSON).read_text() == "{\n<<<<<<< HEAD\n}"


def test_an_exercise_without_its_solution_is_kept_and_named(synced):
    (synced.root / SOLUTION).unlink()
    outcome = sync(synced, [EXERCISE])
    assert [str(finding) for finding in outcome.findings] == [
        f"{EXERCISE}: its twin {SOLUTION} is missing; restore that, or delete this"
    ]
    assert (synced.root / EXERCISE).is_file()


def test_a_notebook_that_the_map_does_not_know_is_named(synced):
    stray = "notebooks/day02/dsa-two-sum.ipynb"
    (synced.root / "notebooks/day02").mkdir()
    shutil.copy(synced.root / LESSON, synced.root / stray)
    findings = [str(finding) for finding in sync(synced).findings]
    assert findings == [
        f"{stray}: the map has it at {LESSON}; move or rename the file, or mend the map."
    ]


def test_a_path_outside_the_course_is_refused(synced, tmp_path_factory):
    with pytest.raises(CourseError, match="lies outside the course"):
        sync(synced, [tmp_path_factory.mktemp("other")])
