"""Execute the notebooks: each once for a change, each in a kernel of its own.

::

    from daybyday.running import run

    outcome = run()              # everything published; results of unchanged notebooks are kept
    outcome.failures             # records whose status is not "ok"

`daybyday run`, the tests, the book and the status page all read this one execution:
`_build/executed/` has the notebooks with their outputs, `_build/run.json` one record a notebook
(`daybyday.running.records.Record`).

The modules, each importing only from those above it:

- `launcher`: what a kernel's process does before it is a kernel; the guards
- `records`, `task`: what is known of one execution; `run.json`; what travels to a worker
- `sources`: which of the package's files a notebook can import
- `cache`: results by content
- `network`, `processes`, `trees`: no network; children and their memory; changes in a folder
- `kernel`, `evidence`, `execution`: one notebook in one kernel, and where it went wrong
- `worker`, `pool`: the processes that drive kernels, several at once
- `cluster`: the same on a Dask cluster
- `plan`, `versions`, `judging`: order and shards; versions; budgets and determinism
- `report`: what people and CI read
- `runs`: the whole
"""

from importlib import import_module

_HOME = {"run": "runs", "Outcome": "runs", "Record": "records"}
__all__ = sorted(_HOME)


def __getattr__(name: str):
    """Load one of the public names on first use."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    globals()[name] = value
    return value
