"""Values as short text that is the same in every run."""

from __future__ import annotations

from collections.abc import Mapping, Set
from html import escape
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
    """Return ``value`` as one short line: no addresses, sets in order, nodes by what they carry."""
    text = _show(value, 0)
    return text if len(text) <= longest else text[: longest - 1] + "…"


def _show(value: object, depth: int) -> str:
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
        # Bare where the picture leaves no doubt, quoted where nothing would be seen.
        return value if depth == 0 and value.strip() == value and value else repr(value)
    if depth > 3:
        return "…"
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, Mapping):
        inner = ", ".join(f"{_show(k, depth + 1)}: {_show(v, depth + 1)}" for k, v in value.items())
        return f"{{{inner}}}"
    if isinstance(value, Set):
        return f"{{{', '.join(sorted(_show(v, depth + 1) for v in value))}}}" if value else "{}"
    if isinstance(value, tuple):
        inner = ", ".join(_show(v, depth + 1) for v in value)
        return f"({inner},)" if len(value) == 1 else f"({inner})"
    if isinstance(value, list) or type(value).__name__ == "deque":
        return f"[{', '.join(_show(v, depth + 1) for v in value)}]"
    if type(value).__repr__ is not object.__repr__ and " at 0x" not in (text := repr(value)):
        return " ".join(text.split())
    inner = node_value(value)
    return type(value).__name__ if inner is None else _show(inner, depth)


def html(value: object, longest: int = LONGEST) -> str:
    """Return :func:`show` of ``value``, safe inside HTML text and attributes."""
    return escape(show(value, longest))
