"""Where a learner's answer runs: a forked child with limits, or the fallback without fork.

The child inherits the answer by fork, executes the calls that are sent to it and writes what it
observed in a safe form. It can neither reach the judge nor the kernel's sockets; the parent ends
it by the clock, because loops inside C ignore signals, and forks it anew for the next call.
"""

import contextlib
import copy
import io
import os
import pickle
import selectors
import signal
import stat
import struct
import sys
import time
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from daybyday.checking import encoding
from daybyday.checking.perform import perform

OUTPUT_KEPT = 20_000
_TICK = 0.05


@dataclass
class Observed:
    """What one call did.

    Attributes:
        status: returned, raised, todo, steps, memory, timeout or died.
        result: the decoded result.
        changed: position of an argument -> its decoded value after the call.
        error: type, text, line, code and function of an exception.
        call: for a class, the index of the call that failed.
        lines: counted lines.
        comparisons: counted comparisons of elements.
        hashes: counted hashes of elements.
        notes: sentences about what it left behind.
        printed: the beginning of what it printed.
        flood: characters printed beyond what was kept.
        seconds: wall time.
        death: how the child ended, in words.
    """

    status: str
    result: Any = None
    changed: dict[int, Any] = field(default_factory=dict)
    error: dict = field(default_factory=dict)
    call: int | None = None
    lines: int = 0
    comparisons: int = 0
    hashes: int = 0
    notes: list[str] = field(default_factory=list)
    printed: str = ""
    flood: int = 0
    seconds: float = 0.0
    death: str = ""

    @property
    def steps(self) -> int:
        """Lines, comparisons and hashes together."""
        return self.lines + self.comparisons + self.hashes


@dataclass(frozen=True)
class Limits:
    """What a call may take: seconds by the clock, megabytes in addition, counted lines."""

    seconds: float = 5.0
    memory_mb: int = 512
    steps: int = 1_000_000
    allows: tuple[str, ...] = ()


def sandbox(answer: Callable, kind: str, limits: Limits, in_process: bool = False):
    """The right sandbox for this machine: `Forked`, or `InProcess` where there is no fork."""
    forced = os.environ.get("DAYBYDAY_SANDBOX", "").lower() == "inprocess"
    if in_process or forced or not hasattr(os, "fork"):
        return InProcess(answer, kind, limits)
    return Forked(answer, kind, limits)


