"""When two values are the same, and one sentence about how they differ.

What came from the learner's function has been through `daybyday.checking.encoding`: plain values,
numpy arrays and scalars, literals, or an `Opaque` that names what cannot be compared.
"""

import math
from collections import Counter
from dataclasses import dataclass
from typing import Any

from daybyday.checking.literals import LITERALS, Linked


@dataclass(frozen=True)
class Opaque:
    """A result that is no plain value: a generator, a function, something too large.

    Attributes:
        kind: what it is, one word, such as `generator`.
        text: how it prints, cut.
        sentence: what to do about it.
    """

    kind: str
    text: str
    sentence: str = ""

    def __repr__(self) -> str:
        return self.text


@dataclass(frozen=True)
class Record:
    """An object of a dataclass by its type's name and fields."""

    kind: str
    fields: tuple[tuple[str, Any], ...]

    def __repr__(self) -> str:
        return f"{self.kind}({', '.join(f'{name}={value!r}' for name, value in self.fields)})"


def canonical(value: Any) -> Any:
    """A hashable form that is equal only for equal values of equal types."""
    kind = type(value).__name__
    if isinstance(value, float):
        return (kind, "nan") if math.isnan(value) else (kind, float(value))
    if isinstance(value, (list, tuple)):
        return (kind, tuple(map(canonical, value)))
    if isinstance(value, (set, frozenset)):
        return (kind, frozenset(map(canonical, value)))
    if isinstance(value, dict):
        return (kind, frozenset((canonical(k), canonical(v)) for k, v in value.items()))
    if isinstance(value, Linked):
        return (kind, tuple(map(canonical, value.values)), value.back_to, value.random)
    if isinstance(value, LITERALS):
        content = value.values if hasattr(value, "values") else value.edges
        return (kind, canonical(content))
    if isinstance(value, Record):
        return (kind, value.kind, canonical(value.fields))
    if type(value).__module__ == "numpy":
        if kind == "ndarray":
            return (kind, value.dtype.kind, value.shape, canonical(value.ravel().tolist()))
        return (f"numpy {kind}", canonical(value.item()))
    return (kind, value)


def same(got: Any, expected: Any) -> bool:
    """Whether two values are equal with equal types; None is the empty list, tree or graph."""
    if isinstance(expected, LITERALS) and got is None:
        return not (expected.edges if hasattr(expected, "edges") else expected.values)
    return canonical(got) == canonical(expected)


def explain(got: Any, expected: Any) -> str:
    """One sentence about the difference between two values, or "" where there is none to say."""
    if isinstance(got, Opaque):
        return got.sentence
    if got is None and expected is not None:
        return "The function returned nothing: on some path a `return` is missing."
    if expected is None:
        return "Nothing (None) is expected here."
    kind, wanted = type(got).__name__, type(expected).__name__
    if type(got).__module__ == "numpy" and type(expected).__module__ != "numpy":
        plain = "`.tolist()`" if kind == "ndarray" else f"`{wanted}(…)`"
        return f"It is a numpy {kind}, not a plain {wanted}: convert it with {plain}."
    if isinstance(got, float) and math.isnan(got):
        return "It is not a number (NaN): look for 0/0, or a difference of infinities."
    if isinstance(got, float) and math.isinf(got):
        return "It is infinite: look for a start value that was never replaced."
    if type(got) is not type(expected):
        return _kinds(got, expected)
    if isinstance(got, (list, tuple)):
        return _sequence(got, expected)
    if isinstance(got, (set, frozenset)):
        return membership(got, expected)
    if isinstance(got, dict):
        return mapping(got, expected)
    if isinstance(got, str):
        return _text(got, expected)
    if isinstance(got, (int, float)) and not isinstance(got, bool):
        if abs(got - expected) == 1:
            return "It is off by one."
        if got == -expected:
            return "The sign is the other one."
    return ""


def _article(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _kinds(got: Any, expected: Any) -> str:
    kind, wanted = type(got).__name__, type(expected).__name__
    if isinstance(got, (list, tuple)) and isinstance(expected, (list, tuple)):
        equal = same(list(got), list(expected))
    else:
        try:
            equal = bool(got == expected)
        except Exception:
            equal = False
    if equal:
        return (
            f"The value is right, its type is not: expected {_article(wanted)}, "
            f"got {_article(kind)}."
        )
    return f"Expected {_article(wanted)}, got {_article(kind)}."


def _sequence(got, expected) -> str:
    if len(got) == len(expected) and Counter(map(canonical, got)) == Counter(
        map(canonical, expected)
    ):
        return "The items are right, their order is not."
    if len(got) != len(expected):
        return membership(got, expected)
    for place, (a, b) in enumerate(zip(got, expected, strict=True)):
        if not same(a, b):
            inner = explain(a, b)
            return f"The first difference is at position {place}.{' ' + inner if inner else ''}"
    return ""


def membership(got, expected) -> str:
    """What is missing, or should not be there."""
    count, wanted = Counter(map(canonical, got)), Counter(map(canonical, expected))
    missing = [item for item in expected if wanted[canonical(item)] > count[canonical(item)]]
    extra = [item for item in got if count[canonical(item)] > wanted[canonical(item)]]
    if missing and extra:
        return f"{missing[0]!r} is missing and {extra[0]!r} should not be there."
    if missing:
        return f"{missing[0]!r} is missing{_more(missing)}."
    if extra:
        return f"{extra[0]!r} should not be there{_more(extra)}, or not so often."
    return ""


def _more(items: list) -> str:
    return f" (and {len(items) - 1} more)" if len(items) > 1 else ""


def mapping(got: dict, expected: dict) -> str:
    """The first key that differs."""
    for key in expected:
        if key not in got:
            return f"The key {key!r} is missing."
    for key in got:
        if key not in expected:
            return f"The key {key!r} should not be there."
    for key, value in expected.items():
        if not same(got[key], value):
            inner = explain(got[key], value)
            return f"The value of the key {key!r} differs.{' ' + inner if inner else ''}"
    return ""


def _text(got: str, expected: str) -> str:
    if got.lower() == expected.lower():
        return "Only upper and lower case differ."
    if "".join(got.split()) == "".join(expected.split()):
        return "Only white space differs."
    return ""


def is_number(value: Any) -> bool:
    """Whether it is one number, plain or of numpy, and no bool."""
    """Whether it is one number, plain or of numpy, and no bool."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return True
    return type(value).__module__ == "numpy" and hasattr(value, "item") and value.ndim == 0
