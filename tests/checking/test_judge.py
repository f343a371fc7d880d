"""How the judge looks for the smallest call, recognises mistakes, and counts steps."""

import dataclasses
import os
import subprocess
import sys
from itertools import pairwise

import pytest
import sample
from test_verdicts import returns_a_generator, right

from daybyday.checking import Budget, Case, Exercise, Misconception, check, registry
from daybyday.checking.judge import judge
from daybyday.errors import CourseError

EXERCISE = sample.EXERCISES[0]
SILENT = dataclasses.replace(
    EXERCISE, cases=[Case([1, 2], gives=False)], misconceptions=(), budget=None
)


@pytest.mark.parametrize(
    ("answer", "call"),
    [
        (lambda nums: False, "has_twin([0, 0])"),
        (lambda nums: len(nums) > 2, "has_twin([0, 0])"),
        (lambda nums: right(nums) and sum(nums) != -4, "has_twin([0, 0, -4])"),
        (lambda nums: right(nums) and len(nums) < 4, "has_twin([0, 0, 0, 0])"),
        (lambda nums: right(nums) or nums[:1] == [3], "has_twin([3])"),
    ],
)
def test_the_smallest_failing_call_is_found_and_the_same_each_time(answer, call):
    first, second = judge(SILENT, answer), judge(SILENT, answer)
    assert first.verdict == "wrong"
    assert first.call == call
    assert first.record() | {"seconds": 0} == second.record() | {"seconds": 0}


def test_crashes_are_shrunk_too():
    report = judge(SILENT, lambda nums: right(nums) if len(nums) < 3 else nums[99])
    assert (report.verdict, report.call) == ("crashed", "has_twin([0, 0, 0])")


def test_the_smallest_of_the_fixed_cases_is_shown():
    exercise = dataclasses.replace(
        SILENT, cases=[Case([1, 2, 3, 1], gives=True), Case([1, 1], gives=True)]
    )
    assert judge(exercise, lambda nums: False).call == "has_twin([1, 1])"


def test_a_misconception_is_recognised_in_another_dress():
    def another_dress(nums):
        return 0 in [second - first for first, second in pairwise(nums)]

    report = judge(EXERCISE, another_dress)
    assert report.misconception == "only-neighbours"
    assert report.message == "Twins need not be neighbours."


def test_a_mistake_of_its_own_is_not_taken_for_a_known_one():
    report = judge(EXERCISE, lambda nums: len(nums) > 3 and nums[0] == 0)
    assert report.verdict == "wrong"
    assert report.misconception == ""


def test_what_is_certain_is_not_explained_by_a_misconception():
    assert judge(EXERCISE, returns_a_generator).misconception == ""


def quadratic(nums):
    return any(nums[i] in nums[:i] for i in range(len(nums)))


def test_costs_hidden_inside_c_are_counted():
    report = judge(EXERCISE, quadratic)
    assert report.verdict == "too many steps"
    assert report.expected == "at most 1,600 counted steps (8 · n, n = 200)"
    assert report.misconception == "all-pairs", "the only costly one that is known"
    assert "Not every pair!" in report.message


def test_of_two_costly_misconceptions_the_nearer_is_named():
    def cubic(nums):
        places = range(len(nums))
        return any(nums[i] == nums[j] for i in places for j in places[:i] for _ in places)

    exercise = dataclasses.replace(
        EXERCISE,
        misconceptions=[
            Misconception("cubic", cubic, "Three loops!", verdict="too many steps"),
            Misconception("quadratic", quadratic, "Two loops!", verdict="too many steps"),
        ],
        budget=Budget(
            make=lambda n: (list(range(n)),), per=8, growth="n", sizes=(30,), says="Too many."
        ),
    )
    assert judge(exercise, lambda nums: quadratic(nums)).message == "Two loops!"
    assert judge(exercise, lambda nums: cubic(nums)).message == "Three loops!"


@pytest.mark.parametrize(
    ("growth", "most"),
    [("1", 3), ("log n", 30), ("n", 3072), ("n log n", 30720), ("n^2", 3 * 2**20)],
)
def test_growths(growth, most):
    assert Budget(make=lambda n: (), per=3, growth=growth).most(1024) == most


def test_an_unknown_growth_or_kind_or_parameter_is_refused():
    with pytest.raises(ValueError, match="growth"):
        Budget(make=lambda n: (), per=3, growth="n!")
    with pytest.raises(ValueError, match="kind"):
        dataclasses.replace(EXERCISE, kind="essay")
    with pytest.raises(ValueError, match="'numbers'"):
        dataclasses.replace(EXERCISE, changes="numbers")


def test_the_fingerprint_changes_with_what_is_asked_only():
    same = dataclasses.replace(EXERCISE, hints=("other", "hints"), why="other")
    assert same.fingerprint() == EXERCISE.fingerprint()
    for parts in (
        {"cases": [Case([1], gives=False)]},
        {"oracle": lambda nums: None},
        {"budget": None},
        {"parameters": "numbers"},
    ):
        assert dataclasses.replace(EXERCISE, **parts).fingerprint() != EXERCISE.fingerprint()