def _observed(data: dict, **more: Any) -> Observed:
    """The child's observation, decoded; a malformed one is a death."""
    try:
        return Observed(
            status=str(data["status"]),
            result=encoding.decode(data["result"]),
            changed={int(key): encoding.decode(form) for key, form in data["changed"].items()},
            error=dict(data.get("error") or {}),
            call=data.get("call"),
            lines=int(data["lines"]),
            comparisons=int(data["comparisons"]),
            hashes=int(data["hashes"]),
            notes=[str(note) for note in data.get("notes", ())],
            **more,
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return Observed("died", death="it disturbed the check's own channel", **more)


class InProcess:
    """The fallback: the answer runs in the kernel itself.

    Endless Python loops end at the line limit and exceptions are caught, but nothing guards
    against loops inside C, memory, `os._exit`, crashes of the interpreter, or changed globals.
    """

    guards = False
    note = (
        "Checked inside this Python process, because it cannot fork: a loop inside C, a memory "
        "bomb or a crash would not be caught, and changes of module-level names stay."
    )

    def __init__(self, answer: Callable, kind: str, limits: Limits):
        self.answer, self.kind, self.limits = answer, kind, limits

    def call(self, arguments: tuple, counted: bool = False, steps: int | None = None) -> Observed:
        """Make one call with copies of the arguments."""
        request = {
            "arguments": copy.deepcopy(arguments),
            "kind": self.kind,
            "counted": counted,
            "steps": steps or self.limits.steps,
        }
        printed = io.StringIO()
        start = time.perf_counter()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            data = perform(self.answer, request)
        text = printed.getvalue()
        return _observed(
            data,
            printed=text[:OUTPUT_KEPT],
            flood=max(0, len(text) - OUTPUT_KEPT),
            seconds=time.perf_counter() - start,
        )

    def close(self) -> None:
        """Nothing to end."""


class Forked:
    """A child process that makes calls until it dies or is ended; then another is forked."""

    guards = True
    note = ""

    def __init__(self, answer: Callable, kind: str, limits: Limits):
        self.answer, self.kind, self.limits = answer, kind, limits
        self.pid = 0
        self.fresh = False

    def call(self, arguments: tuple, counted: bool = False, steps: int | None = None) -> Observed:
        """Make one call in the child, forking it where there is none."""
        request = {
            "arguments": arguments,
            "kind": self.kind,
            "counted": counted,
            "steps": steps or self.limits.steps,
        }
        try:
            message = pickle.dumps(request)
        except Exception:
            # Functions among the arguments cannot be sent; a new child inherits them.
            self.close()
            self._fork(request)
            message = pickle.dumps(None)
        if not self.pid:
            self._fork()
        return self._exchange(struct.pack("!Q", len(message)) + message)

    def close(self) -> None:
        """End the child and everything it started."""
        if not self.pid:
            return
        pid, self.pid = self.pid, 0
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, signal.SIGKILL)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            os.waitpid(pid, 0)
        for end in (self.requests, self.answers, self.output):
            os.close(end)

    def _fork(self, preset: dict | None = None) -> None:
        request_read, self.requests = os.pipe()
        self.answers, answer_write = os.pipe()
        self.output, output_write = os.pipe()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        with warnings.catch_warnings():
            # The kernel has threads; the child never touches what they hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            try:
                from daybyday.checking import child

                child.serve(
                    self.answer, self.limits, request_read, answer_write, output_write, preset
                )
            except BaseException:
                os.write(output_write, traceback.format_exc().encode())
            finally:
                os._exit(70)
        self.pid = pid
        for end in (request_read, answer_write, output_write):
            os.close(end)
        for end in (self.requests, self.answers, self.output):
            os.set_blocking(end, False)

    def _exchange(self, message: bytes) -> Observed:
        """Send a request and wait for what was observed, the clock, or the child's end."""
        start = time.perf_counter()
        deadline = start + self.limits.seconds
        outgoing, incoming, printed, flood = memoryview(message), bytearray(), bytearray(), 0
        watch = selectors.DefaultSelector()
        watch.register(self.requests, selectors.EVENT_WRITE)
        watch.register(self.answers, selectors.EVENT_READ)
        watch.register(self.output, selectors.EVENT_READ)
        status = None
        try:
            while True:
                left = deadline - time.perf_counter()
                if left <= 0:
                    break
                for key, _ in watch.select(min(left, _TICK)):
                    try:
                        if key.fd == self.requests:
                            outgoing = outgoing[os.write(self.requests, outgoing[:65536]) :]
                            if not outgoing:
                                watch.unregister(self.requests)
                            continue
                        data = os.read(key.fd, 1 << 20)
                    except BlockingIOError:
                        continue
                    except BrokenPipeError:
                        data = b""
                    if not data:
                        watch.unregister(key.fd)
                    elif key.fd == self.answers:
                        incoming += data
                    else:
                        keep = max(0, OUTPUT_KEPT - len(printed))
                        printed += data[:keep]
                        flood += len(data[keep:])
                if len(incoming) >= 8:
                    size = struct.unpack("!Q", incoming[:8])[0]
                    if len(incoming) - 8 >= size:
                        break
                if status is None:
                    pid, status = _ended(self.pid)
                    if pid:
                        deadline = min(deadline, time.perf_counter() + _TICK)  # read what is left
                    else:
                        status = None
        except BaseException:
            self.close()
            raise
        finally:
            watch.close()
        printed_now, flooded = self._drain()
        keep = max(0, OUTPUT_KEPT - len(printed))
        printed += printed_now[:keep]
        flood += len(printed_now[keep:]) + flooded
        more = {
            "printed": printed.decode("utf-8", "replace"),
            "flood": flood,
            "seconds": time.perf_counter() - start,
        }
        complete = len(incoming) >= 8 and len(incoming) - 8 >= struct.unpack("!Q", incoming[:8])[0]
        if complete:
            try:
                seen = _observed(encoding.loads(bytes(incoming[8:])), **more)
            except ValueError:
                seen = Observed("died", death="it disturbed the check's own channel", **more)
            if seen.status in ("steps", "died"):
                self.close()
            return seen
        if status is not None:
            self.close()
            return _death(status, more)
        self.close()
        return Observed("timeout", **more)

    def _drain(self) -> tuple[bytes, int]:
        """What was printed and not yet read, up to the pipe's size."""
        with contextlib.suppress(BlockingIOError, OSError):
            data = os.read(self.output, 1 << 20)
            return data[:OUTPUT_KEPT], len(data[OUTPUT_KEPT:])
        return b"", 0


def _ended(pid: int) -> tuple[int, int]:
    """The pid and status of a child that ended, else (0, 0)."""
    try:
        return os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return pid, 0


def _death(status: int, more: dict) -> Observed:
    """How a child ended that gave no answer."""
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        name = signal.Signals(number).name
        if number == signal.SIGKILL:
            return Observed("memory", **more)  # the kernel's own limit; the parent's kill is known
        if number in (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE):
            words = f"it crashed the Python interpreter itself ({name})"
        else:
            words = f"it was ended by the signal {name}"
        return Observed("died", death=words, **more)
    code = os.waitstatus_to_exitcode(status)
    return Observed("died", death=f"it ended the Python process (exit code {code})", **more)


def is_socket_or_pipe(descriptor: int) -> bool:
    """Whether an open descriptor is a channel that only the parent may use."""
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode) or not stat.S_IFMT(mode)
