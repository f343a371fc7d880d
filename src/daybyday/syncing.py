"""Bring every notebook into normal form and write every derived file: `daybyday sync`."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from daybyday import notebooks
from daybyday.curriculum import Course
from daybyday.deriving import derive_exercise
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile, Finding


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


def sync(course: Course, write: bool = True) -> Outcome:
    """Bring the course's files into form; with `write=False` only find out what would change."""
    outcome = Outcome()
    # One file after the other: the contents depend on which notebooks exist by then.
    for path, text in _wanted(course, outcome.findings):
        file = course.root / path
        if not (file.is_file() and file.read_bytes() == text.encode()):
            outcome.changed.append(path)
            if write:
                notebooks.write_text(file, text)
    for path in _stale(course):
        outcome.removed.append(path)
        if write:
            (course.root / path).unlink()
    return outcome


def _wanted(course: Course, findings: list[Finding]) -> Iterator[tuple[Path, str]]:
    """Each file that sync is in charge of with the text it must have; faults are noted."""
    for path in course.notebooks(trees=("notebooks", "solutions")):
        try:
            lesson = course.lesson_of(path)
            notebook = notebooks.normal_form(notebooks.read(course.root / path, path))
            yield path, notebooks.text_of(notebook)
            if path == lesson.solution:
                exercise = derive_exercise(notebook, path.as_posix())
                yield lesson.exercise, notebooks.text_of(notebooks.normal_form(exercise))
        except FaultyFile as error:
            findings += error.findings
        except CourseError as error:
            findings.append(Finding(path.as_posix(), str(error).removeprefix(f"{path}: ")))
    findings += _orphans(course)

    from daybyday.book import pages

    for name, text in {**pages.derived(course), "_toc.yml": pages.toc(course)}.items():
        yield Path(name), text


def _orphans(course: Course) -> Iterator[Finding]:
    """Exercises that nothing derives: never deleted, since they may be all that is left."""
    for path in course.notebooks(trees=("exercises",)):
        solution = Path("solutions", *path.parts[1:])
        if not (course.root / solution).is_file():
            message = f"its twin {solution.as_posix()} is missing; restore that, or delete this"
            yield Finding(path.as_posix(), message)


def _stale(course: Course) -> Iterator[Path]:
    """Files in the folders of derived pages that are no longer derived."""
    from daybyday.book import pages

    current = set(pages.derived(course))
    for folder in pages.DERIVED_FOLDERS:
        for file in sorted((course.root / folder).glob("*.md")):
            path = file.relative_to(course.root)
            if path.as_posix() not in current:
                yield path
