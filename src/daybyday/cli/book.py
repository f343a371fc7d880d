"""Commands of the group `book`."""


def add_commands(commands) -> None:
    """Add this group's commands."""
    book = commands.add_parser(
        "book", help="execute what changed and build the site into _build/html"
    )
    book.add_argument(
        "--no-run", action="store_true", help="use what was executed before; execute nothing"
    )
    book.add_argument("--fresh", action="store_true", help="build every page anew")
    book.add_argument("--jobs", type=int, metavar="N", help="notebooks executed at once")
    book.set_defaults(handler=build)


def build(args) -> int:
    """`daybyday book`: the exit status tells whether every notebook ran and every page is sound."""
    from daybyday import curriculum
    from daybyday.book.build import build as build_book

    course = curriculum.load()
    failed = 0
    if not args.no_run:
        failed = run(course, args.jobs)
    first = build_book(course, fresh=args.fresh)
    print(f"book: {first.relative_to(course.root)}")
    return failed


def run(course, jobs: int | None) -> int:
    """Execute what changed; 1 where a notebook failed (the table has been printed)."""
    from daybyday import cli

    arguments = ["run", *(["--jobs", str(jobs)] if jobs else [])]
    return cli.main(arguments)
