"""YAML whose values know their lines, so that a fault in the map can name the place."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from daybyday.findings import FaultyFile, Finding

# libyaml reads the map in a tenth of the pure-Python loader's time.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Where = tuple[str | int, ...]


@dataclass
class Marked:
    """A YAML document as plain dicts, lists and scalars, with the line of every part of it.

    `lines` maps a way through the document, such as `("weeks", 0, "title")`, to a line
    counted from 1; for an entry of a mapping it is the line of the key.
    """

    path: str
    data: Any = None
    lines: dict[Where, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """Line of the part at `where`, or of the nearest part around it."""
        while where not in self.lines:
            where = where[:-1]
        return self.lines[where]

    def fault(self, where: Where, message: str) -> None:
        """Note a fault at `where`."""
        self.findings.append(Finding(self.path, message, line=self.line(where)))


def read_marked(file: Path, shown_as: str) -> Marked:
    """Read one YAML document with its lines; `shown_as` is the path that messages name.

    Raises:
        FaultyFile: the file is missing, unreadable, not YAML or has a conflict's markers.
    """
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise FaultyFile([Finding(shown_as, "there is no such file; restore it")]) from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise FaultyFile(
            [Finding(shown_as, "not UTF-8 text; save it as UTF-8", line=line)]
        ) from None
    except OSError as error:
        raise FaultyFile([Finding(shown_as, f"cannot be read: {error.strerror}")]) from None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            message = "a merge conflict's marker; keep one side and delete the three marker lines"
            raise FaultyFile([Finding(shown_as, message, line=number)])
    document = Marked(shown_as, lines={(): 1})
    try:
        root = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error)
        line = None if mark is None else mark.line + 1
        message = f"not YAML: {problem}; mend the indentation, quotes or brackets here"
        raise FaultyFile([Finding(shown_as, message, line=line)]) from None
    if root is not None:
        document.data = _plain(root, (), document, yaml.constructor.SafeConstructor(), set())
    return document


def _plain(node, where: Where, document: Marked, scalars, seen: set[int]) -> Any:
    """The plain value of a node, its lines noted in `document`."""
    document.lines.setdefault(where, node.start_mark.line + 1)
    if id(node) in seen:
        document.fault(where, "an alias (*name) stands here; write the value out")
        return None
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        mapping: dict[Any, Any] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            inner = (*where, key)
            if key in mapping:
                document.lines[inner] = key_node.start_mark.line + 1
                document.fault(inner, f"`{key}` is given twice; delete one of the two")
            document.lines[inner] = key_node.start_mark.line + 1
            mapping[key] = _plain(value_node, inner, document, scalars, seen)
        return mapping
    if isinstance(node, yaml.SequenceNode):
        return [
            _plain(item, (*where, number), document, scalars, seen)
            for number, item in enumerate(node.value)
        ]
    try:
        return scalars.construct_object(node)
    except (yaml.YAMLError, ValueError):
        document.fault(where, f"`{node.value}` cannot be read as a value; put it in quotes")
        return None
