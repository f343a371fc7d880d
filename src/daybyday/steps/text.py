"""Values as short text that is the same in every run."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Set
from numbers import Number

LONGEST = 18  # characters of one value in a picture
_VALUE_NAMES = ("val", "value", "key", "data", "name")


def node_value(node: object) -> object:
    """What a node carries: its ``val``, ``value``, ``key``, ``data`` or ``name``; else ``None``."""
    for name in _VALUE_NAMES:
        if hasattr(node, name):
            return getattr(node, name)
    return None


def show(value: object, longest: int = LONGEST) -> str:
    """Return ``value`` as one short line: no addresses, sets in order, nodes by what they carry.

    Strings stand without quotes where they can be told from what is around them.
    """
    return _cut(_show(value, 0, code=False), longest)


def code(value: object, longest: int = 40) -> str:
    """Return ``value`` as :func:`show` does, strings as they are written in a program."""
    return _cut(_show(value, 0, code=True), longest)


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _show(value: object, depth: int, code: bool) -> str:
    def inner(values: Iterable) -> str:
        return ", ".join(_show(item, depth + 1, code) for item in values)

    if value is None or isinstance(value, bool):
        return str(value)
    if hasattr(value, "item") and getattr(value, "ndim", None) == 0:  # a numpy scalar
        value = value.item()
    if isinstance(value, float):
        if value in (float("inf"), float("-inf")):
            return "∞" if value > 0 else "-∞"
        return f"{value:.4g}"
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, str):
        plain = value if depth == 0 else "".join(value.split(","))
        bare = value == plain.strip() and value and value.isprintable() and not code
        return value if bare else repr(value)
    if depth > 3:
        return "…"
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        pairs = (
            f"{_show(k, depth + 1, code)}: {_show(v, depth + 1, code)}" for k, v in value.items()
        )
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, Set):
        return f"{{{', '.join(sorted(_show(v, depth + 1, code) for v in value))}}}"
    if isinstance(value, tuple):
        return f"({inner(value)}{',' * (len(value) == 1)})"
    if isinstance(value, (list, deque)):
        return f"[{inner(value)}]"
    if type(value).__repr__ is not object.__repr__ and " at 0x" not in (text := repr(value)):
        return " ".join(text.split())
    carried = node_value(value)
    return type(value).__name__ if carried is None else _show(carried, depth, code)


def chain(node: object, longest: int = 6) -> str:
    """Return a linked list in words, ``1 → 2 → 3``; anything else as :func:`code` does."""
    words: list[str] = []
    while hasattr(node, "next") and node_value(node) is not None and len(words) < longest:
        words.append(show(node_value(node), 8))
        node = node.next
    if not words:
        return code(node)
    return " → ".join(words + ["…"] * (node is not None))
