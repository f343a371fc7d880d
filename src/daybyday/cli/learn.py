"""Commands of the group `learn`: start, check, hint, solution, progress, next, review."""

import argparse
import re
import sys
from pathlib import Path


def add_commands(commands) -> None:
    """Add this group's commands."""
    start = commands.add_parser("start", help="copy a day's exercises into work/")
    start.add_argument("day", type=int, metavar="DAY")
    start.add_argument("track", nargs="?", metavar="TRACK", help="only dsa, ml or speech")
    start.add_argument(
        "--again", action="store_true", help="a further, empty copy beside the one that is there"
    )
    start.set_defaults(handler=_start)

    check = commands.add_parser(
        "check",
        help="check your answers",
        description="Run your notebooks and print what their checks found. The exit status is "
        "0 only when all passed.",
    )
    check.add_argument(
        "targets",
        nargs="+",
        metavar="PATH|DAY|ID",
        help="a notebook, a day's number, a lesson's slug or an exercise's id",
    )
    check.set_defaults(handler=_check)

    hint = commands.add_parser("hint", help="show the next hint for an exercise")
    hint.add_argument("id", metavar="ID")
    hint.set_defaults(handler=_hint)

    solution = commands.add_parser("solution", help="show the answer, after an attempt")
    solution.add_argument("id", metavar="ID")
    solution.add_argument("--reveal", action="store_true", help="also without an attempt")
    solution.set_defaults(handler=_solution)

    progress = commands.add_parser("progress", help="how far you are")
    either = progress.add_mutually_exclusive_group()
    either.add_argument("--export", metavar="FILE", help="write the record to a file")
    either.add_argument(
        "--import", metavar="FILE", dest="import_", help="merge a file into the record"
    )
    progress.set_defaults(handler=_progress)

    following = commands.add_parser("next", help="what comes next, and what it builds on")
    following.set_defaults(handler=_next)

    review = commands.add_parser("review", help="what to repeat today")
    review.set_defaults(handler=_review)


def _start(args: argparse.Namespace) -> int:
    from daybyday import curriculum, learning

    course = curriculum.load()
    for path, made in learning.start(course, args.day, args.track, args.again):
        print(f"{_shown(path)}: {'copied' if made else 'there already, left as it is'}")
    print(f"Open them in JupyterLab (`make lab`); `daybyday check {args.day}` checks them here.")
    return 0


def _check(args: argparse.Namespace) -> int:
    from daybyday.checking.report import say
    from daybyday.checking.work import check_notebook
    from daybyday.curriculum import find_root
    from daybyday.errors import CourseError

    root = find_root()
    well = True
    for file, wanted in _targets(root, args.targets):
        print(_shown(file))
        outcome = check_notebook(file)
        reports = [r for r in outcome.reports.values() if wanted in (None, r.id)]
        for line in [*map(str, reports), *(f"✗ {fault}" for fault in outcome.faults)]:
            say(line)
        if not reports:
            what = f" of {wanted}" if wanted else ""
            raise CourseError(f"{_shown(file)}: it has no check{what}; is the cell still there?")
        passed = sum(report.passed for report in reports)
        print(f"{passed} of {len(reports)} passed.")
        well = well and passed == len(reports) and not outcome.faults
    return 0 if well else 1


