"""The proof of the checks: what every exercise must accept and reject, tried for real.

For each exercise: the reference passes with room in its budget, the untouched stub is *not
started*, the right answers written another way pass, every wrong answer gets its verdict and its
words, and every mutant of the reference is rejected or listed as equivalent with a reason.
`tests/test_exercises.py` asserts it, `_build/checks.json` holds the table.
"""

import ast
import contextlib
import importlib.util
import io
import json
import linecache
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from daybyday import progress
from daybyday.checking import registry, solutions
from daybyday.checking.exercise import VERDICTS, Case, Exercise, Wrong
from daybyday.checking.faults import expected_of
from daybyday.checking.judge import judge, rejected
from daybyday.checking.mutants import Mutant, mutants_of
from daybyday.checking.sandbox import Limits, sandbox
from daybyday.checking.sheet import Sheet
from daybyday.errors import CourseError

WRONG_AT_LEAST = 3
# Room for other Python versions' counts: the reference takes at most this share of its budget.
BUDGET_SHARE = 0.8


@dataclass
class Trial:
    """What was tried with one exercise.

    Attributes:
        id: of the exercise.
        faults: what is wrong, each a sentence with its remedy; empty when all is well.
        seconds: what the reference's check took, import of its modules not included.
        calls: calls that the reference's check made.
        steps: counted steps of the reference at the budget's largest size.
        allowed: steps allowed there, 0 without a budget.
        wrong: names of the wrong answers tried.
        right: how many other right answers were tried.
        mutants: how many mutants were tried.
        equivalent: mutants allowed to survive, with the reason.
        survivors: mutants that survived and are not listed.
    """

    id: str
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0
    calls: int = 0
    steps: int = 0
    allowed: int = 0
    wrong: list[str] = field(default_factory=list)
    right: int = 0
    mutants: int = 0
    equivalent: dict[str, str] = field(default_factory=dict)
    survivors: list[str] = field(default_factory=list)

    @property
    def killed(self) -> int:
        """Mutants that were rejected."""
        return self.mutants - len(self.equivalent) - len(self.survivors)

    def record(self) -> dict:
        """The trial as JSON-able data."""
        names = self.__dataclass_fields__
        return {**{name: getattr(self, name) for name in names}, "killed": self.killed}


@dataclass
class Material:
    """What the tests hold for one exercise."""

    wrong: list[Wrong] = field(default_factory=list)
    right: list[Callable] = field(default_factory=list)
    equivalent: dict[str, str] = field(default_factory=dict)


def material_of(exercise: Exercise, root: Path) -> Material:
    """Wrong and right answers and allowed mutants from `tests/wrong_answers`.

    Raises:
        CourseError: for a missing module, or entries of an exercise that does not exist.
    """
    *_, day, module = registry.modules()[exercise.lesson].split(".")
    file = root / "tests" / "wrong_answers" / day / f"{module}.py"
    if not file.is_file():
        raise CourseError(f"{file}: it is missing; WRONG, RIGHT and EQUIVALENT are to be there.")
    spec = importlib.util.spec_from_file_location(f"wrong_answers_{day}_{module}", file)
    loaded = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(loaded)
    slugs = {known.slug for known in registry.of_lesson(exercise.lesson)}
    tables = {name: getattr(loaded, name, {}) for name in ("WRONG", "RIGHT", "EQUIVALENT")}
    for name, table in tables.items():
        if unknown := set(table) - slugs:
            raise CourseError(f"{file}: {name} names {sorted(unknown)}, no exercise of the lesson.")
    return Material(
        list(tables["WRONG"].get(exercise.slug, ())),
        list(tables["RIGHT"].get(exercise.slug, ())),
        dict(tables["EQUIVALENT"].get(exercise.slug, {})),
    )


class Bench:
    """The code cells of a notebook, run once, and answers made from variants of one cell."""

    def __init__(self, file: Path, function: str):
        """Run the cells above the one that defines a function.

        Raises:
            CourseError: where no cell defines it, or a cell above it fails.
        """
        self.file, self.function = file, function
        self.cells = solutions.code_cells(file)
        self.place = next(
            (n for n, text in enumerate(self.cells) if solutions.definition(text, function)), -1
        )
        if self.place < 0:
            raise CourseError(f"{file}: no cell defines `{function}`.")
        self.names: dict[str, Any] = {"__name__": "__main__"}
        for number, text in enumerate(self.cells[: self.place]):
            self._run(_without_checks(text), f"<{file.name} cell {number}>", self.names)

    def checks(self, identity: str) -> bool:
        """Whether a cell checks the function under this id."""
        return any(
            _is_call(node, "check")
            and [ast.unparse(argument) for argument in node.args] == [repr(identity), self.function]
            for text in self.cells
            for node in ast.walk(ast.parse(text))
        )

    @property
    def code(self) -> str:
        """The text of the defining cell."""
        return self.cells[self.place]

    def answer(self, code: str | None = None) -> Any:
        """The function that the cell defines, or a variant of the cell.

        Raises:
            CourseError: where the cell fails.
        """
        names = dict(self.names)
        self._run(code or self.code, f"<{self.file.name} {self.function} {hash(code)}>", names)
        return names[self.function]

    def _run(self, text: str, name: str, names: dict) -> None:
        linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)
        try:
            with (
                contextlib.chdir(self.file.parent),
                contextlib.redirect_stdout(io.StringIO()),
                contextlib.redirect_stderr(io.StringIO()),
            ):
                exec(compile(text, name, "exec"), names)
        except Exception as error:
            problem = f"{type(error).__name__}: {error}"
            raise CourseError(f"{self.file}: {name} fails ({problem}).") from error


