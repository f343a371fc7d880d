"""What a learner calls: `check`, `hint` and `solution`."""

from typing import Any

from daybyday.checking import registry
from daybyday.checking.judge import judge
from daybyday.checking.report import Report


def check(identity: str, answer: Any = None) -> Report:
    """Check an answer to an exercise, show the report and return it.

    Args:
        identity: `lesson-slug/exercise-slug`.
        answer: the function (or class) that the statement asks for.

    Raises:
        CourseError: for an id that no exercise has.
    """
    exercise = registry.find(identity)
    report = judge(exercise, answer)
    report.show()
    return report
