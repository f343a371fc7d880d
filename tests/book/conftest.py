"""The built site that the book's tests look at, and a real browser to look with."""

import os
import shutil
from pathlib import Path

import pytest

from daybyday.curriculum import Course

REQUIRED = os.environ.get("DAYBYDAY_REQUIRE_BROWSER") == "1"


@pytest.fixture(scope="session")
def site(course: Course) -> Path:
    """`_build/html` of the real course, executed and built as `daybyday book` does it.

    `DAYBYDAY_SITE` names a site that is built already, to look at that one instead.
    """
    if built := os.environ.get("DAYBYDAY_SITE"):
        return Path(built)
    pytest.importorskip("jupyter_book", reason="the book's libraries are not installed")
    from daybyday.book.build import build
    from daybyday.running import run

    run([course.root / tree for tree in ("notebooks", "solutions", "exercises")])
    return build(course).parent


@pytest.fixture(scope="session")
def browser():
    """A real Chromium; without one the tests that need it are left out, or fail where required."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        words = "No Chromium here: apt-get install chromium, then the site is tried in it."
        if REQUIRED:
            pytest.fail(words)
        pytest.skip(words)
    playwright = pytest.importorskip("playwright.sync_api")
    options = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with playwright.sync_playwright() as driver:
        started = driver.chromium.launch(executable_path=chromium, args=options)
        yield started
        started.close()
