"""The map of the course: weeks, days and lessons, read from `curriculum.yml` and checked.

::

    from daybyday import curriculum

    course = curriculum.load()
    lesson = course.lesson("two-sum")
    lesson.notebook  # notebooks/day01/dsa-two-sum.ipynb, relative to course.root
    course.published  # the lessons whose notebook exists

Nothing says by hand what is published: it is what has a file.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from daybyday.errors import CourseError
from daybyday.findings import FaultyFile
from daybyday.marked_yaml import Marked, read_marked

MAP = "curriculum.yml"
PROBLEMS = "interview-lists.yml"
TREES = ("notebooks", "solutions", "exercises")


@dataclass(frozen=True)
class Track:
    """One of the three tracks; `key` is `dsa`, `ml` or `speech`."""

    key: str
    name: str
    focus_areas: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """A well-known interview problem and the lesson that has it.

    Args:
        lesson: slug of the lesson.
        role: `lesson` where the lesson teaches it, `exercise` where it sets it.
        lists: the interview lists that name it, of blind75, neetcode150 and grind75.
    """

    slug: str
    title: str
    lesson: str
    role: str
    pattern: str
    difficulty: str
    lists: tuple[str, ...]


@dataclass(frozen=True)
class Lesson:
    """One lesson as the map describes it, and where its files are (relative to the root).

    Args:
        prerequisites: slugs of lessons of earlier days.
        leetcode: slug of the problem that a DSA lesson teaches, None in the other tracks.
        exercises: slugs of further problems that a DSA lesson sets.
    """

    day: int
    track: str
    slug: str
    title: str
    difficulty: str
    tags: tuple[str, ...]
    focus_area: str
    also_covers: tuple[str, ...]
    objective: str
    measured: str
    prerequisites: tuple[str, ...]
    leetcode: str | None = None
    exercises: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Name of its notebooks without the ending, such as `dsa-two-sum`."""
        return f"{self.track}-{self.slug}"

    def _in(self, *folders: str, ending: str = ".ipynb") -> Path:
        name = self.name if ending == ".ipynb" else self.name.replace("-", "_")
        return Path(*folders, f"day{self.day:02d}", name + ending)

    @property
    def notebook(self) -> Path:
        """The lesson's page, such as `notebooks/day01/dsa-two-sum.ipynb`."""
        return self._in("notebooks")

    @property
    def solution(self) -> Path:
        """Its exercises with their answers, the source."""
        return self._in("solutions")

    @property
    def exercise(self) -> Path:
        """Its exercises, derived from the solution."""
        return self._in("exercises")

    @property
    def checks(self) -> Path:
        """The module that judges its exercises."""
        return self._in("src", "daybyday", "checks", ending=".py")

    @property
    def wrong_answers(self) -> Path:
        """The module with answers that its checks must reject, and others that must pass."""
        return self._in("tests", "wrong_answers", ending=".py")

    @property
    def files(self) -> tuple[Path, ...]:
        """All that a lesson consists of."""
        return (self.notebook, self.solution, self.exercise, self.checks, self.wrong_answers)


@dataclass(frozen=True)
class Day:
    """A day: a theme and three lessons, in the order dsa, ml, speech."""

    day: int
    theme: str
    why: str
    lessons: tuple[Lesson, ...]


@dataclass(frozen=True)
class Week:
    """A week: a title and its days."""

    week: int
    title: str
    first_day: int
    last_day: int
    days: tuple[Day, ...]


