"""Each way in which a notebook can go wrong, executed in one run: what the record says."""

import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from daybyday.running import launcher, network
from daybyday.running.runs import Outcome

from .conftest import Scratch, make_scratch

TIMEOUT = 8
MEMORY_MB = 400
needs_landlock = pytest.mark.skipif(
    not launcher.landlock_version(), reason="this system has no Landlock"
)


def cut_off_here() -> bool:
    """Whether a process may take the network from itself on this machine."""
    code = "from daybyday.running import network; print(network.cut_off())"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return said.stdout.strip() == network.CUT


NOTEBOOKS = {
    "raises": ["# Raises", "def inverse(x):\n    return 1 / x", "x = 0\n\ninverse(x)"],
    "syntax": ["a = 1", "a = 1\nb ="],
    "hangs": ["a = 1", "import time\n\nwhile True:\n    time.sleep(0.01)"],
    "hangs-in-c": ["sum(range(10**12))"],
    "exits": ["a = 1\nimport os\nos._exit(3)"],
    "crashes": ["import ctypes\n\nctypes.string_at(0)"],
    "killed": ["import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"],
    "memory": ["a = 1", "held = []\nwhile True:\n    held.append(bytearray(1_000_000))"],
    "childs-memory": [
        "import os\nchild = os.fork()\nif not child:\n    held = []\n    while True:\n"
        "        held.append(b'x' * 1_000_000)\nos.waitpid(child, 0)",
    ],
    "server": [
        "import subprocess, sys",
        "server = subprocess.Popen([sys.executable, '-m', 'http.server', '0',\n"
        "                           '--bind', '127.0.0.1'])",
        "server.poll()",
    ],
    "daemon": [
        "import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        "        os.execvp('sleep', ['sleep', '987'])\n    os._exit(0)"
    ],
    "writes": ["a = 1", "from pathlib import Path\n\nPath('notes.txt').write_text('1')"],
    "writes-and-goes-on": [
        "import os",
        "try:\n    os.mkdir('/tmp/abroad')\nexcept OSError:\n    pass",
        "1",
    ],
    "writes-in-c": ["import sqlite3\nsqlite3.connect('notes.db').execute('create table t (a)')"],
    "child-writes": [
        "import subprocess\nsubprocess.run('echo 1 > notes.txt', shell=True, check=1)"
    ],
    "connects": ["import socket", "socket.create_connection(('192.0.2.1', 80), timeout=3)"],
    "connects-and-goes-on": [
        "import socket",
        "try:\n    socket.create_connection(('192.0.2.1', 80))\nexcept OSError:\n    pass",
        "1",
    ],
    "looks-up": ["import socket\nsocket.getaddrinfo('example.org', 80)"],
    "child-connects": [
        "import subprocess, sys\n"
        "code = 'import socket; socket.create_connection((\"192.0.2.1\", 80), timeout=3)'\n"
        "done = subprocess.run([sys.executable, '-c', code], stderr=subprocess.PIPE, text=True)\n"
        "raise OSError(done.stderr.splitlines()[-1])"
    ],
    "missing": ["import there_is_no_such_module"],
    # Within the rules: none of this may be taken for a fault.
    "good": [
        "import os, tempfile, pathlib",
        "with tempfile.TemporaryDirectory() as folder:\n"
        "    a, b = pathlib.Path(folder, 'a'), pathlib.Path(folder, 'b')\n"
        "    a.write_text('1')\n    os.rename(a, b)",
        "import socket, threading\n"
        "with socket.create_server(('127.0.0.1', 0)) as server:\n"
        "    port = server.getsockname()[1]\n"
        "    socket.create_connection(('localhost', port)).close()",
        "import multiprocessing\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool:\n    pool.map(abs, [-1, -2])",
        "from multiprocessing.shared_memory import SharedMemory\n"
        "block = SharedMemory(create=True, size=10)\nblock.close()\nblock.unlink()",
        "import matplotlib.pyplot as plt\nplt.plot([1, 2]);",
        "print(os.environ['OMP_NUM_THREADS'], os.environ['OPENBLAS_NUM_THREADS'])",
        "print(os.listdir('.'))",
    ],
}


