"""Values, calls and errors as a person reads them: short, and still valid Python where possible."""

from typing import Any

from daybyday.checking.explain import Opaque
from daybyday.checking.literals import LITERALS

_HEAD, _TAIL = 8, 2


def value(item: Any, width: int = 300) -> str:
    """A value, with long containers and texts cut in the middle and their length said.

    Args:
        item: any value that came through `encoding`.
        width: about how many characters may be shown.
    """
    text = _shown(item, 0)
    if len(text) > width:
        text = f"{text[: width * 3 // 4]} … {text[-width // 8 :]}"
    return text


def _shown(item: Any, depth: int) -> str:
    if isinstance(item, Opaque):
        return item.text
    if isinstance(item, str):
        return repr(item) if len(item) <= 120 else f"{item[:80]!r}… ({len(item):,} characters)"
    if isinstance(item, int) and item.bit_length() > 1000:
        return f"an integer of {item.bit_length():,} bits"
    if type(item).__module__ == "numpy":
        return _array(item)
    if depth > 6:
        return "…"
    if type(item) in (list, tuple, set, frozenset):
        return _container(item, depth)
    if isinstance(item, LITERALS) and hasattr(item, "values"):
        back = getattr(item, "back_to", None)
        more = [] if back is None else [f"back_to={back}"]
        random = getattr(item, "random", ())
        more += [f"random={_container(list(random), depth)}"] if random else []
        parts = _parts(list(item.values), depth) + more
        return f"{type(item).__name__.lower()}({', '.join(parts)})"
    if type(item) is dict:
        pairs = [(key, item[key]) for key in list(item)[: _HEAD + _TAIL + 1]]
        shown = [f"{_shown(k, depth + 1)}: {_shown(v, depth + 1)}" for k, v in pairs[:_HEAD]]
        if len(item) > _HEAD:
            shown.append(f"… {len(item) - _HEAD:,} more")
        return f"{{{', '.join(shown)}}}"
    return repr(item)


def _container(item: Any, depth: int) -> str:
    items = list(item)
    if isinstance(item, (set, frozenset)):
        items = sorted(items, key=lambda part: (type(part).__name__, repr(part).zfill(12)))
    inner = ", ".join(_parts(items, depth))
    if isinstance(item, list):
        return f"[{inner}]"
    if isinstance(item, tuple):
        return f"({inner},)" if len(items) == 1 else f"({inner})"
    if isinstance(item, set):
        return f"{{{inner}}}" if items else "set()"
    return f"frozenset({{{inner}}})" if items else "frozenset()"


def _parts(items: list, depth: int) -> list[str]:
    if len(items) <= _HEAD + _TAIL + 2:
        return [_shown(part, depth + 1) for part in items]
    head = [_shown(part, depth + 1) for part in items[:_HEAD]]
    tail = [_shown(part, depth + 1) for part in items[-_TAIL:]]
    return [*head, f"… {len(items) - _HEAD - _TAIL:,} more …", *tail]


def _array(item: Any) -> str:
    import numpy

    if not isinstance(item, numpy.ndarray):
        return f"{type(item).__name__}({item.item()!r})"
    text = numpy.array2string(item, threshold=12, edgeitems=3, precision=6, separator=", ")
    return f"array({' '.join(text.split())}, shape={item.shape}, dtype={item.dtype})"


def call(exercise: Any, arguments: tuple) -> str:
    """The call with these arguments; for a class, a line for each call."""
    if exercise.kind != "class":
        return f"{exercise.function}({', '.join(value(argument) for argument in arguments)})"
    lines = list(arguments)
    name = _object_name(exercise.function)
    shown = []
    for index, (method, *given) in enumerate(lines):
        inside = ", ".join(value(argument, 120) for argument in given)
        shown.append(
            f"{name} = {exercise.function}({inside})" if not index else f"{name}.{method}({inside})"
        )
    if len(shown) > 16:
        shown = [*shown[:6], f"# … {len(shown) - 12:,} more calls …", *shown[-6:]]
    return "\n".join(shown)


def _object_name(class_name: str) -> str:
    """`LRUCache` is `cache`, `MinStack` is `stack`: the last word of the class's name."""
    last = 0
    for place in range(1, len(class_name)):
        if class_name[place].isupper() and not class_name[place - 1].isupper():
            last = place
        elif class_name[place].islower() and class_name[place - 1].isupper():
            last = place - 1
    return class_name[last:].lower() or "it"


_ERRORS = {
    "IndexError": "A position lies outside the sequence: try the empty one and the last position.",
    "KeyError": "A key is not there: ask `in` first, or use `.get`.",
    "RecursionError": "It calls itself more deeply than Python allows: does every path come to a "
    "base case, and must the depth grow with the input?",
    "ZeroDivisionError": "Something is divided by zero: which input makes it zero?",
    "NameError": "A name is used before it has a value.",
    "UnboundLocalError": "A name is used before it has a value on this path.",
    "SystemExit": "It leaves Python with `sys.exit`: use `return` to end a function.",
    "KeyboardInterrupt": "It raises KeyboardInterrupt itself: use `return` to end a function.",
    "EOFError": "A check cannot ask for input: use the parameters.",
    "NotAllowed": "It tries to start a process or to signal one: a check does not let it.",
}
# Errors whose own sentence says more than what the case was chosen for.
_CERTAIN = {*_ERRORS} - {"IndexError", "KeyError", "ZeroDivisionError"}


def error(described: dict) -> str:
    """An exception in one line: what, where, and the learner's own code at that line."""
    text = described.get("type", "Exception")
    if described.get("text"):
        text += f": {described['text']}"
    if described.get("line"):
        place = f"line {described['line']} of `{described['function']}`"
        text += f" ({place}: `{described['code']}`)" if described.get("code") else f" ({place})"
    return text


def error_sentence(described: dict) -> str:
    """What usually lies behind an exception of this type."""
    return _ERRORS.get(described.get("type", ""), "")


def is_certain(described: dict) -> bool:
    """Whether the exception's own sentence says more than anything about the case."""
    return described.get("type") in _CERTAIN
