"""Results in a safe tagged form: what the child writes and the parent reads is JSON, not pickle.

`decode(encode(value))` is the same value for plain Python values, numpy arrays and scalars, and
nodes of lists, trees and graphs (as literals). Everything else becomes an `Opaque` with the
sentence that says what to do about it.
"""

import base64
import dataclasses
import inspect
import json
import reprlib
from enum import Enum
from typing import Any

from daybyday.checking import literals
from daybyday.checking.explain import Opaque, Record

MAX_ITEMS = 300_000
MAX_DEPTH = 100
MAX_BYTES = 64 * 2**20

_LAZY = "It is {a}, which has computed nothing yet: return `list(…)` of it."
_VIEW = "It is {a}: return `list(…)` of it."
_SENTENCES = {
    "generator": _LAZY,
    "map": _LAZY,
    "filter": _LAZY,
    "zip": _LAZY,
    "enumerate": _LAZY,
    "reversed": _LAZY,
    "range": _VIEW,
    "dict_keys": _VIEW,
    "dict_values": _VIEW,
    "dict_items": _VIEW,
    "deque": _VIEW,
    "coroutine": "It is a coroutine: the function is `async`; write a plain `def`.",
    "async_generator": "It is an async generator: write a plain `def` that returns.",
    "function": "It is a function, not a value: is a pair of parentheses missing?",
    "method": "It is a method, not a value: is a pair of parentheses missing?",
    "builtin_function_or_method": "It is a function, not a value: are parentheses missing?",
    "type": "It is a class, not a value: is a pair of parentheses missing?",
}


class _TooMuch(Exception):
    """A result beyond the limits of size or depth."""


def safe_repr(value: Any, limit: int = 200) -> str:
    """How a value prints, cut, whatever its `__repr__` does."""
    try:
        text = _short.repr(value)
    except Exception as error:
        text = f"<{type(value).__name__} whose repr raises {type(error).__name__}>"
    return text if len(text) <= limit else text[: limit - 1] + "…"


_short = reprlib.Repr()
_short.maxlist = _short.maxtuple = _short.maxset = _short.maxdict = 12
_short.maxstring = _short.maxother = 120


def encode(value: Any) -> Any:
    """A value as JSON-able data."""
    return _Encoder().start(value)


def dumps(form: Any) -> bytes:
    """The bytes of an encoded form."""
    return _json.encode(form).encode("ascii")


_json = json.JSONEncoder(separators=(",", ":"))


def loads(data: bytes) -> Any:
    """The encoded form behind some bytes."""
    return json.loads(data)


