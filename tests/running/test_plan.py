"""Order and shards."""

import json
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from daybyday.errors import CourseError
from daybyday.running import plan
from daybyday.running.runs import merge_shards

from .conftest import Scratch, make_scratch

TIMES = st.dictionaries(st.text("abcdef", min_size=1, max_size=4), st.floats(0.1, 60), max_size=40)


def test_the_longest_goes_first_and_the_unknown_with_it():
    seconds = {"a": 1.0, "b": 9.0, "c": 3.0}
    assert plan.longest_first(["a", "b", "c", "new"], seconds) == ["b", "new", "c", "a"]
    assert plan.longest_first(["b", "a"], {}) == ["a", "b"]


@given(TIMES, st.integers(1, 6), st.sets(st.text("gh", min_size=1, max_size=3)))
def test_shards_hold_each_notebook_once_and_are_balanced(seconds, count, unknown):
    paths = sorted({*seconds, *unknown})
    division = plan.shards(paths, seconds, count)
    assert len(division) == count
    assert sorted(path for shard in division for path in shard) == paths
    assert division == plan.shards(paths[::-1], seconds, count), "depends on the order given"
    known = sorted(seconds.values())
    typical = known[len(known) // 2] if known else 1.0
    loads = [sum(seconds.get(path, typical) for path in shard) for shard in division]
    largest = max((seconds.get(path, typical) for path in paths), default=0)
    # Graham's bound for the greedy division.
    assert max(loads) <= sum(loads) / count + largest * (1 - 1 / count) + 1e-9


@pytest.mark.parametrize("text", ["0/3", "4/3", "1", "a/b", "1/0", "-1/3", "1/3/5", ""])
def test_a_wrong_shard_is_named(text):
    with pytest.raises(CourseError, match="number/count"):
        plan.read_shard(text)


@pytest.fixture(scope="module")
def executed_in_shards(tmp_path_factory) -> Path:
    """Four notebooks, one of which fails, executed in three shards; beside it their `_build`s."""
    folder = tmp_path_factory.mktemp("shards")
    made = make_scratch(folder / "course")
    for number in range(3):
        made.add(f"notebooks/day01/n{number}.ipynb", f"print({number})")
    made.add("notebooks/day01/bad.ipynb", "1 / 0")
    ran = []
    for number in (1, 2, 3):
        outcome = made.run(shard=f"{number}/3")
        ran += [record.path for record in outcome.records]
        kept = folder / f"shard-{number}"
        shutil.copytree(made.root / "_build", kept, ignore=shutil.ignore_patterns("home"))
        for name in ("run.json", "executed", "failed", "cache/run"):
            entry = made.root / "_build" / name
            entry.unlink() if entry.is_file() else shutil.rmtree(entry, ignore_errors=True)
    assert len(ran) == len(set(ran)) == 4
    return folder


@pytest.fixture
def in_shards(executed_in_shards: Path, tmp_path: Path) -> tuple[Scratch, list[Path]]:
    """A copy of that course, and the shards' `_build` folders."""
    shutil.copytree(executed_in_shards / "course", tmp_path / "course", symlinks=True)
    return Scratch(tmp_path / "course"), [executed_in_shards / f"shard-{n}" for n in (1, 2, 3)]


def test_merged_shards_are_as_one_run(in_shards, heard):
    scratch, builds = in_shards
    outcome = merge_shards(builds, root=scratch.root, budgets=False)
    assert [record.path for record in outcome.failures] == ["notebooks/day01/bad.ipynb"]
    assert outcome.failures[0].cell == 1
    assert len(scratch.records()) == 4
    assert scratch.outputs("notebooks/day01/n2.ipynb") == ["2"]
    # What comes after the merge finds everything done.
    scratch.run("notebooks/day01/n0.ipynb", progress=heard)
    assert heard.executed == set()


def test_a_missing_shard_is_a_failure(in_shards):
    scratch, builds = in_shards
    outcome = merge_shards(builds[:2], root=scratch.root, budgets=False)
    assert len(outcome.records) == 4
    assert any("No shard has a result" in record.error for record in outcome.failures)


def test_a_stale_shard_is_a_failure(in_shards):
    scratch, builds = in_shards
    scratch.add("notebooks/day01/n1.ipynb", "print('changed since')")
    outcome = merge_shards(builds, root=scratch.root, budgets=False)
    stale = outcome.record("notebooks/day01/n1.ipynb")
    assert stale.status == "failed"


def test_merge_on_the_command_line(in_shards, tmp_path):
    scratch, builds = in_shards
    done = scratch.command("--merge", *map(str, builds))
    assert done.returncode == 1
    assert "4 notebooks: 3 ok, 1 failed" in done.stdout
    done = scratch.command("--merge", str(tmp_path))
    assert done.returncode == 1
    assert "no run.json there" in done.stderr


def test_shards_use_the_times_of_the_last_run(scratch):
    names = [f"notebooks/day01/n{number}.ipynb" for number in range(4)]
    for name in names:
        scratch.add(name, "1")
    seconds = dict(zip(names, [90.0, 30.0, 30.0, 30.0], strict=True))
    (scratch.root / "_build/run.json").write_text(
        json.dumps([{"path": n, "status": "ok", "seconds": s} for n, s in seconds.items()])
    )
    outcome = scratch.run(shard="1/2")
    assert [record.path for record in outcome.records] == names[:1]
