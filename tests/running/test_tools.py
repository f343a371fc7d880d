"""Any standard tool must agree: published notebooks run as they are, without `daybyday run`."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT, quick_environment

TOOLS = {
    "jupyter execute": ["-m", "jupyter", "execute", "--inplace", "{path}"],
    "papermill": ["-m", "papermill", "--no-progress-bar", "{path}", "{path}"],
    "nbmake": ["-m", "pytest", "-q", "-p", "no:cacheprovider", "--nbmake", "--overwrite", "{path}"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_standard_tool_agrees(tool, course, tmp_path: Path):
    """The shortest exercise notebook of the course, from a clean copy of its folder."""
    path = min(
        course.notebooks(trees=("exercises",)), key=lambda path: (ROOT / path).stat().st_size
    )
    copy = tmp_path / path
    copy.parent.mkdir(parents=True)
    shutil.copy(ROOT / path, copy)
    command = [part.format(path=copy) for part in TOOLS[tool]]
    # `jupyter` finds its subcommands on the search path.
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [sys.executable, *command],
        cwd=copy.parent,
        env=quick_environment() | {"PATH": path},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    cells = [c for c in json.loads(copy.read_text())["cells"] if c["cell_type"] == "code"]
    assert any(cell["outputs"] for cell in cells)
    assert not [o for cell in cells for o in cell["outputs"] if o["output_type"] == "error"]
