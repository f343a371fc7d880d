"""What is executed again after which change, and what becomes of damage and of kills."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import pytest

from daybyday.errors import CourseError
from daybyday.running import cache as caching
from daybyday.running import plan, records

from .conftest import ROOT, Scratch, make_scratch

ONE, TWO = "notebooks/day01/one.ipynb", "notebooks/day01/two.ipynb"


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Scratch:
    """A course with two executed notebooks, to be copied."""
    made = make_scratch(tmp_path_factory.mktemp("template") / "course")
    made.add(ONE, "# Before", "print('one')", "print('two')")
    made.add(TWO, "print('other')")
    assert made.run().failures == []
    return made


@pytest.fixture
def executed(template: Scratch, tmp_path: Path) -> Scratch:
    """A course with two executed notebooks."""
    shutil.copytree(template.root, tmp_path / "course", symlinks=True)
    return Scratch(tmp_path / "course")


def change(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_nothing_changed_executes_and_writes_nothing(executed, heard):
    copy = executed.root / "_build/executed" / ONE
    before = copy.stat().st_mtime_ns
    outcome = executed.run(progress=heard)
    assert heard.executed == set()
    assert all(record.ok and record.cached for record in outcome.records)
    assert copy.stat().st_mtime_ns == before


def test_code_change_executes_that_notebook_only(executed, heard):
    change(executed.root / ONE, "print('two')", "print('three')")
    executed.run(progress=heard)
    assert heard.executed == {ONE}
    assert executed.outputs(ONE) == ["one", "three"]


def test_prose_change_reaches_the_page_without_execution(executed, heard):
    change(executed.root / ONE, "# Before", "# After")
    executed.run(progress=heard)
    assert heard.executed == set()
    assert executed.executed(ONE)["cells"][0]["source"] == "# After"
    assert executed.outputs(ONE) == ["one", "two"]


def test_prose_between_code_cells_keeps_outputs_with_their_cells(executed, heard):
    executed.add(ONE, "print('one')", "# Between", "print('two')", "# Behind")
    executed.run(progress=heard)
    assert heard.executed == set()
    assert [cell["cell_type"] for cell in executed.executed(ONE)["cells"]] == [
        "code",
        "markdown",
        "code",
        "markdown",
    ]
    assert executed.outputs(ONE) == ["one", "two"]


def test_going_back_finds_the_earlier_result(executed, heard):
    file = executed.root / ONE
    change(file, "print('two')", "print('three')")
    executed.run()
    change(file, "print('three')", "print('two')")
    executed.run(progress=heard)
    assert heard.executed == set()
    assert executed.outputs(ONE) == ["one", "two"]


def test_fresh_executes_everything(executed, heard):
    executed.run(fresh=True, progress=heard)
    assert heard.executed == {ONE, TWO}


def test_lock_change_executes_everything(executed, heard):
    with open(executed.root / "requirements.lock", "a") as lock:
        lock.write("# changed\n")
    executed.run(progress=heard)
    assert heard.executed == {ONE, TWO}


def test_other_python_executes_everything(executed, heard, monkeypatch):
    monkeypatch.setattr(caching.platform, "python_version", lambda: "3.99.0")
    executed.run(ONE, progress=heard)
    assert heard.executed == {ONE}


def test_a_failure_is_never_taken_from_the_cache(scratch, heard):
    scratch.add(ONE, "1 / 0")
    assert len(scratch.run().failures) == 1
    assert len(scratch.run(progress=heard).failures) == 1
    assert heard.executed == {ONE}


def test_a_failure_takes_the_executed_copy_away(executed):
    change(executed.root / ONE, "print('two')", "1 / 0")
    executed.run()
    assert not (executed.root / "_build/executed" / ONE).exists()
    assert (executed.root / "_build/executed" / TWO).exists()


def test_a_lost_or_altered_copy_is_written_again(executed, heard):
    (executed.root / "_build/executed" / ONE).unlink()
    (executed.root / "_build/executed" / TWO).write_text("{}")
    executed.run(progress=heard)
    assert heard.executed == set()
    assert executed.outputs(ONE) == ["one", "two"]
    assert executed.outputs(TWO) == ["other"]


def test_a_deleted_notebook_leaves_no_trace(executed):
    (executed.root / TWO).unlink()
    executed.run()
    assert not (executed.root / "_build/executed" / TWO).exists()
    assert executed.records().keys() == {ONE}


def test_one_path_keeps_the_records_of_the_others(executed):
    executed.run(ONE)
    assert executed.records().keys() == {ONE, TWO}


@pytest.mark.parametrize("damage", ["{", "[]"])
def test_a_damaged_result_is_none(executed, heard, damage):
    for file in (executed.root / "_build/cache/run/results").rglob("*.json"):
        file.write_text(damage)
    (executed.root / "_build/cache/run/memo.json").write_text(damage)
    (executed.root / "_build/run.json").write_text(damage)
    outcome = executed.run(ONE, progress=heard)
    assert heard.executed == {ONE}
    assert outcome.failures == []
    assert executed.outputs(ONE) == ["one", "two"]


def test_damaged_records_are_an_error_for_readers(executed):
    file = executed.root / "_build/run.json"
    file.write_text("[{]")
    with pytest.raises(CourseError, match="damaged"):
        records.read(file)


def test_package_change_executes_what_can_import_it(scratch, tmp_path, monkeypatch):
    """In a copy of the package: `steps` changes, so does what imports it, and nothing else."""
    source = tmp_path / "src"
    shutil.copytree(ROOT / "src", source, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setenv("PYTHONPATH", str(source))
    scratch.add(ONE, "from daybyday.steps import record")
    scratch.add(TWO, "from daybyday import counting\nprint(counting.__file__)")

    def executed_now() -> set[str]:
        done = scratch.command()
        assert done.returncode == 0, done.stdout + done.stderr
        return {line.split()[-1] for line in done.stdout.splitlines() if line.startswith("ok ")}

    assert executed_now() == {ONE, TWO}
    assert scratch.outputs(TWO) == [str(source / "daybyday" / "counting.py")]
    with open(source / "daybyday" / "steps" / "text.py", "a") as module:
        module.write("\n# changed\n")
    assert executed_now() == {ONE}
    with open(source / "daybyday" / "steps" / "player.css", "a") as data:
        data.write("\n/* changed */\n")
    assert executed_now() == {ONE}
    with open(source / "daybyday" / "counting.py", "a") as module:
        module.write("\n# changed\n")
    assert TWO in executed_now()
    with open(source / "daybyday" / "scaffold.py", "a") as module:
        module.write("\n# changed\n")
    assert executed_now() == set()


def test_code_that_changes_while_it_runs_is_reported(scratch, heard):
    scratch.add(ONE, "x = 1", "x")
    heard.at = lambda event: scratch.add(ONE, "x = 2", "x") if event[0] == "cell" else None
    [record] = scratch.run(progress=heard).records
    assert record.status == "failed"
    assert record.error == f"{ONE} was changed while the notebook ran; run again."
    assert not (scratch.root / "_build/executed" / ONE).exists()
    [record] = scratch.run().records
    assert record.ok
    assert scratch.outputs(ONE)[-1] == "2"


def test_prose_that_changes_while_it_runs_is_no_fault(scratch, heard):
    scratch.add(ONE, "# Before", "x = 1", "x")
    heard.at = lambda event: event[0] == "cell" and scratch.add(ONE, "# After", "x = 1", "x")
    [record] = scratch.run(progress=heard).records
    assert record.ok, record.error
    assert scratch.executed(ONE)["cells"][0]["source"] == "# After"


def test_package_that_changes_while_it_is_imported_is_reported(scratch, heard, monkeypatch):
    copy = scratch.root / "package"
    shutil.copytree(ROOT / "src/daybyday", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(caching.daybyday, "__file__", str(copy / "__init__.py"))
    scratch.add(ONE, "from daybyday import counting")
    scratch.add(TWO, "import math")

    def edit(event):
        if event[0] == "cell":
            with open(copy / "counting.py", "a") as module:
                module.write("\n# changed\n")

    heard.at = edit
    outcome = scratch.run(progress=heard)
    assert outcome.record(ONE).error == (
        "package/counting.py was changed while the notebook ran; run again."
    )
    assert outcome.record(TWO).ok


def test_what_changes_before_a_notebook_starts_is_taken_up(scratch, heard, monkeypatch):
    copy = scratch.root / "package"
    shutil.copytree(ROOT / "src/daybyday", copy, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(caching.daybyday, "__file__", str(copy / "__init__.py"))
    scratch.add(ONE, "import math")
    scratch.add(TWO, "from daybyday import counting", "1")
    three = "notebooks/day01/three.ipynb"
    scratch.add(three, "1")
    scratch.add("notebooks/day01/gone.ipynb", "1")

    def edit(event):
        if event == ("started", ONE):
            (copy / "counting.py").write_text("# changed\n")
            scratch.add(TWO, "from daybyday import counting", "2")
            (scratch.root / three).write_text("{")
            (scratch.root / "notebooks/day01/gone.ipynb").unlink()

    heard.at = edit
    monkeypatch.setattr(plan, "longest_first", lambda paths, _: sorted(paths, key=ONE.__ne__))
    outcome = scratch.run(jobs=1, progress=heard)
    assert outcome.record(ONE).ok
    assert outcome.record(TWO).ok, outcome.record(TWO)
    assert scratch.outputs(TWO)[-1] == "2"
    assert "could not execute" in outcome.record(three).error
    assert outcome.record("notebooks/day01/gone.ipynb").status == "failed"
    again = scratch.run(TWO)
    assert again.records[0].cached


def test_two_runs_at_once(scratch):
    names = [f"notebooks/day01/n{number}.ipynb" for number in range(4)]
    for number, name in enumerate(names):
        scratch.add(name, f"print({number})")
    outcomes = []
    threads = [
        threading.Thread(target=lambda: outcomes.append(scratch.command("--jobs", "2")))
        for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [done.returncode for done in outcomes] == [0, 0], outcomes
    assert scratch.records().keys() == set(names)
    assert all(record["status"] == "ok" for record in scratch.records().values())
    assert [scratch.outputs(name) for name in names] == [["0"], ["1"], ["2"], ["3"]]
    assert not list((scratch.root / "_build").rglob(".*.json.*")), "a temporary file stayed"


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_run_that_is_ended_keeps_what_is_finished(scratch, how, heard, tmp_path_factory):
    scratch.add(ONE, "print('one')")
    scratch.add(TWO, "import subprocess, time", "subprocess.run(['sleep', '100'])")
    command = [sys.executable, "-m", "daybyday", "run", "--jobs", "2"]
    temporary = tmp_path_factory.mktemp("t")
    process = subprocess.Popen(
        command,
        cwd=scratch.root,
        env=scratch.environment() | {"TMPDIR": str(temporary)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )
    assert process.stdout.readline().split()[-1] == ONE
    wait_for(lambda: any("sleep" in line for line in below(scratch)))
    process.send_signal(how)
    wait_for(lambda: below(scratch) == [], seconds=2)
    process.wait(10)
    wait_for(lambda: not list(temporary.iterdir()), seconds=5)
    if how == signal.SIGINT:
        assert process.returncode == 130
    if how != signal.SIGKILL:
        assert scratch.records()[ONE]["status"] == "ok"
        assert scratch.outputs(ONE) == ["one"]
    scratch.add(TWO, "print('two')")
    outcome = scratch.run(progress=heard)
    assert heard.executed == {TWO}
    assert outcome.failures == []


def below(scratch: Scratch) -> list[str]:
    """Command lines of kernels on this course and of their children."""
    import psutil

    found = []
    for process in psutil.process_iter():
        try:
            environment = process.environ()
            if (
                environment.get("DAYBYDAY_COURSE") == str(scratch.root)
                and "DAYBYDAY_PROGRESS" in environment
                and process.status() != psutil.STATUS_ZOMBIE
            ):
                found.append(" ".join(process.cmdline()))
        except (psutil.Error, OSError):
            continue
    return found


def wait_for(condition, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)


def test_a_worker_that_is_killed_is_reported_and_the_rest_runs(scratch, heard, monkeypatch):
    import psutil

    scratch.add(ONE, "import time", "time.sleep(100)")
    scratch.add(TWO, "print('two')")

    def kill(event):
        if event == ("cell", ONE, 2):
            for child in psutil.Process().children():
                if any("daybyday.running.worker" in word for word in child.cmdline()):
                    child.kill()

    heard.at = kill
    temporary = scratch.root / "t"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    outcome = scratch.run(jobs=1, progress=heard)
    assert list(temporary.iterdir()) == []
    assert outcome.record(ONE).status == "kernel died"
    assert "worker that drove this notebook ended" in outcome.record(ONE).error
    assert outcome.record(TWO).ok
    wait_for(lambda: below(scratch) == [], seconds=2)


def in_small_build(scratch: Scratch, options: str) -> subprocess.CompletedProcess:
    """Run with a file system of its own as `_build`, in a mount namespace."""
    build = scratch.root / "_build"
    shutil.copytree(build, scratch.root / "kept", symlinks=True)
    script = (
        f"mount -t tmpfs -o size=300k tmpfs {build} && cp -a {scratch.root}/kept/. {build} && "
        f"{options.format(build=build)} "
        f"{{ {sys.executable} -m daybyday run; code=$?; cp -a {build}/run.json {scratch.root}; "
        "exit $code; }"
    )
    return subprocess.run(
        ["unshare", "-m", "sh", "-c", script],
        cwd=scratch.root,
        env=scratch.environment(),
        capture_output=True,
        text=True,
        timeout=100,
    )


needs_mount = pytest.mark.skipif(
    subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode != 0,
    reason="this machine allows no mount namespace",
)


@needs_mount
@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("mount -o remount,ro {build} &&", "Read-only file system"),
        ("dd if=/dev/zero of={build}/big 2>/dev/null;", "No space left on device"),
    ],
)
def test_full_or_read_only_build(executed, options, words):
    change(executed.root / ONE, "print('two')", "print('three')")
    done = in_small_build(executed, options)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Earlier results are untouched" in done.stderr
    assert "Traceback" not in done.stderr
    assert len(json.loads((executed.root / "run.json").read_text())) == 2


def test_build_that_cannot_be_made(scratch):
    scratch.add(ONE, "1")
    shutil.rmtree(scratch.root / "_build")
    (scratch.root / "_build").write_text("")
    done = scratch.command()
    assert done.returncode == 1
    assert "_build" in done.stderr
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/etc/hostname", "outside the course"),
        ("notebooks/day99", "no such file or folder"),
        ("curriculum.yml", "not a notebook"),
    ],
)
def test_a_path_that_is_none_of_the_courses(scratch, path, words):
    done = scratch.command(path)
    assert done.returncode == 2
    assert words in done.stderr
    assert "Traceback" not in done.stderr


def test_old_results_are_forgotten(executed):
    store = caching.Cache(executed.root)
    results = list((executed.root / "_build/cache/run/results").rglob("*.json"))
    assert len(results) == 2
    old = time.time() - 40 * 86400
    os.utime(results[0], (old, old))
    store.prune()
    assert [file.exists() for file in results] == [False, True]
