"""The gate: every published notebook has run to its end within the rules.

The notebooks are executed by the same run, with the same cache, as the book and the status page
use: what is unchanged since `daybyday run`, `make book` or the last test is not executed again.
"""

import pytest
from conftest import ROOT

from daybyday import curriculum
from daybyday.running import report, run
from daybyday.running.records import locked

NOTEBOOKS = [path.as_posix() for path in curriculum.load(ROOT).notebooks()]


@pytest.fixture(scope="session")
def outcome():
    # Processes of pytest-xdist take turns; the second finds everything done.
    with locked(ROOT / "_build" / "tests.lock"):
        return run(root=ROOT)


@pytest.mark.timeout(3600)  # the first of these waits for all notebooks
@pytest.mark.parametrize("path", NOTEBOOKS)
def test_notebook_runs(outcome, path):
    record = outcome.record(path)
    assert record is not None, f"{path} has no record in the run"
    assert record.ok, "\n" + report.failure(record)


def test_every_published_lesson_has_its_three_notebooks(course):
    expected = {
        path.as_posix()
        for lesson in course.published
        for path in (lesson.notebook, lesson.solution, lesson.exercise)
    }
    assert expected <= set(NOTEBOOKS), "a lesson without its solutions or exercises"


def test_claims_are_asserted(outcome, course):
    """What the lint asks for is what was executed: each lesson asserts at least three claims."""
    for lesson in course.published:
        record = outcome.record(lesson.notebook)
        assert record.claims >= 3, f"{lesson.notebook}: {record.claims} cells tagged claim"