def _without_checks(text: str) -> str:
    """A cell without its calls of check, hint and solution."""
    tree = ast.parse(text)
    tree.body = [
        node
        for node in tree.body
        if not (isinstance(node, ast.Expr) and _is_call(node.value, "check", "hint", "solution"))
    ]
    return ast.unparse(tree)


def _is_call(node: ast.AST, *names: str) -> bool:
    return isinstance(node, ast.Call) and getattr(node.func, "id", "") in names


def marked_lines(code: str) -> list[tuple[int, int]]:
    """First and last line of each marked block of a cell, from 1."""
    lines = [line.strip() for line in code.splitlines()]
    begins = [n for n, line in enumerate(lines, 1) if line == solutions.BEGIN]
    ends = [n for n, line in enumerate(lines, 1) if line == solutions.END]
    return list(zip(begins, ends, strict=False))


def reference_mutants(code: str) -> list[Mutant]:
    """The mutants of what stands between the markers of a cell."""
    return [
        mutant for first, last in marked_lines(code) for mutant in mutants_of(code, first, last)
    ]


def try_exercise(
    exercise: Exercise, solution: Path, stub: Path, material: Material, strict: bool = False
) -> Trial:
    """Try everything with one exercise.

    Args:
        exercise: what is asked.
        solution: the solution notebook.
        stub: the derived exercise notebook.
        material: what the tests hold for it.
        strict: whether an oracle and generated cases are required.
    """
    trial = Trial(exercise.id)
    try:
        bench = Bench(solution, exercise.function)
        untouched = Bench(stub, exercise.function)
        for one in (bench, untouched):
            if not one.checks(exercise.id):
                call = f"check({exercise.id!r}, {exercise.function})".replace("'", '"')
                trial.faults.append(f"{one.file}: no cell has `{call}`.")
        untouched = untouched.answer()
        _data(exercise, trial, strict)
        sheet = Sheet(exercise)
        _reference(exercise, bench, sheet, trial)
        _stub(exercise, untouched, trial)
        _right(exercise, material, sheet, trial)
        _wrong(exercise, material, sheet, trial)
        if not trial.faults:
            _mutants(exercise, bench, material, sheet, trial)
    except CourseError as error:
        trial.faults.append(str(error))
    return trial


def _data(exercise: Exercise, trial: Trial, strict: bool) -> None:
    """What the exercise's own data must hold."""
    say = trial.faults.append
    if not 2 <= len(exercise.hints) <= 3:
        say(f"it has {len(exercise.hints)} hints: write two or three.")
    if not exercise.why.strip():
        say("it has no `why`: write the sentence that goes with the solution.")
    if strict and (exercise.generated is None or exercise.oracle is None):
        say("it has no generated cases or no oracle: write both.")
    cases = exercise.fixed_cases()
    if not cases:
        say("it has no fixed cases.")
    for case in cases:
        if case.stated and exercise.oracle is not None and exercise.compare.needs_expected:
            stated = expected_of(exercise, case)
            answered = expected_of(exercise, Case(*case.arguments))
            if exercise.compare.fault(answered, stated, case.arguments) is not None:
                say(f"{case}: the oracle answers {answered!r}: mend the case or the oracle.")


def _reference(exercise: Exercise, bench: Bench, sheet: Sheet, trial: Trial) -> None:
    answer = bench.answer()
    start = time.perf_counter()
    report = judge(exercise, answer, sheet=sheet)
    trial.seconds = round(time.perf_counter() - start, 4)
    trial.calls, trial.steps = report.tried, report.steps
    if not report.passed:
        trial.faults.append(f"the reference does not pass:\n{report}")
    elif exercise.budget:
        trial.allowed = exercise.budget.most(exercise.budget.sizes[-1])
        if report.steps > BUDGET_SHARE * trial.allowed:
            trial.faults.append(
                f"the reference takes {report.steps:,} of {trial.allowed:,} allowed steps: "
                f"leave room, raise `per` (now {exercise.budget.per:g})."
            )


def _stub(exercise: Exercise, untouched: Any, trial: Trial) -> None:
    report = judge(exercise, untouched)
    if report.verdict != "not started":
        trial.faults.append(f"the untouched exercise is {report.verdict!r}:\n{report}")


def _right(exercise: Exercise, material: Material, sheet: Sheet, trial: Trial) -> None:
    trial.right = len(material.right)
    if not material.right:
        trial.faults.append("there is no other right answer: write one into RIGHT.")
    for answer in material.right:
        if judge(exercise, answer, quick=True, sheet=sheet).passed:
            continue
        report = judge(exercise, answer)
        if not report.passed:
            trial.faults.append(f"the right answer `{answer.__name__}` does not pass:\n{report}")


