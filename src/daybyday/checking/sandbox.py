"""Where a learner's answer runs: a forked child with limits, or the fallback without fork.

The child inherits the functions by fork, makes the calls that are sent to it and writes what it
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
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NoReturn

from daybyday.checking import encoding
from daybyday.checking.perform import perform

OUTPUT_KEPT = 20_000
OUTPUT_LIMIT = 10_000_000
_LONGEST_ANSWER = 8 * encoding.MAX_BYTES
_TICK = 0.05
# How a call ends that ends the child too.
DEADLY = frozenset({"timeout", "memory", "steps", "died"})
# Where the system does not enforce a limit of address space, the parent looks every tick.
_ENFORCED = os.path.exists("/proc/self/statm")


@dataclass
class Observed:
    """What one call did.

    Attributes:
        status: returned, raised, todo, steps, memory, timeout or died.
        result: the decoded result.
        changed: position of an argument -> its decoded value after the call.
        shared: how many nodes of the arguments the result holds.
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
    shared: int = 0
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


def sandbox(functions: Sequence[Callable], kind: str, limits: Limits, in_process: str = ""):
    """The right sandbox: `Forked`, or `InProcess` where there is no fork or a reason against it.

    Args:
        functions: what may be called in it (a function, or a class for that kind), by position.
        kind: "function" or "class".
        limits: of each call.
        in_process: a reason against forking, or "".
    """
    reason = in_process or ("" if hasattr(os, "fork") else "this system cannot fork")
    if os.environ.get("DAYBYDAY_SANDBOX", "").lower() == "inprocess":
        reason = reason or "DAYBYDAY_SANDBOX asks for it"
    if reason:
        return InProcess(functions, kind, limits, reason)
    return Forked(functions, kind, limits)


