"""The workers: one process a slot, each with one kernel at a time."""

import json
import os
import queue
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict

import psutil

from daybyday.running.records import DIED, TIMEOUT

MARK = "DAYBYDAY_RUN"
GRACE_SECONDS = 90


def cores() -> int:
    """Cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS and Windows
        return os.cpu_count() or 1


class Pool:
    """Executes tasks in worker processes.

    ::

        with Pool(jobs=2) as pool:
            for number, result in pool.run(tasks, told):
                ...

    Leaving the `with` block, also by an exception, ends every worker, kernel and child within two
    seconds. Results are plain dicts with the fields of `task.Result`.

    Args:
        jobs: how many notebooks are executed at once.
    """

    def __init__(self, jobs: int):
        self.jobs = jobs
        self._tasks: queue.SimpleQueue = queue.SimpleQueue()
        self._news: queue.SimpleQueue = queue.SimpleQueue()
        self._slots: list[_Slot] = []

    def __enter__(self) -> "Pool":
        return self

    def run(self, tasks: list, told=lambda number, event, value: None) -> Iterator[tuple]:
        """Execute tasks (`task.Task`) in the order given; yield `(number, result)` as they end.

        Args:
            told: called as `told(number, "start", None)` and `told(number, "cell", n)`.
        """
        for item in enumerate(tasks):
            self._tasks.put(item)
        self._slots = [_Slot(self._tasks, self._news) for _ in range(min(self.jobs, len(tasks)))]
        for _ in self._slots:
            self._tasks.put(None)
        ended = 0
        while ended < len(tasks):
            try:
                number, event, value = self._news.get(timeout=1)
            except queue.Empty:
                for slot in self._slots:
                    slot.end_if_stuck()
                continue
            if event == "result":
                ended += 1
                yield number, value
            else:
                told(number, event, value)

    def __exit__(self, *_) -> None:
        for slot in self._slots:
            slot.close()
        deadline = time.monotonic() + 1
        for slot in self._slots:
            slot.end(max(0.0, deadline - time.monotonic()))


class _Slot:
    """A thread that feeds one worker, and starts another when the worker dies."""

    def __init__(self, tasks: queue.SimpleQueue, news: queue.SimpleQueue):
        self.mark = uuid.uuid4().hex
        self.worker: subprocess.Popen | None = None
        self.expires: float | None = None
        self.stuck = self.closing = False
        self._tasks, self._news = tasks, news
        threading.Thread(target=self._work, daemon=True).start()

    def _work(self) -> None:
        while (item := self._tasks.get()) is not None and not self.closing:
            number, task = item
            self._news.put((number, "start", None))
            result = self._execute(number, task)
            self._news.put((number, "result", result))
        if self.worker:
            self.worker.stdin.close()

    def _execute(self, number: int, task) -> dict:
        began = time.monotonic()
        self.expires = began + task.timeout + GRACE_SECONDS
        try:
            if self.worker is None or self.worker.poll() is not None:
                self._start()
            self.worker.stdin.write(json.dumps(asdict(task)) + "\n")
            self.worker.stdin.flush()
            for line in self.worker.stdout:
                message = json.loads(line)
                if "result" in message:
                    return message["result"]
                if "cell" in message:
                    self._news.put((number, "cell", message["cell"]))
        except (OSError, ValueError):
            pass  # the worker is gone, or was, in the middle of a line
        finally:
            self.expires = None
        code = self.worker.wait() if self.worker else None
        sweep(self.mark)
        error = (
            f"Not finished {GRACE_SECONDS} s after its time; the worker was ended."
            if self.stuck
            else f"The worker that drove this notebook ended (exit status {code}); run again."
        )
        status = TIMEOUT if self.stuck else DIED
        self.stuck = False
        return {"status": status, "error": error, "seconds": time.monotonic() - began}

    def _start(self) -> None:
        self.worker = subprocess.Popen(
            [sys.executable, "-m", "daybyday.running.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env=os.environ | {MARK: self.mark},
            start_new_session=True,  # Ctrl-C in the terminal is for the run, which ends workers
        )

    def end_if_stuck(self) -> None:
        """Kill a worker that is far beyond its task's time."""
        if self.expires and time.monotonic() > self.expires:
            self.stuck = True
            self.worker.kill()

    def close(self) -> None:
        """Let the worker end: it kills what is below it as soon as its input closes."""
        self.closing = True
        if self.worker:
            with suppress(OSError):
                self.worker.stdin.close()

    def end(self, seconds: float) -> None:
        """Wait for the worker's end, then enforce it."""
        if self.worker:
            try:
                self.worker.wait(seconds)
            except subprocess.TimeoutExpired:
                self.worker.kill()
                sweep(self.mark)
                self.worker.wait()


def sweep(mark: str) -> None:
    """Kill processes that carry a worker's mark in their environment."""
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if process.environ().get(MARK) == mark:
                process.kill()
