"""The gate: every exercise of the course proves its checks (see `daybyday.checking.gate`)."""

from pathlib import Path

import pytest

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
