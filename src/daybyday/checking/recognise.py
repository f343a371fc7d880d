"""Recognise a misconception: a known wrong answer that gives what the learner's answer gave."""

import math
from collections.abc import Callable
from typing import Any

from daybyday.checking.exercise import Case, Exercise, Misconception
from daybyday.checking.explain import canonical
from daybyday.checking.faults import Failure, find_fault
from daybyday.checking.generate import probes
from daybyday.checking.sandbox import Observed

# A sentence about the wrong mistake misleads, so the two must agree on many inputs besides the
# one that is shown; not on all, because a person's version differs at some edge.
_PROBES = 40
_AGREEMENT = 0.9
_DEADLY = {"timeout", "memory", "steps", "died"}


def recognise(
    exercise: Exercise, answer: Any, failure: Failure, open_box: Callable
) -> Misconception | None:
    """The misconception that does what the answer does most often, if any does nearly always.

    Args:
        exercise: with its misconceptions.
        answer: the learner's.
        failure: the call at fault that will be shown.
        open_box: from an answer to a sandbox.
    """
    costly = [known for known in exercise.misconceptions if known.verdict == "too many steps"]
    if failure.from_budget:
        return _by_steps(exercise, answer, costly, open_box) if costly else None
    others = [known for known in exercise.misconceptions if known not in costly]
    shown = [known for known in others if _same_outcome(failure, known.answer, open_box, exercise)]
    if not shown or failure.observed.status in _DEADLY:
        return shown[0] if shown else None
    cases = [*exercise.fixed_cases(), *(Case(*made) for made in probes(exercise, _PROBES))]
    mine = _outcomes(exercise, answer, cases, open_box)
    best, most = None, _AGREEMENT * len(cases)
    for known in shown:
        theirs = _outcomes(exercise, known.answer, cases, open_box)
        agreed = sum(one == other for one, other in zip(mine, theirs, strict=True))
        if agreed > most or (best is None and agreed == most):
            best, most = known, agreed
    return best


def _same_outcome(failure: Failure, answer: Any, open_box: Callable, exercise: Exercise) -> bool:
    """Whether a known answer is at fault on the shown call in the same way."""
    [theirs] = _outcomes(exercise, answer, [failure.case], open_box)
    return theirs == _outcome(exercise, failure.case, failure.observed)


def _outcomes(exercise: Exercise, answer: Any, cases: list[Case], open_box: Callable) -> list:
    box = open_box(answer)
    try:
        return [_outcome(exercise, case, box.call(case.arguments)) for case in cases]
    finally:
        box.close()


def _outcome(exercise: Exercise, case: Case, seen: Observed) -> tuple:
    """What a call did, all right results being one."""
    if find_fault(exercise, case, seen) is None:
        return ("right",)
    if seen.status == "returned":
        changed = tuple(sorted((k, canonical(v)) for k, v in seen.changed.items()))
        return seen.status, canonical(seen.result), changed
    return seen.status, seen.error.get("type")


def _by_steps(
    exercise: Exercise, answer: Any, costly: list[Misconception], open_box: Callable
) -> Misconception:
    """Of the costly misconceptions the one whose count at the smallest size is nearest."""
    budget = exercise.budget
    n = budget.sizes[0]
    case, limit = budget.case(n), 100 * budget.most(n)

    def steps(one: Any) -> float:
        box = open_box(one)
        try:
            return math.log(max(1, box.call(case.arguments, counted=True, steps=limit).steps))
        finally:
            box.close()

    mine = steps(answer)
    return min(costly, key=lambda known: abs(steps(known.answer) - mine))