def test_the_fingerprint_is_the_same_in_another_process():
    code = "import sample; print(sample.EXERCISES[0].fingerprint())"
    prints = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=sample.__file__.rpartition("/")[0],
            env={"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert prints == {EXERCISE.fingerprint()}


def test_an_exercise_is_found_by_its_id_and_by_an_earlier_one(monkeypatch):
    renamed = dataclasses.replace(EXERCISE, formerly=("two-sum/any-twin",))
    monkeypatch.setattr(sample, "EXERCISES", [renamed])
    registry.of_lesson.cache_clear()
    sample.install()
    try:
        assert registry.find("sample/has-twin").id == "sample/has-twin"
        assert registry.find("two-sum/any-twin").id == "sample/has-twin"
        for wrong in ("sample/has-twins", "sampel/has-twin", "has-twin"):
            with pytest.raises(CourseError, match="Did you mean 'sample/has-twin'"):
                registry.find(wrong)
        with pytest.raises(CourseError, match=r"There is no exercise 'zzz'\.$"):
            registry.find("zzz")
    finally:
        del registry.modules()["sample"]
        registry.of_lesson.cache_clear()


def test_a_check_at_fault_itself_says_so(monkeypatch):
    broken = dataclasses.replace(EXERCISE, cases=[Case([1])], oracle=lambda nums: 1 / 0)
    monkeypatch.setattr(registry, "find", lambda identity: broken)
    with pytest.raises(CourseError, match="at fault itself, not your answer"):
        check("sample/has-twin", right)


# ---- the fallback without fork -------------------------------------------------------------------


@pytest.fixture
def _in_process(monkeypatch):
    monkeypatch.setenv("DAYBYDAY_SANDBOX", "inprocess")


CALLS = []


@pytest.mark.usefixtures("_in_process")
@pytest.mark.parametrize(
    ("answer", "verdict"),
    [
        (right, "passed"),
        (lambda nums: False, "wrong"),
        (lambda nums: nums[0], "crashed"),
        (lambda nums: sys.exit(), "crashed"),
        (lambda nums: [0] * 10**15, "out of memory"),
        (lambda nums: nums.append(1) or right(nums[:-1]), "changed its input"),
        (quadratic, "too many steps"),
        (returns_a_generator, "wrong"),
    ],
)
def test_the_fallback_gives_the_same_verdicts_and_says_what_it_cannot_guard(answer, verdict):
    report = judge(EXERCISE, answer)
    assert report.verdict == verdict, str(report)
    assert any("a crash would not be caught" in note for note in report.notes)


@pytest.mark.usefixtures("_in_process")
def test_the_fallback_ends_endless_python_loops_but_lets_changes_through():
    def endless(nums):
        CALLS.append(1)
        while True:
            nums = nums

    report = judge(EXERCISE, endless)
    assert report.verdict == "too many steps"
    assert CALLS, "this is what the note warns of"


def test_an_exercise_may_ask_for_the_fallback():
    exercise = Exercise(
        slug="x",
        title="X",
        function="f",
        parameters="",
        cases=[Case(gives=1)],
        hints=(),
        why="",
        in_process="its library does not survive a fork",
    )
    report = judge(exercise, lambda: 1)
    assert report.passed
    assert "(its library does not survive a fork)" in report.notes[0]


# ---- libraries with threads of their own ---------------------------------------------------------

THREADED = """
import faiss, numpy, sample
from daybyday.checking import Case
from daybyday.checking.judge import judge
import dataclasses
points = numpy.random.default_rng(0).random((4000, 32), dtype="float32")

def searches(nums):
    index = faiss.IndexIVFFlat(faiss.IndexFlatL2(32), 32, 20)
    index.train(points)
    index.add(points)
    index.search(points, 5)
    return False

searches(None)  # now faiss keeps a pool of threads
exercise = dataclasses.replace(sample.EXERCISES[0], cases=[Case([1], gives=False)], seconds=20.0,
                               generated=None, budget=None)
print(judge(exercise, searches).verdict, faiss.omp_get_max_threads())
"""


def test_a_library_that_has_used_threads_does_not_hang_in_the_child():
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    environment["OMP_NUM_THREADS"] = "2"
    done = subprocess.run(
        [sys.executable, "-c", THREADED],
        cwd=sample.__file__.rpartition("/")[0],
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["passed", "2"], done.stderr


# ---- what importing costs ------------------------------------------------------------------------


def test_importing_takes_only_the_standard_library():
    code = (
        "import sys; before = set(sys.modules)\n"
        "import daybyday; from daybyday import Todo, check, hint, solution\n"
        "names = {name.partition('.')[0] for name in set(sys.modules) - before}\n"
        "print(sorted(names - set(sys.stdlib_module_names)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['daybyday']"


def test_importing_is_quick():
    code = "import time; t = time.perf_counter(); import daybyday; print(time.perf_counter() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout)
        for _ in range(5)
    ]
    assert min(times) < 0.15


def test_nothing_is_left_in_the_learners_folder(tmp_path):
    code = (
        "from daybyday import check\n"
        "def contains_duplicate(nums): return len(set(nums)) < len(nums)\n"
        "assert check('two-sum/contains-duplicate', contains_duplicate).verdict == 'passed'\n"
    )
    environment = {**os.environ, "DAYBYDAY_COURSE": str(tmp_path / "course")}
    (tmp_path / "here").mkdir()
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path / "here", env=environment, check=True)
    assert list((tmp_path / "here").iterdir()) == []
