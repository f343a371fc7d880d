"""One notebook in one cold kernel: execute the cells, measure, end the kernel, judge.

The end is a kill that is waited for, instead of a request and a poll every 0.1 s: what a notebook
starts it has to stop in a cell, so nothing is left for a kernel to do.
"""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import nbformat
import psutil
from jupyter_client.kernelspec import NoSuchKernel
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from daybyday.running import evidence, kernel, launcher, processes, trees
from daybyday.running.records import DIED, FAILED, OK, TIMEOUT
from daybyday.running.task import MARK, Result, Task, folder_prefix

# Command lines of processes that libraries keep as long as the kernel lives.
HELPERS = (
    "multiprocessing.resource_tracker",
    "multiprocessing.forkserver",
    "joblib.externals.loky",
)
SAMPLE_SECONDS = 0.05
STOP_SECONDS = 1


class Execution:
    """One notebook's execution in a folder of its own, which is removed afterwards.

    Args:
        network: what keeps this process and its children from the network (`network.cut_off`).
        told: called with the number of each cell that starts, counted from 1.
    """

    def __init__(self, task: Task, network: str, told: Callable[[int], None] = lambda cell: None):
        self.task = task
        self.told = told
        self.network = network
        self.result = Result()
        self.process: psutil.Process | None = None
        self.over_limit = False
        self.before: dict | None = None
        self.current: int | None = None
        folder = Path(tempfile.mkdtemp(prefix=folder_prefix(os.environ.get(MARK, ""))))
        cache = Path(task.cache_home) if task.cache_home else folder / "cache"
        self.places = kernel.Places(folder, cache)

    def run(self) -> Result:
        """Execute the notebook; whatever it does, there is a result."""
        try:
            return asyncio.run(self._run())
        finally:
            self.remove()

    def remove(self) -> None:
        """Remove the folder of this execution."""
        shutil.rmtree(self.places.folder, ignore_errors=True)

    async def _run(self) -> Result:
        task, result, places = self.task, self.result, self.places
        self._prepare()
        notebook = nbformat.reads(task.text, as_version=4)
        name = notebook.metadata.get("kernelspec", {}).get("name", "python3")
        manager = kernel.manager_of(name, places)
        began = time.monotonic()
        client = NotebookClient(
            notebook,
            km=manager,
            timeout_func=lambda cell: max(0.05, began + task.timeout - time.monotonic()),
            startup_timeout=kernel.START_SECONDS,
            record_timing=True,
            coalesce_streams=True,
            on_cell_execute=self._at_cell,
        )
        watch = None
        with open(places.control / "log", "wb") as log:
            try:
                await client.async_start_new_kernel(
                    cwd=str(places.cwd),
                    env=kernel.environment(task, places),
                    stdout=log,
                    stderr=log,
                )
                self.process = psutil.Process(manager.provisioner.process.pid)
                watch = asyncio.ensure_future(self._watch())
                await client.async_execute(cleanup_kc=False)
            except NoSuchKernel:
                self._fail(
                    FAILED,
                    f"The notebook asks for the kernel {name!r}, which is not installed; "
                    "`daybyday sync` writes the course's own, python3.",
                )
            except CellExecutionError as error:
                self._raised(notebook.cells[self.current], error)
            except CellTimeoutError:
                line = self._where()
                self._fail(TIMEOUT, f"Not finished after {task.timeout:g} s; it was ended.", line)
            except DeadKernelError:
                self._died(manager.provisioner.process)
            finally:
                if watch:
                    watch.cancel()
                if self.process:
                    await self._end(client, manager)
                result.seconds = round(time.monotonic() - began, 3)
        self._judge(notebook)
        self._collect(notebook)
        return result

    def _prepare(self) -> None:
        """Make the folders, and say which guards are in force."""
        self.places.make()
        landlock = launcher.landlock_version() > 0
        self.places.settings.write_text(json.dumps(kernel.settings(self.places, landlock)))
        writes = "writes refused by the system" if landlock else "writes refused in Python"
        self.result.guard = [self.network, writes]
        if not landlock and self.task.root:
            self.before = trees.look(Path(self.task.root))

    def _at_cell(self, cell, cell_index: int) -> None:
        self.current = cell_index
        self.told(cell_index + 1)

    def _fail(self, status: str, error: str, line: int | None = None) -> None:
        """Put down what failed, at the current cell; the first fault counts."""
        if self.result.status != OK:
            return
        error = error.replace(f"{self.places.cwd}{os.sep}", "./")
        self.result.status, self.result.error, self.result.line = status, error, line
        self.result.cell = None if self.current is None else self.current + 1

    def _raised(self, cell, error: CellExecutionError) -> None:
        traceback = evidence.traceback_of(cell)
        line = evidence.line_in(traceback, cell)
        self._fail(FAILED, f"{error.ename}: {evidence.plain(error.evalue)}", line)
        self.result.traceback = traceback or None

    def _where(self) -> int | None:
        """The line of the current cell at which the kernel stands, asked by a signal."""
        stacks = self.places.control / "stacks"
        with contextlib.suppress(psutil.Error):
            self.process.send_signal(signal.SIGUSR2)
        deadline = time.monotonic() + 0.5
        while not (line := evidence.line_of_stack(stacks)) and time.monotonic() < deadline:
            time.sleep(0.01)
        return line

    def _died(self, process) -> None:
        control = self.places.control
        if self.over_limit:
            error = (
                f"The kernel was ended: it and its children took {self.result.peak_mb:.0f} MB, "
                f"more than the limit of {self.task.memory_mb:.0f} MB."
            )
            self._fail(DIED, error, evidence.line_of_stack(control / "stacks"))
        elif self.current is None:
            log = (control / "log").read_text(errors="replace").strip().splitlines()[-15:]
            self._fail(DIED, "\n".join(["The kernel ended before it was ready.", *log]))
        else:
            error = evidence.death(process.poll() if process else None)
            self._fail(DIED, error, evidence.line_of_stack(control / "crash"))

    def _children(self) -> list[psutil.Process]:
        return [each for each in processes.descendants() if each.pid != self.process.pid]

    async def _watch(self) -> None:
        """Measure memory until cancelled; end the kernel above the limit."""
        turn, children = 0, []
        while True:
            with contextlib.suppress(psutil.Error):
                if turn % 4 == 0:  # listing processes costs more than reading one
                    children = self._children()
                now = processes.memory(self.process, children)
                self.result.peak_mb = max(self.result.peak_mb, now)
                if now > self.task.memory_mb:
                    self.over_limit = True
                    self._where()
                    processes.end([self.process, *children])
                    return
            turn += 1
            await asyncio.sleep(SAMPLE_SECONDS)

    async def _end(self, client: NotebookClient, manager) -> None:
        """Take the last measures, end the kernel, and report what the notebook left running."""
        self._measure()
        if self.result.status == OK:
            self._report_left(await self._left(helpers=True), client.nb)
        process = manager.provisioner.process
        if process and process.poll() is None:
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
        if client.kc:
            client.kc.stop_channels()
        if self.result.status == OK:  # helpers too have to end when the kernel does
            self._report_left(await self._left(), client.nb)
        processes.end_all_below()
        processes.reap()

    def _measure(self) -> None:
        result, pid = self.result, self.process.pid
        result.peak_mb = round(max(result.peak_mb, processes.high_water(pid)), 1)
        result.waited_seconds = round(processes.waited(pid), 3)
        with contextlib.suppress(psutil.Error):
            result.cpu_seconds = round(sum(self.process.cpu_times()[:4]), 3)

    async def _left(self, helpers: bool = False) -> list[psutil.Process]:
        """Children that do not end by themselves within a second.

        Args:
            helpers: leave out those that libraries keep.
        """
        deadline = time.monotonic() + STOP_SECONDS
        while left := self._children():
            if helpers:
                left = [each for each in left if not processes.command(each, HELPERS)]
            if not left or time.monotonic() > deadline:
                return left
            await asyncio.sleep(0.02)
        return []

    def _report_left(self, left: list[psutil.Process], notebook) -> None:
        if not left:
            return
        names = [processes.command(each)[:120] for each in left]
        moments = [moment for each in left if (moment := processes.started(each))]
        # The system tells the time of a start to a hundredth of a second, the note exactly.
        notes = evidence.notes_in(self.places.control / "notes")
        before = [
            note
            for note in notes
            if note["rule"] == "starts" and moments and note["time"] < min(moments) + 0.01
        ]
        self.current = evidence.cell_at(before[-1]["time"], notebook) if before else None
        self._fail(
            FAILED,
            f"The notebook left {len(left)} process{'es' if len(left) > 1 else ''} running: "
            f"{'; '.join(names)}. They were ended. Stop what a cell starts, in a cell.",
            before[-1]["line"] if before else None,
        )

    def _judge(self, notebook) -> None:
        """Fail a notebook that broke a rule and went on."""
        if self.result.status != OK:
            return
        notes = evidence.notes_in(self.places.control / "notes")
        refused = [note for note in notes if note["rule"] != "starts"]
        if refused:
            self.current = evidence.cell_at(refused[0]["time"], notebook)
            self._fail(FAILED, evidence.refusals(refused), refused[0]["line"])
        elif self.before is not None:
            after = trees.look(Path(self.task.root))
            if changed := trees.changes(self.before, after):
                self.current = None
                self._fail(
                    FAILED,
                    f"While the notebook ran, something changed {', '.join(changed[:5])}. A "
                    "notebook may write only in its temporary folder; use "
                    "tempfile.TemporaryDirectory().",
                )

    def _collect(self, notebook) -> None:
        """Take outputs and times out of the executed notebook."""
        result = self.result
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            began, ended = evidence.times_of(cell)
            own = max(0.0, ended - began) if began and ended else 0.0
            result.cell_seconds.append(round(own, 3))
            result.outputs.append(
                {"outputs": cell.outputs, "execution_count": cell.execution_count}
            )
        result.metadata = {"language_info": notebook.metadata.get("language_info", {})}
        if result.cell is not None:
            result.code = notebook.cells[result.cell - 1].source
