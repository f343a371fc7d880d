"""The built site that the book's tests look at."""

import os
from pathlib import Path

import pytest

from daybyday.curriculum import Course


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
