"""One notebook in one cold kernel: start it, execute the cells, measure, end it.

nbclient executes; what is changed here is only how a kernel starts and stops:

- Ready is when the kernel has answered and its output channel has spoken, instead of a fixed
  silence of 0.2 s; the end is a kill that is waited for, instead of a poll every 0.1 s.
- Channels are Unix sockets in the run's own folder where the system has them, so two kernels
  started at once cannot take the same port.
- The kernel is started by `launcher`, which installs the guards.
"""

import asyncio
import contextlib
import json
import os
import re
import shutil
import signal
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

import nbformat
import psutil
from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from daybyday.running import launcher, processes, trees
from daybyday.running.records import DIED, FAILED, OK, TIMEOUT
from daybyday.running.task import Result, Task

THREADS = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
    "NUMBA_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
    "BLIS_NUM_THREADS",
    "RAYON_NUM_THREADS",
    "POLARS_MAX_THREADS",
    "LOKY_MAX_CPU_COUNT",
)
# Wishes of the shell or of a test session that a learner's kernel does not have.
NOT_INHERITED = (
    "COLUMNS",
    "LINES",
    "MPLBACKEND",
    "PYTEST_CURRENT_TEST",
    "PYTHONDONTWRITEBYTECODE",
    "PYTHONSTARTUP",
)
# Command lines of such processes of multiprocessing and of joblib.
HELPERS = (
    "multiprocessing.resource_tracker",
    "multiprocessing.forkserver",
    "joblib.externals.loky",
)
SAMPLE_SECONDS = 0.05
START_SECONDS = 60
ANSI = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]")
CELL_LINE = re.compile(r"^\s*Cell In\[(\d+)\], line (\d+)", re.MULTILINE)
STACK_LINE = re.compile(r'File ".*?[/\\]ipykernel_\d+[/\\](\d+)\.py", line (\d+)')


