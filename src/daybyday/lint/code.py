"""The lint's rules on code cells: size, docstrings, claims, figures, paths, installs, addresses."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from daybyday.lint.page import Page, PageCell

LONGEST_CELL, MEDIAN_CELL = 25, 8
FEWEST_CLAIMS = 3
LONGEST_RUN = 4
SHORTEST_ALT = 20

_INSTALL = re.compile(
    r"^\s*[%!]\s*(?:pip|conda|mamba|uv|apt|apt-get|npm)\b|\bpip3?\s+install\b"
    r"|['\"]pip['\"],\s*['\"]install"
)
_MAGIC = re.compile(r"^\s*(?:!|%%?[a-z])")
_ABSOLUTE = re.compile(
    r"(?<![\w.:/~-])(?:/(?:home|Users|root|tmp|work|workspace|usr|var|opt|mnt|content|srv)/"
    r"|~/|[A-Za-z]:\\\\?\w)"
)
_ADDRESS = re.compile(
    r"\b(?:https?|ftp|wss?|grpc|rediss?|postgres(?:ql)?|nats|kafka|amqp)://([^\s/'\"{}]*)"
)
_IP = re.compile(r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])")
_LOOPBACK = re.compile(r"^(?:[^@]*@)?(?:localhost|127(?:\.\d+){3}|\[::1\])?(?::\d*)?$")

# Calls that open a figure; a function that makes one of them draws too.
_FIGURE_MAKERS = {"subplots", "subplot_mosaic", "figure"}
_PYPLOT = {
    "bar",
    "barh",
    "boxplot",
    "contour",
    "contourf",
    "errorbar",
    "fill_between",
    "hist",
    "hist2d",
    "imshow",
    "loglog",
    "matshow",
    "pcolormesh",
    "pie",
    "plot",
    "scatter",
    "semilogx",
    "semilogy",
    "specgram",
    "stackplot",
    "stem",
    "step",
    "violinplot",
}
# The rooms that lessons take drawing functions from.
_SHARED_ROOMS = ("plots", "speech")


def lines_of_code(cell: PageCell) -> int:
    """Lines that are not blank."""
    return sum(bool(line.strip()) for line in cell.text.split("\n"))


# What each track lets a reader follow step by step or hear, and the calls that show it.
_PLAYERS = {
    "dsa": ({"record"}, "nothing is stepped through; show a run with `daybyday.steps.record`"),
    "speech": ({"Audio", "player"}, "nothing can be heard; play a clip, with its transcript"),
}


def check_code(page: Page, track: str, drawing: set[str]) -> None:
    """Note what is wrong with a lesson's code cells.

    Args:
        drawing: names of the functions of shared rooms that draw; see `shared_drawing_functions`.
    """
    check_cells(page)
    _check_runs(page)
    _check_player(page, track)
    sizes = [lines_of_code(cell) for cell in page.code]
    if sizes and median(sizes) > MEDIAN_CELL:
        message = f"half of the code cells have {median(sizes):g} lines or more; split them until "
        page.error(f"{message}it is {MEDIAN_CELL} or fewer, and show what each part gives")
    _check_docstrings(page)
    _check_claims(page)
    _check_figures(page, drawing)


def check_cells(page: Page) -> None:
    """Note what no notebook of the course may have in its code cells."""
    for cell in page.code:
        if cell.has_output:
            page.error("an output is stored; `make sync` removes it", cell.number)
        if (size := lines_of_code(cell)) > LONGEST_CELL:
            message = f"{size} lines of code; at most {LONGEST_CELL}, so split the cell"
            page.error(message, cell.number)
        if cell.tree is None and not cell.text.startswith("%%"):
            line, problem = _syntax_error(cell)
            page.error(f"not Python: {problem}", cell.number, line)
        _check_lines(page, cell)
        _check_strings(page, cell)


def _syntax_error(cell: PageCell) -> tuple[int, str]:
    try:
        ast.parse(cell.text)
    except SyntaxError as error:
        return error.lineno or 1, error.msg
    return 1, "it cannot be parsed"


def _check_lines(page: Page, cell: PageCell) -> None:
    for number, line in enumerate(cell.text.split("\n"), 1):
        if _INSTALL.search(line):
            message = "an installation; what a lesson needs belongs into pyproject.toml"
            page.error(message, cell.number, number)
        elif _MAGIC.match(line):
            message = "a shell line or a magic; say it in Python, so that any tool can run it"
            page.error(message, cell.number, number)


def _strings(cell: PageCell) -> Iterator[tuple[int, str]]:
    """(line, text) of each string that the code uses, docstrings left out."""
    if cell.tree is None:
        return
    docstrings = {
        id(node.value)
        for node in ast.walk(cell.tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(cell.tree):
        if not isinstance(node, ast.Constant) or id(node) in docstrings:
            continue
        if isinstance(node.value, str):
            yield node.lineno, node.value


def _check_strings(page: Page, cell: PageCell) -> None:
    for line, text in _strings(cell):
        if found := _ABSOLUTE.search(text):
            message = f"the absolute path «{found[0]}…»; use a path from the course or tempfile"
            page.error(message, cell.number, line)
        hosts = (found[1] for found in _ADDRESS.finditer(text))
        addresses = [host for host in (*hosts, *_ips(text)) if not _LOOPBACK.match(host)]
        if addresses:
            message = f"the network address «{addresses[0]}»; a lesson runs offline, servers are "
            page.error(message + "on loopback", cell.number, line)


def _ips(text: str) -> list[str]:
    return [
        found[0] for found in _IP.finditer(text) if all(int(n) < 256 for n in found[0].split("."))
    ]


def _check_runs(page: Page) -> None:
    """Words come between code cells, to say what was seen."""
    run = 0
    for cell in page.cells:
        run = run + 1 if cell.kind == "code" else 0
        if run == LONGEST_RUN + 1:
            message = f"the {run}th code cell in a row; say in between what a result means"
            page.warn(message, cell.number)


def _check_player(page: Page, track: str) -> None:
    """A DSA lesson has a run to step through, a speech lesson something to hear."""
    wanted, message = _PLAYERS.get(track, (set(), ""))
    called = {name for cell in page.code if cell.tree for _, name in _calls(ast.walk(cell.tree))}
    if wanted and not wanted & called:
        page.error(message)


def _check_docstrings(page: Page) -> None:
    """Each function and class at the top level opens with a full sentence."""
    for cell in page.code:
        for node in cell.tree.body if cell.tree else ():
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            text = ast.get_docstring(node)
            if not text:
                message = f"`{node.name}` has no docstring; say in one sentence what it gives"
                page.error(message, cell.number, node.lineno)
            elif not re.match(r"[^a-z].*?[.?!](?:\s|$)", text.partition("\n\n")[0], re.DOTALL):
                message = f"the docstring of `{node.name}` is no full sentence with a full stop"
                page.error(message, cell.number, node.lineno + 1)


def _check_claims(page: Page) -> None:
    claims = [cell for cell in page.code if "claim" in cell.tags]
    if len(claims) < FEWEST_CLAIMS:
        message = f"{len(claims)} cells are tagged `claim`; a lesson asserts at least "
        page.error(f"{message}{FEWEST_CLAIMS} of the things it says")
    for cell in claims:
        asserts = [
            node
            for node in ast.walk(cell.tree or ast.Module([], []))
            if isinstance(node, ast.Assert)
        ]
        if not asserts:
            page.error("tagged `claim` but asserts nothing; add an `assert`", cell.number)
        for node in asserts:
            if _is_trivial(node.test):
                message = "this assert can never fail; assert what the text claims"
                page.error(message, cell.number, node.lineno)


def _is_trivial(test: ast.expr) -> bool:
    """Whether a condition is a constant, compares a thing with itself, or asserts a tuple."""
    if isinstance(test, ast.Tuple) and test.elts:
        return True
    if isinstance(test, ast.Compare):
        sides = {ast.dump(side) for side in (test.left, *test.comparators)}
        if len(sides) == 1:
            return True
    return not _names_something(test)


def _names_something(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name | ast.Attribute) for node in ast.walk(test))


def _calls(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, str]]:
    """(what it is called on, name) of each call: `plt.plot()` gives ("plt", "plot")."""
    for node in nodes:
        if isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Attribute):
                base = function.value.id if isinstance(function.value, ast.Name) else ""
                yield base, function.attr
            elif isinstance(function, ast.Name):
                yield "", function.id


def _draws(nodes: Iterable[ast.AST], drawing: set[str]) -> bool:
    """Whether code opens a figure, itself or through one of the functions in `drawing`."""
    return any(
        name in _FIGURE_MAKERS
        or (base in ("plt", "pyplot") and name in _PYPLOT)
        or (base in ("", *_SHARED_ROOMS) and name in drawing)
        for base, name in _calls(nodes)
    )


def _drawing_functions(tree: ast.Module, known: set[str]) -> set[str]:
    """Names of the functions at the top level that draw, directly or through each other."""
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = set(known)
    while new := {f.name for f in functions if f.name not in found and _draws(ast.walk(f), found)}:
        found |= new
    return found


def _run_at_once(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a cell that run when the cell does: all but the bodies of definitions."""
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Lambda):
            continue
        yield node
        waiting.extend(ast.iter_child_nodes(node))


