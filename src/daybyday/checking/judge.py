"""From an exercise and an answer to a report: fixed cases, generated cases, counted steps."""

import inspect
from collections.abc import Iterator
from typing import Any

from daybyday.checking import encoding, show
from daybyday.checking.exercise import Case, Exercise, Misconception
from daybyday.checking.faults import Failure, expected_of, find_fault, too_many
from daybyday.checking.report import Report
from daybyday.checking.sandbox import DEADLY, Limits, Observed, sandbox
from daybyday.checking.sheet import Sheet

# All calls of a check together may take so many times the limit of one.
_ALTOGETHER = 3
_SHRINKING_CALLS = 400
_SHRINKING_DEATHS = 25
_PARAMETER = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def judge(
    exercise: Exercise, answer: Any, *, quick: bool = False, sheet: Sheet | None = None
) -> Report:
    """Judge an answer.

    Args:
        exercise: what is asked.
        answer: the learner's function, class, or bare estimate.
        quick: whether to leave out shrinking and recognition: only the verdict matters.
        sheet: the same calls worked out before; one without generated cases gets them here.
    """
    return _Judge(exercise, answer, quick, sheet).report()


def rejected(exercise: Exercise, answers: list, place: int, sheet: Sheet, box: Any) -> bool:
    """Whether an answer fails, told in a sandbox which it shares with others.

    What one answer leaves behind there must not fail the next one: a failure counts if the last
    of the answers, which is right, passes the same call right after it; else the answer is judged
    in a child of its own.

    Args:
        exercise: what is asked.
        answers: those of the sandbox.
        place: of the answer.
        sheet: what is asked, worked out before.
        box: the sandbox.
    """
    judging = _Judge(exercise, answers[place], True, sheet, box, place)
    if judging.refused() is not None:
        return True
    failure = judging.failure()
    if judging.notes:
        box.close()  # it changed a name, the random numbers or the threads
    if failure is None or failure.from_budget or failure.observed.status in DEADLY:
        return failure is not None
    again = box.call(failure.case.arguments, len(answers) - 1)
    if find_fault(exercise, failure.case, again, sheet.answers) is None:
        return True
    box.close()
    return not judge(exercise, answers[place], quick=True, sheet=sheet).passed


