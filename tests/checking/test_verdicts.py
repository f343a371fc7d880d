"""Every way in which an answer can misbehave is survived and named, and the next call works."""

import asyncio
import contextlib
import ctypes
import dataclasses
import functools
import math
import os
import random
import signal
import subprocess
import sys
import threading
import time

import numpy
import psutil
import pytest
import sample

from daybyday.checking import Todo
from daybyday.checking.exercise import VERDICTS
from daybyday.checking.judge import judge

EXERCISE = sample.EXERCISES[0]
KEPT = []


def right(nums):
    seen = set()
    for number in nums:
        if number in seen:
            return True
        seen.add(number)
    return False


def endless(nums):
    round_number = 0
    while True:
        round_number += 1


def endless_in_one_line(nums):
    while True: pass  # noqa: E701  # fmt: skip


def endless_inside_c(nums):
    return sum(range(10**10))


def endless_behind_bare_except(nums):
    while True:
        try:
            while True:
                nums = nums
        except:  # noqa: E722
            pass


def sleeping(nums):
    time.sleep(1000)


def memory_at_once(nums):
    return [0] * 10**11


def memory_by_doubling(nums):
    held = [0]
    while True:
        held = held + held


def recursion_without_end(nums):
    return recursion_without_end(nums)


def deep_recursion_allowed(nums):
    sys.setrecursionlimit(10**9)
    return max([nums], key=deep_recursion_allowed)  # through C, which has a stack of its own


def leaves_with_sys_exit(nums):
    sys.exit("bye")


def leaves_with_os_exit(nums):
    os._exit(0)


def raises_interrupt(nums):
    raise KeyboardInterrupt


def segmentation_fault(nums):
    ctypes.string_at(0)


def floods_output(nums):
    while True:
        print("x" * 10_000)


def floods_file_descriptor(nums):
    while True:
        os.write(1, b"x" * 10_000)


def leaves_a_thread(nums):
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    return right(nums)


def starts_a_process(nums):
    subprocess.Popen([sys.executable, "-c", "pass"])
    return right(nums)


def forks(nums):
    os.fork()
    return right(nums)


def kills_its_parent(nums):
    os.kill(os.getppid(), signal.SIGKILL)


def kills_its_group(nums):
    os.killpg(os.getpgid(os.getppid()), signal.SIGKILL)


def changes_its_argument(nums):
    answer = right(nums)
    nums.append(0)
    return answer


def keeps_state_in_a_default(nums, seen=set()):  # noqa: B006
    for number in nums:
        if number in seen:
            return True
        seen.add(number)
    return False


def returns_a_generator(nums):
    yield right(nums)


def returns_one_for_true(nums):
    return int(right(nums))


def returns_nothing(nums):
    right(nums)


def prints_instead(nums):
    print(right(nums))


def returns_nan(nums):
    return math.nan


def returns_infinity(nums):
    return math.inf


def returns_numpy_bool(nums):
    return numpy.bool_(right(nums))


def returns_numpy_array(nums):
    return numpy.array([right(nums)])


def returns_huge(nums):
    return list(range(310_000))


def returns_deep(nums):
    nested = []
    for _ in range(20_000):
        nested = [nested]
    return nested


def returns_itself(nums):
    nested = []
    nested.append(nested)
    return nested


def returns_a_function(nums):
    return right


def returns_something_hostile(nums):
    class Hostile:
        def __repr__(self):
            raise RuntimeError

        def __eq__(self, other):
            return True

        def __hash__(self):
            return 0

    return Hostile()


def takes_too_few():
    return True


def takes_too_many(nums, target):
    return True


async def is_async(nums):
    await asyncio.sleep(0)
    return True


class IsAClass:
    pass


def asks_for_input(nums):
    return input("nums?")


def reads_past_the_end(nums):
    return nums[0] == nums[1]


def closes_everything(nums):
    os.closerange(0, 4096)
    return right(nums)


def writes_nonsense_to_all_channels(nums):
    for descriptor in range(3, 1024):
        with contextlib.suppress(OSError):
            os.write(descriptor, b"nonsense" * 10)
    return right(nums)


def rare_mistake(nums):
    return right(nums) and sum(nums) != 7


