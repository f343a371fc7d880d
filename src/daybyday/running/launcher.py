"""Start an IPython kernel that may not write abroad or leave the machine; run as a script.

`python launcher.py settings.json -f connection.json` does what `python -m ipykernel_launcher`
does, after three preparations that a notebook within the rules cannot see:

- *Landlock* (Linux 5.13+): the kernel and every process it starts may write only below the
  folders named in the settings. The operating system refuses the rest, in C libraries too.
- An *audit hook* in this process: the same rule, and no connection but to loopback, with a
  sentence that says what to do instead. What it refuses is also noted in a file, so that a
  notebook that swallows the exception is found out.
- The place where the interpreter stands is written down when it crashes or is asked
  (`faulthandler`), so that a cell that hangs or dies can be reported with its line.

Only the standard library, and nothing of this package, is imported before the kernel, because
the kernel has to be as cold as a learner's.
"""

import faulthandler
import json
import os
import re
import signal
import sys
import time

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
# Audit events that change a path, with the positions of the path and of its directory handle.
CHANGES = {
    "os.mkdir": (0, 2),
    "os.rmdir": (0, 1),
    "os.remove": (0, 1),
    "os.rename": (1, 3),
    "os.link": (1, 3),
    "os.symlink": (1, 2),
    "os.truncate": (0, None),
    "os.chmod": (0, 2),
    "os.chown": (0, 3),
    "os.utime": (0, 3),
}

# Audit events of a new process.
STARTS = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.system"}
# The file names that IPython's kernel gives to cells.
CELL_FILE = re.compile(r".*[/\\]ipykernel_\d+[/\\]\d+\.py")


def main() -> None:
    settings_file, *arguments = sys.argv[1:]
    with open(settings_file, encoding="utf-8") as stream:
        settings = json.load(stream)
    sys.argv[1:] = arguments
    # The folder of this script is not a place to import from.
    del sys.path[0]

    crash, stacks = (open(settings[name], "w") for name in ("crash", "stacks"))  # noqa: SIM115
    faulthandler.enable(crash)
    faulthandler.register(signal.SIGUSR2, stacks, all_threads=False)
    _die_with_parent()
    if settings["landlock"]:
        restrict_writes([*settings["writable"], *settings["also_landlock"]])
    # debugpy costs a tenth of a second and serves only a front end's debugger.
    sys.modules["debugpy"] = None
    import ipykernel.debugger  # noqa: F401 - decides here whether debugpy is there
    from ipykernel import kernelapp

    del sys.modules["debugpy"]
    sys.addaudithook(hook(settings["writable"], settings["notes"]))
    kernelapp.launch_new_instance()


def hook(writable: list[str], notes: str):
    """The audit hook: refuse and note what the course's rules do not allow.

    Args:
        writable: folders below which anything may be written.
        notes: file that gets one line of JSON for each refusal and each process started: `rule`,
            `what`, `time` (since the epoch) and `line` of the cell.
    """
    noted = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    allowed = tuple(os.path.join(os.path.realpath(folder), "") for folder in writable)
    import ipaddress

    def note(rule: str, what: str):
        entry = {"rule": rule, "what": what, "time": time.time(), "line": line_of_cell()}
        os.write(noted, json.dumps(entry).encode() + b"\n")

    def refuse(rule: str, what: str, sentence: str):
        note(rule, what)
        raise PermissionError(sentence)

    def judge_path(path, handle=None):
        if path is None or isinstance(path, int):
            return
        path = os.fsdecode(path)
        if handle is not None and handle >= 0:
            path = os.path.join(os.path.realpath(f"/proc/self/fd/{handle}"), path)
        folder, name = os.path.split(os.path.abspath(path))
        real = os.path.join(os.path.realpath(folder), name)
        if (real + os.sep).startswith(allowed):
            return
        refuse(
            "writes",
            path,
            f"{path}: a notebook may write only in its temporary folder; "
            "use tempfile.TemporaryDirectory() or tempfile.mkdtemp().",
        )

    def local(host) -> bool:
        if isinstance(host, bytes):
            host = host.decode("ascii", "replace")
        if not host or host in ("localhost", "ip6-localhost"):
            return True
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            return False
        return address.is_loopback or address.is_unspecified

    def judge_address(address):
        # AF_UNIX addresses are strings or bytes; those never leave the machine.
        if isinstance(address, tuple) and isinstance(address[0], (str, bytes)):
            judge_host(address[0], f"{address[0]}:{address[1]}")

    def judge_host(host, what):
        if not local(host):
            refuse(
                "network",
                what,
                f"connection to {what}: a notebook may talk only to this machine (127.0.0.1); "
                "nothing of the course needs the network after installation.",
            )

    def lookup(host):
        if isinstance(host, bytes):
            host = host.decode("ascii", "replace")
        try:
            ipaddress.ip_address((host or "").partition("%")[0])
        except ValueError:
            if host != os.uname().nodename:
                judge_host(host, str(host))

    def audit(event, arguments):
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & WRITING:
                judge_path(path)
        elif event in CHANGES:
            where, handle = CHANGES[event]
            judge_path(arguments[where], None if handle is None else arguments[handle])
            if event == "os.rename":
                judge_path(arguments[0], arguments[2])
        elif event in ("socket.connect", "socket.sendto", "socket.sendmsg"):
            judge_address(arguments[1])
        elif event == "socket.getaddrinfo":
            lookup(arguments[0])
        elif event in STARTS:
            note("starts", event)

    return audit


def line_of_cell() -> int | None:
    """The line of the cell that is running, seen from a frame that it called."""
    frame, line = sys._getframe(), None
    while frame:
        if CELL_FILE.fullmatch(frame.f_code.co_filename):
            line = frame.f_lineno
        frame = frame.f_back
    return line


def _die_with_parent() -> None:
    """Linux: end this process when the worker that started it is gone."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def landlock_version() -> int:
    """Version of the Landlock interface that this system offers, 0 for none."""
    if sys.platform != "linux":
        return 0
    import ctypes

    return max(0, ctypes.CDLL(None).syscall(444, None, 0, 1))


def restrict_writes(writable: list[str]) -> None:
    """Let this process and its children write only below the folders `writable`.

    The three system calls of the Landlock interface (Linux's `landlock(7)`); numbers are the same
    on every architecture.

    Raises:
        OSError: the system refused one of the calls.
    """
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)

    def call(*arguments) -> int:
        result = libc.syscall(*arguments)
        if result < 0:
            raise OSError(ctypes.get_errno(), "Landlock refused")
        return result

    # Bits of the access rights: write file 1, remove 4-5, make 6-12, refer 13, truncate 14.
    rights = (1 << 1) | sum(1 << bit for bit in range(4, 13))
    version = landlock_version()
    rights |= (1 << 13 if version >= 2 else 0) | (1 << 14 if version >= 3 else 0)
    of_a_file = rights & ((1 << 1) | (1 << 14))
    handled = ctypes.c_uint64(rights)
    ruleset = call(444, ctypes.byref(handled), ctypes.c_size_t(8), 0)

    class Beneath(ctypes.Structure):
        _pack_ = 1
        _fields_ = (("rights", ctypes.c_uint64), ("folder", ctypes.c_int32))

    for path in writable:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
        rule = Beneath(rights if os.path.isdir(path) else of_a_file, folder)
        call(445, ruleset, 1, ctypes.byref(rule), 0)
        os.close(folder)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS, which Landlock asks for
    call(446, ruleset, 0)
    os.close(ruleset)


if __name__ == "__main__":
    main()