def shared_drawing_functions(root: Path) -> set[str]:
    """Names of the functions that draw, of those that lessons take from the package."""
    found: set[str] = set()
    for room in _SHARED_ROOMS:
        file = root / "src" / "daybyday" / f"{room}.py"
        if file.is_file():
            found |= _drawing_functions(ast.parse(file.read_text(encoding="utf-8")), set())
    return found


def drawing_cells(page: Page, drawing: set[str]) -> list[PageCell]:
    """The cells that show a figure when they run, themselves or through functions that draw."""
    found = []
    for cell in page.code:
        if cell.tree is None:
            continue
        drawing = _drawing_functions(cell.tree, drawing)
        if _draws(_run_at_once(cell.tree), drawing):
            found.append(cell)
    return found


def _check_figures(page: Page, drawing: set[str]) -> None:
    """At least one figure, and for each the words that stand for it."""
    figures = drawing_cells(page, drawing)
    if not figures:
        page.error("no figure; plot what the map says is measured")
    for cell in figures:
        image = cell.metadata.get("mystnb", {}).get("image", {})
        alt = str(image.get("alt") or "").strip() if isinstance(image, dict) else ""
        if len(alt) < SHORTEST_ALT:
            message = "this cell draws but has no text that stands for the figure; add to its "
            message += 'metadata {"mystnb": {"image": {"alt": "what the figure shows"}}}'
            page.error(message, cell.number)
