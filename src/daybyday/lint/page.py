"""A notebook as the lint reads it: cells with their sections, prose by the line, code as trees."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from daybyday import notebooks
from daybyday.findings import Finding

_MAGIC = re.compile(r"^(\s*)[%!].*$", re.MULTILINE)


@dataclass(frozen=True)
class Heading:
    """A heading and its place."""

    cell: int
    line: int
    level: int
    text: str


@dataclass
class PageCell:
    """A cell; `number` counts from 1, `section` is the last second-level heading up to it."""

    number: int
    kind: str
    text: str
    tags: tuple[str, ...]
    metadata: dict
    has_output: bool
    section: str = ""

    @cached_property
    def tree(self) -> ast.Module | None:
        """The code's syntax tree with magics blanked out; None where it is not Python."""
        if self.kind != "code" or self.text.startswith("%%"):
            return None
        try:
            return ast.parse(_MAGIC.sub(r"\1pass", self.text))
        except SyntaxError:
            return None


@dataclass
class Page:
    """A notebook under the lint, and the findings about it."""

    path: str
    cells: list[PageCell]
    findings: list[Finding] = field(default_factory=list)

    def error(self, message: str, cell: int | None = None, line: int | None = None) -> None:
        """Note what fails the lint."""
        self.findings.append(Finding(self.path, message, cell, line))

    def warn(self, message: str, cell: int | None = None, line: int | None = None) -> None:
        """Note what a person should look at."""
        self.findings.append(Finding(self.path, message, cell, line, level="warning"))

    @property
    def code(self) -> list[PageCell]:
        """The code cells."""
        return [cell for cell in self.cells if cell.kind == "code"]

    @cached_property
    def headings(self) -> list[Heading]:
        """All headings in order."""
        return [
            Heading(cell.number, line, level, text)
            for cell in self.cells
            for line, level, text in notebooks.headings(
                {"cell_type": cell.kind, "source": cell.text}
            )
        ]

    def prose(self, keep_code: bool = False) -> Iterator[tuple[PageCell, int, str, str]]:
        """(cell, line, section, text) of each line of markdown outside fences and formulas.

        Code spans and inline formulas are blanked unless `keep_code`.
        """
        section = ""
        for cell in self.cells:
            if cell.kind != "markdown":
                continue
            opened = {
                heading.line: heading.text
                for heading in self.headings
                if heading.cell == cell.number and heading.level == 2
            }
            for number, text in enumerate(_without_blocks(cell.text), 1):
                section = opened.get(number, section)
                if text.strip():
                    yield cell, number, section, text if keep_code else _without_spans(text)


def read_page(notebook: dict, path: str) -> Page:
    """The lint's view of a notebook."""
    cells = []
    section = ""
    for number, cell in enumerate(notebook["cells"], 1):
        opened = [text for _, level, text in notebooks.headings(cell) if level == 2]
        section = opened[-1] if opened else section
        cells.append(
            PageCell(
                number=number,
                kind=cell["cell_type"],
                text=notebooks.source(cell),
                tags=tuple(notebooks.tags(cell)),
                metadata=cell.get("metadata", {}),
                has_output=bool(cell.get("outputs") or cell.get("execution_count")),
                section=section,
            )
        )
    return Page(path, cells)


def _without_blocks(text: str) -> Iterator[str]:
    """The lines of a markdown text, those in fences, formulas and comments emptied."""
    closing = ""
    for line in text.split("\n"):
        stripped = line.strip()
        if closing:
            if closing in stripped:
                closing = ""
            yield ""
        elif mark := re.match(r"(`{3,}|~{3,})", stripped):
            closing = mark[1]
            yield ""
        elif stripped.startswith("$$"):
            closing = "" if len(stripped) > 3 and stripped.endswith("$$") else "$$"
            yield ""
        elif stripped.startswith("<!--"):
            closing = "" if "-->" in stripped else "-->"
            yield ""
        else:
            yield line


def _without_spans(line: str) -> str:
    """The line with roles, code spans and inline formulas as blanks of the same length."""
    spans = r"(?:\{[\w:.-]+\})?(`+)(?!`).+?(?<!`)\1(?!`)|(?<![\\$])\$(?![\s$])[^$]+?(?<!\s)\$(?!\d)"
    return re.sub(spans, lambda span: " " * len(span[0]), line)
