"""Results by content: a notebook whose code, imports, data and environment are as before is not
executed again.

The key is a hash of the code cells, of the package's files that the notebook can import
(`sources`), of the course's files that those read, of the lock and of Python's version. A result
is one file named by its key, put in place by a rename, so two runs at once and a kill at any
moment leave only whole results.
"""

import json
import os
import platform
import sys
import time
from collections.abc import Iterable
from dataclasses import asdict
from functools import cached_property
from pathlib import Path

import daybyday
from daybyday.running import sources
from daybyday.running.records import write_atomically
from daybyday.running.sources import Notebook, Package, Uses, digest, read_notebook

# To be raised when the form of a result changes.
FORMAT = 1
# The run's own modules that decide what a result is.
MAKERS = ("execution.py", "evidence.py", "kernel.py", "launcher.py", "network.py", "processes.py")
KEEP_DAYS = 30
# The module that reads the course's map, for those who import more of it than how to find it.
MAP_READER = "daybyday.curriculum"
MAP_FILES = ("curriculum.yml", "interview-lists.yml")
NOT_READING = {"daybyday.curriculum.find_root"}
# The module that finds corpora, and the function that shows a marked answer.
CORPORA_READER = "daybyday.corpora"
ANSWER_READER = "daybyday.solution"


class Cache:
    """The results of one course, below `_build/cache/run`.

    Args:
        root: the course's folder.
    """

    def __init__(self, root: Path):
        self.root = root
        self.folder = root / "_build" / "cache" / "run"
        self.memo = self._read_memo()
        self.package = Package(Path(daybyday.__file__).parent, self.memo["modules"])
        lock = root / "requirements.lock"
        makers = [(Path(__file__).parent / name).read_bytes() for name in MAKERS]
        self._environment = [
            FORMAT,
            digest(b"".join(makers)),
            digest(lock.read_bytes()) if lock.exists() else "",
            sys.implementation.name,
            platform.python_version(),
            sys.platform,
            platform.machine(),
        ]

    def _read_memo(self) -> dict:
        # What another version of `sources` found out about a text is worth nothing.
        reader = digest(Path(sources.__file__).read_bytes())
        empty = {"format": reader, "notebooks": {}, "modules": {}, "executed": {}}
        try:
            memo = json.loads((self.folder / "memo.json").read_text("utf-8"))
        except (OSError, ValueError):
            return empty
        return memo if isinstance(memo, dict) and memo.get("format") == reader else empty

    def save_memo(self) -> None:
        """Keep what was found out about texts; it only saves time."""
        write_atomically(self.folder / "memo.json", json.dumps(self.memo))

    def notebook(self, path: str, text: str) -> Notebook:
        """What the run has to know of a notebook's text.

        Raises:
            ValueError: the text is not a notebook.
        """
        known = self.memo["notebooks"]
        key = digest(text)
        if path not in known or known[path]["text"] != key:
            known[path] = {"text": key} | asdict(read_notebook(text))
        entry = dict(known[path])
        del entry["text"]
        return Notebook(**entry | {"uses": Uses(**entry["uses"])})

    def key(self, notebook: Notebook, package: Package | None = None) -> str:
        """The key under which a notebook's result is kept.

        Args:
            package: the package's files, by default as they were when this cache was opened.
        """
        package = package or self.package
        closure = package.closure(notebook.uses)
        parts = [(package.name_of(file), package.hash_of(file)) for file in closure.files]
        if _names_below(MAP_READER, closure.names - NOT_READING):
            parts += [self._course_file(name) for name in MAP_FILES]
        if _names_below(CORPORA_READER, closure.names):
            parts += self._corpora
        if ANSWER_READER in notebook.uses.names:
            for slug in notebook.uses.lessons:
                for file in sorted(self.root.glob(f"solutions/*/*-{slug}.ipynb")):
                    parts.append(self._course_file(file.relative_to(self.root).as_posix()))
        return digest(json.dumps([self._environment, notebook.code, parts]))

    def _course_file(self, name: str) -> tuple[str, str]:
        file = self.root / name
        return name, digest(file.read_bytes()) if file.exists() else ""

    @cached_property
    def _corpora(self) -> list[tuple[str, int]]:
        """Names and sizes of the corpora's files; their content is verified when fetched."""
        from daybyday.corpora import data_folder

        folder = Path(data_folder())
        files = (file for file in folder.rglob("*") if file.is_file())
        return sorted((file.relative_to(folder).as_posix(), file.stat().st_size) for file in files)

    def _file(self, key: str) -> Path:
        return self.folder / "results" / key[:2] / f"{key}.json"

    def get(self, key: str) -> dict | None:
        """The result kept under a key, None without one; a damaged file is none."""
        file = self._file(key)
        try:
            entry = json.loads(file.read_text("utf-8"))
            os.utime(file)
        except (OSError, ValueError):
            return None
        return entry if isinstance(entry, dict) and entry.get("key") == key else None

    def put(self, key: str, entry: dict) -> None:
        """Keep a result.

        Raises:
            CourseError: the folder cannot be written.
        """
        write_atomically(self._file(key), json.dumps({"key": key} | entry))

    def take(self, folder: Path) -> None:
        """Take over the results of another run of the same course from its `_build`.

        Raises:
            CourseError: this folder cannot be written.
        """
        for file in (folder / "cache" / "run" / "results").glob("*/*.json"):
            mine = self._file(file.stem)
            try:
                text = file.read_text("utf-8")
                whole = json.loads(text)["key"] == file.stem
            except (OSError, ValueError, KeyError, TypeError):
                continue
            if whole and not mine.exists():
                write_atomically(mine, text)

    def prune(self) -> None:
        """Forget results that no run has asked for in a month, and what is known of old texts."""
        oldest = time.time() - KEEP_DAYS * 86400
        for file in (self.folder / "results").glob("*/*"):
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)
        for known in (self.memo["notebooks"], self.memo["executed"]):
            for path in [path for path in known if not (self.root / path).exists()]:
                del known[path]
        current = self.package.analysed()
        self.memo["modules"] = {key: self.memo["modules"][key] for key in current}


def _names_below(module: str, names: Iterable[str]) -> bool:
    return any(f"{name}.".startswith(f"{module}.") for name in names)
