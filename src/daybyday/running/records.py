"""What is known of one execution of one notebook, and the file that holds all of it."""

import contextlib
import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from daybyday.errors import CourseError

OK, FAILED, TIMEOUT, DIED = "ok", "failed", "timeout", "kernel died"
STATUSES = (OK, FAILED, TIMEOUT, DIED)


@dataclass
class Record:
    """One notebook's execution.

    Args:
        path: the notebook, relative to the course's root, with `/`.
        status: one of `STATUSES`.
        seconds: wall time from the start of the kernel to its end.
        peak_mb: highest memory of the kernel and its children, in MiB; see `processes`.
        cell: number of the cell that failed, counted from 1 over all cells, as the lint counts.
        line: line of that cell, counted from 1.
        error: what went wrong, without ANSI codes; the first line says it in short.
        traceback: the whole traceback of an exception, without ANSI codes.
        code: source of the cell that failed.
        cell_seconds: each code cell's own time, in the order of the code cells.
        cpu_seconds: processor time of the kernel and of the children it waited for.
        waited_seconds: how much of `seconds` the kernel could have run but no core was free, as on
            a machine that others use too; 0 where the system does not tell.
        claims: cells tagged `claim` that were executed.
        versions: Python and the distributions that the notebook imports.
        date: when it was executed, UTC, ISO 8601.
        guard: what kept the notebook from the network and from writing abroad.
        key: the cache key of what was executed.
        cached: True where this run took an earlier execution's result.
    """

    path: str
    status: str
    seconds: float = 0.0
    peak_mb: float = 0.0
    cell: int | None = None
    error: str | None = None
    line: int | None = None
    code: str | None = None
    traceback: str | None = None
    cell_seconds: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    waited_seconds: float = 0.0
    claims: int = 0
    versions: dict[str, str] = field(default_factory=dict)
    date: str = ""
    guard: list[str] = field(default_factory=list)
    key: str = ""
    cached: bool = False

    @property
    def ok(self) -> bool:
        """Whether the notebook ran to its end within the rules."""
        return self.status == OK

    @property
    def place(self) -> str:
        """`path: cell 7, line 3`, as far as it is known."""
        parts = [
            f"{word} {number}"
            for word, number in (("cell", self.cell), ("line", self.line))
            if number is not None
        ]
        return f"{self.path}: {', '.join(parts)}" if parts else self.path

    @property
    def summary(self) -> str:
        """The error in one line."""
        lines = [line for line in (self.error or "").splitlines() if line.strip()]
        return lines[0].strip() if lines else ""

    @property
    def own_seconds(self) -> float:
        """The cells' own time; `seconds` less this is what running them cost besides."""
        return sum(self.cell_seconds)

    @classmethod
    def from_dict(cls, entry: dict) -> "Record":
        """The record in an entry of `run.json`; keys of later formats are ignored."""
        known = {each.name for each in fields(cls)}
        return cls(**{name: value for name, value in entry.items() if name in known})


def read(file: Path) -> list[Record]:
    """The records in a `run.json`; none where there is no such file.

    Raises:
        CourseError: the file is damaged or cannot be read.
    """
    try:
        return [Record.from_dict(entry) for entry in json.loads(file.read_text("utf-8"))]
    except FileNotFoundError:
        return []
    except OSError as error:
        raise CourseError(f"{file} cannot be read ({error.strerror}).") from None
    except (ValueError, TypeError, AttributeError) as error:
        raise CourseError(f"{file} is damaged ({error}); delete it and run again.") from None


def merge(file: Path, records: Iterable[Record], keep) -> list[Record]:
    """Put records into a `run.json` that other runs may be writing to, and return all of it.

    Args:
        records: the new records; each replaces the earlier one of its notebook.
        keep: function from an earlier record to whether it stays.

    Raises:
        CourseError: the file cannot be written.
    """
    with locked(file.with_suffix(".lock")):
        try:
            earlier = read(file)
        except CourseError:  # a damaged file holds nothing that the run cannot tell anew
            earlier = []
        known = {record.path: record for record in earlier if keep(record)}
        known |= {record.path: record for record in records}
        merged = [known[path] for path in sorted(known)]
        text = json.dumps([asdict(record) for record in merged], indent=1, ensure_ascii=False)
        write_atomically(file, text + "\n")
    return merged


def write_atomically(file: Path, text: str) -> None:
    """Write a file so that a reader, or a kill in the middle, sees the old one or the new one.

    Raises:
        CourseError: the disk is full or the folder cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with open(handle, "w", encoding="utf-8") as stream:
                stream.write(text)
            os.chmod(name, 0o644)
            os.replace(name, file)
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(name)
            raise
    except OSError as error:
        raise unwritable(file, error) from None


def unwritable(file: Path, error: OSError) -> CourseError:
    """The sentence for a full or read-only `_build`."""
    return CourseError(
        f"{file} cannot be written ({error.strerror or error}). Earlier results are untouched; "
        "free some space or make the folder writable, then run again."
    )


@contextlib.contextmanager
def locked(file: Path) -> Iterator[None]:
    """Hold a lock between processes; the system releases it when a process dies."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = open(file, "a")  # noqa: SIM115 - closed below, after the lock's use
    except OSError as error:
        raise unwritable(file, error) from None
    with stream:
        with contextlib.suppress(ImportError):  # Windows has no fcntl; one run at a time there
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield
