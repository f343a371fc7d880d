"""What the pages show: the map, what is published, the last run, the repository's history."""

import contextlib
import json
import subprocess
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path

from daybyday.book import pages
from daybyday.book.repository import Repository
from daybyday.curriculum import Course, Lesson
from daybyday.errors import CourseError
from daybyday.running.records import Record

LISTS = {"blind75": "Blind 75", "neetcode150": "NeetCode 150", "grind75": "Grind 75"}
DIFFICULTIES = ("easy", "medium", "hard")
TREE_KINDS = {"notebooks": "lesson", "exercises": "exercises", "solutions": "solutions"}


@dataclass(frozen=True)
class Place:
    """What a page is: its kind, and the lesson, day, week or track it is about."""

    kind: str
    lesson: Lesson | None = None
    week: int | None = None
    day: int | None = None
    track: str | None = None


@dataclass(frozen=True)
class Task:
    """A checked exercise as the pages show it."""

    id: str
    title: str
    signature: str
    hints: tuple[str, ...]
    why: str
    answer: str


class Site:
    """Everything that the views read. Made once a build.

    Args:
        course: the map.
        repository: where the book's source is hosted, None where that is not known.
    """

    def __init__(self, course: Course, repository: Repository | None = None):
        self.course = course
        self.repository = repository

    @cached_property
    def published(self) -> frozenset[str]:
        """Slugs of the lessons that have a notebook."""
        return frozenset(lesson.slug for lesson in self.course.published)

    @cached_property
    def records(self) -> dict[str, dict]:
        """The last run's record of each notebook, by its path; empty before the first run."""
        try:
            run = json.loads((self.course.root / "_build" / "run.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        # Whether a result was taken from the cache says nothing about the notebook.
        return {
            record["path"]: {**asdict(Record(record["path"], "")), **record, "cached": False}
            for record in run
        }

    @cache  # noqa: B019 (one site a build)
    def exercises(self, lesson: Lesson) -> list[Task]:
        """The checked exercises of a lesson, empty while it has no checks."""
        from daybyday.checking import registry, solutions

        if lesson.slug not in registry.modules():
            return []
        tasks = []
        for exercise in registry.of_lesson(lesson.slug):
            answer = ""
            # A solution that is still to be written is the lint's to name.
            with contextlib.suppress(CourseError):
                answer = solutions.answer_of(exercise, self.course.root)
            told = (exercise.title, exercise.signature, exercise.hints, exercise.why, answer)
            tasks.append(Task(exercise.id, *told))
        return tasks

    def exercise(self, identity: str) -> Task:
        """The exercise with this id.

        Raises:
            CourseError: a page names one that the checks do not have.
        """
        lesson = self.course.lesson(identity.partition("/")[0])
        for task in self.exercises(lesson):
            if task.id == identity:
                return task
        raise CourseError(
            f"{lesson.exercise}: `check({identity!r}, …)` names an exercise that "
            f"{lesson.checks} does not have; mend the id or add the exercise."
        )

    @cached_property
    def added(self) -> dict[str, str]:
        """When each lesson's notebook entered the repository: slug to date (YYYY-MM-DD)."""
        by_path = {lesson.notebook.as_posix(): lesson.slug for lesson in self.course.lessons}
        dates: dict[str, str] = {}
        date = ""
        for line in git(
            self.course.root,
            "log --diff-filter=A --no-renames --format=@%cs --name-only -- notebooks",
        ).splitlines():
            if line.startswith("@"):
                date = line[1:]
            elif slug := by_path.get(line):
                dates[slug] = date
        return dates

    @cached_property
    def updated(self) -> str:
        """Date of the last change to the course's content; empty outside a repository."""
        folders = "notebooks solutions exercises curriculum.yml pages index.md"
        return git(self.course.root, f"log -1 --format=%cs -- {folders}").strip()

    @cached_property
    def places(self) -> dict[str, Place]:
        """What each page is about, by its document name."""
        course = self.course
        found = {"index": Place("home")}
        found |= {name: Place("prose") for name in pages.PROSE}
        found |= {pages.track_page(key): Place("track", track=key) for key in course.tracks}
        for week in course.weeks:
            found[pages.week_page(week.week)] = Place("week", week=week.week)
            for day in week.days:
                found[pages.day_page(day.day)] = Place("day", week=week.week, day=day.day)
                for lesson in day.lessons:
                    for file in (lesson.notebook, lesson.exercise, lesson.solution):
                        kind = TREE_KINDS[file.parts[0]]
                        name = file.with_suffix("").as_posix()
                        found[name] = Place(kind, lesson, week.week, day.day, lesson.track)
        return found

    @cached_property
    def versions(self) -> dict[str, str]:
        """Python and the libraries that the last run's notebooks used."""
        found: dict[str, str] = {}
        for record in self.records.values():
            found |= record.get("versions") or {}
        return dict(sorted(found.items(), key=lambda item: (item[0] != "python", item[0].lower())))

    def place(self, name: str) -> Place:
        """What the page with this document name is about."""
        return self.places.get(name) or Place("prose")

    def is_published(self, lesson: Lesson) -> bool:
        """Whether the lesson can be read."""
        return lesson.slug in self.published

    def page_of(self, lesson: Lesson) -> str:
        """Document name of a lesson: its own page, or its day's while it is not yet written."""
        if self.is_published(lesson):
            return lesson.notebook.with_suffix("").as_posix()
        return pages.day_page(lesson.day)

    def twin(self, lesson: Lesson, kind: str) -> str | None:
        """Document name of a lesson's exercises or solutions, None while there is none."""
        file = {"exercises": lesson.exercise, "solutions": lesson.solution}[kind]
        return file.with_suffix("").as_posix() if (self.course.root / file).is_file() else None

    def record(self, lesson: Lesson) -> dict | None:
        """The last run of the lesson's own notebook."""
        return self.records.get(lesson.notebook.as_posix())

    def count(self, lessons) -> int:
        """How many of these lessons are published."""
        return sum(map(self.is_published, lessons))

    def of_track(self, key: str) -> list[Lesson]:
        """The sixty lessons of a track in order."""
        return [lesson for lesson in self.course.lessons if lesson.track == key]

    def neighbours(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The lessons before and after it in its own track."""
        track = self.of_track(lesson.track)
        here = track.index(lesson)
        return (track[here - 1] if here else None, (track[here + 1 :] or [None])[0])

    def before(self, lesson: Lesson) -> list[Lesson]:
        """What a lesson builds on: its prerequisites, and the day's DSA lesson for the others."""
        needed = [self.course.lesson(slug) for slug in lesson.prerequisites]
        first = self.course.day(lesson.day).lessons[0]
        return needed + ([first] if lesson.track != first.track else [])

    @cached_property
    def unlocks(self) -> dict[str, list[Lesson]]:
        """The lessons that build directly on each lesson, by its slug."""
        found: dict[str, list[Lesson]] = {lesson.slug: [] for lesson in self.course.lessons}
        for lesson in self.course.lessons:
            for needed in self.before(lesson):
                found[needed.slug].append(lesson)
        return found

    def coming(self, days: int = 2) -> list:
        """The next days that have a lesson still to be written."""
        open_days = [day for day in self.course.days if self.count(day.lessons) < len(day.lessons)]
        return open_days[:days]

    @cached_property
    def problems_by_pattern(self) -> dict[str, list]:
        """The interview problems of each pattern, the pattern with most problems first."""
        found: dict[str, list] = {}
        for problem in self.course.problems:
            found.setdefault(problem.pattern, []).append(problem)
        for problems in found.values():
            problems.sort(key=lambda problem: DIFFICULTIES.index(problem.difficulty))
        return dict(sorted(found.items(), key=lambda item: (-len(item[1]), item[0])))


def git(root: Path, arguments: str) -> str:
    """What git prints, or nothing where there is no repository or no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *arguments.split()],
            capture_output=True,
            text=True,
            check=False,
            timeout=30,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