@pytest.fixture(scope="module")
def course(tmp_path_factory) -> Scratch:
    made = make_scratch(tmp_path_factory.mktemp("faults"))
    for name, cells in NOTEBOOKS.items():
        made.add(f"notebooks/day01/{name}.ipynb", *cells)
    made.add("notebooks/day01/other-kernel.ipynb", "1", kernel="no-such-kernel")
    (made.root / "notebooks/day01/not-json.ipynb").write_text('{\n "cells": [,]\n}')
    (made.root / "notebooks/day01/conflict.ipynb").write_text('{\n<<<<<<< HEAD\n "cells": []\n}')
    (made.root / "notebooks/day01/no-cells.ipynb").write_text('{"nbformat": 4}')
    return made


@pytest.fixture(scope="module")
def outcome(course: Scratch) -> Outcome:
    return course.run(timeout=TIMEOUT, memory_mb=MEMORY_MB)


FAULTS = [
    # name, status, cell, line, words of the error
    ("raises", "failed", 3, 3, "ZeroDivisionError: division by zero"),
    ("syntax", "failed", 2, 2, "SyntaxError: invalid syntax"),
    ("hangs", "timeout", 2, 4, "Not finished after 8 s"),
    ("hangs-in-c", "timeout", 1, 1, "Not finished after 8 s"),
    ("exits", "kernel died", 1, None, "exit status 3"),
    ("crashes", "kernel died", 1, 3, "signal 11 (SIGSEGV)"),
    ("killed", "kernel died", 1, None, "signal 9 (SIGKILL)"),
    ("memory", "kernel died", 2, 3, "more than the limit of 400 MB"),
    ("childs-memory", "kernel died", 1, 7, "more than the limit of 400 MB"),
    ("server", "failed", 2, 1, "left 1 process running"),
    ("daemon", "failed", 1, 4, "left 1 process running: sleep 987"),
    ("writes", "failed", 2, 3, "PermissionError: notes.txt: a notebook may write only"),
    ("writes-and-goes-on", "failed", 2, 2, "tried to write /tmp/abroad outside"),
    ("connects", "failed", 2, 1, "PermissionError: connection to 192.0.2.1:80"),
    ("connects-and-goes-on", "failed", 2, 2, "tried to connect to 192.0.2.1:80"),
    ("looks-up", "failed", 1, 2, "connection to example.org"),
    ("missing", "failed", 1, 1, "No module named 'there_is_no_such_module'"),
    ("other-kernel", "failed", None, None, "'no-such-kernel', which is not installed"),
    ("not-json", "failed", None, None, "line 2: not JSON"),
    ("conflict", "failed", None, None, "merge conflict"),
    ("no-cells", "failed", None, None, "cells"),
    pytest.param(
        "writes-in-c",
        "failed",
        1,
        2,
        "unable to open database file",
        marks=needs_landlock,
    ),
    pytest.param("child-writes", "failed", 1, 2, "CalledProcessError", marks=needs_landlock),
]


@pytest.mark.parametrize(("name", "status", "cell", "line", "words"), FAULTS)
def test_fault_is_reported_with_its_place(outcome, course, name, status, cell, line, words):
    record = outcome.record(f"notebooks/day01/{name}.ipynb")
    assert (record.status, record.cell, record.line) == (status, cell, line), record
    assert words in record.error
    assert "\x1b" not in (record.traceback or "") + record.error
    if cell:
        assert record.code == NOTEBOOKS[name][cell - 1]
    assert not (course.root / "_build/executed" / record.path).exists()


def test_every_notebook_has_a_record_and_the_rest_still_run(outcome, course):
    names = {path.stem for path in (course.root / "notebooks").rglob("*.ipynb")}
    assert {Path(record.path).stem for record in outcome.records} == names
    assert [record.path for record in outcome.records if record.ok] == [
        "notebooks/day01/good.ipynb"
    ]
    assert course.records().keys() == {record.path for record in outcome.records}


def test_what_the_rules_allow_is_no_fault(outcome, course):
    record = outcome.record("notebooks/day01/good.ipynb")
    assert record.ok, record.error
    *_, threads, here = course.outputs("notebooks/day01/good.ipynb")
    assert threads == "1 1"
    assert here == "[]", "a notebook must not find its own folder's files in its working folder"


