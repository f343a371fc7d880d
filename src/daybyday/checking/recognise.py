"""Recognise a misconception: a known wrong answer that gives what the learner's answer gave."""

import math
from collections.abc import Callable, Sequence

from daybyday.checking.exercise import Case, Exercise, Misconception
from daybyday.checking.explain import canonical
from daybyday.checking.faults import Failure, find_fault
from daybyday.checking.sandbox import Observed


def recognise(
    exercise: Exercise,
    fixed: Sequence[tuple[Case, Observed]],
    failure: Failure,
    open_box: Callable,
) -> Misconception | None:
    """The first misconception that agrees with the answer on every call at fault.

    Args:
        exercise: with its misconceptions.
        fixed: the fixed cases made so far with what was observed.
        failure: the call at fault that will be shown.
        open_box: from an answer to a sandbox.
    """
    if failure.from_budget:
        return _by_steps(exercise, failure, open_box)
    evidence = [(failure.case, failure.observed), *fixed]
    for known in exercise.misconceptions:
        if known.verdict == "too many steps":
            continue
        box = open_box(known.answer)
        try:
            if all(
                _agrees(exercise, case, seen, box.call(case.arguments)) for case, seen in evidence
            ):
                return known
        finally:
            box.close()
    return None


def _agrees(exercise: Exercise, case: Case, mine: Observed, theirs: Observed) -> bool:
    """Whether two observations of one call are both right, or at fault in the same way."""
    right = tuple(find_fault(exercise, case, seen) is None for seen in (mine, theirs))
    return right == (True, True) or (right == (False, False) and _outcome(mine) == _outcome(theirs))


def _outcome(seen: Observed) -> tuple:
    if seen.status == "returned":
        changed = tuple(sorted((k, canonical(v)) for k, v in seen.changed.items()))
        return seen.status, canonical(seen.result), changed
    return seen.status, seen.error.get("type")


def _by_steps(exercise: Exercise, failure: Failure, open_box: Callable) -> Misconception | None:
    """Of the costly misconceptions the one whose count at the smallest size is nearest."""
    costly = [known for known in exercise.misconceptions if known.verdict == "too many steps"]
    if not costly:
        return None
    budget = exercise.budget
    n = budget.sizes[0]
    case, most = budget.case(n), 100 * budget.most(n)

    def steps(answer) -> int:
        box = open_box(answer)
        try:
            return max(1, box.call(case.arguments, counted=True, steps=most).steps)
        finally:
            box.close()

    return min(
        costly, key=lambda known: abs(math.log(steps(known.answer) / failure.observed.steps))
    )
