"""Deterministic costs: counted lines, comparisons and hashes instead of seconds.

    from daybyday.counting import count_steps

    counted = count_steps(two_sum, [2, 7, 11, 15], 9)
    counted.result        # what the function returned
    counted.lines         # lines that ran in the function and its helpers
    counted.comparisons   # ==, <, … between elements, also inside `in`, `sort`, dict and set
    counted.hashes        # hash(element), also inside dict and set
    counted.steps         # their sum: the figure that grows as the algorithm's cost does

Lines are counted in functions whose globals are the ones of the counted function: the same
notebook or module, not the libraries that it calls. A loop that runs inside C (`x in numbers`,
`sorted`) is one line; that is why elements (int, float and str, in lists, tuples, dicts and sets)
are handed over as subclasses that count what is done with them. `sum`, `len`, slices and moves
inside a list are not seen.

The same call gives the same counts each time, and on Python 3.11 to 3.13, but for comprehensions
written over several lines, whose lines these versions visit in different orders. Opcodes would
differ by version everywhere, seconds by machine and moment. Counting makes a call about seven
times slower; `sys.monitoring` (3.12) is quicker but reports no line event when a one-line loop
jumps back to itself, so it is not used.
"""

import sys
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

__all__ = ["Counted", "StepLimit", "Tally", "count_steps", "counted", "counting_lines", "plain"]


class StepLimit(BaseException):
    """More lines than allowed; not an Exception, so that `except Exception` lets it through."""


@dataclass
class Tally:
    """What was counted so far."""

    lines: int = 0
    comparisons: int = 0
    hashes: int = 0

    @property
    def steps(self) -> int:
        """Lines, comparisons and hashes together."""
        return self.lines + self.comparisons + self.hashes


@dataclass
class Counted(Tally):
    """The counts of one call and its result."""

    result: Any = None


# Elements need one place to count into; calls that are counted inside counted calls share it.
_tally = Tally()


def count_steps(
    function: Callable, *arguments: Any, elements: bool = True, limit: int | None = None
) -> Counted:
    """Call a function and count its steps.

    Args:
        function: a function or class of the notebook or of a module.
        *arguments: its arguments; they are copied where elements are counted.
        elements: hand over counting elements; False for numpy and other data.
        limit: largest number of lines.

    Raises:
        StepLimit: when more lines than the limit ran.
    """
    if elements:
        arguments = tuple(counted(argument) for argument in arguments)
    before = Tally(0, _tally.comparisons, _tally.hashes)
    with counting_lines(function, limit) as lines:
        result = function(*arguments)
    return Counted(
        lines.lines,
        _tally.comparisons - before.comparisons,
        _tally.hashes - before.hashes,
        plain(result) if elements else result,
    )


def element_counts() -> tuple[int, int]:
    """Comparisons and hashes of counting elements so far in this process."""
    return _tally.comparisons, _tally.hashes


def compared() -> None:
    """Count one comparison, made where no counting element takes part."""
    _tally.comparisons += 1


# ---- elements -------------------------------------------------------------------------------


def counted(value: Any) -> Any:
    """A copy of a value whose ints, floats and strings count comparisons and hashes."""
    kind = type(value)
    if kind in _COUNTING:
        return _COUNTING[kind](value)
    if kind in (list, tuple, set, frozenset):
        return kind([counted(item) for item in value])
    if kind is dict:
        return {counted(key): counted(item) for key, item in value.items()}
    return value


def plain(value: Any) -> Any:
    """The same value with plain ints, floats and strings again."""
    kind = type(value)
    if kind in _PLAIN:
        return _PLAIN[kind](value)
    if kind in (list, tuple, set, frozenset):
        return kind([plain(item) for item in value])
    if kind is dict:
        return {plain(key): plain(item) for key, item in value.items()}
    return value


def _comparing(name: str, base: type):
    method = getattr(base, name)

    def compare(self, other):
        _tally.comparisons += 1
        return method(self, other)

    return compare


def _hashing(base: type):
    method = base.__hash__

    def hashed(self):
        _tally.hashes += 1
        return method(self)

    return hashed


