"""`daybyday book`: run what changed, stage it, build the site with Jupyter Book."""

import contextlib
import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

from daybyday.book import staging
from daybyday.curriculum import Course
from daybyday.errors import CourseError

LIBRARIES = ("jupyter-book", "sphinx", "myst-nb", "myst-parser", "docutils", "math-core")


def build(course: Course, *, fresh: bool = False, strict: bool = True, jobs: int = 1) -> Path:
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
    try:
        from jupyter_book.sphinx import build_sphinx
    except ImportError as error:
        raise CourseError(
            f"The book's libraries are not installed ({error}). "
            "Run `make setup`, or `pip install -e .[book]` in your environment.",
            code=2,
        ) from error
    with _quiet_root(out):
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
    run = course.root / "_build" / "run.json"
    records = run.read_bytes() if run.is_file() else b""
    head = course.root / ".git" / "HEAD"
    return {
        "code": code.hexdigest(),
        "source": staged,
        "run": hashlib.sha256(records).hexdigest(),
        "strict": strict,
        "head": _head(course.root) if head.exists() else "",
        "repository": os.environ.get("GITHUB_REPOSITORY", ""),
    }


def _head(root: Path) -> str:
    from daybyday.book.site import _git

    return _git(root, "rev-parse HEAD")


def _read(stamp: Path) -> dict:
    try:
        return json.loads(stamp.read_text("utf-8"))
    except (OSError, ValueError):
        return {}


@contextlib.contextmanager
def _quiet_root(out: Path):
    """Sphinx writes some paths relative to the current folder; keep that inside the build."""
    here = Path.cwd()
    os.chdir(out)
    try:
        yield
    finally:
        os.chdir(here)
