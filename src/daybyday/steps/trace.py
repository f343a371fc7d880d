"""Recording: one picture for each executed line of a function, or one for each ``add``."""

from __future__ import annotations

import ast
import inspect
import sys
import textwrap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from types import CodeType, FrameType
from typing import Any

from daybyday.errors import CourseError
from daybyday.steps import page
from daybyday.steps.kinds import MISSING, Kind
from daybyday.steps.text import chain, code, show

MOST_STEPS = 60
_MOST_EVENTS = 100_000  # then the example is far too large to be shown, or never ends


@dataclass
class Frame:
    """One step: what each panel holds, the line that was just executed, and words on it."""

    snaps: list[tuple | None]
    line: int | None = None  # index into Steps.code
    note: str = ""
    calls: tuple[str, ...] = ()


@dataclass
class _Panel:
    name: str
    kind: Kind
    memory: dict = field(default_factory=dict)


class Steps:
    """A sequence of step pictures; the last expression of a notebook cell shows it as a player.

    Args:
        title: the heading, for example the call whose steps are shown.
        draw: name (or expression over names) → how it is drawn, a :class:`Kind`, in the order
            in which the panels stand.
    """

    def __init__(self, title: str, draw: dict[str, Kind]):
        self.title = title
        self.code: list[str] = []
        self.frames: list[Frame] = []
        self.panels = []
        for name, kind in draw.items():
            if isinstance(kind, type) and issubclass(kind, Kind):
                kind = kind()
            if not isinstance(kind, Kind):
                raise CourseError(
                    f"Step picture: draw[{name!r}] is {kind!r}. "
                    "Say how to draw it, for example Array(), Mapping() or Value()."
                )
            self.panels.append(_Panel(name, kind))
        self._lookups = _Lookups()

    def add(self, note: str = "", /, **values: Any) -> None:
        """Take a picture of the given values, by the names that ``draw`` uses.

        Raises:
            CourseError: for a name of ``draw`` without a value, a value too large for a picture,
                or after the sixtieth step.
        """
        self._take(values, None, note, ())
        self._lookups.raise_for(self._lookups.fault, "this step: give it to add()")
        if len(self.frames) > MOST_STEPS:
            raise _too_many(len(self.frames), "")

    def _take(self, scope: dict, line: int | None, note: str, calls: tuple[str, ...]) -> None:
        self.frames.append(Frame(self._snaps(scope), line, note, calls))

    def _snaps(self, scope: dict) -> list[tuple | None]:
        """Return what each panel holds; a panel remembers what it has met, to keep its place."""

        def look(text: str) -> Any:
            return self._lookups.value(text, scope)

        snaps: list[tuple | None] = []
        for panel in self.panels:
            value = look(panel.name)
            if value is MISSING:
                for text in panel.kind.expressions():
                    look(text)
                snaps.append(None)
                continue
            try:
                snaps.append(panel.kind.take(value, look, panel.memory, panel.name))
            except (TypeError, AttributeError, ValueError) as fault:
                raise CourseError(
                    f"Step picture: {panel.name} is {show(value)} (a {type(value).__name__}) and "
                    f"cannot be drawn as {type(panel.kind).__name__}: {fault}. "
                    "Draw it as another kind, or name a part of it."
                ) from fault
        return snaps

    def __len__(self) -> int:
        return len(self.frames)

    def _told(self) -> list[str]:
        """Return for each step its panels in words."""
        told = []
        before: list[tuple | None] = [None] * len(self.panels)
        for frame in self.frames:
            words = [
                f"{panel.kind.label or panel.name}: {panel.kind.tell(snap, old)}"
                for panel, snap, old in zip(self.panels, frame.snaps, before, strict=True)
                if snap is not None
            ]
            if frame.calls:
                words.insert(0, "calls: " + " → ".join(frame.calls))
            told.append(". ".join(words))
            before = frame.snaps
        return told

    def __repr__(self) -> str:
        lines = [f"{self.title} ({len(self.frames)} steps)"]
        for number, (frame, told) in enumerate(zip(self.frames, self._told(), strict=True), 1):
            code = self.code[frame.line].strip() if frame.line is not None else ""
            heading = " · ".join(part for part in (code, frame.note) if part)
            lines.append(f"{number:>3}  {heading}")
            lines.append(f"     {told}")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        if not self.frames:
            raise CourseError("Step picture: no step was recorded. Call add() once a step.")
        return page.player(self, self._told())