def _computing(name: str, base: type):
    method = getattr(base, name)

    def compute(self, *others):
        # The result goes on counting, so that `target - x` is looked up as dearly as `x`.
        return _still_counting(method(self, *others))

    return compute


def _scanning(name: str):
    method = getattr(str, name)

    def scan(self, *others):
        # A search through a string compares its characters inside C.
        _tally.comparisons += len(self)
        result = method(self, *others)
        return _still_counting(result) if isinstance(result, (str, list)) else result

    return scan


def _still_counting(result: Any) -> Any:
    """A result of elements as counting elements; NotImplemented stays what it is."""
    return counted(result) if type(result) in (*_COUNTING, list) else result


_COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
_ARITHMETIC = (
    *(
        f"__{side}{name}__"
        for name in ("add", "sub", "mul", "floordiv", "truediv", "mod", "pow", "and", "or", "xor")
        for side in ("", "r")
    ),
    "__neg__",
    "__pos__",
    "__abs__",
    "__invert__",
    "__lshift__",
    "__rshift__",
)


def _counting_type(name: str, base: type) -> type:
    members = {method: _comparing(method, base) for method in _COMPARISONS}
    members["__hash__"] = _hashing(base)
    members["__slots__"] = ()
    members["__doc__"] = f"A {base.__name__} that counts comparisons and hashes."
    for method in _ARITHMETIC:
        if base is not str and hasattr(base, method):
            members[method] = _computing(method, base)
    if base is str:
        for method in ("__contains__", "count", "find", "index", "replace", "split"):
            members[method] = _scanning(method)
        for method in ("__add__", "__mul__", "lower", "upper", "strip"):
            members[method] = _computing(method, base)
        members["__iter__"] = lambda self: map(CountedStr, str.__iter__(self))
        members["__getitem__"] = lambda self, key: CountedStr(str.__getitem__(self, key))
    return type(name, (base,), members)


CountedInt = _counting_type("CountedInt", int)
CountedFloat = _counting_type("CountedFloat", float)
CountedStr = _counting_type("CountedStr", str)
_COUNTING = {int: CountedInt, float: CountedFloat, str: CountedStr}
_PLAIN = {CountedInt: int, CountedFloat: float, CountedStr: str.__str__}


# ---- lines ----------------------------------------------------------------------------------


def globals_of(function: Any) -> dict | None:
    """The globals of a function, of a class's first method, or of what a wrapper holds."""
    for _ in range(32):
        if isinstance(function, partial):
            function = function.func
        elif hasattr(function, "__wrapped__"):
            function = function.__wrapped__
        elif hasattr(function, "__func__"):
            function = function.__func__
        else:
            break
    found = getattr(function, "__globals__", None)
    if found is None:
        kind = function if isinstance(function, type) else type(function)
        for base in kind.__mro__:
            for member in vars(base).values():
                member = getattr(member, "__func__", member)
                if hasattr(member, "__globals__"):
                    return member.__globals__
    return found


@contextmanager
def counting_lines(
    function: Any, limit: int | None = None, exceeded: Callable[[Tally], None] | None = None
):
    """Count the lines that run in the notebook or module of a function, in this thread.

    Args:
        function: whose globals say which code is counted.
        limit: largest number of lines.
        exceeded: called above the limit, before StepLimit is raised.

    Yields:
        a Tally whose `lines` grows.
    """
    tally = Tally()
    home = globals_of(function)
    bound = sys.maxsize if limit is None else limit

    def local(frame, event, arg):
        if event == "line":
            tally.lines += 1
            if tally.lines > bound:
                if exceeded:
                    exceeded(tally)
                raise StepLimit(f"more than {limit:,} lines")
        return local

    def entered(frame, event, arg):
        # The first line event of a comprehension's own frame: from 3.12 on there is no such frame.
        return local

    def start(frame, event, arg):
        if frame.f_globals is not home:
            return None
        return entered if frame.f_code.co_name in _COMPREHENSIONS else local

    before = sys.gettrace()
    sys.settrace(start)
    try:
        yield tally
    finally:
        sys.settrace(before)


_COMPREHENSIONS = {"<listcomp>", "<setcomp>", "<dictcomp>"}