ONE_LINE = "too many steps" if sys.version_info >= (3, 12) else "timed out"
BAD = [
    (endless, "too many steps", "never to end"),
    # Before 3.12 such a loop reports no lines, so that only the clock ends it.
    (endless_in_one_line, ONE_LINE, "no result after"),
    (endless_inside_c, "timed out", "no result after 1"),
    (endless_behind_bare_except, "too many steps", "never to end"),
    (sleeping, "timed out", "no result after 1"),
    (memory_at_once, "out of memory", "256 MB"),
    (memory_by_doubling, "out of memory", "256 MB"),
    (recursion_without_end, "crashed", "base case"),
    (deep_recursion_allowed, "crashed", "it"),  # a crash of the stack, from 3.12 on an error
    (leaves_with_sys_exit, "crashed", "use `return`"),
    (leaves_with_os_exit, "crashed", "ended the Python process (exit code 0)"),
    (raises_interrupt, "crashed", "KeyboardInterrupt"),
    (segmentation_fault, "crashed", "SIGSEGV"),
    (floods_output, "crashed", "printed more than 10 million"),
    (floods_file_descriptor, "crashed", "printed more than 10 million"),
    (leaves_a_thread, "wrong", "leaves a thread running"),
    (starts_a_process, "crashed", "start a process"),
    (forks, "crashed", "start a process"),
    (kills_its_parent, "crashed", "signal"),
    (kills_its_group, "crashed", "signal"),
    (changes_its_argument, "changed its input", "nums after the call: [0]"),
    (keeps_state_in_a_default, "wrong", "kept between calls"),
    (returns_a_generator, "wrong", "computed nothing yet"),
    (returns_one_for_true, "wrong", "expected a bool, got an int"),
    (returns_nothing, "wrong", "`return` is missing"),
    (prints_instead, "wrong", "prints the answer"),
    (returns_nan, "wrong", "NaN"),
    (returns_infinity, "wrong", "infinite"),
    (returns_numpy_bool, "wrong", "numpy bool"),
    (returns_numpy_array, "wrong", "numpy ndarray"),
    (returns_huge, "wrong", "too many to compare"),
    (returns_deep, "wrong", "nested more than"),
    (returns_itself, "wrong", "contains itself"),
    (returns_a_function, "wrong", "parentheses missing"),
    (returns_something_hostile, "wrong", "no plain value"),
    (takes_too_few, "crashed", "1 argument: nums"),
    (takes_too_many, "crashed", "which takes 2"),
    (is_async, "wrong", "plain `def`"),
    (IsAClass, "wrong", "the class IsAClass"),
    (asks_for_input, "crashed", "cannot ask for input"),
    (reads_past_the_end, "crashed", "IndexError"),
    (closes_everything, "crashed", "ended"),
    (writes_nonsense_to_all_channels, "crashed", "channel"),
    (rare_mistake, "wrong", "expected: True"),
    (right([]), "wrong", "Give the function itself"),
    (Todo, "wrong", "A function is asked for"),
    (None, "not started", "Nothing was given"),
]


@pytest.mark.parametrize(
    ("answer", "verdict", "words"), BAD, ids=lambda part: getattr(part, "__name__", None)
)
def test_it_is_survived_and_named(answer, verdict, words):
    start = time.perf_counter()
    report = judge(EXERCISE, answer)
    took = time.perf_counter() - start
    assert report.verdict == verdict, str(report)
    assert report.verdict in VERDICTS
    assert words in str(report), str(report)
    assert "Traceback" not in str(report)
    if verdict == "timed out":
        assert took < EXERCISE.seconds + 1
    assert judge(EXERCISE, right).passed


GOOD = [
    right,
    lambda nums: right(nums),
    functools.partial(right),
    functools.lru_cache(lambda nums: True) and right,
    lambda *arguments: right(*arguments),
]


@pytest.mark.parametrize("answer", GOOD)
def test_right_answers_in_other_dress_pass(answer):
    report = judge(EXERCISE, answer)
    assert report.passed, str(report)
    assert report.steps > 0


def test_a_callable_object_passes():
    class Twin:
        def __call__(self, nums):
            return right(nums)

    assert judge(EXERCISE, Twin()).passed


def test_nothing_of_the_child_reaches_this_process(monkeypatch):
    def messy(nums):
        KEPT.append(1)
        os.environ["DAYBYDAY_MESS"] = "1"
        random.seed(1)
        globals()["NEW_NAME"] = 1
        sys.stdout = None
        return right(nums)

    before, out, threads = random.getstate(), sys.stdout, threading.active_count()
    report = judge(EXERCISE, messy)
    assert report.passed, str(report)
    assert KEPT == []
    assert "NEW_NAME" not in globals()
    assert "DAYBYDAY_MESS" not in os.environ
    assert random.getstate() == before
    assert sys.stdout is out
    assert threading.active_count() == threads
    assert any("`KEPT`" in note for note in report.notes)
    assert any("random state" in note for note in report.notes)


def test_threads_that_a_library_keeps_are_none_of_the_answers():
    def with_a_progress_bar(nums):
        from tqdm import tqdm

        list(tqdm(range(3), file=sys.stdout))
        return right(nums)

    assert judge(dataclasses.replace(EXERCISE, seconds=5.0), with_a_progress_bar).passed


def test_no_process_is_left():
    before = psutil.Process().children(recursive=True)
    judge(EXERCISE, leaves_a_thread)
    judge(EXERCISE, endless_inside_c)
    assert set(psutil.Process().children(recursive=True)) <= set(before)


def test_no_descriptor_is_left():
    judge(EXERCISE, right)
    before = len(os.listdir("/dev/fd"))
    for answer in (right, leaves_with_os_exit, segmentation_fault, raises_interrupt):
        judge(EXERCISE, answer)
    assert len(os.listdir("/dev/fd")) == before


def test_randomness_gives_the_same_verdict_each_time():
    def guesses(nums):
        return random.random() < 0.5

    first, second = judge(EXERCISE, guesses), judge(EXERCISE, guesses)
    assert first.record() | {"seconds": 0} == second.record() | {"seconds": 0}


def test_printing_is_shown_with_the_call_at_fault_and_harmless_otherwise():
    def talks(nums):
        print("looking at", nums)
        return right(nums)

    def talks_and_errs(nums):
        print("looking at", nums)
        return False

    assert judge(EXERCISE, talks).passed
    assert "looking at [1, 2, 3, 1]" in str(judge(EXERCISE, talks_and_errs))


def test_the_memory_limit_where_the_system_enforces_none(monkeypatch):
    from daybyday.checking import child, sandbox

    monkeypatch.setattr(sandbox, "_ENFORCED", False)
    monkeypatch.setattr(child, "_limit_memory", lambda megabytes: None)
    report = judge(EXERCISE, memory_by_doubling)
    assert report.verdict == "out of memory", str(report)
