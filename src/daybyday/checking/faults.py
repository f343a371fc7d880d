"""What is wrong with one observed call, in the words of a report."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from daybyday.checking import encoding, show
from daybyday.checking.compare import Opaque, same
from daybyday.checking.exercise import Budget, Case, Exercise
from daybyday.checking.perform import drive
from daybyday.checking.sandbox import Observed


@dataclass
class Failure:
    """A call at fault.

    Attributes:
        verdict: the verdict.
        case: the call.
        observed: what it did.
        expected: what is shown as expected.
        got: what is shown as got.
        message: the sentence that helps.
        notes: further sentences.
        from_budget: whether it is about counted steps at a size.
        cut: for a class, how many of the calls are shown.
        certain: whether the message says it all, so that no misconception is looked for.
    """

    verdict: str
    case: Case
    observed: Observed
    expected: str = ""
    got: str = ""
    message: str = ""
    notes: list[str] = field(default_factory=list)
    from_budget: bool = False
    cut: int | None = None
    certain: bool = False


def find_fault(
    exercise: Exercise,
    case: Case,
    observed: Observed,
    answers: Callable[[Exercise, Case], Any] | None = None,
) -> Failure | None:
    """What is wrong with one call, if anything; `answers` gives what is expected of it."""
    needed = exercise.compare.needs_expected
    expected = (answers or expected_of)(exercise, case) if needed else None
    shown = shown_result(exercise, expected, case) if needed else exercise.compare.asks
    if observed.status != "returned":
        return _ended(exercise, case, observed, shown)
    if exercise.new_nodes and observed.shared:
        return _shares(case, observed, shown)
    got = observed.result
    if exercise.answer != "result":
        position = exercise.parameters.index(exercise.answer)
        got = observed.changed.get(position, case.arguments[position])
    index, sentence = _compared(exercise, case, got, expected)
    changed = _unasked_changes(exercise, case, observed)
    if sentence is not None:
        failure = partial(Failure, "wrong", case, observed)
        if index is not None:
            got, expected = got[index], expected[index]
            shown = shown_result(exercise, expected, case)
            failure = partial(failure, cut=index + 1)
        if changed and exercise.kind == "function":
            name = exercise.parameters[changed[0]]
            failure = partial(failure, notes=[f"It also changes its argument `{name}`."])
        printed = got is None and observed.printed.strip() and exercise.answer == "result"
        if printed:
            sentence = "It prints the answer; a check reads what is returned: use `return`."
        if got is None and not printed and _nothing_is_an_answer(exercise, case, index):
            sentence, needed = "Here there is an answer other than None.", False
        # A result of the wrong form is explained as such, whatever the case was chosen for.
        form = needed and expected is not None
        form = form and (isinstance(got, Opaque) or type(got) is not type(expected))
        where = "from the last call: " if index is not None else ""
        return failure(
            expected=where + shown,
            got=where + shown_result(exercise, got, case),
            message=sentence if form and sentence else case.why or sentence,
        )
    if changed:
        return _changed(exercise, case, observed, changed[0])
    if any(note.startswith("It leaves") for note in observed.notes):
        return Failure(
            "wrong",
            case,
            observed,
            expected="nothing left running",
            got=shown_result(exercise, got, case),
            message="End or join what you start.",
            certain=True,
        )
    return None


def too_many(case: Case, observed: Observed, budget: Budget, n: int) -> Failure:
    """More counted steps than the budget allows at a size."""
    more = "more than " if observed.status == "steps" else ""
    return Failure(
        "too many steps",
        case,
        observed,
        expected=f"at most {budget.most(n):,} counted steps ({budget.formula}, n = {n:,})",
        got=f"{more}{observed.steps:,} counted steps",
        message=budget.says,
        from_budget=True,
    )


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


def shown_result(exercise: Exercise, value: Any, case: Case) -> str:
    """A result as the reader sees it, with its unit or figure where there is one."""
    shows = exercise.compare.shows
    if shows and not isinstance(value, Opaque):
        return shows(value, case.arguments)
    return show.value(value)


def _nothing_is_an_answer(exercise: Exercise, case: Case, index: int | None) -> bool:
    """Whether None may be right elsewhere, so that it is no sign of a missing `return`."""
    if index is None:
        return any(fixed.stated and fixed.gives is None for fixed in exercise.fixed_cases())
    name = case.arguments[index][0]
    return any(
        call[0] == name and given is None
        for call, given in zip(case.arguments, expected_of(exercise, case), strict=False)
    )


def _compared(
    exercise: Exercise, case: Case, got: Any, expected: Any
) -> tuple[int | None, str | None]:
    """The index of the call at fault (for a class) and the sentence; (None, None) for right."""
    compare = exercise.compare
    listed = isinstance(got, list) and isinstance(expected, list)
    if exercise.kind == "class" and listed and len(got) == len(expected):
        for index, (came, wanted) in enumerate(zip(got, expected, strict=True)):
            sentence = compare.fault(came, wanted, case.arguments)
            if sentence is not None:
                return index, sentence
        return None, None
    return None, compare.fault(got, expected, case.arguments)


def _unasked_changes(exercise: Exercise, case: Case, observed: Observed) -> list[int]:
    """Positions of arguments that were changed without being asked for."""
    return [
        position
        for position, after in observed.changed.items()
        if exercise.kind == "class" or exercise.parameters[position] not in exercise.changes
        if not same(after, _normal(case.arguments[position]))
    ]


def _changed(exercise: Exercise, case: Case, observed: Observed, position: int) -> Failure:
    before, after = _normal(case.arguments[position]), observed.changed[position]
    if exercise.kind == "class":
        name = f"the arguments of `{before[0]}`"
        before, after = before[1:], after if isinstance(after, Opaque) else after[1:]
    else:
        name = exercise.parameters[position]
    return Failure(
        "changed its input",
        case,
        observed,
        expected=f"{name} left as it was: {show.value(before)}",
        got=f"{name} after the call: {show.value(after)}",
        message="The result is right, but the caller still needs the argument: work on a copy.",
    )


def _shares(case: Case, observed: Observed, shown: str) -> Failure:
    """A result that holds nodes of the argument where a copy was asked for."""
    nodes = "a node" if observed.shared == 1 else f"{observed.shared:,} nodes"
    return Failure(
        "wrong",
        case,
        observed,
        expected=f"{shown}, of new nodes only",
        got=f"a result that holds {nodes} of the argument itself",
        message="Make a new node for each, and let the new ones point to new ones only.",
    )


def _ended(exercise: Exercise, case: Case, observed: Observed, shown: str) -> Failure:
    """A call that did not return."""
    failure = partial(Failure, case=case, observed=observed, expected=shown)
    if exercise.kind == "class" and observed.call is not None:
        failure = partial(failure, expected="", cut=observed.call + 1)
    if observed.status == "todo":
        message = f"Replace `raise Todo` in `{exercise.function}` by your own code."
        return failure("not started", expected="", message=message)
    if observed.status == "raised":
        sentence = show.error_sentence(observed.error)
        certain = show.is_certain(observed.error)
        message = sentence if certain else case.why or sentence
        got = show.error(observed.error)
        return failure("crashed", got=got, message=message, certain=certain)
    if observed.status == "died":
        message = "Only this check's own process was lost; the notebook goes on."
        return failure("crashed", got=observed.death, message=message, certain=True)
    if observed.status == "memory":
        got = f"more than {exercise.memory_mb:,} MB"
        message = "It keeps far more than this input needs: what grows without end?"
        return failure("out of memory", got=got, message=message)
    if observed.status == "steps":
        got = f"no result after {exercise.steps:,} lines"
        message = "A loop seems never to end: which value should change in each round?"
        return failure("too many steps", got=got, message=message)
    got = f"no result after {max(exercise.seconds, observed.seconds):.3g} s"
    message = "Is there a loop that never ends, or work far beyond what this input needs?"
    return failure("timed out", got=got, message=message)


def _normal(value: Any) -> Any:
    """A value in the form in which results arrive."""
    return encoding.decode(encoding.encode(value))