@dataclass(frozen=True)
class Course:
    """The whole map. `root` is the folder that holds `curriculum.yml`."""

    root: Path
    tracks: dict[str, Track]
    weeks: tuple[Week, ...]
    problems: tuple[Problem, ...] = field(repr=False)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All days in order."""
        return tuple(day for week in self.weeks for day in week.days)

    @cached_property
    def lessons(self) -> tuple[Lesson, ...]:
        """All lessons in the order of the course."""
        return tuple(lesson for day in self.days for lesson in day.lessons)

    @cached_property
    def _by_name(self) -> dict[str, Lesson]:
        slugs = {lesson.slug: lesson for lesson in self.lessons}
        return {lesson.name: lesson for lesson in self.lessons} | slugs

    @property
    def published(self) -> tuple[Lesson, ...]:
        """The lessons whose notebook exists now."""
        return tuple(lesson for lesson in self.lessons if self.is_published(lesson))

    def is_published(self, lesson: Lesson) -> bool:
        """Whether the lesson's notebook exists now."""
        return (self.root / lesson.notebook).is_file()

    def lesson(self, slug: str) -> Lesson:
        """The lesson with this slug (`two-sum`) or name (`dsa-two-sum`).

        Raises:
            CourseError: no lesson has it; the nearest names are suggested.
        """
        try:
            return self._by_name[slug]
        except KeyError:
            near = get_close_matches(slug, self._by_name, n=3)
            meant = f" Did you mean {' or '.join(near)}?" if near else f" {MAP} lists them all."
            raise CourseError(f"No lesson is called {slug!r}.{meant}", code=2) from None

    def day(self, number: int) -> Day:
        """The day with this number.

        Raises:
            CourseError: there is no such day.
        """
        if not 1 <= number <= len(self.days):
            raise CourseError(
                f"There is no day {number}: the course has days 1 to {len(self.days)}.", code=2
            )
        return self.days[number - 1]

    def week_of(self, lesson: Lesson) -> Week:
        """The week that a lesson belongs to."""
        return next(week for week in self.weeks if week.first_day <= lesson.day <= week.last_day)

    def problems_of(self, lesson: Lesson) -> tuple[Problem, ...]:
        """The well-known problems of a lesson: the one it teaches first, then its exercises."""
        order = {slug: n for n, slug in enumerate((lesson.leetcode, *lesson.exercises))}
        mine = (problem for problem in self.problems if problem.lesson == lesson.slug)
        return tuple(sorted(mine, key=lambda problem: order[problem.slug]))

    def relative(self, path: str | os.PathLike) -> Path:
        """A path given by a person (from the current folder, else from the root), from the root.

        Raises:
            CourseError: the path lies outside the course or does not exist.
        """
        given = Path(path)
        places = [given] if given.is_absolute() else [Path.cwd() / given, self.root / given]
        inside = [found for place in places if (found := self._inside(place))]
        if not inside:
            raise CourseError(
                f"{path} lies outside the course at {self.root}; give a path inside it.", code=2
            )
        for file in inside:
            if (self.root / file).exists():
                return file
        raise CourseError(f"{path}: there is no such file or folder.", code=2)

    def _inside(self, place: Path) -> Path | None:
        """A place as a path from the root, or None where it lies outside."""
        plain = Path(os.path.normpath(place))
        for file in (plain, plain.resolve()):
            for root in (self.root, self.root.resolve()):
                if file.is_relative_to(root):
                    return file.relative_to(root)
        return None

    def notebooks(
        self, paths: Iterable[str | os.PathLike] = (), trees: tuple[str, ...] = TREES
    ) -> tuple[Path, ...]:
        """Existing notebooks below `paths` (all of them without any), relative to the root.

        They come in the order of the course; one that the map does not know comes last.

        Raises:
            CourseError: a path outside the course, missing, or neither folder nor notebook.
        """
        starts = [self.relative(path) for path in paths] or [Path(tree) for tree in trees]
        found: set[Path] = set()
        for start in starts:
            here = self.root / start
            if here.is_dir():
                found.update(
                    file.relative_to(self.root)
                    for file in here.rglob("*.ipynb")
                    if file.relative_to(self.root).parts[0] in trees
                    and ".ipynb_checkpoints" not in file.parts
                )
            elif here.suffix == ".ipynb":
                found.add(start)
            elif paths:
                raise CourseError(f"{start} is not a notebook; give an .ipynb file.", code=2)
        last = (len(self.lessons), 0)
        return tuple(sorted(found, key=lambda file: (self._order.get(file, last), file)))

    @cached_property
    def _order(self) -> dict[Path, tuple[int, int]]:
        return {
            file: (number, tree)
            for number, lesson in enumerate(self.lessons)
            for tree, file in enumerate((lesson.notebook, lesson.solution, lesson.exercise))
        }

    def lesson_of(self, path: str | os.PathLike) -> Lesson:
        """The lesson that a notebook belongs to; `path` is relative to the root.

        A learner's copy `work/day01/dsa-two-sum.ipynb` belongs to its lesson too.

        Raises:
            CourseError: the file is none of the map's.
        """
        file = Path(path)
        lesson = self._by_name.get(file.stem)
        if lesson and file in (
            lesson.notebook,
            lesson.solution,
            lesson.exercise,
            Path("work", *lesson.notebook.parts[1:]),
        ):
            return lesson
        meant = (
            f"the map has it at {lesson.notebook}"
            if lesson
            else f"no lesson in {MAP} is called {file.stem!r}"
        )
        raise CourseError(f"{file}: {meant}; move or rename the file, or mend the map.")


