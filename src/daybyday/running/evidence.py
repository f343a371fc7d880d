"""Where a notebook went wrong: from tracebacks, from the stacks and notes that `launcher` left."""

import json
import re
import signal
from datetime import datetime
from pathlib import Path

from daybyday.running import launcher

ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
CELL_LINE = re.compile(r"^\s*Cell In\[(\d+)\], line (\d+)", re.MULTILINE)
STACK_LINE = re.compile(r'File ".*?[/\\]ipykernel_\d+[/\\]\d+\.py", line (\d+)')


def plain(text: str) -> str:
    """A text without ANSI codes."""
    return ANSI.sub("", text)


def traceback_of(cell) -> str:
    """The traceback in an executed cell's outputs, without our own frames and ANSI codes."""
    frames = [
        frame
        for output in cell.outputs
        if output.output_type == "error"
        for frame in output.traceback
        if launcher.__file__ not in frame
    ]
    return plain("\n".join(frames)).strip("\n")


def line_in(traceback: str, cell) -> int | None:
    """The line of a cell at which a traceback passes through it."""
    places = CELL_LINE.findall(traceback)
    mine = [int(line) for count, line in places if int(count) == cell.execution_count]
    return mine[-1] if mine else None


def line_of_stack(file: Path) -> int | None:
    """The line of the running cell in a stack that faulthandler wrote: the outermost of a cell."""
    if not file.exists():
        return None
    lines = STACK_LINE.findall(file.read_text(errors="replace"))
    return int(lines[-1]) if lines else None


def notes_in(file: Path) -> list[dict]:
    """What the audit hook wrote down."""
    if not file.exists():
        return []
    return [json.loads(line) for line in file.read_text().splitlines()]


def cell_at(moment: float, notebook) -> int | None:
    """Index of the cell that was executed at a time (seconds since the epoch)."""
    found = None
    for index, cell in enumerate(notebook.cells):
        began, _ = times_of(cell)
        if began and began <= moment:
            found = index
    return found


def times_of(cell) -> tuple[float | None, float | None]:
    """When an executed cell began and when it was done (seconds since the epoch)."""
    times = cell.metadata.get("execution", {})
    began, ended = times.get("iopub.status.busy"), times.get("shell.execute_reply")
    return began and _seconds(began), ended and _seconds(ended)


def _seconds(stamp: str) -> float:
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp()


def refusals(notes: list[dict]) -> str | None:
    """The sentence for a notebook that went on after something was refused to it."""
    said = {
        "writes": "tried to write {} outside its temporary folder",
        "network": "tried to connect to {}",
    }
    what = dict.fromkeys(
        said[note["rule"]].format(note["what"]) for note in notes if note["rule"] in said
    )
    return f"The notebook {'; '.join(what)}, and went on when that was refused." if what else None


def death(code: int | None) -> str:
    """The sentence for a kernel that ended with this exit status (negative: by that signal)."""
    if code is None or code >= 0:
        return f"The kernel's process ended with exit status {code}."
    sentence = f"The kernel was killed by signal {-code} ({signal.Signals(-code).name})."
    if -code == signal.SIGKILL:
        sentence += " The operating system does that when memory runs out."
    return sentence
