"""What runs in the forked child: limits, own output, then one call after another."""

import builtins
import contextlib
import faulthandler
import fcntl
import gc
import io
import os
import pickle
import random
import resource
import signal
import struct
import sys

from daybyday.checking import encoding
from daybyday.checking.perform import perform
from daybyday.checking.sandbox import Limits, is_socket_or_pipe

_STARTS_PROCESS = {
    "os.fork",
    "os.forkpty",
    "os.posix_spawn",
    "os.system",
    "os.exec",
    "subprocess.Popen",
}


class NotAllowed(RuntimeError):
    """Something that an answer may not do while it is checked."""


def serve(
    functions, limits: Limits, requests: int, answers: int, output: int, preset: dict | None
) -> None:
    """Answer requests until the parent closes the channel or ends this process."""
    os.setsid()
    gc.freeze()  # objects of the kernel (sockets, loops) are never finalised here
    requests, answers = _keep_only(requests, answers, output)
    _own_output()
    _limit_memory(limits.memory_mb)
    _one_thread()
    sys.addaudithook(_guard(limits))

    def respond(observation: dict) -> None:
        with contextlib.suppress(Exception):
            sys.stdout.flush()
            sys.stderr.flush()
        _lift_memory()
        data = encoding.dumps(observation)
        _write(answers, struct.pack("!Q", len(data)) + data)

    def exceeded(observation: dict) -> None:
        # Even a bare `except:` must not swallow the end of an endless loop.
        respond({"notes": [], **observation})
        os._exit(0)

    asked = None
    while True:
        header = _read(requests, 8)
        request = pickle.loads(_read(requests, struct.unpack("!Q", header)[0])) or preset
        if request["which"] != asked:
            asked = request["which"]
            _seed()
        _limit_memory(limits.memory_mb)
        seen = perform(functions[request["which"]], request, exceeded)
        if _has_children():
            seen["notes"].append("It leaves a process running after it returns.")
        respond(seen)


def _keep_only(requests: int, answers: int, output: int) -> tuple[int, int]:
    """Move the channels out of the way and close every other socket and pipe."""
    requests, answers = (
        fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 512) for end in (requests, answers)
    )
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.dup2(output, 1)
    os.dup2(output, 2)
    for descriptor in _open_descriptors():
        mine = descriptor <= 2 or descriptor in (requests, answers)
        if not mine and is_socket_or_pipe(descriptor):
            with contextlib.suppress(OSError):
                os.close(descriptor)
    return requests, answers


def _open_descriptors() -> list[int]:
    for folder in ("/proc/self/fd", "/dev/fd"):
        with contextlib.suppress(OSError):
            return [int(name) for name in os.listdir(folder)]
    return list(range(3, 1024))


def _own_output() -> None:
    """Print, log, display and ask on this process's own channels."""
    faulthandler.disable()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    old = sys.stdout, sys.stderr
    for name, descriptor in (("stdout", 1), ("stderr", 2)):
        raw = os.fdopen(descriptor, "wb", buffering=8192, closefd=False)
        stream = io.TextIOWrapper(raw, "utf-8", errors="replace", line_buffering=True)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)
    sys.stdin = open(0, closefd=False)  # noqa: SIM115

    def no_input(*_):
        raise EOFError("a check cannot ask for input; use the parameters")

    builtins.input = no_input
    logging = sys.modules.get("logging")
    if logging:
        for handler in logging.root.handlers:
            if getattr(handler, "stream", None) in old:
                handler.stream = sys.stderr
    interactive = sys.modules.get("IPython.core.interactiveshell")
    shell = interactive and interactive.InteractiveShell._instance
    if shell is not None:
        shell.display_pub.publish = lambda data=None, *_, **__: print(
            (data or {}).get("text/plain", "")
        )


def _seed() -> None:
    """The same random numbers at each check, so that a verdict is the same each time."""
    random.seed(0)
    numpy_random = sys.modules.get("numpy.random")
    if numpy_random is not None:
        with contextlib.suppress(Exception):
            numpy_random.seed(0)


def prepare() -> None:
    """In the parent: do once what each child needs.

    Looking for the libraries with threads of their own takes longer than all else that a child
    begins with, so it is done again only where modules were imported since.
    """
    global _pools
    if not {"numpy", "faiss", "sklearn"} & set(sys.modules):
        return
    with contextlib.suppress(Exception):
        import threadpoolctl

        if _pools is None or _pools[0] != len(sys.modules):
            found = threadpoolctl.ThreadpoolController()
            _pools = len(sys.modules), found


# How many modules there were, and the thread pools of their libraries.
_pools: tuple | None = None


def _one_thread() -> None:
    """Keep OpenMP and BLAS to one thread: their pools do not survive a fork and would hang.

    faiss, scikit-learn and others that have run on several threads in the notebook wait for ever
    in a child. threadpoolctl comes with scikit-learn; without it nothing that needs it is there.
    """
    if _pools is not None:
        with contextlib.suppress(Exception):
            _pools[1].limit(limits=1)


def _limit_memory(megabytes: int) -> None:
    """Allow so much address space in addition to what the process has now."""
    with contextlib.suppress(OSError, ValueError):
        with open("/proc/self/statm") as file:
            now = int(file.read().split()[0]) * resource.getpagesize()
        limit = now + megabytes * 2**20
        resource.setrlimit(resource.RLIMIT_AS, (limit, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _lift_memory() -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def _guard(limits: Limits):
    """An audit hook that refuses processes and signals to others."""
    me = os.getpid()

    def hook(event: str, arguments: tuple) -> None:
        if event in _STARTS_PROCESS and "processes" not in limits.allows:
            raise NotAllowed("an answer may not start processes while it is checked")
        if event in ("os.kill", "os.killpg") and arguments[0] not in (0, me):
            raise NotAllowed("an answer may not send signals to other processes")

    return hook


def _has_children() -> bool:
    try:
        pid, _ = os.waitpid(-1, os.WNOHANG)
    except ChildProcessError:
        return False
    return pid == 0


def _read(descriptor: int, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        part = os.read(descriptor, size - len(data))
        if not part:
            os._exit(0)
        data += part
    return bytes(data)


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
