"""Generated cases by hypothesis: the same each time, kept in memory, shrunk by asking again."""

from collections.abc import Callable
from typing import Any

from daybyday.checking.exercise import Exercise

_DEADLY = {"timeout", "memory", "steps", "died"}


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
    from hypothesis import HealthCheck, Phase, given, settings

    found: list[tuple] = []
    state = {"calls": 0, "deaths": 0}

    @settings(
        max_examples=exercise.examples,
        derandomize=True,
        database=None,
        deadline=None,
        report_multiple_bugs=False,
        print_blob=False,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy(exercise))
    def search(arguments):
        from daybyday.checking.judge import size

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
        if failure.observed.status in _DEADLY:
            state["deaths"] += 1
        found.append((size(arguments), failure))
        if failure.observed.status == "timeout" or not calls:
            raise _Enough
        raise AssertionError(failure.verdict)

    try:
        search()
    except _Enough:
        pass
    except Exception:
        if not found:
            raise  # a fault of the exercise's own strategy
    # Of equally large ones the last: shrinking goes towards smaller numbers.
    return min(reversed(found), key=lambda item: item[0])[1] if found else None
