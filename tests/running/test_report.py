"""What people and CI read."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from dataclasses import replace
from xml.etree import ElementTree

from daybyday.running import report
from daybyday.running.records import Record

GOOD = Record("notebooks/day01/good.ipynb", "ok", 2.5, 120.0, date="2026-01-01")
BAD = Record(
    "solutions/day01/bad.ipynb",
    "failed",
    1.25,
    50.0,
    cell=7,
    line=3,
    error="ValueError: no such \x00 key\nmore",
    code="a = 1\nb = 2\nlookup(b)\n",
    traceback="Traceback\nValueError: no such key",
    date="2026-01-01",
)
SLOW = Record("exercises/day01/slow.ipynb", "timeout", 300.0, 50.0, error="Not finished")


def test_failure_shows_place_code_and_error():
    text = report.failure(BAD)
    assert text.splitlines()[0].endswith("solutions/day01/bad.ipynb: cell 7, line 3: failed")
    assert "  ▸   3 lookup(b)" in text
    assert "      2 b = 2" in text
    assert "ValueError: no such key" in text


def test_table_has_a_line_for_each_failure_and_ends_the_report():
    text = report.failures([GOOD, BAD, SLOW])
    head, bad, slow = text.splitlines()[-3:]
    assert head.split() == ["notebook", "cell", "line", "status", "error"]
    assert bad.split()[:4] == ["solutions/day01/bad.ipynb", "7", "3", "failed"]
    assert slow.split()[:4] == ["exercises/day01/slow.ipynb", "-", "-", "timeout"]
    assert "good.ipynb" not in text
    assert report.failures([GOOD]) == ""


def test_summary_counts_and_says_what_guarded():
    kept = Record("a", "ok", cached=True, date="2026-01-01")
    assert report.summary([GOOD, BAD, SLOW, kept], 3.21) == (
        "4 notebooks: 2 ok, 2 failed; 2 executed, 1 unchanged; 3.2 s"
    )
    guarded = replace(GOOD, guard=["no network"])
    assert "1 executed (no network), 0 unchanged" in report.summary([guarded], 1)


def test_junit_is_well_formed_whatever_the_error_holds():
    root = ElementTree.fromstring(report.junit([GOOD, BAD, SLOW], 303.75))
    [suite] = root
    assert suite.attrib["tests"] == "3"
    assert suite.attrib["failures"] == "1"
    assert suite.attrib["errors"] == "1"
    good, bad, slow = suite
    assert good.attrib["name"] == "good.ipynb"
    assert good.attrib["classname"] == "notebooks.day01"
    assert list(good) == []
    assert bad[0].tag == "failure"
    assert "cell 7, line 3" in bad[0].text
    assert slow[0].tag == "error"


def test_command_line_writes_all_of_it(scratch):
    scratch.add("notebooks/day01/good.ipynb", "print('x')")
    scratch.add("notebooks/day01/bad.ipynb", "x = 0\n1 / x")
    done = scratch.command("--junit", "out/run.xml", "--jobs", "1")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert any(line.startswith("ok ") and line.endswith("good.ipynb") for line in lines)
    assert any(line.startswith("failed ") and "ZeroDivisionError" in line for line in lines)
    assert lines[-1].startswith("2 notebooks: 1 ok, 1 failed; 2 executed (")
    table = lines[lines.index("") :]
    assert any(
        line.split()[:4] == ["notebooks/day01/bad.ipynb", "1", "2", "failed"] for line in table
    )
    assert "\x1b" not in done.stdout + done.stderr
    root = ElementTree.parse(scratch.root / "out/run.xml").getroot()
    assert root[0].attrib["failures"] == "1"


def test_a_terminal_gets_a_bar_with_what_is_running(scratch):
    scratch.add("notebooks/day01/some-lesson.ipynb", "import time", "time.sleep(0.5)")
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    process = subprocess.Popen(
        [sys.executable, "-m", "daybyday", "run"],
        cwd=scratch.root,
        env=scratch.environment() | {"TERM": "xterm"},
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end is closed
            break
        if not part:
            break
        seen += part
    assert process.wait(10) == 0
    text = seen.decode()
    assert "0/1" in text
    assert "some-lesson:2" in text, "the cell that is running"
    assert "1 notebook: 1 ok, 0 failed" in text
