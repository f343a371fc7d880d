"""What changed in a folder, for systems that cannot forbid a process to write."""

import os
from pathlib import Path

# Folders that others write to at any time, or that a person may.
SKIPPED = {"_build", "work", "node_modules", "__pycache__"}


def look(root: Path) -> dict[str, tuple[int, int]]:
    """Each file below a folder with its time of change in ns and its size in bytes."""
    seen = {}
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name not in SKIPPED and name[0] != "."]
        for name in files:
            path = os.path.join(folder, name)
            try:
                stat = os.stat(path)
            except OSError:
                continue
            seen[os.path.relpath(path, root)] = (stat.st_mtime_ns, stat.st_size)
    return seen


def changes(before: dict, after: dict) -> list[str]:
    """Paths that were made, changed or removed between two looks."""
    return sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