def _targets(root: Path, given: list[str]) -> list[tuple[Path, str | None]]:
    """The notebooks that the arguments mean, each with the one id asked for or None."""
    from daybyday.checking import registry
    from daybyday.checking.work import work_notebook
    from daybyday.errors import CourseError

    found: list[tuple[Path, str | None]] = []
    for text in given:
        if match := re.fullmatch(r"(?:day)?0*(\d+)", text):
            folder = root / "work" / f"day{int(match[1]):02d}"
            files = sorted(folder.glob("*.ipynb"))
            if not files:
                raise CourseError(
                    f"There is no notebook in {_shown(folder)}; "
                    f"`daybyday start {match[1]}` puts the day's exercises there.",
                    2,
                )
            found += [(file, None) for file in files]
        elif text.endswith(".ipynb") or Path(text).exists():
            path = Path(text).absolute()
            if not path.exists():
                raise CourseError(f"{text}: there is no such file.", 2)
            files = sorted(path.glob("**/*.ipynb")) if path.is_dir() else [path]
            found += [(f, None) for f in files if ".ipynb_checkpoints" not in f.parts]
        else:
            exercise = registry.find(text) if "/" in text else None
            lesson = exercise.lesson if exercise else registry.of_lesson(text)[0].lesson
            file = work_notebook(root, lesson)
            if not file.is_file():
                day = int(file.parent.name.removeprefix("day"))
                raise CourseError(
                    f"{_shown(file)}: there is no such notebook; `daybyday start {day}` puts it "
                    "there.",
                    2,
                )
            found.append((file, exercise.id if exercise else None))
    return found


def _hint(args: argparse.Namespace) -> int:
    from daybyday.checking import hint

    hint(args.id)
    return 0


def _solution(args: argparse.Namespace) -> int:
    from daybyday.checking import solution

    notice = solution(args.id, reveal=args.reveal)
    if not notice.record["solution"]:
        print("  On the command line: --reveal.")
    return 0 if notice.record["solution"] else 1


def _progress(args: argparse.Namespace) -> int:
    from daybyday import curriculum, learning, progress
    from daybyday.errors import CourseError

    book = _book()
    if args.export:
        record = book.read()
        target = Path(args.export)
        try:
            progress.write(target, record)
        except OSError as error:
            raise CourseError(f"{target}: cannot be written ({error.strerror}).") from error
        print(f"{target}: {len(record['exercises'])} exercises written.")
    elif args.import_:
        source = Path(args.import_)
        try:
            other = progress.parse(source.read_text(encoding="utf-8"))
        except OSError as error:
            raise CourseError(f"{source}: cannot be read ({error.strerror}).", 2) from error
        except ValueError as error:
            raise CourseError(f"{source}: it is no record of progress ({error}).", 2) from error
        book.change(lambda record: record.update(progress.merge(record, other)))
        count = len(other["exercises"])
        print(f"{source}: {count} exercise{'' if count == 1 else 's'} merged into {book.file}.")
    else:
        record = book.read()
        encoding = (sys.stdout.encoding or "ascii").lower()
        text = learning.overview(
            curriculum.load(), record, progress.today(), ascii_only="utf" not in encoding
        )
        print(text)
    return _say(book)


def _next(args: argparse.Namespace) -> int:
    from daybyday import curriculum, learning

    book = _book()
    print(learning.following(curriculum.load(), book.read()))
    return _say(book)


def _review(args: argparse.Namespace) -> int:
    from daybyday import learning, progress

    book = _book()
    found = learning.reviews(book.read(), progress.today())
    for due, identity in found:
        print(f"{identity}  due since {due.isoformat()}")
    if found:
        print("`daybyday start DAY TRACK --again` makes an empty copy to solve it once more.")
    else:
        print("Nothing is due: an exercise comes back 1, 7 and 21 days after you passed it.")
    return _say(book)


def _book():
    """The record in its file.

    Raises:
        CourseError: where no record is kept.
    """
    from daybyday import progress
    from daybyday.errors import CourseError

    file = progress.path()
    if file is None:
        raise CourseError(
            "No record is kept here: there is no course around, or DAYBYDAY_PROGRESS is off.", 2
        )
    return progress.Book(file)


def _say(book) -> int:
    """Pass on what the record had to say; 1 where there was something."""
    for notice in book.notices:
        print(f"daybyday: {notice}", file=sys.stderr)
    return 1 if book.notices else 0


def _shown(path: Path) -> Path:
    """A path from the current folder where it lies below it."""
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path
