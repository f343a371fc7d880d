"""Notebooks on disk: read them with clear errors, bring them into the course's normal form,
write them safely.

The normal form is nbformat 4.5 with readable cell ids that stay, no outputs, no execution
counts, nothing that an editor leaves behind, one kernelspec, sorted keys and one sentence a
line in markdown, so that a change is read by the line. Nothing here needs `nbformat`, whose
import takes longer than bringing a whole day of notebooks into form.
"""

import json
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from daybyday.errors import CourseError
from daybyday.files import write_whole
from daybyday.findings import FaultyFile, Finding
from daybyday.sentences import one_sentence_a_line

Notebook = dict[str, Any]
Cell = dict[str, Any]

KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
# What survives of the metadata; all else is some editor's note to itself.
KEPT_FOR_NOTEBOOK = ("daybyday", "html_meta", "mystnb")
KEPT_FOR_CELL = ("format", "mystnb", "tags")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_HEADING = re.compile(r"^(#{1,6})\s+(.+?)\s*#*$")
_LONGEST_SLUG = 48


def read(file: Path, shown_as: str | os.PathLike | None = None) -> Notebook:
    """Read a notebook of nbformat 4.

    Args:
        file: where it is.
        shown_as: the path that messages name, `file` itself when not given.

    Raises:
        FaultyFile: it is missing, unreadable, not JSON, has a merge conflict's markers, is of
            another nbformat, or a cell is malformed. The finding says what to do.
    """
    shown = os.fspath(shown_as or file)
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FaultyFile([Finding(shown, "there is no such notebook")]) from None
    except UnicodeDecodeError:
        message = "not UTF-8 text; restore the file or save it again from JupyterLab"
        raise FaultyFile([Finding(shown, message)]) from None
    except OSError as error:
        raise FaultyFile([Finding(shown, f"cannot be read: {error.strerror}")]) from None
    notebook = _parsed(text, shown)
    if findings := list(_malformed(notebook, shown)):
        raise FaultyFile(findings)
    return notebook


def _parsed(text: str, shown: str) -> Any:
    """The JSON value of a notebook's text."""
    lines = text.split("\n")
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        for number, line in enumerate(lines, 1):
            if line.startswith(_MARKERS):
                message = "a merge conflict's marker; keep one side of the conflict and delete "
                message += "the marker lines (nbdime's `nbdime mergetool` shows both as cells)"
                raise FaultyFile([Finding(shown, message, line=number)]) from None
        message = f"not JSON: {error.msg}; mend it here or restore the file from git"
        raise FaultyFile([Finding(shown, message, line=error.lineno)]) from None


def _malformed(notebook: Any, shown: str) -> Iterator[Finding]:
    """What keeps a JSON value from being a notebook of nbformat 4."""
    if not isinstance(notebook, dict) or "nbformat" not in notebook:
        yield Finding(shown, "JSON, but not a notebook: it has no `nbformat`; restore the file")
        return
    if notebook["nbformat"] != 4:
        message = f"nbformat {notebook['nbformat']!r}, but the course uses 4; convert it with "
        message += f"`jupyter nbconvert --to notebook --nbformat 4 --inplace {shown}`"
        yield Finding(shown, message)
        return
    cells = notebook.get("cells")
    if not isinstance(cells, list) or not isinstance(notebook.get("metadata", {}), dict):
        yield Finding(shown, "`cells` is not a list or `metadata` not a mapping; restore the file")
        return
    for number, cell in enumerate(cells, 1):
        if not isinstance(cell, dict) or cell.get("cell_type") not in ("markdown", "code", "raw"):
            message = "not a cell of type markdown, code or raw; delete or retype it"
            yield Finding(shown, message, cell=number)
            continue
        text = cell.get("source")
        lines = text if isinstance(text, list) else [text]
        if not all(isinstance(line, str) for line in lines):
            message = "its `source` is neither text nor a list of lines; retype the cell"
            yield Finding(shown, message, cell=number)
        metadata = cell.get("metadata", {})
        tags = metadata.get("tags", []) if isinstance(metadata, dict) else None
        if not isinstance(tags, list) or not all(isinstance(tag, str) for tag in tags):
            message = "its `metadata` is no mapping with a list of `tags`; mend or delete it"
            yield Finding(shown, message, cell=number)


