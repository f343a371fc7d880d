"""The command `daybyday run`."""

from pathlib import Path


def add_commands(commands) -> None:
    """Add `run`."""
    run = commands.add_parser(
        "run",
        help="execute the notebooks that changed",
        description="Execute notebooks, each in a kernel of its own, without a network. "
        "Results of unchanged notebooks are kept. Writes _build/executed/ and _build/run.json; "
        "the exit status is 1 when a notebook failed.",
    )
    run.add_argument("paths", nargs="*", metavar="PATH", help="notebook or folder; default: all")
    run.add_argument("--jobs", type=_count, metavar="N", help="notebooks at once; default: cores")
    run.add_argument("--fresh", action="store_true", help="execute also what has not changed")
    run.add_argument(
        "--timeout", type=float, default=300, metavar="S", help="seconds for a notebook (300)"
    )
    run.add_argument(
        "--memory", type=float, default=2048, metavar="MB", help="end a kernel above this (2048)"
    )
    run.add_argument("--shard", metavar="I/N", help="the I-th of N parts, of equal duration")
    run.add_argument(
        "--merge",
        nargs="+",
        type=Path,
        metavar="FOLDER",
        help="execute nothing: put the _build folders of all shards together",
    )
    run.add_argument(
        "--twice", action="store_true", help="execute twice; text outputs have to be the same"
    )
    run.add_argument(
        "--budgets",
        action="store_true",
        default=None,
        help="fail what takes more time or memory than a lesson may (the default where CI is set)",
    )
    run.add_argument("--junit", type=Path, metavar="FILE", help="write JUnit XML too")
    run.add_argument("--scheduler", metavar="ADDRESS", help="hand the notebooks to a Dask cluster")
    run.set_defaults(handler=_run)


def _count(text: str) -> int:
    if (number := int(text)) < 1:
        raise ValueError
    return number


def _run(args) -> int:
    import signal

    from daybyday.running import report
    from daybyday.running.records import write_atomically
    from daybyday.running.runs import merge_shards, run

    def stop(*_) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)  # what is finished is kept then too
    if args.merge:
        outcome = merge_shards(args.merge, budgets=args.budgets)
    else:
        outcome = run(
            args.paths,
            jobs=args.jobs,
            fresh=args.fresh,
            timeout=args.timeout,
            memory_mb=args.memory,
            shard=args.shard,
            twice=args.twice,
            budgets=args.budgets,
            scheduler=args.scheduler,
            progress=report.progress(),
        )
    if args.junit:
        write_atomically(args.junit.absolute(), report.junit(outcome.records, outcome.seconds))
    if outcome.failures:
        print("\n" + report.failures(outcome.records) + "\n")
    print(report.summary(outcome.records, outcome.seconds))
    return 1 if outcome.failures else 0