def _observed(data: dict, **more: Any) -> Observed:
    """The child's observation, decoded; a malformed one is a death."""
    try:
        return Observed(
            status=str(data["status"]),
            result=encoding.decode(data["result"]),
            changed={int(key): encoding.decode(form) for key, form in data["changed"].items()},
            shared=int(data["shared"]),
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

    def __init__(self, functions: Sequence[Callable], kind: str, limits: Limits, reason: str):
        self.functions, self.kind, self.limits = functions, kind, limits
        self.note = (
            f"Checked inside this Python process ({reason}): a loop inside C, a memory bomb or a "
            "crash would not be caught, and changes of module-level names stay."
        )

    def call(
        self, arguments: tuple, which: int = 0, counted: bool = False, steps: int | None = None
    ) -> Observed:
        """Make one call with copies of the arguments."""
        request = {
            "arguments": copy.deepcopy(arguments),
            "which": which,
            "kind": self.kind,
            "counted": counted,
            "steps": steps or self.limits.steps,
        }
        printed = io.StringIO()
        start = time.perf_counter()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            data = perform(self.functions[which], request)
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

    def __init__(self, functions: Sequence[Callable], kind: str, limits: Limits):
        self.functions, self.kind, self.limits = functions, kind, limits
        self.pid = 0

    def call(
        self, arguments: tuple, which: int = 0, counted: bool = False, steps: int | None = None
    ) -> Observed:
        """Make one call in the child, forking it where there is none.

        Args:
            arguments: the arguments; the child changes only its own copy.
            which: position of the function.
            counted: whether the elements count what is done with them.
            steps: limit of lines, in place of the sandbox's own.
        """
        request = {
            "arguments": arguments,
            "which": which,
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
        with _uninterrupted():
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
        from daybyday.checking import child  # POSIX only

        child.prepare()
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(Exception):
                stream.flush()
        with warnings.catch_warnings(), _uninterrupted():
            # The kernel has threads, of which Python and JAX warn; the child uses none of them.
            warnings.simplefilter("ignore")
            request_read, self.requests = os.pipe()
            self.answers, answer_write = os.pipe()
            self.output, output_write = os.pipe()
            self.pid = os.fork()
            if self.pid == 0:
                _become_child(
                    self.functions, self.limits, request_read, answer_write, output_write, preset
                )
            for end in (request_read, answer_write, output_write):
                os.close(end)
            for end in (self.requests, self.answers, self.output):
                os.set_blocking(end, False)

    def _exchange(self, message: bytes) -> Observed:
        """Send a request and wait for what was observed, the clock, or the child's end."""
        start = time.perf_counter()
        wire = _Wire(self.requests, self.answers, self.output, message)
        try:
            end = self._wait(wire, start + self.limits.seconds)
        except BaseException:  # the person interrupts the kernel
            self.close()
            raise
        finally:
            wire.close()
        more = {
            "printed": wire.printed.decode("utf-8", "replace"),
            "flood": wire.flood,
            "seconds": time.perf_counter() - start,
        }
        seen = end if isinstance(end, Observed) else _death(end)
        if wire.complete:
            try:
                seen = _observed(encoding.loads(wire.answer))
            except ValueError:
                seen = Observed("died", death="it disturbed the check's own channel")
        if not wire.complete or seen.status in ("steps", "died"):
            self.close()
        return replace(seen, **more)

    def _wait(self, wire: "_Wire", deadline: float) -> Observed | int:
        """Until the answer is complete: how the wait ended, or the status of an ended child."""
        base, status = None if _ENFORCED else _resident(self.pid), None
        while not wire.complete:
            left = deadline - time.perf_counter()
            if left <= 0:
                break
            wire.exchange(min(left, _TICK))
            if wire.flood > OUTPUT_LIMIT:
                size = OUTPUT_LIMIT // 1_000_000
                return Observed("died", death=f"it printed more than {size} million characters")
            if base is not None and _resident(self.pid) - base > self.limits.memory_mb * 2**20:
                return Observed("memory")
            if status is None:
                status = _ended(self.pid)
                if status is not None:  # what it left in the pipes is still to be read
                    deadline = min(deadline, time.perf_counter() + _TICK)
        return Observed("timeout") if status is None else status


def _become_child(*serving: Any) -> NoReturn:
    """Serve until the parent ends this process; never return into the code that forked."""
    from daybyday.checking import child

    try:
        child.serve(*serving)
    except BaseException:
        with contextlib.suppress(BaseException):
            os.write(serving[4], traceback.format_exc().encode())
    finally:
        os._exit(70)


@contextlib.contextmanager
def _uninterrupted() -> Iterator[None]:
    """Let an interrupt wait, so that no child is forgotten between two statements.

    Blocking the signal would not do: another thread of the kernel would take it, and Python
    would still raise it here.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    waiting: list[tuple] = []
    before = signal.signal(signal.SIGINT, lambda *signalled: waiting.append(signalled))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler if before is None else before)
        if waiting and callable(before):
            before(*waiting[0])


class _Wire:
    """The three channels to a child during one call."""

    def __init__(self, requests: int, answers: int, output: int, message: bytes):
        self.requests, self.answers, self.output = requests, answers, output
        self.outgoing = memoryview(message)
        self.incoming, self.printed, self.flood = bytearray(), bytearray(), 0
        # For three channels and one call, cheaper than a selector that the kernel has to make.
        self.watch = selectors.PollSelector()
        self.watch.register(requests, selectors.EVENT_WRITE)
        self.watch.register(answers, selectors.EVENT_READ)
        self.watch.register(output, selectors.EVENT_READ)

    def exchange(self, seconds: float) -> None:
        """Send and receive what is possible now, or within so many seconds."""
        for key, _ in self.watch.select(seconds):
            if key.fd == self.requests:
                self._send()
            else:
                self._receive(key.fd)

    def _send(self) -> None:
        try:
            self.outgoing = self.outgoing[os.write(self.requests, self.outgoing[:65536]) :]
        except BlockingIOError:
            return
        except BrokenPipeError:
            self.outgoing = self.outgoing[:0]
        if not self.outgoing:
            self.watch.unregister(self.requests)

    def _receive(self, channel: int) -> None:
        try:
            data = os.read(channel, 1 << 20)
        except BlockingIOError:
            return
        if not data:
            if channel in self.watch.get_map():
                self.watch.unregister(channel)
        elif channel == self.answers:
            self.incoming += data
        else:
            keep = max(0, OUTPUT_KEPT - len(self.printed))
            self.printed += data[:keep]
            self.flood += len(data[keep:])

    @property
    def complete(self) -> bool:
        """Whether the whole answer is there, or what cannot be the beginning of one."""
        if len(self.incoming) < 8:
            return False
        size = struct.unpack("!Q", self.incoming[:8])[0]
        return len(self.incoming) - 8 >= size or size > _LONGEST_ANSWER

    @property
    def answer(self) -> bytes:
        """The answer without its length."""
        return bytes(self.incoming[8:])

    def close(self) -> None:
        """Read what was printed last; the channels stay open for the next call."""
        with contextlib.suppress(OSError):
            self._receive(self.output)
        self.watch.close()


def _resident(pid: int) -> int:
    """Resident memory of a process in bytes, 0 where it has ended."""
    import psutil

    try:
        return psutil.Process(pid).memory_info().rss
    except psutil.Error:
        return 0


def _ended(pid: int) -> int | None:
    """The status of a child that ended, else None."""
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return 0
    return status if done else None


_CRASHES = (signal.SIGSEGV, signal.SIGABRT, signal.SIGILL, signal.SIGFPE)


def _death(status: int) -> Observed:
    """How a child ended that gave no answer."""
    if not os.WIFSIGNALED(status):
        code = os.waitstatus_to_exitcode(status)
        return Observed("died", death=f"it ended the Python process (exit code {code})")
    number = os.WTERMSIG(status)
    if number == signal.SIGKILL:
        return Observed("memory")  # the system's own limit: the parent's kill is known to it
    name = signal.Signals(number).name
    if number in _CRASHES:
        return Observed("died", death=f"it crashed the Python interpreter itself ({name})")
    return Observed("died", death=f"it was ended by the signal {name}")


def is_socket_or_pipe(descriptor: int) -> bool:
    """Whether an open descriptor is a channel that only the parent may use."""
    try:
        mode = os.fstat(descriptor).st_mode
    except OSError:
        return False
    return stat.S_ISSOCK(mode) or stat.S_ISFIFO(mode) or not stat.S_IFMT(mode)
