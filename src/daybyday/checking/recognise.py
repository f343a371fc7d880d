"""Recognise a misconception: a known wrong answer that gives what the learner's answer gave."""

import math
from dataclasses import dataclass, field
from operator import eq
from typing import Any

from daybyday.checking.exercise import Case, Exercise, Misconception
from daybyday.checking.explain import canonical
from daybyday.checking.faults import Failure, find_fault
from daybyday.checking.generate import probes
from daybyday.checking.sandbox import DEADLY, Observed
from daybyday.checking.sheet import Answers

# A sentence about the wrong mistake misleads, so the two must agree on many inputs besides the
# one that is shown; not on all, because a person's version differs at some edge.
_PROBES = 40
_AGREEMENT = 0.9


def recognise(exercise: Exercise, failure: Failure, box: Any) -> Misconception | None:
    """The misconception that does what the answer does most often, if any does nearly always.

    Args:
        exercise: with its misconceptions.
        failure: the call at fault that will be shown.
        box: a sandbox with the learner's answer, then those of the misconceptions.
    """
    places = dict(enumerate(exercise.misconceptions, 1))
    costly = [place for place, known in places.items() if known.verdict == "too many steps"]
    if failure.from_budget:
        return places[_nearest(exercise, costly, box)] if costly else None
    answers, case = Answers(), failure.case
    wanted = _outcome(exercise, case, failure.observed, answers)
    shown = [
        place
        for place in places
        if place not in costly
        and _outcome(exercise, case, box.call(case.arguments, place), answers) == wanted
    ]
    if not shown or failure.observed.status in DEADLY:
        return places[shown[0]] if shown else None
    memory = _memory(exercise)
    for place in shown:
        if place not in memory.outcomes:
            memory.outcomes[place] = memory.asked(place, box)
    # The tests judge each misconception itself as an answer: it need not be asked twice.
    itself = next((place for place in shown if box.functions[place] is box.functions[0]), None)
    mine = memory.outcomes[itself] if itself else memory.asked(0, box)
    agreement = {place: sum(map(eq, mine, memory.outcomes[place])) for place in shown}
    best = max(agreement, key=agreement.get)
    return places[best] if agreement[best] >= _AGREEMENT * len(mine) else None


@dataclass
class _Memory:
    """What the misconceptions of one exercise do, found once for all wrong answers to it."""

    exercise: Exercise
    cases: list[Case]
    outcomes: dict[int, list[tuple]] = field(default_factory=dict)
    answers: Answers = field(default_factory=Answers)

    def asked(self, place: int, box: Any) -> list[tuple]:
        """What the answer at a place of the sandbox does with the cases."""
        return [
            _outcome(self.exercise, case, box.call(case.arguments, place), self.answers)
            for case in self.cases
        ]


def _memory(exercise: Exercise) -> _Memory:
    """The memory of this very exercise; that of the one before is dropped."""
    global _last
    if _last is None or _last.exercise is not exercise:
        made = (Case(*arguments) for arguments in probes(exercise, _PROBES))
        _last = _Memory(exercise, [*exercise.fixed_cases(), *made])
    return _last


_last: _Memory | None = None


def _outcome(exercise: Exercise, case: Case, seen: Observed, answers: Answers) -> tuple:
    """What a call did, all right results being one."""
    if find_fault(exercise, case, seen, answers) is None:
        return ("right",)
    if seen.status == "returned":
        changed = tuple(sorted((k, canonical(v)) for k, v in seen.changed.items()))
        shares = exercise.new_nodes and seen.shared > 0
        return seen.status, canonical(seen.result), changed, shares
    return seen.status, seen.error.get("type")


def _nearest(exercise: Exercise, costly: list[int], box: Any) -> int:
    """Of the costly misconceptions the one whose count at the smallest size is nearest."""
    budget = exercise.budget
    n = budget.sizes[0]
    case, limit = budget.case(n), 100 * budget.most(n)

    def steps(place: int) -> float:
        return math.log(max(1, box.call(case.arguments, place, counted=True, steps=limit).steps))

    mine = steps(0)
    return min(costly, key=lambda place: abs(steps(place) - mine))
