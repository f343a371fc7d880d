"""The run: what has changed is executed, everything is judged and written down."""

import json
import os
import time
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from daybyday import curriculum, notebooks
from daybyday.errors import CourseError
from daybyday.findings import FaultyFile
from daybyday.running import judging, plan, report, sources
from daybyday.running.cache import Cache
from daybyday.running.records import FAILED, OK, Record, merge, read, write_atomically
from daybyday.running.task import Task
from daybyday.running.versions import distributions, versions_of

TIMEOUT_SECONDS = 300
MEMORY_LIMIT_MB = 2048


@dataclass
class Outcome:
    """What came of a run.

    Args:
        records: one record for each notebook asked for, in the order of the course.
        seconds: wall time.
    """

    root: Path
    records: list[Record] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def failures(self) -> list[Record]:
        """The records of notebooks that did not run to their end within the rules."""
        return [record for record in self.records if not record.ok]

    def record(self, path: str | os.PathLike) -> Record | None:
        """The record of one notebook, None where the run did not have it."""
        name = Path(path).as_posix()
        return next((record for record in self.records if record.path == name), None)


@dataclass
class _Job:
    """A notebook of the run.

    Args:
        package: the package's files as they were when the key was made.
    """

    path: str
    text: str
    notebook: sources.Notebook
    key: str
    package: sources.Package


def run(
    paths: Iterable[str | os.PathLike] = (),
    *,
    root: Path | None = None,
    jobs: int | None = None,
    fresh: bool = False,
    timeout: float = TIMEOUT_SECONDS,
    memory_mb: float = MEMORY_LIMIT_MB,
    shard: str | None = None,
    twice: bool = False,
    budgets: bool | None = None,
    scheduler: str | None = None,
    progress: report.Silent | None = None,
) -> Outcome:
    """Execute the notebooks below `paths` that changed since they were last executed.

    Writes `_build/executed/<path>` for each notebook that is good, and `_build/run.json`.

    Args:
        paths: files or folders; everything published without any.
        root: the course's folder, found from the current one without it.
        jobs: notebooks at once, by default as many as there are cores.
        fresh: execute also what has not changed.
        timeout: seconds for one notebook.
        memory_mb: a kernel that takes more with its children is ended.
        shard: `2/3` takes the second of three parts.
        twice: execute everything twice and fail notebooks whose text outputs differ.
        budgets: fail what is over its budget; by default where the variable `CI` is set.
        scheduler: address of a Dask scheduler to hand the notebooks to.
        progress: what shows the progress, nothing by default.

    Raises:
        CourseError: a path outside the course, a fault in the map, a `_build` that cannot be
            written. Faults of notebooks are records.
    """
    began = time.monotonic()
    course = curriculum.load(root)
    this = _Run(course, progress or report.Silent())
    this.fresh, this.twice = fresh or twice, twice
    this.timeout, this.memory_mb = timeout, memory_mb
    this.budgets = bool(os.environ.get("CI")) if budgets is None else budgets
    selected = [path.as_posix() for path in course.notebooks(paths)]
    if shard:
        number, count = plan.read_shard(shard)
        selected = plan.shards(selected, this.last_seconds, count)[number - 1]
    try:
        this.execute(selected, jobs, scheduler)
    finally:  # an interrupt keeps what is finished
        this.finish(everything=not paths and not shard)
    in_order = [this.records[path] for path in selected if path in this.records]
    return Outcome(course.root, in_order, time.monotonic() - began)


def merge_shards(folders: Iterable[Path], *, root: Path | None = None, budgets=None) -> Outcome:
    """Put the results of all shards together, as if one run had made them.

    Args:
        folders: the shards' `_build` folders; `run.json` and `cache/run/results` of each are read.

    Raises:
        CourseError: a folder has no `run.json`, or `_build` cannot be written.
    """
    began = time.monotonic()
    course = curriculum.load(root)
    this = _Run(course, report.Silent())
    this.budgets = bool(os.environ.get("CI")) if budgets is None else budgets
    told: dict[str, Record] = {}
    for folder in folders:
        if not (folder / "run.json").is_file():
            raise CourseError(f"{folder}: no run.json there; give the _build folder of a shard.")
        this.cache.take(folder)
        told |= {record.path: record for record in read(folder / "run.json") if not record.ok}
    selected = [path.as_posix() for path in course.notebooks()]
    for path in selected:
        missing = Record(path, FAILED, error="No shard has a result of it as it is now.")
        if not (job := this._job(path)):
            continue
        entry = this.cache.get(job.key)
        if entry:
            this._good(job, entry, cached=False)
        else:
            this._put(told.get(path, missing))
    this.finish(everything=True)
    return Outcome(course.root, [this.records[path] for path in selected], time.monotonic() - began)


