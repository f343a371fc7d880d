"""Worker processes, and several of them at once."""

import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from pathlib import Path

import psutil

from daybyday.running.records import DIED, FAILED, TIMEOUT
from daybyday.running.task import MARK, Result, Task, folder_prefix

GRACE_SECONDS = 90


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


class Worker:
    """One worker process, started when first needed and again after it died.

    Args:
        cache_home: folder in which the worker keeps compiled modules, None for wherever.
    """

    def __init__(self, cache_home: str | None = None):
        self.cache_home = cache_home
        self.mark = uuid.uuid4().hex
        self.process: subprocess.Popen | None = None
        self.expires: float | None = None
        self.stuck = self.closed = False
        self._lock = threading.Lock()

    def execute(self, task: Task, at_cell=lambda cell: None) -> dict:
        """Execute one task; a worker that dies on the way is a result too."""
        began = time.monotonic()
        self.expires = began + task.timeout + GRACE_SECONDS
        try:
            with self._lock:
                if self.closed:
                    raise OSError("the run is over")
                if self.process is None or self.process.poll() is not None:
                    self._start()
            self.process.stdin.write(json.dumps(asdict(task)) + "\n")
            self.process.stdin.flush()
            for line in self.process.stdout:
                message = json.loads(line)
                if "result" in message:
                    return message["result"]
                if "cell" in message:
                    at_cell(message["cell"])
        except (OSError, ValueError):
            pass  # the worker is gone, or was, in the middle of a line
        finally:
            self.expires = None
        code = self.process.wait() if self.process else None
        sweep(self.mark)
        error = (
            f"Not finished {GRACE_SECONDS} s after its time; the worker was ended."
            if self.stuck
            else f"The worker that drove this notebook ended (exit status {code}); run again."
        )
        status = TIMEOUT if self.stuck else DIED
        self.stuck = False
        return asdict(Result(status, error=error, seconds=round(time.monotonic() - began, 3)))

    def _start(self) -> None:
        environment = os.environ | {MARK: self.mark}
        if self.cache_home:
            environment.pop("PYTHONDONTWRITEBYTECODE", None)
            environment["PYTHONPYCACHEPREFIX"] = os.path.join(self.cache_home, "pycache")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "daybyday.running.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=environment,
            start_new_session=True,  # Ctrl-C in the terminal is for the run, which ends workers
        )

    def end_if_stuck(self) -> None:
        """Kill a worker that is far beyond its task's time."""
        if self.expires and time.monotonic() > self.expires:
            self.stuck = True
            self.process.kill()

    def close(self) -> None:
        """Let the worker end: it kills what is below it as soon as its input closes."""
        with self._lock:
            self.closed = True
        if self.process:
            with suppress(OSError):
                self.process.stdin.close()

    def end(self, seconds: float) -> None:
        """Wait for the worker's end, then enforce it."""
        if self.process:
            try:
                self.process.wait(seconds)
            except subprocess.TimeoutExpired:
                self.process.kill()
                sweep(self.mark)
                self.process.wait()


class Pool:
    """Executes tasks in worker processes, each with one kernel at a time.

    ::

        with Pool(jobs=2) as pool:
            for number, result in pool.run(tasks, told):
                ...

    Leaving the `with` block, also by an exception, ends every worker, kernel and child within two
    seconds. Results are plain dicts with the fields of `task.Result`.

    Args:
        jobs: how many notebooks are executed at once.
        cache_home: see `Worker`.
    """

    def __init__(self, jobs: int, cache_home: str | None = None):
        self.jobs, self.cache_home = jobs, cache_home
        self._tasks: queue.SimpleQueue = queue.SimpleQueue()
        self._news: queue.SimpleQueue = queue.SimpleQueue()
        self._workers: list[Worker] = []
        self._closing = False

    def __enter__(self) -> "Pool":
        return self

    def run(
        self,
        tasks: list[Task],
        told: Callable[[int, str, int | None], None] = lambda number, event, value: None,
        before: Callable[[int], None] = lambda number: None,
    ) -> Iterator[tuple[int, dict]]:
        """Execute tasks in the order given; yield `(number, result)` as they end.

        Args:
            told: called as `told(number, "start", None)` and `told(number, "cell", n)`.
            before: called in another thread with a task's number, just before it starts.
        """
        self._before = before
        for item in enumerate(tasks):
            self._tasks.put(item)
        self._workers = [Worker(self.cache_home) for _ in range(min(self.jobs, len(tasks)))]
        for worker in self._workers:
            self._tasks.put(None)
            threading.Thread(target=self._feed, args=(worker,), daemon=True).start()
        ended = 0
        while ended < len(tasks):
            for worker in self._workers:
                worker.end_if_stuck()
            try:
                number, event, value = self._news.get(timeout=1)
            except queue.Empty:
                continue
            if event == "result":
                ended += 1
                yield number, value
            else:
                told(number, event, value)

    def _feed(self, worker: Worker) -> None:
        """Hand a worker one task after the other, until there is none or the pool closes."""
        while (item := self._tasks.get()) is not None and not self._closing:
            number, task = item
            try:
                self._before(number)
                self._tell(number, "start")
                result = worker.execute(task, partial(self._tell, number, "cell"))
            except Exception as error:  # the run waits for a result of each task
                result = asdict(Result(FAILED, error=f"The run could not execute it: {error!r}"))
            self._tell(number, "result", result)
        worker.close()

    def _tell(self, number: int, event: str, value=None) -> None:
        self._news.put((number, event, value))

    def __exit__(self, *_) -> None:
        self._closing = True
        for worker in self._workers:
            worker.close()
        deadline = time.monotonic() + 1
        for worker in self._workers:
            worker.end(max(0.0, deadline - time.monotonic()))


def sweep(mark: str) -> None:
    """Clear up after a worker that was killed: its processes, known by their mark, and folders."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                process.kill()
    for folder in Path(tempfile.gettempdir()).glob(f"{folder_prefix(mark)}*"):
        shutil.rmtree(folder, ignore_errors=True)
