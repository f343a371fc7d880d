"""Small faults put into a reference answer: each must be rejected by its exercise's check.

Own operators of about a hundred lines: the kept tools (mutmut, cosmic-ray) bring their operators
only together with a runner, a syntax tree library and a database of their own.
"""

import ast
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from operator import setitem

_COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
_OPERATORS: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.MatMult: ast.Add,
}
_NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "popleft": "pop"}


@dataclass(frozen=True)
class Mutant:
    """A fault: what was changed, and the whole cell with it."""

    name: str
    code: str


def mutants_of(code: str, first: int = 1, last: int | None = None) -> list[Mutant]:
    """All mutants of the statements on some lines of a cell.

    Args:
        code: the cell's text.
        first: the first line whose statements are changed, from 1.
        last: the last one.
    """
    tree = ast.parse(code)
    plain = ast.unparse(tree)
    last = last or len(code.splitlines())
    seen: Counter[str] = Counter()
    found = []
    for put, node in _places(tree, first, last):
        for new, words in _changes(node):
            name = f"line {node.lineno}: {words}"
            seen[name] += 1
            if seen[name] > 1:
                name += f" ({seen[name]})"
            put(new)
            text = ast.unparse(tree)
            put(node)
            if text != plain:
                found.append(Mutant(name, text))
    return found


def _places(
    tree: ast.Module, first: int, last: int
) -> list[tuple[Callable[[ast.AST], None], ast.AST]]:
    """The nodes that may be changed, in the order of the walk, with what puts one in their place.

    Operators and contexts are shared by many nodes, but have no line and are never among them.
    """
    skipped = _unchanged(tree)
    put = {}
    for parent in ast.walk(tree):
        for name, value in ast.iter_fields(parent):
            if isinstance(value, list):
                put |= {id(node): partial(setitem, value, at) for at, node in enumerate(value)}
            else:
                put[id(value)] = partial(setattr, parent, name)
    return [
        (put[id(node)], node)
        for node in ast.walk(tree)
        if first <= getattr(node, "lineno", 0) <= last and id(node) not in skipped
    ]


def _unchanged(tree: ast.Module) -> set[int]:
    """Annotations, docstrings, texts of errors and f-strings: changing them changes no answer."""
    left: set[int] = set()
    for node in ast.walk(tree):
        roots: list[ast.AST | None] = []
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            roots.append(node.returns)
        elif isinstance(node, (ast.arg, ast.AnnAssign)):
            roots.append(node.annotation)
        elif isinstance(node, ast.Raise):
            roots.append(node.exc)
        elif isinstance(node, ast.JoinedStr):
            roots.append(node)
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            roots += [node, node.value]
        for root in roots:
            if root is not None:
                left |= {id(part) for part in ast.walk(root)}
    return left


def _changes(node: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """The nodes that may stand in the place of a node, with words for the change."""
    old = _text(node)
    for new in _others(node):
        ast.fix_missing_locations(ast.copy_location(new, node))
        yield new, f"`{old}` -> `{_text(new)}`"
    if isinstance(node, (ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Expr, ast.Delete)):
        yield ast.Pass(), f"`{old}` dropped"


def _text(node: ast.AST) -> str:
    text = ast.unparse(node)
    if isinstance(node, (ast.If, ast.While, ast.For)):
        text = text.splitlines()[0].rstrip(":")
    return " ".join(text.split())


def _others(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in _COMPARISONS[type(operator)]:
                yield _with(node, ops=[*node.ops[:at], other(), *node.ops[at + 1 :]])
    elif isinstance(node, (ast.BinOp, ast.AugAssign)):
        yield _with(node, op=_OPERATORS[type(node.op)]())
        if isinstance(node, ast.AugAssign):
            yield ast.Assign(targets=[node.target], value=node.value)
    elif isinstance(node, ast.BoolOp):
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        yield _with(node, op=other)
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, (ast.Not, ast.USub)):
        yield node.operand
    elif isinstance(node, ast.Constant):
        yield from _constants(node)
    elif isinstance(node, (ast.If, ast.While, ast.IfExp)):
        yield _with(node, test=ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.Return) and node.value is not None:
        if not (isinstance(node.value, ast.Constant) and node.value.value is None):
            yield ast.Return(ast.Constant(None))
    elif isinstance(node, ast.Break):
        yield ast.Continue()
    elif isinstance(node, ast.Continue):
        yield ast.Break()
    elif isinstance(node, ast.Call):
        yield from _calls(node)
    elif isinstance(node, ast.Slice):
        for part in ("lower", "upper"):
            bound = getattr(node, part)
            if bound is not None and not isinstance(bound, ast.Constant):
                yield from (_with(node, **{part: moved}) for moved in _moved(bound))
    elif isinstance(node, ast.Attribute) and node.attr in _NAMES:
        yield _with(node, attr=_NAMES[node.attr])


def _with(node: ast.AST, **parts) -> ast.AST:
    """A copy of a node with some of its parts replaced."""
    fields = {name: getattr(node, name, None) for name in node._fields}
    return ast.copy_location(type(node)(**{**fields, **parts}), node)


def _moved(bound: ast.expr) -> Iterator[ast.expr]:
    for operator in (ast.Add(), ast.Sub()):
        yield ast.BinOp(bound, operator, ast.Constant(1))


def _constants(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(value - 1)
    elif isinstance(value, float):
        yield ast.Constant(value * 2 + 1)
    elif isinstance(value, str):
        yield ast.Constant("" if value else "mutant")


def _calls(node: ast.Call) -> Iterator[ast.AST]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in _NAMES:
        yield _with(node, func=ast.Name(_NAMES[name], ast.Load()))
    if name == "range" and node.args:
        bound = 0 if len(node.args) == 1 else 1
        if not isinstance(node.args[bound], ast.Constant):
            for moved in _moved(node.args[bound]):
                yield _with(node, args=[*node.args[:bound], moved, *node.args[bound + 1 :]])
    swaps = name not in ("range", "min", "max")
    if swaps and len(node.args) == 2 and ast.dump(node.args[0]) != ast.dump(node.args[1]):
        yield _with(node, args=node.args[::-1])