class _Lookups:
    """Values of the author's expressions, and which of them never had one."""

    def __init__(self):
        self.compiled: dict[str, CodeType] = {}
        self.good: set[str] = set()
        self.fault: dict[str, Exception] = {}

    def value(self, text: str, scope: dict) -> Any:
        """Return the value of ``text`` in ``scope``, or MISSING where it has none yet."""
        if text not in self.compiled:
            try:
                self.compiled[text] = compile(text.strip(), "<draw>", "eval")
            except SyntaxError as fault:
                raise CourseError(
                    f"Step picture: {text!r} is not an expression ({fault.msg}). "
                    "Name locals of the function, or write an expression of them."
                ) from None
        try:
            # One scope for all: a comprehension inside the expression sees the locals too.
            value = eval(self.compiled[text], scope)  # the author's own text, on the page
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            NameError,
            TypeError,
            ValueError,
        ) as fault:
            self.fault[text] = fault
            return MISSING
        self.good.add(text)
        return value

    def raise_for(self, texts: Iterable[str], where: str) -> None:
        """Raise for the first of the expressions: it has no value where it must have one."""
        for text in texts:
            note = text.startswith(("rf'''", 'rf"""'))
            shown = text[5:-3] if note else text
            raise CourseError(
                f"Step picture: {shown!r} has no value in {where}. ({self.fault[text]})"
            )


def record(
    function: Callable,
    *args: Any,
    draw: dict[str, Kind],
    notes: str | dict[str, str] | None = None,
    at: str | Sequence[str] = (),
    follow: Sequence[Callable] = (),
    calls: bool = True,
    title: str | None = None,
    **kwargs: Any,
) -> Steps:
    """Run ``function(*args, **kwargs)`` unchanged and return a picture after each executed line.

    Args:
        function: a plain Python function; functions defined inside it are followed too.
        draw: local variable, or expression of locals, → how it is drawn.
        notes: words for the steps, with ``{expressions}`` of the locals as in an f-string: one
            text for all steps, or a part of a source line → the text for steps of that line.
            A step in which an expression has no value yet has no note.
        at: parts of source lines; only steps of lines that contain one are kept.
        follow: the functions and methods whose lines are shown, instead of ``function`` itself.
        calls: show the open calls while a followed function is inside another call of itself.
        title: the heading; the call itself where absent.

    Raises:
        CourseError: for more than sixty steps, a value too large for a picture, an expression
            that never has a value, or a part of a line that no line contains.
    """
    sources = [_Source(followed) for followed in (follow or [function])]
    if title is None and function.__name__ != "<lambda>":
        title = _call(function.__name__, args, kwargs, 60)
    elif title is None:
        title = ", ".join(followed.__qualname__ for followed in follow)
    steps = Steps(title, draw)
    recorder = _Recorder(steps, sources, notes, at, calls)
    recorder.run(function, args, kwargs)
    return steps


def _call(name: str, args: Sequence, kwargs: dict, longest: int) -> str:
    words = [repr(value) if isinstance(value, str) else chain(value) for value in args]
    words += [f"{key}={chain(value)}" for key, value in kwargs.items()]
    text = f"{name}({', '.join(words)})"
    return text if len(text) <= longest else text[: longest - 2] + "…)"


