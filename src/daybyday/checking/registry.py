"""Find an exercise by its id; only the checks module of its lesson is imported."""

import difflib
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path

from daybyday.checking.exercise import Exercise
from daybyday.errors import CourseError

_CHECKS = Path(__file__).parent.parent / "checks"


@cache
def modules() -> dict[str, str]:
    """Lesson slug -> name of its checks module, from the files that exist."""
    found = {}
    for path in sorted(_CHECKS.glob("day[0-9]*/*_*.py")):
        if path.stem.startswith("_"):
            continue
        slug = path.stem.partition("_")[2].replace("_", "-")
        found[slug] = f"daybyday.checks.{path.parent.name}.{path.stem}"
    return found


@cache
def of_lesson(slug: str) -> tuple[Exercise, ...]:
    """The exercises of a lesson.

    Raises:
        CourseError: for a lesson without a checks module, a module that cannot be imported, or
            one without EXERCISES.
    """
    if slug not in modules():
        raise CourseError(_unknown(slug, list(modules()), "lesson with exercises"), 2)
    try:
        module = import_module(modules()[slug])
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise CourseError(f"{modules()[slug]} cannot be imported ({problem}).") from error
    try:
        exercises = module.EXERCISES
    except AttributeError:
        raise CourseError(
            f"{module.__file__}: there is no EXERCISES; write `EXERCISES = [Exercise(…)]`."
        ) from None
    return tuple(replace(exercise, lesson=slug) for exercise in exercises)


def find(identity: str) -> Exercise:
    """The exercise with this id, or with this earlier id.

    Raises:
        CourseError: for an unknown id; the message suggests the nearest.
    """
    lesson, _, slug = identity.partition("/")
    if lesson in modules():
        for exercise in of_lesson(lesson):
            if exercise.slug == slug:
                return exercise
    for exercise in everything():
        if identity in exercise.formerly:
            return exercise
    raise CourseError(_unknown(identity, [e.id for e in everything()], "exercise"), 2)


def everything() -> list[Exercise]:
    """All exercises of the course, in the order of the days."""
    return [exercise for slug in modules() for exercise in of_lesson(slug)]


def _unknown(name: str, known: list[str], what: str) -> str:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    if not near and "/" in name:
        near = difflib.get_close_matches(
            name.split("/")[-1], [k.split("/")[-1] for k in known], n=1, cutoff=0.6
        )
        near = [k for k in known if near and k.endswith("/" + near[0])]
    hint = f" Did you mean {near[0]!r}?" if near else ""
    return f"There is no {what} {name!r}.{hint}"
