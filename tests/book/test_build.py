"""`daybyday book` from outside: what it says, how it ends, what it writes again."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT

from daybyday import curriculum
from daybyday.book import pages

pytest.importorskip("jupyter_book", reason="the book's libraries are not installed")
LESSON, SOLUTION = (f"{tree}/day01/dsa-two-sum" for tree in ("notebooks", "solutions"))


def edit(notebook: Path, change) -> None:
    """Let `change` alter the list of cells."""
    content = json.loads(notebook.read_text("utf-8"))
    change(content["cells"])
    notebook.write_text(json.dumps(content), "utf-8")


def keep_prose_and(line: str):
    """A change that leaves one line of code, so that the notebook runs in no time."""

    def change(cells: list[dict]) -> None:
        first = next(cell for cell in cells if cell["cell_type"] == "code")
        cells[:] = [cell for cell in cells if cell["cell_type"] == "markdown" or cell is first]
        first |= {"source": [line], "metadata": {}}

    return change


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """The course with one day, of which one lesson's solutions raise."""
    root = tmp_path_factory.mktemp("course")
    for name in ("curriculum.yml", "interview-lists.yml", "_config.yml", "index.md"):
        shutil.copy(ROOT / name, root / name)
    for name in ("CHANGELOG.md", "CONTRIBUTING.md", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, root / name)
    for name in ("pages", "references"):
        shutil.copytree(ROOT / name, root / name)
    for tree in curriculum.TREES:
        shutil.copytree(ROOT / tree / "day01", root / tree / "day01")
        for notebook in (root / tree).rglob("*.ipynb"):
            # Each its own line: the same code would share one record of the run.
            edit(notebook, keep_prose_and(f"print('ran {tree} {notebook.stem}')"))
    edit(root / f"{SOLUTION}.ipynb", keep_prose_and("print(1 / 0)"))
    (root / "_toc.yml").write_text(pages.toc(curriculum.load(root)), "utf-8")
    return root


def book(folder: Path, *options: str) -> subprocess.CompletedProcess:
    """Run the command on that course."""
    return subprocess.run(
        [sys.executable, "-m", "daybyday", "book", *options],
        cwd=folder,
        env=os.environ | {"DAYBYDAY_COURSE": str(folder)},
        capture_output=True,
        text=True,
        timeout=250,
    )


def page(folder: Path, name: str) -> BeautifulSoup:
    text = (folder / "_build" / "html" / f"{name}.html").read_text("utf-8")
    return BeautifulSoup(text, "html.parser")


def written(folder: Path) -> dict[str, int]:
    """When each page was written."""
    html = folder / "_build" / "html"
    return {
        file.relative_to(html).as_posix(): file.stat().st_mtime_ns for file in html.rglob("*.html")
    }


def test_a_notebook_that_fails_is_named_and_the_rest_is_built(folder):
    done = book(folder)
    print(done.stdout, done.stderr)
    assert done.returncode == 1
    assert f"{SOLUTION}.ipynb: cell 2, line 1: failed" in done.stdout
    warning = page(folder, SOLUTION).select_one(".admonition.warning")
    assert "last run failed" in warning.text
    assert "ZeroDivisionError" in warning.text
    assert not page(folder, LESSON).select(".admonition.warning")
    outputs = [tag.text.strip() for tag in page(folder, LESSON).select(".output pre")]
    assert outputs == ["ran notebooks dsa-two-sum"]
    assert "ZeroDivisionError" in page(folder, "pages/status").text


def test_a_mended_notebook_changes_its_page_and_what_shows_its_run(folder):
    before = written(folder)
    edit(folder / f"{SOLUTION}.ipynb", keep_prose_and("print(1 / 1)"))
    done = book(folder)
    print(done.stdout, done.stderr)
    assert done.returncode == 0
    assert not page(folder, SOLUTION).select(".admonition.warning")
    after = written(folder)
    assert after[f"{SOLUTION}.html"] > before[f"{SOLUTION}.html"]
    for name in ("exercises/day01/dsa-two-sum", "notebooks/day01/ml-candidate-retrieval"):
        assert after[f"{name}.html"] == before[f"{name}.html"], name


def test_where_nothing_changed_nothing_is_written(folder):
    before = written(folder)
    done = book(folder)
    assert done.returncode == 0
    assert "nothing changed" in done.stdout
    assert written(folder) == before
