"""Run a learner's notebook from the shell and read the reports from its outputs' metadata."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from daybyday.checking import registry
from daybyday.checking.report import METADATA_KEY, Report
from daybyday.errors import CourseError

CELL_SECONDS = 120


@dataclass
class Outcome:
    """What running one notebook gave.

    Attributes:
        notebook: the file.
        reports: in the order of the cells; of an exercise checked twice only the last.
        faults: cells that failed by themselves, each a sentence.
    """

    notebook: Path
    reports: dict[str, Report] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)


def check_notebook(file: Path, each: Callable[[Report], None] | None = None) -> Outcome:
    """Run all cells of a notebook in a kernel of its own, in its folder, and collect the reports.

    A cell that raises does not keep the others from running.

    Args:
        file: the notebook; it is not written.
        each: called with each report when it is there.

    Raises:
        CourseError: for a file that is no notebook, or a kernel that does not start.
    """
    import nbformat
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    try:
        notebook = nbformat.read(file, as_version=4)
    except Exception as error:  # nbformat raises whatever its parser raises
        raise CourseError(f"{file}: it is no notebook ({str(error)[:120]}).") from None
    outcome = Outcome(file)

    def executed(cell, cell_index, **_):
        for report in reports_in(cell.get("outputs", [])):
            outcome.reports[report.id] = report
            if each:
                each(report)
        outcome.faults.extend(_errors_of(cell, cell_index + 1))

    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    client = NotebookClient(
        notebook,
        timeout=CELL_SECONDS,
        allow_errors=True,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=ERROR"],  # no word about encryption on loopback
        resources={"metadata": {"path": str(file.parent)}},
        on_cell_executed=executed,
    )
    try:
        client.execute(env=_environment(file))
    except CellTimeoutError:
        outcome.faults.append(
            f"a cell took longer than {CELL_SECONDS} seconds and the run was stopped: is there "
            "an endless loop outside of the functions that are checked?"
        )
    except DeadKernelError:
        outcome.faults.append("the kernel died: which cell ends the Python process?")
    except (OSError, RuntimeError) as error:
        raise CourseError(
            f"{file}: its kernel did not start ({error}); `daybyday doctor` looks into it."
        ) from error
    return outcome


def _environment(file: Path) -> dict[str, str]:
    """The kernel's environment: running the course's own solutions is no pass."""
    own = "solutions" in file.parts
    return {**os.environ, "DAYBYDAY_PROGRESS": "off"} if own else dict(os.environ)


def reports_in(outputs: list) -> Iterator[Report]:
    """The reports behind a cell's outputs."""
    for output in outputs:
        record = output.get("metadata", {}).get(METADATA_KEY)
        if isinstance(record, dict) and "verdict" in record:
            yield Report.from_record(record)


def _errors_of(cell, number: int) -> Iterator[str]:
    for output in cell.get("outputs", []):
        if output.get("output_type") == "error":
            name, text = output.get("ename"), output.get("evalue", "").splitlines()
            what = "" if name == "CourseError" else f"{name}: "
            yield f"cell {number}: {what}{text[0] if text else ''}"


def work_notebook(root: Path, lesson: str) -> Path:
    """Where the learner's copy of a lesson's exercises lies."""
    *_, day, module = registry.modules()[lesson].split(".")
    return root / "work" / day / f"{module.replace('_', '-')}.ipynb"