class _Run:
    fresh = twice = budgets = False
    timeout, memory_mb = TIMEOUT_SECONDS, MEMORY_LIMIT_MB

    def __init__(self, course, progress: report.Silent):
        self.course, self.root, self.progress = course, course.root, progress
        self.build = self.root / "_build"
        self.cache = Cache(self.root)
        self.records: dict[str, Record] = {}
        self.last_seconds = {
            record.path: record.seconds for record in self._earlier() if record.seconds
        }

    def _earlier(self) -> Sequence[Record]:
        try:
            return read(self.build / "run.json")
        except CourseError:
            return []

    def execute(self, selected: Sequence[str], jobs: int | None, scheduler: str | None) -> None:
        """Bring every selected notebook to a record."""
        todo: dict[str, _Job] = {}
        for path in selected:
            if not (job := self._job(path)):
                continue
            entry = None if self.fresh else self.cache.get(job.key)
            if entry:
                self._good(job, entry, cached=True)
            else:
                todo[path] = job
        if todo:
            order = plan.longest_first(list(todo), self.last_seconds)
            self._execute([todo[path] for path in order], jobs, scheduler)

    def _job(self, path: str) -> _Job | None:
        """The notebook as it is now; None, and a record that says why, if it cannot be read."""
        file = self.root / path
        try:
            text = file.read_text("utf-8")
            notebook = self.cache.notebook(path, text)
        except (OSError, ValueError) as error:
            self._put(self._unreadable(file, path, error))
            return None
        return _Job(path, text, notebook, self.cache.key(notebook), self.cache.package)

    def _unreadable(self, file: Path, path: str, error: Exception) -> Record:
        try:
            notebooks.read(file, path)
        except FaultyFile as fault:
            first = fault.findings[0]
            if first.cell is None and first.line:
                return Record(path, FAILED, error=f"line {first.line}: {first.message}")
            return Record(path, FAILED, error=first.message, cell=first.cell, line=first.line)
        return Record(path, FAILED, error=str(error))

    def _execute(self, todo: list[_Job], jobs: int | None, scheduler: str | None) -> None:
        from daybyday.running import pool

        cache_home = str(self.build / "cache" / "home")
        todo = [replace(job) for job in todo for _ in range(2 if self.twice else 1)]
        tasks = [
            Task(
                path=job.path,
                text=job.text,
                timeout=self.timeout,
                memory_mb=self.memory_mb,
                root=str(self.root),
                cache_home=cache_home,
            )
            for job in todo
        ]
        expected = [self.last_seconds.get(job.path, 5.0) for job in todo]
        self.progress.begin(len(todo), sum(expected))
        firsts: dict[str, tuple[_Job, dict]] = {}

        def before(number: int) -> None:
            # What has changed since the run began is no fault of a notebook that starts now.
            job = todo[number]
            text = (self.root / job.path).read_text("utf-8")
            job.notebook = self.cache.notebook(job.path, text)
            job.text = tasks[number].text = text
            job.package = sources.Package(job.package.folder, job.package.known)
            job.key = self.cache.key(job.notebook, job.package)

        def told(number: int, event: str, value) -> None:
            if event == "start":
                self.progress.started(todo[number].path)
            elif event == "cell":
                self.progress.at_cell(todo[number].path, value)

        with ExitStack() as stack:
            stack.enter_context(closing(self.progress))
            if scheduler:
                from daybyday.running import cluster

                by_path = {job.path: job for job in todo}
                workers = cluster.Cluster(scheduler, lambda t: self._versions(by_path[t.path]))
            else:
                workers = pool.Pool(jobs or pool.cores(), cache_home)
            stack.enter_context(workers)
            for number, result in workers.run(tasks, told, before):
                job = todo[number]
                if self.twice and job.path not in firsts:
                    firsts[job.path] = (job, result)
                    continue
                self._judge(job, result, firsts.get(job.path))
                self.progress.ended(self.records[job.path], expected[number])

    def _versions(self, job: _Job) -> dict[str, str]:
        return versions_of(distributions(job.notebook.uses.others))

    def _judge(self, job: _Job, result: dict, first: tuple[_Job, dict] | None) -> None:
        """Make the record of a notebook that was executed just now.

        Args:
            first: the other execution where there were two, and its result.
        """
        entry = {
            "result": result,
            "date": datetime.now(UTC).isoformat(timespec="seconds"),
            "versions": self._versions(job),
        }
        if first and first[1]["status"] != OK:
            result = entry["result"] = first[1]
        if result["status"] != OK:
            self._bad(job, entry)
            return
        if changed := (first and self._changed(first[0])) or self._changed(job):
            self._bad(job, entry, f"{changed} was changed while the notebook ran; run again.")
            return
        if first and (found := judging.difference(job.notebook, first[1], result)):
            cell, line, sentence = found
            self._bad(job, entry, sentence, cell, line)
            return
        if found := judging.address(job.notebook, result):
            cell, sentence = found
            self._bad(job, entry, sentence, cell)
            return
        self.cache.put(job.key, entry)
        self._good(job, entry, cached=False)

    def _changed(self, job: _Job) -> str | None:
        """The file that is no longer what the result was made from; takes up changed prose."""
        try:
            text = (self.root / job.path).read_text("utf-8")
            notebook = self.cache.notebook(job.path, text)
        except (OSError, ValueError):
            return job.path
        if notebook.code != job.notebook.code:
            return job.path
        job.text, job.notebook = text, notebook
        before = job.package
        now = sources.Package(before.folder, before.known)
        if self.cache.key(notebook, now) == job.key:
            return None
        for file in before.closure(notebook.uses).files:
            if not file.exists() or now.hash_of(file) != before.hash_of(file):
                return os.path.relpath(file, self.root)
        return "what the notebook imports"

    def _bad(self, job: _Job, entry: dict, error: str | None = None, cell=None, line=None) -> None:
        record = self._record(job, entry)
        if error:
            record = replace(record, status=FAILED, error=error, cell=cell, line=line)
            if cell:
                record.code = "".join(json.loads(job.text)["cells"][cell - 1]["source"])
        # A copy to look at; in `executed` there is nothing that has not passed.
        outputs = entry["result"].get("outputs")
        if outputs:
            text = with_outputs(job.text, entry["result"])
            write_atomically(self.build / "failed" / job.path, text)
        (self.build / "executed" / job.path).unlink(missing_ok=True)
        self.cache.memo["executed"].pop(job.path, None)
        self._put(record)

    def _good(self, job: _Job, entry: dict, cached: bool) -> None:
        record = replace(self._record(job, entry), cached=cached)
        self._write_executed(job, entry)
        (self.build / "failed" / job.path).unlink(missing_ok=True)
        if self.budgets and (over := judging.over_budget(record, self.course)):
            record = replace(record, status=FAILED, error=over)
        self._put(record)

    def _put(self, record: Record) -> None:
        self.records[record.path] = record

    def _record(self, job: _Job, entry: dict) -> Record:
        return Record.from_dict(
            entry["result"]
            | {
                "path": job.path,
                "claims": job.notebook.claims,
                "versions": entry["versions"],
                "date": entry["date"],
                "key": job.key,
            }
        )

    def _write_executed(self, job: _Job, entry: dict) -> None:
        """Put prose of now and outputs of the execution together, where that changes the file."""
        file = self.build / "executed" / job.path
        stamp = [sources.digest(job.text), job.key, entry["date"]]
        memo = self.cache.memo["executed"]
        if memo.get(job.path) == [*stamp, _stat(file)]:
            return
        write_atomically(file, with_outputs(job.text, entry["result"]))
        memo[job.path] = [*stamp, _stat(file)]

    def finish(self, everything: bool) -> None:
        """Write `run.json` and the memo; after a whole run forget what is no longer there."""
        merge(
            self.build / "run.json",
            self.records.values(),
            keep=lambda record: (self.root / record.path).is_file(),
        )
        if everything:
            self.cache.prune()
            for tree in ("executed", "failed"):
                for file in (self.build / tree).rglob("*.ipynb"):
                    if not (self.root / file.relative_to(self.build / tree)).exists():
                        file.unlink(missing_ok=True)
        self.cache.save_memo()


def _stat(file: Path) -> list[int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return [stat.st_mtime_ns, stat.st_size]


def with_outputs(text: str, result: dict) -> str:
    """A notebook's text with the outputs of an execution of the same code cells."""
    notebook = json.loads(text)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for cell, outputs in zip(code, result["outputs"], strict=True):
        cell |= outputs
    notebook["metadata"] |= result.get("metadata", {})
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
