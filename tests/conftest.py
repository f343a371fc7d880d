"""What several test files share: the real course, a copy of Day 1 to break, a real browser."""

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from daybyday import curriculum
from daybyday.curriculum import Course

ROOT = Path(__file__).resolve().parent.parent


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log):
    """In several processes, tests that share something dear stay in one.

    The book's tests and the notebooks' share the run and the site; other files share what their
    fixtures make; the exercises share nothing. (pytest-xdist's own groups are lost in pytest 9.)
    """
    from xdist.scheduler import LoadScopeScheduling

    class Shared(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.split("::")[0].removeprefix("tests/")
            if file.startswith("book/") or file == "test_every_notebook.py":
                return "book"
            return nodeid if file == "test_exercises.py" else file

    return Shared(config, log)


@pytest.fixture(scope="session")
def course() -> Course:
    """The course as it is."""
    return curriculum.load(ROOT)


@pytest.fixture
def course_copy(course: Course, tmp_path: Path) -> Course:
    """A course in a folder of its own with the real map and the real lessons of Day 1."""
    for name in ("curriculum.yml", "interview-lists.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for tree in (
        "notebooks",
        "solutions",
        "exercises",
        "src/daybyday/checks",
        "tests/wrong_answers",
    ):
        shutil.copytree(ROOT / tree / "day01", tmp_path / tree / "day01")
    shutil.copytree(ROOT / "references", tmp_path / "references")
    for room in (ROOT / "src" / "daybyday").glob("*.py"):
        shutil.copy(room, tmp_path / "src" / "daybyday" / room.name)
    return replace(course, root=tmp_path)


@pytest.fixture(scope="module")
def browser():
    """A real Chromium; without one the tests that need it are left out, or fail where required.

    It is closed after each module: Playwright keeps an event loop running in this thread, in
    which no other test could start one.
    """
    names = ("chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)), None)
    if chromium is None:
        words = "No Chromium here: apt-get install chromium, then the pages are tried in it."
        if os.environ.get("DAYBYDAY_REQUIRE_BROWSER") == "1":
            pytest.fail(words)
        pytest.skip(words)
    playwright = pytest.importorskip("playwright.sync_api")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=options)
        yield started
        started.close()