def _wrong(exercise: Exercise, material: Material, sheet: Sheet, trial: Trial) -> None:
    known = [Wrong(m.name, m.answer, m.verdict, m.says) for m in exercise.misconceptions]
    answers = known + material.wrong
    trial.wrong = [wrong.name for wrong in answers]
    if len(answers) < WRONG_AT_LEAST:
        trial.faults.append(
            f"it has {len(answers)} wrong answers: write {WRONG_AT_LEAST} or more, as "
            "misconceptions or into WRONG."
        )
    if len(set(trial.wrong)) < len(trial.wrong):
        trial.faults.append(f"wrong answers share a name: {sorted(trial.wrong)}.")
    for wrong in answers:
        if wrong.verdict not in VERDICTS:
            trial.faults.append(f"`{wrong.name}` expects {wrong.verdict!r}, which is no verdict.")
            continue
        report = judge(exercise, wrong.answer, sheet=sheet)
        if report.verdict != wrong.verdict:
            trial.faults.append(
                f"the wrong answer `{wrong.name}` should be {wrong.verdict!r}, but is "
                f"{report.verdict!r}:\n{report}"
            )
        elif wrong.words not in str(report):
            trial.faults.append(
                f"the wrong answer `{wrong.name}` is not told {wrong.words!r}:\n{report}"
            )


def _mutants(
    exercise: Exercise, bench: Bench, material: Material, sheet: Sheet, trial: Trial
) -> None:
    """Reject every mutant, or find it listed."""
    # A mutant that loops for ever should cost little: far more lines than the reference takes.
    hasty = replace(exercise, steps=min(exercise.steps, 50_000), seconds=min(exercise.seconds, 2))
    mutants = reference_mutants(bench.code)
    trial.mutants = len(mutants)
    listed = dict(material.equivalent)
    for mutant in _surviving(hasty, bench, mutants, sheet):
        if mutant.name in listed:
            trial.equivalent[mutant.name] = listed.pop(mutant.name)
        elif exercise.compare.tolerates:
            trial.equivalent[mutant.name] = exercise.compare.tolerates
        else:
            trial.survivors.append(mutant.name)
    if not sheet.unchanged():
        trial.faults.append(
            "judging changes the cases: let `compare` leave the arguments that it gets as they are."
        )
    if not mutants:
        trial.faults.append("the reference has no mutants: are its markers in place?")
    if trial.survivors:
        entries = "\n".join(f'    "{name}": "why no input can tell",' for name in trial.survivors)
        trial.faults.append(
            "these mutants of the reference pass; add the case that tells them apart, or list "
            f"them in EQUIVALENT with the reason:\n{entries}"
        )
    if listed:
        trial.faults.append(f"EQUIVALENT lists what is no survivor: {sorted(listed)}; delete it.")
    for name, reason in trial.equivalent.items():
        if len(reason.split()) < 3:
            trial.faults.append(f"EQUIVALENT gives no reason for {name}.")


def _surviving(
    exercise: Exercise, bench: Bench, mutants: list[Mutant], sheet: Sheet
) -> list[Mutant]:
    """The mutants that the check does not reject; they share one child, until one ends it."""
    defined, answers = [], []
    for mutant in mutants:
        with contextlib.suppress(CourseError, KeyError):  # one cannot even be defined
            answers.append(bench.answer(mutant.code))
            defined.append(mutant)
    answers.append(bench.answer())
    limits = Limits(exercise.seconds, exercise.memory_mb, exercise.steps, exercise.allows)
    box = sandbox(answers, exercise.kind, limits, exercise.in_process)
    try:
        return [
            mutant
            for place, mutant in enumerate(defined)
            if not rejected(exercise, answers, place, sheet, box)
        ]
    finally:
        box.close()


def save(trials: list[Trial], root: Path) -> Path:
    """Enter trials into the table `_build/checks.json`, keyed by id; safe with several writers."""
    file = root / "_build" / "checks.json"
    file.parent.mkdir(exist_ok=True)
    with progress.locked(file):
        try:
            table = {row["id"]: row for row in json.loads(file.read_text(encoding="utf-8"))}
        except (OSError, ValueError, TypeError, KeyError):
            table = {}
        table |= {trial.id: trial.record() for trial in trials}
        known = {exercise.id for exercise in registry.everything()}
        rows = [row for name, row in table.items() if name in known]
        progress.write(file, rows)
    return file


def table_lines(rows: list[dict]) -> list[str]:
    """The table of exercises and what was tried, one line each."""
    head = f"{'exercise':<44} {'ref':>4} {'right':>5} {'wrong':>5} {'mutants':>8} {'spared':>6}"
    lines = [head]
    for row in rows:
        sign = "ok" if not row["faults"] else "NO"
        killed = f"{row['killed']}/{row['mutants']}"
        lines.append(
            f"{row['id']:<44} {sign:>4} {row['right']:>5} {len(row['wrong']):>5} {killed:>8} "
            f"{len(row['equivalent']):>6}"
        )
    return lines