class _Client(AsyncKernelClient):
    """A client that is ready when the kernel is, and no later."""

    def start_channels(self, shell=True, iopub=True, stdin=True, hb=False, control=True):
        # The kernel's process is watched; its heartbeat would be a thread more.
        super().start_channels(shell=shell, iopub=iopub, stdin=stdin, hb=hb, control=control)

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Ask until the answer's own idle message came through the output channel as well.

        Raises:
            DeadKernelError: the process ended before it answered, or did not answer in time.
        """
        deadline = time.monotonic() + (timeout or START_SECONDS)
        asked = set()
        while time.monotonic() < deadline:
            asked.add(self.kernel_info())
            wait = 1.0
            # The first question may be older than the subscription; then ask again, soon.
            while await self.iopub_channel.socket.poll(int(wait * 1000)):
                message = await self.iopub_channel.get_msg(timeout=0)
                idle = message["content"].get("execution_state") == "idle"
                if idle and message["parent_header"].get("msg_id") in asked:
                    reply = await self.shell_channel.get_msg(timeout=5)
                    self._handle_kernel_info_reply(reply)
                    return
                wait = 0.1
            if not await self.is_alive():
                raise DeadKernelError("the kernel ended while it started")
        raise DeadKernelError("the kernel did not answer")


class _Specs(KernelSpecManager):
    """The installed kernels; an IPython kernel of this Python starts through the launcher."""

    settings: str

    def get_kernel_spec(self, kernel_name):
        spec = super().get_kernel_spec(kernel_name)
        if spec.argv[1:3] == ["-m", "ipykernel_launcher"]:
            spec.argv = [sys.executable, launcher.__file__, self.settings, *spec.argv[3:]]
        return spec


class Execution:
    """One notebook's execution in a folder of its own, which is removed afterwards."""

    def __init__(self, task: Task, network: str, told=lambda cell: None):
        self.task = task
        self.told = told
        self.network = network
        self.result = Result()
        self.kernel: psutil.Process | None = None
        self.over_limit = False
        self.before: dict | None = None
        self.current: int | None = None
        self.folder = Path(tempfile.mkdtemp(prefix="daybyday-"))

    def run(self) -> Result:
        """Execute the notebook; whatever it does, there is a result."""
        try:
            return asyncio.run(self._run())
        finally:
            self.remove()

    def remove(self) -> None:
        """Remove the folder of this execution."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _prepare(self) -> tuple[dict, dict]:
        """Make the folders; give the launcher's settings and the kernel's environment."""
        task, folder = self.task, self.folder
        control, temporary, cwd = (folder / name for name in ("control", "tmp", "cwd"))
        cache = Path(task.cache_home) if task.cache_home else folder / "cache"
        for each in (control, temporary, cwd, cache):
            each.mkdir(parents=True, exist_ok=True)
        landlock = launcher.landlock_version() > 0
        system = [path for path in ("/dev", "/proc") if os.path.isdir(path)]
        settings = {
            "writable": [str(temporary), str(cache), *system],
            "also_landlock": [str(control)],
            "landlock": landlock,
            "notes": str(control / "notes"),
            "stacks": str(control / "stacks"),
            "crash": str(control / "crash"),
        }
        environment = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
        environment |= dict.fromkeys(THREADS, str(task.threads))
        environment |= {
            "TOKENIZERS_PARALLELISM": "false",
            "TMPDIR": str(temporary),
            "XDG_CACHE_HOME": str(cache),
            "MPLCONFIGDIR": str(cache / "matplotlib"),
            # Modules are compiled once for all kernels, also where the environment is read-only.
            "PYTHONPYCACHEPREFIX": str(cache / "pycache"),
            "IPYTHONDIR": str(temporary / "ipython"),
            "HYPOTHESIS_STORAGE_DIRECTORY": str(temporary / "hypothesis"),
            "DAYBYDAY_PROGRESS": "off",
        }
        if task.root:
            environment["DAYBYDAY_COURSE"] = task.root
        writes = "writes refused by the system" if landlock else "writes refused in Python"
        self.result.guard = [self.network, writes]
        if not landlock and task.root:
            self.before = trees.look(Path(task.root))
        return settings, environment

    async def _run(self) -> Result:
        task, result = self.task, self.result
        settings, environment = self._prepare()
        (self.folder / "settings.json").write_text(json.dumps(settings))
        notebook = nbformat.reads(task.text, as_version=4)
        name = notebook.metadata.get("kernelspec", {}).get("name", "python3")
        specs = _Specs()
        specs.settings = str(self.folder / "settings.json")
        manager = AsyncKernelManager(
            kernel_name=name,
            kernel_spec_manager=specs,
            client_factory=_Client,
            connection_file=str(self.folder / "control" / "k.json"),
            **({"transport": "ipc"} if len(str(self.folder)) < 80 else {}),
        )
        deadline = time.monotonic() + task.timeout
        client = NotebookClient(
            notebook,
            km=manager,
            timeout_func=lambda cell: max(0.05, deadline - time.monotonic()),
            startup_timeout=START_SECONDS,
            record_timing=True,
            coalesce_streams=True,
            on_cell_execute=self._at_cell,
        )
        log = open(self.folder / "control" / "log", "wb")  # noqa: SIM115 - closed at the end
        began = time.monotonic()
        watch = None
        try:
            try:
                await client.async_start_new_kernel(
                    cwd=str(self.folder / "cwd"), env=environment, stdout=log, stderr=log
                )
            except NoSuchKernel:
                self._fail(
                    FAILED,
                    f"The notebook asks for the kernel {name!r}, which is not installed; "
                    "`daybyday sync` writes the course's own, python3.",
                )
                return result
            self.kernel = psutil.Process(manager.provisioner.process.pid)
            watch = asyncio.ensure_future(self._watch())
            await client.async_execute(cleanup_kc=False)
        except CellExecutionError as error:
            self._raised(notebook, error)
        except CellTimeoutError:
            line = self._where(signal.SIGUSR2)
            self._fail(TIMEOUT, f"Not finished after {task.timeout:g} s; it was ended.", line)
        except DeadKernelError:
            self._died(manager)
        finally:
            if watch:
                watch.cancel()
            if self.kernel:
                await self._end(client, manager)
            result.seconds = round(time.monotonic() - began, 3)
            log.close()
            with contextlib.suppress(Exception):
                manager.cleanup_connection_file()
        self._judge_notes(notebook)
        self._judge_writes()
        self._collect(notebook)
        return result

    def _at_cell(self, cell, cell_index: int) -> None:
        self.current = cell_index
        self.told(cell_index + 1)

    def _fail(self, status: str, error: str, line: int | None = None) -> None:
        """Put down what failed, at the current cell."""
        if self.result.status != OK:
            return
        error = error.replace(f"{self.folder}{os.sep}cwd{os.sep}", "./")
        self.result.status, self.result.error, self.result.line = status, error, line
        self.result.cell = None if self.current is None else self.current + 1

    def _raised(self, notebook, error: CellExecutionError) -> None:
        cell = notebook.cells[self.current]
        frames = [
            line
            for output in cell.outputs
            if output.output_type == "error"
            for line in output.traceback
            # Our own frames say nothing about the notebook.
            if launcher.__file__ not in line
        ]
        text = ANSI.sub("", "\n".join(frames)).strip("\n")
        places = CELL_LINE.findall(text)
        mine = [int(line) for count, line in places if int(count) == cell.execution_count]
        value = ANSI.sub("", error.evalue)
        self._fail(FAILED, f"{error.ename}: {value}", mine[-1] if mine else None)
        self.result.traceback = text or None

    def _where(self, number: int) -> int | None:
        """The line of the current cell at which the kernel stands."""
        stacks = self.folder / "control" / "stacks"
        with contextlib.suppress(psutil.Error):
            self.kernel.send_signal(number)
        for _ in range(50):
            if stacks.exists() and stacks.read_text().strip():
                time.sleep(0.02)  # the rest of the lines
                break
            time.sleep(0.01)
        return self._line_of(stacks)

    @staticmethod
    def _line_of(stacks: Path) -> int | None:
        """The outermost frame that is a cell's own: the line of the cell that was running."""
        if not stacks.exists():
            return None
        found = STACK_LINE.findall(stacks.read_text(errors="replace"))
        return int(found[-1][1]) if found else None

    def _died(self, manager) -> None:
        control = self.folder / "control"
        crash = control / "crash"
        if self.over_limit:
            error = (
                f"The kernel was ended: it and its children took {self.result.peak_mb:.0f} MB, "
                f"more than the limit of {self.task.memory_mb:.0f} MB."
            )
            return self._fail(DIED, error, self._line_of(control / "stacks"))
        process = manager.provisioner.process
        code = process.poll() if process else None
        if self.current is None:
            tail = (control / "log").read_text(errors="replace").strip().splitlines()[-15:]
            error = "\n".join(["The kernel ended before it was ready.", *tail])
        elif code is not None and code < 0:
            name = signal.Signals(-code).name
            error = f"The kernel was killed by signal {-code} ({name})."
            if -code == signal.SIGKILL:
                error += " The operating system does that when memory runs out."
        else:
            error = f"The kernel's process ended with exit status {code}."
        return self._fail(DIED, error, self._line_of(crash))

    async def _watch(self) -> None:
        """Measure memory until cancelled; end the kernel above the limit."""
        result, turn, children = self.result, 0, []
        while True:
            with contextlib.suppress(psutil.Error):
                if turn % 4 == 0:  # listing processes costs more than reading one
                    mine = processes.descendants()
                    children = [each for each in mine if each.pid != self.kernel.pid]
                now = processes.memory(self.kernel, children)
                result.peak_mb = max(result.peak_mb, now)
                if now > self.task.memory_mb:
                    self.over_limit = True
                    self._where(signal.SIGUSR2)
                    processes.end([self.kernel, *children])
                    return
            turn += 1
            await asyncio.sleep(SAMPLE_SECONDS)

    async def _end(self, client, manager) -> None:
        """Take the last measures, end the kernel, and report what it leaves behind."""
        result = self.result
        with contextlib.suppress(psutil.Error):
            result.peak_mb = max(result.peak_mb, processes.high_water(self.kernel.pid))
            result.waited_seconds = round(processes.waited(self.kernel.pid), 3)
            times = self.kernel.cpu_times()
            result.cpu_seconds = round(
                times.user + times.system + times.children_user + times.children_system, 3
            )
        process = manager.provisioner.process
        if result.status == OK:
            self._report_left(await self._left(self.kernel.pid, *self._helpers()), client.nb)
        if process and process.poll() is None:
            with contextlib.suppress(OSError):
                os.kill(process.pid, signal.SIGKILL)
            process.wait()
        if client.kc:
            client.kc.stop_channels()
        if result.status == OK:
            self._report_left(await self._left(), client.nb)
        processes.end_all_below()
        processes.reap()
        result.peak_mb = round(result.peak_mb, 1)

    def _helpers(self) -> list[int]:
        """Children that libraries keep as long as the kernel lives."""
        found = []
        for process in processes.descendants():
            with contextlib.suppress(psutil.Error):
                if any(name in " ".join(process.cmdline()) for name in HELPERS):
                    found.append(process.pid)
        return found

    @staticmethod
    async def _left(*expected: int) -> list[psutil.Process]:
        """Processes, but for the expected ones, that do not end by themselves within a second."""
        deadline = time.monotonic() + 1
        while True:
            left = [each for each in processes.descendants() if each.pid not in expected]
            if not left or time.monotonic() > deadline:
                return left
            await asyncio.sleep(0.02)

    def _report_left(self, left: list[psutil.Process], notebook) -> None:
        if not left:
            return
        names, moments = [], []
        for process in left:
            with contextlib.suppress(psutil.Error):
                names.append(" ".join(process.cmdline())[:120] or process.name())
                moments.append(processes.started(process))
        # The system tells the time of a start to a hundredth of a second, the note exactly.
        starts = [note for note in self._notes() if note["rule"] == "starts"]
        before = [note for note in starts if moments and note["time"] < min(moments) + 0.01]
        self.current = self._cell_at(before[-1]["time"], notebook) if before else None
        self._fail(
            FAILED,
            f"The notebook left {len(left)} process{'es' if len(left) > 1 else ''} running: "
            f"{'; '.join(names)}. They were ended. Stop what a cell starts, in a cell.",
            before[-1]["line"] if before else None,
        )

    def _notes(self) -> list[dict]:
        """What the audit hook wrote down."""
        notes = self.folder / "control" / "notes"
        if not notes.exists():
            return []
        return [json.loads(line) for line in notes.read_text().splitlines()]

    @staticmethod
    def _cell_at(moment: float, notebook) -> int | None:
        """Index of the cell that was executed at a time (seconds since the epoch)."""
        found = None
        for index, cell in enumerate(notebook.cells):
            busy = cell.metadata.get("execution", {}).get("iopub.status.busy")
            if busy and _seconds(busy) <= moment:
                found = index
        return found

    def _collect(self, notebook) -> None:
        """Take outputs and times out of the executed notebook."""
        result = self.result
        for cell in notebook.cells:
            if cell.cell_type != "code":
                continue
            times = cell.metadata.pop("execution", {})
            began, ended = times.get("iopub.status.busy"), times.get("shell.execute_reply")
            own = _seconds(ended) - _seconds(began) if began and ended else 0.0
            result.cell_seconds.append(round(max(0.0, own), 3))
            result.outputs.append(
                {"outputs": cell.outputs, "execution_count": cell.execution_count}
            )
        result.metadata = {"language_info": notebook.metadata.get("language_info", {})}
        if result.cell is not None:
            result.code = notebook.cells[result.cell - 1].source

    def _judge_writes(self) -> None:
        """Where the system could not refuse: fail a notebook that changed the course."""
        if self.before is None or self.result.status != OK:
            return
        if changed := trees.changes(self.before, trees.look(Path(self.task.root))):
            self.current = None
            self._fail(
                FAILED,
                f"While the notebook ran, something changed {', '.join(changed[:5])}. A notebook "
                "may write only in its temporary folder; use tempfile.TemporaryDirectory().",
            )

    def _judge_notes(self, notebook) -> None:
        """Fail a notebook that went on after something was refused to it."""
        if self.result.status != OK:
            return
        refused = [note for note in self._notes() if note["rule"] != "starts"]
        if refused:
            self.current = self._cell_at(refused[0]["time"], notebook)
            said = {
                "writes": "tried to write {} outside its temporary folder",
                "network": "tried to connect to {}",
            }
            what = dict.fromkeys(said[each["rule"]].format(each["what"]) for each in refused)
            error = f"The notebook {'; '.join(what)}, and went on when that was refused."
            self._fail(FAILED, error, refused[0]["line"])


def _seconds(stamp: str) -> float:
    """Seconds since the epoch of a time that nbclient recorded."""
    return datetime.fromisoformat(stamp.replace("Z", "+00:00")).timestamp()
