"""An exercise notebook from its solution: the same cells with the answers cut out.

What stands between `### BEGIN SOLUTION` and `### END SOLUTION` becomes `raise Todo` at the
same indentation; cells tagged `solution` are left out. `solutions/` and `exercises/` are
parallel trees, so every relative link keeps its meaning.
"""

import ast
import copy
import re
from collections.abc import Iterator

from daybyday.findings import FaultyFile, Finding
from daybyday.notebooks import Cell, Notebook, source, tags

BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
_ALMOST = re.compile(r"^\s*#+\s*(BEGIN|END)\s*SOLUTION\b", re.IGNORECASE)
_IMPORT = re.compile(r"^from daybyday import ([\w, ]+)$", re.MULTILINE)
_TITLE = re.compile(r"\A(#\s.*)\bsolutions\b", re.IGNORECASE)


def derive_exercise(solution: Notebook, shown_as: str) -> Notebook:
    """The exercise notebook of a solution notebook; the argument is left as it is.

    Raises:
        FaultyFile: no markers at all, nested, unclosed or misspelled ones, a block outside of
            any function (its `raise Todo` would stop the notebook), or no
            `from daybyday import …` that `Todo` could join. All faults, with cell and line.
    """
    findings: list[Finding] = []
    exercise = copy.deepcopy(solution)
    exercise["metadata"]["daybyday"] = {"derived_from": shown_as}
    blocks = 0
    for number, cell in enumerate(exercise["cells"], 1):
        if cell["cell_type"] != "code":
            continue
        faults = [Finding(shown_as, what, number, line) for line, what in _marker_faults(cell)]
        findings += faults
        if faults or BEGIN not in source(cell):
            continue
        blocks += "solution" not in tags(cell)
        cell["source"], lines = _cut(source(cell))
        findings += [
            Finding(shown_as, message, number, lines[line - 1])
            for line, message in _stray_todos(cell["source"])
        ]
    exercise["cells"] = [cell for cell in exercise["cells"] if "solution" not in tags(cell)]
    if not blocks and not findings:
        message = f"no answer is marked; put each between `{BEGIN}` and `{END}`"
        findings.append(Finding(shown_as, message))
    if not findings and not _import_todo(exercise["cells"]):
        message = "no code cell has `from daybyday import check`; the exercise takes `Todo` from it"
        findings.append(Finding(shown_as, message))
    if findings:
        raise FaultyFile(findings)
    _retitle(exercise["cells"])
    return exercise


def _marker_faults(cell: Cell) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) for the markers of one cell."""
    opened = 0
    for number, line in enumerate(source(cell).split("\n"), 1):
        word = line.strip()
        if word == BEGIN:
            if opened:
                message = f"`{BEGIN}` inside the block that line {opened} opens; blocks do not nest"
                yield number, message
            opened = opened or number
        elif word == END:
            if not opened:
                yield number, f"`{END}` without a `{BEGIN}` above it in this cell; add or delete"
            opened = 0
        elif almost := _ALMOST.match(line):
            wanted = BEGIN if almost[1].upper() == "BEGIN" else END
            yield number, f"`{word}` is no marker; write exactly `{wanted}`"
    if opened:
        yield opened, f"`{BEGIN}` is never closed; add `{END}` below the answer in this cell"


def _cut(text: str) -> tuple[str, list[int]]:
    """The text with each marked block as `raise Todo`, and which line each of its lines was."""
    kept: list[tuple[str, int]] = []
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        word = line.strip()
        if word == BEGIN:
            inside = True
            kept.append((line.replace(BEGIN, "raise Todo"), number))
        elif word == END:
            inside = False
        elif not inside:
            kept.append((line, number))
    return "\n".join(line for line, _ in kept), [number for _, number in kept]


def _stray_todos(text: str) -> Iterator[tuple[int, str]]:
    """(line, what is wrong) where a cell without its answers would not run."""
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        message = f"without its answer the cell is not Python ({error.msg}); move the markers so "
        yield error.lineno or 1, message + "that whole statements are cut"
        return
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and id(node) not in inside:
            message = "an answer outside of any function; its place would stop the exercise "
            message += "notebook, so put the answer into a function"
            yield node.lineno, message


def _import_todo(cells: list[Cell]) -> bool:
    """Make the first `from daybyday import …` bring `Todo` along; whether there is one."""
    for cell in cells:
        if cell["cell_type"] != "code":
            continue
        found = _IMPORT.search(source(cell))
        if found:
            names = {name.strip() for name in found[1].split(",")} | {"Todo"}
            line = f"from daybyday import {', '.join(sorted(names))}"
            text = source(cell)
            cell["source"] = text[: found.start()] + line + text[found.end() :]
            return True
    return False


def _retitle(cells: list[Cell]) -> None:
    """`# Two Sum: solutions` heads the exercises as `# Two Sum: exercises`."""
    if cells and cells[0]["cell_type"] == "markdown":
        text = source(cells[0])
        cells[0]["source"] = _TITLE.sub(r"\1exercises", text, count=1)