def source(cell: Cell) -> str:
    """A cell's text, however it is stored."""
    text = cell["source"]
    return text if isinstance(text, str) else "".join(text)


def tags(cell: Cell) -> list[str]:
    """A cell's tags."""
    return cell.get("metadata", {}).get("tags", [])


def headings(cell: Cell) -> Iterator[tuple[int, int, str]]:
    """(line counted from 1, level, text) of each heading in a markdown cell, fences left out."""
    if cell["cell_type"] != "markdown":
        return
    fence = ""
    for number, line in enumerate(source(cell).split("\n"), 1):
        mark = re.match(r"\s*(`{3,}|~{3,})", line)
        if fence:
            if mark and mark[1].startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif mark:
            fence = mark[1]
        elif heading := _HEADING.match(line):
            yield number, len(heading[1]), heading[2]


def slug(text: str) -> str:
    """A heading as lower-case words with hyphens: `What it costs` gives `what-it-costs`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(words) > _LONGEST_SLUG:
        words = words[:_LONGEST_SLUG].rpartition("-")[0] or words[:_LONGEST_SLUG]
    return words or "cell"


def normal_form(notebook: Notebook) -> Notebook:
    """The notebook in the course's normal form; the argument is left as it is."""
    cells = [_normal_cell(cell) for cell in notebook["cells"] if source(cell).strip()]
    _name_cells(cells)
    metadata = notebook.get("metadata", {})
    return {
        "cells": cells,
        "metadata": {key: metadata[key] for key in KEPT_FOR_NOTEBOOK if key in metadata}
        | {"kernelspec": KERNELSPEC, "language_info": {"name": "python"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def _normal_cell(cell: Cell) -> Cell:
    kind, text = cell["cell_type"], source(cell).replace("\r\n", "\n")
    text = text.strip("\n") if kind == "raw" else re.sub(r"\A(\s*\n)+|\s+\Z", "", text)
    if kind == "markdown":
        text = one_sentence_a_line(text)
    given = cell.get("metadata", {})
    metadata = {key: given[key] for key in KEPT_FOR_CELL if given.get(key)}
    if "tags" in metadata:
        metadata["tags"] = sorted(set(metadata["tags"]))
    normal = {
        "cell_type": kind,
        "id": cell.get("id", ""),
        "metadata": metadata,
        "source": text.splitlines(keepends=True),
    }
    if kind == "code":
        normal |= {"execution_count": None, "outputs": []}
    elif cell.get("attachments"):
        normal["attachments"] = cell["attachments"]
    return normal


def _name_cells(cells: list[Cell]) -> None:
    """Give each cell an id from its section's heading, such as `what-it-costs-3`.

    An id that already has that form is kept, so that a new cell between two others renames
    neither; it gets the next number of its section instead.
    """
    sections = []
    section = "start"
    for cell in cells:
        opened = [slug(text) for _, level, text in headings(cell) if level <= 2]
        sections.append(opened[0] if opened else section)
        section = opened[-1] if opened else section
    taken: set[str] = set()
    last: Counter[str] = Counter()
    for cell, section in zip(cells, sections, strict=True):
        number = re.fullmatch(rf"{re.escape(section)}-([1-9]\d{{0,3}})", str(cell["id"]))
        if number and cell["id"] not in taken:
            taken.add(cell["id"])
            last[section] = max(last[section], int(number[1]))
        else:
            cell["id"] = None
    for cell, section in zip(cells, sections, strict=True):
        if cell["id"] is None:
            last[section] += 1
            cell["id"] = f"{section}-{last[section]}"


def text_of(notebook: Notebook) -> str:
    """The notebook as the text of its file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def write_text(file: Path, text: str) -> bool:
    """Write a file whole or not at all, and only when its text would change.

    Returns:
        Whether it was written.

    Raises:
        CourseError: the folder is not writable or the disk is full.
    """
    try:
        if file.is_file() and file.read_bytes() == text.encode():
            return False
        write_whole(file, text)
    except OSError as error:
        raise CourseError(
            f"{file}: cannot be written ({error.strerror}); the file is as it was. "
            "Make room or make its folder writable, then try again."
        ) from None
    return True


def write(file: Path, notebook: Notebook) -> bool:
    """Write a notebook in its normal form when that changes the file; see `write_text`."""
    return write_text(file, text_of(normal_form(notebook)))
