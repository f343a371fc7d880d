"""The course's own answers: read from the marked blocks of the solution notebooks."""

import ast
import json
from pathlib import Path

from daybyday.checking.exercise import Exercise
from daybyday.checking.registry import modules
from daybyday.errors import CourseError

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"


def notebook_of(lesson: str, root: Path | None = None) -> Path:
    """The solution notebook of a lesson.

    Raises:
        CourseError: where there is no course around, or no such notebook in it.
    """
    from daybyday.curriculum import find_root

    *_, day, module = modules()[lesson].split(".")
    file = (root or find_root()) / "solutions" / day / f"{module.replace('_', '-')}.ipynb"
    if not file.is_file():
        raise CourseError(f"{file}: there is no such solution; is the checkout complete?")
    return file


def code_cells(file: Path) -> list[str]:
    """The sources of a notebook's code cells.

    Raises:
        CourseError: for a file that is no notebook.
    """
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]
    except (ValueError, KeyError, TypeError) as error:
        raise CourseError(f"{file}: it is no notebook ({error}).") from None


def defining_cell(cells: list[str], function: str) -> int:
    """The position of the marked cell that defines a function or class, -1 for none."""
    for place, text in enumerate(cells):
        if BEGIN in text and definition(text, function) is not None:
            return place
    return -1


def definition(text: str, function: str) -> ast.FunctionDef | ast.ClassDef | None:
    """The definition with this name at the top level of a cell."""
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return None
    for node in body:
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name == function:
            return node
    return None


def answer_of(exercise: Exercise, root: Path | None = None) -> str:
    """The code of the course's answer, without its markers.

    Raises:
        CourseError: where no marked cell defines the function.
    """
    file = notebook_of(exercise.lesson, root)
    cells = code_cells(file)
    place = defining_cell(cells, exercise.function)
    if place < 0:
        raise CourseError(f"{file}: no cell with `{BEGIN}` defines `{exercise.function}`.")
    lines = cells[place].splitlines()
    return "\n".join(line for line in lines if line.strip() not in (BEGIN, END))
