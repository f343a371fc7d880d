"""The learner's day: start it, see how far it is, what comes next, what to repeat."""

import shutil
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from daybyday import progress
from daybyday.checking import registry
from daybyday.checking.exercise import Exercise
from daybyday.curriculum import Course, Lesson
from daybyday.errors import CourseError

# Signs of the grid and what stands for them where the terminal knows only ASCII.
SIGNS = {
    "done": ("■", "#", "all passed or read"),
    "begun": ("◧", "+", "begun"),
    "open": ("□", "o", "published"),
    "planned": ("·", ".", "not yet published"),
}


# ---- start ------------------------------------------------------------------------------------


def start(
    course: Course, day: int, track: str | None = None, again: bool = False
) -> list[tuple[Path, bool]]:
    """Copy a day's exercises into `work/`, never over a file that is there.

    Args:
        course: the map.
        day: its number.
        track: only this track.
        again: make a further copy under the next free name, to solve it once more.

    Returns:
        each copy's path, and whether it was made now.

    Raises:
        CourseError: for an unknown day or track, or a day without exercises.
    """
    lessons = [
        lesson for lesson in course.day(day).lessons if track is None or lesson.track == track
    ]
    if track is not None and track not in course.tracks:
        raise CourseError(f"There is no track {track!r}: it is one of {_tracks(course)}.", 2)
    published = [lesson for lesson in lessons if (course.root / lesson.exercise).is_file()]
    if not published:
        what = f"of track {track} " if track else ""
        raise CourseError(f"Day {day} {what}has no exercises yet; `daybyday next` says what has.")
    return [_copied(course.root, lesson, again) for lesson in published]


def _copied(root: Path, lesson: Lesson, again: bool) -> tuple[Path, bool]:
    source, target = root / lesson.exercise, root / "work" / Path(*lesson.exercise.parts[1:])
    number = 1
    while again and target.exists():
        number += 1
        target = target.with_name(f"{lesson.name}-{number}.ipynb")
    if target.exists() or target.is_symlink():
        return target, False
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # Complete under another name first; `link` fails where the name is taken meanwhile.
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".start-") as folder:
            copy = Path(shutil.copyfile(source, Path(folder) / target.name))
            try:
                target.hardlink_to(copy)
            except FileExistsError:
                return target, False
            except OSError:  # a file system without links
                with open(target, "xb") as out:
                    out.write(copy.read_bytes())
    except OSError as error:
        raise CourseError(f"{target}: cannot be written ({error.strerror or error}).") from error
    return target, True


def _tracks(course: Course) -> str:
    return ", ".join(course.tracks)


# ---- how far ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Standing:
    """How far a lesson is.

    Attributes:
        lesson: it.
        state: a key of SIGNS.
        exercises: how many it has.
        passed: how many of them have been passed.
        changed: ids of passed ones that have changed since.
    """

    lesson: Lesson
    state: str
    exercises: int
    passed: int
    changed: tuple[str, ...] = ()


def standing(course: Course, record: dict, lesson: Lesson) -> Standing:
    """How far a lesson is in a record."""
    exercises = exercises_of(lesson) if course.is_published(lesson) else ()
    entries = [progress.entry_of(record, e.id, e.formerly) for e in exercises]
    passed = [
        (e, entry) for e, entry in zip(exercises, entries, strict=True) if entry.get("passes")
    ]
    changed = tuple(e.id for e, entry in passed if entry.get("fingerprint") != e.fingerprint())
    read = "done" in record["lessons"].get(lesson.slug, {})
    if (exercises and len(passed) == len(exercises)) or (not exercises and read):
        state = "done"
    elif read or any(entries):
        state = "begun"
    else:
        state = "open" if course.is_published(lesson) else "planned"
    return Standing(lesson, state, len(exercises), len(passed), changed)


def exercises_of(lesson: Lesson) -> tuple[Exercise, ...]:
    """The exercises of a lesson; none where it has no checks module yet."""
    return registry.of_lesson(lesson.slug) if lesson.slug in registry.modules() else ()


