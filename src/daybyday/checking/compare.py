"""How a result is judged: each comparison answers None for right, or a sentence that helps."""

import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from daybyday.checking.explain import (
    Opaque,
    canonical,
    explain,
    is_number,
    mapping,
    membership,
    same,
)

Fault = str | None


@dataclass(frozen=True)
class Comparison:
    """A way to judge a result.

    Attributes:
        name: what it is, with its settings; part of the exercise's fingerprint.
        fault: from (got, expected, arguments) to None or a sentence ("" for none in particular).
        needs_expected: whether there is an expected value.
        asks: what is expected in words, where there is no expected value.
        shows: how a result is shown, where its value says too little.
        tolerates: why a small fault in the reference may pass, where the tolerance is the point.
    """

    name: str
    fault: Callable[[Any, Any, tuple], Fault]
    needs_expected: bool = True
    asks: str = ""
    shows: Callable[[Any, tuple], str] | None = None
    tolerates: str = ""


def exactly() -> Comparison:
    """The same value of the same type, nested parts included; NaN equals NaN."""

    def fault(got, expected, arguments):
        return None if same(got, expected) else explain(got, expected)

    return Comparison("exactly", fault)


def in_any_order() -> Comparison:
    """A list with the same items, in any order."""

    def fault(got, expected, arguments):
        if same(got, expected):
            return None
        if type(got) is not type(expected) or not isinstance(got, (list, tuple)):
            return explain(got, expected)
        if Counter(map(canonical, got)) == Counter(map(canonical, expected)):
            return None
        return membership(got, expected)

    return Comparison("in any order", fault)


def groups_in_any_order() -> Comparison:
    """A list of lists with the same groups, in any order outside and inside."""

    def key(groups):
        return Counter(frozenset(Counter(map(canonical, group)).items()) for group in groups)

    def fault(got, expected, arguments):
        if same(got, expected):
            return None
        if type(got) is not type(expected) or not isinstance(got, (list, tuple)):
            return explain(got, expected)
        if not all(isinstance(group, (list, tuple)) for group in got):
            return "Each item of the answer must be a list itself."
        if key(got) == key(expected):
            return None
        if len(got) != len(expected):
            return f"There are {len(expected)} groups, not {len(got)}."
        return "The groups are not the right ones; their order does not matter."

    return Comparison("groups in any order", fault)


def close(rel: float = 1e-9, absolute: float = 0.0) -> Comparison:
    """Numbers, or arrays and nested lists of numbers of one shape, within a tolerance.

    Args:
        rel: largest difference as a share of the expected number.
        absolute: largest difference in the unit of the number itself.
    """

    def fault(got, expected, arguments):
        return _not_close(got, expected, rel, absolute, "")

    return Comparison(f"close(rel={rel}, absolute={absolute})", fault)


def satisfies(fault: Callable[..., Fault], asks: str = "a valid answer") -> Comparison:
    """Any result for which `fault(got, *arguments)` gives None; its sentence says what is wrong."""

    def judged(got, expected, arguments):
        if isinstance(got, Opaque):
            return got.sentence
        try:
            return fault(got, *arguments)
        except Exception as error:  # a result of a form that the author did not think of
            return f"It is not {asks} ({type(error).__name__}: {error})."

    return Comparison(f"satisfies {asks}", judged, needs_expected=False, asks=asks)


