"""What is wrong, and where: the one form in which the map's rules, the reader of notebooks
and the lint report faults, such as `notebooks/day01/dsa-two-sum.ipynb: cell 7, line 3: …`."""

from collections.abc import Sequence
from dataclasses import dataclass

from daybyday.errors import CourseError


@dataclass(frozen=True)
class Finding:
    """One fault.

    Args:
        path: the file, relative to the course's root where it lies inside it.
        message: what is wrong and what to change, without the place.
        cell: number of the notebook's cell, counted from 1; None for the file as a whole.
        line: line within the cell, or within the file where `cell` is None, counted from 1.
        level: `error` fails the lint, `warning` asks a person to look.
    """

    path: str
    message: str
    cell: int | None = None
    line: int | None = None
    level: str = "error"

    @property
    def place(self) -> str:
        """`path: cell 7, line 3` with the parts that are known."""
        parts = [
            f"{word} {number}"
            for word, number in (("cell", self.cell), ("line", self.line))
            if number is not None
        ]
        return f"{self.path}: {', '.join(parts)}" if parts else self.path

    def __str__(self) -> str:
        return f"{self.place}: {'warning: ' if self.level == 'warning' else ''}{self.message}"


class FaultyFile(CourseError):
    """A file that cannot be used as it is; `findings` lists every fault found in it."""

    def __init__(self, findings: Sequence[Finding]):
        self.findings = tuple(findings)
        super().__init__("\n".join(map(str, self.findings)))
