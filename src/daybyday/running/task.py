"""What goes to a worker, and what comes back: plain data, quick to import."""

from dataclasses import dataclass, field

from daybyday.running.records import OK

# The variable by which a worker's processes are known.
MARK = "DAYBYDAY_RUN"


def folder_prefix(mark: str) -> str:
    """How the names of the temporary folders of a worker with this mark begin."""
    return f"daybyday-{mark[:8]}-"


@dataclass
class Task:
    """One notebook to execute; plain data, so that it can travel to another machine.

    Args:
        path: name of the notebook, relative to the course's root.
        text: the notebook's JSON.
        timeout: seconds for the whole notebook.
        memory_mb: the kernel is ended above this.
        threads: most threads of each numerical library.
        root: the course's folder.
        cache_home: folder for the caches of libraries, or None for one of its own.
    """

    path: str
    text: str
    timeout: float = 300
    memory_mb: float = 2048
    threads: int = 1
    root: str | None = None
    cache_home: str | None = None


@dataclass
class Result:
    """What came of a task; see `records.Record` for the fields that are named alike.

    Args:
        outputs: for each code cell `{"outputs", "execution_count"}`.
        metadata: what the kernel says of its language.
    """

    status: str = OK
    seconds: float = 0.0
    peak_mb: float = 0.0
    cell: int | None = None
    line: int | None = None
    error: str | None = None
    code: str | None = None
    traceback: str | None = None
    cell_seconds: list[float] = field(default_factory=list)
    cpu_seconds: float = 0.0
    waited_seconds: float = 0.0
    guard: list[str] = field(default_factory=list)
    outputs: list[dict] = field(default_factory=list)
    metadata: dict = field(default_factory=dict)
