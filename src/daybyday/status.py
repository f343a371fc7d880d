"""The course's own tracker: what is published, and what the last run and checks found."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from daybyday import notebooks
from daybyday.curriculum import Course, Lesson, Week
from daybyday.errors import CourseError

RUN, CHECKS = Path("_build/run.json"), Path("_build/checks.json")
_NEXT = 3


def report(course: Course) -> str:
    """What `daybyday status` prints."""
    parts = [_summary(course)]
    if course.published:
        parts.append(_lesson_table(course))
    if trials := _records(course.root / CHECKS):
        from daybyday.checking import gate

        parts.append("\n".join(gate.table_lines(trials)))
    parts.append("\n".join(_outlook(course)))
    return "\n\n".join(parts)


def open_lessons(course: Course) -> Iterator[str]:
    """A line for each lesson of the map that has no notebook yet."""
    for lesson in course.lessons:
        if not course.is_published(lesson):
            yield f"day {lesson.day:2}  {lesson.track:6}  {lesson.slug}  ({lesson.title})"


def _summary(course: Course) -> str:
    """How much of the map is published, by week and track."""
    published = set(course.published)
    rows = [["", *course.tracks, "all", ""]]
    for week in course.weeks:
        rows.append([f"week {week.week}", *_counts(course, week, published), week.title])
    rows.append(["all", *_counts(course, None, published), ""])
    head = f"{len(published)} of {len(course.lessons)} lessons are published."
    return f"{head}\n\n{_table(rows, left={0, len(rows[0]) - 1})}"


def _counts(course: Course, week: Week | None, published: set[Lesson]) -> Iterator[str]:
    """`3/7` for each track and for all of them, in one week or in the whole course."""
    lessons = [x for x in course.lessons if week is None or course.week_of(x) is week]
    for track in (*course.tracks, None):
        mine = [lesson for lesson in lessons if track in (lesson.track, None)]
        yield f"{sum(lesson in published for lesson in mine)}/{len(mine)}"


def _lesson_table(course: Course) -> str:
    """A row for each published lesson: the last run, and what its checks were tried with."""
    runs = {record.get("path"): record for record in _records(course.root / RUN)}
    trials: dict[str, list[dict]] = {}
    for trial in _records(course.root / CHECKS):
        trials.setdefault(str(trial.get("id")).partition("/")[0], []).append(trial)
    rows = [["lesson", "run", "seconds", "MB", "claims", "exercises", "wrong", "right", "mutants"]]
    for lesson in course.published:
        run = runs.get(lesson.notebook.as_posix(), {})
        results = [runs.get(path.as_posix(), {}).get("status", "-") for path in lesson.files[:3]]
        tried = trials.get(lesson.slug, [])
        found = [str(len(tried)), str(_sum(tried, "wrong")), str(_sum(tried, "right"))]
        rows.append(
            [
                f"day {lesson.day:2}  {lesson.name}",
                next((result for result in results if result != "ok"), "ok"),
                _figure(run.get("seconds"), ".1f"),
                _figure(run.get("peak_mb"), ".0f"),
                str(claims(course.root / lesson.notebook)),
                *([*found, _mutants(tried)] if tried else "----"),
            ]
        )
    return _table(rows, left={0, 1})


def claims(file: Path) -> int:
    """How many cells of a notebook are tagged `claim`."""
    try:
        cells = notebooks.read(file)["cells"]
    except CourseError:
        return 0
    return sum("claim" in notebooks.tags(cell) for cell in cells)


def _outlook(course: Course) -> Iterator[str]:
    """What is not known yet, and which lessons are open."""
    for path, what, command in (
        (RUN, "seconds and memory", "daybyday run"),
        (CHECKS, "what the checks were tried with", "pytest tests/test_exercises.py"),
    ):
        if not (course.root / path).is_file():
            yield f"No {path.as_posix()} yet: `{command}` finds out {what}."
    waiting = list(open_lessons(course))
    if waiting:
        yield f"Open ({len(waiting)}, all with `daybyday status --open`):"
        yield from (f"  {line}" for line in waiting[:_NEXT])


def _records(file: Path) -> list[dict[str, Any]]:
    """The records of a JSON file; none where it does not exist.

    Raises:
        CourseError: the file is damaged.
    """
    try:
        records = json.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        records = None
    if not isinstance(records, list) or not all(isinstance(record, dict) for record in records):
        raise CourseError(f"{file} is not a list of records; delete it, the next run writes it.")
    return records


def _sum(trials: list[dict], key: str) -> int:
    """A count over the trials; what is tried by name is counted by its length."""
    values = (trial.get(key, 0) for trial in trials)
    return sum(value if isinstance(value, int) else len(value) for value in values)


def _mutants(trials: list[dict]) -> str:
    """`killed/made` over the exercises, with the allowed survivors: `40/42 (2 equivalent)`."""
    equivalent = _sum(trials, "equivalent")
    allowed = f" ({equivalent} equivalent)" if equivalent else ""
    return f"{_sum(trials, 'killed')}/{_sum(trials, 'mutants')}{allowed}"


def _figure(value: Any, form: str) -> str:
    return format(value, form) if isinstance(value, int | float) else "-"


def _table(rows: Iterable[Iterable[str]], left: set[int]) -> str:
    """Rows as aligned columns; those in `left` to the left, the others to the right."""
    rows = [list(row) for row in rows]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.ljust(width) if n in left else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
