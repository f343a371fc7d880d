"""A small course of its own for each test, with notebooks that the test writes."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from daybyday.running import report
from daybyday.running.runs import Outcome, run

ROOT = Path(__file__).resolve().parents[2]
HOME = ROOT / "_build" / "cache" / "home"


def quick_environment() -> dict[str, str]:
    """The environment of child processes, with modules compiled once for all of them."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "CI")}
    return kept | {"PYTHONPYCACHEPREFIX": str(HOME / "pycache")}


@dataclass
class Scratch:
    """A course that a test may do anything with."""

    root: Path

    def add(self, path: str, *cells: str | dict, kernel: str = "python3") -> Path:
        """Write a notebook; a dict is a code cell with `source` and `tags`, `# ` starts prose."""
        entries = []
        for number, cell in enumerate(cells):
            cell = {"source": cell, "tags": []} if isinstance(cell, str) else cell
            prose = cell["source"].startswith("# ") and "\n" not in cell["source"]
            entry = {
                "cell_type": "markdown" if prose else "code",
                "id": f"cell-{number}",
                "metadata": {"tags": cell["tags"]} if cell.get("tags") else {},
                "source": cell["source"],
            }
            entries.append(entry if prose else entry | {"execution_count": None, "outputs": []})
        notebook = {
            "cells": entries,
            "metadata": {"kernelspec": {"name": kernel, "display_name": "", "language": "python"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(notebook))
        return file

    def run(self, *paths: str, **options) -> Outcome:
        """Run it in this process."""
        options.setdefault("budgets", False)
        return run([self.root / path for path in paths], root=self.root, **options)

    def executed(self, path: str) -> dict:
        """The executed copy of a notebook."""
        return json.loads((self.root / "_build" / "executed" / path).read_text())

    def outputs(self, path: str) -> list[str]:
        """What each code cell of the executed copy printed or showed, as text."""
        texts = []
        for cell in self.executed(path)["cells"]:
            if cell["cell_type"] == "code":
                parts = [
                    "".join(output.get("text") or output["data"]["text/plain"])
                    for output in cell["outputs"]
                ]
                texts.append("".join(parts).strip())
        return texts

    def records(self) -> dict[str, dict]:
        """`run.json`, by path."""
        entries = json.loads((self.root / "_build" / "run.json").read_text())
        return {entry["path"]: entry for entry in entries}

    def environment(self) -> dict[str, str]:
        """The environment in which a command works on this course."""
        return quick_environment() | {"DAYBYDAY_COURSE": str(self.root)}

    def command(self, *arguments: str, **options) -> subprocess.CompletedProcess:
        """Run the command line on it."""
        return subprocess.run(
            [sys.executable, "-m", "daybyday", "run", *arguments],
            cwd=self.root,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=100,
            **options,
        )


def make_scratch(folder: Path) -> Scratch:
    """A course without notebooks whose kernels share the compiled modules of the real one."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("curriculum.yml", "interview-lists.yml", "requirements.lock"):
        shutil.copy(ROOT / name, folder / name)
    for tree in ("notebooks", "solutions", "exercises"):
        (folder / tree).mkdir()
    HOME.mkdir(parents=True, exist_ok=True)
    (folder / "_build" / "cache").mkdir(parents=True)
    (folder / "_build" / "cache" / "home").symlink_to(HOME)
    return Scratch(folder)


@pytest.fixture
def scratch(tmp_path: Path) -> Scratch:
    """A course of this test's own."""
    return make_scratch(tmp_path)


@pytest.fixture
def heard() -> "Heard":
    """Progress that remembers what it was told."""
    return Heard()


class Heard(report.Silent):
    """Progress that remembers what it was told, and lets a test act on it."""

    def __init__(self):
        self.events: list[tuple] = []
        self.at = lambda event: None

    def _note(self, *event):
        self.events.append(event)
        self.at(event)

    def started(self, path):
        self._note("started", path)

    def at_cell(self, path, cell):
        self._note("cell", path, cell)

    def ended(self, record, expected):
        self._note("ended", record.path, record.status)

    @property
    def executed(self) -> set[str]:
        """Notebooks that were executed."""
        return {event[1] for event in self.events if event[0] == "started"}
