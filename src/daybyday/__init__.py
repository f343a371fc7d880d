"""Day by Day: a sixty-day course in three tracks, with answers checked at once.

In a notebook or a plain script::

    from daybyday import check, hint, solution

Importing this package costs only the standard library: the names below are
loaded when they are first asked for (PEP 562).
"""

from importlib import import_module

__version__ = "0.1.0"
__all__ = ["Todo", "check", "hint", "solution"]

_HOME = {
    "Todo": "daybyday.checking",
    "check": "daybyday.checking",
    "hint": "daybyday.checking",
    "solution": "daybyday.checking",
}


def __getattr__(name: str):
    """Load one of the public names on first use."""
    if name not in _HOME:
        raise AttributeError(f"module 'daybyday' has no attribute {name!r}")
    value = getattr(import_module(_HOME[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
