"""`daybyday book`: run what changed, stage it, build the site with Jupyter Book."""

import contextlib
import hashlib
import io
import json
import os
import re
import sys
from importlib.metadata import version
from pathlib import Path

from daybyday.book import repository, staging
from daybyday.book.site import Site, git
from daybyday.curriculum import Course
from daybyday.errors import CourseError

# Pages are read and written by this many processes.
JOBS = min(2, os.cpu_count() or 1)
LIBRARIES = ("jupyter-book", "sphinx", "myst-nb", "myst-parser", "docutils", "math-core")


def build(course: Course, *, fresh: bool = False, strict: bool = True, jobs: int = JOBS) -> Path:
    """Stage and build; the path of the site's first page.

    Nothing is built where nothing changed since the last complete build.

    Args:
        fresh: forget what was built before.
        strict: a warning of Sphinx fails the build (after all pages have been written).

    Raises:
        CourseError: Jupyter Book is not installed, or the build had faults.
    """
    out = course.root / "_build"
    first = out / "html" / "index.html"
    stamp = out / "html.json"
    staged = staging.stage(course, out / "source")
    state = _state(course, staged, strict)
    known = _read(stamp)
    if not fresh and first.is_file() and known == state:
        print("book: nothing changed")
        return first
    stamp.unlink(missing_ok=True)
    # jsonschema builds 38 grammars for address formats that no schema of the book asks for: 2 s.
    sys.modules.setdefault("rfc3987_syntax", None)
    try:
        from jupyter_book.sphinx import build_sphinx
    except ImportError as error:
        raise CourseError(
            f"The book's libraries are not installed ({error}). "
            "Run `make setup`, or `pip install -e .[book]` in your environment.",
            code=2,
        ) from error
    with _quiet_root(out), contextlib.redirect_stderr(_Faults(sys.stderr, out / "source")):
        result = build_sphinx(
            out / "source",
            out / "html",
            doctreedir=out / ".doctrees",
            path_config=out / "source" / "_config.yml",
            noconfig=True,
            confoverrides={
                "external_toc_path": str(out / "source" / "_toc.yml"),
                "latex_individualpages": False,
                "nb_execution_mode": "off",
                "nitpicky": strict,
            },
            freshenv=fresh or known.get("code") != state["code"],
            force_all=False,
            warningiserror=strict,
            keep_going=True,
            quiet=True,
            jobs=jobs,
        )
    if result:
        raise CourseError(
            "The book was built with faults: each is named above with its file and line. "
            "Mend them and build again."
        )
    stamp.write_text(json.dumps(state), "utf-8")
    return first


def _state(course: Course, staged: str, strict: bool) -> dict:
    """What the built site depends on."""
    files = sorted(path for path in Path(__file__).parent.rglob("*") if path.is_file())
    code = hashlib.sha256(repr([(name, version(name)) for name in LIBRARIES]).encode())
    for path in files:
        if "__pycache__" not in path.parts:
            code.update(path.read_bytes())
    for name in ("curriculum.yml", "interview-lists.yml"):
        code.update((course.root / name).read_bytes())
    for path in sorted((course.root / "src" / "daybyday" / "checks").rglob("*.py")):
        code.update(path.read_bytes())
    records = json.dumps(Site(course).records, sort_keys=True)
    return {
        "code": code.hexdigest(),
        "source": staged,
        "run": hashlib.sha256(records.encode()).hexdigest(),
        "strict": strict,
        "head": git(course.root, "rev-parse HEAD"),
        "repository": repr(repository.find(course.root, _config(course.root))),
    }


def _config(root: Path) -> dict:
    import yaml

    return yaml.safe_load((root / "_config.yml").read_text("utf-8")) or {}


def _read(stamp: Path) -> dict:
    try:
        return json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


class _Faults(io.TextIOBase):
    """Sphinx's warnings with the place in the course's own files, cell and line."""

    def __init__(self, stream, staged: Path):
        self.stream, self.staged = stream, f"{staged}{os.sep}"

    def write(self, text: str) -> int:
        """Write a piece of a message."""
        text = text.replace(self.staged, "")
        self.stream.write(_PLACE.sub(_cell_and_line, text))
        return len(text)

    def flush(self) -> None:
        """Write what is held back."""
        self.stream.flush()


# MyST-NB numbers the lines of a notebook by 10,000 a cell.
_PLACE = re.compile(r"(?<=\.ipynb):(\d{5,}):")


def _cell_and_line(match: re.Match) -> str:
    cell, line = divmod(int(match[1]), 10_000)
    return f": cell {cell}, line {line}:"


@contextlib.contextmanager
def _quiet_root(out: Path):
    """Sphinx writes some paths relative to the current folder; keep that inside the build."""
    here = Path.cwd()
    os.chdir(out)
    try:
        yield
    finally:
        os.chdir(here)