class _Source:
    """A followed function: its lines without docstring, and which statement a line belongs to."""

    def __init__(self, function: Callable):
        function = inspect.unwrap(function)
        try:
            lines, first = inspect.getsourcelines(function)
            self.codes = self._inner(function.__code__)
        except (OSError, TypeError, AttributeError):
            raise CourseError(
                f"Step picture: the source of {show(function)} is not to be had. "
                "Follow a function written in Python, in a file or in a notebook cell."
            ) from None
        text = textwrap.dedent("".join(lines))
        tree = ast.parse(text)
        self.first = first
        self.lines = text.splitlines()
        self.statements: dict[int, ast.stmt] = {}  # line of the text, from 1 → statement
        self.definitions: dict[int, ast.stmt] = {}  # first line of a function in the file → it
        hidden: set[int] = set()
        for node in ast.walk(tree):
            if not isinstance(node, ast.stmt):
                continue
            body = getattr(node, "body", None)
            end = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno
            for line in range(node.lineno, max(node.lineno, end) + 1):
                self.statements[line] = node
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                hidden |= {number for deco in node.decorator_list for number in _span(deco)}
                top = min([node.lineno, *(deco.lineno for deco in node.decorator_list)])
                self.definitions[top + first - 1] = node
                if ast.get_docstring(node, clean=False) is not None:
                    hidden |= set(_span(node.body[0]))
        kept = [
            number
            for number, line in enumerate(self.lines, 1)
            if number not in hidden and line.strip()
        ]
        self.listing = [self.lines[number - 1].rstrip() for number in kept]
        self.place = {number: index for index, number in enumerate(kept)}

    def _inner(self, code: CodeType) -> set[CodeType]:
        """Return ``code`` and that of every function defined inside, lambdas and such left out."""
        found = {code}
        for constant in code.co_consts:
            if isinstance(constant, CodeType) and not constant.co_name.startswith("<"):
                found |= self._inner(constant)
        return found

    def statement(self, line: int) -> ast.stmt | None:
        """Return the statement at a line number of the file."""
        return self.statements.get(line - self.first + 1)


def _span(node: Any) -> range:
    return range(node.lineno, node.end_lineno + 1)


@dataclass
class _Open:
    """A call under way: its frame, how it was called, the statement being executed."""

    frame: FrameType
    source: _Source
    label: str
    statement: ast.stmt | None = None