def function_name(slug: str) -> str:
    """The function that a well-known problem asks for: `3sum` gives `three_sum`."""
    digits = "zero one two three four five six seven eight nine".split()
    rest = slug.lstrip("0123456789")
    words = [digits[int(digit)] for digit in slug[: len(slug) - len(rest)]]
    return "_".join([*words, *rest.strip("-").split("-")])


def find_root(start: str | os.PathLike | None = None) -> Path:
    """The course's folder: the nearest one above `start` that has the map and `notebooks/`.

    Without `start`, `DAYBYDAY_COURSE` decides where it is set, then the current folder, then
    the checkout that this package is installed from.

    Raises:
        CourseError: none of them is a course.
    """
    given = os.environ.get("DAYBYDAY_COURSE") if start is None else os.fspath(start)
    here = Path(given or Path.cwd()).absolute()
    for folder in (here, *here.parents):
        if (folder / MAP).is_file() and (folder / "notebooks").is_dir():
            return folder
    if given:
        who = "" if start is not None else "DAYBYDAY_COURSE names "
        raise CourseError(
            f"{who}{here}: neither it nor a folder above it has {MAP} and notebooks/.", code=2
        )
    checkout = Path(__file__).absolute().parents[2]
    if (checkout / MAP).is_file():
        return checkout
    raise CourseError(
        f"No course here: neither {here} nor a folder above it has {MAP} and notebooks/. "
        "Go into the course's folder, or name it in DAYBYDAY_COURSE.",
        code=2,
    )


def load(root: str | os.PathLike | None = None) -> Course:
    """Read and check the map.

    Args:
        root: the course's folder; found by `find_root` when not given.

    Raises:
        FaultyFile: the map or the problems' list has faults; each is named with file, line
            and what to change.
        CourseError: there is no course.
    """
    folder = find_root() if root is None else Path(root).absolute()
    weeks = read_marked(folder / MAP, MAP)
    problems = read_marked(folder / PROBLEMS, PROBLEMS)
    check(weeks, problems)
    return Course(
        root=folder,
        tracks={
            key: Track(key, track["name"], tuple(track["focus_areas"]))
            for key, track in weeks.data["tracks"].items()
        },
        weeks=tuple(map(_week, weeks.data["weeks"])),
        problems=tuple(map(_problem, problems.data["problems"])),
    )


def check(weeks: Marked, problems: Marked) -> None:
    """Raise `FaultyFile` with every fault; references are judged once the shape holds."""
    from daybyday import map_rules

    for document, schema in ((weeks, "curriculum"), (problems, "interview-lists")):
        map_rules.check_shape(document, schema)
    if not (weeks.findings or problems.findings):
        map_rules.check_weeks(weeks)
        map_rules.check_problems(problems, weeks)
    if findings := weeks.findings + problems.findings:
        raise FaultyFile(sorted(findings, key=lambda finding: (finding.path, finding.line)))


def _frozen(entry: dict) -> dict:
    """The entry's fields with lists as tuples."""
    return {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}


def _week(entry: dict) -> Week:
    return Week(**{**entry, "days": tuple(map(_day, entry["days"]))})


def _day(entry: dict) -> Day:
    lessons = tuple(Lesson(**_frozen(lesson)) for lesson in entry["lessons"])
    return Day(**{**entry, "lessons": lessons})


def _problem(entry: dict) -> Problem:
    fields = _frozen(entry)
    return Problem(role=fields.pop("as"), **fields)
