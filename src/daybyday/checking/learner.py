"""What a learner calls: `check`, `hint` and `solution`."""

import os
import sys
import threading
from collections.abc import Callable
from importlib import import_module
from typing import Any

from daybyday import progress
from daybyday.checking import registry
from daybyday.checking.exercise import Exercise
from daybyday.checking.judge import judge
from daybyday.checking.report import Notice, Report
from daybyday.errors import CourseError

if "ipykernel" in sys.modules:
    # Generated cases need hypothesis, whose import takes half a second. In a notebook it comes in
    # while the learner reads; `check` waits for it before it forks.
    _warming = threading.Thread(target=lambda: import_module("hypothesis"), daemon=True)
    _warming.start()
else:
    _warming = None

# Where no file is kept, hints still follow each other within one session.
_session: dict = progress.empty()


def check(identity: str, answer: Any = None) -> Report:
    """Check an answer to an exercise, show the report and return it.

    Args:
        identity: `lesson-slug/exercise-slug`.
        answer: the function (or class) that the statement asks for.

    Raises:
        CourseError: for an id that no exercise has, or a check that is at fault itself.
    """
    exercise = registry.find(identity)
    if _warming:
        _warming.join()
    try:
        report = judge(exercise, answer)
    except Exception as error:  # of the exercise's own data: an oracle that fails, say
        problem = f"{type(error).__name__}: {error}"
        raise CourseError(
            f"The check of {exercise.id} is at fault itself, not your answer ({problem}). "
            "Please report it to the course."
        ) from error
    if report.verdict != "not started":
        _, notices = _record(
            exercise,
            lambda entry: progress.note_check(entry, report.verdict, report.fingerprint),
        )
        report.notes += notices
    report.show()
    return report


def hint(identity: str) -> Notice:
    """Show the next hint for an exercise; hints are counted.

    Raises:
        CourseError: for an id that no exercise has.
    """
    exercise = registry.find(identity)
    total = len(exercise.hints)
    number, notices = _record(exercise, lambda entry: progress.note_hint(entry, total))
    rest = total - number
    more = (
        f"{rest} more hint{'s' if rest > 1 else ''} to go."
        if rest
        else f"That was the last hint; after an attempt, solution({exercise.id!r}) shows an answer."
    )
    notice = Notice(
        f"Hint {number} of {total} · {exercise.title}",
        exercise.hints[number - 1],
        after=" ".join([more, *notices]),
        record={"id": exercise.id, "hint": number, "of": total},
    )
    notice.show()
    return notice


def solution(identity: str, reveal: bool = False) -> Notice:
    """Show the course's answer to an exercise, after an attempt or where it is asked for.

    Args:
        identity: `lesson-slug/exercise-slug`.
        reveal: show it without an attempt.

    Raises:
        CourseError: for an id that no exercise has, or where the solution is not installed.
    """
    exercise = registry.find(identity)
    entry, notices = _record(exercise, dict, change=False)
    if not (reveal or entry.get("attempts")):
        notice = Notice(
            f"Not yet · {exercise.title}",
            "Try it once with `check` first; a wrong answer is a good start. "
            f"To see the solution now, call solution({exercise.id!r}, reveal=True).",
            after=" ".join(notices),
            record={"id": exercise.id, "solution": False},
        )
    else:
        from daybyday.checking.solutions import answer_of

        code = answer_of(exercise)
        _record(exercise, progress.note_solution)
        notice = Notice(
            f"Solution · {exercise.title}",
            exercise.why,
            code=code,
            after=" ".join(notices),
            record={"id": exercise.id, "solution": True},
        )
    notice.show()
    return notice


def _record(exercise: Exercise, edit: Callable, change: bool = True) -> tuple[Any, list[str]]:
    """Edit (or only read) the exercise's entry; what `edit` gave, and sentences to pass on.

    A check must not fail because its record cannot be written: that becomes a sentence too.
    """
    file = None if _in_solutions() else progress.path()
    names = exercise.id, exercise.formerly
    if file is None:
        return edit(progress.own_entry(_session, *names)), []
    book = progress.Book(file)
    try:
        if change:
            result = book.change(lambda record: edit(progress.own_entry(record, *names)))
        else:
            result = edit(progress.entry_of(book.read(), *names))
        return result, book.notices
    except (CourseError, OSError) as error:
        return edit(progress.own_entry(_session, *names)), [*book.notices, str(error)]


def _in_solutions() -> bool:
    """Whether this kernel belongs to a notebook of `solutions/`: running that is no pass."""
    session = os.environ.get("JPY_SESSION_NAME", "").replace("\\", "/")
    return "solutions" in session.split("/")[:-1]