def metric(
    name: str,
    function: Callable[..., float],
    *,
    at_least: float | None = None,
    at_most: float | None = None,
    unit: str = "",
    says: str = "",
) -> Comparison:
    """An artefact whose figure `function(got, *arguments)` must reach a threshold.

    Args:
        name: what the figure is called, such as `recall@10`.
        function: gives the figure; may raise ValueError with a sentence for a malformed artefact.
        at_least: smallest figure that passes.
        at_most: largest figure that passes.
        unit: unit of the figure.
        says: a sentence for one that does not pass.
    """
    if (at_least is None) == (at_most is None):
        raise ValueError("a metric has either at_least or at_most")
    unit = f" {unit}" if unit else ""
    bound = f"at least {at_least:g}" if at_most is None else f"at most {at_most:g}"
    asks = f"{name} of {bound}{unit}"

    def shows(got, arguments):
        try:
            return f"{name} of {float(function(got, *arguments)):.4g}{unit}"
        except Exception:
            return repr(got)

    def fault(got, expected, arguments):
        if got is None or isinstance(got, Opaque):
            return explain(got, 0.0)
        try:
            figure = float(function(got, *arguments))
        except ValueError as error:
            return str(error)
        except Exception as error:
            return f"{name} cannot be computed from this ({type(error).__name__}: {error})."
        if math.isnan(figure):
            return f"{name} of this is not a number."
        reached = figure >= at_least if at_most is None else figure <= at_most
        return None if reached else says

    return Comparison(f"metric {asks}", fault, needs_expected=False, asks=asks, shows=shows)


def within_factor(factor: float, unit: str = "") -> Comparison:
    """A quantity in `unit` that is at most `factor` times too large or too small."""
    if factor <= 1:
        raise ValueError("factor must be above 1")
    named = f" {unit}" if unit else ""

    def fault(got, expected, arguments):
        if got is None or isinstance(got, Opaque):
            return explain(got, expected)
        if not is_number(got):
            return f"Expected a number{named and ' of'}{named}, got {type(got).__name__} {got!r}."
        if not math.isfinite(got):
            return "An estimate is a finite number."
        if expected and got and (got > 0) != (expected > 0):
            return "The sign is the other one."
        if not expected or not got:
            return None if got == expected else f"The answer is not zero{named}."
        ratio = abs(got / expected)
        if 1 / factor <= ratio <= factor:
            return None
        return _missed_by(ratio)

    def shows(got, arguments):
        return f"{got:g}{named}" if is_number(got) else repr(got)

    tolerates = f"the estimate stays within the stated factor {factor:g}"
    name = f"within a factor {factor:g}, {unit}"
    return Comparison(name, fault, shows=shows, tolerates=tolerates)


def reveals(
    faulty: Callable, right: Callable, *, valid: Callable[..., Fault] | None = None
) -> Comparison:
    """An input (a tuple of arguments) on which a faulty function differs from the right one.

    Args:
        faulty: the given function with its fault.
        right: what it should compute.
        valid: from the arguments to None or a sentence why they are not allowed.
    """
    asks = f"arguments on which `{faulty.__name__}` is wrong"

    def fault(got, expected, arguments):
        if isinstance(got, Opaque):
            return got.sentence
        if not isinstance(got, tuple):
            return "Return the arguments as one tuple, `return (first, second)`."
        try:
            refused = valid(*got) if valid else None
        except Exception as error:
            return f"These are no arguments of `{faulty.__name__}` ({error})."
        if refused:
            return refused
        wanted, came = _run(right, got), _run(faulty, got)
        if wanted.status != "returned":
            return f"These are no arguments of `{faulty.__name__}` ({_reason(wanted)})."
        if came.status != "returned" or not same(came.result, wanted.result):
            return None
        return f"Here `{faulty.__name__}` gives {came.result!r}, which is right: look for another."

    return Comparison(f"reveals {faulty.__name__}", fault, needs_expected=False, asks=asks)


def _run(function: Callable, arguments: tuple) -> Any:
    """A given function on the learner's arguments, which may make it loop or crash."""
    from daybyday.checking.sandbox import Limits, sandbox

    box = sandbox([function], "function", Limits(seconds=2.0))
    try:
        return box.call(arguments)
    finally:
        box.close()


def _reason(observed: Any) -> str:
    error = observed.error
    return f"{error['type']}: {error['text']}" if error else "they take too long"


