"""How the book scales: a stand-in of the whole course, built fresh, unchanged and after an edit.

    python benchmarks/book.py [FOLDER]

Every lesson of the map gets the executed notebooks of Day 1's lesson of its track under its own
name and title: 180 lessons, 180 exercises, 180 solutions, with real code, plots, formulas,
diagrams and sound. Execution is taken as done, as it is when nothing but prose has changed.
Run `daybyday run` first. Prints seconds and weights; nothing of it is written anywhere else.
"""

import argparse
import gzip
import json
import os
import shutil
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from daybyday import curriculum
from daybyday.book import build, pages
from daybyday.book.build import build as build_book
from daybyday.curriculum import TREES, Course


def stand_in(course: Course, folder: Path) -> Course:
    """A course in `folder` whose every lesson has three executed notebooks."""
    for name in ("curriculum.yml", "interview-lists.yml", "_config.yml", "index.md"):
        shutil.copy(course.root / name, folder / name)
    for name in ("CHANGELOG.md", "CONTRIBUTING.md"):
        shutil.copy(course.root / name, folder / name)
    for name in ("pages", "references"):
        shutil.copytree(course.root / name, folder / name)
    records = []
    for lesson in course.lessons:
        day = course.day(lesson.day)
        model = next(other for other in course.days[0].lessons if other.track == lesson.track)
        for tree in TREES:
            attribute = {"notebooks": "notebook", "solutions": "solution"}.get(tree, "exercise")
            source, target = getattr(model, attribute), getattr(lesson, attribute)
            done = course.root / "_build" / "executed" / source
            if not done.is_file():
                sys.exit(f"{done} is not there: run `daybyday run` first.")
            text = done.read_text("utf-8")
            for other in course.days[0].lessons:
                same = next(each for each in day.lessons if each.track == other.track)
                text = text.replace(f"{other.name}.ipynb", f"{same.name}.ipynb")
            text = text.replace(f"/day{model.day:02d}/", f"/day{lesson.day:02d}/")
            text = text.replace(f"# {model.title}", f"# {lesson.title}", 1)
            for file in (folder / target, folder / "_build" / "executed" / target):
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, "utf-8")
            record = {"path": target.as_posix(), "status": "ok", "seconds": 9.9, "peak_mb": 300}
            records.append(record)
    (folder / "_build" / "run.json").write_text(json.dumps(records), "utf-8")
    made = replace(course, root=folder)
    (folder / "_toc.yml").write_text(pages.toc(made), "utf-8")
    return made


def timed(what: str, course: Course, **options) -> None:
    """Build and say how long it took, by the clock and in processor time of all processes."""
    start, before = time.perf_counter(), sum(os.times()[:4])
    build_book(course, **options)
    clock, processor = time.perf_counter() - start, sum(os.times()[:4]) - before
    print(f"{what:30} {clock:7.1f} s by the clock {processor:7.1f} s of processors", flush=True)


def weights(html: Path) -> None:
    """Print the compressed weight of the heaviest pages, pictures and sound aside."""
    shared = ("daybyday.css", "daybyday.js", "fonts/formulas.woff2")
    common = sum(len(gzip.compress((html / "_static" / name).read_bytes())) for name in shared)
    found = sorted(
        (common + len(gzip.compress(page.read_bytes())), page.relative_to(html).as_posix())
        for page in html.rglob("*.html")
    )
    print(f"{len(found)} pages; style, script and font {common / 1000:.0f} kB compressed")
    for weight, page in [found[len(found) // 2], *found[-3:]]:
        print(f"{weight / 1000:7.0f} kB  {page}")
    index = html / "searchindex.js"
    size = len(gzip.compress(index.read_bytes()))
    print(f"{size / 1000:7.0f} kB  {index.name}, on the search page")


def main() -> None:
    """Make the stand-in, build it three times, weigh it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, help="where to make it; default: temporary")
    parser.add_argument("--jobs", type=int, default=build.JOBS, help="processes of Sphinx")
    args = parser.parse_args()
    course = curriculum.load()
    with tempfile.TemporaryDirectory() as temporary:
        folder = args.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        made = stand_in(course, folder)
        options = {"strict": False, "jobs": args.jobs}
        timed("fresh, diagrams and all", made, **options)
        shutil.rmtree(folder / "_build" / "html")
        shutil.rmtree(folder / "_build" / ".doctrees")
        timed("fresh, diagrams drawn before", made, **options)
        timed("nothing changed", made, **options)
        for root in (folder, folder / "_build" / "executed"):
            page = root / course.lessons[90].notebook
            text = page.read_text("utf-8")
            page.write_text(text.replace("## The problem", "## The problem\\n\\nAgain."), "utf-8")
        timed("prose of one lesson changed", made, **options)
        weights(folder / "_build" / "html")


if __name__ == "__main__":
    main()
