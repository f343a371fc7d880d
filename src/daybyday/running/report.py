"""What people and CI read of a run: progress, failures, a table, JUnit XML."""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from daybyday.running.records import OK, Record

# XML 1.0 has no way to write these.
_NOT_IN_XML = {n: "\ufffd" for n in range(32) if chr(n) not in "\t\n\r"}


class Silent:
    """Shows nothing; the interface of what shows a run's progress."""

    def begin(self, count: int, seconds: float) -> None:
        """`count` notebooks will be executed, which took `seconds` in all last time."""

    def started(self, path: str) -> None:
        """A notebook starts."""

    def at_cell(self, path: str, cell: int) -> None:
        """A notebook has come to a cell."""

    def ended(self, record: Record, expected: float) -> None:
        """A notebook has ended; `expected` is what it was taken for."""

    def close(self) -> None:
        """The run is over."""


class Lines(Silent):
    """One line a notebook."""

    def __init__(self, stream=None):
        self.stream = stream or sys.stdout

    def ended(self, record: Record, expected: float) -> None:
        error = "" if record.ok else f"  {record.summary}"
        print(
            f"{record.status:<11} {record.seconds:6.1f} s {record.peak_mb:6.0f} MB  "
            f"{record.path}{error}",
            file=self.stream,
            flush=True,
        )


class Bar(Silent):
    """A bar of expected seconds with what is running now and an estimate of the end."""

    def begin(self, count: int, seconds: float) -> None:
        from tqdm import tqdm

        self.count, self.done, self.running = count, 0, {}
        self.bar = tqdm(
            total=max(seconds, 0.1),
            bar_format="{percentage:3.0f}% |{bar:24}| {desc} [{elapsed}<{remaining}]{postfix}",
            dynamic_ncols=True,
            leave=False,
        )
        self._show()

    def _show(self) -> None:
        self.bar.set_description_str(f"{self.done}/{self.count}", refresh=False)
        names = (f"{Path(p).stem}:{c}" if c else Path(p).stem for p, c in self.running.items())
        self.bar.set_postfix_str(" " + " ".join(names))

    def started(self, path: str) -> None:
        self.running[path] = 0
        self._show()

    def at_cell(self, path: str, cell: int) -> None:
        self.running[path] = cell
        self._show()

    def ended(self, record: Record, expected: float) -> None:
        self.running.pop(record.path, None)
        self.done += 1
        self.bar.update(expected)
        if not record.ok:
            self.bar.write(f"{record.status}  {record.place}  {record.summary}")
        self._show()

    def close(self) -> None:
        if hasattr(self, "bar"):
            self.bar.close()


def progress(stream=None) -> Silent:
    """A bar on a terminal, lines elsewhere."""
    return Bar() if sys.stderr.isatty() and stream is None else Lines(stream)


def failure(record: Record) -> str:
    """All that is known of one failure: place, error, the cell's code with the line marked."""
    lines = [f"── {record.place}: {record.status}"]
    if record.code:
        for number, line in enumerate(record.code.splitlines(), 1):
            mark = "▸" if number == record.line else " "
            lines.append(f"  {mark} {number:3} {line}")
        lines.append("")
    lines += [f"  {line}" for line in (record.traceback or record.error or "").splitlines()]
    return "\n".join(lines)


def table(records: Sequence[Record]) -> str:
    """The failures in columns: notebook, cell, line, status, error."""
    from textwrap import shorten

    head = ("notebook", "cell", "line", "status", "error")
    rows = [
        (
            record.path,
            str(record.cell or "-"),
            str(record.line or "-"),
            record.status,
            shorten(record.summary, 100, placeholder=" …"),
        )
        for record in records
    ]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(4)]
    return "\n".join(
        "  ".join([*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[4]])
        for row in (head, *rows)
    )


def failures(records: Sequence[Record]) -> str:
    """Every failure in full, then the table; empty where there is none."""
    failed = [record for record in records if not record.ok]
    if not failed:
        return ""
    return "\n\n".join([*map(failure, failed), table(failed)])


def summary(records: Sequence[Record], seconds: float) -> str:
    """The run in one line."""
    kept = sum(record.cached for record in records)
    executed = sum(bool(record.date) and not record.cached for record in records)
    failed = sum(not record.ok for record in records)
    word = "notebook" if len(records) == 1 else "notebooks"
    guards = sorted({guard for record in records if not record.cached for guard in record.guard})
    guarded = f" ({'; '.join(guards)})" if guards else ""
    return (
        f"{len(records)} {word}: {len(records) - failed} ok, {failed} failed; "
        f"{executed} executed{guarded}, {kept} unchanged; {seconds:.1f} s"
    )


def junit(records: Sequence[Record], seconds: float) -> str:
    """The run as JUnit XML, one test case a notebook; a time-out or a death is an error."""
    suite = ElementTree.Element(
        "testsuite",
        name="daybyday run",
        tests=str(len(records)),
        failures=str(sum(record.status == "failed" for record in records)),
        errors=str(sum(record.status not in (OK, "failed") for record in records)),
        time=f"{seconds:.3f}",
        timestamp=time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime()),
    )
    for record in records:
        folder, _, name = record.path.rpartition("/")
        case = ElementTree.SubElement(
            suite,
            "testcase",
            classname=folder.replace("/", "."),
            name=name,
            file=record.path,
            time=f"{record.seconds:.3f}",
        )
        if not record.ok:
            kind = "failure" if record.status == "failed" else "error"
            fault = ElementTree.SubElement(
                case, kind, type=record.status, message=record.summary.translate(_NOT_IN_XML)
            )
            fault.text = failure(record).translate(_NOT_IN_XML)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True) + "\n"
