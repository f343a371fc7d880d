"""Which pages the book has, and the text of those that are derived from the map.

`daybyday sync` writes what `derived` and `toc` return. Standard library only, so that
sync and its tests need nothing of the book's own libraries.
"""

from daybyday.curriculum import Course, Day, Lesson, Week

DERIVED_FOLDERS = ("pages/weeks", "pages/days", "pages/tracks")

# Hand-written pages in reading order: document name and its title in the navigation.
PROSE = {
    "pages/start": "How to use it",
    "pages/method": "How it teaches",
    "pages/roadmap": "Roadmap",
    "pages/tracker": "Tracker",
    "pages/patterns": "Interview patterns",
    "pages/prerequisites": "Prerequisites",
    "pages/progress": "Your progress",
    "pages/resources": "Resources",
    "pages/status": "Status of the last run",
    "pages/contributing": "Contributing",
    "pages/changelog": "Changelog",
    "pages/about": "About",
}


def week_page(number: int) -> str:
    """Document name of a week's page."""
    return f"pages/weeks/week-{number}"


def day_page(number: int) -> str:
    """Document name of a day's page."""
    return f"pages/days/day-{number:02d}"


def track_page(key: str) -> str:
    """Document name of a track's page; `key` is dsa, ml or speech."""
    return f"pages/tracks/{key}"


def derived(course: Course) -> dict[str, str]:
    """The pages of weeks, days and tracks: relative path to the text of the file."""
    texts = {track_page(key): _track(course, key) for key in course.tracks}
    for week in course.weeks:
        texts[week_page(week.week)] = _week(week)
        texts |= {day_page(day.day): _day(day) for day in week.days}
    return {f"{name}.md": text for name, text in texts.items()}


def toc(course: Course) -> str:
    """The text of `_toc.yml`: every page, a lesson's exercises and solutions below it."""
    lines = [
        "# Written by `daybyday sync` from curriculum.yml and the notebooks that exist.",
        "format: jb-book",
        "root: index",
        "chapters:",
    ]
    lines += [f"- file: {name}" for name in (*PROSE, *map(track_page, course.tracks))]
    for week in course.weeks:
        lines += [f"- file: {week_page(week.week)}", "  sections:"]
        for day in week.days:
            lines += [f"  - file: {day_page(day.day)}"]
            published = [lesson for lesson in day.lessons if course.is_published(lesson)]
            if published:
                lines += ["    sections:"]
            for lesson in published:
                lines += _lesson(course, lesson)
    return "\n".join(lines) + "\n"


def _lesson(course: Course, lesson: Lesson) -> list[str]:
    """The lines of one published lesson; a twin that does not exist yet is left out."""
    twins = [twin for twin in (lesson.exercise, lesson.solution) if (course.root / twin).is_file()]
    lines = [f"    - file: {lesson.notebook.with_suffix('').as_posix()}"]
    if twins:
        lines += ["      sections:"]
    return lines + [f"      - file: {twin.with_suffix('').as_posix()}" for twin in twins]


def _view(name: str, argument: object = "") -> str:
    return f"```{{course}} {name} {argument}".rstrip() + "\n```\n"


def _page(title: str, *blocks: str) -> str:
    return "\n".join((f"# {title}\n", *blocks))


def _week(week: Week) -> str:
    return _page(
        f"Week {week.week}: {week.title}",
        _view("week", week.week),
    )


def _day(day: Day) -> str:
    return _page(
        f"Day {day.day}: {day.theme}",
        _view("day-facts", day.day),
        f"{day.why}\n",
        "## Three lessons\n",
        _view("day-lessons", day.day),
        "## What you need before\n",
        _view("day-before", day.day),
        _view("day-neighbours", day.day),
    )


def _track(course: Course, key: str) -> str:
    track = course.tracks[key]
    return _page(
        track.name,
        _view("track-facts", key),
        "## All lessons\n",
        _view("lesson-table", key),
    )
