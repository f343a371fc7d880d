"""Commands of the group `data`: the real corpora that no wheel ships."""

import sys
from pathlib import Path


def add_commands(commands) -> None:
    """Add `daybyday data` and `daybyday data get`."""
    data = commands.add_parser(
        "data",
        help="list the real corpora, or fetch one",
        description="List the real corpora that lessons use where they are present. "
        "They live in the folder that DAYBYDAY_DATA names, else in your data folder.",
    )
    data.set_defaults(handler=show)
    get = data.add_subparsers(metavar="COMMAND").add_parser(
        "get", help="fetch one, verified", description="Fetch a corpus and verify its files."
    )
    get.add_argument("name", metavar="NAME", help="as `daybyday data` lists it")
    get.add_argument(
        "--from",
        dest="source",
        metavar="FOLDER",
        type=Path,
        help="take a copy on this machine instead of the network",
    )
    get.set_defaults(handler=fetch)


def show(_args) -> int:
    """Print each corpus: name, what, licence, size, source at its commit, and what is here."""
    from daybyday import corpora

    for corpus in corpora.CORPORA.values():
        here = corpora.present(corpus.name)
        state = f"{here:,} of {corpus.count:,} files here" if here else "not here"
        print(f"{corpus.name}: {corpus.what}")
        print(f"  {corpus.licence} · {corpus.megabytes:g} MB · {state}")
        print(f"  from {corpus.repository} at {corpus.commit[:12]}")
        print(f"  {len(corpora.checksums(corpus.name)):,} files have a checksum in the course")
    print(f"Folder: {corpora.data_folder()}")
    print("Fetch one: daybyday data get NAME    from a copy: daybyday data get NAME --from FOLDER")
    return 0


def fetch(args) -> int:
    """Fetch or copy one corpus and say what was done."""
    from tqdm import tqdm

    from daybyday import corpora

    terminal = sys.stderr.isatty()

    def bar(files):
        return tqdm(files, desc=args.name, unit="file", disable=not terminal)

    if args.source is not None:
        taken = corpora.take(args.name, args.source.expanduser(), bar)
    else:
        taken = corpora.fetch(args.name, bar, quiet=not terminal)
    print(f"{args.name}: {taken.copied:,} files copied, {taken.kept:,} were there already.")
    if taken.unlisted:
        print(f"{taken.unlisted:,} files were left out: the course has no checksum for them.")
    print(f"It lies in {taken.folder}")
    return 0
