"""The command `daybyday`: parse the call, hand it to the room that does the job, print.

Each module of this package has `add_commands(subparsers)`, which adds its
commands and sets `handler`, a function from the parsed arguments to an exit status.
Handlers import their room when they run, so `daybyday --help` stays quick.
"""

import argparse
import os
import sys
from importlib import import_module

from daybyday import __version__
from daybyday.errors import CourseError

GROUPS = ("learn", "run", "book", "authoring", "data", "doctor")


def parser() -> argparse.ArgumentParser:
    """The whole command line."""
    top = argparse.ArgumentParser(
        prog="daybyday", description="Sixty days, three tracks, one idea a day."
    )
    top.add_argument("--version", action="version", version=f"daybyday {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for group in GROUPS:
        import_module(f"daybyday.cli.{group}").add_commands(commands)
    return top


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 a fault found, 2 a wrong call."""
    args = parser().parse_args(argv)
    try:
        return args.handler(args) or 0
    except CourseError as error:
        print(f"daybyday: {error}", file=sys.stderr)
        return error.code
    except BrokenPipeError:  # `daybyday progress | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("daybyday: stopped.", file=sys.stderr)
        return 130