class _Encoder:
    """One walk over one value, with its limits."""

    def __init__(self):
        self.items = 0
        self.bytes = 0
        self.above: set[int] = set()

    def start(self, value: Any) -> Any:
        try:
            return self.walk(value)
        except _TooMuch as error:
            return ["o", type(value).__name__, safe_repr(value), str(error)]
        except (literals.Misshapen, RecursionError) as error:
            return ["o", type(value).__name__, safe_repr(value), f"It is misshapen: {error}."]
        except Exception as error:
            sentence = f"Looking at it raised {type(error).__name__}."
            return ["o", type(value).__name__, safe_repr(value), sentence]

    def walk(self, value: Any) -> Any:
        self.items += 1
        if self.items > MAX_ITEMS:
            raise _TooMuch(f"It has more than {MAX_ITEMS:,} parts, too many to compare.")
        if value is None or value is True or value is False:
            return value
        if isinstance(value, Enum):
            return self.opaque(value)
        if isinstance(value, str):
            self.weigh(len(value))
            return str.__str__(value)
        if isinstance(value, int):
            plain = int.__int__(value)
            if plain.bit_length() <= 64:
                return plain
            self.weigh(plain.bit_length() // 4)
            return ["i", hex(plain)]
        module = type(value).__module__
        if module == "numpy":
            return self.numpy(value)
        if isinstance(value, float):
            return float.__float__(value)
        if isinstance(value, complex):
            return ["c", value.real, value.imag]
        if isinstance(value, (bytes, bytearray)):
            self.weigh(len(value))
            return ["b", type(value).__name__, base64.b64encode(value).decode()]
        return self.nested(value)

    def weigh(self, size: int) -> None:
        self.bytes += size
        if self.bytes > MAX_BYTES:
            raise _TooMuch(f"It takes more than {MAX_BYTES // 2**20} MB, too large to compare.")

    def nested(self, value: Any) -> Any:
        if id(value) in self.above:
            raise _TooMuch("It contains itself.")
        if len(self.above) >= MAX_DEPTH:
            raise _TooMuch(f"It is nested more than {MAX_DEPTH} levels deep.")
        self.above.add(id(value))
        try:
            return self.container(value)
        finally:
            self.above.discard(id(value))

    def container(self, value: Any) -> Any:
        walk = self.walk
        if isinstance(value, list):
            return ["l", [walk(item) for item in list.__iter__(value)]]
        if isinstance(value, tuple):
            return ["t", [walk(item) for item in tuple.__iter__(value)]]
        if isinstance(value, (set, frozenset)):
            items = sorted((walk(item) for item in value), key=lambda form: json.dumps(form))
            return ["s" if isinstance(value, set) else "f", items]
        if isinstance(value, dict):
            return ["d", [[walk(key), walk(item)] for key, item in dict.items(value)]]
        if isinstance(value, literals.LITERALS):
            return self.literal(value)
        if literals.is_tree_node(value):
            return self.literal(literals.Tree.read(value))
        if literals.is_list_node(value):
            return self.literal(literals.Linked.read(value))
        if literals.is_graph_node(value):
            return self.literal(literals.Graph.read(value))
        if isinstance(value, (Record, Opaque)):
            if isinstance(value, Opaque):
                return ["o", value.kind, value.text, value.sentence]
            return ["r", value.kind, [[name, walk(item)] for name, item in value.fields]]
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            fields = [[f.name, walk(getattr(value, f.name))] for f in dataclasses.fields(value)]
            return ["r", type(value).__name__, fields]
        return self.opaque(value)

    def literal(self, value: Any) -> Any:
        if isinstance(value, literals.Linked):
            values = [self.walk(item) for item in value.values]
            return ["L", values, value.back_to, list(value.random)]
        if isinstance(value, literals.Tree):
            return ["T", [self.walk(item) for item in value.values]]
        return ["G", [[self.walk(a), [self.walk(b) for b in bs]] for a, bs in value.edges]]

    def numpy(self, value: Any) -> Any:
        import numpy

        if isinstance(value, (numpy.ndarray, numpy.generic)) and value.dtype.kind in "biufcUSmM":
            self.weigh(value.nbytes)
            array = numpy.ascontiguousarray(value)
            data = base64.b64encode(array.tobytes()).decode()
            tag = "a" if isinstance(value, numpy.ndarray) else "n"
            return [tag, value.dtype.str, list(value.shape), data]
        return self.opaque(value)

    def opaque(self, value: Any) -> Any:
        kind = type(value).__name__
        if inspect.iscoroutine(value):
            value.close()  # or Python warns that it was never awaited
        article = f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
        sentence = _SENTENCES.get(kind, "It is {a}, which is no plain value to compare.")
        return ["o", kind, safe_repr(value), sentence.format(a=article)]


def decode(form: Any) -> Any:
    """The value behind an encoded form.

    Raises:
        ValueError: for data that is no such form.
    """
    if not isinstance(form, list):
        return form
    try:
        return _DECODERS[form[0]](*form[1:])
    except (KeyError, IndexError, TypeError) as error:
        raise ValueError(f"no encoded value: {str(form)[:80]}") from error


def _all(forms: list) -> list:
    return [decode(form) for form in forms]


def _array(dtype: str, shape: list, data: str) -> Any:
    import numpy

    return numpy.frombuffer(base64.b64decode(data), dtype=numpy.dtype(dtype)).reshape(shape).copy()


_DECODERS = {
    "i": lambda text: int(text, 16),
    "c": complex,
    "b": lambda kind, data: {"bytes": bytes, "bytearray": bytearray}[kind](base64.b64decode(data)),
    "l": _all,
    "t": lambda forms: tuple(_all(forms)),
    "s": lambda forms: set(_all(forms)),
    "f": lambda forms: frozenset(_all(forms)),
    "d": lambda pairs: {decode(key): decode(value) for key, value in pairs},
    "L": lambda forms, back_to, random: literals.Linked(tuple(_all(forms)), back_to, tuple(random)),
    "T": lambda forms: literals.Tree(tuple(_all(forms))),
    "G": lambda pairs: literals.Graph(tuple((decode(a), tuple(_all(bs))) for a, bs in pairs)),
    "r": lambda kind, pairs: Record(kind, tuple((name, decode(form)) for name, form in pairs)),
    "o": lambda kind, text, sentence: Opaque(kind, text, sentence),
    "a": _array,
    "n": lambda dtype, shape, data: _array(dtype, shape, data)[()],
}