@pytest.mark.skipif(not cut_off_here(), reason="this machine allows no network namespace")
def test_child_processes_have_no_network_either(outcome):
    record = outcome.record("notebooks/day01/child-connects.ipynb")
    assert record.guard[0] == network.CUT
    assert record.error == "OSError: OSError: [Errno 101] Network is unreachable"


@pytest.mark.skipif(os.getuid() != 0, reason="only root can become another")
@pytest.mark.parametrize(
    ("become", "python"),
    [
        # Anybody: by a user namespace. Root without its powers: cannot have even that.
        ("--reuid=65534 --regid=65534 --clear-groups", "/usr/bin/python3"),
        ("--bounding-set=-all --inh-caps=-all", sys.executable),
    ],
)
def test_network_is_cut_off_or_said_to_be_guarded_for_others_than_root(tmp_path, become, python):
    if not shutil.which("setpriv") or not Path(python).exists():
        pytest.skip("no setpriv, or no interpreter that others may run")
    shutil.copy(network.__file__, tmp_path / "network.py")
    for folder in (tmp_path, *tmp_path.parents):
        if folder == tmp_path or folder.name.startswith(("pytest-", "popen-")):
            folder.chmod(0o755)
    code = (
        "import network, socket\n"
        "guard, devices = network.cut_off(), socket.if_nameindex()\n"
        "server = socket.create_server(('127.0.0.1', 0))\n"
        "socket.create_connection(server.getsockname()).close()\n"
        "print([name for _, name in devices] if guard == network.CUT else guard)"
    )
    done = subprocess.run(
        ["setpriv", *become.split(), python, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() in ("['lo']", network.GUARDED), done.stdout


def test_nothing_is_left_behind(outcome, course):
    assert outcome.records
    mark = str(course.root)
    left = []
    for process in psutil.process_iter():
        try:
            if process.environ().get("DAYBYDAY_COURSE") == mark:
                left.append(process.cmdline())
        except (psutil.Error, OSError):
            continue
    assert left == []
    assert not Path("/tmp/abroad").exists()
    made = {"_build", "exercises", "notebooks", "solutions", "requirements.lock"}
    made |= {"curriculum.yml", "interview-lists.yml"}
    assert {path.name for path in course.root.iterdir()} == made


def test_failed_copy_shows_how_far_the_notebook_came(outcome, course):
    assert outcome.failures
    copy = course.root / "_build/failed/notebooks/day01/raises.ipynb"
    assert "ZeroDivisionError" in copy.read_text()


def test_guard_in_python_refuses_without_the_systems_help(scratch, monkeypatch):
    """As on macOS: no Landlock, no namespace."""
    monkeypatch.setattr(launcher, "landlock_version", lambda: 0)
    from daybyday.running.execution import Execution
    from daybyday.running.task import Task

    def execute(*cells: str):
        text = scratch.add("notebooks/day01/a.ipynb", *cells).read_text()
        home = str(scratch.root / "_build/cache/home")
        task = Task("notebooks/day01/a.ipynb", text, 30, root=str(scratch.root), cache_home=home)
        return Execution(task, network.GUARDED).run()

    good = execute("1 + 1")
    assert (good.status, good.error) == ("ok", None)
    assert good.guard == [network.GUARDED, "writes refused in Python"]

    # A child is not seen by the hook, but the course's folder is looked at before and after.
    target = scratch.root / "notebooks" / "abroad.txt"
    wrote = execute(f"import subprocess\nsubprocess.run('echo 1 > {target}', shell=True)")
    assert wrote.status == "failed"
    assert "changed notebooks/abroad.txt" in wrote.error

    with socket.create_server(("0.0.0.0", 0)) as server:
        port = server.getsockname()[1]
        name = socket.gethostbyname(socket.gethostname())
        loopback = execute(f"import socket\nsocket.create_connection(('127.0.0.1', {port}))")
        assert loopback.status == "ok", loopback.error
        if not name.startswith("127."):
            abroad = execute(f"import socket\nsocket.create_connection(('{name}', {port}))")
            assert "a notebook may talk only to this machine" in abroad.error
