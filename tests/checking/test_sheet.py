"""Judging many answers by the same calls gives what judging each of them anew gives."""

import dataclasses

import pytest
import sample

from daybyday.checking import Case, satisfies
from daybyday.checking.judge import judge, rejected
from daybyday.checking.sandbox import Limits, sandbox
from daybyday.checking.sheet import Sheet

EXERCISE = dataclasses.replace(sample.EXERCISES[0], lesson="sample")
STATE = {"broken": False}


def reference(nums):
    seen = set()
    for number in nums:
        if number in seen:
            return True
        seen.add(number)
    return False


def negative_only(nums):
    """Wrong only where a case is generated."""
    return reference(nums) and not all(number < 0 for number in nums)


def all_pairs(nums):
    return any(nums[i] == nums[j] for i in range(len(nums)) for j in range(i))


def delicate(nums):
    """Right, until another answer has broken what it needs."""
    return None if STATE["broken"] else reference(nums)


def breaks(nums):
    STATE["broken"] = True
    return 0


@pytest.fixture
def sheet():
    sheet = Sheet(EXERCISE)
    assert judge(EXERCISE, reference, sheet=sheet).passed
    return sheet


def test_the_first_pass_keeps_the_generated_cases(sheet):
    assert len(sheet.generated) == EXERCISE.examples
    again = Sheet(EXERCISE)
    judge(EXERCISE, all_pairs, quick=True, sheet=again)
    both = [[case.arguments for case in one.generated] for one in (again, sheet)]
    assert both[0] == both[1]


@pytest.mark.parametrize("answer", [reference, negative_only, all_pairs, sorted, breaks])
def test_a_report_is_the_same_with_a_sheet(sheet, answer):
    def said(report):
        return dataclasses.replace(report, seconds=0.0)

    assert said(judge(EXERCISE, answer, sheet=sheet)) == said(judge(EXERCISE, answer))
    quick = judge(EXERCISE, answer, quick=True, sheet=sheet)
    assert quick.passed == judge(EXERCISE, answer).passed


def test_what_an_answer_is_judged_by_is_asked_once():
    asked = []

    def oracle(nums):
        asked.append(nums)
        return len(set(nums)) < len(nums)

    exercise = dataclasses.replace(EXERCISE, oracle=oracle, cases=[Case([1, 1]), Case([])])
    sheet = Sheet(exercise)
    assert judge(exercise, reference, sheet=sheet).passed
    assert judge(exercise, reference, sheet=sheet).passed
    assert len(asked) <= 2 * exercise.examples + 2
    before = len(asked)
    assert judge(exercise, reference, sheet=sheet).passed
    assert len(asked) == before


def test_a_changed_case_is_seen(sheet):
    assert sheet.unchanged()
    sheet.first(sheet.fixed[-1])  # another order is no change
    assert sheet.unchanged()
    sheet.generated[-1].arguments[0].append(7)
    assert not sheet.unchanged()


def test_a_comparison_that_changes_the_arguments_is_seen():
    def fault(got, nums):
        wrong = got != (len(set(nums)) < len(nums))
        nums.append(0)
        return "No." if wrong else None

    cases = [Case([1, 1]), Case([])]
    exercise = dataclasses.replace(EXERCISE, compare=satisfies(fault), cases=cases, budget=None)
    sheet = Sheet(exercise)
    judge(exercise, reference, sheet=sheet)
    judge(exercise, reference, quick=True, sheet=sheet)
    assert not sheet.unchanged()


def test_answers_share_a_child_and_not_what_they_break(sheet):
    answers = [breaks, delicate, negative_only, delicate]
    limits = Limits(EXERCISE.seconds, EXERCISE.memory_mb, EXERCISE.steps)
    box = sandbox(answers, EXERCISE.kind, limits)
    try:
        found = [rejected(EXERCISE, answers, place, sheet, box) for place in range(3)]
        pid = box.pid
        assert not rejected(EXERCISE, answers, 1, sheet, box)
        assert box.pid == pid != 0
    finally:
        box.close()
    assert found == [True, False, True]
    assert not STATE["broken"]


def test_the_case_that_rejected_goes_first(sheet):
    last = sheet.fixed[1]
    assert not judge(EXERCISE, lambda nums: bool(nums) or None, quick=True, sheet=sheet).passed
    assert sheet.fixed[0] is last
