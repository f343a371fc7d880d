"""Generated cases by hypothesis: the same each time, kept in memory, shrunk by asking again."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from daybyday.checking.exercise import Exercise
from daybyday.checking.sandbox import DEADLY


class _Enough(BaseException):
    """Ends the search; not an Exception, so that hypothesis does not take it for a failure."""


def strategy(exercise: Exercise) -> Any:
    """The strategy of whole argument tuples."""
    from hypothesis import strategies as st

    made = exercise.generated(st)
    if isinstance(made, dict):
        made = tuple(made[name] for name in exercise.parameters)
    if isinstance(made, (tuple, list)):
        return st.tuples(*made)
    return made.map(tuple)


def probes(exercise: Exercise, number: int) -> list[tuple]:
    """The first generated arguments, the same each time; empty where none are generated."""
    if exercise.generated is None:
        return []
    found: list[tuple] = []
    run(exercise, number, shrink=False, test=found.append)
    return found


def run(exercise: Exercise, number: int, shrink: bool, test: Callable[[tuple], None]) -> None:
    """Call `test` with generated arguments until it raises, then with smaller and smaller ones."""
    from hypothesis import HealthCheck, Phase, given, settings
    from hypothesis.configuration import set_hypothesis_home_dir

    # What it notes of the modules it finds must not appear in the learner's folder.
    set_hypothesis_home_dir(Path(tempfile.gettempdir(), "daybyday-hypothesis"))
    phases = (Phase.generate, Phase.shrink) if shrink else (Phase.generate,)

    @settings(
        max_examples=number,
        derandomize=True,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        print_blob=False,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy(exercise))
    def search(arguments):
        test(arguments)

    search()


def smallest_failure(
    exercise: Exercise, attempt: Callable[[tuple], Any], calls: int, deaths: int
) -> Any:
    """Try generated arguments and give the failure of the smallest that failed, or None.

    Args:
        exercise: with its strategy and number of examples.
        attempt: from arguments to a failure (with `verdict` and `observed`) or None.
        calls: how many calls shrinking may take after the first failure.
        deaths: how many of them may end the child, each of which costs a fork.
    """
    from daybyday.checking.judge import size

    found: list[tuple] = []
    state = {"calls": 0, "deaths": 0}

    def test(arguments: tuple) -> None:
        if found:
            state["calls"] += 1
            if state["calls"] > calls or state["deaths"] > deaths:
                raise _Enough
        failure = attempt(arguments)
        if failure is None:
            return
        # One kind of failure is followed down, or shrinking would slip from one to another.
        if found and failure.verdict != found[0][1].verdict:
            return
        if failure.observed.status in DEADLY:
            state["deaths"] += 1
        found.append((size(arguments), failure))
        if failure.observed.status == "timeout" or not calls:
            raise _Enough
        raise AssertionError(failure.verdict)

    try:
        run(exercise, exercise.examples, shrink=bool(calls), test=test)
    except _Enough:
        pass
    except Exception:
        if not found:
            raise  # a fault of the exercise's own strategy
    # Of equally large ones the last: shrinking goes towards smaller numbers.
    return min(reversed(found), key=lambda item: item[0])[1] if found else None