def _nested(value: Any) -> bool:
    return isinstance(value, (list, tuple)) or getattr(value, "ndim", 0) > 0


def _not_close(got: Any, expected: Any, rel: float, absolute: float, where: str) -> Fault:
    """The first number that is out of tolerance, with its place."""
    if isinstance(got, Opaque) or got is None:
        return explain(got, expected)
    shapes = getattr(got, "shape", None), getattr(expected, "shape", None)
    if None not in shapes and shapes[0] != shapes[1]:
        return f"The shape is {shapes[0]}, not {shapes[1]}."
    if _nested(got) != _nested(expected):
        wanted = "a sequence of numbers" if _nested(expected) else "one number"
        return f"Expected {wanted}{where}."
    if None not in shapes and got.ndim:
        return _arrays_apart(got, expected, rel, absolute)
    if _nested(got):
        if len(got) != len(expected):
            return f"There are {len(got)} numbers{where}, not {len(expected)}."
        for place, (a, b) in enumerate(zip(got, expected, strict=True)):
            fault = _not_close(a, b, rel, absolute, f" at position {place}")
            if fault is not None:
                return fault
        return None
    if isinstance(got, dict) and isinstance(expected, dict):
        if got.keys() != expected.keys():
            return mapping(got, expected)
        for key, value in expected.items():
            fault = _not_close(got[key], value, rel, absolute, f" of the key {key!r}")
            if fault is not None:
                return fault
        return None
    if not is_number(expected):
        return None if same(got, expected) else explain(got, expected)
    if not is_number(got):
        return f"Expected a number{where}, got {type(got).__name__}."
    if math.isnan(got) or math.isnan(expected):
        if math.isnan(got) and math.isnan(expected):
            return None
        return f"It is not a number (NaN){where}."
    if math.isclose(got, expected, rel_tol=rel, abs_tol=absolute):
        return None
    if math.isclose(got, -expected, rel_tol=rel, abs_tol=absolute):
        return f"The sign is the other one{where}."
    tolerance = max(rel * abs(expected), absolute)
    return f"It is {abs(got - expected):.3g} away{where}; up to {tolerance:.3g} is accepted."


def _arrays_apart(got: Any, expected: Any, rel: float, absolute: float) -> Fault:
    """The first place where two numpy arrays of one shape are out of tolerance."""
    import numpy

    if got.dtype.kind not in "biufc":
        return f"The array holds {got.dtype}, not numbers."
    away = ~numpy.isclose(got, expected, rtol=rel, atol=absolute, equal_nan=True)
    if not away.any():
        return None
    place = tuple(int(index) for index in numpy.argwhere(away)[0])
    inner = _not_close(got[place].item(), expected[place].item(), rel, absolute, "")
    count = f"{int(away.sum()):,} of {away.size:,} numbers differ"
    return f"{count}, the first at index {place}. {inner or ''}".rstrip()


_KNOWN_FACTORS = {
    8: "bits and bytes may be mixed up",
    1000: "one step of the unit (kilo, mega, giga) may be missing",
    1e6: "two steps of the unit (kilo, mega, giga) may be missing",
    60: "minutes and seconds may be mixed up",
    3600: "hours and seconds may be mixed up",
    86400: "days and seconds may be mixed up",
}


def _missed_by(ratio: float) -> str:
    """The sentence for an estimate that is `ratio` times the right one."""
    size = ratio if ratio > 1 else 1 / ratio
    side = "large" if ratio > 1 else "small"
    orders = round(math.log10(size))
    if orders:
        missed = f"{orders} order{'s' if orders > 1 else ''} of magnitude too {side}"
    else:
        missed = f"too {side}, though of the right order of magnitude"
    for known, reason in _KNOWN_FACTORS.items():
        if 0.8 < size / known < 1.25:
            return f"It is {missed}, about a factor {known:,.0f}: {reason}."
    return f"It is {missed} (a factor of about {size:,.2g})."