class _Recorder:
    """Follows line events and turns them into steps, each after its statement has run.

    A call of a followed function is shown twice where it is a statement of its own (before it
    goes in), once where its value is used (when that value is there).
    """

    def __init__(self, steps, sources, notes, at, calls):
        self.steps, self.calls = steps, calls
        self.source_of = {code: source for source in sources for code in source.codes}
        self.offset: dict[int, int] = {}
        for source in sources:
            self.offset[id(source)] = len(steps.code)
            steps.code += source.listing
        self.at = [at] if isinstance(at, str) else list(at)
        self.notes = {"": notes} if isinstance(notes, str) else dict(notes or {})
        for part in [*self.at, *self.notes]:
            if not any(part in line for line in steps.code):
                listing = "\n".join(f"    {line}" for line in steps.code)
                raise CourseError(
                    f"Step picture: no line contains {part!r}. The lines are:\n{listing}"
                )
        self.note_of = {part: _template(text) for part, text in self.notes.items()}
        self.open: list[_Open] = []
        self.count: dict[str, int] = {}
        self.recursive = False
        self.whole = True  # the title names the call: no need to say it again
        self.fault: BaseException | None = None

    def run(self, function: Callable, args: Sequence, kwargs: dict) -> None:
        self.whole = getattr(inspect.unwrap(function), "__code__", None) in self.source_of
        before = sys.gettrace()
        sys.settrace(self._event)
        try:
            result = function(*args, **kwargs)
            if inspect.isgenerator(result):
                for _ in result:
                    pass
        finally:
            sys.settrace(before)
        if self.fault:
            raise self.fault
        total = sum(self.count.values())
        if total > MOST_STEPS:
            listed = ", ".join(f"{line!r} {count}" for line, count in self.count.items())
            raise _too_many(total, f" Steps by line: {listed}.")
        if not total:
            raise CourseError(
                "Step picture: none of the chosen lines was executed. "
                "Choose other lines with at=, or another example."
            )
        if not (self.calls and self.recursive):
            for taken in self.steps.frames:
                taken.calls = ()
        lookups = self.steps._lookups
        never = [text for text in lookups.fault if text not in lookups.good]
        lookups.raise_for(never, "any step: use the function's own names")

    def _event(self, frame: FrameType, event: str, value: Any):
        source = self.source_of.get(frame.f_code)
        if source is None or self.fault:
            return None
        try:
            self._step(source, frame, event, value)
        except BaseException as fault:
            self.fault = fault  # raised after the run: the function might catch it
        return self._event

    def _step(self, source: _Source, frame: FrameType, event: str, value: Any) -> None:
        if event == "call":
            if self.open:
                caller = self.open[-1]
                if isinstance(caller.statement, ast.Expr):
                    self._emit(caller)
                    caller.statement = None
            self.open.append(_Open(frame, source, self._label(frame)))
            # A generator is called anew after each yield, then not at its first line.
            if len(self.open) == 1 and frame.f_lineno == frame.f_code.co_firstlineno:
                self._start(self.open[0])
            return
        if not self.open or self.open[-1].frame is not frame:
            return
        here = self.open[-1]
        if event == "line":
            statement = source.statement(frame.f_lineno)
            again = statement is here.statement
            if again and not hasattr(statement, "body"):
                return  # a further line, or an inlined comprehension, of the same statement
            if again and frame.f_lineno != statement.lineno:
                return
            self._emit(here)
            inner = isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
            here.statement = None if inner else statement
        elif event == "return":
            self._emit(here, value, returning=True)
            self.open.pop()

    def _start(self, call: _Open) -> None:
        """Take a picture of the arguments, with the line of the definition."""
        self.steps._snaps(self._scope())  # chosen or not: nodes get their places from it
        call.statement = call.source.definitions.get(call.frame.f_code.co_firstlineno)
        self._emit(call, note="" if self.whole else call.label)
        call.statement = None

    def _label(self, frame: FrameType) -> str:
        called = frame.f_code
        names = [n for n in called.co_varnames[: called.co_argcount] if n not in ("self", "cls")]
        return _call(called.co_name, [_Bare(frame.f_locals.get(name)) for name in names], {}, 28)

    def _scope(self) -> dict:
        """Return the globals and locals that the innermost call sees, and its callers' besides.

        Of several open calls of one function only the innermost counts.
        """
        inner = {call.frame.f_code: call.frame for call in self.open}
        scope = dict(self.open[-1].frame.f_globals)
        for frame in inner.values():
            scope.update(frame.f_locals)
        return scope | self.open[-1].frame.f_locals

    def _emit(
        self, here: _Open, value: Any = None, returning: bool = False, note: str = ""
    ) -> None:
        statement = here.statement
        if statement is None:
            return
        index = here.source.place.get(statement.lineno)
        if index is None:  # a decorator or the docstring
            return
        line = self.offset[id(here.source)] + index
        text = self.steps.code[line]
        if self.at and not any(part in text for part in self.at):
            return
        self.count[text.strip()] = self.count.get(text.strip(), 0) + 1
        total = sum(self.count.values())
        if total > _MOST_EVENTS:
            raise _too_many(total, "")
        if total > MOST_STEPS:
            return
        scope = self._scope()
        notes = [note, self._note(text, scope)]
        if returning and isinstance(statement, ast.Return) and statement.value is not None:
            notes.append(f"returns {chain(value)}")
        elif returning and value is not None and here.frame.f_code.co_flags & inspect.CO_GENERATOR:
            notes.append(f"yields {code(value)}")
        repeated = len({call.frame.f_code for call in self.open}) < len(self.open)
        self.recursive = self.recursive or repeated
        labels = tuple(call.label for call in self.open)
        note = " — ".join(words for words in notes if words)
        self.steps._take(scope, line, note, labels)

    def _note(self, text: str, scope: dict) -> str:
        for part, template in self.note_of.items():
            if part in text:
                value = self.steps._lookups.value(template, scope)
                return "" if value is MISSING else value
        return ""


class _Bare:
    """A value that repeats itself in a call's label as the pictures show it."""

    def __init__(self, value: Any):
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value) if isinstance(self.value, str) else show(self.value, 12)


def _template(text: str) -> str:
    """Return the source of a raw f-string that fills ``text`` in."""
    quote = next((q for q in ("'''", '"""') if q not in text and not text.endswith(q[0])), None)
    if quote is None:
        raise CourseError(f"Step picture: the note {text!r} ends in a quotation mark; add a space.")
    return f"rf{quote}{text}{quote}"


def _too_many(count: int, detail: str) -> CourseError:
    return CourseError(
        f"Step picture: {count} steps are more than the {MOST_STEPS} that a reader follows."
        f"{detail} "
        "Take a smaller example, or keep some lines with at=."
    )
