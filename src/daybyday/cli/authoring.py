"""Commands of the group `authoring`: new, sync, lint, status."""

import argparse
import sys


def add_commands(commands) -> None:
    """Add this group's commands."""
    new = commands.add_parser(
        "new",
        help="make the files of a lesson from the map and its track's outline",
        description="Make the lesson, its solutions and exercises, its checks and its wrong "
        "answers. A file that is there is left alone. The lint fails until all is filled in.",
    )
    new.add_argument("slug", metavar="SLUG", help="the lesson's slug in curriculum.yml")
    new.set_defaults(handler=_new)
    sync = commands.add_parser(
        "sync",
        help="bring notebooks into normal form and write all derived files",
        description="Bring every notebook into normal form, derive the exercises from the "
        "solutions, and write _toc.yml and the derived pages. Writes only what changes.",
    )
    sync.add_argument(
        "--check", action="store_true", help="write nothing; name what would change and fail"
    )
    sync.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="only these notebooks or folders, and the exercises derived from them",
    )
    sync.set_defaults(handler=_sync)
    lint = commands.add_parser(
        "lint",
        help="judge lessons by the standard, with cell and line",
        description="Judge the notebooks below PATH, or all of them, by what a machine can "
        "judge of the standard. Errors fail; warnings ask a person to look.",
    )
    lint.add_argument("paths", nargs="*", metavar="PATH", help="a notebook or a folder")
    lint.set_defaults(handler=_lint)
    status = commands.add_parser(
        "status",
        help="what of the map is published, and what the last run found",
        description="Count the published lessons by week and track; for each, print what the "
        "last run and the last trial of the checks found.",
    )
    status.add_argument("--open", action="store_true", help="list the lessons yet to be written")
    status.set_defaults(handler=_status)


def _new(args: argparse.Namespace) -> int:
    from daybyday import curriculum, scaffold

    course = curriculum.load()
    made = scaffold.new(course, course.lesson(args.slug))
    for path in made.written:
        print(f"{path}: written")
    for path in made.left_alone:
        print(f"{path}: there already, left alone")
    return 0


def _sync(args: argparse.Namespace) -> int:
    from daybyday import curriculum, syncing

    outcome = syncing.sync(curriculum.load(), args.paths, write=not args.check)
    verb = "would be " if args.check else ""
    for path in outcome.changed:
        print(f"{path}: {verb}written")
    for path in outcome.removed:
        print(f"{path}: {verb}removed")
    for finding in outcome.findings:
        print(finding, file=sys.stderr)
    if args.check and (outcome.changed or outcome.removed):
        print("Run `make sync` (or `daybyday sync`) and commit what it writes.", file=sys.stderr)
        return 1
    return 1 if outcome.findings else 0


def _lint(args: argparse.Namespace) -> int:
    from daybyday import curriculum
    from daybyday.lint import lint

    findings = lint(curriculum.load(), args.paths)
    for finding in findings:
        print(finding)
    errors = sum(finding.level == "error" for finding in findings)
    if findings:
        print(f"{errors} errors, {len(findings) - errors} warnings.", file=sys.stderr)
    return 1 if errors else 0


def _status(args: argparse.Namespace) -> int:
    from daybyday import curriculum, status

    course = curriculum.load()
    print("\n".join(status.open_lessons(course)) if args.open else status.report(course))
    return 0
