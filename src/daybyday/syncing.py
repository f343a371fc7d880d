"""Bring every notebook into normal form and write every derived file: `daybyday sync`."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from daybyday import notebooks
from daybyday.curriculum import Course
from daybyday.deriving import derive_exercise
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile, Finding

Wanted = Iterator[tuple[Path, str]]


@dataclass
class Outcome:
    """What a sync did, or would do.

    Args:
        changed: files written, or that would be, relative to the root.
        removed: derived files deleted, or that would be, because nothing derives them any more.
        findings: faults that kept a file from being written; it is as it was.
    """

    changed: list[Path] = field(default_factory=list)
    removed: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def sync(course: Course, paths: Sequence[str | os.PathLike] = (), write: bool = True) -> Outcome:
    """Bring the course's files into form.

    Args:
        paths: notebooks or folders to keep to, with the exercises derived from them; without
            any, all of the course and the derived pages.
        write: False to find out only what would change.

    Raises:
        CourseError: a path outside the course, or a file that cannot be written.
    """
    outcome = Outcome()
    # One file after the other: the contents depend on which notebooks exist by then.
    pages = () if paths else _pages(course)
    for path, text in chain(_notebooks(course, paths, outcome.findings), pages):
        file = course.root / path
        if not (file.is_file() and file.read_bytes() == text.encode()):
            outcome.changed.append(path)
            if write:
                notebooks.write_text(file, text)
    for path in () if paths else _stale(course):
        outcome.removed.append(path)
        if write:
            (course.root / path).unlink()
    return outcome


def _notebooks(course: Course, paths: Sequence, findings: list[Finding]) -> Wanted:
    """Each lesson, solution and exercise with the text it must have; faults are noted."""
    sources: dict[Path, Path] = {}  # what is written by hand, and the path that led to it
    for path in course.notebooks(paths):
        tree, *rest = path.parts
        sources.setdefault(Path("solutions", *rest) if tree == "exercises" else path, path)
    for path, chosen in sources.items():
        try:
            lesson = course.lesson_of(path)
            if not (course.root / path).is_file():
                # Never deleted: it may be all that is left.
                message = f"its twin {path.as_posix()} is missing; restore that, or delete this"
                findings.append(Finding(chosen.as_posix(), message))
                continue
            notebook = notebooks.normal_form(notebooks.read(course.root / path, path))
            yield path, notebooks.text_of(notebook)
            if path == lesson.solution:
                exercise = derive_exercise(notebook, path.as_posix())
                yield lesson.exercise, notebooks.text_of(notebooks.normal_form(exercise))
        except FaultyFile as error:
            findings += error.findings
        except CourseError as error:
            findings.append(Finding(chosen.as_posix(), str(error).removeprefix(f"{path}: ")))


def _pages(course: Course) -> Wanted:
    """The derived pages and the table of contents."""
    from daybyday.book import pages

    for name, text in {**pages.derived(course), "_toc.yml": pages.toc(course)}.items():
        yield Path(name), text


def _stale(course: Course) -> Iterator[Path]:
    """Files in the folders of derived pages that are no longer derived."""
    from daybyday.book import pages

    current = set(pages.derived(course))
    for folder in pages.DERIVED_FOLDERS:
        for file in sorted((course.root / folder).glob("*.md")):
            path = file.relative_to(course.root)
            if path.as_posix() not in current:
                yield path
