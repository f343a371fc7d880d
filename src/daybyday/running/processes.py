"""The children of a kernel: how much memory they take, which of them stay, and their end."""

import ctypes
import os
import sys
import time
from contextlib import suppress

import psutil

MIB = 1024 * 1024


def adopt_orphans() -> None:
    """Linux: make this process the parent of every descendant whose parent ends.

    So a server that a notebook detached twice is still found below the worker.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


def descendants() -> list[psutil.Process]:
    """Living processes below this one, at any depth."""
    alive = []
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            if process.status() != psutil.STATUS_ZOMBIE:
                alive.append(process)
    return alive


def reap() -> None:
    """Take leave of adopted children that have ended, so that none stays a zombie.

    Only those that are no longer wanted by anyone: the kernel's own exit status has to be read
    before by who started it.
    """
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def end(processes: list[psutil.Process]) -> None:
    """Kill processes and wait until they are gone."""
    for process in processes:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    psutil.wait_procs(processes, timeout=5)


def end_all_below() -> None:
    """Kill everything below this process, also what is started meanwhile."""
    deadline = time.monotonic() + 5
    while (alive := descendants()) and time.monotonic() < deadline:
        end(alive)


def command(process: psutil.Process, any_of: tuple[str, ...] = ("",)) -> str:
    """A process's command line, if one of these texts is in it; "" otherwise or if it is gone."""
    with suppress(psutil.Error):
        line = " ".join(process.cmdline()) or process.name()
        if any(text in line for text in any_of):
            return line
    return ""


def started(process: psutil.Process) -> float | None:
    """When a process was started, in seconds since the epoch, rounded down to a hundredth.

    psutil adds ticks since boot to a boot time in whole seconds; on Linux the clocks know better.
    None for a process that is gone.
    """
    try:
        moment = process.create_time()
    except psutil.Error:
        return None
    if sys.platform == "linux":
        boot = time.time() - time.clock_gettime(time.CLOCK_BOOTTIME)
        moment += boot - psutil.boot_time()
    return moment


def memory(kernel: psutil.Process, children: list[psutil.Process]) -> float:
    """Memory in MiB now.

    A kernel alone counts with its resident set. With children, each process counts with its
    proportional set (pages shared by n processes count 1/n for each), because a forked child
    shares nearly all of the kernel's pages and would otherwise count twice.
    """
    if not children:
        return kernel.memory_info().rss / MIB
    total = 0.0
    for process in (kernel, *children):
        with suppress(psutil.Error):
            total += _proportional(process) / MIB
    return total


def _proportional(process: psutil.Process) -> int:
    try:
        with open(f"/proc/{process.pid}/smaps_rollup") as stream:
            for line in stream:
                if line.startswith("Pss:"):
                    return int(line.split()[1]) * 1024
    except OSError:
        pass
    return process.memory_info().rss


def high_water(pid: int) -> float:
    """Highest resident set of one process in MiB, exact where the system keeps it, else 0."""
    try:
        with open(f"/proc/{pid}/status") as stream:
            for line in stream:
                if line.startswith("VmHWM:"):
                    return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def waited(pid: int) -> float:
    """Seconds for which a process was ready to run on its main thread but no core was free.

    From Linux's scheduler statistics (proc_pid_schedstat(5)); 0 where there are none.
    """
    try:
        with open(f"/proc/{pid}/schedstat") as stream:
            return int(stream.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