def overview(course: Course, record: dict, day: date, ascii_only: bool = False) -> str:
    """The grid of days and tracks with streak, hints and what is due.

    Args:
        course: the map.
        record: the learner's.
        day: today.
        ascii_only: whether the signs must be ASCII.
    """
    all_standings = {lesson.slug: standing(course, record, lesson) for lesson in course.lessons}
    column = 1 if ascii_only else 0
    width = max(map(len, course.tracks))
    lines = [" " * width + _heading(course)]
    for track in course.tracks:
        groups = [
            "".join(
                SIGNS[all_standings[lesson.slug].state][column]
                for day_of_week in week.days
                for lesson in day_of_week.lessons
                if lesson.track == track
            )
            for week in course.weeks
        ]
        lines.append(f"{track:<{width}} {' '.join(groups)}")
    lines.append("")
    lines.append("   ".join(f"{sign[column]} {sign[2]}" for sign in SIGNS.values()))
    return "\n".join([*lines, "", *_figures(record, list(all_standings.values()), day)])


def _heading(course: Course) -> str:
    """The number of each week's first day over its column."""
    return "".join(f" {week.first_day:<{len(week.days)}}" for week in course.weeks)


def _figures(record: dict, standings: list[Standing], day: date) -> list[str]:
    passed, total = sum(s.passed for s in standings), sum(s.exercises for s in standings)
    entries = record["exercises"].values()
    hints = sum(entry.get("hints", 0) for entry in entries)
    solutions = sum("solution" in entry for entry in entries)
    read = sum("done" in entry for entry in record["lessons"].values())
    length = progress.streak(record, day)
    lines = [
        f"{passed} of {total} published exercises passed, {_count(read, 'lesson')} marked as read.",
        f"Streak: {_count(length, 'day')}. Hints used: {hints}. Solutions seen: {solutions}.",
    ]
    changed = [identity for s in standings for identity in s.changed]
    if changed:
        lines.append(f"Changed since you passed: {', '.join(changed)}.")
    waiting = len(reviews(record, day))
    if waiting:
        lines.append(f"Due for repetition: {waiting}; `daybyday review` lists them.")
    return lines


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


# ---- next and review ----------------------------------------------------------------------------


def following(course: Course, record: dict) -> str:
    """What comes next, how far it is, and which of its prerequisites are open."""
    standings = [standing(course, record, lesson) for lesson in course.lessons]
    states = {s.lesson.slug: s.state for s in standings}
    waiting = [s for s in standings if s.state in ("begun", "open")]
    if not waiting:
        return "All that is published is done. `daybyday review` keeps it fresh."
    chosen = waiting[0]
    lesson = chosen.lesson
    theme = course.day(lesson.day).theme
    lines = [
        f"Next: day {lesson.day} · {theme}",
        f"  {lesson.title} ({lesson.track}, {lesson.difficulty}): {lesson.notebook}",
        f"  {lesson.objective}",
    ]
    if chosen.exercises:
        lines.append(f"  {chosen.passed} of {chosen.exercises} exercises passed.")
    needed = prerequisites(course, lesson)
    undone = [course.lesson(slug) for slug in needed if states[slug] != "done"]
    if undone:
        lines.append("  It builds on what is still open:")
        lines += [f"    day {other.day} · {other.title} ({other.track})" for other in undone]
    elif needed:
        lines.append("  All that it builds on is done.")
    copy = course.root / "work" / Path(*lesson.exercise.parts[1:])
    if not copy.exists():
        lines.append(f"  To begin: daybyday start {lesson.day} {lesson.track}")
    else:
        lines.append(f"  Your copy: {copy.relative_to(course.root)}")
    return "\n".join(lines)


def prerequisites(course: Course, lesson: Lesson) -> list[str]:
    """Slugs of what a lesson builds on: those of the map, and its day's DSA lesson."""
    first = [
        other.slug
        for other in course.day(lesson.day).lessons
        if other.track == "dsa" and other.slug != lesson.slug
    ]
    return [*lesson.prerequisites, *first]


def reviews(record: dict, day: date) -> list[tuple[date, str]]:
    """Exercises to repeat, the longest overdue first: (due date, id)."""
    found = []
    for exercise in registry.everything():
        due = progress.due(progress.entry_of(record, exercise.id, exercise.formerly))
        if due is not None and due <= day:
            found.append((due, exercise.id))
    return sorted(found)
