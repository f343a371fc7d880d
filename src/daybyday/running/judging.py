"""Whether a good execution keeps the course's standard: budgets, and the same text twice."""

import re

from daybyday.curriculum import Course
from daybyday.errors import CourseError
from daybyday.running.records import Record
from daybyday.running.sources import Notebook

# What a lesson may take (lesson-standard): seconds, hard ones twice that, and memory.
BUDGET_SECONDS, BUDGET_SECONDS_HARD, BUDGET_MB = 30, 60, 1024
_ADDRESS = re.compile(r"<[^<>]{1,80} at 0x[0-9a-f]{6,}")


def over_budget(record: Record, course: Course) -> str | None:
    """The sentence for a notebook that took more time or memory than a lesson may."""
    try:
        hard = course.lesson_of(record.path).difficulty == "hard"
    except CourseError:
        hard = False
    seconds = BUDGET_SECONDS_HARD if hard else BUDGET_SECONDS
    # What it takes where nothing else runs: others on the machine are not the lesson's fault.
    took = record.seconds - record.waited_seconds
    if took > seconds:
        return (
            f"Over budget: took {took:.1f} s of {seconds} s ({record.cpu_seconds:.1f} s of "
            f"processor time), besides {record.waited_seconds:.1f} s of waiting for a free core."
        )
    if record.peak_mb > BUDGET_MB:
        return f"Over budget: took {record.peak_mb:.0f} MB of {BUDGET_MB} MB of memory."
    return None


def address(notebook: Notebook, result: dict) -> tuple[int, str] | None:
    """The cell whose text shows where in memory an object lies, and the sentence for it."""
    for position, cell in zip(notebook.cells, result["outputs"], strict=True):
        for line in texts(cell["outputs"]):
            if found := _ADDRESS.search(line):
                return position + 1, (
                    f"Shows an object's place in memory, {found[0]}, which tells a reader nothing "
                    "and changes each time. Show something of the object, or end the line with "
                    "a semicolon."
                )
    return None


def difference(notebook: Notebook, first: dict, second: dict) -> tuple[int, None, str] | None:
    """Where the text outputs of two executions differ in a cell that is not tagged `timed`."""
    pairs = zip(first["outputs"], second["outputs"], strict=True)
    for position, timed, (one, other) in zip(notebook.cells, notebook.timed, pairs, strict=True):
        if timed:
            continue
        before, after = texts(one["outputs"]), texts(other["outputs"])
        if before != after:
            lines = zip([*before, None], [*after, None], strict=False)
            was, now = next((a, b) for a, b in lines if a != b)
            return (
                position + 1,
                None,
                "Two executions gave different text. Make it the same (fix the seed, sort), or "
                f"tag the cell `timed` if it shows times.\nfirst:  {was}\nsecond: {now}",
            )
    return None


def texts(outputs: list[dict]) -> list[str]:
    """The lines of text in a cell's outputs; images and sound are not text."""
    lines = []
    for output in outputs:
        if output["output_type"] == "stream":
            parts = [output["text"]]
        else:
            data = output.get("data", {})
            parts = [data[kind] for kind in sorted(data) if kind.startswith("text/")]
        for part in parts:
            lines += "".join(part).splitlines()
    return lines
