"""Determinism, budgets and measures."""

import subprocess
import sys

import pytest

from daybyday.running import judging, pool, processes
from daybyday.running.records import Record

PATH = "notebooks/day01/a.ipynb"


CELLS = {
    "random": ("import random; print(random.random())", False),
    "address": ("object()", False),
    "hash": ("import sys; print(hash('a'), file=sys.stderr)", False),
    "seeded": ("import random; print(random.Random(1).random())", True),
    "timed": ({"source": "import random; print(random.random())", "tags": ["timed"]}, True),
    "in-parts": ("for n in range(300): print(n, flush=n % 7 == 0)", True),
    # Only text is compared.
    "drawn": ("import matplotlib.pyplot as plt, random; plt.plot([random.random()] * 2);", True),
}


def test_twice_compares_the_text_of_cells_that_are_not_timed(scratch):
    for name, (cell, _) in CELLS.items():
        scratch.add(f"notebooks/day01/{name}.ipynb", "# Prose", "a = 1", cell)
    outcome = scratch.run(twice=True)
    for name, (cell, same) in CELLS.items():
        record = outcome.record(f"notebooks/day01/{name}.ipynb")
        assert record.ok == same, record
        if not same:
            assert record.cell == 3
            assert record.code == cell
            assert "Two executions gave different text" in record.error
            assert "first:" in record.error
            assert "second:" in record.error


def test_a_place_in_memory_is_no_output(scratch):
    scratch.add(PATH, "# Prose", "held = [object()]", "held")
    scratch.add("notebooks/day01/b.ipynb", "held = [object()]", "held;", "print('met at 0x10')")
    outcome = scratch.run()
    record = outcome.record(PATH)
    assert not record.ok
    assert record.cell == 3
    assert "<object at 0x" in record.error
    assert outcome.record("notebooks/day01/b.ipynb").ok
    assert not scratch.run().record(PATH).ok, "nothing of it was kept"


def test_twice_reports_a_fault_of_either_execution(scratch):
    scratch.add(PATH, "1 / 0")
    [record] = scratch.run(twice=True).records
    assert "ZeroDivisionError" in record.error


def test_peak_memory_counts_kernel_and_children(scratch):
    size = 150
    scratch.add(PATH, f"held = bytes({size} * 2**20).replace(b'\\0', b'x')", "del held")
    scratch.add(
        "notebooks/day01/child.ipynb",
        "import os, time\n"
        "child = os.fork()\n"
        "if not child:\n"
        f"    held = b'x' * ({size} * 2**20)\n"
        "    time.sleep(1)\n"
        "    os._exit(0)\n"
        "os.waitpid(child, 0)",
    )
    scratch.add("notebooks/day01/none.ipynb", "1")
    outcome = scratch.run()
    assert outcome.failures == []
    none = outcome.record("notebooks/day01/none.ipynb").peak_mb
    child = outcome.record("notebooks/day01/child.ipynb").peak_mb
    assert outcome.record(PATH).peak_mb > none + 0.9 * size
    # A fork shares the kernel's pages: counted once, so that only what it made is added.
    assert none + 0.9 * size < child < none + size + 0.5 * none


def test_record_says_what_was_executed(scratch):
    claim = {"source": "assert 1 + 1 == 2", "tags": ["claim"]}
    scratch.add(PATH, "import numpy, json", claim, "import time; time.sleep(0.3)")
    [record] = scratch.run().records
    assert record.claims == 1
    assert record.versions.keys() == {"python", "daybyday", "numpy"}
    assert len(record.cell_seconds) == 3
    assert 0.3 <= record.cell_seconds[2] <= record.own_seconds <= record.seconds
    assert record.cpu_seconds > 0
    assert record.date.endswith("+00:00")
    assert len(record.guard) == 2
    entry = scratch.records()[PATH]
    assert {"path", "status", "seconds", "peak_mb", "cell", "error"} <= entry.keys()


@pytest.mark.parametrize(
    ("path", "seconds", "peak_mb", "words"),
    [
        ("notebooks/day01/dsa-two-sum.ipynb", 29.0, 1000, None),
        ("notebooks/day01/dsa-two-sum.ipynb", 31.0, 1000, "31.0 s of 30 s"),
        ("notebooks/day01/dsa-two-sum.ipynb", 3.0, 1100, "1100 MB of 1024 MB"),
        ("hard", 59.0, 1000, None),
        ("hard", 61.0, 1000, "61.0 s of 60 s"),
        ("notebooks/day01/unknown.ipynb", 31.0, 10, "31.0 s of 30 s"),
    ],
)
def test_budget_is_the_standards(course, path, seconds, peak_mb, words):
    if path == "hard":
        path = next(x for x in course.lessons if x.difficulty == "hard").notebook.as_posix()
    said = judging.over_budget(Record(path, "ok", seconds, peak_mb), course)
    assert said is None if words is None else words in said


def test_budget_leaves_out_what_others_on_the_machine_cost(course):
    record = Record("notebooks/day01/dsa-two-sum.ipynb", "ok", 70.0, 10, waited_seconds=45.0)
    assert judging.over_budget(record, course) is None
    record.waited_seconds = 35.0
    assert "took 35.0 s of 30 s" in judging.over_budget(record, course)


@pytest.mark.skipif(not processes.waited(1), reason="this system has no scheduler statistics")
def test_waiting_for_a_core_is_measured(scratch):
    """Two busy processes for each core besides the kernel: it gets about a third of one."""
    spin = "import time\nend = time.process_time() + 1\nwhile time.process_time() < end:\n    pass"
    scratch.add(PATH, spin)
    # A session each: Linux may share cores between sessions first, and the kernel has its own.
    others = [
        subprocess.Popen([sys.executable, "-c", "while True: pass"], start_new_session=True)
        for _ in range(2 * pool.cores())
    ]
    try:
        [record] = scratch.run().records
    finally:
        for other in others:
            other.kill()
            other.wait()
    assert record.ok
    assert record.waited_seconds > 0.3
    assert record.seconds - record.waited_seconds < record.seconds * 0.8


def test_over_budget_fails_where_asked_and_keeps_the_result(scratch, heard, monkeypatch):
    monkeypatch.setattr(judging, "BUDGET_MB", 10)
    monkeypatch.setenv("CI", "true")
    scratch.add(PATH, "print('x')")
    [record] = scratch.run(budgets=None).records
    assert record.status == "failed"
    assert "of 10 MB of memory" in record.error
    monkeypatch.delenv("CI")
    [record] = scratch.run(budgets=None, progress=heard).records
    assert record.ok
    assert heard.executed == set()
