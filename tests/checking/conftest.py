"""What the checking tests share: no learner's record is touched, and a course of their own."""

import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _no_record(monkeypatch):
    monkeypatch.setenv("DAYBYDAY_PROGRESS", "off")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A copy of the course with only Day 1's Two Sum, and a record of its own; its folder."""
    for name in ("curriculum.yml", "interview-lists.yml"):
        shutil.copy(ROOT / name, tmp_path / name)
    for tree in ("notebooks", "solutions", "exercises"):
        folder = tmp_path / tree / "day01"
        folder.mkdir(parents=True)
        shutil.copy(ROOT / tree / "day01" / "dsa-two-sum.ipynb", folder)
    monkeypatch.setenv("DAYBYDAY_COURSE", str(tmp_path))
    monkeypatch.delenv("DAYBYDAY_PROGRESS")
    monkeypatch.chdir(tmp_path)
    return tmp_path
