"""The notebooks on a Dask cluster of two worker processes."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from daybyday.errors import CourseError

from .conftest import ROOT, Scratch, quick_environment

pytest.importorskip("distributed", reason="the extra `cluster` is not installed")

SCHEDULER = """
from distributed import LocalCluster
cluster = LocalCluster(host="127.0.0.1", n_workers=0, processes=True, dashboard_address=None)
print(cluster.scheduler_address, flush=True)
input()
"""
WORKER = """
import asyncio, sys
from distributed import Worker
async def work():
    async with Worker(sys.argv[1], nthreads=1, dashboard=False) as worker:
        print("ready", flush=True)
        await worker.finished()
asyncio.run(work())
"""


def start(code: str, *arguments: str, **options) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        **options,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def cluster(cwd: Path, count: int) -> Iterator[tuple[str, list]]:
    """The address of a scheduler, and that many workers, each a process of its own."""
    processes = [start(SCHEDULER, cwd=cwd, env=quick_environment())]
    try:
        address = processes[0].stdout.readline().strip()
        # The workers' caches: warm after the first test session, and not the developer's own.
        environment = quick_environment() | {"XDG_CACHE_HOME": str(ROOT / "_build" / "cache")}
        processes += [start(WORKER, address, cwd=cwd, env=environment) for _ in range(count)]
        for worker in processes[1:]:
            assert worker.stdout.readline() == "ready\n"
        yield address, processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def test_no_result_is_lost_when_a_worker_dies(scratch: Scratch, heard, tmp_path_factory):
    """The workers share no folder with the course, and one is killed in the middle."""
    names = [f"notebooks/day01/n{number}.ipynb" for number in range(4)]
    for number, name in enumerate(names):
        scratch.add(name, f"import time\ntime.sleep(0.5)\nprint({number})")
    scratch.add("notebooks/day01/bad.ipynb", "1 / 0")
    killed = threading.Event()
    with cluster(tmp_path_factory.mktemp("elsewhere"), 2) as (address, workers):

        def kill(event):
            if event[0] == "ended" and not killed.is_set():
                killed.set()
                # The one that is busy: it has a worker process of ours below it.
                busy = [w for w in workers if psutil.Process(w.pid).children(recursive=True)]
                busy[0].kill()
                busy[0].wait()

        heard.at = kill
        outcome = scratch.run(scheduler=address, progress=heard)
        assert killed.is_set()
        assert sum(worker.poll() is None for worker in workers) == 1
    assert [record.path for record in outcome.failures] == ["notebooks/day01/bad.ipynb"]
    assert outcome.failures[0].cell == 1
    assert [scratch.outputs(name) for name in names] == [[str(n)] for n in range(4)]
    assert outcome.record(names[0]).guard
    # The results are in the cache as any others.
    again = scratch.run()
    assert sum(record.cached for record in again.records) == 4


def test_a_worker_with_another_package_is_refused(scratch: Scratch, tmp_path, monkeypatch):
    source = tmp_path / "other"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    with open(source / "daybyday" / "counting.py", "a") as module:
        module.write("\n# another version\n")
    monkeypatch.setenv("PYTHONPATH", str(source))
    scratch.add("notebooks/day01/a.ipynb", "1")
    with (
        cluster(tmp_path, 1) as (address, _),
        pytest.raises(CourseError, match="another version of the daybyday package"),
    ):
        scratch.run(scheduler=address)


def test_no_scheduler_is_said(scratch: Scratch, monkeypatch):
    from daybyday.running import cluster as clusters

    monkeypatch.setattr(clusters, "CONNECT_SECONDS", 1)
    scratch.add("notebooks/day01/a.ipynb", "1")
    with pytest.raises(CourseError, match="no Dask scheduler answers"):
        scratch.run(scheduler="tcp://127.0.0.1:9")
