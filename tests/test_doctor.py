"""The doctor tells a ready machine from one that lacks a part, in words that name the remedy."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from daybyday import doctor
from daybyday.curriculum import find_root

ROOT = find_root(Path(__file__))


@pytest.fixture
def bare_python(tmp_path):
    """An interpreter with the course's source on its path and not one package installed."""
    venv.create(tmp_path / "bare", with_pip=False, symlinks=True)
    return tmp_path / "bare" / "bin" / "python"


def call(python, **environment):
    return subprocess.run(
        [python, "-m", "daybyday", "doctor"],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )


def test_this_machine_is_ready():
    result = call(sys.executable)
    assert result.returncode == 0, result.stdout + result.stderr
    assert result.stdout.rstrip().endswith("This machine is ready.")


def test_a_bare_python_is_told_what_is_missing(bare_python):
    result = call(bare_python, PYTHONPATH=str(ROOT / "src"))
    assert result.returncode == 1
    assert "MISSING   Packages: not installed:" in result.stdout
    assert "MISSING   Kernel: It does not work: ModuleNotFoundError" in result.stdout
    assert "Run: make setup" in result.stdout
    assert "Traceback" not in result.stdout + result.stderr


def test_a_package_of_another_version_is_named(tmp_path):
    (tmp_path / "requirements.lock").write_text(
        "pytest==0.0.1 \\\n    --hash=sha256:0\nno-such-thing==1 ; sys_platform == 'plan9'\n"
    )
    found = doctor.packages(tmp_path)
    assert found.state == "missing"
    assert "another version: pytest" in found.says
    assert "no-such-thing" not in found.says


def test_an_unwritable_build_folder_is_named(tmp_path):
    (tmp_path / "_build").write_text("a file where a folder should be")
    found = doctor.build_folder(tmp_path)
    assert found.state == "missing"
    assert "_build cannot be written" in found.says


def test_an_unsupported_python_is_named(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 10, 4, "final", 0))
    found = doctor.python()
    assert found.state == "missing"
    assert "3.10.4" in found.says
