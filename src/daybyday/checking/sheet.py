"""What is asked, worked out once for many answers: cases, generated arguments, expected results.

A learner's check works everything out anew. The gate judges a reference, other right answers and
fifty mutants by the very same calls; loading the cases, searching generated ones and asking the
oracle for each of them would take longer than the calls themselves.
"""

import hashlib
from collections.abc import Iterator
from typing import Any

from daybyday.checking import encoding
from daybyday.checking.exercise import Case, Exercise
from daybyday.checking.faults import expected_of


class Answers:
    """What `expected_of` gives, asked once for each case."""

    def __init__(self):
        self._known: dict[int, tuple[Case, Any]] = {}  # with the case, or another gets its id

    def __call__(self, exercise: Exercise, case: Case) -> Any:
        """What is expected of a case."""
        if id(case) not in self._known:
            self._known[id(case)] = case, expected_of(exercise, case)
        return self._known[id(case)][1]


class Sheet:
    """The calls of an exercise's check, in the order in which they are made.

    Attributes:
        fixed: the fixed cases; one that rejected a mutant goes first, as it may reject the next.
        generated: the generated cases that the reference passed, None before.
        answers: what is expected of each case.
    """

    def __init__(self, exercise: Exercise):
        self.exercise = exercise
        self.fixed = exercise.fixed_cases()
        self.generated: list[Case] | None = None if exercise.generated else []
        self.answers = Answers()
        self._budget: dict[int, Case] = {}
        self._digest = self._now()

    def budget(self, n: int) -> Case:
        """The costly input of one size."""
        if n not in self._budget:
            self._budget[n] = self.exercise.budget.case(n)
        return self._budget[n]

    def first(self, case: Case) -> None:
        """Let a fixed case be the first one from now on."""
        self.fixed.sort(key=lambda other: other is not case)

    def seal(self, generated: list[Case]) -> None:
        """Keep the generated cases, and note again what all are, so that a change is seen."""
        self.generated = generated
        self._digest = self._now()

    def unchanged(self) -> bool:
        """Whether judging has left the cases as they were when they were sealed."""
        return self._digest == self._now()

    def _now(self) -> str:
        def forms() -> Iterator[bytes]:
            for case in (*self.fixed, *(self.generated or ())):
                yield encoding.dumps(encoding.encode(list(case.arguments)))

        return hashlib.sha256(b"".join(sorted(forms()))).hexdigest()
