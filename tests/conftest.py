"""What several test files share: the real course, and a copy of Day 1 that a test may break."""

import json
import shutil
from collections.abc import Callable
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
def course_copy(tmp_path: Path) -> Course:
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
    return curriculum.load(tmp_path)


@pytest.fixture
def change_cell() -> Callable[[Path, int, Callable[[dict], None]], None]:
    """`change_cell(file, number, change)`: let `change` alter a cell of a notebook in place."""

    def change_in_place(file: Path, number: int, change: Callable[[dict], None]) -> None:
        notebook = json.loads(file.read_text())
        change(notebook["cells"][number - 1])
        file.write_text(json.dumps(notebook))

    return change_in_place
