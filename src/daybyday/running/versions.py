"""Versions of Python and of what notebooks import."""

import platform
import sys
from collections.abc import Iterable
from functools import cache
from importlib import metadata

import daybyday


@cache
def _providers() -> dict[str, list[str]]:
    return metadata.packages_distributions()


def distributions(modules: Iterable[str]) -> list[str]:
    """Names of the installed distributions that provide these top-level modules, sorted."""
    return sorted(
        {
            name
            for module in modules
            if module not in sys.stdlib_module_names
            for name in _providers().get(module, [])
        }
    )


def versions_of(names: Iterable[str]) -> dict[str, str]:
    """The version of Python, of this package and of each distribution that is installed here."""
    found = {"python": platform.python_version(), "daybyday": daybyday.__version__}
    for name in names:
        if name not in found:
            try:
                found[name] = metadata.version(name)
            except metadata.PackageNotFoundError:
                continue
    return found
