"""The lint's rules on exercises: twins, checks and their agreement with the map."""

import ast
import re
from dataclasses import dataclass
from pathlib import Path

from daybyday.curriculum import Course, Lesson, function_name
from daybyday.deriving import BEGIN, derive_exercise
from daybyday.findings import FaultyFile, Finding
from daybyday.lint.code import check_cells
from daybyday.lint.page import Page, PageCell
from daybyday.notebooks import Notebook

FEWEST_ELSEWHERE, MOST_ELSEWHERE = 3, 4
SHORTEST_STATEMENT = 30


@dataclass(frozen=True)
class Judged:
    """One exercise as its checks module declares it."""

    slug: str
    function: str
    line: int


def check_twins(page: Page, course: Course, lesson: Lesson) -> None:
    """Note each file that a published lesson lacks, and what its modules leave to do."""
    for path in lesson.files:
        if not (course.root / path).is_file():
            how = "`make sync` derives it" if path == lesson.exercise else "write it"
            page.error(f"its twin {path.as_posix()} is missing; {how}")
    for path in (lesson.checks, lesson.wrong_answers):
        if (course.root / path).is_file():
            text = (course.root / path).read_text(encoding="utf-8")
            for number, line in enumerate(text.split("\n"), 1):
                if "TODO" in line:
                    finding = Finding(path.as_posix(), "a TODO is left; do it", line=number)
                    page.findings.append(finding)


def read_checks(root: Path, path: Path) -> tuple[list[Judged], list[Finding]]:
    """The exercises that a checks module declares, without importing it."""
    shown = path.as_posix()
    try:
        tree = ast.parse((root / path).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return [], []  # named by `check_twins`
    except SyntaxError as error:
        return [], [Finding(shown, f"not Python: {error.msg}", line=error.lineno)]
    judged, findings = [], []
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Exercise"):
            continue
        given = {word.arg: word.value for word in node.keywords}
        names = [getattr(given.get(key), "value", None) for key in ("slug", "function")]
        if all(isinstance(name, str) for name in names):
            judged.append(Judged(*names, node.lineno))
        else:
            message = "write the exercise's `slug` and `function` as literal strings"
            findings.append(Finding(shown, message, line=node.lineno))
    return sorted(judged, key=lambda exercise: exercise.line), findings


def check_solution(page: Page, notebook: Notebook, course: Course, lesson: Lesson) -> None:
    """Note what is wrong with a solution notebook and its agreement with checks and map."""
    check_cells(page)
    try:
        derive_exercise(notebook, page.path)
    except FaultyFile as error:
        page.findings += error.findings
    titles = [heading for heading in page.headings if heading.level == 1]
    if len(titles) != 1 or titles[0].cell != 1 or not titles[0].text.endswith(": solutions"):
        page.error(f"the first cell must be headed `# {lesson.title}: solutions`", 1, 1)
    back = f"../../{lesson.notebook.as_posix()}"
    if page.cells and f"]({back}" not in page.cells[0].text:
        page.error(f"the first cell does not link the lesson: `[…]({back})`", 1)
    judged, findings = read_checks(course.root, lesson.checks)
    page.findings += findings
    if (course.root / lesson.checks).is_file():
        _check_ids(page, lesson, judged)
        _check_against_map(page, course, lesson, judged)


def _check_calls(page: Page) -> list[tuple[PageCell, int, str]]:
    """(cell, line, id) of each `check("…", …)`."""
    found = []
    for cell in page.code:
        for node in ast.walk(cell.tree or ast.Module([], [])):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check" and node.args:
                identity = getattr(node.args[0], "value", None)
                if isinstance(identity, str):
                    found.append((cell, node.lineno, identity))
                else:
                    message = "write the exercise's id as a literal string"
                    page.error(message, cell.number, node.lineno)
    return found


def _check_ids(page: Page, lesson: Lesson, judged: list[Judged]) -> None:
    """The ids asked for and the ids declared are the same; each has a statement and an answer."""
    shown = lesson.checks.as_posix()
    declared = {f"{lesson.slug}/{exercise.slug}": exercise for exercise in judged}
    called: set[str] = set()
    for cell, line, identity in _check_calls(page):
        if identity in called:
            page.error(f"`{identity}` is checked a second time; once is enough", cell.number, line)
        called.add(identity)
        if identity not in declared:
            known = ", ".join(f"`{name}`" for name in declared) or "none"
            message = f"no exercise has the id `{identity}`; {shown} declares {known}"
            page.error(message, cell.number, line)
        _check_section(page, cell, identity)
    for identity, exercise in declared.items():
        if identity not in called:
            message = f'the exercise `{identity}` has no `check("{identity}", '
            message += f"{exercise.function})` in {page.path}; add its task there"
            page.findings.append(Finding(shown, message, line=exercise.line))


def _check_section(page: Page, check_cell: PageCell, identity: str) -> None:
    """The section of a check holds a statement and a marked answer above it."""
    section = [
        cell
        for cell in page.cells
        if cell.section == check_cell.section and cell.number <= check_cell.number
    ]
    if not any(cell.kind == "code" and BEGIN in cell.text for cell in section):
        message = f"no `{BEGIN}` in the section that checks `{identity}`"
        page.error(message, check_cell.number)
    words = re.findall(r"\w+", " ".join(cell.text for cell in section if cell.kind == "markdown"))
    if not check_cell.section or len(words) < SHORTEST_STATEMENT:
        message = f"`{identity}` needs a `##` section of its own with its statement: "
        message += "own words, two worked examples, constraints, expected cost"
        page.error(message, check_cell.number)


def _check_against_map(page: Page, course: Course, lesson: Lesson, judged: list[Judged]) -> None:
    """The problems that the map lists are there under their names, and enough others."""
    shown = lesson.checks.as_posix()
    slugs = {exercise.slug for exercise in judged}
    for slug in lesson.exercises:
        if slug not in slugs:
            message = f"the map sets the problem `{slug}` with this lesson; add an Exercise for it"
            page.findings.append(Finding(shown, message))
    for exercise in judged:
        name = function_name(exercise.slug)
        # A class has the same name in CamelCase, or with its abbreviation in capitals.
        same = exercise.function.replace("_", "").lower() == name.replace("_", "")
        if exercise.slug in lesson.exercises and not same:
            message = f"`{exercise.slug}` asks for `{exercise.function}`; the function of a "
            message += f"well-known problem has its name, `{name}`"
            page.findings.append(Finding(shown, message, line=exercise.line))
    least = len(lesson.exercises) + 1 if lesson.track == "dsa" else FEWEST_ELSEWHERE
    if len(judged) < least:
        what = (
            "the map's problems and one that changes the lesson's own code"
            if lesson.track == "dsa"
            else "a component to build, a fault to find and a quantity to estimate"
        )
        message = f"{len(judged)} exercises; it needs {least} or more: {what}"
        page.findings.append(Finding(shown, message))
    if lesson.track != "dsa" and len(judged) > MOST_ELSEWHERE:
        message = f"{len(judged)} exercises; {MOST_ELSEWHERE} at most are good"
        page.findings.append(Finding(shown, message, level="warning"))
