"""The gate: every exercise of the course proves its checks (see `daybyday.checking.gate`)."""

from pathlib import Path

import pytest

from daybyday import curriculum
from daybyday.checking import gate, registry

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize("exercise", registry.everything(), ids=lambda exercise: exercise.id)
def test_exercise(exercise):
    *_, day, module = registry.modules()[exercise.lesson].split(".")
    notebook = Path(day, f"{module.replace('_', '-')}.ipynb")
    trial = gate.try_exercise(
        exercise,
        ROOT / "solutions" / notebook,
        ROOT / "exercises" / notebook,
        gate.material_of(exercise, ROOT),
        strict=module.startswith("dsa_"),
    )
    gate.save([trial], ROOT)
    print("\n".join(gate.table_lines([trial.record()])))
    assert not trial.faults, "\n".join([f"{exercise.id}:", *trial.faults])


@pytest.mark.parametrize("lesson", curriculum.load(ROOT).published, ids=lambda lesson: lesson.slug)
def test_a_published_lesson_has_its_exercises(lesson):
    assert lesson.slug in registry.modules(), f"{lesson.checks} is missing"
    exercises = {exercise.slug: exercise for exercise in registry.of_lesson(lesson.slug)}
    assert 2 <= len(exercises) <= 4 + len(lesson.exercises)
    for problem in lesson.exercises:
        assert problem in exercises, f"{lesson.checks}: the map sets {problem!r} for this lesson"
        function = exercises[problem].function
        words = problem.replace("-", "")
        assert function.replace("_", "").lower() == words or exercises[problem].kind == "class"


def test_ids_and_earlier_ids_are_unique():
    names = [
        name for exercise in registry.everything() for name in (exercise.id, *exercise.formerly)
    ]
    assert len(names) == len(set(names))
