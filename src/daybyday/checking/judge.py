"""From an exercise and an answer to a report: fixed cases, generated cases, counted steps."""

import copy
import inspect
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from daybyday.checking import encoding, show
from daybyday.checking.compare import Opaque, same
from daybyday.checking.exercise import Budget, Case, Exercise, Misconception
from daybyday.checking.perform import drive
from daybyday.checking.report import Report
from daybyday.checking.sandbox import Limits, Observed, sandbox

_SHRINKING_CALLS = 400
_SHRINKING_DEATHS = 25
_PARAMETER = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


@dataclass
class Failure:
    """A call at fault: what the report shows of it."""

    verdict: str
    case: Case
    observed: Observed
    expected: str = ""
    got: str = ""
    message: str = ""
    notes: list[str] = field(default_factory=list)
    from_budget: bool = False
    cut: int | None = None  # for a class: how many of the calls are shown


def judge(exercise: Exercise, answer: Any, *, quick: bool = False) -> Report:
    """Judge an answer.

    Args:
        exercise: what is asked.
        answer: the learner's function, class, or bare estimate.
        quick: whether to leave out shrinking and recognition: only the verdict matters.
    """
    return _Judge(exercise, answer, quick).report()


class _Judge:
    """One check, from the first call to the report."""

    def __init__(self, exercise: Exercise, answer: Any, quick: bool):
        self.exercise, self.quick = exercise, quick
        self.answer = answer
        self.notes: list[str] = []
        self.tried = 0
        self.seconds = 0.0
        self.steps = 0
        self.fixed: list[tuple[Case, Observed]] = []
        self.limits = Limits(
            exercise.seconds, exercise.memory_mb, exercise.steps, tuple(exercise.allows)
        )
        self.box: Any = None

    # ---- the way through -------------------------------------------------------------------

    def report(self) -> Report:
        asked = self._refused()
        if asked is not None:
            return asked
        self.box = self._open(self.answer)
        if self.box.note:
            self.notes.append(self.box.note)
        try:
            failure = self._fixed() or self._generated() or self._within_budget()
            if failure is None:
                return self._finished("passed", message=self._praise())
            if not self.quick:
                failure = self._alone(failure)
            return self._failed(failure)
        finally:
            self.box.close()

    def _open(self, answer: Any):
        reason = self.exercise.in_process
        return sandbox(answer, self.exercise.kind, self.limits, in_process=bool(reason))

    def _call(self, arguments: tuple, **more: Any) -> Observed:
        observed = self.box.call(arguments, **more)
        self.tried += 1
        self.seconds += observed.seconds
        for note in observed.notes:
            if note not in self.notes:
                self.notes.append(note)
        return observed

    # ---- before any call --------------------------------------------------------------------

    def _refused(self) -> Report | None:
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
        for case in self.exercise.fixed_cases():
            observed = self._call(case.arguments)
            self.steps += observed.steps
            self.fixed.append((case, observed))
            failure = self._fault(case, observed)
            if failure is None:
                continue
            failures.append(failure)
            if self.quick or observed.status in ("todo", "timeout", "steps"):
                break
        return min(failures, key=lambda failure: size(failure.case.arguments), default=None)

    def _generated(self) -> Failure | None:
        """Generated cases, shrunk by asking the answer again."""
        if self.exercise.generated is None:
            return None
        from daybyday.checking.generate import smallest_failure

        def attempt(arguments: tuple) -> Failure | None:
            case = Case(*arguments)
            return self._fault(case, self._call(arguments))

        return smallest_failure(
            self.exercise,
            attempt,
            calls=0 if self.quick else _SHRINKING_CALLS,
            deaths=_SHRINKING_DEATHS,
        )

    def _within_budget(self) -> Failure | None:
        """Counted steps at each size of the budget."""
        budget = self.exercise.budget
        if budget is None:
            return None
        for n in budget.sizes:
            case, most = budget.case(n), budget.most(n)
            # Ten times the budget is enough to say how far beyond it is.
            observed = self._call(case.arguments, counted=True, steps=10 * most)
            self.steps = observed.steps
            if observed.status == "steps" or (
                observed.status == "returned" and observed.steps > most
            ):
                return self._too_many(case, observed, budget, n)
            if observed.status != "returned" or case.stated:
                failure = self._fault(case, observed)
                if failure:
                    return failure
        return None

    def _too_many(self, case: Case, observed: Observed, budget: Budget, n: int) -> Failure:
        got = f"{observed.steps:,} counted steps"
        if observed.status == "steps":
            got = f"more than {observed.steps:,} counted steps"
        return Failure(
            "too many steps",
            case,
            observed,
            expected=f"at most {budget.most(n):,} counted steps ({budget.formula}, n = {n:,})",
            got=got,
            message=budget.says,
            from_budget=True,
        )

    def _fault(self, case: Case, observed: Observed) -> Failure | None:
        """What is wrong with one call, if anything."""
        exercise = self.exercise
        needed = exercise.compare.needs_expected
        expected = expected_of(exercise, case) if needed else None
        shown = self._shown_result(expected, case) if needed else exercise.compare.asks
        if observed.status != "returned":
            return self._ended(case, observed, shown)
        got = observed.result
        if exercise.answer != "result":
            position = exercise.parameters.index(exercise.answer)
            got = observed.changed.get(position, case.arguments[position])
        sentence = exercise.compare.fault(got, expected, case.arguments)
        changed = [
            position
            for position, after in observed.changed.items()
            if exercise.kind == "class" or exercise.parameters[position] not in exercise.changes
            if not same(after, _normal(case.arguments[position]))
        ]
        if sentence is not None:
            return self._wrong(case, observed, got, expected, shown, sentence, changed)
        if changed:
            return self._changed(case, observed, changed[0])
        left = [note for note in observed.notes if note.startswith("It leaves")]
        if left:
            return Failure(
                "wrong",
                case,
                observed,
                expected="nothing left running",
                got=self._shown_result(got, case),
                message="End or join what you start.",
            )
        return None

    def _wrong(self, case, observed, got, expected, shown, sentence, changed) -> Failure:
        if got is None and observed.printed.strip() and self.exercise.answer == "result":
            sentence = "It prints the answer; a check reads what is returned: use `return`."
        notes = []
        if changed and self.exercise.kind == "function":
            notes.append(f"It also changes its argument `{self.exercise.parameters[changed[0]]}`.")
        where, cut = "", None
        if self.exercise.kind == "class" and isinstance(got, list) and isinstance(expected, list):
            for index, (came, wanted) in enumerate(zip(got, expected, strict=False)):
                if not same(came, wanted):
                    cut = index + 1
                    shown, got = show.value(wanted), came
                    where = "from the last call: "
                    sentence = ""
                    if isinstance(came, Opaque) or type(came) is not type(wanted):
                        from daybyday.checking.compare import explain

                        sentence = explain(came, wanted)
                    break
        return Failure(
            "wrong",
            case,
            observed,
            expected=where + shown,
            got=where + self._shown_result(got, case),
            message=case.why or sentence,
            notes=notes,
            cut=cut,
        )

    def _changed(self, case: Case, observed: Observed, position: int) -> Failure:
        after = observed.changed[position]
        if self.exercise.kind == "class":
            name, before = "an argument", case.arguments[position]
        else:
            name, before = self.exercise.parameters[position], case.arguments[position]
        return Failure(
            "changed its input",
            case,
            observed,
            expected=f"{name} left as it was: {show.value(_normal(before))}",
            got=f"{name} after the call: {show.value(after)}",
            message="The result is right, but the caller still needs the argument: work on a copy.",
        )

    def _ended(self, case: Case, observed: Observed, shown: str) -> Failure:
        """A call that did not return."""
        exercise, status = self.exercise, observed.status
        failure = partial(Failure, case=case, observed=observed, expected=shown)
        if exercise.kind == "class" and observed.call is not None:
            failure = partial(failure, expected="", cut=observed.call + 1)
        if status == "todo":
            message = f"Replace `raise Todo` in `{exercise.function}` by your own code."
            return Failure("not started", Case(), observed, message=message)
        if status == "raised":
            got = show.error(observed.error)
            message = case.why or show.error_sentence(observed.error)
            if observed.error.get("type") == "NotAllowed":
                message = "It tries to start a process or to signal one: a check does not let it."
            return failure("crashed", got=got, message=message)
        if status == "died":
            message = "Only this check's own process was lost; the notebook goes on."
            return failure("crashed", got=observed.death, message=message)
        if status == "memory":
            got = f"more than {exercise.memory_mb:,} MB"
            message = "It keeps far more than this input needs: what grows without end?"
            return failure("out of memory", got=got, message=message)
        if status == "steps":
            got = f"no result after {exercise.steps:,} lines"
            message = "A loop seems never to end: which value should change in each round?"
            return failure("too many steps", got=got, message=message)
        got = f"no result after {exercise.seconds:g} seconds"
        message = "Is there a loop that never ends, or work far beyond what this input needs?"
        return failure("timed out", got=got, message=message)

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
            failure.message = (
                "On its own this call is right; it fails only after earlier calls. Something is "
                "kept between calls: a default value that is changed, or a module-level name."
            )
            return failure
        return failure

    def _recognised(self, failure: Failure) -> Misconception | None:
        if self.quick or not self.exercise.misconceptions or failure.verdict == "not started":
            return None
        from daybyday.checking.recognise import recognise

        return recognise(self.exercise, self.fixed, failure, self._fault, self._open)

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
            message=known.says if known else failure.message,
            printed=observed.printed,
            misconception=known.name if known else "",
        )

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

    def _shown_result(self, value: Any, case: Case) -> str:
        shows = self.exercise.compare.shows
        if shows and not isinstance(value, Opaque):
            return shows(value, case.arguments)
        return show.value(value)


def expected_of(exercise: Exercise, case: Case) -> Any:
    """What the author states, or what the oracle answers, in the form of a result.

    Raises:
        ValueError: where there is neither.
    """
    if case.stated:
        value = case.gives
    elif exercise.oracle is None:
        raise ValueError(f"{exercise.id}: a case states no answer and there is no oracle")
    else:
        arguments = copy.deepcopy(case.arguments)
        driven = exercise.kind == "class" and isinstance(exercise.oracle, type)
        value = drive(exercise.oracle, arguments) if driven else exercise.oracle(*arguments)
    return _normal(value)


def _normal(value: Any) -> Any:
    return encoding.decode(encoding.encode(value))


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
