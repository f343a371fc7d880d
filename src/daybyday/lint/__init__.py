"""What a machine can judge of a lesson, with cell and line.

::

    from daybyday import curriculum, lint

    for finding in lint.lint(curriculum.load()):
        print(finding)  # notebooks/day01/dsa-two-sum.ipynb: cell 7, line 3: …

The rules are in `structure` (opening, outline), `prose`, `code`, `links` and `exercises`;
each takes a `Page` and notes its findings there.
"""

import os
from collections.abc import Iterable

from daybyday import notebooks
from daybyday.curriculum import Course, Lesson
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile, Finding
from daybyday.lint import code, exercises, links, prose, structure
from daybyday.lint.page import Page, read_page

__all__ = ["lint"]


def lint(course: Course, paths: Iterable[str | os.PathLike] = ()) -> list[Finding]:
    """Every finding about the notebooks below `paths`, or about the whole course.

    Raises:
        CourseError: a path outside the course, or one that is no notebook.
    """
    drawing = code.shared_drawing_functions(course.root)
    bibliography = links.read_bibliography(course.root)
    paths = list(paths)
    findings = [] if paths else list(bibliography.findings)
    for path in course.notebooks(paths):
        shown = path.as_posix()
        try:
            lesson = course.lesson_of(path)
            notebook = notebooks.read(course.root / path, shown)
        except FaultyFile as error:
            findings += error.findings
            continue
        except CourseError as error:
            findings.append(Finding(shown, str(error).removeprefix(f"{path}: ")))
            continue
        page = read_page(notebook, shown)
        if path == lesson.notebook:
            _lint_lesson(page, course, lesson, drawing)
        elif path == lesson.solution:
            exercises.check_solution(page, notebook, course, lesson)
            _check_has_lesson(page, course, lesson)
        _check_todos(page)
        links.check_links(page, course.root)
        links.check_citations(page, bibliography, at_least_one=path == lesson.notebook)
        findings += sorted(set(page.findings), key=_place)
    return list(dict.fromkeys(findings))


def _place(finding: Finding) -> tuple:
    return (finding.path, finding.cell or 0, finding.line or 0, finding.message)


def _lint_lesson(page: Page, course: Course, lesson: Lesson, drawing: set[str]) -> None:
    structure.check_structure(page, course, lesson)
    prose.check_prose(page)
    code.check_code(page, lesson.track, drawing)
    exercises.check_twins(page, course, lesson)


def _check_has_lesson(page: Page, course: Course, lesson: Lesson) -> None:
    if not course.is_published(lesson):
        page.error(f"its lesson {lesson.notebook.as_posix()} is missing; write it")


def _check_todos(page: Page) -> None:
    """Nothing is left of what `daybyday new` leaves to the author."""
    for cell in page.cells:
        for number, line in enumerate(cell.text.split("\n"), 1):
            if "TODO" in line:
                page.error("a TODO is left; do it", cell.number, number)
