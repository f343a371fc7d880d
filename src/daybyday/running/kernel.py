"""A cold kernel with its guards: how it is started, and when it is ready.

nbclient executes; what is changed here is only how a kernel starts:

- Ready is when the kernel has answered and its output channel has spoken, instead of a fixed
  silence of 0.2 s.
- Channels are Unix sockets in the execution's own folder where the system has them, so two kernels
  started at once cannot take the same port.
- The kernel is started by `launcher`, which installs the guards.
"""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from jupyter_client.asynchronous import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient.exceptions import DeadKernelError

from daybyday.running import launcher
from daybyday.running.task import Task

THREADS = (
    "OMP_NUM_THREADS",
    "OMP_THREAD_LIMIT",  # for libraries that bring their own number of threads
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
START_SECONDS = 60
# A Unix socket's path may have 107 bytes on Linux, 103 on macOS.
LONGEST_FOLDER = 80


@dataclass(frozen=True)
class Places:
    """The folders of one execution.

    Args:
        folder: what holds the others, removed afterwards.
        cache: what libraries keep from one notebook to the next.
    """

    folder: Path
    cache: Path

    @property
    def control(self) -> Path:
        """Connection file, sockets, and what the launcher writes down."""
        return self.folder / "control"

    @property
    def temporary(self) -> Path:
        """The notebook's temporary folder."""
        return self.folder / "tmp"

    @property
    def cwd(self) -> Path:
        """The working folder: empty, because a notebook may not depend on where it runs."""
        return self.folder / "cwd"

    @property
    def settings(self) -> Path:
        """The launcher's settings."""
        return self.folder / "settings.json"

    def make(self) -> None:
        """Make the folders."""
        for each in (self.control, self.temporary, self.cwd, self.cache):
            each.mkdir(parents=True, exist_ok=True)


def settings(places: Places, landlock: bool) -> dict:
    """What the launcher has to know."""
    system = [path for path in ("/dev", "/proc") if os.path.isdir(path)]
    return {
        "writable": [str(places.temporary), str(places.cache), *system],
        "also_landlock": [str(places.control)],
        "landlock": landlock,
        "notes": str(places.control / "notes"),
        "stacks": str(places.control / "stacks"),
        "crash": str(places.control / "crash"),
    }


def environment(task: Task, places: Places) -> dict[str, str]:
    """The kernel's environment."""
    chosen = {k: v for k, v in os.environ.items() if k not in NOT_INHERITED}
    chosen |= dict.fromkeys(THREADS, str(task.threads))
    chosen |= {
        "TOKENIZERS_PARALLELISM": "false",
        "TMPDIR": str(places.temporary),
        "XDG_CACHE_HOME": str(places.cache),
        "MPLCONFIGDIR": str(places.cache / "matplotlib"),
        # Modules are compiled once for all kernels, also where the environment is read-only.
        "PYTHONPYCACHEPREFIX": str(places.cache / "pycache"),
        "IPYTHONDIR": str(places.temporary / "ipython"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(places.temporary / "hypothesis"),
        "DAYBYDAY_PROGRESS": "off",
    }
    if task.root:
        chosen["DAYBYDAY_COURSE"] = task.root
    return chosen


def manager_of(name: str, places: Places) -> AsyncKernelManager:
    """What starts a kernel of that name in these folders."""
    specs = _Specs()
    specs.settings = str(places.settings)
    short = len(str(places.folder)) < LONGEST_FOLDER
    return AsyncKernelManager(
        kernel_name=name,
        kernel_spec_manager=specs,
        client_factory=_Client,
        connection_file=str(places.control / "k.json"),
        **({"transport": "ipc"} if short else {}),
    )


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
