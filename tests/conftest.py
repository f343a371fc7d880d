"""What several test files share: the real course, and a copy of Day 1 that a test may break."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from daybyday import curriculum
from daybyday.curriculum import Course

ROOT = Path(__file__).resolve().parent.parent


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