class _Judge:
    """One check, from the first call to the report."""

    def __init__(
        self,
        exercise: Exercise,
        answer: Any,
        quick: bool,
        sheet: Sheet | None = None,
        box: Any = None,
        place: int = 0,
    ):
        self.exercise, self.quick, self.sheet = exercise, quick, sheet
        self.answer = answer
        self.notes: list[str] = []
        self.tried = 0
        self.seconds = 0.0
        self.steps = 0
        self.limits = Limits(
            exercise.seconds, exercise.memory_mb, exercise.steps, tuple(exercise.allows)
        )
        self.box, self.place = box, place

    # ---- the way through -------------------------------------------------------------------

    def report(self) -> Report:
        asked = self.refused()
        if asked is not None:
            return asked
        self.box = self._open(self.answer)
        if self.box.note:
            self.notes.append(self.box.note)
        try:
            failure = self.failure()
            if failure is None:
                return self._finished("passed", message=self._praise())
            if not self.quick:
                failure = self._alone(failure)
            return self._failed(failure)
        finally:
            self.box.close()

    def failure(self) -> Failure | None:
        """The call at fault, or None."""
        return self._fixed() or self._generated() or self._within_budget()

    def _open(self, *answers: Any):
        return sandbox(answers, self.exercise.kind, self.limits, self.exercise.in_process)

    def _call(self, arguments: tuple, **more: Any) -> Observed:
        observed = self.box.call(arguments, self.place, **more)
        self.tried += 1
        self.seconds += observed.seconds
        if self.seconds > _ALTOGETHER * self.limits.seconds:
            observed = Observed("timeout", printed=observed.printed, seconds=self.seconds)
        for note in observed.notes:
            if note not in self.notes:
                self.notes.append(note)
        return observed

    def _fault(self, case: Case, observed: Observed) -> Failure | None:
        answers = self.sheet.answers if self.sheet else expected_of
        return find_fault(self.exercise, case, observed, answers)

    # ---- before any call --------------------------------------------------------------------

    def refused(self) -> Report | None:
        """What can be said without calling: nothing, the wrong thing, the wrong parameters."""
        exercise, answer = self.exercise, self.answer
        noun = "class" if exercise.kind == "class" else "function"
        asked = exercise.function if exercise.kind == "class" else exercise.signature
        if answer is None:
            message = f"Nothing was given: call `check({exercise.id!r}, {exercise.function})`."
            return self._finished("not started", message=message)
        if not callable(answer):
            if not exercise.parameters and exercise.kind == "function":
                given = answer
                self.answer = lambda: given
                return None
            return self._finished(
                "wrong",
                expected=f"the {noun} {asked}",
                got=encoding.safe_repr(answer),
                message=f"Give the {noun} itself, not what a call of it returns.",
            )
        if isinstance(answer, type) != (exercise.kind == "class"):
            given = "class" if isinstance(answer, type) else "function"
            return self._finished(
                "wrong",
                expected=f"the {noun} {asked}",
                got=f"the {given} {getattr(answer, '__name__', '')}",
                message=f"A {noun} is asked for here, not a {given}.",
            )
        if inspect.iscoroutinefunction(answer) or inspect.isasyncgenfunction(answer):
            return self._finished(
                "wrong",
                expected=f"the function {asked}",
                got=f"the async function {answer.__name__}",
                message="A call of it gives a coroutine, not a result: write a plain `def`.",
            )
        if exercise.kind == "function":
            return self._arity(answer)
        return None

    def _arity(self, answer: Any) -> Report | None:
        names = self.exercise.parameters
        try:
            signature = inspect.signature(answer)
        except (TypeError, ValueError):
            return None
        try:
            signature.bind(*names)
        except TypeError:
            name = getattr(answer, "__name__", "it")
            taken = sum(p.kind in _PARAMETER for p in signature.parameters.values())
            count = f"{len(names)} argument{'s' if len(names) != 1 else ''}"
            return self._finished(
                "crashed",
                call=self.exercise.signature,
                expected=f"{count}: {', '.join(names) or 'none'}",
                got=f"{name}{signature}, which takes {taken}",
                message="Write the parameters as the statement has them.",
            )
        return None

    # ---- the cases ---------------------------------------------------------------------------

    def _fixed(self) -> Failure | None:
        """All fixed cases; of those at fault the smallest."""
        failures = []
        for case in self.sheet.fixed if self.sheet else self.exercise.fixed_cases():
            observed = self._call(case.arguments)
            self.steps += observed.steps
            failure = self._fault(case, observed)
            if failure is None:
                continue
            if self.sheet and self.quick:
                self.sheet.first(case)
            failures.append(failure)
            if self.quick or observed.status in ("todo", "timeout", "steps"):
                break
        return min(failures, key=lambda failure: size(failure.case.arguments), default=None)

    def _generated(self) -> Failure | None:
        """Generated cases, shrunk by asking the answer again."""
        if self.exercise.generated is None:
            return None
        if self.sheet and self.sheet.generated is not None:
            before = self.tried, self.seconds
            failures = (self._fault(c, self._call(c.arguments)) for c in self.sheet.generated)
            failure = next(filter(None, failures), None)
            if failure is None or self.quick:
                return failure
            # It is to be shrunk: all over again, as without the sheet.
            self.box.close()
            self.tried, self.seconds = before
        from daybyday.checking.generate import smallest_failure

        cases: list[Case] = []

        def attempt(arguments: tuple) -> Failure | None:
            cases.append(Case(*arguments))
            return find_fault(self.exercise, cases[-1], self._call(arguments))

        failure = smallest_failure(
            self.exercise,
            attempt,
            calls=0 if self.quick else _SHRINKING_CALLS,
            deaths=_SHRINKING_DEATHS,
        )
        if self.sheet and self.sheet.generated is None and failure is None:
            self.sheet.seal(cases)
        return failure

    def _within_budget(self) -> Failure | None:
        """Counted steps at each size of the budget."""
        budget = self.exercise.budget
        if budget is None:
            return None
        for n in budget.sizes:
            case = self.sheet.budget(n) if self.sheet else budget.case(n)
            most = budget.most(n)
            # Ten times the budget is enough to say how far beyond it is.
            observed = self._call(case.arguments, counted=True, steps=10 * most)
            self.steps = observed.steps
            if observed.status == "steps" or (
                observed.status == "returned" and observed.steps > most
            ):
                return too_many(case, observed, budget, n)
            if observed.status != "returned" or case.stated:
                failure = self._fault(case, observed)
                if failure:
                    return failure
        return None

    # ---- what to say ---------------------------------------------------------------------------

    def _alone(self, failure: Failure) -> Failure:
        """A call that fails only after others says so: something is kept between calls."""
        if failure.verdict not in ("wrong", "crashed", "changed its input") or self.tried < 2:
            return failure
        if not self.box.guards or (not failure.case.arguments and self.exercise.parameters):
            return failure
        self.box.close()
        again = self._fault(failure.case, self._call(failure.case.arguments))
        if again is None:
            failure.certain = True
            failure.message = (
                "On its own this call is right; it fails only after earlier calls. Something is "
                "kept between calls: a default value that is changed, or a module-level name."
            )
            return failure
        return failure

    def _recognised(self, failure: Failure) -> Misconception | None:
        if self.quick or failure.certain or failure.verdict == "not started":
            return None
        if not self.exercise.misconceptions:
            return None
        from daybyday.checking.recognise import recognise

        known = [misconception.answer for misconception in self.exercise.misconceptions]
        box = self._open(self.answer, *known)
        try:
            return recognise(self.exercise, failure, box)
        finally:
            box.close()

    def _failed(self, failure: Failure) -> Report:
        known = self._recognised(failure)
        observed = failure.observed
        arguments = failure.case.arguments[: failure.cut]
        call = show.call(self.exercise, arguments) if failure.verdict != "not started" else ""
        if observed.flood:
            self.notes.append(
                f"It printed {len(observed.printed) + observed.flood:,} characters; "
                "only the first are shown."
            )
        self.notes += failure.notes
        if failure.verdict != "not started" and failure.observed.steps:
            self.steps = failure.observed.steps
        return self._finished(
            failure.verdict,
            call=call,
            expected=failure.expected,
            got=failure.got,
            message=known.says if known else failure.message or self._anything(),
            printed=observed.printed,
            misconception=known.name if known else "",
        )

    def _anything(self) -> str:
        """The sentence where there is nothing better to say."""
        return f"Follow this call by hand, line by line; `hint({self.exercise.id!r})` leads on."

    def _finished(self, verdict: str, **parts: Any) -> Report:
        return Report(
            id=self.exercise.id,
            title=self.exercise.title,
            verdict=verdict,
            seconds=round(self.seconds, 4),
            steps=self.steps if verdict != "not started" else 0,
            notes=self.notes if verdict != "not started" else [],
            tried=self.tried,
            fingerprint=self.exercise.fingerprint(),
            **parts,
        )

    def _praise(self) -> str:
        text = f"{self.tried} calls, all as expected."
        budget = self.exercise.budget
        if budget:
            n = budget.sizes[-1]
            text += (
                f" {self.steps:,} counted steps for n = {n:,}, at most {budget.most(n):,} allowed."
            )
        return text


def size(arguments: Any) -> tuple[int, int]:
    """How large arguments are: the number of parts, then the length of their text."""

    def parts(value: Any) -> Iterator[int]:
        yield 1
        if isinstance(value, (list, tuple, set, frozenset)):
            for item in value:
                yield from parts(item)
        elif isinstance(value, dict):
            for item in value.items():
                yield from parts(item)
        elif isinstance(value, str):
            yield len(value)
        elif hasattr(value, "values") and isinstance(value.values, tuple):
            yield len(value.values)
        elif hasattr(value, "size") and isinstance(value.size, int):
            yield value.size

    return sum(parts(arguments)), len(repr(arguments))
